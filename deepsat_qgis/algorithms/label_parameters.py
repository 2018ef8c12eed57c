"""Parameters about labels."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterString,
)

from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.field_parameters import FieldParameters
from deepsat_qgis.translation import tr


class LabelParameters(FieldParameters):
    """Polygons, their classes and colours."""

    def labels(self) -> QgsProcessingParameterFeatureSource:
        """Polygons of any layer, whose selection and filter count."""
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        return self._finished(
            QgsProcessingParameterFeatureSource(names.LABELS, tr("Labels (polygons)"), polygons), "labels"
        )

    def class_field(self) -> QgsProcessingParameterField:
        """Field of the labels."""
        # Without a default, dialogs choose the first field, which is the key of the features.
        parameter = QgsProcessingParameterField(names.CLASS_FIELD, tr("Class field"), "class", names.LABELS)
        return self._finished(parameter, "class_field")

    def class_colours(self) -> QgsProcessingParameterString:
        """Colours of classes; a label layer that is drawn by class brings its own."""
        title = tr("Colours of the classes, separated by semicolons (those of the label layer)")
        return self._advanced(
            QgsProcessingParameterString(names.CLASS_COLOURS, title, "", optional=True), "class_colours"
        )

    def class_names(self) -> QgsProcessingParameterString:
        """What values of the class field are called; a layer's value map or legend says it by itself."""
        title = tr("Names of the classes, such as 3=water, separated by semicolons (those of the layer)")
        return self._advanced(QgsProcessingParameterString(names.CLASS_NAMES, title, "", optional=True), "class_names")

    def labels_so_far(self) -> QgsProcessingParameterFeatureSource:
        """Polygons that are labelled already, if there are any."""
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        title = tr("Labels so far (polygons)")
        return self._finished(
            QgsProcessingParameterFeatureSource(names.LABELS, title, polygons, optional=True), "labels"
        )

    def labels_or_raster(self) -> QgsProcessingParameterMapLayer:
        """Polygons or a raster of classes, for the method that learns from labels."""
        kinds = [QgsProcessing.SourceType.TypeVectorPolygon, QgsProcessing.SourceType.TypeRaster]
        title = tr("Labels (polygons or class raster; for cscl)")
        return self._finished(QgsProcessingParameterMapLayer(names.LABELS, title, None, True, kinds), "labels")

    def class_field_as_text(self) -> QgsProcessingParameterString:
        """Field of labels that there may be none of."""
        # A list of fields whose layer may be a raster crashes QGIS 3.22 once a raster is chosen.
        title = tr("Class field (for cscl with polygons)")
        return self._finished(QgsProcessingParameterString(names.CLASS_FIELD, title, "", optional=True), "class_field")
