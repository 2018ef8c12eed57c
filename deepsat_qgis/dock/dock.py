"""The panel.

It says what is wanted by its signals, each with one typed object, and shows what it is told; it knows nothing of
workers.
"""

from __future__ import annotations

from typing import Mapping, Optional

from qgis.core import QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence, QResizeEvent
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from deepsat.jobs import ErrorCode, Hello, Metric, Progress, UserError
from deepsat_qgis.dock.foot import Foot
from deepsat_qgis.dock.form import RequestForm
from deepsat_qgis.dock.labels.number_keys import QShortcut
from deepsat_qgis.dock.map_window import MapWindow
from deepsat_qgis.dock.project_choices import read_choices, write_choices
from deepsat_qgis.dock.result.result_panel import ResultPanel
from deepsat_qgis.dock.runs.request import MapRequest
from deepsat_qgis.dock.runs.rounds import Rounds
from deepsat_qgis.dock.runs.run_panel import RunPanel
from deepsat_qgis.dock.runs.suggesting import SuggestRequest
from deepsat_qgis.dock.runs.task import Task
from deepsat_qgis.dock.setup.setup_panel import SetupPanel
from deepsat_qgis.dock.start.start_panel import StartPanel
from deepsat_qgis.dock.widgets.notice import Notice
from deepsat_qgis.dock.widgets.section import section
from deepsat_qgis.dock.widgets.vertical_scroll import VerticalScroll
from deepsat_qgis.dock.widgets.wheel_guard import WheelGuard
from deepsat_qgis.failures import Failure, failure_of
from deepsat_qgis.layers.label_file import LabelSource
from deepsat_qgis.layers.result_group import add_run_group, show_only
from deepsat_qgis.run_record import Run
from deepsat_qgis.settings import Settings, load_settings, save_settings
from deepsat_qgis.translation import tr

_NO_ENVIRONMENT = frozenset({ErrorCode.ENVIRONMENT_MISSING, ErrorCode.ENVIRONMENT_BROKEN})
_TOGGLE_KEY = "F8"
"""Shows and hides the map."""
_AMPLE_LINES = 32
"""Of text, that a panel must be high to show more at its foot than what must be seen."""
SUGGESTIONS = 10
"""Places to label next that are asked for."""


