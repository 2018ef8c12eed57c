"""Parameters about maps."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterVectorDestination,
)

from deepsat.jobs.choices import PRECISIONS
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.field_parameters import FieldParameters
from deepsat_qgis.translation import tr


class MapParameters(FieldParameters):
    """Maps, what comes with them, and how they are made."""

    def map_to_read(self) -> QgsProcessingParameterRasterLayer:
        """A class raster that exists."""
        return self._finished(QgsProcessingParameterRasterLayer(names.MAP, tr("Land-cover map")), "map")

    def class_raster(self) -> QgsProcessingParameterRasterDestination:
        """The map."""
        return self._finished(QgsProcessingParameterRasterDestination(names.OUTPUT, tr("Land-cover map")), "output")

    def probability(self) -> QgsProcessingParameterRasterDestination:
        """Optional raster of all probabilities."""
        return self._optional_raster(names.PROBABILITY, tr("Class probabilities"), "probability")

    def confidence(self) -> QgsProcessingParameterRasterDestination:
        """Optional raster of the highest probability."""
        return self._optional_raster(names.CONFIDENCE, tr("Confidence"), "confidence")

    def entropy(self) -> QgsProcessingParameterRasterDestination:
        """Optional raster of how undecided the model is."""
        parameter = self._optional_raster(names.ENTROPY, tr("Entropy"), "entropy")
        return self._advanced(parameter, "entropy")

    def augment(self) -> QgsProcessingParameterBoolean:
        """Whether the network sees each tile turned and mirrored too."""
        title = tr("Average over turned and mirrored views (slow)")
        return self._advanced(QgsProcessingParameterBoolean(names.AUGMENT, title, self._default("augment")), "augment")

    def precision(self) -> QgsProcessingParameterEnum:
        """Numbers that the network computes with, by name as text."""
        return self._choice(names.PRECISION, tr("Precision of the network"), PRECISIONS, "precision", is_advanced=True)

    def change_raster(self) -> QgsProcessingParameterRasterDestination:
        """The map of change."""
        return self._finished(QgsProcessingParameterRasterDestination(names.OUTPUT, tr("Map of change")), "output")

    def threshold(self) -> QgsProcessingParameterNumber:
        """What counts as changed."""
        real = QgsProcessingParameterNumber.Type.Double
        title = tr("Threshold (0 to find it)")
        parameter = QgsProcessingParameterNumber(names.THRESHOLD, title, real, self._default("threshold"), minValue=0)
        parameter.setMetadata({"widget_wrapper": {"decimals": 2}})
        return self._finished(parameter, "threshold")

    def strength(self) -> QgsProcessingParameterRasterDestination:
        """Optional raster of how strong change is."""
        return self._optional_raster(names.STRENGTH, tr("Strength of change"), "strength")

    def polygons(self) -> QgsProcessingParameterVectorDestination:
        """Optional polygons of the map."""
        return self._polygon_file(names.POLYGONS, tr("Polygons of the map"), "polygons", optional=True)

    def polygons_of_map(self) -> QgsProcessingParameterVectorDestination:
        """Polygons of a map that exists."""
        return self._polygon_file(names.OUTPUT, tr("Polygons"), "output", optional=False)

    def min_area(self, *, is_advanced: bool = False) -> QgsProcessingParameterNumber:
        """Smallest polygon."""
        return self._size(names.MIN_AREA, tr("Smallest polygon (m²; 0 to keep all)"), "min_area", is_advanced)

    def simplify(self, *, is_advanced: bool = False) -> QgsProcessingParameterNumber:
        """How far borders of polygons are simplified."""
        title = tr("Simplify borders of polygons (m; 0 for pixel edges)")
        return self._size(names.SIMPLIFY, title, "simplify", is_advanced)

    def report(self) -> QgsProcessingParameterFileDestination:
        """HTML report, which the Results Viewer shows."""
        html = tr("HTML files (*.html)")
        parameter = QgsProcessingParameterFileDestination(
            names.REPORT, tr("Report"), html, optional=True, createByDefault=True
        )
        return self._finished(parameter, "report")
