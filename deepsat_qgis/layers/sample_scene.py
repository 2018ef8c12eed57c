"""The sample scene that comes with the plugin: imagery and polygons to try everything with, before one's own."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer

from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.personal_folders import data_folder
from deepsat_qgis.layers.class_styles import classes_of, renderer_of
from deepsat_qgis.layers.natural_colours import show_natural_colours
from deepsat_qgis.paths import SAMPLE_FOLDER
from deepsat_qgis.translation import tr

_RASTER, _LABELS = "raleigh_landsat7_2000.tif", "raleigh_labels.gpkg"
_CLASS_FIELD = "class"


def open_sample(project: QgsProject) -> tuple[QgsRasterLayer, QgsVectorLayer]:
    """Adds the sample imagery and its polygons to the project, from a copy that is the person's to edit.

    Args:
        project: gets both layers, the polygons on top.

    Raises:
        UserError: `RASTER_UNREADABLE` where the plugin has no sample, `OUTPUT_UNWRITABLE` where it cannot be copied.
    """
    folder = data_folder(os.environ, sys.platform) / "sample"
    for name in (_RASTER, _LABELS):
        _copy_once(SAMPLE_FOLDER / name, folder / name)
    scene = QgsRasterLayer(str(folder / _RASTER), tr("Sample: Raleigh, Landsat 7"), "gdal")
    labels = QgsVectorLayer(str(folder / _LABELS), tr("Sample: training polygons"), "ogr")
    show_natural_colours(scene)
    drawn = sorted(str(name) for name in labels.uniqueValues(labels.fields().lookupField(_CLASS_FIELD)))
    labels.setRenderer(renderer_of(labels, _CLASS_FIELD, classes_of(labels, _CLASS_FIELD, drawn)))
    project.addMapLayer(scene)
    project.addMapLayer(labels)
    return scene, labels


def _copy_once(source: Path, target: Path) -> None:
    """A copy that is there already is left alone: it may have been edited."""
    if target.is_file():
        return
    if not source.is_file():
        raise UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected=tr("the sample scene in {folder}").format(folder=source.parent),
            found=tr("no file {name}").format(name=source.name),
            remedy=tr("Install the plugin from its zip, which holds the sample."),
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(target.name + ".part")
        shutil.copyfile(source, unfinished)
        unfinished.replace(target)
    except OSError as error:
        raise UserError(
            ErrorCode.OUTPUT_UNWRITABLE,
            expected=tr("a folder to copy the sample to: {folder}").format(folder=target.parent),
            found=str(error.strerror),
            remedy=tr("Free some space, or make the folder writable."),
        ) from error
