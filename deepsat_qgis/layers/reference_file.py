"""From reference polygons or points in QGIS to a GeoPackage that the worker reads.

As with labels, whatever QGIS shows is what the worker gets; of the fields only those that an evaluation reads.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Callable

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsVectorFileWriter,
    QgsWkbTypes,
)

from deepsat.jobs import Cancelled
from deepsat_qgis.layers.field_types import integer_field
from deepsat_qgis.layers.label_file import (
    LabelSource,
    check_labels,
    geometry_column,
    layer_description,
    unwritable_copy,
    written_field,
)

LAYER_NAME = "reference"
ANSWER, STRATUM, STRATUM_AREA = "reference", "stratum", "stratum_ha"
"""Fields of sample points, as the worker writes them."""

_ID = "deepsat_id"


@dataclasses.dataclass(frozen=True)
class ReferenceSource:
    """Polygons or points as QGIS holds them, ready to be written."""

    features: LabelSource
    are_points: bool

    @classmethod
    def of_processing(cls, source: QgsProcessingFeatureSource) -> ReferenceSource:
        """The source of a Processing parameter; its selection and filter are already applied."""
        is_point = QgsWkbTypes.geometryType(source.wkbType()) == QgsWkbTypes.GeometryType.PointGeometry
        return cls(LabelSource.of_processing(source), is_point)


def check_reference(source: ReferenceSource, class_field: str) -> None:
    """Refuses a reference that could not be placed on the map, or has no such class field.

    Raises:
        UserError: `LABELS_UNREADABLE` or `CLASS_FIELD_MISSING`.
    """
    check_labels(source.features, class_field)


def write_reference(
    source: ReferenceSource, class_field: str, path: Path, is_cancelled: Callable[[], bool] = lambda: False
) -> None:
    """Writes geometry, class and stratum of every feature to a new GeoPackage, layer `reference`.

    Raises:
        UserError: `OUTPUT_UNWRITABLE` when the file cannot be written.
        Cancelled: when `is_cancelled` says so in between.
    """
    check_reference(source, class_field)
    given = source.features.fields
    indexes = [index for index in map(given.lookupField, (class_field, STRATUM, STRATUM_AREA)) if index >= 0]
    fields = _fields([given.at(index) for index in dict.fromkeys(indexes)])
    kind = QgsWkbTypes.Type.Point if source.are_points else QgsWkbTypes.Type.MultiPolygon
    writer = _writer(source, path, fields, kind)
    for feature in source.features.features():
        if is_cancelled():
            raise Cancelled()
        row = QgsFeature(fields)
        row.setAttributes([feature.id(), *(feature.attribute(index) for index in dict.fromkeys(indexes))])
        row.setGeometry(_of_kind(feature.geometry(), kind))
        if not writer.addFeature(row):
            raise unwritable_copy(path, writer.errorMessage())
    # The file is complete only once the writer is gone.
    del writer


def _fields(chosen: list[QgsField]) -> QgsFields:
    fields = QgsFields()
    for field in (integer_field(_ID), *chosen):
        fields.append(written_field(field))
    return fields


def _writer(source: ReferenceSource, path: Path, fields: QgsFields, kind: QgsWkbTypes.Type) -> QgsVectorFileWriter:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = LAYER_NAME
    # A name that no field of a reference has; its ids may be negative, so that it cannot be the feature's own.
    columns = ["FID=deepsat_fid", f"GEOMETRY_NAME={geometry_column(fields)}"]
    options.layerOptions = [*columns, *layer_description(source.features)]
    crs = source.features.crs
    writer = QgsVectorFileWriter.create(str(path), fields, kind, crs, QgsCoordinateTransformContext(), options)
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise unwritable_copy(path, writer.errorMessage())
    return writer


def _of_kind(geometry: QgsGeometry, kind: QgsWkbTypes.Type) -> QgsGeometry:
    """The geometry as one point, or as a flat multipolygon; empty for what is neither, for the worker to count."""
    if geometry.isNull() or geometry.isEmpty():
        return QgsGeometry()
    parts = geometry.coerceToType(kind)
    if kind == QgsWkbTypes.Type.Point:
        return parts[0] if len(parts) == 1 else QgsGeometry()
    return parts[0] if len(parts) == 1 else QgsGeometry.collectGeometry(parts)
