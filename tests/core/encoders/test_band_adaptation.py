"""Band adaptation: which slot a band belongs to, and a network for some bands equal to one fed with zeros."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from deepsat.encoders import Architecture, build_network, scene_features
from deepsat.encoders.band_adaptation import adapt_bands
from deepsat.imagery import Band
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_slots import SENTINEL2_SLOTS, match_slots, slots_of
from deepsat.jobs.wavelengths import wavelengths_from_names

NAMES = tuple(slot.name for slot in SENTINEL2_SLOTS)


def named(*names: str) -> tuple[Band, ...]:
    """Bands as a raster with these descriptions has them."""
    return tuple(Band(name, nm) for name, nm in zip(names, wavelengths_from_names(names), strict=True))


def matched(bands: tuple[Band, ...], dtype: str = "") -> list[str | None]:
    """Name of the slot of each band."""
    return [None if slot is None else NAMES[slot] for slot in slots_of(bands, dtype=dtype)]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("red", "green", "blue", "nir"), ["B04", "B03", "B02", "B08"]),
        (("coastal", "blue", "green", "red", "nir", "swir1", "swir2"),
         ["B01", "B02", "B03", "B04", "B08", "B11", "B12"]),
        (("B1", "B2", "B3", "B4", "B5", "B7"), ["B02", "B03", "B04", "B08", "B11", "B12"]),
        (("B12", "B8A", "B08", "B01"), ["B12", "B8A", "B08", "B01"]),
        (NAMES, list(NAMES)),
    ],
    ids=["rgbn", "hls", "landsat 7", "sentinel-2, in another order", "sentinel-2"],
)  # fmt: skip
def test_known_names_find_their_slots(names: tuple[str, ...], expected: list[str]) -> None:
    assert matched(named(*names)) == expected


def test_landsat_8_is_matched_by_wavelength_and_its_only_near_infrared_is_a_broad_one() -> None:
    wavelengths = (443.0, 482.0, 561.4, 654.6, 864.7, 1608.9, 2200.7, 1373.4, 10_895.0)
    landsat_8 = tuple(Band(f"B{number}", nm) for number, nm in enumerate(wavelengths, start=1))
    assert matched(landsat_8) == ["B01", "B02", "B03", "B04", "B08", "B11", "B12", "B10", None]


def test_two_near_infrared_bands_keep_the_narrow_slot() -> None:
    assert matched((Band("wide", 842.0), Band("narrow", 865.0))) == ["B08", "B8A"]


def test_names_that_could_be_two_sensors_are_not_trusted() -> None:
    assert matched(named("B02", "B03", "B04", "B05")) == [None] * 4


def test_three_unnamed_bands_are_colours_only_where_they_are_8_bit() -> None:
    unnamed = (Band("band_1"), Band("band_2"), Band("band_3"))
    assert matched(unnamed, "uint8") == ["B04", "B03", "B02"]
    assert matched(unnamed, "uint16") == matched(unnamed) == [None] * 3
    assert matched((*unnamed, Band("band_4")), "uint8") == [None] * 4


def test_no_slot_is_used_twice() -> None:
    assert matched((Band("a", 660.0), Band("b", 664.0), Band("c", 670.0))) == [None, "B04", None]


def test_used_missing_and_unknown_bands_are_named() -> None:
    adaptation = match_slots((*named("red", "nir"), Band("thermal", 10_895.0), Band("height")))
    assert adaptation.used == ("red", "nir")
    assert adaptation.missing == tuple(name for name in NAMES if name not in ("B04", "B08"))
    assert adaptation.unknown == ("thermal", "height")
    (finding,) = adaptation.findings()
    assert finding == "Bands thermal, height are unknown to the checkpoint and start without influence."
    assert match_slots(named("red", "nir")).findings() == ()


def features(weights: dict[str, Tensor], images: Tensor) -> Tensor:
    architecture = Architecture(in_channels=images.shape[1], classes=2)
    network = build_network(architecture).eval()
    head = {key: tensor for key, tensor in network.state_dict().items() if key.startswith("segmentation_head.")}
    network.load_state_dict({**weights, **head})
    with torch.no_grad():
        return scene_features(network, images, architecture.input_scale)


def test_a_network_for_some_bands_equals_the_checkpoint_s_with_zeros_for_the_others() -> None:
    torch.manual_seed(3)
    checkpoint = build_network(Architecture(in_channels=13, classes=2)).state_dict()
    weights = {key: tensor for key, tensor in checkpoint.items() if not key.startswith("segmentation_head.")}
    bands = (*named("nir", "red", "green"), Band("thermal", 10_895.0))
    adapted, adaptation = adapt_bands(weights, SENTINEL2_SLOTS, bands)
    assert adaptation.slots == (7, 3, 2, None)
    images = torch.randn(2, 4, 32, 32)
    in_slots = torch.zeros(2, 13, 32, 32)
    in_slots[:, [7, 3, 2]] = images[:, :3]
    expected = features(weights, in_slots)
    assert float(expected.std()) > 0.01
    torch.testing.assert_close(features(adapted, images), expected, rtol=1e-4, atol=1e-4)
    # The convolution itself, without the rounding of what follows it.
    kernels = adapted["encoder.conv1.weight"]
    assert torch.equal(kernels[:, :3], weights["encoder.conv1.weight"][:, [7, 3, 2]])
    assert not kernels[:, 3].any()
    assert {key for key in weights if adapted[key] is not weights[key]} == {"encoder.conv1.weight"}


def test_a_scene_without_any_known_band_is_refused() -> None:
    weights = {"encoder.conv1.weight": torch.zeros(64, 13, 7, 7)}
    with pytest.raises(UserError, match=r"2 bands band_1, band_2.*Name the raster's bands") as caught:
        adapt_bands(weights, SENTINEL2_SLOTS, (Band("band_1"), Band("band_2")))
    assert caught.value.code is ErrorCode.BANDS_MISMATCH


@pytest.mark.parametrize("shape", [(64, 12, 7, 7), None])
def test_weights_that_do_not_belong_to_the_slots_are_refused(shape: tuple[int, ...] | None) -> None:
    weights = {} if shape is None else {"encoder.conv1.weight": torch.zeros(shape)}
    with pytest.raises(UserError, match="with 13 inputs") as caught:
        adapt_bands(weights, SENTINEL2_SLOTS, named("red"))
    assert caught.value.code is ErrorCode.MODEL_INVALID
