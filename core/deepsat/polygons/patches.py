"""Patches: the areas of one class in a raster of any size, found strip by strip.

A patch is known by its number, given in the order of first pixels, row by row, whatever the height of the strips.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deepsat.polygons.connected import connected_areas, joined

AREA_STEPS = 2**20
"""Areas are counted in whole steps, this many to the largest pixel: sums of whole numbers are the same in any order."""

Rows = Callable[[], Iterator[tuple[int, NDArray[np.uint8]]]]
"""Reads the class raster from top to bottom: first row and class ids, uint8 (h, W), of each strip."""


@dataclasses.dataclass(frozen=True)
class Neighbours:
    """Pairs of patches that share a border, each pair once; arrays of equal length."""

    one: NDArray[np.int64]
    """The patch of lower number."""
    other: NDArray[np.int64]
    sides: NDArray[np.int64]
    """int64 (P, 2): pixel edges that run along rows, and along columns."""

    @classmethod
    def counted(cls, one: NDArray[Any], other: NDArray[Any], sides: NDArray[np.int64]) -> Neighbours:
        """Adds up what is said of the same pair, in either order; a patch is no neighbour of itself."""
        low, high = np.minimum(one, other).astype(np.int64), np.maximum(one, other).astype(np.int64)
        differ = low != high
        pairs, place = np.unique(low[differ] << 32 | high[differ], return_inverse=True)
        total = np.zeros((len(pairs), 2), dtype=np.int64)
        np.add.at(total, place, sides[differ])
        return cls(pairs >> 32, pairs & 0xFFFFFFFF, total)

    @classmethod
    def merged(cls, parts: list[Neighbours]) -> Neighbours:
        """All pairs of several parts."""
        return cls.counted(
            np.concatenate([part.one for part in parts]),
            np.concatenate([part.other for part in parts]),
            np.concatenate([part.sides for part in parts]),
        )

    def renumbered(self, numbers: NDArray[Any]) -> Neighbours:
        """The same borders, between what `numbers` makes of the patches."""
        return Neighbours.counted(numbers[self.one], numbers[self.other], self.sides)


@dataclasses.dataclass(frozen=True)
class Patches:
    """All N patches of a raster, NoData too, in the order of their first pixels."""

    numbers: NDArray[np.int32]
    """Patch of each area of each strip, one strip after the other; areas in the order of `connected_areas`."""
    class_ids: NDArray[np.uint8]
    """uint8 (N,), 255 for NoData."""
    areas: NDArray[np.int64]
    """int64 (N,): ground area in steps of `AREA_STEPS`."""
    last_rows: NDArray[np.int64]
    """int64 (N,): the lowest row that each has a pixel in."""
    neighbours: Neighbours

    def __len__(self) -> int:
        return len(self.class_ids)

    def grouped(self, groups: NDArray[np.int32], class_ids: NDArray[np.uint8]) -> Patches:
        """Patches that groups of these become; `groups` numbers them in the order of their first members."""
        count = int(groups.max()) + 1
        areas, last_rows = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
        np.add.at(areas, groups, self.areas)
        np.maximum.at(last_rows, groups, self.last_rows)
        group_ids = np.empty(count, dtype=np.uint8)
        group_ids[groups] = class_ids
        return Patches(groups[self.numbers], group_ids, areas, last_rows, self.neighbours.renumbered(groups))


def find_patches(rows: Rows, row_areas: NDArray[np.float64]) -> Patches:
    """Reads the raster once and finds its patches; memory is bounded by a strip and a few numbers for each patch.

    Args:
        rows: reads the raster, of at least one pixel.
        row_areas: float64 (H,), ground area of one pixel of each row; the unit does not matter.
    """
    steps = np.rint(row_areas * (AREA_STEPS / row_areas.max())).astype(np.int64)
    parts: list[Patches] = []
    seams: list[Neighbours] = []
    above: NDArray[np.int32] | None = None
    count = 0
    for row, class_ids in rows():
        areas = connected_areas(class_ids)
        parts.append(_strip(row, class_ids, areas, steps[row : row + len(class_ids)], count))
        numbered = areas[[0, -1]] + np.int32(count)
        if above is not None:
            seams.append(_pairs(above, numbered[0], along_rows=True))
        above = numbered[1]
        count += len(parts[-1])
    return _joined_over_seams(parts, seams)


def _strip(
    row: int, class_ids: NDArray[np.uint8], areas: NDArray[np.int32], steps: NDArray[np.int64], first: int
) -> Patches:
    """The patches of one strip alone, numbered from `first` on in what they are neighbours of."""
    count = int(areas.max()) + 1
    # Whole numbers below 2^53 add up exactly in float64.
    ground = np.bincount(areas.ravel(), weights=np.repeat(steps, class_ids.shape[1]), minlength=count)
    ids = np.empty(count, dtype=np.uint8)
    ids[areas] = class_ids
    lowest = np.zeros(count, dtype=np.int64)
    lowest[areas] = np.arange(row, row + len(areas))[:, None]
    numbered = areas + np.int32(first)
    neighbours = Neighbours.merged(
        [
            _pairs(numbered[:-1].ravel(), numbered[1:].ravel(), along_rows=True),
            _pairs(numbered[:, :-1].ravel(), numbered[:, 1:].ravel(), along_rows=False),
        ]
    )
    return Patches(np.arange(count, dtype=np.int32), ids, ground.astype(np.int64), lowest, neighbours)


def _pairs(one: NDArray[np.int32], other: NDArray[np.int32], *, along_rows: bool) -> Neighbours:
    sides = np.zeros((len(one), 2), dtype=np.int64)
    sides[:, 0 if along_rows else 1] = 1
    return Neighbours.counted(one, other, sides)


def _joined_over_seams(parts: list[Patches], seams: list[Neighbours]) -> Patches:
    neighbours = Neighbours.merged([*(part.neighbours for part in parts), *seams])
    class_ids = np.concatenate([part.class_ids for part in parts])
    separate = Patches(
        np.arange(len(class_ids), dtype=np.int32),
        class_ids,
        np.concatenate([part.areas for part in parts]),
        np.concatenate([part.last_rows for part in parts]),
        neighbours,
    )
    alike = class_ids[neighbours.one] == class_ids[neighbours.other]
    return separate.grouped(joined(len(class_ids), neighbours.one[alike], neighbours.other[alike]), class_ids)
