"""Shown where the worker's environment is missing: says so, and makes one at the press of a button."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from deepsat_qgis.dock.widgets.progress_line import ProgressLine
from deepsat_qgis.failures import Failure
from deepsat_qgis.settings import load_settings
from deepsat_qgis.translation import tr
from deepsat_qgis.worker.environment import worker_state


class SetupPanel(QFrame):
    """Offers to set DeepSat up and shows how far that is."""

    set_up_pressed = pyqtSignal()
    cancel_pressed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.is_needed = False
        """Whether nothing can be run before the set-up."""
        self.text = QLabel()
        self.set_up_button = QPushButton(tr("Set up DeepSat"))
        self.progress = ProgressLine(
            tr("Progress of the set-up"), tr("Stop; what was downloaded is kept for the next time.")
        )
        self._build()
        self.hide()

    def _build(self) -> None:
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.set_up_button.setObjectName("deepsat_set_up")
        self.set_up_button.setToolTip(
            tr("Makes a Python environment of DeepSat's own; QGIS' own Python stays as it is.")
        )
        self.set_up_button.clicked.connect(self.set_up_pressed)
        self.progress.cancel_pressed.connect(self.cancel_pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        for widget in (self.text, self.set_up_button, self.progress):
            layout.addWidget(widget)

    def offer(self, failure: Failure) -> None:
        """The environment is missing or damaged, as `failure` says. One that is named by hand is not ours to make."""
        self.is_needed = True
        if worker_state(load_settings().worker_python).chosen_in:
            self.show_stopped(failure.text)
            self.set_up_button.hide()
            self.show()
            return
        self.text.setText(
            failure.sentence
            + " "
            + tr("DeepSat computes in a Python environment of its own, which is made once and needs a few gigabytes.")
        )
        self.text.setToolTip(failure.explanation)
        self._show_idle()
        self.show()

    def show_started(self) -> None:
        """The installer runs."""
        self.text.setText(tr("DeepSat is being set up. This can take some minutes; QGIS can be used meanwhile."))
        self.set_up_button.hide()
        self.progress.show_started()

    def show_progress(self, fraction: float, text: str) -> None:
        """How far the installer is, 0-1, and what it does."""
        self.progress.show_progress(fraction, text)

    def show_stopped(self, text: str) -> None:
        """The installer ended without an environment; `text` says why."""
        self.text.setText(text)
        self._show_idle()

    def show_done(self) -> None:
        """The environment is there."""
        self.is_needed = False
        self.hide()

    def _show_idle(self) -> None:
        self.progress.hide()
        self.set_up_button.show()
