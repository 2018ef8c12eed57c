"""`deepsat:mappolygons`: a class raster in, its polygons out."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from deepsat.jobs import PolygonsJob
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import DeepSatAlgorithm, Done
from deepsat_qgis.algorithms.mapping import polygon_rules, style_output
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.translation import tr


class MapPolygonsAlgorithm(DeepSatAlgorithm):
    """Draws the polygons of a map that exists."""

    ID = "mappolygons"
    ICON = "polygons"

    def displayName(self) -> str:
        return tr("Polygons of a map")

    def tags(self) -> list[str]:
        return tr("vectorise,polygonize,sieve,minimum mapping unit,simplify,generalise,land cover").split(",")

    def shortHelpString(self) -> str:
        return tr(
            "Draws the polygons of a class map, by DeepSat or any other program. Pixels of one class that share edges "
            "are one polygon, with the fields “class”, “class_id” (the value in the raster), “colour” and “hectares” "
            "(on the ground; that of its pixels also where borders are simplified).\n\n"
            "Smallest polygon: smaller patches go to the neighbour that they share the longest border with, the "
            "smallest first. Patches that touch NoData only stay.\n\n"
            "Simplify borders: 0 follows the pixels exactly. One and a half pixels (15 m for pixels of 10 m) turn "
            "stairs into straight lines. Neighbours keep one common border, without gaps and overlaps, and the edge of "
            "the raster stays.\n\n"
            "Rasters of any size are worked through in strips."
        )

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        make = ParameterMaker(PolygonsJob)
        for parameter in (make.map_to_read(), make.min_area(), make.simplify(), make.polygons_of_map()):
            self.addParameter(parameter)
        self.add_summary()

    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        self.check_outputs_differ(parameters, context, (self.map_path(parameters, context),), (names.OUTPUT,))

    def job(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> PolygonsJob:
        return PolygonsJob(
            map=self.map_path(parameters, context),
            output=self.output_file(parameters, names.OUTPUT, context),
            **polygon_rules(self, parameters, context),
        )

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        feedback.pushInfo(tr("Polygons: {}").format(done.result["count"]))
        path = done.result["output"]
        title = tr("Polygons of {}").format(Path(done.job.map).stem)
        style_output(path, names.POLYGONS, title, context)
        return {names.OUTPUT: path}
