"""A scene on a finer grid, for maps that are finer than their imagery.

Each pixel is divided into scale x scale parts, whose values are interpolated such that their mean is the pixel's own:
see `mean_keeping.py`. Nothing is known of the ground that the imagery does not show, but where a border crosses a
pixel, the values around say where.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery.grid import Grid
from deepsat.imagery.mean_keeping import REACH, mean_keeping_weights
from deepsat.imagery.scene import Pixels, Scene, Watch
from deepsat.imagery.windows import Window


class FinerScene(Scene):
    """An open scene whose pixels are divided.

    Args:
        scene: the open scene, which is closed with this one.
        scale: into how many parts each side of a pixel is divided, at least 2.
    """

    def __init__(self, scene: Scene, scale: int) -> None:
        self._scene, self.scale = scene, scale
        self.images, self.paths = scene.images, scene.paths
        self.dates, self.masks, self.moments = scene.dates, scene.masks, scene.moments
        self.bands, self.dtype = scene.bands, scene.dtype
        self.findings, self.doubts = scene.findings, scene.doubts
        self.grid = finer_grid(scene.grid, scale)

    @property
    def block_shape(self) -> tuple[int, int]:
        """Height and width of the file's blocks, in the finer pixels."""
        height, width = self._scene.block_shape
        return height * self.scale, width * self.scale

    @property
    def blocks_hold_all_bands(self) -> bool:
        """See `Scene.blocks_hold_all_bands`."""
        return self._scene.blocks_hold_all_bands

    @property
    def hides_clouds(self) -> bool:
        """See `Scene.hides_clouds`."""
        return self._scene.hides_clouds

    def with_bands(self, bands: Sequence[int]) -> FinerScene:
        """The same open scene with some of its bands only: see `Scene.with_bands`."""
        fewer = copy.copy(self)
        fewer._scene = self._scene.with_bands(bands)
        fewer.bands = fewer._scene.bands
        return fewer

    def close(self) -> None:
        """Closes the scene."""
        self._scene.close()

    def hidden_dates(self) -> tuple[str, ...]:
        """Those of the scene: see `Scene.hidden_dates`."""
        return self._scene.hidden_dates()

    def watched(self, watch: Watch) -> FinerScene:
        """The same open scene, whose images are watched: see `Scene.watched`."""
        scene = copy.copy(self)
        scene._scene = self._scene.watched(watch)
        return scene

    def read(self, window: Window, bands: Sequence[int] | None = None) -> Pixels:
        """Reads a window of finer pixels: see `Scene.read`. A pixel is valid where the one that it is a part of is."""
        coarse = _covering(window, self.scale)
        pixels = self._scene.read(coarse, bands)
        rows = _Places(window.row, window.height, coarse.row, self._scene.grid.height, self.scale)
        columns = _Places(window.column, window.width, coarse.column, self._scene.grid.width, self.scale)
        own = np.ix_(rows.nearest, columns.nearest)
        valid = pixels.valid[own]
        known = pixels.valid & ~np.isnan(pixels.values)
        values = _mean_keeping(np.where(known, pixels.values, np.float32(0)), rows, columns)
        if not known.all():
            values = _around_gaps(values, pixels.values, known, rows, columns)
        values[:, ~valid] = 0
        return Pixels(values, valid)


def finer_grid(grid: Grid, scale: int) -> Grid:
    """The grid of so many times smaller pixels, edge on edge with the larger ones."""
    a, b, c, d, e, f = grid.transform
    return Grid(grid.crs_wkt, (a / scale, b, c, d, e / scale, f), grid.height * scale, grid.width * scale)


