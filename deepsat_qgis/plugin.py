"""What QGIS loads and unloads: toolbar button, menu entry, panel and Processing provider."""

from __future__ import annotations

import importlib
import sys
from typing import Any, Optional

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon

from deepsat_qgis.import_ahead import ImportAhead, panel_modules
from deepsat_qgis.moved_in_qt6 import QAction
from deepsat_qgis.paths import icon_path
from deepsat_qgis.provider import DeepSatProvider
from deepsat_qgis.translation import tr

MENU = "DeepSat"
_PACKAGES = ("deepsat", "deepsat_qgis")


class DeepSatPlugin:
    """The plugin. In `qgis_process` there is no `iface` and only `initProcessing` is called."""

    def __init__(self, iface: Any) -> None:
        self._iface = iface
        self._provider: Optional[DeepSatProvider] = None
        self._action: Optional[QAction] = None
        self._environment_action: Optional[QAction] = None
        self._panel: Optional[Any] = None
        self._ahead: Optional[ImportAhead] = None

    def initProcessing(self) -> None:
        """Adds the provider."""
        self._provider = DeepSatProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:
        """Adds the provider, the button and the menu entry; the panel is made when it is first asked for."""
        self.initProcessing()
        action = QAction(QIcon(icon_path("deepsat")), tr("DeepSat"), self._iface.mainWindow())
        action.setObjectName("deepsat_toggle_panel")
        action.setCheckable(True)
        action.setToolTip(tr("Show or hide the DeepSat panel"))
        action.toggled.connect(self._show_panel)
        self._iface.addToolBarIcon(action)
        self._iface.addPluginToMenu(MENU, action)
        self._action = action
        environment = QAction(QIcon(icon_path("check")), tr("Environment…"), self._iface.mainWindow())
        environment.setObjectName("deepsat_environment")
        environment.setToolTip(tr("Check, install or repair what DeepSat computes with"))
        environment.triggered.connect(self._open_environment)
        self._iface.addPluginToMenu(MENU, environment)
        self._environment_action = environment
        self._ahead = ImportAhead(panel_modules(), self._iface.mainWindow())

    def unload(self) -> None:
        """Removes everything that was added, ends every process that was started, and forgets the plugin's modules."""
        if self._ahead is not None:
            self._ahead.stop()
            self._ahead.deleteLater()
            self._ahead = None
        if self._panel is not None:
            self._panel.close()
            self._panel = None
        if self._action is not None:
            self._iface.removeToolBarIcon(self._action)
            self._iface.removePluginMenu(MENU, self._action)
            self._action.deleteLater()
            self._action = None
        if self._environment_action is not None:
            self._iface.removePluginMenu(MENU, self._environment_action)
            self._environment_action.deleteLater()
            self._environment_action = None
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        _forget_modules()

    def _open_environment(self) -> None:
        """The panel comes along: it shows how far an installation is once the dialog is closed."""
        if self._action is not None:
            self._action.setChecked(True)
        if self._panel is not None:
            self._panel.open_environment()

    def _show_panel(self, wanted: bool) -> None:
        if self._panel is None and wanted:
            # Not at the top: qgis.gui is not there for qgis_process, and QGIS starts faster without the panel.
            from deepsat_qgis.dock.panel import Panel

            self._panel = Panel(QgsProject.instance(), self._iface.mapCanvas(), self._iface.mainWindow())
            self._panel.dock.closed.connect(lambda: self._action.setChecked(False))
            self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._panel.dock)
        if self._panel is not None:
            self._panel.dock.setUserVisible(wanted)
            if wanted:
                self._panel.warm_up()


def _forget_modules() -> None:
    """Lets an upgraded plugin be loaded as a whole. Code that still runs keeps the modules that it came from.

    QGIS forgets what its own import hook has seen of `deepsat_qgis`: neither what `importlib` brought, nor `deepsat`.
    """
    for name in [name for name in sys.modules if name.partition(".")[0] in _PACKAGES]:
        del sys.modules[name]
    importlib.invalidate_caches()
