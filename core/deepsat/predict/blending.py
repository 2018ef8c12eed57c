"""Blending: overlapping tiles of probabilities become one map without seams, in memory of one row of tiles."""

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
class FinishedRows:
    """Rows of the map to which no more tiles contribute."""

    row: int
    """The first of them, counted from the top of the mapped window."""
    probabilities: NDArray[np.float32]
    """float32 (K,h,W), 0-1, adding up to 1 over the classes."""
    valid: NDArray[np.bool_]
    """bool (h,W); True where there are data."""


class RowBlender:
    """Adds up weighted tiles, row of tiles by row of tiles.

    Args:
        plan: where the tiles lie.
        class_count: K.
    """

    def __init__(self, plan: TilePlan, class_count: int) -> None:
        self._plan = plan
        self._row_weights = axis_weights(plan.rows)
        self._column_weights = axis_weights(plan.columns)
        width = plan.columns.end - plan.columns.first
        height = min(plan.rows.length, plan.rows.end - plan.rows.first)
        self._sums = np.zeros((class_count, height, width), dtype=np.float32)
        self._valid = np.zeros((height, width), dtype=np.bool_)
        self._top = plan.rows.first

    def add(self, i: int, j: int, probabilities: NDArray[np.float32], valid: NDArray[np.bool_]) -> None:
        """Adds the tile in row `i` and column `j` of the plan; tiles come row by row.

        Args:
            i: row of the plan.
            j: column of the plan.
            probabilities: float32 (K,h,w) of the whole tile.
            valid: bool (h,w), True where there are data.
        """
        rows, columns = self._plan.rows, self._plan.columns
        target = (_inside(rows, i, self._top), _inside(columns, j, columns.first))
        source = (_inside(rows, i, rows.starts[i]), _inside(columns, j, columns.starts[j]))
        weights = self._row_weights[i][:, None] * self._column_weights[j]
        self._sums[:, target[0], target[1]] += weights * probabilities[:, source[0], source[1]]
        self._valid[target] = valid[source]

    def finish(self, i: int) -> FinishedRows:
        """The rows that are complete once all tiles of row `i` were added."""
        end = self._plan.rows.finished_before(i + 1)
        count = end - self._top
        row = self._top - self._plan.rows.first
        rows = FinishedRows(row, self._sums[:, :count].copy(), self._valid[:count].copy())
        remaining = self._sums.shape[1] - count
        self._sums[:, :remaining] = self._sums[:, count:].copy()
        self._valid[:remaining] = self._valid[count:].copy()
        self._sums[:, remaining:] = 0
        self._top = end
        return rows


def _ramp(distances: NDArray[np.floating[Any]], margin: int) -> NDArray[np.float64]:
    """From the floor at distance 0 to 1 at two margins and beyond."""
    shares = np.clip(distances / max(2 * margin, 1), 0, 1) if margin else np.ones_like(distances)
    return np.asarray(FLOOR + (1 - FLOOR) * (0.5 - 0.5 * np.cos(np.pi * shares)), dtype=np.float64)


def _inside(axis: AxisTiles, index: int, origin: int) -> slice:
    """The pixels of a tile that are to be covered, counted from `origin`."""
    start = axis.starts[index]
    return slice(max(start, axis.first) - origin, min(start + axis.length, axis.end) - origin)
