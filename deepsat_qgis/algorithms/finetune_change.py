"""`deepsat:finetunechange`: labels and two dates in, a model of change out."""

from __future__ import annotations

from typing import Any, Mapping

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingUtils

from deepsat.jobs import FinetuneChangeJob
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import Done
from deepsat_qgis.algorithms.change_pair import ChangeAlgorithm
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.algorithms.training import TrainingAlgorithm
from deepsat_qgis.layers.label_file import LAYER_NAME, check_labels
from deepsat_qgis.translation import spoken_language, tr


class FinetuneChangeAlgorithm(TrainingAlgorithm, ChangeAlgorithm):
    """Learns change between two dates from labelled polygons."""

    ID = "finetunechange"
    ICON = "finetune"

    def displayName(self) -> str:
        return tr("Learn change from labels")

    def tags(self) -> list[str]:
        return tr("change detection,before,after,train,deep learning,clearing").split(",")

    def shortHelpString(self) -> str:
        return tr(
            "Learns what change is from a few polygons, and writes a model that “Map change with a model” reads.\n\n"
            "Draw polygons where things changed between the two dates, and others where they did not; several kinds of "
            "change may be classes of their own. Draw what did not change in all its variety: fields that were only "
            "harvested, clouds and their shadows, water that stands higher."
        )

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        make = ParameterMaker(FinetuneChangeJob)
        for parameter in (
            make.before(),
            make.after(),
            make.labels(),
            make.class_field(),
            make.max_minutes(),
            make.checkpoint(),
            make.seed(),
            make.device(),
            make.class_names(),
            make.model_to_write(),
            make.report(),
        ):
            self.addParameter(parameter)
        self.add_training_outputs()

    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        self.checkpoint(parameters, context)
        pair = self.dates_of_change(parameters, context)
        class_field = self.parameterAsString(parameters, names.CLASS_FIELD, context)
        check_labels(self.label_source(parameters, context), class_field)
        self.check_outputs_differ(parameters, context, pair, (names.MODEL, names.REPORT))

    def job(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> FinetuneChangeJob:
        before, after = self.dates_of_change(parameters, context)
        return FinetuneChangeJob(
            before,
            after,
            labels=QgsProcessingUtils.generateTempFilename("labels.gpkg"),
            class_field=self.parameterAsString(parameters, names.CLASS_FIELD, context),
            model=self.plain_file(parameters, names.MODEL, context),
            labels_layer=LAYER_NAME,
            checkpoint=self.checkpoint(parameters, context),
            seed=self.parameterAsInt(parameters, names.SEED, context),
            device=self.parameterAsString(parameters, names.DEVICE, context),
            max_minutes=self.parameterAsDouble(parameters, names.MAX_MINUTES, context),
            report=self.plain_file(parameters, names.REPORT, context),
            language=spoken_language().code,
            class_names=self._class_names(parameters, context),
        )

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        return self.training_outputs(done.result, feedback)
