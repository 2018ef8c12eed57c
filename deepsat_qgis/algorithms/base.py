"""What all algorithms share: build the request, then run it.

An algorithm says which parameters it has, turns their values into a job and the job's result into outputs. Everything
between the two is here: early refusal, handing the labels over, the worker, its progress, cancelling, failures.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any, ClassVar, Mapping, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
)
from qgis.PyQt.QtGui import QIcon

from deepsat.jobs import Cancelled, DeepSatError, Job
from deepsat.jobs.class_names import name_pairs
from deepsat.jobs.jobs import checked
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.parameter_values import Parameters, ParameterValues
from deepsat_qgis.algorithms.worker_run import EventLog, run_in_worker
from deepsat_qgis.failures import failure_of
from deepsat_qgis.launch import CANCEL_SECONDS
from deepsat_qgis.layers.class_words import words_in
from deepsat_qgis.layers.label_file import LabelSource, write_labels
from deepsat_qgis.paths import icon_path
from deepsat_qgis.translation import tr

SUMMARY = "SUMMARY"


@dataclasses.dataclass(frozen=True)
class Done:
    """A job that was carried out."""

    parameters: Parameters
    job: Any
    result: Mapping[str, Any]


class DeepSatAlgorithm(ParameterValues):
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

    # -- what several of them read ---

    def class_names(
        self, parameters: Parameters, name: str, class_field: str, context: QgsProcessingContext
    ) -> tuple[str, ...]:
        """What values of a class field are called: as `CLASS_NAMES` says, else as the layer of a parameter does.

        Args:
            parameters: what was given.
            name: parameter that takes the layer; empty where there is none.
            class_field: its field that names the class.
            context: knows the layers.
        """
        given = self.parameterAsString(parameters, names.CLASS_NAMES, context)
        if given.strip():
            return tuple(pair.strip() for pair in given.split(";") if pair.strip())
        layer = self.vector_layer(parameters, name, context) if name else None
        return () if layer is None else name_pairs(words_in(layer, class_field))

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
        if given := getattr(job, "class_names", ()):
            feedback.pushInfo(tr("Names of classes: {}").format("; ".join(given)))
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