class _Places:
    """Where finer pixels lie among coarse ones, along one axis.

    Args:
        first: the first finer one.
        count: how many finer ones.
        coarse_first: the first coarse one that was read, `REACH` before those that the finer ones are parts of.
        length: of the whole scene in coarse pixels. Beyond its edges its outermost pixels count again.
        scale: finer pixels to a coarse one.
    """

    def __init__(self, first: int, count: int, coarse_first: int, length: int, scale: int) -> None:
        finer = np.arange(first, first + count)
        own, self._scale = finer // scale, scale
        self.part = finer % scale
        self.nearest = own - coarse_first
        around = own[:, None] + np.arange(-REACH, REACH + 1)
        inside = (own >= 0) & (own < length)
        # Parts of no pixel are not valid: what they would take does not matter, only that it was read.
        self.around = np.where(inside[:, None], around.clip(0, length - 1), around) - coarse_first

    @property
    def weights(self) -> NDArray[np.float32]:
        """float32 (count, 2*REACH+1), of `around`: see `mean_keeping_weights`."""
        return mean_keeping_weights(self._scale)[self.part]

    @property
    def linear(self) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
        """The two pixels whose centres lie next, and the share of the second."""
        offset = (self.part + 0.5) / self._scale - 0.5
        low = np.floor(offset).astype(np.intp)
        which = np.arange(len(self.part))
        return self.around[which, REACH + low], self.around[which, REACH + low + 1], (offset - low).astype(np.float32)


def _covering(window: Window, scale: int) -> Window:
    """The coarse pixels that a window of finer ones lies in, and those around them."""
    row, column = window.row // scale, window.column // scale
    end_row, end_column = -(-window.end_row // scale), -(-window.end_column // scale)
    return Window(row, column, end_row - row, end_column - column).grown(REACH)


def _mean_keeping(values: NDArray[np.float32], rows: _Places, columns: _Places) -> NDArray[np.float32]:
    """Interpolation of (C,h,w) that keeps means: (C,H,W)."""
    # By differences from the pixel itself, which are small: level ground stays level to the last digit.
    own = values[:, rows.nearest]
    down = own.copy()
    for places, weights in zip(rows.around.T, rows.weights.T, strict=True):
        down += weights[:, None] * (values[:, places] - own)
    own = down[:, :, columns.nearest]
    found = own.copy()
    for places, weights in zip(columns.around.T, columns.weights.T, strict=True):
        found += weights * (down[:, :, places] - own)
    return np.asarray(found, dtype=np.float32)


def _around_gaps(
    values: NDArray[np.float32],
    coarse: NDArray[np.float32],
    known: NDArray[np.bool_],
    rows: _Places,
    columns: _Places,
) -> NDArray[np.float32]:
    """The values, bilinear between what is known wherever a gap is within reach, and NaN in the gaps."""
    complete = np.ones((len(known), len(rows.part), known.shape[2]), dtype=np.bool_)
    for places in rows.around.T:
        complete &= known[:, places]
    whole = np.ones((*complete.shape[:2], len(columns.part)), dtype=np.bool_)
    for places in columns.around.T:
        whole &= complete[:, :, places]
    weights = _bilinear(known.astype(np.float32), rows, columns)
    sums = _bilinear(np.where(known, coarse, np.float32(0)), rows, columns)
    between = np.full_like(sums, np.nan)
    # A part of a pixel that lacks a band takes nothing from its neighbours: holes stay as large as they are.
    np.divide(sums, weights, out=between, where=known[:, rows.nearest[:, None], columns.nearest])
    return np.asarray(np.where(whole, values, between), dtype=np.float32)


def _bilinear(values: NDArray[np.float32], rows: _Places, columns: _Places) -> NDArray[np.float32]:
    low, high, share = rows.linear
    down = _between(values[:, low], values[:, high], share[:, None])
    low, high, share = columns.linear
    return _between(down[:, :, low], down[:, :, high], share)


def _between(
    first: NDArray[np.float32], second: NDArray[np.float32], share: NDArray[np.float32]
) -> NDArray[np.float32]:
    return np.asarray(first * (1 - share) + second * share, dtype=np.float32)
