"""Rings: pieces of borders put together to polygons."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray


@dataclasses.dataclass(frozen=True)
class Segments:
    """Straight pieces of borders, each with one patch on its right; arrays of equal length.

    Rows count downwards. A patch has all its borders on such pieces, from which its outline runs clockwise on the
    map and its holes anticlockwise.
    """

    patches: NDArray[np.int32]
    """The patch on the right."""
    ends: NDArray[np.int32]
    """int32 (N, 4): row and column of the pixel corner where it begins, row and column of where it ends."""

    def __len__(self) -> int:
        return len(self.patches)

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Segments:
        """Some of the segments; those of indexes in their order."""
        return Segments(self.patches[chosen], self.ends[chosen])

    @classmethod
    def joined(cls, parts: list[Segments]) -> Segments:
        """The segments of several parts; none for no parts."""
        return cls(
            np.concatenate([np.empty(0, dtype=np.int32), *(part.patches for part in parts)]),
            np.concatenate([np.empty((0, 4), dtype=np.int32), *(part.ends for part in parts)]),
        )


@dataclasses.dataclass(frozen=True)
class Outlines:
    """The polygons of some patches."""

    patches: NDArray[np.int32]
    """int32 (N,), each once."""
    corners: NDArray[np.int64]
    """int64 (M, 2): row and column of all corners of all rings, each ring ending where it begins."""
    ring_starts: NDArray[np.int64]
    """int64 (R + 1,): where in `corners` each ring begins, and the end."""
    polygon_starts: NDArray[np.int64]
    """int64 (N + 1,): which ring is the outline of each polygon, with its holes behind it, and the end."""

    def reordered(self, order: NDArray[np.intp]) -> Outlines:
        """The same polygons in another order."""
        rings = _spans(self.polygon_starts[:-1][order], np.diff(self.polygon_starts)[order])
        lengths = np.diff(self.ring_starts)[rings]
        return Outlines(
            self.patches[order],
            self.corners[_spans(self.ring_starts[:-1][rings], lengths)],
            _starts(lengths),
            _starts(np.diff(self.polygon_starts)[order]),
        )

    def polygons(self, x: NDArray[np.floating[Any]], y: NDArray[np.floating[Any]]) -> NDArray[np.object_]:
        """Shapely polygons (N,).

        Args:
            x: float64 (M,), of each of `corners`.
            y: float64 (M,).
        """
        coordinates = np.column_stack([x, y])
        offsets = (self.ring_starts, self.polygon_starts)
        polygons: NDArray[np.object_] = shapely.from_ragged_array(shapely.GeometryType.POLYGON, coordinates, offsets)
        return polygons


def outlines_of(segments: Segments) -> Outlines:
    """Polygons of patches all of whose borders are there.

    Each ring begins at its topmost corner, of several the leftmost, whatever the order of the segments. Where a patch
    meets itself in a corner its rings touch there and do not cross, so polygons are valid.

    Args:
        segments: of whole patches, whose pixels are joined over edges.

    Raises:
        ValueError: a border has a gap.
    """
    rows, columns, end_rows, end_columns = segments.ends.T
    segments = segments.where(np.lexsort((end_columns, end_rows, columns, rows, segments.patches)))
    order, ring_starts = _followed(_next_segments(segments))
    patches, first_rings = np.unique(segments.patches[order[ring_starts]], return_index=True)
    # One corner more for each ring: the first again.
    closed = np.insert(order, np.append(ring_starts[1:], len(order)), order[ring_starts])
    return Outlines(
        patches,
        segments.ends[closed, :2].astype(np.int64),
        np.append(ring_starts, len(order)) + np.arange(len(ring_starts) + 1),
        np.append(first_rings, len(ring_starts)),
    )


def _next_segments(segments: Segments) -> NDArray[np.intp]:
    """Which segment follows each, intp (N,); the segments are in the order of patch and beginning."""
    ends = segments.ends.astype(np.int64)
    size = ends.max(axis=0, initial=0) + 1
    _, ranks = np.unique(segments.patches, return_inverse=True)
    begins, arrives = (
        (ranks * max(size[0], size[2]) + ends[:, row]) * max(size[1], size[3]) + ends[:, row + 1] for row in (0, 2)
    )
    following = np.searchsorted(begins, arrives)
    if (following == len(begins)).any() or (begins[following] != arrives).any():
        raise ValueError("a border ends in the middle of nowhere")
    # Where a patch meets itself in a corner two segments begin there.
    other = np.minimum(following + 1, len(begins) - 1)
    meets = np.flatnonzero((begins[other] == arrives) & (other != following))
    turns = [_turn(ends[meets], ends[choice[meets]]) for choice in (following, other)]
    following[meets] = np.where(turns[0] < turns[1], following[meets], other[meets])
    return np.asarray(following, dtype=np.intp)


def _turn(arriving: NDArray[np.int64], leaving: NDArray[np.int64]) -> NDArray[np.float64]:
    """How far to the right the way turns, in radians; keeping left keeps the rings around two holes apart."""
    (dy, dx), (ey, ex) = ((way[:, 2:] - way[:, :2]).T for way in (arriving, leaving))
    return np.asarray(np.arctan2(dx * ey - dy * ex, dx * ex + dy * ey))


def _followed(following: NDArray[np.intp]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All segments ring by ring, int64 (N,), and where each ring begins in that, int64 (R,).

    A patch's first ring is its outline, because nothing of a patch lies above that.
    """
    successor: list[int] = following.tolist()
    seen = bytearray(len(successor))
    order: list[int] = []
    starts: list[int] = []
    for first in range(len(successor)):
        if seen[first]:
            continue
        starts.append(len(order))
        segment = first
        while not seen[segment]:
            seen[segment] = 1
            order.append(segment)
            segment = successor[segment]
    return np.array(order, dtype=np.int64), np.array(starts, dtype=np.int64)


def _starts(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each part begins, and the end, of parts of these lengths one after the other."""
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])


def _spans(begins: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The indexes of spans, one span after the other."""
    starts = _starts(lengths)
    return np.arange(starts[-1]) + np.repeat(begins - starts[:-1], lengths)
