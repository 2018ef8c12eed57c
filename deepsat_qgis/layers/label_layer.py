"""Label layers in the project: making one, drawing it by class, saving what was drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFields,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)

from deepsat.jobs import ErrorCode, UserError
from deepsat_qgis.layers.class_styles import LabelClass, renderer_of
from deepsat_qgis.layers.field_types import text_field
from deepsat_qgis.translation import tr

CLASS_FIELD = "class"
_TABLE = "labels"


def free_path(folder: Path) -> Path:
    """Where a new label file fits: `labels.gpkg`, with a number where that is taken."""
    number = 1
    while True:
        path = folder / ("labels.gpkg" if number == 1 else f"labels_{number}.gpkg")
        if not path.exists():
            return path
        number += 1


def make_label_layer(project: QgsProject, path: Path, crs: QgsCoordinateReferenceSystem) -> QgsVectorLayer:
    """Makes an empty label file, and its layer on top of the project.

    Args:
        project: gets the layer.
        path: GeoPackage to write; one that exists is refused.
        crs: of the labels: that of the imagery.

    Raises:
        UserError: `OUTPUT_UNWRITABLE`.
    """
    if path.exists():
        raise _unwritable(path, tr("a file of that name exists"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path, str(error.strerror)) from error
    fields = QgsFields()
    fields.append(text_field(CLASS_FIELD))
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", _TABLE
    writer = QgsVectorFileWriter.create(
        str(path), fields, QgsWkbTypes.Type.MultiPolygon, crs, QgsCoordinateTransformContext(), options
    )
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise _unwritable(path, writer.errorMessage())
    # The file is complete only once the writer is gone.
    del writer
    layer = QgsVectorLayer(f"{path}|layername={_TABLE}", tr("Labels"), "ogr")
    style_by_class(layer, CLASS_FIELD, ())
    project.addMapLayer(layer, False)
    project.layerTreeRoot().insertLayer(0, layer)
    return layer


def style_by_class(layer: QgsVectorLayer, class_field: str, classes: Sequence[LabelClass]) -> None:
    """Draws a layer by class, each in its colour."""
    layer.setRenderer(renderer_of(layer, class_field, classes))
    layer.triggerRepaint()


def save_labels(layer: QgsVectorLayer) -> None:
    """Writes the edits of a layer to its file and leaves it open for more.

    Raises:
        UserError: `OUTPUT_UNWRITABLE` with what the file's driver says; the edits are still there.
    """
    if layer.isEditable() and not layer.commitChanges(False):
        raise UserError(
            ErrorCode.OUTPUT_UNWRITABLE,
            expected=tr("a label file that can be written to"),
            found="; ".join(layer.commitErrors()),
            remedy=tr("Your polygons are still in the layer: remove the reason, then save again."),
        )


def is_only_in_memory(layer: QgsVectorLayer) -> bool:
    """Whether the layer ends with QGIS."""
    return bool(layer.providerType() == "memory")


def _unwritable(path: Path, reason: str) -> UserError:
    return UserError(
        ErrorCode.OUTPUT_UNWRITABLE,
        expected=tr("a folder that a label file can be written to"),
        found=f"{path}: {reason}",
        remedy=tr("Choose another folder or another name."),
    )
