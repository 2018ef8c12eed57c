"""Carries out the panel's requests with one warm worker, without ever making QGIS wait.

The worker is started when the panel opens, so that a run begins at once and a second one finds everything in place. A
timer asks for its events; nothing here blocks. What happens is told by signals, and only by them.
"""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Any, Mapping, Optional

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from deepsat.jobs import Cancelled, DeepSatError, ErrorEvent, Event, Hello, Progress, ResultEvent
from deepsat_qgis.dock.output_folder import discard_if_fruitless, new_run_folder
from deepsat_qgis.dock.request import LABELS_NAME, MapRequest, job_of
from deepsat_qgis.failures import failure_of
from deepsat_qgis.launch import new_client
from deepsat_qgis.layers.label_file import write_labels
from deepsat_qgis.layers.result_group import add_result_group
from deepsat_qgis.translation import tr
from deepsat_qgis.worker.client import WorkerClient

POLL_MILLISECONDS = 100


@dataclasses.dataclass(frozen=True)
class Run:
    """A job that is under way."""

    job_id: str
    name: str
    """Of the layer group that it will make."""
    folder: Path
    labels: Path
    """Copy of the labels, inside the folder."""


class Controller(QObject):
    """Owns the panel's worker."""

    worker_ready = pyqtSignal(object)
    """`Hello`: the worker is up."""
    started = pyqtSignal()
    progressed = pyqtSignal(object)
    """`Progress` of the run."""
    succeeded = pyqtSignal(object, str)
    """The result and the name of its layer group."""
    failed = pyqtSignal(object)
    """`Failure`; no run is under way any more."""
    cancelled = pyqtSignal()

    def __init__(self, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self.hello: Optional[Hello] = None
        """What the worker said of itself; None until it is up."""
        self._client: Optional[WorkerClient] = None
        self._run: Optional[Run] = None
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MILLISECONDS)
        self._timer.timeout.connect(self._poll)

    @property
    def is_running(self) -> bool:
        """Whether a job is under way."""
        return self._run is not None

    def warm_up(self) -> None:
        """Starts the worker unless it runs already; `failed` tells when there is no environment for it."""
        try:
            self._worker()
        except DeepSatError as error:
            self.failed.emit(failure_of(error))

    def start(self, request: MapRequest) -> None:
        """Begins to map; ignored while another run is under way."""
        if self._run is not None:
            return
        try:
            self._run = self._begun(request, self._worker())
        except DeepSatError as error:
            self.failed.emit(failure_of(error))
            return
        self.started.emit()

    def cancel(self) -> None:
        """Asks the worker to stop; `cancelled` follows."""
        if self._run is not None and self._client is not None:
            self._client.cancel(self._run.job_id)

    def close(self) -> None:
        """Ends the worker and all that it started, with whatever it was doing."""
        self._timer.stop()
        if self._client is not None:
            self._client.close()
            self._client = None
            self.hello = None
        self._forget_run()

    def _begun(self, request: MapRequest, client: WorkerClient) -> Run:
        """Makes the folder of the run, writes the labels into it and hands the job over."""
        scene, now = request.imagery.name(), datetime.datetime.now()
        folder = new_run_folder(self._project, scene, now)
        labels = folder / LABELS_NAME
        try:
            job = job_of(request, folder)
            write_labels(request.label_source(), request.class_field, labels)
            name = tr("DeepSat: {scene}, {time}").format(scene=scene, time=f"{now:%H:%M}")
            return Run(client.submit(job), name, folder, labels)
        except DeepSatError:
            discard_if_fruitless(folder, labels)
            raise

    def _forget_run(self) -> None:
        """No run is under way any more; one that made nothing leaves nothing."""
        run, self._run = self._run, None
        if run is not None:
            discard_if_fruitless(run.folder, run.labels)

    def _worker(self) -> WorkerClient:
        """The worker, started if there is none that lives."""
        if self._client is None or not self._client.alive:
            self.close()
            self._client = new_client()
            self._client.start()
            self._timer.start()
        return self._client

    def _poll(self) -> None:
        if self._client is None:
            return
        for event in self._client.poll():
            self._handle(event)

    def _handle(self, event: Event) -> None:
        if isinstance(event, Hello):
            self.hello = event
            self.worker_ready.emit(event)
        elif isinstance(event, ErrorEvent):
            self._ended_badly(event.error())
        elif self._run is None or getattr(event, "job_id", "") != self._run.job_id:
            return
        elif isinstance(event, Progress):
            self.progressed.emit(event)
        elif isinstance(event, ResultEvent):
            self._ended_well(event.result)

    def _ended_well(self, result: Mapping[str, Any]) -> None:
        run, self._run = self._run, None
        if run is None:
            return
        try:
            add_result_group(self._project, run.name, result["output"], confidence=result.get("confidence", ""))
        except DeepSatError as error:
            self.failed.emit(failure_of(error))
            return
        self.succeeded.emit(result, run.name)

    def _ended_badly(self, error: DeepSatError) -> None:
        self._forget_run()
        if self._client is not None and not self._client.alive:
            self.close()
        if isinstance(error, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(failure_of(error))
