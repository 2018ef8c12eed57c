from __future__ import annotations

import subprocess
import sys

import pytest
import torch

from deepsat.encoders import (
    Architecture,
    batch_norms,
    build_network,
    freeze_batch_norm,
    parameter_count,
    scene_features,
    scene_logits,
    start_spectrally,
)


@pytest.mark.parametrize("bands", [1, 13, 512])
def test_logits_have_one_layer_for_each_class_at_the_size_of_the_scene(bands: int) -> None:
    architecture = Architecture(in_channels=bands, classes=5)
    network = build_network(architecture).eval()
    images = torch.randn(2, bands, 32, 48)
    with torch.no_grad():
        assert scene_logits(network, images, architecture.input_scale).shape == (2, 5, 32, 48)
        assert scene_features(network, images, architecture.input_scale).shape == (2, 32, 64, 96)


def test_scene_logits_are_the_mean_over_the_repetitions_of_a_pixel() -> None:
    network = build_network(Architecture(in_channels=2, classes=3)).eval()
    images = torch.randn(1, 2, 16, 32)
    with torch.no_grad():
        repeated = images.repeat_interleave(2, dim=2).repeat_interleave(2, dim=3)
        each = network(repeated)
        expected = (each[..., ::2, ::2] + each[..., 1::2, ::2] + each[..., ::2, 1::2] + each[..., 1::2, 1::2]) / 4
        torch.testing.assert_close(scene_logits(network, images, 2), expected, rtol=1e-4, atol=1e-5)


def test_architecture_survives_json_and_says_what_is_wrong() -> None:
    architecture = Architecture(in_channels=6, classes=7, decoder_channels=(64, 32, 32, 16, 16), input_scale=1)
    assert Architecture.from_json(architecture.to_json()) == architecture
    assert architecture.stride == 32
    assert Architecture(in_channels=6, classes=7).stride == 8
    with pytest.raises(ValueError, match="in_channels lies between 1 and 512, not 513"):
        Architecture(in_channels=513, classes=2)
    with pytest.raises(ValueError, match="input_scale"):
        Architecture.from_json({"in_channels": 3, "classes": 2})


def test_fewer_blocks_use_fewer_stages_of_the_encoder() -> None:
    architecture = Architecture(in_channels=3, classes=2, decoder_channels=(64, 32, 32, 16))
    assert (architecture.depth, architecture.output_stride, architecture.stride) == (4, 16, 8)
    network = build_network(architecture).eval()
    unused = [name for name, _ in network.named_parameters() if architecture.leaves_unused(name)]
    assert {name.split(".")[1] for name in unused} == {"layer4"}
    assert not any(network.get_parameter(name).any() or network.get_parameter(name).requires_grad for name in unused)
    with torch.no_grad():
        assert scene_logits(network, torch.randn(1, 3, 8, 24), architecture.input_scale).shape == (1, 2, 8, 24)
    with pytest.raises(ValueError, match="number of decoder_channels lies between 3 and 5, not 2"):
        Architecture(in_channels=3, classes=2, decoder_channels=(32, 16))


def test_frozen_batch_norm_keeps_its_statistics() -> None:
    whole = Architecture(in_channels=2, classes=2, decoder_channels=(32, 32, 16, 16, 8))
    network = build_network(whole).train()
    before = [layer.running_mean.clone() for layer in batch_norms(network)]
    freeze_batch_norm(network)
    network(torch.randn(2, 2, 32, 32))
    assert all(torch.equal(layer.running_mean, mean) for layer, mean in zip(batch_norms(network), before, strict=True))
    network.train()
    network(torch.randn(2, 2, 32, 32))
    assert not any(torch.equal(layer.running_mean, m) for layer, m in zip(batch_norms(network), before, strict=True))


def test_parameters_are_counted() -> None:
    small = build_network(Architecture(in_channels=1, classes=2))
    large = build_network(Architecture(in_channels=4, classes=2))
    # Three more bands for each of the stem's 64 filters of 7 x 7.
    assert parameter_count(large) - parameter_count(small) == 3 * 64 * 7 * 7


@pytest.mark.parametrize("bands", [3, 16, 40])
def test_spectral_start_lets_the_bands_of_a_pixel_through(bands: int) -> None:
    """The carried features of a pixel follow from its own bands alone, and tell them apart."""
    torch.manual_seed(0)
    architecture = Architecture(in_channels=bands, classes=2)
    network = build_network(architecture).eval()
    start_spectrally(network, architecture, decoder_share=0.75)
    draw = torch.Generator().manual_seed(3)
    images = 0.5 * torch.randn(1, bands, 32, 32, generator=draw)
    changed = images.clone()
    changed[..., 10, 20] += 0.5
    with torch.no_grad():
        features = scene_features(network, images, 2)[0, :12]
        difference = (scene_features(network, changed, 2)[0, :12] - features).abs().sum(dim=0)
    moved = torch.nonzero(difference > 1e-6)
    assert {(int(row) // 2, int(column) // 2) for row, column in moved} == {(10, 20)}
    if bands == 3:
        pixelwise = features[:, ::2, ::2].flatten(1).T
        design = torch.cat([pixelwise, torch.ones(len(pixelwise), 1)], dim=1)
        wanted = images[0].flatten(1).T
        fitted = design @ torch.linalg.lstsq(design, wanted).solution
        assert (fitted - wanted).square().mean() < 0.02 * wanted.square().mean()


def test_spectral_start_without_a_share_leaves_a_fresh_network_alone() -> None:
    architecture = Architecture(in_channels=4, classes=2)
    torch.manual_seed(1)
    network = build_network(architecture)
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    start_spectrally(network, architecture, decoder_share=0)
    assert all(torch.equal(tensor, before[name]) for name, tensor in network.state_dict().items())
    start_spectrally(network, architecture, decoder_share=0.5)
    assert not torch.equal(network.state_dict()["encoder.conv1.weight"], before["encoder.conv1.weight"])


def test_smp_can_be_imported_in_a_fresh_process() -> None:
    code = (
        "from deepsat.encoders import declare_missing_operators as d; d(); d();"
        "import torchvision, segmentation_models_pytorch as smp; print(smp.Unet.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=_environment())
    assert done.stdout.strip() == "Unet", done.stderr


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
