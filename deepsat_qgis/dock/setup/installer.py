"""Sets DeepSat up in the background, with the plugin's own installer code in a thread of its own.

The thread is plain Python and touches nothing of Qt; a timer in the GUI thread asks what it has to tell. So the panel
may go away at any moment, and the thread finds out that it is no longer wanted.
"""

from __future__ import annotations

import dataclasses
import queue
import threading
import traceback
from typing import Optional, Union

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from deepsat.jobs import Cancelled, DeepSatError, ErrorCode, InternalError
from deepsat_qgis.failures import failure_of
from deepsat_qgis.proxy import proxy_variables
from deepsat_qgis.translation import reported
from deepsat_qgis.worker.environment import InstallOptions, install
from deepsat_qgis.worker.install_progress import InstallProgress

_POLL_MILLISECONDS = 200
_SECONDS_TO_STOP = 3.0
_WITHOUT_PROXY = "Install from a folder of wheels, which needs no network, or set a proxy for HTTP."


class _Done:
    """The environment is there."""


_Message = Union[InstallProgress, DeepSatError, _Done]


class Installer(QObject):
    """One installation at a time."""

    started = pyqtSignal()
    progressed = pyqtSignal(float, str)
    """Share that is done, 0-1, and what is going on."""
    failed = pyqtSignal(object)
    """`Failure`."""
    cancelled = pyqtSignal()
    done = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages: queue.SimpleQueue[_Message] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._thread: Optional[threading.Thread] = None
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MILLISECONDS)
        self._timer.timeout.connect(self._poll)

    @property
    def is_running(self) -> bool:
        """Whether an installation is under way."""
        return self._thread is not None

    def start(self, options: Optional[InstallOptions] = None) -> None:
        """Begins, through the proxy of QGIS; ignored while an installation is under way.

        Args:
            options: what the person chose; None for what suits most.
        """
        if self._thread is not None:
            return
        try:
            chosen = dataclasses.replace(options or InstallOptions(), variables=proxy_variables(_WITHOUT_PROXY))
        except DeepSatError as error:
            self.failed.emit(failure_of(error))
            return
        self._messages, self._stop = queue.SimpleQueue(), threading.Event()
        arguments = (self._messages, self._stop, chosen)
        self._thread = threading.Thread(target=_install, args=arguments, name="deepsat-installer", daemon=True)
        self._thread.start()
        self._timer.start()
        self.started.emit()

    def cancel(self) -> None:
        """Asks the installation to stop; what was downloaded is kept for the next time."""
        self._stop.set()

    def close(self) -> None:
        """Stops, and waits a moment for the programs that the installer has started to end."""
        self._timer.stop()
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_SECONDS_TO_STOP)
            self._thread = None

    def _poll(self) -> None:
        while True:
            try:
                message = self._messages.get_nowait()
            except queue.Empty:
                return
            self._tell(message)

    def _tell(self, message: _Message) -> None:
        if isinstance(message, InstallProgress):
            self.progressed.emit(message.fraction, reported(message.text))
            return
        self._timer.stop()
        self._thread = None
        if isinstance(message, _Done):
            self.done.emit()
        elif isinstance(message, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(failure_of(message))


def _install(messages: queue.SimpleQueue[_Message], stop: threading.Event, options: InstallOptions) -> None:
    """Runs in the thread; its last message is the outcome."""
    try:
        install(options, on_progress=messages.put, is_cancelled=stop.is_set)
    except DeepSatError as error:
        messages.put(error)
    # The thread's end is the last place where a mistake of ours can be caught and shown.
    except Exception as error:  # noqa: BLE001
        messages.put(_our_mistake(error))
    else:
        messages.put(_Done())


def _our_mistake(error: Exception) -> InternalError:
    return InternalError(
        ErrorCode.INTERNAL,
        expected="the installer to run through",
        found=f"{type(error).__name__}: {error}",
        remedy="Try again.",
        details=traceback.format_exc(),
    )
