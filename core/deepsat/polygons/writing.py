"""Writing polygons: a GeoPackage that grows while polygons are found, in the CRS of the raster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import shapely
from numpy.typing import NDArray

from deepsat.accuracy.map_classes import MapClasses
from deepsat.imagery import Grid
from deepsat.outputs.vector_files import written_by_gdal
from deepsat.polygons.rings import Outlines

LAYER_NAME = "land_cover"

FEATURES_AT_ONCE = 50_000


class PolygonWriter:
    """Appends polygons to a file that does not exist yet, equally many each time: equal ones give equal bytes.

    The fields are `class`, `class_id` (what the raster holds), `colour` as #rrggbb, and `hectares` on the ground.

    Args:
        path: GeoPackage to write.
        grid: of the raster.
        classes: of the raster.

    Attributes:
        count: of the polygons that are written.
        hectares: float64 (C,), of the polygons of each class that were taken, on the ground.
    """

    def __init__(self, path: Path, grid: Grid, classes: MapClasses) -> None:
        self._path = path
        self._grid = grid
        self._names = np.array(classes.names, dtype=object)
        self._colours = np.array(classes.class_map.colours, dtype=object)
        self._values = np.array(classes.values, dtype=np.int64)
        self._waiting: list[tuple[Any, NDArray[np.uint8], NDArray[np.float64]]] = []
        self.count = 0
        self.hectares = np.zeros(len(classes.values))

    def add(self, outlines: Outlines, class_ids: NDArray[np.uint8], hectares: NDArray[np.float64]) -> None:
        """Takes polygons, in the order in which they are to be written.

        Args:
            outlines: N polygons, in rows and columns of the grid.
            class_ids: uint8 (N,).
            hectares: float64 (N,).
        """
        a, _, c, _, e, f = self._grid.transform
        polygons = outlines.polygons(c + a * outlines.corners[:, 1], f + e * outlines.corners[:, 0])
        self._waiting.append((polygons, class_ids, hectares))
        self.hectares += np.bincount(class_ids, weights=hectares, minlength=len(self.hectares))
        while sum(len(ids) for _, ids, _ in self._waiting) >= FEATURES_AT_ONCE:
            self._write(FEATURES_AT_ONCE)

    def finish(self) -> None:
        """Writes what is left; without any polygon an empty layer."""
        if self._waiting or self.count == 0:
            self._write(FEATURES_AT_ONCE)

    def _write(self, most: int) -> None:
        empty = (np.empty(0, dtype=object), np.empty(0, dtype=np.uint8), np.empty(0))
        polygons, class_ids, hectares = map(np.concatenate, zip(empty, *self._waiting, strict=True))
        self._waiting = [(polygons[most:], class_ids[most:], hectares[most:])] if len(polygons) > most else []
        polygons, class_ids, hectares = polygons[:most], class_ids[:most], hectares[:most]
        fields = {
            "class": self._names[class_ids],
            "class_id": self._values[class_ids],
            "colour": self._colours[class_ids],
            "hectares": np.round(hectares, 6),
        }
        with written_by_gdal(self._path):
            pyogrio.raw.write(
                self._path,
                shapely.to_wkb(polygons),
                list(fields.values()),
                np.array(list(fields)),
                layer=LAYER_NAME,
                driver="GPKG",
                geometry_type="Polygon",
                crs=self._grid.crs_wkt,
                append=self.count > 0,
            )
        self.count += len(polygons)
