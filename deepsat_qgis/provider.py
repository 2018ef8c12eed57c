"""The Processing provider `deepsat`."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from deepsat.jobs.choices import POINT_FILES, POLYGON_FILES, RASTER_FILES, SUGGESTION_FILES
from deepsat_qgis.algorithms import ALGORITHMS
from deepsat_qgis.paths import icon_path
from deepsat_qgis.translation import tr


class DeepSatProvider(QgsProcessingProvider):
    """Offers the algorithms; starts nothing, so that QGIS and `qgis_process` open as fast as before."""

    def loadAlgorithms(self) -> None:
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())

    def id(self) -> str:
        return "deepsat"

    def name(self) -> str:
        return "DeepSat"

    def longName(self) -> str:
        return tr("DeepSat: land-cover maps from a few labelled polygons")

    def supportedOutputRasterLayerExtensions(self) -> list[str]:
        """What the dialogs offer for rasters; the first is usual."""
        return [ending.lstrip(".") for ending in RASTER_FILES]

    def supportedOutputVectorLayerExtensions(self) -> list[str]:
        """What is written of vectors at all; each parameter offers its own."""
        return [ending.lstrip(".") for ending in dict.fromkeys((*POLYGON_FILES, *SUGGESTION_FILES, *POINT_FILES))]

    def icon(self) -> QIcon:
        return QIcon(icon_path("deepsat"))

    def svgIconPath(self) -> str:
        return icon_path("deepsat")
