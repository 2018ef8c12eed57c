"""Ground areas of pixels, in square metres."""

from __future__ import annotations

import math

import numpy as np
import pyproj
from numpy.typing import NDArray
from rasterio.crs import CRS

AREAL_STRETCH_TOLERATED = 0.01
"""UTM and state plane stretch areas by up to 0.2 %, which no GIS corrects in pixel counts; Web Mercator by factors."""

_LOOKED_AT = 9
"""Rows and columns at which it is looked how wrong areas are."""

_SAME_PLACE = 0.01
"""How far from where it was, in half sides of the square, a corner may come back to."""

_SQUARE_SIDE_M = 1000.0
"""Large beside the rounding of areas on the ellipsoid (0.1 m2), small beside what projections change over."""


def pixel_areas(
    crs: CRS,
    transform: tuple[float, float, float, float, float, float],
    shape: tuple[int, int],
    rows: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Ground area of one pixel in each of `rows`.

    Args:
        crs: a projected or geographic CRS.
        transform: a, b, c, d, e, f of a north-up grid.
        shape: height and width of the grid; a projection's stretch is taken at the middle column.
        rows: float64 (N,); row k is centred on k.

    Returns:
        float64 (N,), square metres.

    Raises:
        ValueError: the CRS has no ellipsoid.
    """
    a, _, _, _, e, f = transform
    unit = float(crs.units_factor[1])
    if crs.is_geographic:
        centres = (f + e * (rows + 0.5)) * unit
        return _areas_on_ellipsoid(_ellipsoid(crs), centres, half_height=-e * unit / 2, width=a * unit)
    planar = float(a * -e * unit**2)
    height, width = shape
    middle = np.array([(width - 1) / 2])
    # All rows are corrected or none, so that areas do not jump from one row to the next.
    sample = _areal_stretch(crs, transform, np.array([0.0, (height - 1) / 2, height - 1.0]), middle)
    if not np.isfinite(sample).all() or (np.abs(sample - 1) <= AREAL_STRETCH_TOLERATED).all():
        return np.full(rows.shape, planar)
    return planar / _areal_stretch(crs, transform, rows, middle)[:, 0]


def largest_area_error(
    crs: CRS, transform: tuple[float, float, float, float, float, float], shape: tuple[int, int]
) -> float:
    """How far `pixel_areas` is off the area on the ellipsoid where it is worst, as a share; 0 where it is exact.

    A projection of a continent or a pole stretches areas along a row too.

    Args:
        crs: as in `pixel_areas`, as are `transform` and `shape`.
        transform: of the grid.
        shape: height and width of the grid.
    """
    if crs.is_geographic:
        return 0.0
    a, _, _, _, e, _ = transform
    rows, columns = (np.linspace(0, side - 1, min(side, _LOOKED_AT)) for side in shape)
    told = pixel_areas(crs, transform, shape, rows)
    ground = float(a * -e * crs.units_factor[1] ** 2) / _areal_stretch(crs, transform, rows, columns)
    with np.errstate(invalid="ignore", divide="ignore"):
        errors = np.abs(told[:, None] / ground - 1)
    known = np.isfinite(errors)
    return float(errors[known].max()) if known.any() else 0.0


def _areas_on_ellipsoid(
    ellipsoid: tuple[float, float], centres: NDArray[np.float64], half_height: float, width: float
) -> NDArray[np.float64]:
    """Areas between two parallels and two meridians, all angles in radians.

    The authalic integral: area = width * b^2 / 2 * [s / (1 - e^2 s^2) + atanh(e s) / e] between the sines of the two
    latitudes (Snyder 1987, Map projections: a working manual, eq. 3-12 with b^2 = a^2 (1 - e^2)).
    """
    semi_major, eccentricity = ellipsoid

    def integral(latitude: NDArray[np.float64]) -> NDArray[np.float64]:
        sine = np.sin(np.clip(latitude, -np.pi / 2, np.pi / 2))
        if eccentricity == 0:
            return 2 * sine
        return sine / (1 - (eccentricity * sine) ** 2) + np.arctanh(eccentricity * sine) / eccentricity

    semi_minor_squared = semi_major**2 * (1 - eccentricity**2)
    return width * semi_minor_squared / 2 * (integral(centres + half_height) - integral(centres - half_height))


def _ellipsoid(crs: CRS) -> tuple[float, float]:
    """Semi-major axis in metres and eccentricity."""
    geod = pyproj.CRS.from_wkt(crs.to_wkt()).get_geod()
    if geod is None:
        raise ValueError(f"the CRS {crs.to_string()[:80]} has no ellipsoid")
    return geod.a, math.sqrt(geod.es)


def _areal_stretch(
    crs: CRS,
    transform: tuple[float, float, float, float, float, float],
    rows: NDArray[np.float64],
    columns: NDArray[np.float64],
) -> NDArray[np.float64]:
    """How many times larger than on the ground the map shows an area, float64 (rows, columns); NaN where unknown.

    Compares a square of the map with the same square on the ellipsoid. PROJ's own scale factors would take Web Mercator
    for a map of a sphere, and be wrong by 0.7 %.
    """
    a, _, c, _, e, f = transform
    projected = pyproj.CRS.from_wkt(crs.to_wkt())
    geod = projected.get_geod()
    if projected.geodetic_crs is None or geod is None:
        return np.full((len(rows), len(columns)), np.nan)
    to_degrees = pyproj.Transformer.from_crs(projected, projected.geodetic_crs, always_xy=True)
    half = _SQUARE_SIDE_M / 2 / float(crs.units_factor[1])
    x, y = np.meshgrid(c + a * (columns + 0.5), f + e * (rows + 0.5))
    corner_x = x.reshape(-1, 1) + half * np.array([-1, 1, 1, -1])
    corner_y = y.reshape(-1, 1) + half * np.array([-1, -1, 1, 1])
    longitudes, latitudes = to_degrees.transform(corner_x, corner_y)
    # A map of the globe ends before its raster does; beyond, PROJ gives places that are shown elsewhere.
    back_x, back_y = to_degrees.transform(longitudes, latitudes, direction="INVERSE")
    with np.errstate(invalid="ignore"):
        is_there = (np.hypot(back_x - corner_x, back_y - corner_y) < half * _SAME_PLACE).all(axis=1)
    ground = [abs(geod.polygon_area_perimeter(*corners)[0]) for corners in zip(longitudes, latitudes, strict=True)]
    with np.errstate(divide="ignore"):
        return np.where(is_there, _SQUARE_SIDE_M**2 / np.array(ground), np.nan).reshape(x.shape)
