"""Loading, unloading and reloading the plugin leaves nothing behind."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any, Iterator

import pytest

UPGRADE = """
    import importlib, pathlib, sys
    plugin = pathlib.Path(sys.argv[1])
    sys.path.insert(0, str(plugin.parent))
    from qgis.core import QgsApplication
    application = QgsApplication([], False)
    application.initQgis()
    import qgis.utils
    qgis.utils.available_plugins = [plugin.name]

    def load():
        made = __import__(plugin.name).classFactory(None)
        made.initProcessing()
        importlib.import_module(plugin.name + ".layers.band_use")
        return made

    def append(path, line):
        with (plugin / path).open("a", encoding="utf-8") as file:
            file.write(line + chr(10))

    first = load()
    append("core/deepsat/jobs/errors.py", "ADDED = 'to the jobs'")
    append("layers/band_use.py", "ADDED = 'to what was imported ahead'")
    append("provider.py", "from deepsat.jobs.errors import ADDED")
    first.unload()
    qgis.utils._unloadPluginModules(plugin.name)
    second = load()
    print(sys.modules["deepsat_qgis.provider"].ADDED, "|", sys.modules["deepsat_qgis.layers.band_use"].ADDED)
    second.unload()
    application.exitQgis()
"""


class Interface:
    """pytest-qgis' interface with what it lacks, remembering what was added."""

    def __init__(self, iface: Any) -> None:
        self._iface = iface
        self.icons: list[Any] = []
        self.menu: list[tuple[str, Any]] = []
        self.docks: list[Any] = []

    def mainWindow(self) -> Any:
        return self._iface.mainWindow()

    def mapCanvas(self) -> Any:
        return self._iface.mapCanvas()

    def addToolBarIcon(self, action: Any) -> None:
        self.icons.append(action)

    def removeToolBarIcon(self, action: Any) -> None:
        self.icons.remove(action)

    def addPluginToMenu(self, name: str, action: Any) -> None:
        self.menu.append((name, action))

    def removePluginMenu(self, name: str, action: Any) -> None:
        self.menu.remove((name, action))

    def addDockWidget(self, area: Any, dock: Any) -> None:
        self.docks.append(dock)
        self.mainWindow().addDockWidget(area, dock)


@pytest.fixture(autouse=True)
def modules_of_the_tests() -> Iterator[None]:
    """Other tests go on with the modules that they have imported, whichever an unloaded plugin forgets."""

    def ours() -> dict[str, Any]:
        return {name: module for name, module in sys.modules.items() if name.partition(".")[0].startswith("deepsat")}

    before = ours()
    yield
    for name in ours():
        del sys.modules[name]
    sys.modules.update(before)


