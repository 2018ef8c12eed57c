"""Rasters side by side are read as the raster that they were cut from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import rasterio.shutil
from hypothesis import given, settings
from hypothesis import strategies as st
from rasterio.enums import ColorInterp
from rasterio.transform import Affine

from deepsat.imagery import Window, open_scene
from deepsat.jobs import ErrorCode, UserError
from tests.core.conftest import RASTER_TRANSFORM

Write = Callable[..., str]

NAMES = ("blue", "nir & more <ü>")


def whole(height: int = 31, width: int = 43, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(1, 4000, (2, height, width), dtype=np.uint16)


def cut(write: Write, values: np.ndarray, row: int, column: int, shape: tuple[int, int], **options: Any) -> str:
    """The part of a raster that begins at a row and column, as a raster of its own."""
    part = values[:, row : row + shape[0], column : column + shape[1]]
    transform = RASTER_TRANSFORM @ Affine.translation(column, row)
    return write(part, **{"name": f"{row}_{column} ü.tif", "names": NAMES, "transform": transform, **options})


@settings(max_examples=15)
@given(row=st.integers(2, 28), column=st.integers(2, 40), order=st.permutations(range(3)), seed=st.integers(0, 99))
def test_pieces_are_read_as_the_whole(write_raster: Write, row: int, column: int, order: list[int], seed: int) -> None:
    values = whole(seed=seed)
    pieces = [
        cut(write_raster, values, 0, 0, (row, 43)),
        cut(write_raster, values, row, 0, (31 - row, column)),
        cut(write_raster, values, row, column, (31 - row, 43 - column)),
    ]
    with open_scene([pieces[place] for place in order]) as scene:
        assert scene.grid.bounds == (500_000.0, 4_999_690.0, 500_430.0, 5_000_000.0)
        assert [band.name for band in scene.bands] == list(NAMES)
        pixels = scene.read(Window(-1, -2, 33, 46))
    assert np.array_equal(pixels.values[:, 1:-1, 2:-1], values)
    assert pixels.valid[1:-1, 2:-1].all() and pixels.valid.sum() == 31 * 43


def test_facts_of_bands_are_those_of_the_pieces(write_raster: Write) -> None:
    paths = [cut(write_raster, whole(), 0, column, (31, 20), nodata=7) for column in (0, 20)]
    for path in paths:
        with rasterio.open(path, "r+") as dataset:
            dataset.scales, dataset.offsets = (1e-4, 1e-4), (-0.1, -0.1)
            dataset.update_tags(2, ns="IMAGERY", CENTRAL_WAVELENGTH_UM="0.842")
            dataset.update_tags(TIFFTAG_DATETIME="2021:05:03 10:00:00")
    with open_scene(paths) as mosaic, open_scene(paths[:1]) as piece:
        assert mosaic.bands == piece.bands
        assert (mosaic.bands[1].wavelength_nm, mosaic.bands[0].nodata) == (842.0, 7.0)
        assert (mosaic.dtype, mosaic.paths) == ("uint16", tuple(paths))
        assert mosaic.findings == ("Rasters side by side are read as one: 0_0 ü.tif, 0_20 ü.tif.",)


@pytest.mark.parametrize("nodata", [None, 0])
def test_between_pieces_there_are_no_data(write_raster: Write, nodata: int | None) -> None:
    values = whole()
    values[:, 3, 4] = 0
    corners = [cut(write_raster, values, *place, (10, 12), nodata=nodata) for place in ((0, 0), (21, 31))]
    with open_scene(corners) as scene:
        pixels = scene.read(scene.grid.whole)
    wanted = np.zeros((31, 43), dtype=bool)
    wanted[:10, :12] = wanted[21:, 31:] = True
    wanted[3, 4] = nodata is None
    assert np.array_equal(pixels.valid, wanted)
    assert np.array_equal(pixels.values[:, wanted], values[:, wanted])


def test_where_pieces_overlap_data_cover_missing_ones(write_raster: Write) -> None:
    values = whole()
    left = cut(write_raster, values, 0, 0, (31, 24), nodata=0)
    holed = values.copy()
    holed[:, :, :22] = 0
    right = cut(write_raster, holed, 0, 20, (31, 23), nodata=0)
    with open_scene([left, right]) as scene:
        pixels = scene.read(scene.grid.whole)
    assert pixels.valid.all()
    assert np.array_equal(pixels.values, values)


def test_transparency_of_each_piece_counts(write_raster: Write) -> None:
    values = whole(20, 30)
    alpha = np.full((1, 20, 30), 65535, dtype=np.uint16)
    alpha[:, 5, [3, 28]] = 0
    stacked = np.concatenate([values, values[:1], alpha])
    paths = [cut(write_raster, stacked, 0, column, (20, 15), names=()) for column in (0, 15)]
    for path in paths:
        with rasterio.open(path, "r+") as dataset:
            dataset.colorinterp = (ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.alpha)
    with open_scene(paths) as scene:
        assert len(scene.bands) == 3
        valid = scene.valid(scene.grid.whole)
    assert np.argwhere(~valid).tolist() == [[5, 3], [5, 28]]


def test_a_folder_of_pieces_is_one_raster(write_raster: Write, tmp_path: Path) -> None:
    values = whole()
    for column in (0, 20):
        cut(write_raster, values, 0, column, (31, 23 if column else 20), name=f"tiles/{column}.tif")
    with open_scene([str(tmp_path / "tiles")]) as scene:
        assert scene.moments == ()
        assert np.array_equal(scene.read(scene.grid.whole).values, values)


def test_pieces_need_no_dates_where_some_have_one(write_raster: Write) -> None:
    values = whole()
    west = cut(write_raster, values, 0, 0, (31, 20), name="west_20210617.tif")
    east = cut(write_raster, values, 0, 20, (31, 23), name="east.tif")
    with open_scene([west, east]) as scene:
        assert np.array_equal(scene.read(scene.grid.whole).values, values)
        assert not any("several dates" in sentence for sentence in scene.findings)
    later = cut(write_raster, values, 0, 20, (31, 23), name="east_20210717.tif")
    with open_scene([west, later]) as scene:
        assert scene.findings[-1] == "Rasters side by side are of several dates, 2021-06-17, 2021-07-17."


def test_pieces_with_dates_are_a_series_of_wholes(write_raster: Write) -> None:
    dates = ("2021-05-01", "2021-06-01", "2021-07-01")
    images = [whole(seed=seed) for seed in range(3)]
    paths, told = [], []
    for date, values in zip(dates, images, strict=True):
        for column, width in ((20, 23), (0, 20)):
            paths.append(cut(write_raster, values, 0, column, (31, width), name=f"{date}_{column}.tif"))
            told.append(date)
    for given_dates in ((), told):
        with open_scene(paths, given_dates) as scene:
            assert scene.dates == dates
            assert len(scene.paths) == 6
            pixels = scene.read(scene.grid.whole)
            assert pixels.values.shape == (2 * len(scene.moments), 31, 43)
            assert pixels.valid.all()
            assert np.isin(pixels.values[:2], np.stack(images)).mean() > 0.99


def test_a_virtual_raster_is_a_raster(write_raster: Write, tmp_path: Path) -> None:
    values = whole()
    virtual = str(tmp_path / "scene.vrt")
    rasterio.shutil.copy(write_raster(values, names=NAMES), virtual, driver="VRT")
    with open_scene([virtual]) as scene:
        assert np.array_equal(scene.read(scene.grid.whole).values, values)


class TestWhatDoesNotFit:
    def refusal(self, paths: list[str]) -> UserError:
        with pytest.raises(UserError) as caught:
            open_scene(paths)
        return caught.value

    def test_bands(self, write_raster: Write) -> None:
        one = cut(write_raster, whole(), 0, 0, (31, 20))
        two = cut(write_raster, whole(), 0, 20, (31, 20), names=("blue", "red"))
        error = self.refusal([one, two])
        assert error.code is ErrorCode.BANDS_MISMATCH
        assert "2 bands blue, nir & more <ü>" in error.expected
        assert "in 0_20 ü.tif: 2 bands blue, red" in error.found

    def test_nodata(self, write_raster: Write) -> None:
        one = cut(write_raster, whole(), 0, 0, (31, 20))
        error = self.refusal([one, cut(write_raster, whole(), 0, 20, (31, 20), nodata=0)])
        assert (error.code, "NoData 0.0" in error.found) == (ErrorCode.BANDS_MISMATCH, True)

    def test_crs(self, write_raster: Write) -> None:
        one = cut(write_raster, whole(), 0, 0, (31, 20))
        far = Affine(10.0, 0.0, 700_000.0, 0.0, -10.0, 5_000_000.0)
        error = self.refusal([one, cut(write_raster, whole(), 0, 20, (31, 20), crs="EPSG:32632", transform=far)])
        assert error.code is ErrorCode.GRID_UNSUPPORTED
        assert "EPSG:32632 in 0_20 ü.tif, EPSG:32633 in 0_0 ü.tif" in error.found

    def test_pixel_size(self, write_raster: Write) -> None:
        one = cut(write_raster, whole(), 0, 0, (31, 20))
        coarse = Affine(20.0, 0.0, 500_200.0, 0.0, -20.0, 5_000_000.0)
        error = self.refusal([one, cut(write_raster, whole(), 0, 20, (31, 20), transform=coarse)])
        assert "pixels of 20 x 20 in 0_20 ü.tif" in error.found

    def test_alignment(self, write_raster: Write) -> None:
        one = cut(write_raster, whole(), 0, 0, (31, 20))
        beside = RASTER_TRANSFORM @ Affine.translation(20.3, 0)
        error = self.refusal([one, cut(write_raster, whole(), 0, 20, (31, 20), transform=beside)])
        assert "lies 0.3 pixels off" in error.found

    def test_masks(self, write_raster: Write) -> None:
        paths = [cut(write_raster, whole(), 0, column, (31, 20)) for column in (0, 20)]
        with pytest.raises(UserError, match="no cloud masks for rasters that lie side by side"):
            open_scene(paths, masks=paths)

    def test_a_place_twice_without_dates(self, write_raster: Write) -> None:
        paths = [
            cut(write_raster, whole(), 0, column, (31, 20), name=f"{n}.tif") for n, column in enumerate((0, 0, 20))
        ]
        error = self.refusal(paths)
        assert "several rasters of one place without dates beside others" in error.found
