"""`deepsat:exportmodel`: a model's folder in, an ONNX file for other programs out."""

from __future__ import annotations

from typing import Any, Mapping

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputNumber

from deepsat.jobs import ExportModelJob
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import DeepSatAlgorithm, Done
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.translation import tr
from deepsat_qgis.wording import export_sentence

AGREEMENT = "AGREEMENT"


class ExportModelAlgorithm(DeepSatAlgorithm):
    """Exports a model."""

    ID = "exportmodel"
    ICON = "export"
    MAKES_MAPS = False

    def displayName(self) -> str:
        return tr("Export a model")

    def tags(self) -> list[str]:
        return tr("onnx,deepness,onnxruntime,deploy,share,convert").split(",")

    def shortHelpString(self) -> str:
        return tr(
            "Writes a fine-tuned model as one ONNX file for programs that know nothing of DeepSat. It takes values as "
            "they lie in the raster, and gives the probability of each class: NoData values, scale, normalisation, "
            "network, forest and smoothing are all inside. The file tells its bands, classes, colours, resolution and "
            "tile size in its metadata.\n\n"
            "Format “onnx” is for any program with ONNX Runtime. Format “deepness” is for the QGIS plugin Deepness, "
            "which reads 8-bit imagery: models of other imagery are refused. So are models of time series and of "
            "change.\n\n"
            "Before the file gets its name it is compared with the model, on a raster if you name one, and the log "
            "says on which share of the pixels both have the same class. What the file leaves to the program that runs "
            "it, such as blending tiles, is in the log as well.\n\n"
            "It needs the packages onnx and onnxruntime, which DeepSat's environment comes without: the message tells "
            "the command that installs them."
        )

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        make = ParameterMaker(ExportModelJob)
        for parameter in (
            make.model_to_read(),
            make.export_format(),
            make.raster_to_compare(),
            make.onnx_file(),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(AGREEMENT, tr("Share of pixels with the same class (0-1)")))
        self.add_summary()

    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        self.model_folder(parameters, context)
        self._raster(parameters, context)

    def _raster(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        return self.raster_path(parameters, names.INPUT, context) if parameters.get(names.INPUT) else ""

    def job(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> ExportModelJob:
        return ExportModelJob(
            model=self.model_folder(parameters, context),
            output=self.plain_file(parameters, names.OUTPUT, context),
            format=self.parameterAsEnumString(parameters, names.FORMAT, context),
            input=self._raster(parameters, context),
        )

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        feedback.pushInfo(export_sentence(done.result))
        agreement = done.result["agreement"]
        return {names.OUTPUT: done.result["output"], **({} if agreement is None else {AGREEMENT: agreement})}