@pytest.fixture
def interface(qgis_iface: Any, project: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Interface:
    """The interface, on a machine without a worker environment: nothing is started."""
    monkeypatch.delenv("DEEPSAT_PYTHON", raising=False)
    monkeypatch.setenv("DEEPSAT_ENVIRONMENTS", str(tmp_path / "none"))
    return Interface(qgis_iface)


def docks(interface: Interface) -> list[Any]:
    """Panels in the window."""
    from qgis.PyQt.QtCore import QCoreApplication, QEvent
    from qgis.PyQt.QtWidgets import QDockWidget

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return interface.mainWindow().findChildren(QDockWidget, "DeepSatDock")


def providers() -> int:
    from qgis.core import QgsApplication

    return [provider.id() for provider in QgsApplication.processingRegistry().providers()].count("deepsat")


def test_loading_adds_and_unloading_removes_everything_twice(interface: Interface) -> None:
    from deepsat_qgis import classFactory

    for _ in range(2):
        plugin = classFactory(interface)
        plugin.initGui()
        assert (len(interface.icons), len(interface.menu), providers()) == (1, 2, 1)
        assert docks(interface) == []
        interface.icons[0].setChecked(True)
        assert len(docks(interface)) == 1
        plugin.unload()
        assert (interface.icons, interface.menu, docks(interface), providers()) == ([], [], [], 0)


def test_panel_is_toggled_and_its_close_button_unchecks_the_action(interface: Interface) -> None:
    from deepsat_qgis.plugin import DeepSatPlugin

    plugin = DeepSatPlugin(interface)
    plugin.initGui()
    action = interface.icons[0]
    interface.mainWindow().show()
    action.setChecked(True)
    (dock,) = docks(interface)
    assert dock.isVisible()
    action.setChecked(False)
    assert not dock.isVisible()
    action.setChecked(True)
    assert docks(interface) == [dock]
    dock.close()
    assert not action.isChecked()
    plugin.unload()


def test_without_environment_the_panel_opens_and_offers_the_set_up(interface: Interface) -> None:
    from deepsat_qgis.plugin import DeepSatPlugin

    plugin = DeepSatPlugin(interface)
    plugin.initGui()
    interface.icons[0].setChecked(True)
    (dock,) = docks(interface)
    assert dock.setup.is_needed
    assert "not installed yet" in dock.setup.text.text()
    plugin.unload()


def test_the_panel_that_is_opened_again_still_shows_the_installation(interface: Interface, tmp_path: Path) -> None:
    from deepsat_qgis.plugin import DeepSatPlugin
    from deepsat_qgis.worker.environment import InstallOptions

    plugin = DeepSatPlugin(interface)
    plugin.initGui()
    interface.mainWindow().show()
    action = interface.icons[0]
    action.setChecked(True)
    (dock,) = docks(interface)
    (tmp_path / "wheels").mkdir()
    plugin._panel.installer.start(InstallOptions(offline=tmp_path / "wheels"))
    action.setChecked(False)
    action.setChecked(True)
    assert plugin._panel.installer.is_running
    assert dock.setup.progress.isVisibleTo(dock)
    assert not dock.setup.set_up_button.isVisibleTo(dock)
    assert dock.setup.text.text().startswith("DeepSat is being set up.")
    plugin.unload()


def test_qgis_process_has_no_interface(qgis_app: Any) -> None:
    from deepsat_qgis import classFactory

    plugin = classFactory(None)
    plugin.initProcessing()
    assert providers() == 1
    plugin.unload()
    assert providers() == 0


def test_an_upgraded_plugin_is_loaded_as_a_whole_in_the_qgis_that_runs(tmp_path: Path) -> None:
    import deepsat_qgis.paths as paths

    plugin = tmp_path / "deepsat_qgis"
    without = shutil.ignore_patterns("__pycache__", "core", "resources")
    shutil.copytree(paths.PLUGIN_FOLDER, plugin, ignore=without)
    shutil.copytree(paths.CORE_FOLDER / "deepsat" / "jobs", plugin / "core" / "deepsat" / "jobs", ignore=without)
    shutil.copy(paths.CORE_FOLDER / "deepsat" / "__init__.py", plugin / "core" / "deepsat")
    (plugin / "resources" / "i18n").mkdir(parents=True)
    command = [sys.executable, "-B", "-c", textwrap.dedent(UPGRADE), str(plugin)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["to the jobs | to what was imported ahead"], done.stderr


def test_importing_the_package_needs_no_qgis() -> None:
    import deepsat_qgis

    code = (
        "import sys; sys.modules['qgis'] = None; sys.modules['osgeo'] = None\n"
        "import deepsat_qgis, deepsat_qgis.paths as p, deepsat.jobs\n"
        "print(p.CORE_FOLDER.name, (p.CORE_FOLDER / 'deepsat').is_dir(), p.RESOURCES_FOLDER.is_dir())"
    )
    parent = Path(deepsat_qgis.__file__).resolve().parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=parent, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["core", "True", "True"], done.stderr


def test_modules_are_imported_one_at_a_time_until_told_to_stop(
    qgis_app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qgis.PyQt.QtCore import QObject
    from qgis.PyQt.QtTest import QTest

    from deepsat_qgis.import_ahead import ImportAhead

    names = [f"ahead_{number}" for number in range(2)]
    for name in names:
        (tmp_path / f"{name}.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    parent = QObject()
    ahead = ImportAhead(names, parent)
    while names[0] not in sys.modules:
        QTest.qWait(1)
    assert names[1] not in sys.modules
    ahead.stop()
    QTest.qWait(200)
    assert names[1] not in sys.modules


def test_what_is_imported_ahead_is_the_panel_with_what_it_needs_first() -> None:
    from deepsat_qgis.import_ahead import panel_modules

    names = panel_modules()
    assert names.index("deepsat_qgis.layers.scene_facts") < names.index("deepsat_qgis.dock.panel")
    assert not [name for name in names if "__init__" in name]
    assert names.index("deepsat_qgis.dock.labels.labels_section") < names.index("deepsat_qgis.dock.form")
