"""Fine-tuning and mapping: the run behind the large button, from the start or from where one was interrupted."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Any, Collection, Mapping, Optional

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QLockFile

from deepsat.jobs import DeepSatError, ErrorCode, Job, UserError
from deepsat_qgis.dock.runs.output_folder import can_go_on, discard_if_fruitless, hold, new_run_folder
from deepsat_qgis.dock.runs.request import MapRequest, job_of
from deepsat_qgis.dock.runs.rounds import Rounds
from deepsat_qgis.dock.runs.task import Ending, Task
from deepsat_qgis.layers.label_file import write_labels
from deepsat_qgis.layers.result_group import add_run_group
from deepsat_qgis.run_record import LABELS_NAME, Run, write_run
from deepsat_qgis.translation import tr


class RunTask(Task):
    """A run that has a folder with a record of its own."""

    def __init__(self, project: QgsProject, rounds: Rounds) -> None:
        self._project, self._rounds = project, rounds
        self.run: Optional[Run] = None
        """Once it has begun; with its result once it is done."""
        self._lock: Optional[QLockFile] = None

    def models(self) -> Collection[str]:
        return models_of(self.run.job) if self.run is not None else ()

    def finish(self, result: Mapping[str, Any]) -> None:
        """Keeps the result and shows its layers."""
        if self.run is None:
            return
        self.run = dataclasses.replace(self.run, result=dict(result))
        self._record(self.run)
        self._release()
        add_run_group(self._project, self.run)
        self._rounds.add(self.run)

    def give_up(self, ending: Ending) -> None:
        """Leaves nothing, unless the run can go on another time."""
        self._release()
        if self.run is None or ending is Ending.CLOSED:
            return
        if ending is not Ending.WORKER_LOST or not can_go_on(self.run.folder):
            discard_if_fruitless(self.run.folder)

    def _take(self, run: Run) -> Job:
        """The run is under way, and says so in its folder; refused where it is under way in another window."""
        self._lock = hold(run.folder)
        self.run = run
        self._record(run)
        return run.job

    def _name(self, scene: str, now: datetime.datetime) -> str:
        return self._rounds.free_name(tr("DeepSat: {scene}, {time}").format(scene=scene, time=f"{now:%H:%M}"))

    def _record(self, run: Run) -> None:
        try:
            write_run(run)
        except OSError as error:
            raise UserError(
                ErrorCode.OUTPUT_UNWRITABLE,
                expected="a folder for results that can be written to",
                found=f"{run.folder}: {error.strerror}",
                remedy="Free some space there, or save the project elsewhere, then start again.",
            ) from error

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None


class MapTask(RunTask):
    """Learns from the labels and maps the scene."""

    def __init__(self, project: QgsProject, rounds: Rounds, request: MapRequest) -> None:
        super().__init__(project, rounds)
        self._request = request
        self.title = tr("Finetuning on “{scene}”").format(scene=request.imagery_in_words)

    def models(self) -> Collection[str]:
        return {self._request.checkpoint, *super().models()}

    def begin(self) -> Job:
        """Makes the folder, with a copy of the labels as they are now, unsaved edits included."""
        request, now = self._request, datetime.datetime.now()
        scene = request.scene_name
        folder = new_run_folder(self._project, scene, now)
        try:
            job = job_of(request, folder)
            write_labels(request.label_source(), request.class_field, folder / LABELS_NAME)
            return self._take(Run(folder, self._name(request.imagery_in_words, now), scene, job))
        except DeepSatError:
            self._release()
            discard_if_fruitless(folder)
            raise


class ResumedTask(RunTask):
    """Goes on with a run that was interrupted: the same job in the same folder."""

    def __init__(self, project: QgsProject, rounds: Rounds, run: Run) -> None:
        super().__init__(project, rounds)
        self._interrupted = run
        self.title = tr("Going on with “{name}”").format(name=run.name)

    def models(self) -> Collection[str]:
        return models_of(self._interrupted.job)

    def begin(self) -> Job:
        """Checks that what it needs is still there: imagery, and labels to learn from or the model to map with.

        Raises:
            UserError: `RASTER_UNREADABLE`, `LABELS_UNREADABLE` or `MODEL_INVALID`; `OUTPUT_UNWRITABLE` where it goes
                on already.
        """
        run = self._interrupted
        gone = [path for path in (*run.job.input, *filter(None, run.job.masks)) if not Path(path).exists()]
        if gone:
            raise _gone(ErrorCode.RASTER_UNREADABLE, gone[0])
        if not run.is_training and not run.model.is_dir():
            raise _gone(ErrorCode.MODEL_INVALID, str(run.model))
        if run.is_training and not (run.folder / LABELS_NAME).is_file():
            raise _gone(ErrorCode.LABELS_UNREADABLE, str(run.folder / LABELS_NAME))
        return self._take(run)


def models_of(job: Job) -> Collection[str]:
    """Folders of the models and checkpoints that a job of a run reads or writes."""
    return {getattr(job, "model", ""), getattr(job, "checkpoint", "")}


def _gone(code: ErrorCode, path: str) -> UserError:
    return UserError(
        code,
        expected="the files that the interrupted run needs",
        found=f"nothing at {path}",
        remedy="Put the file back, or discard the interrupted run and start anew.",
    )
