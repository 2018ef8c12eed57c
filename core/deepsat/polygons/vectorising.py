"""From a class raster of any size to polygons, strip by strip.

The raster is read twice: first to number its patches and to find how small ones are merged, then to trace borders. What
is kept beyond a strip are a few numbers for each patch, and the borders of those that go on below.

`rasterio.features.shapes` gives each patch corners of its own: where three patches meet, two of them share a border
that has a corner for one of them only, which GEOS takes for no coverage. Borders traced with all their corners are one.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy.map_classes import MapClasses
from deepsat.class_map import NO_CLASS
from deepsat.imagery import Window
from deepsat.imagery.categorical_raster import CategoricalRaster
from deepsat.polygons.borders import BorderTracer
from deepsat.polygons.connected import connected_areas
from deepsat.polygons.patches import AREA_STEPS, Patches, find_patches
from deepsat.polygons.rings import Outlines, Segments, outlines_of
from deepsat.polygons.simplified_borders import BLOCK_PX, SimplifyingTracer
from deepsat.polygons.small_patches import without_small

PIXELS_AT_ONCE = 2**21

OnPolygons = Callable[[Outlines, NDArray[np.uint8], NDArray[np.float64]], None]
"""Takes polygons in rows and columns, their class ids, uint8 (N,), and their areas in hectares, float64 (N,)."""


@dataclasses.dataclass(frozen=True)
class Rules:
    """How polygons are drawn."""

    min_area: float = 0.0
    """Square metres on the ground; smaller patches go to a neighbour. 0 to keep all."""
    simplify: float = 0.0
    """Metres: side of a square as large as the detail that goes. 0 for pixel edges."""


class Vectorising:
    """Turns one raster into polygons.

    Args:
        raster: an open raster of classes.
        classes: its classes.
        rules: how to draw them.
        on_progress: told the share of the work that is done, 0-1; may raise to stop.
        strip_rows: rows to hold at a time; 0 for as many as are quick. Changes nothing else.
        block: height and width of the blocks that are simplified, in pixels.
    """

    def __init__(
        self,
        raster: CategoricalRaster,
        classes: MapClasses,
        rules: Rules,
        on_progress: Callable[[float], None],
        *,
        strip_rows: int = 0,
        block: int = BLOCK_PX,
    ) -> None:
        self._raster = raster
        self._classes = classes
        self._rules = rules
        self._on_progress = on_progress
        self._block = block
        rows = strip_rows or max(1, PIXELS_AT_ONCE // raster.grid.width)
        self._strip_rows = math.ceil(rows / block) * block if rules.simplify else rows
        self._passes_done = 0

    def run(self, on_polygons: OnPolygons) -> None:
        """Finds all polygons and hands them over, in the order of their last and then of their first pixels."""
        row_areas = self._raster.grid.row_areas()
        square_metres_of_step = float(row_areas.max()) / AREA_STEPS
        patches = find_patches(self._rows, row_areas)
        self._passes_done = 1
        if self._rules.min_area:
            height, width = self._pixel_sides()
            patches = without_small(patches, self._rules.min_area / square_metres_of_step, (width, height))
        hectares = patches.areas.astype(np.float64) * (square_metres_of_step / 10_000)
        for outlines in self._outlines(patches):
            members = outlines.patches
            on_polygons(outlines, patches.class_ids[members], hectares[members])

    def _rows(self) -> Iterator[tuple[int, NDArray[np.uint8]]]:
        grid = self._raster.grid
        for row in range(0, grid.height, self._strip_rows):
            self._on_progress((self._passes_done + row / grid.height) / 2)
            strip = Window(row, 0, min(self._strip_rows, grid.height - row), grid.width)
            yield row, self._classes.ids_of(*self._raster.read(strip))

    def _outlines(self, patches: Patches) -> Iterator[Outlines]:
        tracer = self._tracer()
        waiting = Segments.joined([])
        first_area = 0
        for row, class_ids in self._rows():
            areas = connected_areas(class_ids)
            numbered = patches.numbers[first_area:][areas]
            first_area += int(areas.max()) + 1
            is_last = row + len(class_ids) == self._raster.grid.height
            traced = tracer.trace(row, numbered, is_last=is_last)
            waiting = Segments.joined([waiting, traced.where(patches.class_ids[traced.patches] != NO_CLASS)])
            # Of a patch that ends in the row above, the lower edge was found just now.
            whole = (patches.last_rows[waiting.patches] < row) | is_last
            if whole.any():
                yield _in_order(outlines_of(waiting.where(whole)), patches.last_rows)
                waiting = waiting.where(~whole)

    def _tracer(self) -> BorderTracer | SimplifyingTracer:
        grid = self._raster.grid
        if not self._rules.simplify:
            return BorderTracer(grid.width)
        return SimplifyingTracer((grid.height, grid.width), self._rules.simplify, self._pixel_sides(), self._block)

    def _pixel_sides(self) -> tuple[float, float]:
        """Height and width of a pixel in the middle of the raster, in metres on the ground."""
        grid = self._raster.grid
        height, width = grid.pixel_size
        if grid.crs.is_geographic:
            middle = (grid.bounds[1] + grid.bounds[3]) / 2 * float(grid.crs.units_factor[1])
            width *= max(math.cos(middle), 1e-6)
        scale = math.sqrt(grid.pixel_area() / (height * width))
        return height * scale, width * scale


def _in_order(outlines: Outlines, last_rows: NDArray[np.int64]) -> Outlines:
    return outlines.reordered(np.argsort(last_rows[outlines.patches], kind="stable"))
