"""The foot of the panel: the button, or what is shown in its place while a job runs.

It is always seen, so it is low: the curve is left out where the panel has no room for it.
"""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QCheckBox, QFrame, QPushButton, QVBoxLayout, QWidget

from deepsat.jobs import Metric, Progress
from deepsat_qgis.dock.runs.resume_offer import ResumeOffer
from deepsat_qgis.dock.widgets.curve import Curve
from deepsat_qgis.dock.widgets.fields import explain_button, wrapped
from deepsat_qgis.dock.widgets.progress_line import ProgressLine
from deepsat_qgis.dock.widgets.two_columns import TwoColumns
from deepsat_qgis.paths import icon_path
from deepsat_qgis.run_record import Run
from deepsat_qgis.translation import filled, reported, tr
from deepsat_qgis.wording import duration

HELD_OUT = "held_out_mean_iou"
"""Metric and figure that tell how skilled the network is by now."""
_MARGIN = 6


class RunPanel(QFrame):
    """Starts a job and shows how far it is."""

    run_pressed = pyqtSignal()
    cancel_pressed = pyqtSignal()
    undo_pressed = pyqtSignal()
    preview_toggled = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deepsat_foot")
        self._pressed: Optional[QWidget] = None
        self.resume = ResumeOffer()
        self.run_button = QPushButton(QIcon(icon_path("finetune")), tr("Finetune on my labels"))
        self.hint = wrapped()
        self.title = wrapped()
        self.progress = ProgressLine(tr("Progress"), tr("Stop; nothing is added to the project."))
        self.skill = wrapped()
        self.curve = Curve(tr("Skill on held-out polygons (mean IoU)"))
        self.place_of_curve = QWidget()
        self.preview_box = QCheckBox(tr("Live preview"))
        self.preview_text = wrapped()
        self.undo_button = QPushButton(QgsApplication.getThemeIcon("/mActionUndo.svg"), tr("Back to the map before"))
        self._build()
        self.show_idle("")
        self.show_before(None)

    def _build(self) -> None:
        font = self.run_button.font()
        font.setBold(True)
        self.run_button.setFont(font)
        self.run_button.setMinimumHeight(int(2.2 * self.run_button.fontMetrics().height()))
        self.run_button.setObjectName("deepsat_run")
        explain_button(self.run_button, tr("Teach a network your classes and map the whole image with it."))
        self.run_button.clicked.connect(self.run_pressed)
        self.progress.cancel_pressed.connect(self.cancel_pressed)
        self.undo_button.clicked.connect(self.undo_pressed)
        self.preview_box.setObjectName("deepsat_preview")
        explain_button(
            self.preview_box,
            tr(
                "Maps what is in view at once, and again whenever the labels change or the map is moved: a quick look "
                "without any training, less good than the map that the button makes."
            ),
        )
        self.preview_box.toggled.connect(self.preview_toggled)
        self.preview_text.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self.place_of_curve)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.curve)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        beside = TwoColumns([self.preview_box, self.undo_button])
        beside.setAlignment(self.undo_button, Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 0, _MARGIN, _MARGIN)
        for widget in (line, self.resume, self.run_button, self.hint, self.title, self.progress):
            layout.addWidget(widget)
        layout.addWidget(self.skill)
        layout.addWidget(self.place_of_curve)
        layout.addLayout(beside)
        layout.addWidget(self.preview_text)

    def focus_order(self) -> list[QWidget]:
        """What Tab visits, in this order."""
        return [
            *self.resume.focus_order(),
            self.run_button,
            self.progress.bar,
            self.progress.cancel_button,
            self.preview_box,
            self.undo_button,
        ]

    def set_room(self, is_ample: bool) -> None:
        """Says whether there is room for more than what must be seen."""
        self.place_of_curve.setVisible(is_ample)

    def show_idle(self, missing: str) -> None:
        """Nothing runs; `missing` says what must be chosen first, and is empty when the button may be pressed."""
        had_focus = self.progress.has_focus
        for widget in (self.title, self.progress, self.skill, self.curve):
            widget.hide()
        self.run_button.setEnabled(not missing)
        self.run_button.show()
        self.preview_box.setEnabled(not missing or self.preview_box.isChecked())
        self.undo_button.setEnabled(True)
        if had_focus:
            (self._pressed if _takes_keys(self._pressed) else self.run_button).setFocus()
        self._pressed = None
        self.hint.setText(missing)
        self.hint.setVisible(bool(missing))

    def show_started(self, title: str, focus: Optional[QWidget]) -> None:
        """A job was handed over; `focus` is where keys went until then, anywhere in the window.

        Where that can take none while the job runs, as its own button cannot, Qt would let them go to the next field or
        button: they go to the bar, and back when nothing runs.
        """
        self.run_button.setEnabled(False)
        self.run_button.hide()
        self.undo_button.setEnabled(False)
        self.hint.hide()
        self.skill.hide()
        self.resume.hide()
        self.curve.clear()
        self.title.setText(title)
        self.title.show()
        self.progress.show_started()
        if focus is not None and not _takes_keys(focus):
            self._pressed = focus
            self.progress.take_focus()

    def show_progress(self, progress: Progress) -> None:
        """What the worker just said about the job."""
        self.progress.show_progress(progress.fraction, _with_time_left(progress))
        skill = progress.figures.get(HELD_OUT)
        if skill is not None:
            self.skill.setText(filled(tr("Skill on held-out polygons so far: mean IoU {:.2f}"), skill))
            self.skill.show()

    def show_metric(self, metric: Metric) -> None:
        """One more point of a curve; only that of the skill is drawn."""
        if metric.name == HELD_OUT and metric.value is not None:
            self.curve.add(metric.step, metric.value)

    def show_before(self, run: Optional[Run]) -> None:
        """Offers to go back to this run, or has nothing to go back to."""
        self.undo_button.setVisible(run is not None)
        name = run.name if run is not None else tr("The map before")
        explain_button(
            self.undo_button,
            tr("Makes “{name}” the current map and model again. Nothing is deleted.").format(name=name),
        )

    def show_preview(self, text: str) -> None:
        """What the preview is doing, or why it shows nothing; empty for nothing to tell."""
        self.preview_text.setText(text)
        self.preview_text.setVisible(bool(text))

    def set_preview_on(self, is_on: bool) -> None:
        """Checks the box without asking for anything."""
        self.preview_box.blockSignals(True)
        self.preview_box.setChecked(is_on)
        self.preview_box.blockSignals(False)
        if not is_on:
            self.show_preview("")


def _takes_keys(widget: Optional[QWidget]) -> bool:
    return widget is not None and widget.isEnabled() and widget.isVisible()


def _with_time_left(progress: Progress) -> str:
    """The stage, with the worker's estimate of the time left where it has one."""
    left = progress.figures.get("seconds_left")
    if left is None:
        return reported(progress.text)
    return tr("{stage} About {time} left.").format(stage=reported(progress.text), time=duration(left))
