"""Scenes: values and validity for all types, NoData rules and windows; refusals in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import rasterio
from hypothesis import given, settings
from hypothesis import strategies as st
from rasterio.enums import ColorInterp

from deepsat.imagery import Scene, Window, open_scene
from deepsat.jobs import ErrorCode, UserError

WHOLE = Window(0, 0, 5, 7)


def pattern(dtype: str, count: int = 2) -> np.ndarray:
    """(count, 5, 7) values of 1 and more, all different, without symmetry."""
    return (np.arange(count * 35).reshape(count, 5, 7) + 1).astype(dtype)


def read_all(path: str) -> tuple[np.ndarray, np.ndarray]:
    """Values and validity of the whole raster."""
    with open_scene([path]) as scene:
        pixels = scene.read(scene.grid.whole)
    return pixels.values, pixels.valid


@pytest.mark.parametrize(
    ("dtype", "nodata"),
    [
        ("uint8", 0),
        ("uint8", 255),
        ("uint16", 65535),
        ("int16", -9999),
        ("int16", -32768),
        ("int32", -2147483648),
        ("uint32", 4294967295),
        ("float32", -9999.0),
        ("float32", -3.4e38),
        ("float32", float("nan")),
        ("float64", -1.7976931348623157e308),
        ("float32", None),
        ("int16", None),
    ],
)
def test_nodata_of_each_type_is_not_valid_and_becomes_zero(
    write_raster: Callable[..., str], dtype: str, nodata: float | None
) -> None:
    stored = pattern(dtype)
    if nodata is not None:
        stored[1, 3, 5] = nodata
        stored[0, 0, 2] = nodata
    values, valid = read_all(write_raster(stored, nodata=nodata))
    expected = np.ones((5, 7), bool)
    if nodata is not None:
        expected[3, 5] = expected[0, 2] = False
    assert values.dtype == np.float32
    assert valid.tolist() == expected.tolist()
    assert values[:, expected].tolist() == pattern("float32")[:, expected].tolist()
    assert not values[:, ~expected].any()


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_not_finite_are_not_valid_whatever_nodata_says(
    write_raster: Callable[..., str], bad: float
) -> None:
    stored = pattern("float32")
    stored[1, 4, 6] = bad
    values, valid = read_all(write_raster(stored, nodata=-9999))
    assert valid.sum() == 34
    assert not valid[4, 6]
    assert values[:, 4, 6].tolist() == [0, 0]


@pytest.mark.parametrize("fill", [-3.4028235e38, 1e31])
def test_a_fill_value_that_nobody_declared_is_no_measurement(write_raster: Callable[..., str], fill: float) -> None:
    stored = pattern("float32")
    stored[:, 2, 3] = fill
    stored[0, 0, 0] = 1e29
    values, valid = read_all(write_raster(stored))
    assert np.argwhere(~valid).tolist() == [[2, 3]]
    assert values[0, 0, 0] == np.float32(1e29)


def test_a_float64_beyond_float32_is_not_valid(write_raster: Callable[..., str]) -> None:
    stored = pattern("float64")
    stored[0, 1, 1] = 1e300
    _, valid = read_all(write_raster(stored))
    assert np.argwhere(~valid).tolist() == [[1, 1]]


def test_a_nodata_value_that_the_type_cannot_hold_is_never_met(
    tmp_path: Path, write_raster: Callable[..., str]
) -> None:
    source = write_raster(pattern("uint8", 1))
    path = tmp_path / "scene.vrt"
    path.write_text(vrt([source], ["-9999"], ["Byte"]))
    _, valid = read_all(str(path))
    assert valid.all()


def vrt(sources: Sequence[str], nodata: Sequence[str], types: Sequence[str]) -> str:
    """A virtual stack whose band k shows the first band of file k, with its own NoData value and type."""
    bands = "".join(
        f"""
        <VRTRasterBand dataType="{kind}" band="{index}">
          <NoDataValue>{value}</NoDataValue>
          <SimpleSource><SourceFilename>{source}</SourceFilename><SourceBand>1</SourceBand></SimpleSource>
        </VRTRasterBand>"""
        for index, (source, value, kind) in enumerate(zip(sources, nodata, types, strict=True), start=1)
    )
    return f"""
        <VRTDataset rasterXSize="7" rasterYSize="5">
        <SRS>EPSG:32633</SRS>
        <GeoTransform>500000, 10, 0, 5000000, 0, -10</GeoTransform>{bands}
        </VRTDataset>""".lstrip()


def test_each_band_of_a_stack_has_its_own_nodata_and_type(tmp_path: Path, write_raster: Callable[..., str]) -> None:
    stored = pattern("float32", 3)
    stored[0, 0, 0], stored[1, 1, 1], stored[2, 2, 2] = -99999, np.nan, -32768
    # Two of three bands are missing: too few are left.
    stored[0, 2, 6], stored[2, 2, 6] = -99999, -32768
    # Another band's NoData value is a value like any other.
    stored[1, 4, 4] = -99999
    stored[0, 3, 3] = 0.125
    kinds = ["float32", "float32", "int16"]
    sources = [write_raster(stored[[i]].astype(kind), name=f"{i}.tif") for i, kind in enumerate(kinds)]
    path = tmp_path / "scene.vrt"
    path.write_text(vrt(sources, ["-99999", "nan", "-32768"], ["Float32", "Float32", "Int16"]))
    with open_scene([str(path)]) as scene:
        pixels = scene.read(scene.grid.whole)
        assert scene.dtype == "float32"
        assert [band.nodata for band in scene.bands][::2] == [-99999.0, -32768.0]
        assert np.isnan(scene.bands[1].nodata)
        second = scene.read(scene.grid.whole, bands=[1])
    assert np.argwhere(~pixels.valid).tolist() == [[2, 6]]
    assert np.argwhere(np.isnan(pixels.values)).tolist() == [[0, 0, 0], [1, 1, 1], [2, 2, 2]]
    assert pixels.values[:, 2, 6].tolist() == [0, 0, 0]
    assert pixels.values[:, 4, 4].tolist() == [stored[0, 4, 4], -99999.0, stored[2, 4, 4]]
    assert pixels.values[0, 3, 3] == 0.125
    assert np.argwhere(~second.valid).tolist() == [[1, 1]]


def test_a_nodata_value_between_two_float32_numbers_is_met(tmp_path: Path, write_raster: Callable[..., str]) -> None:
    stored = pattern("float32", 1)
    stored[0, 2, 3] = -3.4e38
    path = tmp_path / "scene.vrt"
    path.write_text(vrt([write_raster(stored)], ["-3.4e38"], ["Float32"]))
    _, valid = read_all(str(path))
    assert np.argwhere(~valid).tolist() == [[2, 3]]


def test_scale_and_offset_give_physical_values(write_raster: Callable[..., str]) -> None:
    stored = pattern("int16")
    stored[1, 2, 2] = -9999
    path = write_raster(stored, nodata=-9999)
    with rasterio.open(path, "r+") as dataset:
        dataset.scales, dataset.offsets = (1e-4, 2.0), (0.0, -0.5)
    values, valid = read_all(path)
    assert values[0, 4, 6] == pytest.approx(0.0035)
    assert values[1, 0, 0] == pytest.approx(71.5)
    assert np.argwhere(~valid).tolist() == [[2, 2]]


def test_a_mask_inside_the_file_is_respected(write_raster: Callable[..., str]) -> None:
    path = write_raster(pattern("uint8"))
    mask = np.full((5, 7), 255, np.uint8)
    mask[4, 1] = 0
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(path, "r+") as dataset:
        dataset.write_mask(mask)
    values, valid = read_all(path)
    assert np.argwhere(~valid).tolist() == [[4, 1]]
    assert values[:, 4, 1].tolist() == [0, 0]


def test_alpha_is_a_mask_and_no_band(write_raster: Callable[..., str]) -> None:
    stored = pattern("uint8", 4)
    stored[3] = 255
    stored[3, 0, 3] = 0
    path = write_raster(stored)
    with rasterio.open(path, "r+") as dataset:
        dataset.colorinterp = [ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.alpha]
    with open_scene([path]) as scene:
        pixels = scene.read(WHOLE)
        assert scene.findings[0].startswith("Band 4 is taken as transparency, not as data.")
    assert pixels.values.shape == (3, 5, 7)
    assert np.argwhere(~pixels.valid).tolist() == [[0, 3]]
    assert pixels.values[2, 4, 6] == stored[2, 4, 6]


def test_a_colour_table_is_said(write_raster: Callable[..., str]) -> None:
    path = write_raster(pattern("uint8", 1))
    with open_scene([path]) as scene:
        assert scene.findings == ()
    with rasterio.open(path, "r+") as dataset:
        dataset.write_colormap(1, {0: (0, 0, 0, 255), 9: (10, 200, 30, 255)})
    with open_scene([path]) as scene:
        (finding,) = scene.findings
    assert finding.startswith("The raster has a colour table: its values are numbers of colours, not measurements.")


@pytest.mark.parametrize("count", [1, 13, 200])
def test_any_number_of_bands_is_read_in_order(write_raster: Callable[..., str], count: int) -> None:
    stored = pattern("uint16", count)
    values, valid = read_all(write_raster(stored))
    assert values.shape == (count, 5, 7)
    assert valid.all()
    assert values.tolist() == stored.tolist()


def test_bands_are_read_in_the_order_asked_for(write_raster: Callable[..., str]) -> None:
    stored = pattern("uint16", 5)
    with open_scene([write_raster(stored)]) as scene:
        values = scene.read(WHOLE, bands=[3, 0, 3]).values
    assert values.tolist() == stored[[3, 0, 3]].tolist()


@pytest.fixture(scope="module")
def odd_scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A tiled scene of 37 x 53 pixels with NoData, and its path's only handle."""
    path = tmp_path_factory.mktemp("odd") / "scene.tif"
    stored = np.random.default_rng(3).integers(0, 3, (3, 37, 53)).astype(np.int16)
    profile = {"crs": "EPSG:32633", "transform": rasterio.Affine(10, 0, 5e5, 0, -10, 5e6), "nodata": 0}
    tiling = {"tiled": True, "blockxsize": 16, "blockysize": 16}
    with rasterio.open(path, "w", "GTiff", 53, 37, 3, dtype="int16", **profile, **tiling) as dataset:
        dataset.write(stored)
    with open_scene([str(path)]) as scene:
        yield scene


