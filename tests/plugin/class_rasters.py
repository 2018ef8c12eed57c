"""Class rasters for tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from osgeo import gdal, osr

CLASSES = [("Wald & Wiese", "#2e8b57"), ("water", "#3b6fd0"), ("7", "#aa5533")]


def write_class_raster(path: Path, names: list[str] | None) -> Path:
    """A 5 x 4 class raster with colours and, unless None, names."""
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 5, 4, 1, gdal.GDT_Byte)
    dataset.SetGeoTransform((500_000, 10, 0, 5_000_000, 0, -10))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32633)
    dataset.SetProjection(reference.ExportToWkt())
    band = dataset.GetRasterBand(1)
    table = gdal.ColorTable()
    for value, (_, colour) in enumerate(CLASSES):
        table.SetColorEntry(value, (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16), 255))
    # Before the pixels: newer GDAL does not turn a raster into a paletted one once it is written.
    band.SetColorTable(table)
    band.WriteArray(np.array([[0, 0, 1, 1, 255]] * 3 + [[2, 2, 2, 1, 255]], np.uint8))
    band.SetNoDataValue(255)
    if names is not None:
        band.SetCategoryNames(names)
    dataset.FlushCache()
    return path
