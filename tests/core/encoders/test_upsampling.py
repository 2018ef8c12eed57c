from __future__ import annotations

import pytest
import torch

from deepsat.encoders.upsampling import UpsamplingBlock, UpsamplingNetwork
from deepsat.losses import masked_cross_entropy
from deepsat.losses.cscl import ContextSelfContrast


@pytest.mark.parametrize("scale", [1, 2, 4])
@pytest.mark.parametrize("shape", [(5, 11), (8, 4), (1, 3)])
def test_features_and_logits_lie_on_the_finer_grid(scale: int, shape: tuple[int, int]) -> None:
    network = UpsamplingNetwork(3, 5, scale=scale, width=4)
    images = torch.randn(2, 3, *shape)
    finer = (shape[0] * scale, shape[1] * scale)
    assert network.features(images).shape == (2, 4, *finer)
    assert network(images).shape == (2, 5, *finer)
    assert len(network.upsampling) == {1: 0, 2: 1, 4: 2}[scale]


def test_a_block_can_repeat_each_pixel_in_its_own_place() -> None:
    block = UpsamplingBlock(2).eval()
    with torch.no_grad():
        block[0].weight.zero_()
        block[0].bias.zero_()
        # Of the kernel's three cells the last two are the pixel's own halves.
        for channel in range(2):
            block[0].weight[channel, channel, 1:, 1:] = 1
    images = torch.arange(2 * 3 * 5, dtype=torch.float32).reshape(1, 2, 3, 5)
    expected = images.repeat_interleave(2, dim=2).repeat_interleave(2, dim=3)
    assert torch.allclose(block(images), expected, atol=1e-3)


@pytest.mark.parametrize("scale", [2, 4])
def test_an_asymmetric_border_inside_pixels_is_learnt_where_it_lies(scale: int) -> None:
    torch.manual_seed(0)
    network = UpsamplingNetwork(1, 2, scale=scale, width=8)
    rows, columns = torch.meshgrid(torch.arange(12 * scale), torch.arange(20 * scale), indexing="ij")
    truth = (columns + 2 * rows > 13 * scale + 1).long()
    means = truth.float().reshape(12, scale, 20, scale).mean(dim=(1, 3))[None, None]
    solver = torch.optim.Adam(network.parameters(), lr=1e-2)
    for _ in range(60):
        loss = masked_cross_entropy(network(means), truth[None])
        solver.zero_grad()
        loss.backward()
        solver.step()
    with torch.no_grad():
        found = network(means)[0].argmax(dim=0)
    repeated = (means[0, 0] > 0.5).long().repeat_interleave(scale, dim=0).repeat_interleave(scale, dim=1)
    assert (found != truth).sum() < 0.5 * (repeated != truth).sum()
    assert (found.flip(1) != truth).float().mean() > 0.2


def test_both_losses_reach_every_weight() -> None:
    torch.manual_seed(1)
    network = UpsamplingNetwork(3, 3, scale=4, width=4)
    images, labels = torch.randn(2, 3, 8, 8), torch.randint(0, 3, (2, 32, 32))
    contrast = ContextSelfContrast(network.feature_channels, 8)
    (masked_cross_entropy(network(images), labels) + contrast(network.features(images), labels)).backward()
    assert all(w.grad is not None and w.grad.abs().sum() > 0 for w in network.parameters())


@pytest.mark.parametrize("wrong", [{"scale": 3}, {"scale": 2, "width": 1}])
def test_settings_out_of_range_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="are needed, not"):
        UpsamplingNetwork(3, 2, **wrong)
