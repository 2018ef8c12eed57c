"""Footprints: where on Earth grids lie, in degrees, as a STAC Item tells it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from pyproj import Transformer

from deepsat.imagery.grid import Grid

Footprint = tuple[float, float, float, float]
"""West, south, east, north."""

_EARTH: Footprint = (-180.0, -90.0, 180.0, 90.0)


def footprint_in_degrees(grid: Grid) -> Footprint:
    """That of a grid; the whole parallel where it crosses the 180th meridian.

    Where the projection has no place on Earth for an edge, as at the corners of a full disk, it is that of the Earth.
    """
    transformer = Transformer.from_crs(grid.crs_wkt, "OGC:CRS84", always_xy=True)
    edges = zip(transformer.transform_bounds(*grid.bounds), _EARTH, strict=True)
    west, south, east, north = (round(float(edge), 7) if math.isfinite(edge) else limit for edge, limit in edges)
    return (west, south, east, north) if west <= east else (-180.0, south, 180.0, north)


def joint_footprint(grids: Iterable[Grid]) -> Footprint:
    """That of several grids, at least one."""
    west, south, east, north = zip(*map(footprint_in_degrees, grids), strict=True)
    return min(west), min(south), max(east), max(north)
