"""What all algorithms share: build the request, then run it.

An algorithm says which parameters it has, turns their values into a job and the job's result into outputs. Everything
between the two is here: early refusal, handing the labels over, the worker, its progress, cancelling, failures.
"""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path
from typing import Any, ClassVar, Mapping, Optional

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingOutputString,
    QgsRasterLayer,
)
from qgis.PyQt.QtGui import QIcon

from deepsat.jobs import Cancelled, DeepSatError, ErrorCode, Job, UserError
from deepsat.jobs.jobs import checked
from deepsat_qgis.algorithms import parameters as names
from deepsat_qgis.algorithms.worker_run import EventLog, run_in_worker
from deepsat_qgis.checkpoints import checked_checkpoint
from deepsat_qgis.failures import failure_of
from deepsat_qgis.launch import CANCEL_SECONDS
from deepsat_qgis.layers.label_file import LabelSource, write_labels
from deepsat_qgis.layers.scene_file import local_file, scene_path, temporal_dates
from deepsat_qgis.paths import icon_path
from deepsat_qgis.translation import tr

SUMMARY = "SUMMARY"

Parameters = Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class Done:
    """A job that was carried out."""

    parameters: Parameters
    job: Any
    result: Mapping[str, Any]


class DeepSatAlgorithm(QgsProcessingAlgorithm):
    """Base of all algorithms."""

    ID: ClassVar[str]
    """Final for ever: other people's scripts call it."""
    ICON: ClassVar[str]
    MAKES_MAPS: ClassVar[bool] = True
    """False for algorithms about checkpoints, models and the set-up."""
    CANCEL_SECONDS: ClassVar[float] = CANCEL_SECONDS
    """How long a cancelled job gets to stop by itself."""

    # -- what an algorithm says about itself ---

    def job(self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Job:
        """The job that `parameters` describe. Writes nothing; a file of labels that it names is written afterwards."""
        raise NotImplementedError

    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        """Raises `UserError` for values that cannot work, before anything is started."""

    def label_source(self, parameters: Parameters, context: QgsProcessingContext) -> Optional[LabelSource]:
        """Polygons to be written to the job's label file; None where there are none."""
        return None

    def handed_over_file(self, job: Any) -> str:
        """Where the job looks for what `label_source` holds; removed after the job."""
        return str(job.labels)

    def hand_over(self, source: Any, job: Any, path: Path, feedback: QgsProcessingFeedback) -> None:
        """Writes what `label_source` holds to `path`."""
        write_labels(source, getattr(job, "class_field", ""), path, feedback.isCanceled)

    def outputs(self, done: Done, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Outputs beside `SUMMARY` of a finished job."""
        raise NotImplementedError

    def prepare_places(self, job: Any) -> None:
        """Makes a folder that the job's outputs need and that the person was not asked for."""

    def event_log(self, feedback: QgsProcessingFeedback) -> EventLog:
        """What tells `feedback` how the job goes."""
        return EventLog(feedback)

    def worker_variables(self) -> Mapping[str, str]:
        """Environment variables for the worker beside those it always has."""
        return {}

    def words_after_cancel(self, job: Any) -> str:
        """What a person should know of a job that was cancelled; empty where there is nothing to say."""
        return ""

    # -- what Processing calls ---

    def name(self) -> str:
        return self.ID

    def createInstance(self) -> DeepSatAlgorithm:
        return type(self)()

    def group(self) -> str:
        return tr("Land-cover mapping") if self.MAKES_MAPS else tr("Models and set-up")

    def groupId(self) -> str:
        return "mapping" if self.MAKES_MAPS else "setup"

    def icon(self) -> QIcon:
        return QIcon(icon_path(self.ICON))

    def svgIconPath(self) -> str:
        return icon_path(self.ICON)

    def add_summary(self) -> None:
        """Declares the output that all algorithms have."""
        self.addOutput(QgsProcessingOutputString(SUMMARY, tr("The whole result as JSON")))

    def checkParameterValues(self, parameters: Parameters, context: QgsProcessingContext) -> tuple[bool, str]:
        # First, because Processing's own message for a file that does not open is only "incorrect value".
        try:
            self.check(parameters, context)
        except DeepSatError as error:
            return False, failure_of(error).text
        return super().checkParameterValues(parameters, context)

    def processAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        try:
            # Once more: a model or a script may have skipped `checkParameterValues`.
            self.check(parameters, context)
            job = checked(self.job(parameters, context, feedback))
            result = self._carried_out(job, self.label_source(parameters, context), feedback)
            outputs = self.outputs(Done(parameters, job, result), context, feedback)
        except DeepSatError as error:
            failure = failure_of(error)
            if failure.details:
                feedback.pushConsoleInfo(failure.details)
            raise QgsProcessingException(failure.text) from error
        return {**outputs, SUMMARY: json.dumps(result, ensure_ascii=False)}

    def _carried_out(
        self, job: Job, labels: Optional[LabelSource], feedback: QgsProcessingFeedback
    ) -> Mapping[str, Any]:
        """Hands the labels over, runs the job, and removes the copy of the labels."""
        self.prepare_places(job)
        if labels is None:
            return self._run(job, feedback)
        copy = Path(self.handed_over_file(job))
        try:
            self.hand_over(labels, job, copy, feedback)
            return self._run(job, feedback)
        finally:
            copy.unlink(missing_ok=True)

    def _run(self, job: Job, feedback: QgsProcessingFeedback) -> Mapping[str, Any]:
        try:
            return run_in_worker(
                job,
                feedback,
                log=self.event_log(feedback),
                variables=self.worker_variables(),
                cancel_seconds=self.CANCEL_SECONDS,
            )
        except Cancelled:
            if words := self.words_after_cancel(job):
                feedback.pushInfo(words)
            raise

    # -- how parameters are read ---

    def scene_layers(self, parameters: Parameters, context: QgsProcessingContext) -> list[QgsRasterLayer]:
        """Layers of `INPUT`.

        Raises:
            UserError: `RASTER_UNREADABLE` when one of them does not load; Processing would leave it out silently.
        """
        layers = [
            layer
            for layer in self.parameterAsLayerList(parameters, names.INPUT, context)
            if isinstance(layer, QgsRasterLayer)
        ]
        value = parameters.get(names.INPUT)
        asked_for = len(value) if isinstance(value, (list, tuple)) else 1
        if len(layers) < asked_for:
            raise UserError(
                ErrorCode.RASTER_UNREADABLE,
                expected=f"{asked_for} raster{'s' if asked_for > 1 else ''} that QGIS opens as INPUT",
                found=f"{len(layers)} in {value!r}",
                remedy="Check the paths and whether the files are whole.",
            )
        return layers

    def polygons_of_labels(
        self, parameters: Parameters, context: QgsProcessingContext, name: str = names.LABELS
    ) -> LabelSource:
        """The polygons of `LABELS`, or of the parameter `name`.

        Raises:
            UserError: `LABELS_UNREADABLE`; `INVALID_JOB` for polygons that are no labels.
        """
        source = self.parameterAsSource(parameters, name, context)
        if source is None:
            raise UserError(
                ErrorCode.LABELS_UNREADABLE if name == names.LABELS else ErrorCode.INVALID_JOB,
                expected=f"a polygon layer or file that QGIS opens as {name}",
                found=str(parameters.get(name)),
                remedy="Check the path and whether the file is whole.",
            )
        return LabelSource.of_processing(source)

    def scene_paths(self, parameters: Parameters, context: QgsProcessingContext) -> tuple[str, ...]:
        """Files of `INPUT`, checked."""
        return tuple(scene_path(layer) for layer in self.scene_layers(parameters, context))

    def series_fields(self, parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """What a job is told of its scene: rasters, dates and cloud masks.

        Raises:
            UserError: `RASTER_UNREADABLE` or `GRID_UNSUPPORTED`.
        """
        layers = self.scene_layers(parameters, context)
        dates = self.parameterAsString(parameters, names.DATES, context)
        told = tuple(date.strip() for date in dates.split(",") if date.strip())
        masks = self.parameterAsLayerList(parameters, names.MASKS, context)
        return {
            "input": tuple(scene_path(layer) for layer in layers),
            "dates": told or temporal_dates(layers),
            "masks": tuple(str(local_file(layer)) for layer in masks),
        }

    def map_path(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        """File of `MAP`.

        Raises:
            UserError: `RASTER_UNREADABLE` or `GRID_UNSUPPORTED`.
        """
        layer = self.parameterAsRasterLayer(parameters, names.MAP, context)
        if layer is None:
            raise UserError(
                ErrorCode.RASTER_UNREADABLE,
                expected="a class raster that QGIS opens as MAP",
                found=str(parameters.get(names.MAP)),
                remedy="Check the path and whether the file is whole.",
            )
        return scene_path(layer)

    def raster_path(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> str:
        """File of the raster that the parameter `name` takes.

        Raises:
            UserError: `RASTER_UNREADABLE` or `GRID_UNSUPPORTED`.
        """
        layer = self.parameterAsRasterLayer(parameters, name, context)
        if layer is None:
            raise UserError(
                ErrorCode.RASTER_UNREADABLE,
                expected=f"a raster that QGIS opens as {name}",
                found=str(parameters.get(name)),
                remedy="Check the path and whether the file is whole.",
            )
        return scene_path(layer)

    def model_folder(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        """Folder of `MODEL`, which exists.

        Raises:
            UserError: `MODEL_INVALID` when the folder is no model's.
        """
        folder = self.parameterAsFile(parameters, names.MODEL, context)
        if not (Path(folder) / "model.json").is_file():
            raise UserError(
                ErrorCode.MODEL_INVALID,
                expected="a folder that “Fine-tune on labels” has written, with model.json in it",
                found=f"none in “{folder}”" if folder else "no folder",
                remedy="Choose the folder of a fine-tuned model.",
            )
        return _absolute(folder)

    def checkpoint(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        """What `CHECKPOINT` asks for, as a job is told it.

        Raises:
            UserError: `CHECKPOINT_UNKNOWN`, with the names that are known.
        """
        return checked_checkpoint(self.parameterAsString(parameters, names.CHECKPOINT, context))

    def output_file(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> str:
        """Path of a raster to write; empty when the output is not wanted."""
        return _absolute(self.parameterAsOutputLayer(parameters, name, context))

    def plain_file(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> str:
        """Path of a file or folder to write that is no layer; empty when it is not wanted."""
        return _absolute(self.parameterAsFileOutput(parameters, name, context))

    def check_outputs_differ(self, parameters: Parameters, inputs: tuple[str, ...], outputs: tuple[str, ...]) -> None:
        """Refuses an output that would overwrite an input."""
        taken = {_comparable(path) for path in inputs}
        for name in outputs:
            path = _destination(parameters.get(name))
            if path and _comparable(path) in taken:
                raise UserError(
                    ErrorCode.OUTPUT_UNWRITABLE,
                    expected=f"a path for {name} that is not one of the inputs",
                    found=path,
                    remedy="Choose another path: the input would be overwritten.",
                )


def _absolute(path: str | None) -> str:
    """The path seen from the folder that QGIS was started in: the worker is started in another. Empty stays empty."""
    return os.path.abspath(path) if path else ""


def _destination(value: Any) -> str:
    """The path that a destination parameter's value names; empty when it names none yet."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    return value if isinstance(value, str) and value != "TEMPORARY_OUTPUT" else ""


def _comparable(path: str) -> str:
    return os.path.normcase(os.path.realpath(path))
