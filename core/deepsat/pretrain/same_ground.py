"""Which rasters of an archive show the same ground, and so are dates of one place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import rasterio.warp
import shapely
from numpy.typing import NDArray
from rasterio.errors import CRSError

from deepsat.imagery import Grid

SHARED = 0.75
"""Two grids show the same ground where they share this part of either: scenes of one place seldom end alike, while
neighbouring tiles share a tenth (ESA, Sentinel-2 tiling grid: 110 km wide, 100 km apart)."""

PIXEL_RATIO = 1.5
"""Pixels of one are at most so many times as long as those of the other: what differs more is another sensor's."""


def same_ground(grids: Sequence[Grid]) -> list[int]:
    """For each grid the first one, by its place in the list, that shows the same ground; often the grid itself.

    Bounds are compared in degrees, which distort two rasters of one place alike. A grid that crosses the antimeridian
    stands alone.
    """
    bounds = np.array([_degrees(grid) for grid in grids]).reshape(-1, 4)
    usable = np.isfinite(bounds).all(axis=1) & (bounds[:, 0] < bounds[:, 2])
    boxes = shapely.box(*np.where(usable[:, None], bounds, 0).T)
    areas = shapely.area(boxes)
    lengths = np.sqrt(areas / [grid.whole.pixel_count for grid in grids])
    tree = shapely.STRtree(boxes)
    firsts = list(range(len(grids)))
    for place in np.flatnonzero(usable):
        near = np.sort(tree.query(boxes[place]))
        # One that belongs to an earlier grid itself would pass its ground on, step by step, to rasters far away.
        near = near[(near < place) & usable[near] & (np.array(firsts)[near] == near)]
        shared = shapely.area(shapely.intersection(boxes[near], boxes[place])) / np.maximum(areas[near], areas[place])
        ratio = np.maximum(lengths[near], lengths[place]) / np.minimum(lengths[near], lengths[place])
        found = near[(shared >= SHARED) & (ratio <= PIXEL_RATIO)]
        firsts[place] = int(found[0]) if len(found) else int(place)
    return firsts


def _degrees(grid: Grid) -> NDArray[np.float64]:
    """West, south, east, north; NaN where the CRS cannot tell."""
    try:
        return np.array(rasterio.warp.transform_bounds(grid.crs, "EPSG:4326", *grid.bounds))
    except CRSError:
        return np.full(4, np.nan)
