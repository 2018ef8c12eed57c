"""Reflection: a scene continued beyond its edges by its own mirror image, so that tiles have context everywhere.

Zeros beyond the edge would be seen as NoData, and bend the map along the border.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery import Pixels, Window
from deepsat.imagery.scene import Scene


def reflected_indexes(start: int, length: int, size: int) -> NDArray[np.intp]:
    """Which of `size` pixels stand at the positions `start` to `start + length`.

    The mirror stands in the centre of the first and of the last pixel, so that neither is repeated:
    for size 4, positions -2 to 5 are 2 1 0 1 2 3 2 1. One pixel stands everywhere.

    Args:
        start: first position; may be negative.
        length: number of positions.
        size: pixels there are, at least 1.

    Returns:
        intp (length,), each 0 to size - 1.
    """
    if size == 1:
        return np.zeros(length, dtype=np.intp)
    period = 2 * (size - 1)
    positions = np.arange(start, start + length) % period
    return np.minimum(positions, period - positions).astype(np.intp)


def read_reflected(scene: Scene, window: Window, bands: tuple[int, ...] | None = None) -> Pixels:
    """Reads a window that may reach beyond the raster, where the mirror image of the raster continues it.

    Args:
        scene: an open scene.
        window: pixels to read.
        bands: as in `Scene.read`.
    """
    inner, rows, columns = reflected_window(window, scene.grid.height, scene.grid.width)
    pixels = scene.read(inner, bands)
    if inner == window:
        return pixels
    return Pixels(pixels.values[:, rows[:, None], columns], pixels.valid[rows[:, None], columns])


def reflected_window(window: Window, height: int, width: int) -> tuple[Window, NDArray[np.intp], NDArray[np.intp]]:
    """The part of a raster that a window and its reflections show.

    Returns:
        The smallest window inside the raster that holds all of them; and which of its rows, intp (H,), and columns,
        intp (W,), stand at each row and column of the asked-for window.
    """
    rows = reflected_indexes(window.row, window.height, height)
    columns = reflected_indexes(window.column, window.width, width)
    top, left = int(rows.min()), int(columns.min())
    inner = Window(top, left, int(rows.max()) - top + 1, int(columns.max()) - left + 1)
    return inner, rows - top, columns - left
