"""The panel.

It says what is wanted by `requested`, one typed object, and shows what it is told; it knows nothing of workers.
"""

from __future__ import annotations

from typing import Any, Mapping

from qgis.core import QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from deepsat.jobs import ErrorCode, Hello, Progress
from deepsat_qgis.dock.form import RequestForm
from deepsat_qgis.dock.map_window import MapWindow
from deepsat_qgis.dock.notice import Notice
from deepsat_qgis.dock.output_folder import is_temporary, results_folder
from deepsat_qgis.dock.result_panel import ResultPanel
from deepsat_qgis.dock.run_panel import RunPanel
from deepsat_qgis.dock.setup_panel import SetupPanel
from deepsat_qgis.failures import Failure
from deepsat_qgis.settings import Settings, load_settings, save_settings
from deepsat_qgis.translation import tr

_NO_ENVIRONMENT = frozenset({ErrorCode.ENVIRONMENT_MISSING, ErrorCode.ENVIRONMENT_BROKEN})


class DeepSatDock(QgsDockWidget):
    """Draw polygons, press the button, get a map."""

    requested = pyqtSignal(object)
    """`MapRequest`: the button was pressed."""
    cancel_requested = pyqtSignal()
    set_up_requested = pyqtSignal()
    set_up_cancelled = pyqtSignal()

    def __init__(self, project: QgsProject, parent: QWidget | None = None) -> None:
        super().__init__(tr("DeepSat"), parent)
        self.setObjectName("DeepSatDock")
        self._project = project
        self._busy = False
        self._remembered = load_settings()
        self.notice = Notice()
        self.setup = SetupPanel()
        self.form = RequestForm(self._remembered, project, MapWindow.of_qgis())
        self.start_line = _wrapped(tr("Starting the worker…"))
        self.run_panel = RunPanel()
        self.folder_line = _wrapped("")
        self.result = ResultPanel()
        self._lay_out()
        self._connect()
        self._refresh()

    def _lay_out(self) -> None:
        content = QWidget()
        layout = QVBoxLayout(content)
        for widget in (
            self.notice,
            self.setup,
            self.form,
            self.run_panel,
            self.result,
            self.start_line,
            self.folder_line,
        ):
            layout.addWidget(widget)
        layout.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        self.setWidget(scroll)
        stops = [*self.form.focus_order(), self.run_panel.run_button, self.run_panel.progress.cancel_button]
        for before, after in zip(stops, stops[1:]):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.form.changed.connect(self._refresh)
        self.form.refused.connect(self.notice.show_failure)
        self.form.start_from.refused.connect(self.notice.show_failure)
        self.run_panel.run_pressed.connect(self._run)
        self.run_panel.cancel_pressed.connect(self.cancel_requested)
        self.setup.set_up_pressed.connect(self.set_up_requested)
        self.setup.cancel_pressed.connect(self.set_up_cancelled)
        # A new name is announced before its file exists, and only then does the project have a place.
        for place_changed in (self._project.fileNameChanged, self._project.projectSaved, self._project.cleared):
            place_changed.connect(self._show_folder)
        self._show_folder()

    def settings(self) -> Settings:
        """What is to be remembered."""
        return self.form.settings(self._remembered)

    # -- what the panel is told ---

    def show_worker(self, hello: Hello) -> None:
        """The worker is up."""
        self.setup.show_done()
        self._refresh()
        device = hello.device_name or hello.device
        self._show_start_line(tr("Device: {}").format(device))

    def show_started(self) -> None:
        """A run has begun."""
        self._busy = True
        self.notice.hide()
        self.result.hide()
        self.form.setEnabled(False)
        self.run_panel.show_started()

    def show_progress(self, progress: Progress) -> None:
        """How far the run is."""
        self.run_panel.show_progress(progress)

    def show_result(self, result: Mapping[str, Any], name: str) -> None:
        """The run is done and its layers are in the project."""
        self._ended()
        self.result.show_result(result, name)

    def show_cancelled(self) -> None:
        """The run was cancelled."""
        self._ended()
        self.notice.show_text("info", tr("Cancelled; nothing was added to the project."))

    def show_failure(self, failure: Failure) -> None:
        """A run or the worker failed. Without an environment the panel offers to make one."""
        self._ended()
        if failure.code in _NO_ENVIRONMENT:
            self.start_line.hide()
            self.setup.offer(failure)
        else:
            self.notice.show_failure(failure)
        self._refresh()

    def show_set_up_started(self) -> None:
        """The installer runs."""
        self.notice.hide()
        self.setup.show_started()

    def show_set_up_failed(self, failure: Failure) -> None:
        """The installer failed; the message says why, and the button is there again."""
        self.setup.show_stopped(tr("DeepSat is not set up yet."))
        self.notice.show_failure(failure)

    def show_set_up_cancelled(self) -> None:
        """The installer was stopped."""
        self.setup.show_stopped(tr("The set-up was cancelled. What was downloaded is kept for the next time."))

    def show_set_up_done(self) -> None:
        """The environment is there; the worker is about to start."""
        self.setup.show_done()
        self._show_start_line(tr("Starting the worker…"))
        self._refresh()

    # -- what the person does ---

    def _run(self) -> None:
        request = self.form.request()
        if request is None:
            return
        save_settings(self.settings())
        self.requested.emit(request)

    def _ended(self) -> None:
        self._busy = False
        self.form.setEnabled(True)
        self._refresh()

    def _refresh(self) -> None:
        """The button is there to be pressed once everything is chosen and nothing runs."""
        if self._busy:
            return
        missing = self.form.what_is_missing()
        if self.setup.is_needed:
            missing = tr("DeepSat must be set up first.")
        self.run_panel.show_idle(missing)

    def _show_start_line(self, text: str) -> None:
        self.start_line.setText(text)
        self.start_line.show()

    def _show_folder(self) -> None:
        folder = results_folder(self._project)
        text = tr("Results go to {}.").format(folder)
        if is_temporary(self._project):
            text = tr("Results go to {}, which may be emptied: save the project to keep them beside it.").format(folder)
        self.folder_line.setText(text)


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
