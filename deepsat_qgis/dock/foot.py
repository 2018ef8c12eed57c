"""The end of the panel: what is computed on, the way to the environment, and where results go."""

from __future__ import annotations

from typing import Sequence

from qgis.core import QgsProject
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from deepsat.jobs import Hello
from deepsat_qgis.dock.runs.output_folder import is_temporary, may_vanish, results_folder
from deepsat_qgis.dock.widgets.fields import explain_button, wrapped
from deepsat_qgis.run_record import Run
from deepsat_qgis.translation import reported, tr


class Foot(QWidget):
    """Two lines below the sections."""

    environment_pressed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start_line = wrapped(tr("Starting the worker…"))
        self.environment_button = QToolButton()
        self.folder_line = wrapped()
        self.environment_button.setText(tr("Environment…"))
        explain_button(self.environment_button, tr("What DeepSat computes with: check, install or repair it."))
        self.environment_button.clicked.connect(self.environment_pressed)
        first = QHBoxLayout()
        first.addWidget(self.start_line, 1)
        first.addWidget(self.environment_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(first)
        layout.addWidget(self.folder_line)

    def show_starting(self) -> None:
        """The worker is about to start."""
        self._show_start_line(tr("Starting the worker…"))

    def show_worker(self, hello: Hello) -> None:
        """The worker is up, and computes on this."""
        self._show_start_line(tr("Device: {}").format(reported(hello.device_name or hello.device)))

    def show_no_worker(self) -> None:
        """There is nothing that a worker could run with."""
        self.start_line.hide()

    def show_folder(self, project: QgsProject, runs: Sequence[Run]) -> None:
        """Where the results of runs in this project go, and that those from before it was saved did not come along."""
        folder = results_folder(project)
        text = tr("Results go to {}.").format(folder)
        if is_temporary(project):
            text = tr("Results go to {}, which may be emptied: save the project to keep them beside it.").format(folder)
        elif left := [run.folder.parent for run in runs if may_vanish(run.folder)]:
            earlier = tr("Results from before it was saved are still in {}, which may be emptied: copy what matters.")
            text += " " + earlier.format(left[0])
        self.folder_line.setText(text)

    def _show_start_line(self, text: str) -> None:
        self.start_line.setText(text)
        self.start_line.show()
