"""The pass-through of the bands in a checkpoint: apart from what was learnt, and arranged anew for each scene."""

from __future__ import annotations

import copy
import dataclasses

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
from deepsat.finetune.head import SILENT, calibrate_spectral_path
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


def calibrated_buffers(network: nn.Module) -> dict[str, Tensor]:
    """The statistics of the layers that carry the bands, by the names of their buffers."""
    keys = [f"decoder.blocks.{block}.{layer}.1" for block in (2, 3) for layer in ("conv1", "conv2")]
    names = [f"{key}.{name}" for key in keys for name in ("running_mean", "running_var")]
    return {name: network.get_buffer(name)[:CARRIED] for name in names}


def test_each_layer_is_calibrated_to_what_the_whole_network_gives_it(network: nn.Module, images: Tensor) -> None:
    """What reaches a block is kept; computed anew for each layer it is the same."""
    renew_spectral_path(network, ARCHITECTURE, SHARE, LIVE)
    several = images.repeat(3, 1, 1, 1) * torch.arange(1, 7).view(6, 1, 1, 1)
    expected = copy.deepcopy(network).eval()
    for name in ("blocks.2.conv1.1", "blocks.2.conv2.1", "blocks.3.conv1.1", "blocks.3.conv2.1"):
        layer = expected.decoder.get_submodule(name)
        layer.reset_running_stats()
        layer.momentum = None
        layer.train()
        with torch.no_grad():
            for part in torch.split(several, 4):
                features_of(expected, part)
        layer.eval()
        typical = layer.running_var[:CARRIED].mean()
        silent = layer.running_var[:CARRIED] < SILENT * typical
        layer.running_var[:CARRIED][silent] = typical
    calibrate_spectral_path(network, several, ARCHITECTURE, SHARE)
    for name, buffer in calibrated_buffers(expected).items():
        assert torch.equal(network.get_buffer(name)[:CARRIED], buffer), name
        assert float(buffer.std()) > 0, name


def test_a_series_is_calibrated_to_its_dates_each_in_some_of_the_windows(network: nn.Module, images: Tensor) -> None:
    renew_spectral_path(network, ARCHITECTURE, SHARE, LIVE)
    bands = ARCHITECTURE.in_channels
    windows = images.repeat(4, 2, 1, 1) * torch.arange(1, 9).view(8, 1, 1, 1)
    windows[:, bands:] *= 0.3
    architecture = dataclasses.replace(ARCHITECTURE, moments=2)
    series = Start(EachDate(copy.deepcopy(network), 2), architecture, True, spectral_share=SHARE)
    calibrate(series, windows, lambda: None)
    calibrate_spectral_path(network, torch.cat([windows[:4, :bands], windows[4:, bands:]]), ARCHITECTURE, SHARE)
    for name, buffer in calibrated_buffers(network).items():
        assert torch.equal(series.network.get_buffer(name)[:CARRIED], buffer), name


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
