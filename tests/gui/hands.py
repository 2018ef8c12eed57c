"""Hands and eyes for stories that run inside a real QGIS (`qgis --code`), and the player that lets them run.

A story is a generator: each `yield` hands control back to QGIS until a condition holds. Whatever happens, QGIS is ended
and the notes are written; the test that started QGIS reads them and judges.
"""

from __future__ import annotations

import json
import os
import time
import traceback
from pathlib import Path
from typing import Any, Callable, Iterator

from qgis.core import QgsApplication, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QWidget
from qgis.utils import iface, plugins

FOLDER = Path(os.environ["DEEPSAT_TEST_FOLDER"])
PICTURES = Path(os.environ["DEEPSAT_TEST_PICTURES"])
STORY = os.environ["DEEPSAT_TEST_STORY"]
PLUGIN = "deepsat_qgis"

notes: dict[str, Any] = {}
Steps = Iterator[tuple[str, Callable[[], Any], float]]
"""What is waited for, when it has come, and for how many seconds at most."""


def click(widget: QWidget) -> None:
    QTest.mouseClick(
        widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(12, widget.height() // 2)
    )


def panel() -> Any:
    """What stands behind the dock."""
    return plugins[PLUGIN]._panel


def dock() -> Any:
    return panel().dock


def scroll_to(widget: QWidget) -> None:
    QgsApplication.processEvents()
    dock().scroll.ensureWidgetVisible(widget)
    QgsApplication.processEvents()


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


def tidy_window() -> None:
    """A window of one size, without the panels that QGIS opens by itself: they would take the room of the map."""
    iface.mainWindow().resize(1380, 860)
    for name in ("Browser", "UndoDock"):
        other = iface.mainWindow().findChild(QDockWidget, name)
        if other is not None:
            other.hide()


def click_pixel(column: float, row: float, button: Any = Qt.MouseButton.LeftButton) -> None:
    """Clicks the map where a pixel of the scene is."""
    QTest.mouseMove(iface.mapCanvas().viewport(), on_screen(column, row))
    QTest.mouseClick(iface.mapCanvas().viewport(), button, Qt.KeyboardModifier.NoModifier, on_screen(column, row))


def drag(pixels: list[tuple[float, float]]) -> None:
    """Drags from pixel to pixel of the scene."""
    viewport, places = iface.mapCanvas().viewport(), [on_screen(*pixel) for pixel in pixels]
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[0])
    for place in places[1:]:
        # QTest moves the pointer of the screen, whose events may be merged.
        held = Qt.MouseButton.LeftButton
        move = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), held, held, Qt.KeyboardModifier.NoModifier)
        QgsApplication.sendEvent(viewport, move)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[-1])


def on_screen(column: float, row: float) -> QPoint:
    """Where the upper left corner of a pixel of the imagery is on the map."""
    layer, canvas = dock().form.imagery.currentLayer(), iface.mapCanvas()
    extent = layer.extent()
    corner = QgsPointXY(
        extent.xMinimum() + layer.rasterUnitsPerPixelX() * column,
        extent.yMaximum() - layer.rasterUnitsPerPixelY() * row,
    )
    place = canvas.getCoordinateTransform().transform(canvas.mapSettings().layerToMapCoordinates(layer, corner))
    return QPoint(round(place.x()), round(place.y()))


def label_rows(layer: QgsVectorLayer) -> list[tuple[str, int]]:
    """Class and area in pixels of every polygon."""
    return sorted((one["class"], round(one.geometry().area() / 100)) for one in layer.getFeatures())


def after(seconds: float) -> Callable[[], bool]:
    """A condition that holds once this time has passed."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() >= until


def stop_editing() -> None:
    """QGIS would ask what to do with unsaved edits, and wait for an answer that nobody gives."""
    for layer in QgsProject.instance().mapLayers().values():
        if isinstance(layer, QgsVectorLayer) and layer.isEditable():
            layer.rollBack()


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
            stop_editing()
            photograph("failure")
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        (FOLDER / "notes.json").write_text(json.dumps(notes, ensure_ascii=False))
        # QGIS would ask what to do with open edits, and nobody would answer.
        for layer in QgsProject.instance().mapLayers().values():
            if isinstance(layer, QgsVectorLayer) and layer.isEditable():
                layer.rollBack()
        QgsProject.instance().setDirty(False)
        iface.actionExit().trigger()
