"""What a person's hands do to section 2 of the panel and on the map, and what the section then shows."""

from __future__ import annotations

from typing import Any

from tests.plugin.scene_and_labels import PIXEL

SCREEN_PIXELS = 20
"""Of the map, for each pixel of the scene."""


def table(section: Any) -> dict[str, tuple[str, str]]:
    """Polygons and pixels of each class in the table."""
    model = section.classes.table.model()
    rows = [[model.data(model.index(row, column)) for column in (1, 2, 3)] for row in range(model.rowCount())]
    return {name: (polygons, pixels) for name, polygons, pixels in rows}


def rows_of(layer: Any) -> list[tuple[Any, int]]:
    """Class and area in pixels of each polygon."""
    return sorted((str(one["class"]), round(one.geometry().area() / PIXEL**2)) for one in layer.getFeatures())


def colours(section: Any) -> dict[str, str]:
    return dict(pair.split("=") for pair in section.class_colours())


def refusals_of(section: Any) -> list[Any]:
    """What the section refuses from now on."""
    received: list[Any] = []
    section.refused.connect(received.append)
    return received


def on_map(column: float, row: float) -> Any:
    from qgis.PyQt.QtCore import QPoint

    return QPoint(round(column * SCREEN_PIXELS), round(row * SCREEN_PIXELS))


def click(canvas: Any, column: float, row: float, right: bool = False) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest

    button = Qt.MouseButton.RightButton if right else Qt.MouseButton.LeftButton
    QTest.mouseMove(canvas.viewport(), on_map(column, row))
    QTest.mouseClick(canvas.viewport(), button, Qt.KeyboardModifier.NoModifier, on_map(column, row))


def drag(canvas: Any, pixels: list[tuple[float, float]], erase: bool = False) -> None:
    from qgis.PyQt.QtCore import QEvent, QPointF, Qt
    from qgis.PyQt.QtGui import QMouseEvent
    from qgis.PyQt.QtTest import QTest
    from qgis.PyQt.QtWidgets import QApplication

    keys = Qt.KeyboardModifier.ControlModifier if erase else Qt.KeyboardModifier.NoModifier
    viewport, places = canvas.viewport(), [on_map(*pixel) for pixel in pixels]
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, keys, places[0])
    for place in places[1:]:
        # QTest moves the pointer of the screen, whose events may be merged.
        held = Qt.MouseButton.LeftButton
        QApplication.sendEvent(viewport, QMouseEvent(QEvent.Type.MouseMove, QPointF(place), held, held, keys))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, keys, places[-1])


def draw(section: Any, name: str, shape: str) -> None:
    """Chooses class and tool as a person does."""
    from deepsat_qgis.dock.labels.drawing import Shape

    assert section.classes.table.choose_name(name)
    button = section.classes.drawing.shapes[Shape(shape)]
    assert button.isEnabled()
    button.click()
    assert button.isChecked()
