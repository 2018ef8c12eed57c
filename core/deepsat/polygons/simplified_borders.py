"""Simplified borders: straighter lines in the place of pixel stairs, the same line for both neighbours.

GEOS simplifies coverages as a whole, so a raster is simplified in blocks of a fixed size, and what lies on the edges of
blocks stays as it is. Hence the outcome does not depend on how many rows are in memory.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from deepsat.polygons.borders import BorderTracer
from deepsat.polygons.connected import connected_areas
from deepsat.polygons.rings import Segments, outlines_of

BLOCK_PX = 512


class SimplifyingTracer:
    """Finds borders as `BorderTracer` does, and simplifies those inside of blocks.

    Args:
        shape: height and width of the raster, in pixels.
        tolerance: side of a square as large as the detail that goes, in the unit of `sides`.
        sides: height and width of a pixel.
        block: height and width of a block, in pixels.
    """

    def __init__(
        self, shape: tuple[int, int], tolerance: float, sides: tuple[float, float], block: int = BLOCK_PX
    ) -> None:
        self._shape = shape
        self._tolerance = tolerance
        self._sides = sides
        self._block = block
        self._exact = BorderTracer(shape[1])

    def trace(self, row: int, patches: NDArray[np.int32], *, is_last: bool) -> Segments:
        """The borders of whole blocks.

        Args:
            row: first row; strips come from top to bottom, without gaps.
            patches: int32 (h, W), at least 0; h is a multiple of the block's height, or reaches the raster's end.
            is_last: whether nothing comes below.
        """
        exact = self._exact.trace(row, patches, is_last=is_last)
        parts = [exact.where(self._on_block_edges(exact.ends))]
        for top in range(0, patches.shape[0], self._block):
            for left in range(0, patches.shape[1], self._block):
                inside = self._inside(patches[top : top + self._block, left : left + self._block])
                parts.append(Segments(inside.patches, inside.ends + np.array([row + top, left] * 2, dtype=np.int32)))
        return Segments.joined(parts)

    def _on_block_edges(self, ends: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which segments run along the edge of a block or of the raster, bool (N,)."""
        on_edge = np.zeros(len(ends), dtype=np.bool_)
        for axis, size in enumerate(self._shape):
            begin, end = ends[:, axis], ends[:, axis + 2]
            on_edge |= (begin == end) & ((begin % self._block == 0) | (begin == size))
        return on_edge

    def _inside(self, patches: NDArray[np.int32]) -> Segments:
        """Borders inside of one block, counted from its corner; those along its edges are left out."""
        pieces = connected_areas(patches)
        outlines = outlines_of(BorderTracer(patches.shape[1]).trace(0, pieces, is_last=True))
        height, width = self._sides
        polygons = outlines.polygons(outlines.corners[:, 1] * width, outlines.corners[:, 0] * height)
        # With x to the right and y downwards, what is clockwise on the map counts as anticlockwise.
        simple = shapely.orient_polygons(
            shapely.coverage_simplify(polygons, self._tolerance, simplify_boundary=False), exterior_cw=False
        )
        _, coordinates, (ring_starts, polygon_starts) = shapely.to_ragged_array(simple)
        corners = np.rint(coordinates / [width, height]).astype(np.int32)[:, ::-1]
        ends = np.column_stack([corners[:-1], corners[1:]])
        # The last corner of a ring is not joined to the first of the next.
        within = np.ones(len(ends), dtype=np.bool_)
        within[ring_starts[1:-1] - 1] = False
        owners = np.repeat(np.arange(len(simple)), np.diff(ring_starts[polygon_starts]))[:-1]
        for axis, size in enumerate(patches.shape):
            within &= (ends[:, axis] != ends[:, axis + 2]) | ~np.isin(ends[:, axis], (0, size))
        of_pieces = np.empty(len(simple), dtype=np.int32)
        of_pieces[pieces] = patches
        return Segments(of_pieces[outlines.patches][owners][within], ends[within].astype(np.int32))
