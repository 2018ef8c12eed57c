"""The part of a scene that polygons select: pixels whose centre lies inside of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import rasterio.features
import shapely
from numpy.typing import NDArray

from deepsat.imagery import Grid, Window
from deepsat.imagery.grid import bounds_in_words
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.sentences import reasons
from deepsat.labels.polygons import Geometry, read_areas

PIXELS_AT_ONCE = 2**24


class SelectedArea:
    """Polygons on a grid.

    Args:
        shapes: valid polygons and multipolygons in the CRS of the grid.
        grid: of the scene.
    """

    def __init__(self, shapes: tuple[Geometry, ...], grid: Grid) -> None:
        self._grid = grid
        self._tree = shapely.STRtree(np.array(shapes, dtype=object))

    def inside(self, window: Window) -> NDArray[np.bool_]:
        """Which pixels of a window, which may reach beyond the scene, have their centre inside: bool (H, W)."""
        found = self._tree.query(shapely.box(*self._grid.bounds_of_window(window)), predicate="intersects")
        if len(found) == 0:
            return np.zeros(window.shape, dtype=np.bool_)
        # Of an outline of a whole country only what is near: GDAL walks along all of it for each window.
        near = shapely.clip_by_rect(
            self._tree.geometries[np.sort(found)], *self._grid.bounds_of_window(window.grown(1))
        )
        shapes = [shape for shape in near if not shapely.is_empty(shape)]
        if not shapes:
            return np.zeros(window.shape, dtype=np.bool_)
        transform = self._grid.sub_grid(window).affine
        inside: NDArray[np.bool_] = rasterio.features.geometry_mask(shapes, window.shape, transform, invert=True)
        return inside

    def has_pixel_in(self, window: Window) -> bool:
        """Whether a pixel of the window is inside."""
        return any(self.inside(part).any() for part in self._parts(window))

    def _parts(self, window: Window) -> Iterator[Window]:
        """Where polygons may lie in the window, in parts of a bounded size."""
        found = self._tree.query(shapely.box(*self._grid.bounds_of_window(window)), predicate="intersects")
        for bounds in shapely.bounds(self._tree.geometries[found]):
            touched = self._grid.touched_window(bounds)
            # Neighbours in a grid of polygons share an edge with the window, and no pixel.
            if touched is None or (place := touched.intersection(window)).is_empty:
                continue
            step = max(1, PIXELS_AT_ONCE // place.width)
            for row in range(place.row, place.end_row, step):
                yield Window(row, place.column, min(step, place.end_row - row), place.width)


def select_area(path: str, layer: str, grid: Grid, window: Window) -> tuple[SelectedArea, tuple[str, ...]]:
    """The area that the polygons of a file select, in any CRS; and sentences about polygons that were left out.

    Args:
        path: vector file that GDAL opens.
        layer: layer of the file; empty for its only one.
        grid: of the scene.
        window: the part of it that is to be mapped.

    Raises:
        UserError: `INVALID_JOB` for a file that cannot be read or has no CRS, and where no pixel of the window is
            inside of a polygon.
    """
    try:
        shapes, findings = read_areas(path, grid, layer)
    except UserError as error:
        raise _refused("polygons that say where to map", error.found, error.remedy) from error
    area = SelectedArea(shapes, grid)
    if not shapes or not area.has_pixel_in(window):
        bounds = bounds_in_words(grid.bounds_of_window(window))
        raise _refused(
            f"polygons with pixels of the part to map inside, which covers {bounds} in the raster's CRS",
            f"none in {Path(path).name}{reasons(findings)}",
            "Choose polygons that lie on the raster, or leave them out to map all of it.",
        )
    return area, findings


def _refused(expected: str, found: str, remedy: str) -> UserError:
    return UserError(ErrorCode.INVALID_JOB, expected=expected, found=found, remedy=remedy)
