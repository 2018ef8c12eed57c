"""Bands: what their metadata say, and which band of a scene a model means."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
import rasterio
from hypothesis import given
from hypothesis import strategies as st
from rasterio.enums import ColorInterp

from deepsat.imagery import Band, bands_of, match_bands
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_matching import shared_bands

SENTINEL2 = ("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B10", "B11", "B12")


def bands(*names: str, nm: Sequence[float | None] = ()) -> tuple[Band, ...]:
    """Bands with names and, where told, wavelengths."""
    return tuple(Band(name, wavelength) for name, wavelength in zip(names, nm or [None] * len(names), strict=True))


def read_bands(path: str) -> tuple[Band, ...]:
    """The bands of a file."""
    with rasterio.open(path) as dataset:
        return bands_of(dataset)


def test_bands_carry_name_scale_offset_and_nodata(write_raster: Callable[..., str]) -> None:
    path = write_raster(np.zeros((3, 2, 2), np.int16), names=["red", "", " pan "], nodata=-9999)
    with rasterio.open(path, "r+") as dataset:
        dataset.scales, dataset.offsets = (1e-4, 1.0, 2.0), (0.0, -3.0, 0.5)
    assert read_bands(path) == (
        Band("red", 660.0, 1e-4, 0.0, -9999.0),
        Band("band_2", None, 1.0, -3.0, -9999.0),
        Band("pan", None, 2.0, 0.5, -9999.0),
    )


@pytest.mark.parametrize(
    ("tags", "namespace"),
    [
        ({"CENTRAL_WAVELENGTH_UM": "0.842"}, "IMAGERY"),
        ({"wavelength": "842", "wavelength_units": "nm"}, None),
        ({"wavelength": "0.842", "wavelength_units": "Micrometers"}, None),
        ({"WAVELENGTH": "842.0"}, None),
        ({"Wavelength": "0.842"}, None),
        ({"center wavelength (nm)": "842"}, None),
        ({"central_wavelength": "0.842 µm"}, None),
        ({"wavelength": "842", "fwhm": "115", "wavelength_units": "Nanometers"}, "ENVI"),
    ],
)
def test_wavelengths_are_read_in_any_common_spelling(
    write_raster: Callable[..., str], tags: dict[str, str], namespace: str | None
) -> None:
    path = write_raster(np.zeros((2, 2, 2), np.uint8))
    with rasterio.open(path, "r+") as dataset:
        dataset.update_tags(2, ns=namespace, **tags)
    assert [band.wavelength_nm for band in read_bands(path)] == [None, 842.0]


def test_wavelengths_are_read_from_an_envi_header(write_raster: Callable[..., str]) -> None:
    path = write_raster(np.zeros((3, 2, 2), np.uint8))
    with rasterio.open(path, "r+") as dataset:
        dataset.update_tags(ns="ENVI", wavelength="{ 0.485,\n 0.56, 1.65}", wavelength_units="Micrometers")
    assert [band.wavelength_nm for band in read_bands(path)] == [485.0, 560.0, 1650.0]


@pytest.mark.parametrize("value", ["0", "-1", "yes", "99999", ""])
def test_what_is_no_wavelength_is_none(write_raster: Callable[..., str], value: str) -> None:
    path = write_raster(np.zeros((1, 2, 2), np.uint8))
    with rasterio.open(path, "r+") as dataset:
        dataset.update_tags(1, wavelength=value, wavelength_units="nm")
    assert read_bands(path)[0].wavelength_nm is None


def test_wavelengths_stand_in_descriptions_too(write_raster: Callable[..., str]) -> None:
    names = ["Band 1 (0.485 Micrometers)", "B5 865 nm", "B1"]
    path = write_raster(np.zeros((3, 2, 2), np.uint8), names=names)
    assert [band.wavelength_nm for band in read_bands(path)] == [485.0, 865.0, None]


def test_sentinel2_names_give_wavelengths_only_beside_b8a(write_raster: Callable[..., str]) -> None:
    path = write_raster(np.zeros((13, 2, 2), np.uint16), names=SENTINEL2)
    assert [band.wavelength_nm for band in read_bands(path)] == [
        443, 492, 560, 665, 704, 741, 783, 833, 865, 945, 1374, 1614, 2202
    ]  # fmt: skip
    path = write_raster(np.zeros((3, 2, 2), np.uint16), names=["B02", "B03", "B05"], name="landsat.tif")
    assert [band.wavelength_nm for band in read_bands(path)] == [None, None, None]


def test_alpha_is_no_band_unless_it_has_a_name_or_nodata_says_so(write_raster: Callable[..., str]) -> None:
    values = np.zeros((4, 2, 2), np.uint8)
    rgba = ["red", "green", "blue", "alpha"]
    interpretation = [ColorInterp[name] for name in rgba]
    cases = {
        "plain.tif": ({}, ("red", "green", "blue", ""), 3),
        "said.tif": ({}, rgba, 3),
        "infrared.tif": ({}, ("red", "green", "blue", "nir"), 4),
        "nodata.tif": ({"nodata": 0}, ("red", "green", "blue", ""), 4),
    }
    for name, (options, names, count) in cases.items():
        path = write_raster(values, names=names, name=name, **options)
        with rasterio.open(path, "r+") as dataset:
            dataset.colorinterp = interpretation
        assert len(read_bands(path)) == count, name


@given(st.permutations(range(13)))
def test_bands_are_found_by_name_in_any_order_and_spelling(order: list[int]) -> None:
    scene = bands(*(SENTINEL2[index].replace("B0", "b") for index in order))
    assert [order[index] for index in match_bands(bands(*SENTINEL2), scene)] == list(range(13))


def test_a_scene_may_have_more_bands_than_the_model() -> None:
    assert match_bands(bands("red", "NIR"), bands("blue", "nir", "green", "Red")) == (3, 1)


def test_bands_are_found_by_wavelength_the_nearest_first() -> None:
    model = bands("B4", "B8", "B11", nm=(665.0, 833.0, 1614.0))
    scene = bands("SR_5", "SR_4", "SR_6", "SR_3", nm=(865.0, 655.0, 1609.0, 561.0))
    assert match_bands(model, scene) == (1, 0, 2)


def test_a_name_does_not_count_against_its_wavelength() -> None:
    model = bands("B5", "B8A", nm=(704.0, 865.0))
    landsat = bands("B5", "B4", nm=(865.0, 655.0))
    with pytest.raises(UserError) as error:
        match_bands(model, landsat)
    assert error.value.code is ErrorCode.BANDS_MISMATCH
    assert error.value.found.endswith("without B5 (704 nm)")


def test_bands_without_names_match_by_position_when_as_many() -> None:
    assert match_bands(bands("band_1", "band_2", "band_3"), bands("Band 1", "Band 2", "band_3")) == (0, 1, 2)
    with pytest.raises(UserError) as error:
        match_bands(bands("band_1", "band_2"), bands("band_1", "band_2", "band_3"))
    assert error.value.found == "3 bands band_1, band_2, band_3, without names that could say which of them are meant"


def test_a_scene_matches_itself_even_when_only_some_bands_have_names() -> None:
    partly = bands("red", "band_2", "red", "band_4")
    assert match_bands(partly, partly) == (0, 1, 2, 3)


def test_bands_that_were_left_out_keep_their_places_among_bands_without_names() -> None:
    whole = bands("Band 1", "Band 2", "Band 3", "Band 4")
    assert match_bands(bands("band_1", "band_3", "band_4"), whole, {1: Band("band_2")}) == (0, 2, 3)
    assert match_bands(bands("band_1", "band_2"), whole, {2: Band("band_3"), 3: Band("band_4")}) == (0, 1)
    # Without the band that was left out there are as many as the model sees, and with more there is no telling.
    assert match_bands(bands("band_1", "band_3"), bands("band_1", "band_2"), {1: Band("band_2")}) == (0, 1)
    with pytest.raises(UserError):
        match_bands(bands("band_1", "band_3"), whole, {1: Band("band_2")})


def test_a_scene_matches_itself_without_the_band_that_was_left_out() -> None:
    partly = bands("red", "band_2", "nir", "band_4")
    assert match_bands((partly[1], partly[3]), partly, {0: partly[0], 2: partly[2]}) == (1, 3)


def test_named_bands_do_not_match_by_position() -> None:
    with pytest.raises(UserError) as error:
        match_bands(bands("red", "nir"), bands("band_1", "band_2"))
    assert error.value.code is ErrorCode.BANDS_MISMATCH
    assert error.value.expected == "the 2 bands red, nir"
    assert error.value.found == "2 bands band_1, band_2, without red, nir"


def test_no_band_is_used_twice() -> None:
    model = bands("B8", "B8A", nm=(842.0, 865.0))
    with pytest.raises(UserError) as error:
        match_bands(model, bands("nir", nm=(850.0,)))
    assert "without B8A (865 nm)" in error.value.found


def test_of_the_bands_that_two_rasters_share_none_takes_what_fits_another_better() -> None:
    sentinel = bands("B04", "B08", "B8A", "B11", nm=(665.0, 842.0, 865.0, 1610.0))
    assert shared_bands(sentinel, bands("swir", "nir", nm=(1609.0, 864.0))) == {2: 1, 3: 0}
    assert shared_bands(sentinel[1:3], bands("B02", "B8A", nm=(490.0, 865.0))) == {1: 1}
    assert shared_bands(sentinel[:1], bands("blue", nm=(490.0,))) == {}


def test_bands_without_names_are_shared_by_position_where_both_rasters_have_as_many() -> None:
    three = bands("band_1", "band_2", "band_3")
    assert shared_bands(three, bands("Band 1", "Band 2", "Band 3")) == {0: 0, 1: 1, 2: 2}
    assert shared_bands(three, three[:1]) == {} and shared_bands(three[1:2], three[2:]) == {0: 0}


def test_two_hundred_bands_match_by_wavelength() -> None:
    steps = [400.0 + 10 * index for index in range(200)]
    model = bands(*(f"a{index}" for index in range(200)), nm=steps)
    scene = bands(*(f"c{index}" for index in range(200)), nm=[step + 1 for step in reversed(steps)])
    assert match_bands(model, scene) == tuple(range(199, -1, -1))
