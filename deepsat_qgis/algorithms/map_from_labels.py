"""`deepsat:mapfromlabels`: labels and a scene in, a model and the map of that scene out."""

from __future__ import annotations

from typing import Any, Mapping

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from deepsat.jobs import MapJob
from deepsat_qgis.algorithms.base import Done
from deepsat_qgis.algorithms.mapping import add_map_outputs, map_fields, map_outputs, scene_name
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.algorithms.training import TrainingAlgorithm
from deepsat_qgis.translation import tr


class MapFromLabelsAlgorithm(TrainingAlgorithm):
    """Fine-tunes and maps the same scene."""

    ID = "mapfromlabels"
    ICON = "map"

    def displayName(self) -> str:
        return tr("Map land cover from labels")

    def tags(self) -> list[str]:
        return tr("train,predict,deep learning,segmentation,classification,land cover").split(",")

    def shortHelpString(self) -> str:
        return tr(
            "From a few labelled polygons to a land-cover map of the whole scene, in one step: “Fine-tune on labels” "
            "followed by “Map with a model”.\n\n"
            "The model is kept and maps other scenes with the same bands. The report tells how well it does on "
            "polygons that it had not seen; that is skill on your polygons, not the accuracy of the map."
        )

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        make = ParameterMaker(MapJob)
        self.add_training_inputs(make)
        add_map_outputs(self, make)
        self.addParameter(make.model_to_write())
        self.addParameter(make.report())
        self.add_training_outputs()

    def job(self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> MapJob:
        return MapJob(**self.training_fields(parameters, context), **map_fields(self, parameters, context))

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        return {
            **map_outputs(done.result, scene_name(done.job.input), context),
            **self.training_outputs(done.result, feedback),
        }
