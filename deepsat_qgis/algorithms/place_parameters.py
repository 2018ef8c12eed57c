"""Parameters about places: those to label next, sample points, and the reference of an accuracy assessment."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from deepsat.jobs.choices import (
    ALLOCATIONS,
    DESIGNS,
    MOST_POINTS,
    MOST_SUGGESTIONS,
    POINT_FILES,
    SUGGESTION_FILES,
    SUGGESTION_SHAPES,
)
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.field_parameters import FieldParameters
from deepsat_qgis.algorithms.vector_file import VectorFile
from deepsat_qgis.translation import tr


class PlaceParameters(FieldParameters):
    """Places to look at, and what is there."""

    def count(self) -> QgsProcessingParameterNumber:
        """How many places to suggest."""
        integer = QgsProcessingParameterNumber.Type.Integer
        title, default = tr("Number of places"), self._default("count")
        parameter = QgsProcessingParameterNumber(
            names.COUNT, title, integer, default, minValue=1, maxValue=MOST_SUGGESTIONS
        )
        return self._finished(parameter, "count")

    def shape(self) -> QgsProcessingParameterEnum:
        """How places are drawn, as text."""
        return self._choice(names.SHAPE, tr("Shape"), SUGGESTION_SHAPES, "shape")

    def places_to_write(self) -> VectorFile:
        """Suggested places."""
        kind = QgsProcessing.SourceType.TypeVectorAnyGeometry
        return self._finished(VectorFile(names.OUTPUT, tr("Where to label next"), kind, SUGGESTION_FILES), "output")

    def point_count(self) -> QgsProcessingParameterNumber:
        """How many sample points to draw."""
        integer = QgsProcessingParameterNumber.Type.Integer
        title, default = tr("Number of points"), self._default("count")
        parameter = QgsProcessingParameterNumber(names.COUNT, title, integer, default, minValue=2, maxValue=MOST_POINTS)
        return self._finished(parameter, "count")

    def allocation(self) -> QgsProcessingParameterEnum:
        """How points are shared out among the classes, as text."""
        return self._choice(names.ALLOCATION, tr("Points of each class"), ALLOCATIONS, "allocation")

    def points_to_write(self) -> VectorFile:
        """Sample points."""
        point = QgsProcessing.SourceType.TypeVectorPoint
        return self._finished(VectorFile(names.OUTPUT, tr("Sample points"), point, POINT_FILES), "output")

    def reference(self) -> QgsProcessingParameterMapLayer:
        """What is there: polygons, points, a table or a class raster."""
        source = QgsProcessing.SourceType
        kinds = [source.TypeVectorPolygon, source.TypeVectorPoint, source.TypeRaster]
        title = tr("Reference (polygons, points, CSV or class raster)")
        return self._finished(QgsProcessingParameterMapLayer(names.REFERENCE, title, None, False, kinds), "reference")

    def reference_field(self) -> QgsProcessingParameterString:
        """Field of the reference, as text: see `class_field_as_text`."""
        title = tr("Class field (for sample points: reference)")
        return self._finished(QgsProcessingParameterString(names.CLASS_FIELD, title, "", optional=True), "class_field")

    def design(self) -> QgsProcessingParameterEnum:
        """How the reference was chosen, as text."""
        return self._choice(names.DESIGN, tr("How it was chosen"), DESIGNS, "design")
