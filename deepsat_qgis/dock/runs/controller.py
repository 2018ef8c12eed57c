"""Carries out the panel's tasks, one after the other, with one warm worker, without ever making QGIS wait.

The worker is started when the panel opens, so that a run begins at once and a second one finds everything in place. A
timer asks for its events; nothing here blocks. What happens is told by signals, and only by them.
"""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import Any, Mapping, Optional

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from deepsat.jobs import Cancelled, DeepSatError, ErrorCode, ErrorEvent, Event, Hello, Metric, Progress, ResultEvent
from deepsat_qgis.dock.runs.task import Ending, Task
from deepsat_qgis.failures import failure_of
from deepsat_qgis.launch import new_client
from deepsat_qgis.worker.client import WorkerClient

POLL_MILLISECONDS = 100
_LOST = (ErrorCode.WORKER_DIED, ErrorCode.WORKER_SILENT)
_NO_WORKER = (ErrorCode.ENVIRONMENT_MISSING, ErrorCode.ENVIRONMENT_BROKEN, ErrorCode.PROTOCOL_MISMATCH)
"""Nothing else can be done either after one of these."""


class Controller(QObject):
    """Owns the panel's worker."""

    worker_ready = pyqtSignal(object)
    """`Hello`: the worker is up."""
    started = pyqtSignal(object)
    """`Task`: it is under way."""
    progressed = pyqtSignal(object)
    """`Progress` of the task."""
    measured = pyqtSignal(object)
    """`Metric`: a point of a curve of the task."""
    succeeded = pyqtSignal(object, object)
    """`Task` and its result; its layers are in the project."""
    failed = pyqtSignal(object)
    """`Failure` of a task, or of the worker."""
    cancelled = pyqtSignal()
    """The task was cancelled, with all that waited behind it."""
    idle = pyqtSignal()
    """Nothing is under way any more; follows whatever was told of the last task."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hello: Optional[Hello] = None
        """What the worker said of itself; None until it is up."""
        self._client: Optional[WorkerClient] = None
        self._task: Optional[Task] = None
        self._job_id = ""
        self._waiting: deque[Task] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MILLISECONDS)
        self._timer.timeout.connect(self._poll)

    @property
    def is_running(self) -> bool:
        """Whether a task is under way."""
        return self._task is not None

    @property
    def task(self) -> Optional[Task]:
        """The task that is under way."""
        return self._task

    def uses(self, model: Path) -> bool:
        """Whether the task that is under way, or one that waits, reads or writes a model's folder."""
        tasks = [*([self._task] if self._task is not None else []), *self._waiting]
        return any(str(model) in task.models() for task in tasks)

    def warm_up(self) -> None:
        """Starts the worker unless it runs already; `failed` tells when there is no environment for it."""
        try:
            self._worker()
        except DeepSatError as error:
            self.failed.emit(failure_of(error))

    def start(self, *tasks: Task) -> None:
        """Begins with the first and goes on with the others; ignored while anything is under way.

        A task that fails does not keep those behind it from being done.
        """
        if self._task is None:
            self._waiting.extend(tasks)
            self._next()

    def cancel(self) -> None:
        """Asks the worker to stop, and forgets what waits; `cancelled` follows."""
        self._waiting.clear()
        if self._task is not None and self._client is not None:
            self._client.cancel(self._job_id)

    def leave_project(self) -> bool:
        """Ends a task whose project is no longer open; says whether there was one. It can be gone on with there."""
        if self._task is None or not self._task.belongs_to_project:
            return False
        self.close()
        self.idle.emit()
        self.warm_up()
        return True

    def close(self) -> None:
        """Ends the worker and all that it started, with whatever it was doing."""
        self._timer.stop()
        self._waiting.clear()
        self._stop_worker()
        task, self._task = self._task, None
        if task is not None:
            task.give_up(Ending.CLOSED)

    def restart(self) -> None:
        """Gives up a worker that does nothing for one of another environment."""
        if self._task is None:
            self._stop_worker()
            self.warm_up()

    def _next(self) -> None:
        while self._task is None and self._waiting:
            self._begin(self._waiting.popleft())
        if self._task is None:
            self.idle.emit()

    def _begin(self, task: Task) -> None:
        try:
            client, job = self._worker(), task.begin()
        except DeepSatError as error:
            if error.code in _NO_WORKER:
                self._waiting.clear()
            self.failed.emit(failure_of(error))
            return
        try:
            self._job_id = client.submit(job)
        except DeepSatError as error:
            task.give_up(_ending_of(error))
            self.failed.emit(failure_of(error))
            return
        self._task = task
        self.started.emit(task)

    def _worker(self) -> WorkerClient:
        """The worker, started if there is none that lives."""
        if self._client is None or not self._client.alive:
            self._stop_worker()
            self._client = new_client()
            self._client.start()
            self._timer.start()
        return self._client

    def _stop_worker(self) -> None:
        client, self._client, self.hello = self._client, None, None
        if client is not None:
            client.close()

    def _poll(self) -> None:
        client = self._client
        for event in client.poll() if client is not None else ():
            # What a slot did with the event before may have ended this worker.
            if self._client is client:
                self._handle(event)

    def _handle(self, event: Event) -> None:
        if isinstance(event, Hello):
            self.hello = event
            self.worker_ready.emit(event)
        elif isinstance(event, ErrorEvent):
            self._ended_badly(event.error())
        elif self._task is None or getattr(event, "job_id", "") != self._job_id:
            return
        elif isinstance(event, Progress):
            self.progressed.emit(event)
        elif isinstance(event, Metric):
            self.measured.emit(event)
        elif isinstance(event, ResultEvent):
            self._ended_well(event.result)

    def _ended_well(self, result: Mapping[str, Any]) -> None:
        task, self._task = self._task, None
        if task is None:
            return
        try:
            task.finish(result)
        except DeepSatError as error:
            task.give_up(Ending.FAILED)
            self.failed.emit(failure_of(error))
        else:
            self.succeeded.emit(task, result)
        self._next()

    def _ended_badly(self, error: DeepSatError) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.give_up(_ending_of(error))
        if self._client is not None and not self._client.alive:
            self._stop_worker()
        if isinstance(error, Cancelled):
            self._waiting.clear()
            self.cancelled.emit()
        else:
            self.failed.emit(failure_of(error))
        self._next()


def _ending_of(error: DeepSatError) -> Ending:
    if isinstance(error, Cancelled):
        return Ending.CANCELLED
    return Ending.WORKER_LOST if error.code in _LOST else Ending.FAILED
