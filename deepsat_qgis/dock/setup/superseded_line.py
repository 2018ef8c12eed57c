"""A line on environments that this DeepSat does not use: how many, how large, and a button that removes them."""

from __future__ import annotations

import threading
from typing import Optional, Union

from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QWidget

from deepsat.jobs import DeepSatError
from deepsat_qgis.dock.widgets.fields import explain_button, wrapped
from deepsat_qgis.failures import failure_of
from deepsat_qgis.settings import load_settings
from deepsat_qgis.translation import filled, tr
from deepsat_qgis.worker.environment import Superseded, remove_superseded, superseded
from deepsat_qgis.worker.pip_failures import failure_of_files

_POLL_MILLISECONDS = 200
_Answer = Union[Superseded, DeepSatError]


class SupersededLine(QWidget):
    """Hidden while there are none. Files are counted and removed in a thread, which touches nothing of Qt."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = wrapped()
        self.remove_button = QPushButton(tr("Re&move them"))
        self.remove_button.setAutoDefault(False)
        explain_button(
            self.remove_button, tr("Removes environments of other versions of DeepSat; what is in use stays.")
        )
        self.remove_button.clicked.connect(lambda: self._begin(is_removing=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.remove_button)
        self._answers: list[_Answer] = []
        self._thread: Optional[threading.Thread] = None
        self._is_asked_again = False
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MILLISECONDS)
        self._timer.timeout.connect(self._look)
        self.hide()

    def refresh(self) -> None:
        """Looks what there is."""
        self._begin(is_removing=False)

    def _begin(self, is_removing: bool) -> None:
        if self._thread is not None:
            # What is counted now may be gone before it is shown.
            self._is_asked_again = True
            return
        self.remove_button.setEnabled(False)
        self._answers = []
        arguments = (self._answers, load_settings().worker_python, is_removing)
        self._thread = threading.Thread(target=_work, args=arguments, name="deepsat-superseded", daemon=True)
        self._thread.start()
        self._timer.start()

    def _look(self) -> None:
        if self._thread is not None and not self._thread.is_alive():
            self._timer.stop()
            self._thread = None
            for answer in self._answers:
                self._show(answer)
            if self._is_asked_again:
                self._is_asked_again = False
                self.refresh()

    def _show(self, answer: _Answer) -> None:
        self.remove_button.setEnabled(True)
        if isinstance(answer, DeepSatError):
            self.text.setText(failure_of(answer).text)
            return
        said = tr("Environments that this DeepSat does not use: {count}, {gigabytes:.1f} GB.")
        in_use = tr("They are in use, perhaps by another QGIS.") if answer.were_in_use else ""
        count, size = len(answer.folders), answer.size / 1e9
        self.text.setText(f"{filled(said, count=count, gigabytes=size)} {in_use}".strip())
        self.setVisible(bool(answer.folders))


def _work(answers: list[_Answer], setting: str, is_removing: bool) -> None:
    """Runs in the thread."""
    try:
        answers.append(remove_superseded(setting) if is_removing else superseded(setting))
    except DeepSatError as error:
        answers.append(error)
    except OSError as error:
        answers.append(failure_of_files(error))
