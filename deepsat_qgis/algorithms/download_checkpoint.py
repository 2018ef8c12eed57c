"""`deepsat:downloadcheckpoint`: the name of published weights in, a checkpoint to fine-tune from out."""

from __future__ import annotations

from typing import Any, Mapping

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputString

from deepsat.jobs import DownloadCheckpointJob, ErrorCode, UserError
from deepsat.jobs.published_weights import PUBLISHED, PUBLISHED_BY_NAME
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import DeepSatAlgorithm, Done
from deepsat_qgis.algorithms.import_checkpoint import CHECKPOINT, imported_outputs
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.checkpoints import installed_folder
from deepsat_qgis.proxy import proxy_variables
from deepsat_qgis.translation import tr


class DownloadCheckpointAlgorithm(DeepSatAlgorithm):
    """Downloads, verifies and imports published weights."""

    ID = "downloadcheckpoint"
    ICON = "checkpoint"
    MAKES_MAPS = False

    def displayName(self) -> str:
        return tr("Download a checkpoint")

    def tags(self) -> list[str]:
        return tr("weights,pre-trained,seco,mirror").split(",")

    def shortHelpString(self) -> str:
        known = "\n".join(f"{one.name}: {one.title}; {one.licence}." for one in PUBLISHED)
        return tr(
            "Downloads weights that others have published, verifies them by their checksum and imports them as a "
            "checkpoint, from which “Fine-tune on labels” and “Map land cover from labels” can start. This is the only "
            "algorithm of DeepSat that uses the network, and only for the file that you ask for, from where its "
            "authors published it or from the mirror that you name.\n\n"
            "A transfer that breaks off, or is cancelled, goes on where it stopped. The proxy of QGIS (Settings > "
            "Options > Network) is used.\n\n"
            "Without an output folder the checkpoint is added to your own, in {folder}, and appears in the lists of "
            "weights to start from.\n\n"
            "Weights and their licences:\n{known}"
        ).format(folder=installed_folder(), known=known)

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        make = ParameterMaker(DownloadCheckpointJob)
        for parameter in (make.published_name(), make.url_template(), make.own_checkpoint_to_write()):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputString(CHECKPOINT, tr("What to start from it by: its name or folder")))
        self.add_summary()

    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        # As text: read as a choice, a name that is none of them would become the first.
        name = self.parameterAsString(parameters, names.NAME, context)
        if name not in PUBLISHED_BY_NAME:
            raise UserError(
                ErrorCode.CHECKPOINT_UNKNOWN,
                expected=f"one of {', '.join(PUBLISHED_BY_NAME)}",
                found=f"“{name}”",
                remedy="Choose one of these names; other weights can be imported from a file.",
            )

    def job(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> DownloadCheckpointJob:
        return DownloadCheckpointJob(
            name=self.parameterAsString(parameters, names.NAME, context),
            output=self.plain_file(parameters, names.OUTPUT, context),
            url_template=self.parameterAsString(parameters, names.URL_TEMPLATE, context).strip(),
        )

    def worker_variables(self) -> Mapping[str, str]:
        return proxy_variables()

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        return imported_outputs(done.result, feedback)
