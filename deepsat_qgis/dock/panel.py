"""Panel, controller and installer, wired together."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QWidget

from deepsat_qgis.dock.controller import Controller
from deepsat_qgis.dock.dock import DeepSatDock
from deepsat_qgis.dock.installer import Installer
from deepsat_qgis.settings import save_settings


class Panel:
    """The dock with everything that stands behind it."""

    def __init__(self, project: QgsProject, parent: QWidget) -> None:
        self.dock = DeepSatDock(project, parent)
        self.controller = Controller(project, self.dock)
        self.installer = Installer(self.dock)
        self._connect_runs()
        self._connect_set_up()

    def _connect_runs(self) -> None:
        self.dock.requested.connect(self.controller.start)
        self.dock.cancel_requested.connect(self.controller.cancel)
        self.controller.worker_ready.connect(self.dock.show_worker)
        self.controller.started.connect(self.dock.show_started)
        self.controller.progressed.connect(self.dock.show_progress)
        self.controller.succeeded.connect(self.dock.show_result)
        self.controller.failed.connect(self.dock.show_failure)
        self.controller.cancelled.connect(self.dock.show_cancelled)

    def _connect_set_up(self) -> None:
        self.dock.set_up_requested.connect(self.installer.start)
        self.dock.set_up_cancelled.connect(self.installer.cancel)
        self.installer.started.connect(self.dock.show_set_up_started)
        self.installer.progressed.connect(self.dock.setup.show_progress)
        self.installer.failed.connect(self.dock.show_set_up_failed)
        self.installer.cancelled.connect(self.dock.show_set_up_cancelled)
        self.installer.done.connect(self.dock.show_set_up_done)
        self.installer.done.connect(self.controller.warm_up)

    def close(self) -> None:
        """Remembers the settings, ends all processes and removes the dock."""
        save_settings(self.dock.settings())
        self.dock.form.close_tools()
        self.installer.close()
        self.controller.close()
        self.dock.setParent(None)
        self.dock.deleteLater()
