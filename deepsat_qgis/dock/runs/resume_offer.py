"""A run that was interrupted, offered again."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from deepsat_qgis.dock.widgets.fields import explain_button, wrapped
from deepsat_qgis.run_record import Run
from deepsat_qgis.translation import tr


class ResumeOffer(QFrame):
    """Goes on with an interrupted run, or discards it; hidden where there is none."""

    resume_pressed = pyqtSignal(object)
    """The `Run` to go on with."""
    discard_pressed = pyqtSignal(object)
    """The `Run` to forget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setObjectName("deepsat_resume")
        self._run: Optional[Run] = None
        self.text = wrapped()
        self.resume_button = QPushButton(tr("Go on"))
        self.discard_button = QPushButton(tr("Discard"))
        explain_button(
            self.resume_button,
            tr("Runs the same job with the same labels in the same folder; a training goes on where it was saved."),
        )
        explain_button(self.discard_button, tr("Removes what the interrupted run has saved."))
        self.resume_button.clicked.connect(lambda: self.resume_pressed.emit(self._run))
        self.discard_button.clicked.connect(lambda: self.discard_pressed.emit(self._run))
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.resume_button)
        buttons.addWidget(self.discard_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.text)
        layout.addLayout(buttons)
        self.hide()

    def focus_order(self) -> list[QWidget]:
        """What Tab visits, in this order."""
        return [self.resume_button, self.discard_button]

    @property
    def is_offering(self) -> bool:
        """Whether there is a run to go on with."""
        return self._run is not None

    def offer(self, run: Optional[Run]) -> None:
        """Shows the run, or nothing."""
        self._run = run
        if run is not None:
            self.text.setText(tr("“{name}” was interrupted before it was done.").format(name=run.name))
        self.setVisible(run is not None)
