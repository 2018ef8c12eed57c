"""The tiny scene of the plugin's tests and its labels: water in the west, forest in the east."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal, osr

ORIGIN_X, ORIGIN_Y, PIXEL = 500_000.0, 5_000_000.0, 10.0
COLUMNS, ROWS, BANDS = 40, 30, 4


def write_raster(
    path: Path,
    *,
    epsg: int | None = 32633,
    transform: tuple[float, ...] = (ORIGIN_X, PIXEL, 0, ORIGIN_Y, 0, -PIXEL),
) -> Path:
    """A uint16 raster without any symmetry: water (dark) in the west, forest in the east."""
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), COLUMNS, ROWS, BANDS, gdal.GDT_UInt16)
    dataset.SetGeoTransform(transform)
    if epsg is not None:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(epsg)
        dataset.SetProjection(reference.ExportToWkt())
    rows, columns = np.mgrid[:ROWS, :COLUMNS]
    for band in range(BANDS):
        values = 300 + 900 * (columns >= 24) * (band + 1) + 3 * rows + columns
        dataset.GetRasterBand(band + 1).WriteArray(values.astype(np.uint16))
    dataset.FlushCache()
    return path


def square(column: float, row: float, size: float) -> str:
    """WKT of a square in pixels of the scene."""
    left, top = ORIGIN_X + PIXEL * column, ORIGIN_Y - PIXEL * row
    right, bottom = left + PIXEL * size, top - PIXEL * size
    return f"POLYGON(({left} {top}, {right} {top}, {right} {bottom}, {left} {bottom}, {left} {top}))"


def label_layer(crs: str = "EPSG:32633") -> Any:
    """Memory layer with two polygons of each class, ids 1 to 4."""
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer(f"Polygon?crs={crs}&field=note:string&field=class:string", "labels", "memory")
    features = []
    for column, row, name in ((2, 3, "water"), (10, 14, "water"), (27, 4, "forest"), (33, 20, "forest")):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(square(column, row, 5)))
        feature.setAttributes([f"at {column}", name])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer
