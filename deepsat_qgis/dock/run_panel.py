"""The button, and what is shown while a job runs: bar, stage, time left, held-out skill, Cancel."""

from __future__ import annotations

import time

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from deepsat.jobs import Progress
from deepsat_qgis.paths import icon_path
from deepsat_qgis.translation import tr
from deepsat_qgis.wording import duration, percent

_STEPS = 1000


class RunPanel(QWidget):
    """Starts a job and shows how far it is."""

    run_pressed = pyqtSignal()
    cancel_pressed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.run_button = QPushButton(QIcon(icon_path("finetune")), tr("Finetune on my labels"))
        self.hint = QLabel()
        self.running = QWidget()
        self.bar = QProgressBar()
        self.stage = QLabel()
        self.skill = QLabel()
        self.cancel_button = QPushButton(tr("Cancel"))
        self._started = 0.0
        self._build()
        self.show_idle("")

    def _build(self) -> None:
        font = self.run_button.font()
        font.setBold(True)
        self.run_button.setFont(font)
        self.run_button.setMinimumHeight(int(2.6 * self.run_button.fontMetrics().height()))
        self.run_button.setObjectName("deepsat_run")
        self.run_button.setToolTip(tr("Teach a network your classes and map the whole image with it."))
        self.run_button.clicked.connect(self.run_pressed)
        self.bar.setRange(0, _STEPS)
        self.bar.setAccessibleName(tr("Progress"))
        self.cancel_button.setObjectName("deepsat_cancel")
        self.cancel_button.setToolTip(tr("Stop; nothing is added to the project."))
        self.cancel_button.clicked.connect(self.cancel_pressed)
        for label in (self.hint, self.stage, self.skill):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        bar_line = QHBoxLayout()
        bar_line.addWidget(self.bar, 1)
        bar_line.addWidget(self.cancel_button)
        inner = QVBoxLayout(self.running)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(bar_line)
        inner.addWidget(self.stage)
        inner.addWidget(self.skill)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.run_button)
        layout.addWidget(self.hint)
        layout.addWidget(self.running)

    def show_idle(self, missing: str) -> None:
        """Nothing runs; `missing` says what must be chosen first, and is empty when the button may be pressed."""
        self.running.hide()
        self.run_button.setEnabled(not missing)
        self.hint.setText(missing)
        self.hint.setVisible(bool(missing))

    def show_started(self) -> None:
        """A job was handed over."""
        self._started = time.monotonic()
        self.run_button.setEnabled(False)
        self.hint.hide()
        self.bar.setValue(0)
        self.stage.setText(tr("Starting…"))
        self.skill.hide()
        self.cancel_button.setEnabled(True)
        self.running.show()

    def show_cancelling(self) -> None:
        """Cancel was pressed and the worker has not ended yet."""
        self.cancel_button.setEnabled(False)
        self.stage.setText(tr("Cancelling…"))

    def show_progress(self, progress: Progress) -> None:
        """What the worker just said about the job."""
        self.bar.setValue(round(_STEPS * progress.fraction))
        if self.cancel_button.isEnabled():
            self.stage.setText(self._stage_text(progress))
        skill = progress.figures.get("held_out_mean_iou")
        if skill is not None:
            self.skill.setText(tr("Skill on held-out polygons so far: {} mean IoU").format(percent(skill)))
            self.skill.show()

    def _stage_text(self, progress: Progress) -> str:
        """The stage and the time left: the worker's own estimate where it has one."""
        left = progress.figures.get("seconds_left")
        if left is None:
            return progress.text
        return tr("{stage} About {time} left.").format(stage=progress.text, time=duration(left))
