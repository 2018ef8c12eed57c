"""What can be done with a model beside training it: apply it, keep it under a name, manage all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping, Optional

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QDialog, QInputDialog, QLineEdit

from deepsat.jobs import UserError
from deepsat_qgis.dock.dock import DeepSatDock
from deepsat_qgis.dock.models.apply_dialog import ApplyDialog
from deepsat_qgis.dock.models.applying import ApplyRequest, tasks_of
from deepsat_qgis.dock.models.exporting import ExportTask, ask_file
from deepsat_qgis.dock.models.known_models import KnownModel, remember, save_as
from deepsat_qgis.dock.models.model_manager import ModelManager
from deepsat_qgis.dock.models.restoring import RestoreTask
from deepsat_qgis.dock.runs.controller import Controller
from deepsat_qgis.dock.runs.mapping import RunTask
from deepsat_qgis.dock.runs.task import Task
from deepsat_qgis.failures import failure_of
from deepsat_qgis.translation import reported, tr
from deepsat_qgis.wording import export_sentence


class ModelActions(QObject):
    """Asks what is missing, and hands the work to the controller."""

    def __init__(self, project: QgsProject, dock: DeepSatDock, controller: Controller) -> None:
        super().__init__(dock)
        controller.started.connect(self._show_busy)
        controller.idle.connect(self._show_busy)
        self._project, self._dock, self._controller = project, dock, controller
        self._manager: Optional[ModelManager] = None

    def apply_current(self) -> None:
        """Asks for rasters and maps them with the current model."""
        run = self._dock.rounds.current
        if run is not None:
            self._ask_rasters(run.model, run.name)

    def apply(self, request: ApplyRequest) -> None:
        """Maps rasters, one after the other."""
        self._controller.start(*tasks_of(self._project, self._dock.rounds, request))

    def save_current(self) -> None:
        """Asks for a name and keeps the current model under it."""
        run = self._dock.rounds.current
        if run is None:
            return
        wished = run.scene.translate(dict.fromkeys(map(ord, '/\\:*?"<>|'), "-"))
        name, is_given = QInputDialog.getText(
            self._dock, tr("Save the model"), tr("Name of the model"), QLineEdit.EchoMode.Normal, wished
        )
        if is_given:
            self.save(run.model, name)

    def save(self, model: Path, name: str) -> None:
        """Keeps a model under a name, outside the project."""
        try:
            folder = save_as(model, name)
        except UserError as error:
            self._dock.notice.show_failure(failure_of(error))
        else:
            self._dock.show_text("info", tr("The model is kept as “{}”.").format(folder.name))

    def manage(self) -> None:
        """Shows the models on this computer."""
        folders = [run.model for run in self._dock.rounds.runs if run.is_training]
        manager = ModelManager(folders, self._controller.uses, self._dock)
        manager.changed.connect(self._dock.rounds.reread)
        manager.apply_wanted.connect(self._apply_known)
        manager.export_wanted.connect(self._ask_export)
        manager.restore_wanted.connect(lambda folder: self._controller.start(RestoreTask(folder)))
        self._manager = manager
        self._show_busy()
        manager.exec()
        self._manager = None

    def note(self, task: Task, result: Mapping[str, Any]) -> None:
        """Keeps in mind which models there are."""
        if isinstance(task, RunTask) and task.run is not None and task.run.is_training:
            remember(task.run.model)
        if isinstance(task, ExportTask):
            self._tell_of_export(task, result)
        if isinstance(task, RestoreTask):
            made = str(result["created"])[:16].replace("T", " ")
            self._dock.show_text(
                "info", tr("“{name}” is the model of {made} again.").format(name=task.model.name, made=made)
            )
            if self._manager is not None:
                self._manager.refresh()

    def _show_busy(self, _task: Optional[Task] = None) -> None:
        if self._manager is not None:
            self._manager.set_busy(self._controller.is_running)

    def _ask_rasters(self, model: Path, name: str) -> None:
        device, series = self._dock.start.device.currentData(), self._dock.form.imagery_section.series()
        dialog = ApplyDialog(model, name, device, series, self._dock)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.request is not None:
            self.apply(dialog.request)

    def _apply_known(self, model: KnownModel) -> None:
        if self._manager is not None:
            self._manager.accept()
        self._ask_rasters(model.folder, model.name)

    def export(self, model: KnownModel, file: Path, file_format: str) -> None:
        """Writes a model as a file for other programs."""
        self._controller.start(ExportTask(model.folder, model.name, file, file_format))

    def _ask_export(self, model: KnownModel) -> None:
        asked = ask_file(model, self._manager or self._dock)
        if asked is not None:
            # The dock shows how far it is, and why where it fails.
            if self._manager is not None:
                self._manager.accept()
            self.export(model, *asked)

    def _tell_of_export(self, task: ExportTask, result: Mapping[str, Any]) -> None:
        level = "info" if result["agreement"] is not None else "warning"
        written = tr("“{name}” is written.").format(name=task.file.name)
        self._dock.show_text(level, " ".join([written, export_sentence(result), *map(reported, result["findings"])]))
