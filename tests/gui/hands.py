"""Hands and eyes for the stories of the tests, beside those that every story has."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

sys.path.append(os.environ["DEEPSAT_STORY_ROOT"])

from qgis.core import QgsApplication, QgsPointXY, QgsVectorLayer
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QToolBar, QWidget
from qgis.utils import iface, plugins

from build_tools.story_player import PLUGIN, click, dock

# The plugin must come from the profile, never from the tree.
sys.path.remove(os.environ["DEEPSAT_STORY_ROOT"])

PICTURES = Path(os.environ["DEEPSAT_TEST_PICTURES"])
STORY = os.environ["DEEPSAT_TEST_STORY"]


def panel() -> Any:
    """What stands behind the dock."""
    return plugins[PLUGIN]._panel


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
    bars = iface.mainWindow().findChildren(QToolBar)
    click(next(bar.widgetForAction(toggle_action()) for bar in bars if toggle_action() in bar.actions()))


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
