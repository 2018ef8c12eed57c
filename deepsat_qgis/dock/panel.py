"""Panel, controller and installer, wired together."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping, Optional

from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QWidget

from deepsat.jobs import UserError
from deepsat_qgis.dock.dock import DeepSatDock
from deepsat_qgis.dock.imagery.product_opening import OpenProductTask
from deepsat_qgis.dock.models.model_actions import ModelActions
from deepsat_qgis.dock.runs.controller import Controller
from deepsat_qgis.dock.runs.live_preview import LivePreview, remove_left_over
from deepsat_qgis.dock.runs.mapping import MapTask, ResumedTask, RunTask
from deepsat_qgis.dock.runs.output_folder import discard_if_fruitless, is_taken
from deepsat_qgis.dock.runs.polygons_task import PolygonsTask
from deepsat_qgis.dock.runs.request import MapRequest
from deepsat_qgis.dock.runs.rounds import interrupted_in
from deepsat_qgis.dock.runs.suggesting import SuggestRequest, SuggestTask
from deepsat_qgis.dock.runs.task import Task
from deepsat_qgis.dock.setup.environment_dialog import EnvironmentDialog
from deepsat_qgis.dock.setup.installer import Installer
from deepsat_qgis.failures import failure_of
from deepsat_qgis.layers.result_group import add_polygons
from deepsat_qgis.run_record import Run
from deepsat_qgis.settings import save_settings
from deepsat_qgis.translation import reported, tr


class Panel(QObject):
    """The dock with everything that stands behind it."""

    def __init__(self, project: QgsProject, canvas: QgsMapCanvas, parent: QWidget) -> None:
        super().__init__(parent)
        self._project = project
        self.dock = DeepSatDock(project, parent)
        self.controller = Controller(self.dock)
        self.installer = Installer(self.dock)
        self.models = ModelActions(project, self.dock, self.controller)
        self._environment: Optional[EnvironmentDialog] = None
        self.preview = LivePreview(project, canvas, self.dock.request, self.dock)
        self._connect_requests()
        self._connect_runs()
        self._connect_set_up()
        self._connect_preview()
        remove_left_over(project)

    def open_environment(self) -> None:
        """Shows what DeepSat computes with."""
        if self._environment is None:
            self._environment = EnvironmentDialog(self.installer, self.dock)
        self._environment.refresh()
        self._environment.show()
        self._environment.raise_()

    def warm_up(self) -> None:
        """Starts the worker ahead, unless its environment is being made."""
        if not self.installer.is_running:
            self.controller.warm_up()

    def close(self) -> None:
        """Remembers the settings, ends all processes and removes the dock."""
        save_settings(self.dock.settings())
        self.dock.close_tools()
        self.preview.close()
        self.installer.close()
        self.controller.close()
        if self._environment is not None:
            self._environment.close()
        self.dock.setParent(None)
        self.dock.deleteLater()
        self.deleteLater()

    def _connect_requests(self) -> None:
        dock = self.dock
        dock.requested.connect(self._map)
        dock.suggestions_requested.connect(self._suggest)
        dock.product_requested.connect(self._open_product)
        dock.environment_requested.connect(self.open_environment)
        dock.apply_requested.connect(self.models.apply_current)
        dock.save_requested.connect(self.models.save_current)
        dock.models_requested.connect(self.models.manage)
        dock.polygons_requested.connect(self._draw_polygons)
        dock.cancel_requested.connect(self.controller.cancel)
        dock.run_panel.resume.resume_pressed.connect(self._resume)
        dock.run_panel.resume.discard_pressed.connect(self._discard)
        self._project.cleared.connect(self._leave_project)

    def _connect_runs(self) -> None:
        dock, controller = self.dock, self.controller
        controller.worker_ready.connect(dock.show_worker)
        controller.started.connect(dock.show_started)
        controller.progressed.connect(dock.show_progress)
        controller.measured.connect(dock.show_metric)
        controller.succeeded.connect(self._tell)
        controller.failed.connect(dock.show_failure)
        controller.cancelled.connect(dock.show_cancelled)
        controller.idle.connect(dock.show_idle)

    def _connect_set_up(self) -> None:
        dock, installer = self.dock, self.installer
        dock.set_up_requested.connect(installer.start)
        dock.set_up_cancelled.connect(installer.cancel)
        installer.started.connect(dock.show_set_up_started)
        installer.progressed.connect(dock.setup.show_progress)
        installer.failed.connect(dock.show_set_up_failed)
        installer.cancelled.connect(dock.show_set_up_cancelled)
        installer.done.connect(dock.show_set_up_done)
        installer.done.connect(self.controller.restart)

    def _connect_preview(self) -> None:
        dock, preview = self.dock, self.preview
        dock.preview_switched.connect(preview.switch)
        dock.preview_outdated.connect(preview.renew)
        preview.told.connect(dock.run_panel.show_preview)
        preview.failed.connect(dock.show_failure)
        preview.switched_off.connect(lambda: dock.run_panel.set_preview_on(False))
        self._project.cleared.connect(lambda: preview.switch(False))
        self._project.readProject.connect(lambda: remove_left_over(self._project))

    def _map(self, request: MapRequest) -> None:
        self.controller.start(MapTask(self._project, self.dock.rounds, request))

    def _resume(self, run: Run) -> None:
        if self._is_left(run):
            self.controller.start(ResumedTask(self._project, self.dock.rounds, run))

    def _discard(self, run: Run) -> None:
        if self._is_left(run):
            discard_if_fruitless(run.folder)
            self.dock.offer_interrupted()

    def _is_left(self, run: Run) -> bool:
        """Whether a run is as interrupted as when it was offered; says so where another window has taken it over."""
        if interrupted_in(run.folder) is not None:
            return True
        text = tr("“{name}” is no longer interrupted: another window has finished or discarded it.")
        if is_taken(run.folder):
            text = tr("“{name}” goes on in another window.")
        self.dock.show_text("info", text.format(name=run.name))
        self.dock.offer_interrupted()
        return False

    def _open_product(self, product: Path) -> None:
        self.controller.start(OpenProductTask(self._project, product))

    def _suggest(self, request: SuggestRequest) -> None:
        self.controller.start(SuggestTask(self._project, request))

    def _draw_polygons(self, run: Run) -> None:
        """A map does not change: polygons that are there are shown again."""
        if not run.polygons.is_file():
            self.controller.start(PolygonsTask(self._project, run))
            return
        try:
            add_polygons(self._project, run, run.polygons)
        except UserError as error:
            self.dock.show_failure(failure_of(error))

    def _tell(self, task: Task, result: Mapping[str, Any]) -> None:
        """Says in words what a task brought, where its layers alone do not."""
        self.models.note(task, result)
        if isinstance(task, RunTask) and task.run is not None and result.get("doubts"):
            doubts = " ".join(map(reported, result["doubts"]))
            self.dock.show_text("warning", tr("“{name}”: {doubts}").format(name=task.run.name, doubts=doubts))
        if isinstance(task, OpenProductTask):
            self.dock.form.imagery_section.take(task.layers)
            self.dock.show_text("info", task.words)
        if isinstance(task, SuggestTask) and task.found:
            first = task.found[0]["reason"]
            self.dock.show_text(
                "info",
                tr(
                    "{count} places to label next are in the layer “Where to label next”, the most useful first: "
                    "{reason}. Draw labels there, or fill in the field “class” of the boxes."
                ).format(count=len(task.found), reason=reported(first)),
            )

    def _leave_project(self) -> None:
        can_go_on = isinstance(self.controller.task, RunTask)
        if self.controller.leave_project() and can_go_on:
            self.dock.show_text(
                "info",
                tr("The run was interrupted with its project. Open that project again to go on with it."),
            )
