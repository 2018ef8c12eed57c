"""Runs inside QGIS: lets a story go on whenever what it waits for has happened, and ends QGIS with it.

A story is a generator of (what is waited for, condition, seconds after which that has failed). In between QGIS goes
on as it would with a person before it.
"""

from __future__ import annotations

import json
import os
import time
import traceback
from pathlib import Path
from typing import Any, Callable, Iterator

from qgis.core import QgsProject, QgsReferencedRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QWidget
from qgis.utils import iface, plugins

FOLDER = Path(os.environ["DEEPSAT_STORY_FOLDER"])
PLUGIN = "deepsat_qgis"
_WIDE_PANEL_PX = 370
Steps = Iterator[tuple[str, Callable[[], Any], float]]

notes: dict[str, Any] = {}
"""What the story found; whoever started QGIS reads them."""


def dock() -> Any:
    """The panel."""
    return plugins[PLUGIN]._panel.dock


def click(widget: QWidget) -> None:
    """Presses the left button of the mouse on a widget."""
    place = QPoint(min(12, widget.width() // 2), widget.height() // 2)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def after(seconds: float) -> Callable[[], bool]:
    """A condition that holds once this time has passed."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() >= until


def map_is_drawn() -> bool:
    """Whether QGIS does not draw its map."""
    return not iface.mapCanvas().isDrawing()


def arrange_window(width: int, height: int) -> None:
    """No more toolbars and panels than a map maker needs."""
    window = iface.mainWindow()
    window.setGeometry(0, 0, width, height)
    for name in ("Browser", "UndoDock", "LayerOrder"):
        other = window.findChild(QDockWidget, name)
        if other is not None:
            other.hide()
    wanted = {"mFileToolBar", "mMapNavToolBar", "mDigitizeToolBar", "mPluginToolBar", "mAttributesToolBar"}
    for bar in window.findChildren(QWidget):
        if bar.metaObject().className() == "QToolBar" and bar.parent() is window:
            bar.setVisible(bar.objectName() in wanted)


def open_panel() -> None:
    """Shows the panel, as its button does."""
    iface.mainWindow().findChild(QAction, "deepsat_toggle_panel").trigger()


def open_wide_panel() -> None:
    """Shows the panel in a width that suits pictures."""
    open_panel()
    iface.mainWindow().resizeDocks([dock()], [_WIDE_PANEL_PX], Qt.Orientation.Horizontal)


def load_sample() -> None:
    """The sample scene with its polygons, as the panel's button opens them."""
    from deepsat_qgis.layers.sample_scene import open_sample

    scene, labels = open_sample(QgsProject.instance())
    iface.setActiveLayer(labels)
    iface.mapCanvas().setReferencedExtent(QgsReferencedRectangle(scene.extent(), scene.crs()))
    iface.mapCanvas().refresh()


class Player:
    """Keeps a story going; one of it must be kept."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._waiting_for: tuple[str, Callable[[], Any], float] = ("start", after(1.0), 60)
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
        # Anything at all must end QGIS, and be told to whoever started it.
        except Exception:
            notes["failure"] = traceback.format_exc()
            iface.mainWindow().grab().save(str(FOLDER / "failure.png"))
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        (FOLDER / "notes.json").write_text(json.dumps(notes, ensure_ascii=False), encoding="utf-8")
        # QGIS would ask what to do with open edits, and nobody would answer.
        for layer in QgsProject.instance().mapLayers().values():
            if isinstance(layer, QgsVectorLayer) and layer.isEditable():
                layer.rollBack()
        QgsProject.instance().setDirty(False)
        iface.actionExit().trigger()
