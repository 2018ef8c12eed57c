"""`deepsat:importcheckpoint`: published weights in, a checkpoint to fine-tune from out."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputString

from deepsat.jobs import ErrorCode, ImportCheckpointJob, UserError
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import DeepSatAlgorithm, Done
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.checkpoints import free_folder, installed_folder, make_own_folder
from deepsat_qgis.translation import tr

CHECKPOINT = "CHECKPOINT"


class ImportCheckpointAlgorithm(DeepSatAlgorithm):
    """Imports published weights."""

    ID = "importcheckpoint"
    ICON = "checkpoint"
    MAKES_MAPS = False

    def displayName(self) -> str:
        return tr("Import a checkpoint")

    def tags(self) -> list[str]:
        return tr("weights,pre-trained,seco,caco,torchgeo,timm,ssl4eo,moco,dino,smp,galileo").split(",")

    def shortHelpString(self) -> str:
        return tr(
            "Turns weights that others have published into a checkpoint, from which “Fine-tune on labels” and “Map "
            "land cover from labels” can start.\n\n"
            "Known are: SeCo and CACo (Lightning files), ResNets of torchgeo, timm and torchvision, SSL4EO-S12 (MoCo, "
            "DINO) and SeCo-Eco, folders of segmentation-models-pytorch, and Galileo; files may be .ckpt, .pth, .pt or "
            ".safetensors. Of a file only numbers are read: nothing in it is run.\n\n"
            "The log tells which weights were used, left out and adapted. A file whose weights do not all have a place "
            "is refused with the list.\n\n"
            "Without an output folder the checkpoint is added to your own, in {}, under the name of the file, and "
            "appears in the lists of weights to start from."
        ).format(installed_folder())

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        make = ParameterMaker(ImportCheckpointJob)
        for parameter in (make.published_file(), make.file_kind(), make.own_checkpoint_to_write()):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputString(CHECKPOINT, tr("What to start from it by: its name or folder")))
        self.add_summary()

    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        published = self._published(parameters, context)
        if not self.plain_file(parameters, names.OUTPUT, context):
            free_folder(published.stem if published.is_file() else published.name)

    def job(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> ImportCheckpointJob:
        published = self._published(parameters, context)
        output = self.plain_file(parameters, names.OUTPUT, context)
        return ImportCheckpointJob(
            input=str(published),
            output=output or str(free_folder(published.stem if published.is_file() else published.name)),
            file_kind=self.parameterAsEnumString(parameters, names.KIND, context),
        )

    def _published(self, parameters: Parameters, context: QgsProcessingContext) -> Path:
        """The file or folder of `INPUT`, which exists."""
        text = self.parameterAsFile(parameters, names.INPUT, context)
        if not text or not Path(text).exists():
            raise UserError(
                ErrorCode.MODEL_INVALID,
                expected="a file or folder with weights as INPUT",
                found=f"nothing at “{text}”" if text else "nothing",
                remedy="Check the path.",
            )
        return Path(text).absolute()

    def prepare_places(self, job: ImportCheckpointJob) -> None:
        make_own_folder(job.output)

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        return imported_outputs(done.result, feedback)


def imported_outputs(result: Mapping[str, Any], feedback: QgsProcessingFeedback) -> dict[str, Any]:
    """Folder of an imported checkpoint, and what it is called; the worker has told what of the file was used."""
    folder = Path(result["output"])
    # Names are for what lies among the person's own; elsewhere the folder is what one starts from.
    by = folder.name if folder.absolute().parent == installed_folder() else str(folder.absolute())
    feedback.pushInfo(tr("To start from it: CHECKPOINT={}").format(by))
    return {names.OUTPUT: result["output"], CHECKPOINT: by}
