"""The pixels of a raster as polygons are measured by them: how many centres a polygon owns."""

from __future__ import annotations

import dataclasses
import math
from typing import Optional, Sequence

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsPoint,
    QgsRasterLayer,
    QgsRectangle,
)

_COUNTED = 100
"""Pixel centres up to which they are counted one by one; a larger polygon has about its area in pixels."""


@dataclasses.dataclass(frozen=True)
class PixelGrid:
    """A raster with north on top."""

    crs: QgsCoordinateReferenceSystem
    extent: QgsRectangle
    width: float
    """Of a pixel, in units of the CRS."""
    height: float

    @classmethod
    def of(cls, layer: QgsRasterLayer) -> PixelGrid:
        """The grid of a raster layer."""
        return cls(layer.crs(), layer.extent(), layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY())

    @classmethod
    def over(cls, layers: Sequence[QgsRasterLayer]) -> Optional[PixelGrid]:
        """The grid of the first of some rasters, reaching over all that have its CRS; None where there is none."""
        if not layers:
            return None
        grid = cls.of(layers[0])
        extent = QgsRectangle(grid.extent)
        for layer in layers[1:]:
            if layer.crs() == grid.crs:
                extent.combineExtentWith(layer.extent())
        return dataclasses.replace(grid, extent=extent) if grid.is_usable else None

    @property
    def is_usable(self) -> bool:
        """Whether polygons can be measured by it."""
        return self.crs.isValid() and self.width > 0 and self.height > 0

    @property
    def pixel_area(self) -> float:
        """Of one pixel, in squared units of the CRS."""
        return self.width * self.height

    def pixels_in(self, geometry: QgsGeometry) -> int:
        """How many pixels a polygon owns, in the CRS of the grid: exact for small ones, else by its area."""
        inside = geometry.boundingBox().intersect(self.extent)
        if inside.isNull() or inside.isEmpty():
            return 0
        columns = _centres(inside.xMinimum() - self.extent.xMinimum(), inside.width(), self.width)
        rows = _centres(self.extent.yMaximum() - inside.yMaximum(), inside.height(), self.height)
        if len(columns) * len(rows) > _COUNTED:
            whole = self.extent.contains(geometry.boundingBox())
            within = geometry if whole else geometry.intersection(QgsGeometry.fromRect(self.extent))
            return round(within.area() / self.pixel_area)
        engine = QgsGeometry.createGeometryEngine(geometry.constGet())
        engine.prepareGeometry()
        return sum(engine.contains(self._centre(column, row)) for column in columns for row in rows)

    def _centre(self, column: int, row: int) -> QgsPoint:
        return QgsPoint(
            self.extent.xMinimum() + (column + 0.5) * self.width, self.extent.yMaximum() - (row + 0.5) * self.height
        )


def _centres(start: float, length: float, size: float) -> range:
    """Indexes of the pixels whose centres lie within a stretch of the axis."""
    return range(math.ceil(start / size - 0.5), math.floor((start + length) / size - 0.5) + 1)
