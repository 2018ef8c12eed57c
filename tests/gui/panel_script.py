"""Runs inside a real QGIS (`qgis --code`): does with the mouse what a person does, and writes down what it saw.

The steps are a generator: each `yield` hands control back to QGIS until a condition holds. Whatever happens, QGIS is
ended and the notes are written; the test that started QGIS reads them and judges.
"""

from __future__ import annotations

import json
import os
import time
import traceback
from pathlib import Path
from typing import Any, Callable, Iterator

import qgis.utils
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QPoint, QSize, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QToolButton, QWidget
from qgis.utils import iface, plugins

FOLDER = Path(os.environ["DEEPSAT_TEST_FOLDER"])
PICTURES = Path(os.environ["DEEPSAT_TEST_PICTURES"])
RASTER, LABELS = os.environ["DEEPSAT_TEST_RASTER"], os.environ["DEEPSAT_TEST_LABELS"]
STORY = os.environ["DEEPSAT_TEST_STORY"]
PLUGIN = "deepsat_qgis"
# QGIS names a saved result after its file, unless a person has set it otherwise.
MAP_NAME = "map"

notes: dict[str, Any] = {}
Steps = Iterator[tuple[str, Callable[[], Any], float]]


# -- hands and eyes ---


def click(widget: QWidget) -> None:
    QTest.mouseClick(
        widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(12, widget.height() // 2)
    )


def panel() -> Any:
    """What stands behind the dock."""
    return plugins[PLUGIN]._panel


def dock() -> Any:
    return panel().dock


def photograph(name: str, widget: QWidget | None = None) -> None:
    QgsApplication.processEvents()
    (widget or iface.mainWindow()).grab().save(str(PICTURES / f"{STORY}_{name}.png"))


def toggle_action() -> QAction:
    return iface.mainWindow().findChild(QAction, "deepsat_toggle_panel")


def open_panel() -> None:
    button = next(
        widget for widget in toggle_action().associatedWidgets() if widget.metaObject().className() == "QToolBar"
    )
    click(button.widgetForAction(toggle_action()))


def load_layers() -> None:
    iface.mainWindow().resize(1380, 860)
    # The panels that QGIS opens by itself would take the room of the map.
    for name in ("Browser", "UndoDock"):
        other = iface.mainWindow().findChild(QDockWidget, name)
        if other is not None:
            other.hide()
    scene = QgsRasterLayer(RASTER, "Flusstal", "gdal")
    scene.renderer().setRedBand(3)
    scene.renderer().setBlueBand(1)
    labels = QgsVectorLayer(f"{LABELS}|layername=labels", "Training polygons", "ogr")
    labels.setOpacity(0.6)
    QgsProject.instance().addMapLayers([labels, scene])
    iface.mapCanvas().setExtent(scene.extent())
    iface.mapCanvas().refresh()


def top_of_layer_tree() -> dict[str, Any]:
    """The first group of the layer tree and the legend of its first layer."""
    group = QgsProject.instance().layerTreeRoot().children()[0]
    nodes = group.findLayers() if hasattr(group, "findLayers") else []
    legend = [item.label for item in nodes[0].layer().renderer().classes()] if nodes else []
    return {"group": group.name(), "layers": [node.name() for node in nodes], "legend": legend}


def leftovers() -> dict[str, int]:
    """What of the plugin there is to be seen in the window."""
    window = iface.mainWindow()
    return {
        "actions": len(window.findChildren(QAction, "deepsat_toggle_panel")),
        "docks": len([d for d in window.findChildren(QDockWidget) if d.objectName() == "DeepSatDock"]),
        "providers": [p.id() for p in QgsApplication.processingRegistry().providers()].count("deepsat"),
    }


def worker_pid() -> int:
    return panel().controller.hello.pid


# -- stories ---


def finetune_story() -> Steps:
    """Run, cancel, run again, look at the result, make a mistake, change the theme, reload, close while running."""
    load_layers()
    open_panel()
    notes["folder_unsaved"] = dock().folder_line.text()
    # Results beside the project are no temporary layers, about which QGIS asks when it is closed.
    QgsProject.instance().write(str(FOLDER / "Projekt ä.qgz"))
    notes["folder_saved"] = dock().folder_line.text()
    yield "worker is up", lambda: "Device" in dock().start_line.text(), 120
    notes["start_line"] = dock().start_line.text()
    notes["start_from"] = dock().form.start_from.currentText()
    dock().form.max_minutes.setValue(1)
    iface.mainWindow().resizeDocks([dock()], [340], Qt.Orientation.Horizontal)
    yield "map is drawn", lambda: not iface.mapCanvas().isDrawing(), 20
    photograph("1_open")

    click(dock().run_panel.run_button)
    yield "skill while training", dock().run_panel.skill.isVisible, 120
    photograph("2_running")
    notes["stage_while_running"] = dock().run_panel.progress.text.text()
    pressed = time.monotonic()
    click(dock().run_panel.progress.cancel_button)
    yield "cancelled", dock().notice.isVisible, 10
    notes["seconds_to_cancel"] = time.monotonic() - pressed
    notes["notice_after_cancel"] = dock().notice.text.text()
    notes["layers_after_cancel"] = len(QgsProject.instance().mapLayers())
    photograph("3_cancelled")

    click(dock().run_panel.run_button)
    yield "result", lambda: dock().result.isVisible() or dock().notice.isVisible(), 400
    yield "map is drawn", lambda: not iface.mapCanvas().isDrawing(), 20
    notes["notice_after_run"] = dock().notice.text.text() if dock().notice.isVisible() else ""
    notes["skill"] = dock().result.skill.text()
    notes["top"] = top_of_layer_tree()
    view = iface.layerTreeView()
    notes["legend_is_seen"] = view.isExpanded(view.model().index(0, 0))
    notes["map"] = QgsProject.instance().layerTreeRoot().findLayers()[0].layer().source()
    photograph("4_result")

    labels = QgsProject.instance().mapLayersByName("Training polygons")[0]
    labels.selectByExpression("\"class\" = 'water'")
    click(dock().form.selected_only)
    click(dock().run_panel.run_button)
    yield "refusal", dock().notice.isVisible, 60
    notes["refusal"] = dock().notice.text.text()
    photograph("5_refusal")

    dock().setFloating(True)
    dock().resize(QSize(300, 760))
    dock().form.advanced.setCollapsed(False)
    yield "resized", lambda: dock().width() <= 310, 5
    notes["width"] = dock().width()
    photograph("6_narrow", dock())
    QgsApplication.setUITheme("Night Mapping")
    yield "repainted", after(1.0), 5
    photograph("7_dark", dock())
    QgsApplication.setUITheme("default")
    dock().setFloating(False)

    for _ in range(2):
        qgis.utils.reloadPlugin(PLUGIN)
        yield "reloaded", after(0.5), 5
    notes["after_reload"] = leftovers()
    labels.removeSelection()
    open_panel()
    yield "worker is up", lambda: "Device" in dock().start_line.text(), 120
    click(dock().run_panel.run_button)
    yield "progress", lambda: dock().run_panel.progress.bar.value() > 50, 120
    QgsProject.instance().removeMapLayer(QgsProject.instance().mapLayersByName("Flusstal")[0].id())
    yield "still running", after(1.0), 5
    notes["running_without_layer"] = panel().controller.is_running
    notes["worker_pid"] = worker_pid()


def set_up_story() -> Steps:
    """No environment: the panel says so and offers to make one."""
    load_layers()
    open_panel()
    yield "offer", dock().setup.isVisible, 30
    iface.mainWindow().resizeDocks([dock()], [340], Qt.Orientation.Horizontal)
    yield "settled", after(0.5), 5
    notes["offer"] = dock().setup.text.text()
    notes["run_enabled"] = dock().run_panel.run_button.isEnabled()
    photograph("1_offer")


def toolbox_story() -> Steps:
    """The algorithm's own dialog, as the toolbox opens it, and a run from there in Processing's own thread."""
    import processing

    load_layers()
    given = {
        "INPUT": [RASTER],
        "LABELS": f"{LABELS}|layername=labels",
        "CLASS_FIELD": "class",
        "MAX_MINUTES": 0.5,
        "OUTPUT": str(FOLDER / "map.tif"),
        "MODEL": str(FOLDER / "model"),
        "REPORT": str(FOLDER / "report.html"),
    }
    dialog = processing.createAlgorithmDialog("deepsat:mapfromlabels", given)
    dialog.resize(900, 1200)
    dialog.show()
    yield "shown", after(1.0), 5
    QTest.mouseClick(dialog.findChild(QToolButton, "collapseButton"), Qt.MouseButton.LeftButton)
    yield "unfolded", after(1.0), 5
    photograph("1_dialog", dialog)
    click(dialog.runButton())
    yield "map is loaded", lambda: QgsProject.instance().mapLayersByName(MAP_NAME), 300
    (result,) = QgsProject.instance().mapLayersByName(MAP_NAME)
    notes["legend"] = [item.label for item in result.renderer().classes()]
    notes["temporary_labels"] = [str(path) for path in Path(os.environ["TMPDIR"]).rglob("labels.gpkg")]
    yield "written", after(1.0), 5
    photograph("2_log", dialog)
    dialog.close()


def after(seconds: float) -> Callable[[], bool]:
    """A condition that holds once this time has passed."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() >= until


# -- running the story ---


class Player:
    """Advances the story whenever its condition holds, and ends QGIS with it."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._waiting_for: tuple[str, Callable[[], bool], float] = ("start", after(1.0), 60)
        self._since = time.monotonic()
        self._timer = QTimer()
        self._timer.setInterval(50)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        name, condition, seconds = self._waiting_for
        try:
            if condition():
                self._waiting_for = next(self._steps)
                self._since = time.monotonic()
            elif time.monotonic() - self._since > seconds:
                raise TimeoutError(f"waited {seconds} s for: {name}")
        except StopIteration:
            self._end()
        # Anything at all must end QGIS, and be told to the test.
        except Exception:
            notes["failure"] = traceback.format_exc()
            photograph("failure")
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        (FOLDER / "notes.json").write_text(json.dumps(notes, ensure_ascii=False))
        QgsProject.instance().setDirty(False)
        iface.actionExit().trigger()


STORIES = {"finetune": finetune_story, "set_up": set_up_story, "toolbox": toolbox_story}
player = Player(STORIES[STORY]())
