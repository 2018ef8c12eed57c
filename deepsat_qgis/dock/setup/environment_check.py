"""The report on the environment, made in the background: it starts the worker's Python and tries each device."""

from __future__ import annotations

import threading
from typing import Optional

from qgis.core import Qgis
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from deepsat.jobs import DeepSatError, DoctorJob
from deepsat_qgis.failures import failure_of
from deepsat_qgis.launch import new_client
from deepsat_qgis.settings import load_settings
from deepsat_qgis.worker.client import WorkerClient
from deepsat_qgis.worker.diagnostics import environment_report, scrubbed

_POLL_MILLISECONDS = 200


class EnvironmentCheck(QObject):
    """One report at a time. The thread is plain Python and touches nothing of Qt."""

    done = pyqtSignal(str)
    """The report in Markdown, without home folders and user names."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._thread: Optional[threading.Thread] = None
        self._report: list[str] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MILLISECONDS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begins; ignored while a report is being made."""
        if self._thread is not None:
            return
        self._stop, self._report = threading.Event(), []
        try:
            client, problem = new_client(), ""
        except DeepSatError as error:
            client, problem = None, failure_of(error).text
        arguments = (self._report, self._stop, client, problem, Qgis.version(), load_settings().worker_python)
        self._thread = threading.Thread(target=_write, args=arguments, name="deepsat-check", daemon=True)
        self._thread.start()
        self._timer.start()

    def close(self) -> None:
        """Stops it; nothing is told any more."""
        self._timer.stop()
        self._stop.set()
        self._thread = None

    def _look(self) -> None:
        if self._thread is not None and not self._thread.is_alive():
            self._timer.stop()
            self._thread = None
            self.done.emit(self._report[0] if self._report else "")


def _write(
    report: list[str],
    stop: threading.Event,
    client: Optional[WorkerClient],
    problem: str,
    qgis_version: str,
    setting: str,
) -> None:
    """Runs in the thread."""
    parts = [environment_report(qgis_version, setting), problem]
    if client is not None:
        try:
            parts.append(str(client.run(DoctorJob(), lambda event: None, stop.is_set)["markdown"]))
        except DeepSatError as error:
            parts.append(f"{error}\n\n{error.details}".strip())
        finally:
            client.close()
    report.append(scrubbed("\n".join(part for part in parts if part)))
