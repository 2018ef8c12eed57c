"""Runs as they lie on the disk once they are done, without having been made."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal, osr

from deepsat.jobs import MapJob
from tests.plugin.scene_and_labels import COLUMNS, ORIGIN_X, ORIGIN_Y, PIXEL, ROWS

CLASSES = {"forest": "#1f7a33", "water": "#2b6cb0"}
WATER_COLUMNS = 25
RESULT = {
    "held_out": {"overall_accuracy": 0.873, "mean_iou": 0.61},
    "area": {"forest": {"pixels": 450, "hectares": 4.5}, "water": {"pixels": 750, "hectares": 7.5}},
    "findings": ["Polygon 17 lies outside the raster."],
    "seconds": 95.0,
}


def finished_run(folder: Path, scene: Path, name: str = "DeepSat: scene, 12:00", **result: Any) -> Any:
    """A run with map, confidence, report and an empty model folder; its record is written."""
    from deepsat_qgis.run_record import write_run

    run = dataclasses.replace(begun_run(folder, scene, name), result={**RESULT, **result})
    write_class_raster(run.map)
    write_class_raster(folder / "confidence.tif")
    run.model.mkdir()
    (folder / "report.html").write_text("<html></html>")
    write_run(run)
    return run


def begun_run(folder: Path, scene: Path, name: str = "DeepSat: scene, 12:00") -> Any:
    """A run that has only just begun; its record is written."""
    from deepsat_qgis.run_record import Run, files_in, write_run

    folder.mkdir(parents=True)
    job = MapJob(input=(str(scene),), labels_layer="labels", class_field="class", **files_in(folder, is_training=True))
    run = Run(folder, name, "scene", job)
    write_run(run)
    return run


def write_class_raster(path: Path) -> Path:
    """A class raster on the scene's grid: water (1) in the west, forest (0) in the east."""
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), COLUMNS, ROWS, 1, gdal.GDT_Byte)
    dataset.SetGeoTransform((ORIGIN_X, PIXEL, 0, ORIGIN_Y, 0, -PIXEL))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32633)
    dataset.SetProjection(reference.ExportToWkt())
    table, band = gdal.ColorTable(), dataset.GetRasterBand(1)
    for value, colour in enumerate(CLASSES.values()):
        table.SetColorEntry(value, (*bytes.fromhex(colour[1:]), 255))
    band.SetColorTable(table)
    band.SetCategoryNames(list(CLASSES))
    band.WriteArray((np.tile(np.arange(COLUMNS) < WATER_COLUMNS, (ROWS, 1))).astype(np.uint8))
    dataset.FlushCache()
    return path
