"""`deepsat:predictchange`: two dates and a model of change in, a map of change out."""

from __future__ import annotations

from typing import Any, Mapping

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from deepsat.jobs import PredictChangeJob
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import Done
from deepsat_qgis.algorithms.change_pair import ChangeAlgorithm
from deepsat_qgis.algorithms.map_extent import extent_to_map
from deepsat_qgis.algorithms.mapping import scene_name, style_output
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.translation import tr

_FILES = {names.OUTPUT: "output", names.PROBABILITY: "probability", names.CONFIDENCE: "confidence"}


class PredictChangeAlgorithm(ChangeAlgorithm):
    """Maps change with a model of it."""

    ID = "predictchange"
    ICON = "predict"

    def displayName(self) -> str:
        return tr("Map change with a model")

    def tags(self) -> list[str]:
        return tr("change detection,before,after,predict,inference,deep learning").split(",")

    def shortHelpString(self) -> str:
        return tr(
            "Maps change between two dates with a model that “Learn change from labels” has made. Both dates need the "
            "bands that the model was made with; bands are found by name or wavelength.\n\n"
            "The map lies exactly on the pixels of the first date. Where either date has no data, it has none."
        )

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        make = ParameterMaker(PredictChangeJob)
        for parameter in (
            make.before(),
            make.after(),
            make.model_to_read(),
            make.extent(),
            make.device(),
            make.change_raster(),
            make.probability(),
            make.confidence(),
        ):
            self.addParameter(parameter)
        self.add_summary()

    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        self.model_folder(parameters, context)
        self.check_outputs_differ(parameters, context, self.dates_of_change(parameters, context), tuple(_FILES))

    def job(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> PredictChangeJob:
        before, after = self.dates_of_change(parameters, context)
        crs = self.parameterAsRasterLayer(parameters, names.BEFORE, context).crs()
        return PredictChangeJob(
            before,
            after,
            model=self.model_folder(parameters, context),
            extent=extent_to_map(self, parameters, crs, context),
            device=self.parameterAsString(parameters, names.DEVICE, context),
            **{field: self.output_file(parameters, name, context) for name, field in _FILES.items()},
        )

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        scene = scene_name((done.job.after,))
        titles = {
            names.OUTPUT: tr("Change until {}").format(scene),
            names.PROBABILITY: tr("Class probabilities of change until {} (%)").format(scene),
            names.CONFIDENCE: tr("Confidence of change until {} (%)").format(scene),
        }
        outputs = {name: done.result[field] for name, field in _FILES.items() if done.result.get(field)}
        for name, path in outputs.items():
            style_output(path, name, titles[name], context)
        return outputs
