"""`deepsat:changemap`: two dates in, what differs unusually out."""

from __future__ import annotations

from typing import Any, Mapping

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputNumber

from deepsat.jobs import ChangeMapJob
from deepsat.jobs.checkpoint_names import BANDS
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import Done
from deepsat_qgis.algorithms.change_pair import ChangeAlgorithm
from deepsat_qgis.algorithms.mapping import scene_name, style_output
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.translation import tr

USED_THRESHOLD = "USED_THRESHOLD"


class ChangeMapAlgorithm(ChangeAlgorithm):
    """Maps change without any label."""

    ID = "changemap"
    ICON = "map"

    def displayName(self) -> str:
        return tr("Map change without labels")

    def tags(self) -> list[str]:
        return tr("change detection,difference,before,after,fire,clearing,unsupervised").split(",")

    def shortHelpString(self) -> str:
        return tr(
            "Shows where two dates of a place differ unusually, without any label. Season, sun and haze, which change "
            "a whole date, are taken out first: what half of the scene did counts as no change.\n\n"
            "The threshold is found by itself (Otsu's method), which always finds one: where nothing has changed, the "
            "map shows noise, and clouds stand out most of all. Look at the strength, and give a threshold of your own "
            "where it is too low or too high.\n\n"
            "It is a start for looking and labelling. “Learn change from labels” tells the change that you mean from "
            "any other."
        )

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        make = ParameterMaker(ChangeMapJob)
        for parameter in (
            make.before(),
            make.after(),
            make.threshold(),
            make.checkpoint(),
            make.seed(),
            make.device(),
            make.change_raster(),
            make.strength(),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(USED_THRESHOLD, tr("Threshold that was used")))
        self.add_summary()

    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        self.checkpoint(parameters, context)
        pair = self.dates_of_change(parameters, context)
        self.check_outputs_differ(parameters, context, pair, (names.OUTPUT, names.STRENGTH))

    def checkpoint(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        typed = self.parameterAsString(parameters, names.CHECKPOINT, context).strip()
        return typed if typed == BANDS else super().checkpoint(parameters, context)

    def job(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> ChangeMapJob:
        before, after = self.dates_of_change(parameters, context)
        return ChangeMapJob(
            before,
            after,
            output=self.output_file(parameters, names.OUTPUT, context),
            strength=self.output_file(parameters, names.STRENGTH, context),
            threshold=self.parameterAsDouble(parameters, names.THRESHOLD, context),
            checkpoint=self.checkpoint(parameters, context),
            seed=self.parameterAsInt(parameters, names.SEED, context),
            device=self.parameterAsString(parameters, names.DEVICE, context),
        )

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        scene = scene_name((done.job.after,))
        outputs: dict[str, Any] = {names.OUTPUT: done.result["output"], USED_THRESHOLD: done.result["threshold"]}
        style_output(done.result["output"], names.OUTPUT, tr("Change until {}").format(scene), context)
        if done.result["strength"]:
            outputs[names.STRENGTH] = done.result["strength"]
            title = tr("Strength of change until {} (%)").format(scene)
            style_output(done.result["strength"], names.CONFIDENCE, title, context)
        return outputs
