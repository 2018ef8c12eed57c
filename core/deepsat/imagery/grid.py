"""Grids: where a raster's pixels lie on the ground."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.warp import transform_bounds

from deepsat.imagery import areas
from deepsat.imagery.windows import Window
from deepsat.jobs import ErrorCode, UserError

SNAP_TOLERANCE_PX = 1e-6
"""A bound this close to a pixel edge lies on it: bounds pass through text and through other programs' arithmetic."""

AREA_ERROR_WORTH_SAYING = 0.02
"""UTM, state planes and national grids stay far below it, where they are meant to be used."""


@dataclasses.dataclass(frozen=True)
class Grid:
    """A north-up raster's coordinate system, place and size."""

    crs_wkt: str
    """The coordinate reference system as WKT."""
    transform: tuple[float, float, float, float, float, float]
    """a, b, c, d, e, f: x = a * column + b * row + c, y = d * column + e * row + f, counted from pixel corners."""
    height: int
    width: int

    @classmethod
    def of(cls, dataset: Any) -> Grid:
        """The grid of an open rasterio dataset.

        Raises:
            UserError: `GRID_UNSUPPORTED` for a raster without a usable CRS or place, rotated, sheared, or mirrored.
        """
        transform = dataset.transform
        if dataset.gcps[0] and (dataset.crs is None or transform.is_identity):
            raise _unsupported(f"ground control points ({len(dataset.gcps[0])}) in place of a grid", _WARP)
        _check_crs(dataset.crs)
        _check_transform(transform)
        a, b, c, d, e, f = map(float, tuple(transform)[:6])
        return cls(dataset.crs.to_wkt(), (a, b, c, d, e, f), dataset.height, dataset.width)

    @property
    def affine(self) -> Affine:
        """The transform as rasterio takes it."""
        return Affine(*self.transform)

    @property
    def crs(self) -> CRS:
        """The coordinate reference system as rasterio takes it."""
        return CRS.from_wkt(self.crs_wkt)

    @property
    def units(self) -> str:
        """Unit of the coordinates: `metre`, `foot` (of any kind), `degree`, or another unit's own name."""
        crs = self.crs
        name: str = crs.units_factor[0].lower()
        if crs.is_geographic:
            return name
        return next((word for word, spellings in _LINEAR_UNITS.items() if any(s in name for s in spellings)), name)

    @property
    def whole(self) -> Window:
        """The window of all pixels."""
        return Window(0, 0, self.height, self.width)

    @property
    def pixel_size(self) -> tuple[float, float]:
        """Height and width of a pixel in the units of the CRS, both positive."""
        return -self.transform[4], self.transform[0]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """xmin, ymin, xmax, ymax of the outer pixel edges."""
        return self.bounds_of_window(self.whole)

    def bounds_in(self, other: Grid) -> tuple[float, ...]:
        """xmin, ymin, xmax, ymax in the CRS of another grid, around all that lies inside the outer pixel edges.

        Longitudes count from where the other grid lies: see `turns_towards`.
        """
        left, bottom, right, top = self.bounds
        if self.crs_wkt != other.crs_wkt:
            left, bottom, right, top = map(float, transform_bounds(self.crs, other.crs, *self.bounds))
        if left > right:
            # The date line lies between the two.
            right += other.full_turn
        shift = float(other.turns_towards(np.array((left + right) / 2)))
        return left + shift, bottom, right + shift, top

    @property
    def full_turn(self) -> float:
        """Once around the Earth in the units of a geographic CRS; 0 in a projected one."""
        crs = self.crs
        return 2 * math.pi / float(crs.units_factor[1]) if crs.is_geographic else 0.0

    def turns_towards(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """What has to be added to x coordinates: full turns, until longitudes are as near to this grid as can be.

        Some tell 240 degrees of what is -120 for others, and rasters across the date line go beyond 180.
        """
        turn = self.full_turn
        if not turn:
            return np.zeros_like(x)
        left, _, right, _ = self.bounds
        with np.errstate(invalid="ignore"):
            shift = turn * np.round(((left + right) / 2 - x) / turn)
        return np.where(np.isfinite(shift), shift, 0.0)

    def bounds_of_window(self, window: Window) -> tuple[float, float, float, float]:
        """xmin, ymin, xmax, ymax of a window's outer pixel edges."""
        a, _, c, _, e, f = self.transform
        return c + a * window.column, f + e * window.end_row, c + a * window.end_column, f + e * window.row

    def window_of_bounds(self, xmin: float, ymin: float, xmax: float, ymax: float) -> Window:
        """The window of every pixel that the bounds touch with more than their edge, clipped to the raster.

        Raises:
            UserError: `INVALID_JOB` when no pixel of the raster is inside.
        """
        window = self.touched_window((xmin, ymin, xmax, ymax))
        if window is not None:
            return window
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected=f"an extent that overlaps the raster, which covers {bounds_in_words(self.bounds)}",
            found=f"the extent {bounds_in_words((xmin, ymin, xmax, ymax))}",
            remedy="Give an extent within that of the raster, in the raster's own CRS.",
        )

    def touched_window(self, bounds: Sequence[float]) -> Window | None:
        """As `window_of_bounds`, of xmin, ymin, xmax and ymax; None where no pixel is touched so."""
        xmin, ymin, xmax, ymax = map(float, bounds)
        a, _, c, _, e, f = self.transform
        first_row, end_row = _snapped_outward((ymax - f) / e, (ymin - f) / e)
        first_column, end_column = _snapped_outward((xmin - c) / a, (xmax - c) / a)
        if end_row <= first_row or end_column <= first_column:
            return None
        touched = Window(first_row, first_column, end_row - first_row, end_column - first_column)
        window = touched.intersection(self.whole)
        return None if window.is_empty else window

    def sub_grid(self, window: Window) -> Grid:
        """The grid of one window; it may reach beyond the raster."""
        a, b, c, d, e, f = self.transform
        corner = (c + a * window.column, f + e * window.row)
        return Grid(self.crs_wkt, (a, b, corner[0], d, e, corner[1]), window.height, window.width)

    def pixel_area(self) -> float:
        """Ground area in square metres of a pixel in the middle of the raster: see `row_areas`."""
        middle = np.array([(self.height - 1) / 2])
        return float(areas.pixel_areas(self.crs, self.transform, (self.height, self.width), middle)[0])

    def row_areas(self) -> NDArray[np.float64]:
        """Ground area in square metres of one pixel of each row, float64 (height,).

        Degrees: the exact area on the ellipsoid. Projected: the map's own area, as every GIS shows it, unless the
        projection stretches areas by more than a percent here (Web Mercator does): then the area on the ellipsoid.
        """
        rows = np.arange(self.height, dtype=np.float64)
        return areas.pixel_areas(self.crs, self.transform, (self.height, self.width), rows)

    def area_findings(self) -> tuple[str, ...]:
        """A sentence for whoever reads areas that `row_areas` gives, where they are far off; none as a rule."""
        error = areas.largest_area_error(self.crs, self.transform, (self.height, self.width))
        if error < AREA_ERROR_WORTH_SAYING:
            return ()
        return (
            f"The projection stretches areas along a row: near the edges they are up to {error:.0%} wrong. For areas "
            "to quote, warp the map to an equal-area projection, by the nearest neighbour.",
        )