@settings(max_examples=150)
@given(row=st.integers(-60, 60), column=st.integers(-70, 70), height=st.integers(0, 80), width=st.integers(0, 90))
def test_any_window_equals_the_slice_of_the_padded_whole(
    odd_scene: Scene, row: int, column: int, height: int, width: int
) -> None:
    whole = odd_scene.read(odd_scene.grid.whole)
    assert 0.1 < whole.valid.mean() < 0.9
    values = np.pad(whole.values, [(0, 0), (200, 200), (200, 200)])
    valid = np.pad(whole.valid, 200)
    window = Window(row, column, height, width)
    pixels = odd_scene.read(window)
    place = window.shifted(200, 200).slices
    assert np.array_equal(pixels.values, values[(slice(None), *place)], equal_nan=True)
    assert np.array_equal(pixels.valid, valid[place])
    assert np.array_equal(odd_scene.valid(window), valid[place])


def test_the_scene_knows_its_file(odd_scene: Scene) -> None:
    assert odd_scene.dtype == "int16"
    assert odd_scene.block_shape == (16, 16)
    assert odd_scene.path == odd_scene.paths[0]
    assert odd_scene.path.endswith("scene.tif")


@pytest.mark.parametrize("name", ["with blanks/my scene.tif", "Überfläche/森林 ✓.tif", "deep/" * 50 + "scene.tif"])
def test_paths_may_have_blanks_any_letters_and_any_length(write_raster: Callable[..., str], name: str) -> None:
    path = write_raster(pattern("uint8"), name=name)
    values, _ = read_all(path)
    assert values[1, 4, 6] == 70


