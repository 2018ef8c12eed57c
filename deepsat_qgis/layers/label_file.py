"""From labelled polygons in QGIS to a GeoPackage that the worker reads.

Whatever QGIS shows is what the worker gets: memory layers, any provider, filters, unsaved edits, the selection.
Features keep their order and, where they have one, their id, so that a message about feature 17 means feature 17 of
the layer.
"""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import Callable, Iterator, Sequence

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)

from deepsat.jobs import Cancelled, ErrorCode, UserError
from deepsat.jobs.layer_copies import copied_from, description_of_copy
from deepsat_qgis.layers.field_types import can_name_classes, integer_field, is_boolean, text_field

LAYER_NAME = "labels"


@dataclasses.dataclass(frozen=True)
class LabelSource:
    """Polygons as QGIS holds them, ready to be written."""

    name: str
    fields: QgsFields
    crs: QgsCoordinateReferenceSystem
    features: Callable[[], Iterator[QgsFeature]]
    is_passing: bool = False
    """Whether its copy will be removed after the run, so that reports have to name the layer itself."""

    @classmethod
    def of_processing(cls, source: QgsProcessingFeatureSource) -> LabelSource:
        """The source of a Processing parameter; its selection and filter are already applied."""
        # Processing would stop at the first invalid polygon, by default: the worker repairs them and says so.
        flag = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        return cls(
            source.sourceName(),
            source.fields(),
            source.sourceCrs(),
            lambda: source.getFeatures(QgsFeatureRequest(), flag),
            is_passing=True,
        )

    @classmethod
    def of_layer(cls, layer: QgsVectorLayer, selected_only: bool) -> LabelSource:
        """A layer of the project, or its selected features."""
        features = layer.getSelectedFeatures if selected_only else layer.getFeatures
        return cls(layer.name(), layer.fields(), layer.crs(), features)


def check_labels(source: LabelSource, class_field: str) -> None:
    """Refuses labels that could not be placed on the raster or have no such class field.

    Raises:
        UserError: `LABELS_UNREADABLE` without a CRS, `CLASS_FIELD_MISSING` naming the fields there are,
            `LABELS_UNUSABLE` for a field of dates or of anything else that is neither text nor number.
    """
    check_placeable(source)
    index = source.fields.lookupField(class_field)
    if index < 0:
        names = ", ".join(field.name() for field in source.fields) or "no field at all"
        raise UserError(
            ErrorCode.CLASS_FIELD_MISSING,
            expected=f"a field named “{class_field}” in “{source.name}”",
            found=names,
            remedy="Choose the field that names the class of each polygon.",
        )
    field = source.fields.at(index)
    if not can_name_classes(field):
        raise UserError(
            ErrorCode.LABELS_UNUSABLE,
            expected=f"text or whole numbers in the field {class_field}",
            found=f"values of type {field.typeName() or 'unknown'}",
            remedy="Choose the field that names the class of each polygon.",
        )


def check_layer_chosen(path: str) -> None:
    """Refuses a file with several layers where none of them was named: QGIS would take the first without a word.

    Raises:
        UserError: `LABELS_UNREADABLE` naming the layers.
    """
    layers = _layers_in(path)
    if len(layers) > 1:
        raise UserError(
            ErrorCode.LABELS_UNREADABLE,
            expected="a file with one layer, or the name of a layer",
            found=f"{len(layers)} layers in {path}: {', '.join(layers[:20])}",
            remedy=f"Name the layer behind the path: {path}|layername={layers[0]}.",
        )


def check_layer_there(source: str) -> None:
    """Refuses a source whose file has no layer of the name behind its path.

    Raises:
        UserError: `LABELS_UNREADABLE` naming the layers.
    """
    parts = QgsProviderRegistry.instance().decodeUri("ogr", source)
    path, asked = str(parts.get("path") or ""), str(parts.get("layerName") or "")
    layers = _layers_in(path) if asked and os.path.isfile(path) else []
    if layers and asked not in layers:
        raise UserError(
            ErrorCode.LABELS_UNREADABLE,
            expected="the name of a layer in the file",
            found=f"no layer {asked} in {path}; its layers are: {', '.join(layers[:20])}",
            remedy="Choose one of these layers.",
        )


def _layers_in(path: str) -> list[str]:
    """Names of a file's layers that have geometries."""
    return [
        layer.name()
        for layer in QgsProviderRegistry.instance().querySublayers(path)
        if layer.providerKey() == "ogr" and layer.wkbType() != QgsWkbTypes.Type.NoGeometry
    ]


def check_placeable(source: LabelSource) -> None:
    """Refuses labels that could not be placed on the raster.

    Raises:
        UserError: `LABELS_UNREADABLE` without a CRS.
    """
    if not source.crs.isValid():
        raise UserError(
            ErrorCode.LABELS_UNREADABLE,
            expected="polygons with a coordinate reference system",
            found=f"none set for “{source.name}”",
            remedy="Right-click the layer, choose Layer CRS > Set Layer CRS… and start again.",
        )


