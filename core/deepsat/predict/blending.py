"""Blending: overlapping tiles of probabilities become one map without seams, in memory of what tiles share."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deepsat.predict.tiling import AxisTiles, TilePlan

FLOOR = 1e-3
"""Weight that a tile's outermost pixel keeps, so that no pixel is divided by zero."""


def axis_weights(axis: AxisTiles) -> list[NDArray[np.float32]]:
    """How much each tile counts along one axis; the weights of all tiles add up to 1 at every pixel.

    A tile's weight falls to its ends as a cosine, over two margins: the middle of the overlap belongs to both alike.
    Where there is no neighbouring tile it does not fall.

    Returns:
        For each tile float32 (n,): weights of those of its pixels that lie within `axis.first` to `axis.end`.
    """
    raw = np.zeros((len(axis.starts), axis.end - axis.first))
    for index, start in enumerate(axis.starts):
        inside = slice(max(start, axis.first) - axis.first, min(start + axis.length, axis.end) - axis.first)
        centres = np.arange(axis.first, axis.end)[inside] + 0.5 - start
        rising = _ramp(centres, axis.margin) if index > 0 else 1.0
        falling = _ramp(axis.length - centres, axis.margin) if index < len(axis.starts) - 1 else 1.0
        raw[index, inside] = rising * falling
    weights = (raw / raw.sum(axis=0)).astype(np.float32)
    return [tile[covered] for tile, covered in zip(weights, raw > 0, strict=True)]


@dataclasses.dataclass(frozen=True)
class FinishedPart:
    """A rectangle of the map to which no more tiles contribute."""

    row: int
    """The first of its rows, counted from the top of the mapped window."""
    column: int
    """The first of its columns, likewise."""
    probabilities: NDArray[np.float32]
    """float32 (K,h,w), 0-1, adding up to 1 over the classes."""
    valid: NDArray[np.bool_]
    """bool (h,w); True where there are data."""


@dataclasses.dataclass(frozen=True)
class FinishedRows:
    """Rows of the map to which no more tiles contribute."""

    row: int
    """The first of them, counted from the top of the mapped window."""
    probabilities: NDArray[np.float32]
    """float32 (K,h,W), 0-1, adding up to 1 over the classes."""
    valid: NDArray[np.bool_]
    """bool (h,W); True where there are data."""


class TileBlender:
    """Adds up weighted tiles, and hands out each part of the map as soon as its last tile was added.

    Sums are kept only of what tiles share: the rows that a row of tiles has in common with the next one, and the
    columns that a tile has in common with its neighbour.

    Args:
        plan: where the tiles lie.
        class_count: K.

    Attributes:
        compared: pixels with data that several tiles cover, counted once for each tile after the first.
        differing: those of them for which the tile alone says another class than those before it together.
    """

    def __init__(self, plan: TilePlan, class_count: int) -> None:
        self._plan = plan
        self._row_weights = axis_weights(plan.rows)
        self._column_weights = axis_weights(plan.columns)
        width = plan.columns.end - plan.columns.first
        self._rows_below = np.zeros((class_count, _largest_overlap(plan.rows), width), dtype=np.float32)
        self._columns_beside = np.zeros((class_count, 0, 0), dtype=np.float32)
        self.compared = self.differing = 0

    def add(self, i: int, j: int, probabilities: NDArray[np.float32], valid: NDArray[np.bool_]) -> FinishedPart:
        """Adds the tile in row `i` and column `j` of the plan; tiles come row by row, from left to right.

        Args:
            i: row of the plan.
            j: column of the plan.
            probabilities: float32 (K,h,w) of the whole tile.
            valid: bool (h,w), True where there are data.

        Returns:
            What is finished now.
        """
        rows, columns = self._plan.rows, self._plan.columns
        inside = (_inside(rows, i, rows.starts[i]), _inside(columns, j, columns.starts[j]))
        across = _inside(columns, j, columns.first)
        said, valid = probabilities[:, inside[0], inside[1]], valid[inside]
        sums = (self._row_weights[i][:, None] * self._column_weights[j]) * said
        beside, above = _shared(columns, j), _shared(rows, i)
        # What stands in the columns beside holds the rows above already.
        self._join(sums[:, :, :beside], self._columns_beside[:, :, :beside], said[:, :, :beside], valid[:, :beside])
        before = self._rows_below[:, :above, across.start + beside : across.stop]
        self._join(sums[:, :above, beside:], before, said[:, :above, beside:], valid[:above, beside:])
        top, left = _inside(rows, i, rows.first).start, across.start
        height = rows.finished_before(i + 1) - rows.first - top
        width = columns.finished_before(j + 1) - columns.first - left
        self._columns_beside = sums[:, :, width:].copy()
        self._rows_below[:, : sums.shape[1] - height, left : left + width] = sums[:, height:, :width]
        return FinishedPart(top, left, sums[:, :height, :width], valid[:height, :width])

    def _join(
        self,
        sums: NDArray[np.float32],
        before: NDArray[np.float32],
        said: NDArray[np.float32],
        valid: NDArray[np.bool_],
    ) -> None:
        """Adds what earlier tiles said to `sums`, and notes how often this tile says something else."""
        if sums.size == 0:
            return
        self.compared += int(valid.sum())
        self.differing += int((valid & (before.argmax(axis=0) != said.argmax(axis=0))).sum())
        sums += before


class RowBlender:
    """The same for those who want whole rows: memory is that of one row of tiles.

    Args:
        plan: where the tiles lie.
        class_count: K.
    """

    def __init__(self, plan: TilePlan, class_count: int) -> None:
        self._tiles = TileBlender(plan, class_count)
        self._parts: list[FinishedPart] = []

    def add(self, i: int, j: int, probabilities: NDArray[np.float32], valid: NDArray[np.bool_]) -> None:
        """Adds a tile: see `TileBlender.add`."""
        self._parts.append(self._tiles.add(i, j, probabilities, valid))

    def finish(self) -> FinishedRows:
        """The rows that are complete once all tiles of one more row were added."""
        parts, self._parts = self._parts, []
        probabilities = np.concatenate([part.probabilities for part in parts], axis=2)
        return FinishedRows(parts[0].row, probabilities, np.concatenate([part.valid for part in parts], axis=1))


def _shared(axis: AxisTiles, index: int) -> int:
    """Pixels of a tile, of those to cover, that the tile before it covers too."""
    if index == 0:
        return 0
    return int(_inside(axis, index - 1, axis.first).stop - _inside(axis, index, axis.first).start)


def _largest_overlap(axis: AxisTiles) -> int:
    return max(_shared(axis, index) for index in range(len(axis.starts)))


def _ramp(distances: NDArray[np.floating[Any]], margin: int) -> NDArray[np.float64]:
    """From the floor at distance 0 to 1 at two margins and beyond."""
    shares = np.clip(distances / max(2 * margin, 1), 0, 1) if margin else np.ones_like(distances)
    return np.asarray(FLOOR + (1 - FLOOR) * (0.5 - 0.5 * np.cos(np.pi * shares)), dtype=np.float64)


def _inside(axis: AxisTiles, index: int, origin: int) -> slice:
    """The pixels of a tile that are to be covered, counted from `origin`."""
    start = axis.starts[index]
    return slice(max(start, axis.first) - origin, min(start + axis.length, axis.end) - origin)