class DeepSatDock(QgsDockWidget):
    """Draw polygons, press the button, get a map."""

    requested = pyqtSignal(object)
    """`MapRequest`: the button was pressed."""
    suggestions_requested = pyqtSignal(object)
    """`SuggestRequest`."""
    product_requested = pyqtSignal(object)
    """`Path` of a product that is to be opened."""
    cancel_requested = pyqtSignal()
    set_up_requested = pyqtSignal()
    set_up_cancelled = pyqtSignal()
    environment_requested = pyqtSignal()
    apply_requested = pyqtSignal()
    """The current model is to map another raster."""
    polygons_requested = pyqtSignal(object)
    """`Run` whose map is wanted as polygons."""
    save_requested = pyqtSignal()
    """The current model is to be kept under a name."""
    models_requested = pyqtSignal()
    preview_switched = pyqtSignal(bool)
    preview_outdated = pyqtSignal()
    """A choice or the labels were changed that a preview depends on."""

    def __init__(self, project: QgsProject, parent: QWidget | None = None) -> None:
        super().__init__(tr("DeepSat"), parent)
        self.setObjectName("DeepSatDock")
        self._project = project
        self._busy = False
        self._remembered = load_settings()
        self.rounds = Rounds(project, self)
        self.notice = Notice()
        self.setup = SetupPanel()
        window = MapWindow.of_qgis()
        self.form = RequestForm(self._remembered, project, window, listener=self)
        self.start = StartPanel(self._remembered)
        self.run_panel = RunPanel()
        self.result = ResultPanel(project, window)
        self.result_section = section(tr("4 Result"), "result", self.result)
        self.content = QWidget()
        self.scroll = VerticalScroll(self.content)
        self.foot = Foot()
        self._lay_out()
        self._connect()
        self.read_project()

    def _lay_out(self) -> None:
        """Sections that scroll, and below them what must always be seen: the button and what it has started."""
        start = section(tr("3 Start from"), "start", self.start)
        sections = QVBoxLayout(self.content)
        for widget in (self.notice, self.setup, self.form, start, self.result_section, self.foot):
            sections.addWidget(widget)
        # With a factor, or sections that could grow would share what room there is.
        sections.addStretch(1)
        WheelGuard(self.content)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.scroll, 1)
        layout.addWidget(self.run_panel)
        self.setWidget(whole)
        self.notice.shown.connect(self._bring_up_notice)
        shortcut = QShortcut(QKeySequence(_TOGGLE_KEY), self)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.activated.connect(self.result.map_view.toggle)
        stops = self.focus_order()
        for before, after in zip(stops, stops[1:]):
            QWidget.setTabOrder(before, after)

    def focus_order(self) -> list[QWidget]:
        """The fields and buttons in the order in which Tab visits them."""
        return [
            *self.form.focus_order(),
            *self.start.focus_order(),
            *self.result.focus_order(),
            self.foot.environment_button,
            *self.run_panel.focus_order(),
        ]

    def _connect(self) -> None:
        self.form.changed.connect(self._refresh)
        self.form.refused.connect(self.notice.show_refusal)
        self.form.accepted.connect(self.notice.withdraw_refusal)
        self.form.product_chosen.connect(self.product_requested)
        self.start.changed.connect(self._show_start)
        self.start.start_from.refused.connect(self.notice.show_failure)
        self.foot.environment_pressed.connect(self.environment_requested)
        self.run_panel.run_pressed.connect(self._run)
        self.run_panel.cancel_pressed.connect(self.cancel_requested)
        self.run_panel.undo_pressed.connect(self._undo)
        self.run_panel.preview_toggled.connect(self.preview_switched)
        settings = (self.start.seed.valueChanged, self.start.device.currentIndexChanged)
        for changed in (self.form.changed, self.form.labels_edited, self.start.changed, *settings):
            changed.connect(self.preview_outdated)
        self.result.chosen.connect(self._choose)
        self.result.suggest_pressed.connect(self._suggest)
        self.result.apply_pressed.connect(self.apply_requested)
        self.result.polygons_pressed.connect(lambda: self.polygons_requested.emit(self.rounds.current))
        self.result.save_pressed.connect(self.save_requested)
        self.result.models_pressed.connect(self.models_requested)
        self.result.map_view.map_wanted.connect(self._show_layers)
        self.rounds.changed.connect(self._show_rounds)
        self.setup.set_up_pressed.connect(self.set_up_requested)
        self.setup.cancel_pressed.connect(self.set_up_cancelled)
        # A new name is announced before its file exists, and only then does the project have a place.
        for place_changed in (self._project.fileNameChanged, self._project.projectSaved, self._project.cleared):
            place_changed.connect(self._show_folder)
        self._project.readProject.connect(self.read_project)
        self._project.cleared.connect(self._forget_project)
        self._project.writeProject.connect(self.write_project)
        # Not while a layer is on its way out: it is still found by its id then.
        self._project.layersRemoved.connect(self.result.map_view.refresh)

    # -- what is remembered ---

    def settings(self) -> Settings:
        """What is remembered in the profile."""
        return self.start.settings(self.form.settings(self._remembered))

    def close_tools(self) -> None:
        """Takes all tools from the map, which outlives the panel."""
        self.form.close_tools()
        self.result.map_view.close_tools()

    def write_project(self, *_document: object) -> None:
        """Puts choices and runs into the project's entries: it is about to be written."""
        self.rounds.write()
        choices = {
            **self.form.choices(),
            "checkpoint": self.start.start_from.chosen(),
            "continue": str(self.start.continue_box.isChecked()),
        }
        write_choices(self._project, choices)

    def read_project(self, *_document: object) -> None:
        """Brings back what the project remembers; a project that remembers nothing starts afresh."""
        self.rounds.read()
        self._restore(read_choices(self._project))
        self.offer_interrupted()
        if self.run_panel.resume.is_offering:
            # Whatever was said last was said of another project, maybe that this one is to be opened again.
            self.notice.hide()
        self._show_folder()
        self._refresh()

    def _forget_project(self) -> None:
        """What was said last was said of the project that is gone."""
        self.notice.hide()
        self.read_project()

    def _restore(self, choices: Mapping[str, str]) -> None:
        self.form.restore(self._project, choices)
        # What another project has chosen is no choice for this one.
        self.start.start_from.choose_if_there(choices.get("checkpoint") or load_settings().checkpoint)
        self.start.continue_box.setChecked(choices.get("continue") == "True" and self.rounds.current is not None)
        self._show_start()

    def offer_interrupted(self) -> None:
        """Offers the run of this project that ended in the middle, where there is one."""
        self.run_panel.resume.offer(None if self._busy else self.rounds.interrupted())

    # -- what the panel is told ---

    def show_worker(self, hello: Hello) -> None:
        """The worker is up."""
        self.setup.show_done()
        self._refresh()
        self.foot.show_worker(hello)

    def show_started(self, task: Task) -> None:
        """A task has begun."""
        if not self._busy:
            self.notice.hide()
        focus = self.window().focusWidget()
        self._set_busy(True)
        self.run_panel.show_started(task.title, focus)

    def show_progress(self, progress: Progress) -> None:
        """How far the task is."""
        self.run_panel.show_progress(progress)

    def show_metric(self, metric: Metric) -> None:
        """Something was measured."""
        self.run_panel.show_metric(metric)

    def show_text(self, level: str, text: str) -> None:
        """A sentence of level `info`, `warning` or `error`."""
        self.notice.show_text(level, text)

    def show_cancelled(self) -> None:
        """The task was cancelled."""
        self.notice.show_text("info", tr("Cancelled; nothing was added to the project."))

    def show_failure(self, failure: Failure) -> None:
        """A task or the worker failed. Without an environment the panel offers to make one."""
        if failure.code in _NO_ENVIRONMENT:
            self.foot.show_no_worker()
            self.setup.offer(failure)
        else:
            self.notice.show_failure(failure)
        self._refresh()

    def show_idle(self) -> None:
        """Nothing runs any more."""
        self._set_busy(False)
        self.offer_interrupted()
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
        self.foot.show_starting()
        self._refresh()

    # -- what the person does ---

    def request(self) -> Optional[MapRequest]:
        """What the button would ask for now; None while something is missing."""
        return self.form.request(self.start)

    def _run(self) -> None:
        request = self.request()
        if request is not None:
            save_settings(self.settings())
            self.requested.emit(request)

    def _suggest(self) -> None:
        run = self.rounds.current
        if run is None:
            return
        layer = self.form.labels.currentLayer()
        labels = LabelSource.of_layer(layer, selected_only=False) if layer is not None else None
        self.suggestions_requested.emit(SuggestRequest(run, labels, SUGGESTIONS, self.start.device.currentData()))

    def _undo(self) -> None:
        before = self.rounds.before()
        if before is not None:
            self._choose(before)

    def _choose(self, run: Run) -> None:
        self.rounds.choose(run)
        show_only(self._project, run)

    def _show_layers(self) -> None:
        run = self.rounds.current
        if run is not None:
            try:
                add_run_group(self._project, run)
            except UserError as error:
                self.notice.show_failure(failure_of(error))
        self.result.map_view.refresh()

    # -- what follows from it ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.run_panel.set_room(self.height() >= _AMPLE_LINES * self.fontMetrics().height())

    def _show_rounds(self) -> None:
        current = self.rounds.current
        self.result.show_runs(self.rounds.runs, current)
        self.result_section.setVisible(current is not None)
        self.start.show_last(current)
        self.run_panel.show_before(self.rounds.before())
        self._show_folder()
        self._show_start()

    def _show_start(self) -> None:
        self.form.imagery_section.show_start(self.start.checkpoint())

    def _bring_up_notice(self) -> None:
        """Whoever pressed a button far below must see the answer; it gets its place only after this moment."""
        QTimer.singleShot(0, lambda: self.scroll.ensureWidgetVisible(self.notice))

    def _set_busy(self, is_busy: bool) -> None:
        self._busy = is_busy
        self.form.imagery_section.product_button.setEnabled(not is_busy)
        self.result.set_busy(is_busy)

    def _refresh(self) -> None:
        """The button is there to be pressed once everything is chosen and nothing runs."""
        if self._busy:
            return
        missing = self.form.what_is_missing()
        if self.setup.is_needed:
            missing = tr("DeepSat must be set up first.")
        self.run_panel.show_idle(missing)

    def _show_folder(self) -> None:
        self.foot.show_folder(self._project, self.rounds.runs)