def write_labels(
    source: LabelSource, class_field: str, path: Path, is_cancelled: Callable[[], bool] = lambda: False
) -> int:
    """Writes geometry and class of every feature to a new GeoPackage, layer `labels`; returns how many.

    Without a class field it writes the geometries alone.

    Raises:
        UserError: `OUTPUT_UNWRITABLE` when the file cannot be written.
        Cancelled: when `is_cancelled` says so in between.
    """
    indexes = []
    if class_field:
        check_labels(source, class_field)
        indexes = [source.fields.lookupField(class_field)]
    fields = _fields([source.fields.at(index) for index in indexes])
    writer = _writer(path, fields, source)
    count = 0
    for number, feature in _numbered(source):
        if is_cancelled():
            raise Cancelled()
        row = QgsFeature(fields)
        row.setAttributes([number, *(feature.attribute(index) for index in indexes)])
        row.setGeometry(_multi_polygon(feature.geometry()))
        if not writer.addFeature(row):
            raise unwritable_copy(path, writer.errorMessage())
        count += 1
    # The file is complete only once the writer is gone.
    del writer
    return count


def _fields(class_fields: Sequence[QgsField]) -> QgsFields:
    """The id column, which GeoPackage takes for the feature's id, and the class column where there is one."""
    fields = QgsFields()
    fields.append(integer_field(_id_column([field.name() for field in class_fields])))
    for field in class_fields:
        fields.append(written_field(field))
    return fields


def written_field(field: QgsField) -> QgsField:
    """The field as the worker's copy has it: true and false as words, since beside NULL they would become 1 and 0."""
    return text_field(field.name()) if is_boolean(field) else field


def _id_column(taken: Sequence[str]) -> str:
    """`fid`, unless the class field has that name."""
    return "feature_id" if "fid" in (name.lower() for name in taken) else "fid"


def geometry_column(fields: QgsFields) -> str:
    """What a GeoPackage calls the geometry, unless a field has that name."""
    return "deepsat_geometry" if "geom" in (field.name().lower() for field in fields) else "geom"


def layer_description(source: LabelSource) -> list[str]:
    """Layer options of a GeoPackage that tell what a copy was made of."""
    return [f"DESCRIPTION={description_of_copy(source.name, source.is_passing)}"] if source.name else []


def _writer(path: Path, fields: QgsFields, source: LabelSource) -> QgsVectorFileWriter:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = LAYER_NAME
    columns = [f"FID={fields.at(0).name()}", f"GEOMETRY_NAME={geometry_column(fields)}"]
    options.layerOptions = [*columns, *layer_description(source)]
    writer = QgsVectorFileWriter.create(
        str(path), fields, QgsWkbTypes.Type.MultiPolygon, source.crs, QgsCoordinateTransformContext(), options
    )
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise unwritable_copy(path, writer.errorMessage())
    return writer


def _numbered(source: LabelSource) -> Iterator[tuple[int, QgsFeature]]:
    """Features with their ids; unsaved ones follow the others, newly numbered.

    QGIS gives unsaved features negative ids, the oldest nearest to zero.
    """
    features = sorted(source.features(), key=lambda feature: (feature.id() < 0, abs(feature.id())))
    highest = max((feature.id() for feature in features), default=0)
    for feature in features:
        number = feature.id()
        yield (number if number >= 0 else max(highest, 0) - number), feature


def _multi_polygon(geometry: QgsGeometry) -> QgsGeometry:
    """The geometry as a flat multipolygon, curves as segments; empty stays empty, for the worker to count."""
    if geometry.isNull() or geometry.isEmpty():
        return QgsGeometry()
    parts = geometry.coerceToType(QgsWkbTypes.Type.MultiPolygon)
    return parts[0] if len(parts) == 1 else QgsGeometry.collectGeometry(parts)


def check_copy_replaceable(path: Path) -> None:
    """Refuses to write a copy over a file that DeepSat did not make.

    Raises:
        UserError: `OUTPUT_UNWRITABLE`.
    """
    if os.path.lexists(path) and not is_copy(path):
        raise UserError(
            ErrorCode.OUTPUT_UNWRITABLE,
            expected="no file where a copy of the labels is written for the time of the run",
            found=str(path),
            remedy="Move that file away, or choose another path for the output.",
        )


def is_copy(path: Path) -> bool:
    """Whether a file is one that `write_labels` wrote for a job and that was left behind, with nothing else in it."""
    try:
        dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR, allowed_drivers=["GPKG"])
    except RuntimeError:
        return False
    if dataset is None or dataset.GetLayerCount() != 1:
        return False
    layer = dataset.GetLayer(0)
    return layer.GetName() == LAYER_NAME and bool(copied_from(layer.GetMetadataItem("DESCRIPTION") or ""))


def unwritable_copy(path: Path, reason: str) -> UserError:
    """A copy for the worker cannot be written."""
    return UserError(
        ErrorCode.OUTPUT_UNWRITABLE,
        expected="a folder that a copy of the layer can be written to",
        found=f"{path}: {reason}",
        remedy="Check that the folder exists, may be written to and has free space.",
    )