_LINEAR_UNITS = {"metre": ("metre", "meter"), "foot": ("foot", "feet")}


_WARP = "Warp the raster to a north-up grid, for example with QGIS' Warp (reproject), and use the result."


def _check_crs(crs: CRS | None) -> None:
    if crs is None or not crs.wkt:
        raise _unsupported("no CRS", "Assign the raster's CRS, for example with QGIS' Assign projection.")
    if not (crs.is_projected or crs.is_geographic):
        found = f"the CRS {crs.to_string()[:80]}"
        raise _unsupported(found, "Assign or warp the raster to a projected CRS, for example its UTM zone.")


def _check_transform(transform: Affine) -> None:
    a, b, c, d, e, f = tuple(transform)[:6]
    if transform.is_identity or not all(map(math.isfinite, (a, b, c, d, e, f))) or a == 0 or e == 0:
        raise _unsupported("a raster without a place on the ground (no geotransform)", "Georeference the raster first.")
    if b != 0 or d != 0:
        raise _unsupported(f"a rotated or sheared grid (rotation terms {b:g} and {d:g})", _WARP)
    if e > 0:
        raise _unsupported(f"rows that run from south to north (pixel height {e:g})", _WARP)
    if a < 0:
        raise _unsupported(f"columns that run from east to west (pixel width {a:g})", _WARP)


def _unsupported(found: str, remedy: str) -> UserError:
    expected = "a north-up raster with a projected or geographic CRS"
    return UserError(ErrorCode.GRID_UNSUPPORTED, expected=expected, found=found, remedy=remedy)


def _snapped_outward(start: float, end: float) -> tuple[int, int]:
    """First pixel touched and first pixel beyond, from fractional pixel coordinates."""
    return math.floor(start + SNAP_TOLERANCE_PX), math.ceil(end - SNAP_TOLERANCE_PX)


def bounds_in_words(bounds: Sequence[float]) -> str:
    """xmin, ymin, xmax and ymax, as an error tells them: in no order, since programs ask for them in several."""
    xmin, ymin, xmax, ymax = bounds
    return f"x {xmin:.10g} … {xmax:.10g}, y {ymin:.10g} … {ymax:.10g}"
