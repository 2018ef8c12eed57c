"""Sampling: where the chips of each training step lie.

Each draw depends on the seed and on the number of the step only, so that a run that was interrupted goes on as if it
had not been.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery import Window
from deepsat.labels import LabelPixels


class PolygonSampler:
    """Draws chips around labelled pixels: a class, one of its polygons, one of its pixels, each with equal chances.

    So a class counts the same whether it has many polygons or few, and a polygon whether it is large or small.

    Args:
        pixels: labelled pixels of at least one class.
        height: rows of the scene.
        width: columns of the scene.
        chip_size: side of the chips, in pixels.
        seed: of all draws.
    """

    def __init__(self, pixels: LabelPixels, *, height: int, width: int, chip_size: int, seed: int) -> None:
        self._pixels = pixels
        self._height, self._width = height, width
        self._chip_size = chip_size
        self._seed = seed
        members = _members_by_polygon(pixels)
        classes = [int(pixels.class_ids[pixel_indexes[0]]) for pixel_indexes in members]
        self._polygons_by_class = [
            [polygon for polygon, owner in zip(members, classes, strict=True) if owner == class_id]
            for class_id in sorted(set(classes))
        ]

    def windows(self, step: int, count: int) -> list[Window]:
        """The chips of one step.

        Args:
            step: number of the step, from 0.
            count: number of chips.
        """
        draw = np.random.default_rng([self._seed, step])
        return [self._around(self._pixel(draw), draw) for _ in range(count)]

    def _pixel(self, draw: np.random.Generator) -> int:
        polygons = self._polygons_by_class[draw.integers(len(self._polygons_by_class))]
        members = polygons[draw.integers(len(polygons))]
        return int(members[draw.integers(len(members))])

    def _around(self, pixel: int, draw: np.random.Generator) -> Window:
        row = self._start(int(self._pixels.rows[pixel]), self._height, draw)
        column = self._start(int(self._pixels.columns[pixel]), self._width, draw)
        return Window(row, column, self._chip_size, self._chip_size)

    def _start(self, position: int, length: int, draw: np.random.Generator) -> int:
        """A start at which the chip holds the position, and stays inside the raster if it fits."""
        start = position - int(draw.integers(self._chip_size))
        return int(np.clip(start, 0, max(0, length - self._chip_size)))


def random_windows(height: int, width: int, *, side: int, count: int, seed: int) -> list[Window]:
    """Windows anywhere in a raster, inside it where they fit."""
    draw = np.random.default_rng([seed, count, side])
    rows = draw.integers(max(0, height - side) + 1, size=count)
    columns = draw.integers(max(0, width - side) + 1, size=count)
    return [Window(int(row), int(column), side, side) for row, column in zip(rows, columns, strict=True)]


def _members_by_polygon(pixels: LabelPixels) -> list[NDArray[np.intp]]:
    """For each polygon the indexes of its pixels, in the order of the polygons' numbers."""
    order = np.argsort(pixels.polygon_ids, kind="stable")
    _, starts = np.unique(pixels.polygon_ids[order], return_index=True)
    return np.split(order, starts[1:])
