"""Images on another grid: what is missing on their own is missing there, and is mixed into nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.enums import ColorInterp
from rasterio.transform import Affine

from deepsat.imagery import Grid, Window
from deepsat.imagery.opening import open_image
from tests.core.conftest import RASTER_TRANSFORM

Write = Callable[..., str]

SHIFTED = RASTER_TRANSFORM @ Affine.translation(0.3, 0.3)
"""Pixel (r, c) of the scene's grid takes 0.7 of each coordinate from the image's r, c, and 0.3 from r - 1, c - 1."""
ROW = Window(5, 7, 1, 8)
BANDS = ("B03", "B04", "B08")


def stored(dtype: str = "int16") -> np.ndarray:
    """Three bands of 20 x 20 pixels that rise by 10 a column and 100 a row."""
    rows, columns = np.mgrid[:20, :20]
    return np.stack([level + 10 * columns + 100 * rows for level in (1000, 3000, 5000)]).astype(dtype)


def expected(band: int) -> np.ndarray:
    """What `ROW` shows of a band whose columns 10 and 11 are missing."""
    row = (1000, 3000, 5000)[band] + 100 * 4.7 + 10 * (np.arange(7, 15) - 0.3)
    row[3] = row[3] - 7  # Of column 9 alone.
    row[4] = np.nan
    row[5] = row[5] + 3  # Of column 12 alone.
    return row


@pytest.fixture
def grid(write_raster: Write) -> Grid:
    """The grid that images are brought to."""
    with open_image(write_raster(stored(), name="scene.tif")) as scene:
        return scene.grid


def check_row(path: str, grid: Grid) -> None:
    """Columns 10 and 11 of the last band are missing, and nothing else is."""
    with open_image(path) as own, open_image(path, grid) as scene:
        missing = np.isnan(own.read(ROW).values[:, 0])
        pixels = scene.read(ROW)
    assert np.argwhere(missing).tolist() == [[2, 3], [2, 4]]
    whole = [level + 470 + 10 * (np.arange(7, 15) - 0.3) for level in (1000, 3000)]
    np.testing.assert_allclose(pixels.values[:, 0], [*whole, expected(2)], rtol=1e-6)
    assert pixels.valid.all()


@pytest.mark.parametrize(("dtype", "nodata"), [("int16", -9999), ("uint16", 0), ("float32", np.nan)])
def test_where_one_band_is_missing_its_neighbours_keep_their_values(
    write_raster: Write, grid: Grid, dtype: str, nodata: float
) -> None:
    values = stored(dtype)
    values[2, :, 10:12] = nodata
    check_row(write_raster(values, name="other.tif", names=BANDS, nodata=nodata, transform=SHIFTED), grid)


@pytest.mark.parametrize("nodata", [(0, 0, -9999), (None, None, -9999), (-9999, None, 0), (None, -1, 32767)])
def test_bands_of_several_nodata_values_are_each_missing_where_they_are(
    write_raster: Write, grid: Grid, nodata: tuple[int | None, ...]
) -> None:
    values = stored()
    values[2, :, 10:12] = nodata[2]
    for name, band, value in zip(BANDS, values, nodata, strict=True):
        path = write_raster(band[None], name=f"image/{name}.tif", nodata=value, transform=SHIFTED)
    check_row(str(Path(path).parent), grid)


def test_beyond_bands_of_several_nodata_values_nothing_is_valid(write_raster: Write, grid: Grid) -> None:
    far = RASTER_TRANSFORM @ Affine.translation(6.3, 2.3)
    for name, band, value in zip(BANDS, stored(), (0, None, -9999), strict=True):
        path = write_raster(band[None], name=f"image/{name}.tif", nodata=value, transform=far)
    with open_image(str(Path(path).parent), grid) as scene:
        pixels = scene.read(scene.grid.whole)
    inside = np.zeros((20, 20), dtype=bool)
    inside[2:, 6:] = True
    assert np.array_equal(pixels.valid, inside)
    assert np.all(pixels.values[:, ~inside] == 0)
    assert pixels.values[:, 10, 12] == pytest.approx([1000 + 770 + 57, 3000 + 770 + 57, 5000 + 770 + 57])


def test_masks_of_files_of_single_bands_hide_what_they_hide_on_their_own_grid(write_raster: Write, grid: Grid) -> None:
    for name, band, first in zip(BANDS, stored(), (10, 20, 12), strict=True):
        mask = np.full((20, 20), 255, dtype=np.uint8)
        mask[:, first:] = 0
        with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True):
            path = write_raster(band[None], name=f"image/{name}.tif", transform=SHIFTED)
            with rasterio.open(path, "r+") as dataset:
                dataset.write_mask(mask)
    folder = str(Path(path).parent)
    with open_image(folder) as own, open_image(folder, grid) as scene:
        assert own.read(ROW).valid[0].tolist() == [True] * 3 + [False] * 5
        pixels = scene.read(ROW)
    assert pixels.valid[0].tolist() == [True] * 4 + [False] * 4
    assert pixels.values[:, 0, 0] == pytest.approx([1000 + 470 + 67, 3000 + 470 + 67, 5000 + 470 + 67])
    assert pixels.values[:, 0, 3] == pytest.approx([1000 + 470 + 90, 3000 + 470 + 97, 5000 + 470 + 97])


def write_with_nir_marked(write_raster: Write, values: np.ndarray, **options: object) -> str:
    path = write_raster(values, name="aerial.tif", names=("red", "green", "nir"), transform=SHIFTED, **options)
    with rasterio.open(path, "r+") as dataset:
        dataset.colorinterp = [ColorInterp.red, ColorInterp.green, ColorInterp.alpha]
    return path


@pytest.mark.parametrize("nodata", [None, -9999])
def test_near_infrared_that_is_marked_as_transparency_is_resampled_as_a_band(
    write_raster: Write, grid: Grid, nodata: int | None
) -> None:
    values = stored()
    values[2] -= 5000 + 580  # Around 0 in the row that is read: nothing is hidden there.
    with open_image(write_with_nir_marked(write_raster, values, nodata=nodata), grid) as scene:
        assert [band.name for band in scene.bands] == ["red", "green", "nir"]
        pixels = scene.read(ROW)
        outside = scene.read(Window(5, -2, 1, 4)).valid
    rising = 470 + 10 * (np.arange(7, 15) - 0.3)
    np.testing.assert_allclose(pixels.values[:, 0], [1000 + rising, 3000 + rising, rising - 580], atol=1)
    assert pixels.valid.all()
    assert outside.tolist() == [[False, False, True, True]]


def test_beside_near_infrared_that_is_marked_a_mask_and_clouds_still_hide(write_raster: Write, grid: Grid) -> None:
    values = np.concatenate([stored("uint16"), np.full((1, 20, 20), 4, dtype=np.uint16)])
    values[3, 5, 8] = 9
    path = write_raster(values, name="aerial.tif", names=("red", "green", "nir", "SCL"), transform=SHIFTED)
    mask = np.full((20, 20), 255, dtype=np.uint8)
    mask[:, 12:] = 0
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(path, "r+") as dataset:
        dataset.colorinterp = [ColorInterp.red, ColorInterp.green, ColorInterp.alpha, ColorInterp.gray]
        dataset.write_mask(mask)
    with open_image(path, grid) as scene:
        pixels = scene.read(ROW)
    assert pixels.valid[0].tolist() == [True, False, True, True, True, False, False, False]
    assert pixels.values[:, 0, 0] == pytest.approx([1000 + 470 + 67, 3000 + 470 + 67, 5000 + 470 + 67])


def test_numbers_of_32_bits_stay_whole_beside_another_nodata_value(write_raster: Write, grid: Grid) -> None:
    values = np.full((3, 20, 20), 2**30, dtype=np.int32) + np.arange(3, dtype=np.int32)[:, None, None] * 64
    for name, band, value in zip(BANDS, values, (0, None, -1), strict=True):
        path = write_raster(
            band[None], name=f"image/{name}.tif", nodata=value, transform=RASTER_TRANSFORM @ Affine.translation(1, 2)
        )
        with rasterio.open(path, "r+") as dataset:
            dataset.offsets = (-float(2**30),)
    with open_image(str(Path(path).parent), grid) as scene:
        assert scene.read(Window(5, 6, 1, 1)).values.ravel().tolist() == [0, 64, 128]
