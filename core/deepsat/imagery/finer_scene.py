"""A scene on a finer grid, for maps that are finer than their imagery.

Each pixel is divided into scale x scale; values between the centres of the scene's pixels are interpolated. Nothing is
known of the ground that the imagery does not show, but where a border crosses a pixel, the values around say where.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery.grid import Grid
from deepsat.imagery.scene import Pixels, Scene
from deepsat.imagery.windows import Window


class FinerScene(Scene):
    """An open scene whose pixels are divided.

    Args:
        scene: the open scene, which is closed with this one.
        scale: into how many parts each side of a pixel is divided, at least 2.
    """

    def __init__(self, scene: Scene, scale: int) -> None:
        self._scene, self.scale = scene, scale
        self.paths, self.dates, self.masks, self.moments = scene.paths, scene.dates, scene.masks, scene.moments
        self.bands, self.dtype, self.findings = scene.bands, scene.dtype, scene.findings
        self.grid = finer_grid(scene.grid, scale)

    @property
    def block_shape(self) -> tuple[int, int]:
        """Height and width of the file's blocks, in the finer pixels."""
        height, width = self._scene.block_shape
        return height * self.scale, width * self.scale

    def with_bands(self, bands: Sequence[int]) -> FinerScene:
        """The same open scene with some of its bands only: see `Scene.with_bands`."""
        fewer = copy.copy(self)
        fewer._scene = self._scene.with_bands(bands)
        fewer.bands = fewer._scene.bands
        return fewer

    def close(self) -> None:
        """Closes the scene."""
        self._scene.close()

    def read(self, window: Window, bands: Sequence[int] | None = None) -> Pixels:
        """Reads a window of finer pixels: see `Scene.read`. A pixel is valid where the one that it is a part of is."""
        coarse = _covering(window, self.scale)
        pixels = self._scene.read(coarse, bands)
        rows = _Places(window.row, window.height, coarse.row, coarse.height, self.scale)
        columns = _Places(window.column, window.width, coarse.column, coarse.width, self.scale)
        valid = pixels.valid[rows.nearest[:, None], columns.nearest]
        known = pixels.valid & ~np.isnan(pixels.values)
        weights = _interpolated(known.astype(np.float32), rows, columns)
        sums = _interpolated(np.where(known, pixels.values, np.float32(0)), rows, columns)
        # A part of a pixel that lacks a band takes nothing from its neighbours: holes stay as large as they are.
        own = known[:, rows.nearest[:, None], columns.nearest]
        values = np.full_like(sums, np.nan)
        np.divide(sums, weights, out=values, where=own)
        values[:, ~valid] = 0
        return Pixels(values, valid)


def finer_grid(grid: Grid, scale: int) -> Grid:
    """The grid of so many times smaller pixels, edge on edge with the larger ones."""
    a, b, c, d, e, f = grid.transform
    return Grid(grid.crs_wkt, (a / scale, b, c, d, e / scale, f), grid.height * scale, grid.width * scale)


class _Places:
    """Where finer pixels lie among coarse ones, along one axis."""

    def __init__(self, first: int, count: int, coarse_first: int, coarse_count: int, scale: int) -> None:
        finer = np.arange(first, first + count)
        self.nearest = finer // scale - coarse_first
        centres = (finer + 0.5) / scale - 0.5 - coarse_first
        self.low = np.floor(centres).astype(np.intp)
        self.share = (centres - self.low).astype(np.float32)
        self.high = np.minimum(self.low + 1, coarse_count - 1)


def _covering(window: Window, scale: int) -> Window:
    """The coarse pixels that a window of finer ones lies in, and those around them."""
    row, column = window.row // scale, window.column // scale
    end_row, end_column = -(-window.end_row // scale), -(-window.end_column // scale)
    return Window(row, column, end_row - row, end_column - column).grown(1)


def _interpolated(values: NDArray[np.float32], rows: _Places, columns: _Places) -> NDArray[np.float32]:
    """Bilinear interpolation of (C,H,W)."""
    down = _between(values[:, rows.low], values[:, rows.high], rows.share[:, None])
    return _between(down[:, :, columns.low], down[:, :, columns.high], columns.share)


def _between(
    first: NDArray[np.float32], second: NDArray[np.float32], share: NDArray[np.float32]
) -> NDArray[np.float32]:
    return np.asarray(first * (1 - share) + second * share, dtype=np.float32)
