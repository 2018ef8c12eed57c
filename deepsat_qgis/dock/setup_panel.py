"""Shown where the worker's environment is missing: says so, and makes one at the press of a button."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from deepsat_qgis.failures import Failure
from deepsat_qgis.translation import tr

_STEPS = 1000


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
        self.running = QWidget()
        self.bar = QProgressBar()
        self.step = QLabel()
        self.cancel_button = QPushButton(tr("Cancel"))
        self._build()
        self.hide()

    def _build(self) -> None:
        for label in (self.text, self.step):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.set_up_button.setObjectName("deepsat_set_up")
        self.set_up_button.setToolTip(
            tr("Makes a Python environment of DeepSat's own; QGIS' own Python stays as it is.")
        )
        self.set_up_button.clicked.connect(self.set_up_pressed)
        self.cancel_button.setToolTip(tr("Stop; what was downloaded is kept for the next time."))
        self.cancel_button.clicked.connect(self._cancel)
        self.bar.setRange(0, _STEPS)
        self.bar.setAccessibleName(tr("Progress of the set-up"))
        bar_line = QHBoxLayout()
        bar_line.addWidget(self.bar, 1)
        bar_line.addWidget(self.cancel_button)
        inner = QVBoxLayout(self.running)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(bar_line)
        inner.addWidget(self.step)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        for widget in (self.text, self.set_up_button, self.running):
            layout.addWidget(widget)

    def offer(self, failure: Failure) -> None:
        """The environment is missing or damaged, as `failure` says."""
        self.is_needed = True
        explanation = tr(
            "DeepSat computes in a Python environment of its own, which is made once and needs a few gigabytes."
        )
        self.text.setText(f"{failure.sentence} {explanation}")
        self.text.setToolTip(failure.explanation)
        self._show_running(False)
        self.show()

    def show_started(self) -> None:
        """The installer runs."""
        self.text.setText(tr("DeepSat is being set up. This can take some minutes; QGIS can be used meanwhile."))
        self.bar.setValue(0)
        self.step.setText(tr("Starting…"))
        self.cancel_button.setEnabled(True)
        self._show_running(True)

    def show_progress(self, fraction: float, text: str) -> None:
        """How far the installer is."""
        self.bar.setValue(round(_STEPS * fraction))
        if self.cancel_button.isEnabled():
            self.step.setText(text)

    def show_stopped(self, text: str) -> None:
        """The installer ended without an environment; `text` says why."""
        self.text.setText(text)
        self._show_running(False)

    def show_done(self) -> None:
        """The environment is there."""
        self.is_needed = False
        self.hide()

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.step.setText(tr("Cancelling…"))
        self.cancel_pressed.emit()

    def _show_running(self, running: bool) -> None:
        self.running.setVisible(running)
        self.set_up_button.setVisible(not running)
