"""The lean network says what the network says, for every family and at every edge."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from deepsat.encoders import Architecture, build_network, scene_logits
from deepsat.predict.lean_network import lean_logits

SINGLE = Architecture(in_channels=5, classes=3)
LEAN = {
    "one date": SINGLE,
    "another depth and encoder": Architecture(3, 2, encoder_name="resnet50", decoder_channels=(16, 8, 8)),
    "each date": Architecture(3, 4, moments=2),
    "change": Architecture(3, 2, name="ChangeUnet", moments=2),
}
AS_EVER = {"pixels once": Architecture(5, 3, input_scale=1), "pixels three times": Architecture(5, 3, input_scale=3)}


def network_of(architecture: Architecture) -> nn.Module:
    """Random in everything that evaluation uses, biases and statistics too."""
    torch.manual_seed(0)
    network = build_network(architecture).eval()
    with torch.no_grad():
        for module in network.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.running_mean.uniform_(-0.5, 0.5)  # type: ignore[union-attr]
                module.running_var.uniform_(0.5, 2.0)  # type: ignore[union-attr]
                module.bias.uniform_(-0.5, 0.5)
        network.segmentation_head[0].bias.uniform_(-1, 1)  # type: ignore[index]
    return network


@torch.inference_mode()
@pytest.mark.parametrize("name", [*LEAN, *AS_EVER])
def test_a_lean_network_differs_by_rounding_alone(name: str) -> None:
    architecture = (LEAN | AS_EVER)[name]
    network = network_of(architecture)
    images = torch.randn(2, architecture.channels, 3 * 16, 5 * 16)
    expected = scene_logits(network, images, architecture.input_scale)
    found = lean_logits(network, architecture.input_scale)(images)
    assert found.shape == expected.shape == (2, architecture.classes, 48, 80)
    torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-4)
    assert expected.std() > 0.1


@pytest.mark.parametrize("name", LEAN)
def test_it_multiplies_less_and_leaves_the_network_as_it_is(name: str) -> None:
    architecture = LEAN[name]
    network = network_of(architecture)
    before = {key: value.clone() for key, value in network.state_dict().items()}
    lean = lean_logits(network, architecture.input_scale)
    assert all(torch.equal(before[key], value) for key, value in network.state_dict().items())
    assert type(network.decoder.blocks[0]).__name__ == "UnetDecoderBlock"  # type: ignore[union-attr, index]
    kernels = [layer.kernel_size for layer in lean.modules() if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d)]
    assert (7, 7) not in kernels
    assert kernels.count((4, 4)) == 2 + architecture.depth
    shared = {weight.data_ptr() for weight in network.parameters()}
    assert sum(weight.data_ptr() in shared for weight in lean.parameters()) > 20
