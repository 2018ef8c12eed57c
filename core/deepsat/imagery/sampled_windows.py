"""Which windows of a scene are looked at to learn what its values are like: a few all over it, or all in any order."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from deepsat.imagery.windows import Window

SAMPLE_SIDE_PX = 64
CELL_SIDE_PX = 256
"""About the side of a cell of `shuffled_cells`; cells as wide as the raster, of files stored in rows, are as large."""


def spread_windows(whole: Window, pixels: int, at_once: int, draw: np.random.Generator) -> Iterator[Window]:
    """Everything in rows, or one window at a random place in each cell of a coarse mesh over the raster.

    Args:
        whole: the raster.
        pixels: about how many to look at; rasters that have no more are looked at as a whole.
        at_once: most pixels of a window, but for one row.
        draw: places the windows.
    """
    if whole.pixel_count <= pixels:
        yield from row_bands(whole, at_once)
        return
    cells = max(1, round(pixels / SAMPLE_SIDE_PX**2))
    down = min(max(1, round(math.sqrt(cells * whole.height / whole.width))), cells)
    across = max(1, round(cells / down))
    for i in range(down):
        for j in range(across):
            row, height = _placed(i, down, whole.height, draw)
            column, width = _placed(j, across, whole.width, draw)
            yield Window(row, column, height, width)


def row_bands(window: Window, pixels: int) -> Iterator[Window]:
    """All rows of a window, in bands of about `pixels` pixels."""
    step = max(1, pixels // max(1, window.width))
    for row in range(window.row, window.end_row, step):
        yield Window(row, window.column, min(step, window.end_row - row), window.width)


def shuffled_cells(whole: Window, block_shape: tuple[int, int], draw: np.random.Generator) -> list[Window]:
    """Windows that cover the raster, each once, in random order; of whole blocks, so that each block is read once.

    Args:
        whole: the raster.
        block_shape: height and width of the blocks that it is stored in.
        draw: shuffles.
    """
    width = min(whole.width, _multiple(CELL_SIDE_PX, block_shape[1]))
    height = min(whole.height, _multiple(min(CELL_SIDE_PX, CELL_SIDE_PX**2 // width), block_shape[0]))
    down, across = -(-whole.height // height), -(-whole.width // width)
    places = (divmod(int(place), across) for place in draw.permutation(down * across))
    return [Window(i * height, j * width, height, width).intersection(whole) for i, j in places]


def _multiple(length: int, block: int) -> int:
    """The smallest multiple of a block's side that is as long, at least one block."""
    return max(1, -(-length // block)) * block


def _placed(cell: int, cells: int, length: int, draw: np.random.Generator) -> tuple[int, int]:
    """Start and length of a sample inside one of `cells` equal parts of an axis."""
    start, end = cell * length // cells, (cell + 1) * length // cells
    side = min(SAMPLE_SIDE_PX, end - start)
    return start + int(draw.integers(end - start - side + 1)), side
