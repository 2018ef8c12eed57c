"""`deepsat:pretrain`: imagery in, a checkpoint to fine-tune from out."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsRasterLayer,
)

from deepsat.jobs import ErrorCode, PretrainJob, UserError
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import DeepSatAlgorithm, Done
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.algorithms.training_log import TrainingLog
from deepsat_qgis.checkpoints import installed_folder, make_own_folder
from deepsat_qgis.layers.label_file import LabelSource, check_copy_replaceable, check_labels
from deepsat_qgis.layers.scene_file import archive_path, local_file
from deepsat_qgis.translation import tr
from deepsat_qgis.wording import pretraining_sentence

STEPS, STEPS_PLANNED, RESUMED_AT, LOSS = "STEPS", "STEPS_PLANNED", "RESUMED_AT", "LOSS"
_NUMBERS = {STEPS: "steps", STEPS_PLANNED: "steps_planned", RESUMED_AT: "resumed_at", LOSS: "loss"}


class PretrainAlgorithm(DeepSatAlgorithm):
    """Pre-trains a checkpoint by contrast."""

    ID = "pretrain"
    ICON = "finetune"
    MAKES_MAPS = False
    # A job that is cancelled saves all weights and their moments first.
    CANCEL_SECONDS = 30.0

    def displayName(self) -> str:
        return tr("Pre-train on imagery")

    def tags(self) -> list[str]:
        return tr("self-supervised,contrastive,train,checkpoint,weights,seco,embedding earth,cscl").split(",")

    def shortHelpString(self) -> str:
        return tr(
            "Lets a network look at much imagery without being told what it shows, and writes what it has learnt as a "
            "checkpoint. “Fine-tune on labels” and “Map land cover from labels” can start from it, and then need "
            "fewer labels.\n\n"
            "When: you have much more imagery than labels: other places of the kind that you will map, other dates, "
            "or the rest of the scene itself.\n\n"
            "Which method: embedding_earth compares places pixel by pixel and is made for maps; one date is enough, "
            "several are better. seco compares whole views across at least three dates. cscl sharpens the borders "
            "between classes and needs labels: polygons, a class raster, or rasters named labels or truth beside the "
            "scenes.\n\n"
            "Imagery: rasters, or folders with rasters. Rasters of one folder with one grid are dates of one place, "
            "and so are rasters with dates that show the same ground on other grids. Dates are read from tags, file "
            "names or a table dates.csv. embedding_earth can show several dates in each of its two views, so that "
            "clouds and single days count less. Bands need names or wavelengths.\n\n"
            "How long: an epoch goes through all imagery once. On a laptop's processor it takes about half a minute "
            "for each raster of 1000 x 1000 pixels, on a graphics card far less. Cancel whenever you like: started "
            "again with the same settings and output folder, training goes on where it stopped.\n\n"
            "What to watch: the loss should fall. An effective rank near 1, or a uniformity near 0, says that "
            "everything looks alike to the network: give it more imagery.\n\n"
            "A checkpoint among your own, in {}, appears in the lists of weights to start from; any other can be "
            "chosen by its folder."
        ).format(installed_folder())

    def initAlgorithm(self, configuration: Mapping[str, Any] | None = None) -> None:
        make = ParameterMaker(PretrainJob)
        for parameter in (
            make.archive(),
            make.method(),
            make.checkpoint(is_advanced=False),
            make.labels_or_raster(),
            make.class_field_as_text(),
            make.epochs(),
            make.dates_per_view(),
            make.device(),
            make.seed(),
            make.pretraining_minutes(),
            make.licence(),
            make.checkpoint_to_write(),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(STEPS, tr("Steps done, over all runs")))
        self.addOutput(QgsProcessingOutputNumber(STEPS_PLANNED, tr("Steps planned")))
        self.addOutput(QgsProcessingOutputNumber(RESUMED_AT, tr("Step at which this run took over; 0 for a new start")))
        self.addOutput(QgsProcessingOutputNumber(LOSS, tr("Loss at the end")))
        self.add_summary()

    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        archive = self.archive_paths(parameters, context)
        self.checkpoint(parameters, context)
        source, copy = self.label_source(parameters, context), ""
        if source is not None:
            class_field = self._class_field(parameters, context)
            if not class_field:
                raise UserError(
                    ErrorCode.CLASS_FIELD_MISSING,
                    expected="the field that names the class of each polygon, as CLASS_FIELD",
                    found="none",
                    remedy="Choose the field that names the class of each polygon.",
                )
            check_labels(source, class_field)
            copy = _copy_beside(self.plain_file(parameters, names.OUTPUT, context))
            check_copy_replaceable(Path(copy))
        self.check_outputs_differ(parameters, context, archive, (names.OUTPUT,), copy)

    def job(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> PretrainJob:
        output = self.plain_file(parameters, names.OUTPUT, context)
        return PretrainJob(
            input=self.archive_paths(parameters, context),
            output=output,
            method=self.parameterAsEnumString(parameters, names.METHOD, context),
            checkpoint=self.checkpoint(parameters, context),
            labels=self._labels_path(parameters, output, context),
            class_field=self._class_field(parameters, context),
            dates_per_view=self.parameterAsInt(parameters, names.DATES_PER_VIEW, context),
            epochs=self.parameterAsInt(parameters, names.EPOCHS, context),
            seed=self.parameterAsInt(parameters, names.SEED, context),
            device=self.parameterAsString(parameters, names.DEVICE, context),
            max_minutes=self.parameterAsDouble(parameters, names.MAX_MINUTES, context),
            licence=self.parameterAsString(parameters, names.LICENCE, context),
        )

    def archive_paths(self, parameters: Parameters, context: QgsProcessingContext) -> tuple[str, ...]:
        """Files and folders of `INPUT`, in their order; rasters are not opened, for there may be thousands."""
        value = parameters.get(names.INPUT)
        found: list[str] = []
        for item in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(item, QgsRasterLayer):
                found.append(str(local_file(item)))
            else:
                texts = self.parameterAsFileList({names.INPUT: item}, names.INPUT, context)
                found += [archive_path(text, context) for text in texts]
        return tuple(found)

    def label_source(self, parameters: Parameters, context: QgsProcessingContext) -> Optional[LabelSource]:
        if not parameters.get(names.LABELS):
            return None
        source = self.source_of(parameters, names.LABELS, context)
        if source is not None:
            return LabelSource.of_processing(source)
        self._class_raster(parameters, context)
        return None

    def _labels_path(self, parameters: Parameters, output: str, context: QgsProcessingContext) -> str:
        """What the job is told: the file of a raster, or where the polygons will be copied to."""
        if not parameters.get(names.LABELS):
            return ""
        if self.label_source(parameters, context) is None:
            return self._class_raster(parameters, context)
        return _copy_beside(output)

    def _class_field(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        return self.parameterAsString(parameters, names.CLASS_FIELD, context).strip()

    def _class_raster(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        """File of the raster that `LABELS` names."""
        layer = self.parameterAsRasterLayer(parameters, names.LABELS, context)
        if layer is None:
            raise UserError(
                ErrorCode.LABELS_UNREADABLE,
                expected="a polygon layer, a class raster or a file of either that QGIS opens as LABELS",
                found=str(parameters.get(names.LABELS)),
                remedy="Check the path and whether the file is whole.",
            )
        return str(local_file(layer))

    def prepare_places(self, job: PretrainJob) -> None:
        make_own_folder(job.output)

    def event_log(self, feedback: QgsProcessingFeedback) -> TrainingLog:
        return TrainingLog(feedback)

    def words_after_cancel(self, job: PretrainJob) -> str:
        return tr("Start again with the same settings and the output “{}” to go on where training stopped.").format(
            job.output
        )

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        feedback.pushInfo(pretraining_sentence(done.result))
        numbers = {name: done.result.get(field) for name, field in _NUMBERS.items()}
        return {
            names.OUTPUT: done.result["output"],
            **{name: number for name, number in numbers.items() if number is not None},
        }


def _copy_beside(output: str) -> str:
    """Where polygons are copied to; the same at every start: a job goes on only where all its settings are the same."""
    path = Path(output)
    return str(path.parent / f".~{path.name}.deepsat-labels.gpkg")
