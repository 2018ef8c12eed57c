"""Borders: the pixel edges between patches, as straight segments, strip by strip."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from deepsat.polygons.rings import Segments

OUTSIDE = -1
"""What stands beyond the raster."""


class BorderTracer:
    """Finds the borders of patches; each strip adds those whose end it sees.

    A segment ends where its border turns, or where another border meets it: so two neighbours have the same corners on
    the border that they share.

    Args:
        width: of the raster, in pixels.
    """

    def __init__(self, width: int) -> None:
        self._above = np.full(width + 2, OUTSIDE, dtype=np.int32)
        # Where the edges between two columns that run on into the next strip began.
        self._open_since = np.zeros(width + 1, dtype=np.int32)

    def trace(self, row: int, patches: NDArray[np.int32], *, is_last: bool) -> Segments:
        """The borders that end in the rows `row` to `row + h`, the last row's lower edge only where `is_last`.

        Args:
            row: first row; strips come from top to bottom, without gaps.
            patches: int32 (h, W), at least 0.
            is_last: whether nothing comes below.
        """
        beyond = np.full((1, len(self._above)), OUTSIDE, dtype=np.int32)
        inner = np.pad(patches, ((0, 0), (1, 1)), constant_values=OUTSIDE)
        padded = np.concatenate([self._above[None], inner, beyond] if is_last else [self._above[None], inner])
        across = padded[:-1, 1:-1] != padded[1:, 1:-1]
        upright = padded[:, :-1] != padded[:, 1:]
        turns = _touched(across) & (upright[:-1] | upright[1:])
        parts = [_along_rows(row, padded, across, turns), *self._along_columns(row, padded, upright, turns)]
        self._above = inner[-1]
        found = Segments.joined(parts)
        return found.where(found.patches != OUTSIDE)

    def _along_columns(
        self, row: int, padded: NDArray[np.int32], upright: NDArray[np.bool_], turns: NDArray[np.bool_]
    ) -> list[Segments]:
        end_columns, end_lines = np.nonzero((upright[:-1] & turns).T)
        new_columns, new_lines = np.nonzero((upright[1:] & turns).T)
        carried = np.flatnonzero(upright[0])
        columns = np.concatenate([carried, new_columns])
        rows = np.concatenate([self._open_since[carried], new_lines + row])
        order = np.lexsort((rows, columns))
        columns, rows = columns[order], rows[order]
        # What began last in a column runs on, where the column has a border in the last row.
        runs_on = np.append(columns[1:] != columns[:-1], True)[: len(columns)] & upright[len(turns), columns]
        self._open_since[columns[runs_on]] = rows[runs_on]
        begins, ends = rows[~runs_on], end_lines + row
        west, east = padded[end_lines, end_columns], padded[end_lines, end_columns + 1]
        return [
            _segments(west, begins, end_columns, ends, end_columns),
            _segments(east, ends, end_columns, begins, end_columns),
        ]


def _along_rows(row: int, padded: NDArray[np.int32], across: NDArray[np.bool_], turns: NDArray[np.bool_]) -> Segments:
    lines, begins = np.nonzero(across & turns[:, :-1])
    _, ends = np.nonzero(across & turns[:, 1:])
    ends = ends + 1
    north, south = padded[lines, begins + 1], padded[lines + 1, begins + 1]
    rows = lines + row
    return Segments.joined([_segments(south, rows, begins, rows, ends), _segments(north, rows, ends, rows, begins)])


def _segments(patches: NDArray[np.int32], *ends: NDArray[np.integer]) -> Segments:
    return Segments(patches, np.column_stack(ends).astype(np.int32))


def _touched(across: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Corners, bool (h, W + 1), that an edge along the rows touches."""
    corners = np.zeros((across.shape[0], across.shape[1] + 1), dtype=np.bool_)
    corners[:, :-1] |= across
    corners[:, 1:] |= across
    return corners
