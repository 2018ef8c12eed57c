"""Divided scenes: the finer grid, what is interpolated, and where nothing is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deepsat.imagery import Scene, Window, open_scene
from deepsat.imagery.finer_scene import FinerScene
from deepsat.imagery.grid import Grid
from deepsat.imagery.mean_keeping import REACH, mean_keeping_weights
from deepsat.imagery.scene import Pixels

Write = Callable[..., str]
ROWS, COLUMNS = np.mgrid[:7, :11].astype(np.float32)
WIDE_ROWS, WIDE_COLUMNS = np.mgrid[:19, :23].astype(np.float32)


def plane(down: float, across: float) -> np.ndarray:
    return (down * ROWS + across * COLUMNS + 5).astype(np.float32)


@pytest.mark.parametrize("scale", [2, 4])
def test_the_finer_grid_lies_edge_on_edge(write_raster: Write, scale: int) -> None:
    path = write_raster(plane(1, 2)[None])
    with open_scene([path]) as scene, open_scene([path], scale=scale) as finer:
        assert finer.scale == scale
        assert (finer.grid.height, finer.grid.width) == (7 * scale, 11 * scale)
        assert finer.grid.bounds == pytest.approx(scene.grid.bounds)
        assert finer.grid.pixel_size == pytest.approx((10 / scale, 10 / scale))
        assert finer.grid.crs_wkt == scene.grid.crs_wkt


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_a_plane_stays_a_plane(write_raster: Write, scale: int) -> None:
    planes = np.stack([3 * WIDE_ROWS - 2 * WIDE_COLUMNS + 5, 7 * WIDE_COLUMNS + 5])
    with open_scene([write_raster(planes)], scale=scale) as finer:
        pixels = finer.read(finer.grid.whole)
    rows, columns = ((np.arange(count * scale) + 0.5) / scale - 0.5 for count in (19, 23))
    expected = 3 * rows[:, None] - 2 * columns + 5
    # Beyond the edges the outermost pixels count again: near them the plane bends.
    inner = (slice(REACH * scale, -REACH * scale), slice(REACH * scale, -REACH * scale))
    assert pixels.values[0][inner] == pytest.approx(expected[inner], abs=3e-2)
    assert pixels.values[1][inner] == pytest.approx(np.broadcast_to(7 * columns + 5, expected.shape)[inner], abs=3e-2)
    assert pixels.valid.all()


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_the_mean_of_a_pixels_parts_is_the_pixel(write_raster: Write, scale: int) -> None:
    values = np.random.default_rng(2).normal(800, 200, (2, 9, 14)).astype(np.float32)
    with open_scene([write_raster(values)], scale=scale) as finer:
        parts = finer.read(finer.grid.whole).values
    assert parts.reshape(2, 9, scale, 14, scale).mean(axis=(2, 4)) == pytest.approx(values, abs=1e-2)
    # They are not merely repeated.
    assert parts.std() > values.std() * 1.005 and np.abs(np.diff(parts, axis=1)[:, ::scale]).max() > 10


def test_a_border_stands_where_shares_say_it_does(write_raster: Write) -> None:
    """A border that cuts a quarter off a pixel: its parts are nearer to the truth than lines would have them."""
    row = np.array([100] * 8 + [75] + [0] * 8, dtype=np.float32)
    with open_scene([write_raster(np.tile(row, (5, 1))[None])], scale=2) as finer:
        parts = finer.read(finer.grid.whole).values[0, 4, 14:20]
    by_lines = np.array([100, 93.75, 81.25, 56.25, 18.75, 0])
    truth = np.array([100, 100, 100, 50, 0, 0])
    assert parts[2:4].mean() == pytest.approx(75, abs=1e-3)
    assert np.abs(parts - truth).max() < 0.6 * np.abs(by_lines - truth).max()


def test_weights_keep_means_and_level_ground() -> None:
    for scale in (2, 3, 4):
        weights = mean_keeping_weights(scale)
        assert weights.shape == (scale, 2 * REACH + 1)
        assert weights.sum(axis=1) == pytest.approx(np.ones(scale), abs=1e-6)
        assert weights.mean(axis=0) == pytest.approx(np.eye(2 * REACH + 1)[REACH], abs=1e-6)
        # The last part looks to the other side as the first one does.
        assert weights[::-1, ::-1] == pytest.approx(weights, abs=1e-6)
    # What is cut off is small.
    assert np.abs(mean_keeping_weights(4)[:, [0, -1]]).max() < 4e-3


def test_a_hole_stays_as_large_as_it_is_and_taints_nothing(write_raster: Write) -> None:
    values = np.full((1, 7, 11), 40, dtype=np.float32)
    values[0, 3, 5] = -9999
    with open_scene([write_raster(values, nodata=-9999)], scale=2) as finer:
        pixels = finer.read(finer.grid.whole)
    assert sorted(map(tuple, np.argwhere(~pixels.valid))) == [(6, 10), (6, 11), (7, 10), (7, 11)]
    assert set(pixels.values[0][pixels.valid]) == {40}


def test_a_missing_band_is_missing_in_its_own_pixels_only(write_raster: Write) -> None:
    values = np.stack([plane(1, 1), plane(2, 2), np.full((7, 11), 9, np.float32)])
    values[2, 2, 4] = -1
    with open_scene([write_raster(values, nodata=-1)], scale=2) as finer:
        pixels = finer.read(finer.grid.whole)
    assert pixels.valid.all()
    assert np.isnan(pixels.values[2, 4:6, 8:10]).all()
    assert np.isnan(pixels.values).sum() == 4
    assert np.nanmax(pixels.values[2]) == np.nanmin(pixels.values[2]) == 9


class _InMemory(Scene):
    """Random numbers with holes, for reading many windows quickly."""

    def __init__(self) -> None:
        draw = np.random.default_rng(5)
        self._values = draw.normal(size=(2, 9, 13)).astype(np.float32)
        self._valid = draw.random((9, 13)) > 0.2
        self.grid = Grid("", (1.0, 0.0, 0.0, 0.0, -1.0, 0.0), 9, 13)
        self.bands, self.paths, self.images = (), (), ()  # type: ignore[assignment]
        self.dates, self.masks, self.moments = (), (), ()
        self.dtype, self.findings = "float32", ()

    block_shape = (9, 13)

    def with_bands(self, bands: object) -> Scene:
        raise NotImplementedError

    def close(self) -> None:
        """Nothing is open."""

    def read(self, window: Window, bands: object = None) -> Pixels:
        values, valid = np.zeros((2, *window.shape), np.float32), np.zeros(window.shape, bool)
        inside = window.intersection(self.grid.whole)
        if not inside.is_empty:
            place = inside.relative_to(window).slices
            valid[place] = self._valid[inside.slices]
            values[:, place[0], place[1]] = self._values[:, inside.slices[0], inside.slices[1]]
        values[:, ~valid] = 0
        return Pixels(values, valid)


@settings(max_examples=60)
@given(st.integers(-9, 40), st.integers(-9, 60), st.integers(1, 30), st.integers(1, 30), st.sampled_from([2, 3, 4]))
def test_any_window_reads_the_same_as_the_whole(row: int, column: int, height: int, width: int, scale: int) -> None:
    finer, margin = FinerScene(_InMemory(), scale), 100
    whole = finer.read(finer.grid.whole.grown(margin))
    window = Window(row, column, height, width)
    pixels, place = finer.read(window), window.shifted(margin, margin).slices
    assert np.array_equal(pixels.valid, whole.valid[place])
    assert np.array_equal(pixels.values, whole.values[:, place[0], place[1]])
