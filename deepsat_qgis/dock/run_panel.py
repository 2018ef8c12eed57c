"""The button, and what is shown while a job runs: bar, stage, time left, held-out skill, Cancel."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from deepsat.jobs import Progress
from deepsat_qgis.dock.progress_line import ProgressLine
from deepsat_qgis.paths import icon_path
from deepsat_qgis.translation import tr
from deepsat_qgis.wording import duration


class RunPanel(QWidget):
    """Starts a job and shows how far it is."""

    run_pressed = pyqtSignal()
    cancel_pressed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.run_button = QPushButton(QIcon(icon_path("finetune")), tr("Finetune on my labels"))
        self.hint = QLabel()
        self.progress = ProgressLine(tr("Progress"), tr("Stop; nothing is added to the project."))
        self.skill = QLabel()
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
        self.progress.cancel_pressed.connect(self.cancel_pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for label in (self.hint, self.skill):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for widget in (self.run_button, self.hint, self.progress, self.skill):
            layout.addWidget(widget)

    def show_idle(self, missing: str) -> None:
        """Nothing runs; `missing` says what must be chosen first, and is empty when the button may be pressed."""
        self.progress.hide()
        self.skill.hide()
        self.run_button.setEnabled(not missing)
        self.hint.setText(missing)
        self.hint.setVisible(bool(missing))

    def show_started(self) -> None:
        """A job was handed over."""
        self.run_button.setEnabled(False)
        self.hint.hide()
        self.skill.hide()
        self.progress.show_started()

    def show_progress(self, progress: Progress) -> None:
        """What the worker just said about the job."""
        self.progress.show_progress(progress.fraction, _with_time_left(progress))
        skill = progress.figures.get("held_out_mean_iou")
        if skill is not None:
            self.skill.setText(tr("Skill on held-out polygons so far: mean IoU {:.2f}").format(skill))
            self.skill.show()


def _with_time_left(progress: Progress) -> str:
    """The stage, with the worker's estimate of the time left where it has one."""
    left = progress.figures.get("seconds_left")
    if left is None:
        return progress.text
    return tr("{stage} About {time} left.").format(stage=progress.text, time=duration(left))
