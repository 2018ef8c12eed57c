"""`deepsat:finetune`: labels and a scene in, a model out."""

from __future__ import annotations

from typing import Any, Mapping

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from deepsat.jobs import FinetuneJob
from deepsat_qgis.algorithms.base import Done
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.algorithms.training import TrainingAlgorithm
from deepsat_qgis.translation import tr


class FinetuneAlgorithm(TrainingAlgorithm):
    """Fine-tunes a network on labelled polygons."""

    ID = "finetune"
    ICON = "finetune"

    def displayName(self) -> str:
        return tr("Fine-tune on labels")

    def tags(self) -> list[str]:
        return tr("train,deep learning,segmentation,classification,land cover").split(",")

    def shortHelpString(self) -> str:
        return tr(
            "Teaches a network the classes of your polygons and writes it to a model folder, which “Map with a model” "
            "reads.\n\n"
            "A few small polygons of every class are enough to begin with; everything outside them counts as unknown, "
            "not as a class. Every polygon is held out once, to tell how well a model does that has not seen it, and "
            "to choose what the model consists of: a random forest, a network, or both; the model itself learns from "
            "all polygons."
        )

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        make = ParameterMaker(FinetuneJob)
        self.add_training_inputs(make)
        self.addParameter(make.model_to_write())
        self.addParameter(make.report())
        self.add_training_outputs()

    def job(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> FinetuneJob:
        return FinetuneJob(**self.training_fields(parameters, context))

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        return self.training_outputs(done.result, feedback)
