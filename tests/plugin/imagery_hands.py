"""What tests do with rasters and section 1 of the panel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal

from tests.plugin.scene_and_labels import COLUMNS, ORIGIN_X, ORIGIN_Y, PIXEL, ROWS, write_raster


def raster_layer(path: Path, name: str = "") -> Any:
    from qgis.core import QgsRasterLayer

    layer = QgsRasterLayer(str(path), name or path.stem, "gdal")
    assert layer.isValid()
    return layer


def facts_of(path: Path) -> Any:
    from deepsat_qgis.layers.scene_facts import scene_facts

    return scene_facts(raster_layer(path))


def add(imagery_section: Any, project: Any, path: Path) -> Any:
    layer = raster_layer(path)
    project.addMapLayer(layer)
    imagery_section.series_table.add_wanted.emit([layer.id()])
    return layer


def dates(imagery_section: Any) -> list[tuple[str, str]]:
    return [(one.date, one.layer.name()) for one in imagery_section.series()]


def layers_listed(imagery_section: Any) -> list[str]:
    return [imagery_section.layers.layer(index).name() for index in range(imagery_section.layers.count())]


def write_band(path: Path, *, size: int = 10, level: int = 0, kind: int = gdal.GDT_UInt16) -> Path:
    """One band of the tests' scene, with pixels of `size` metres."""
    path.parent.mkdir(parents=True, exist_ok=True)
    step = size // 10
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), COLUMNS // step, ROWS // step, 1, kind)
    dataset.SetGeoTransform((ORIGIN_X, PIXEL * step, 0, ORIGIN_Y, 0, -PIXEL * step))
    dataset.SetProjection(gdal.Open(str(write_raster(path.parent / "whole.tif"))).GetProjection())
    dataset.GetRasterBand(1).WriteArray(np.full((ROWS // step, COLUMNS // step), 4 + level))
    dataset.FlushCache()
    return path