def test_no_raster_at_all_is_refused() -> None:
    with pytest.raises(UserError) as error:
        open_scene([])
    assert error.value.code is ErrorCode.INVALID_JOB
    assert error.value.found == "none"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = str(tmp_path / "nowhere.tif")
    with pytest.raises(UserError) as error:
        open_scene([path])
    assert error.value.code is ErrorCode.RASTER_UNREADABLE
    assert error.value.found == f"no file at {path}"


def test_a_file_that_is_no_raster_is_named_with_gdals_reason(tmp_path: Path) -> None:
    path = tmp_path / "letter.tif"
    path.write_text("Dear Sir or Madam")
    with pytest.raises(UserError) as error:
        open_scene([str(path)])
    assert error.value.code is ErrorCode.RASTER_UNREADABLE
    assert str(path) in error.value.found
    assert "not recognized" in error.value.found


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (np.zeros((1, 2, 2), np.complex64), "values of type complex64"),
        (np.zeros((1, 2, 2), np.int64), "values of type int64"),
        (np.zeros((513, 2, 2), np.uint8), "513 data bands"),
    ],
)
def test_rasters_that_cannot_be_used_are_refused_in_words(
    write_raster: Callable[..., str], values: np.ndarray, said: str
) -> None:
    with pytest.raises(UserError) as error:
        open_scene([write_raster(values)])
    assert error.value.code is ErrorCode.RASTER_UNREADABLE
    assert said in error.value.found


@pytest.mark.filterwarnings("error")
def test_a_raster_without_crs_is_refused_without_a_warning_beside(tmp_path: Path) -> None:
    path = tmp_path / "photo.tif"
    with pytest.warns(rasterio.errors.NotGeoreferencedWarning):
        with rasterio.open(path, "w", "GTiff", 4, 3, 1, dtype="uint8") as dataset:
            dataset.write(np.ones((1, 3, 4), np.uint8))
    with pytest.raises(UserError) as error:
        open_scene([str(path)])
    assert error.value.code is ErrorCode.GRID_UNSUPPORTED


def test_a_file_damaged_in_the_middle_is_refused_where_it_is_damaged(write_raster: Callable[..., str]) -> None:
    stored = np.ones((1, 400, 300), np.float32)
    path = Path(write_raster(stored))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with open_scene([str(path)]) as scene:
        assert scene.read(Window(0, 0, 10, 10)).values.sum() == 100
        with pytest.raises(UserError) as error:
            scene.read(Window(380, 7, 20, 10))
    assert error.value.code is ErrorCode.RASTER_UNREADABLE
    assert "at rows 380 to 399, columns 7 to 16" in error.value.found
