"""The pass-through of the bands in a checkpoint: apart from what was learnt, and arranged anew for each scene."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import Tensor, nn

from deepsat.encoders import (
    Architecture,
    interruptible,
    renew_spectral_path,
    scene_features,
    separate_spectral_path,
    spectral_channels,
    start_spectrally,
)
from deepsat.encoders.each_date import EachDate
from deepsat.encoders.networks import build_network, shrunk
from deepsat.finetune.frozen import calibrate
from deepsat.finetune.head import calibrate_spectral_path
from deepsat.finetune.start import Start
from deepsat.jobs import Cancelled

ARCHITECTURE = Architecture(in_channels=13, classes=2)
SHARE = 0.5
CARRIED = 16
LIVE = [1, 2, 3, 7]


@pytest.fixture
def network() -> nn.Module:
    torch.manual_seed(3)
    network = build_network(ARCHITECTURE)
    start_spectrally(network, ARCHITECTURE, SHARE)
    separate_spectral_path(network, ARCHITECTURE, SHARE)
    return network.eval()


@pytest.fixture
def images() -> Tensor:
    images = torch.zeros(2, 13, 32, 48)
    images[:, LIVE] = torch.randn(2, len(LIVE), 32, 48, generator=torch.Generator().manual_seed(1)) * 2 + 1
    return images


def features_of(network: nn.Module, images: Tensor) -> Tensor:
    with torch.no_grad():
        return shrunk(scene_features(network, images, ARCHITECTURE.input_scale), ARCHITECTURE.input_scale)


def test_the_rows_that_carry_the_bands(network: nn.Module) -> None:
    rows = spectral_channels(network, ARCHITECTURE, SHARE)
    assert rows["encoder.conv1.weight"] == rows["encoder.bn1.bias"] == 32
    assert {key: n for key, n in rows.items() if key.endswith("conv2.0.weight")} == {
        "decoder.blocks.2.conv2.0.weight": CARRIED,
        "decoder.blocks.3.conv2.0.weight": CARRIED,
    }
    # All taps of these rows but the middle one are 0: they see their own pixel only.
    for key, count in rows.items():
        weights = network.get_parameter(key)
        if weights.dim() == 4:
            around = weights[:count].clone()
            around[..., weights.shape[-2] // 2, weights.shape[-1] // 2] = 0
            assert not around.any() and weights[:count].any(), key


def test_a_share_of_nothing_carries_no_bands_and_separates_nothing() -> None:
    torch.manual_seed(3)
    network = build_network(ARCHITECTURE)
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    assert spectral_channels(network, ARCHITECTURE, 0.0) == {}
    separate_spectral_path(network, ARCHITECTURE, 0.0)
    assert all(torch.equal(tensor, before[name]) for name, tensor in network.state_dict().items())


def test_what_was_learnt_says_the_same_whatever_the_bands_pass_through(network: nn.Module, images: Tensor) -> None:
    before = features_of(network, images)
    renew_spectral_path(network, ARCHITECTURE, SHARE, LIVE)
    calibrate_spectral_path(network, images, ARCHITECTURE, SHARE)
    after = features_of(network, images)
    assert torch.equal(after[:, CARRIED:], before[:, CARRIED:])
    assert float(before[:, CARRIED:].std()) > 0.01
    assert not torch.allclose(after[:, :CARRIED], before[:, :CARRIED])


def test_without_separation_the_rest_would_change(images: Tensor) -> None:
    torch.manual_seed(3)
    network = build_network(ARCHITECTURE)
    start_spectrally(network, ARCHITECTURE, SHARE)
    before = features_of(network.eval(), images)
    renew_spectral_path(network, ARCHITECTURE, SHARE, LIVE)
    assert not torch.allclose(features_of(network, images)[:, CARRIED:], before[:, CARRIED:])


def test_every_spectral_channel_is_alive_on_a_scene_with_few_bands(network: nn.Module, images: Tensor) -> None:
    stale = features_of(network, images)[:, :CARRIED].flatten(2).std(dim=2).amax(dim=0)
    assert int((stale < 1e-6).sum()) >= 9, "the slots without a band are constant"
    renew_spectral_path(network, ARCHITECTURE, SHARE, LIVE)
    calibrate_spectral_path(network, images, ARCHITECTURE, SHARE)
    features = features_of(network, images)[:, :CARRIED]
    assert float(features.flatten(2).std(dim=2).amin()) > 0.2
    # The first ones are the bands themselves, in the order of the slots, but for scale and the cut of ReLU.
    for channel, band in enumerate(LIVE):
        together = torch.stack([features[:, channel].flatten(), images[:, band].flatten()])
        assert float(torch.corrcoef(together)[0, 1]) > 0.95, band


def test_single_images_are_calibrated_to_the_numbers_of_a_series_of_one_date(
    network: nn.Module, images: Tensor
) -> None:
    """Of single images what reaches the layers is kept, of a series it is computed anew."""
    renew_spectral_path(network, ARCHITECTURE, SHARE, LIVE)
    series = EachDate(copy.deepcopy(network), 1).eval()
    several = images.repeat(3, 1, 1, 1) * torch.arange(1, 7).view(6, 1, 1, 1)
    calibrate_spectral_path(network, several, ARCHITECTURE, SHARE)
    calibrate_spectral_path(series, several, ARCHITECTURE, SHARE)
    for block in (2, 3):
        for name in ("running_mean", "running_var"):
            for layer in ("conv1", "conv2"):
                key = f"decoder.blocks.{block}.{layer}.1.{name}"
                assert torch.equal(network.get_buffer(key), series.get_buffer(key)), key
                assert float(network.get_buffer(key)[:CARRIED].std()) > 0, key


def test_fitting_to_a_scene_ends_when_it_is_cancelled(
    network: nn.Module, images: Tensor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interruptible, "LOOK_EVERY_SECONDS", -1)
    looks = 0

    def cancelled_at_the_fifth() -> None:
        nonlocal looks
        looks += 1
        if looks == 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        calibrate(Start(network, ARCHITECTURE, True, spectral_share=SHARE), images, cancelled_at_the_fifth)
    assert looks == 5
    features_of(network, images)
    assert looks == 5, "the network is not watched any longer"


def test_a_band_that_is_constant_here_does_not_explode(network: nn.Module, images: Tensor) -> None:
    images[:, 7] = 0
    renew_spectral_path(network, ARCHITECTURE, SHARE, LIVE)
    calibrate_spectral_path(network, images, ARCHITECTURE, SHARE)
    before = features_of(network, images)
    images[:, 7] = 0.05
    change = (features_of(network, images) - before)[:, :CARRIED].abs().mean()
    assert 0 < float(change) < 0.2 * float(before[:, :CARRIED].std())
