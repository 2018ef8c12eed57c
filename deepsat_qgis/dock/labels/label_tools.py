"""Map tools that draw a polygon in one stroke: a rectangle, and a round brush that is measured in pixels.

What has corners is drawn by QGIS' own digitising tool; these two have no like in it.
"""

from __future__ import annotations

from typing import Optional

from qgis.core import (
    Qgis,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

from deepsat_qgis.layers.pixel_grid import PixelGrid

_SEGMENTS = 8
"""Of a quarter of the brush's rim."""
_VEIL = 90
"""Opacity of what is being drawn, of 255."""
_LEAST_DRAG = 4
"""Pixels of the screen: less is a click."""


class StrokeTool(QgsMapTool):
    """Draws while the left button is held; the right button gives up: the map hears no keys meanwhile."""

    drawn = pyqtSignal(QgsGeometry, bool)
    """What was drawn, in the CRS of the map, and whether Ctrl was held: to erase."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._band = QgsRubberBand(canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
        self._colour = QColor(Qt.GlobalColor.red)
        self._is_drawing = False
        self._pressed = QPoint()
        self.setCursor(Qt.CursorShape.CrossCursor)

    def flags(self) -> QgsMapTool.Flags:
        return QgsMapTool.Flag.EditTool

    def set_colour(self, colour: str) -> None:
        """The colour of the class that is drawn, `#rrggbb`."""
        self._colour = QColor(colour)

    def deactivate(self) -> None:
        self.give_up()
        super().deactivate()

    def give_up(self) -> None:
        """Forgets what is being drawn."""
        self._is_drawing = False
        self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_drawing, self._pressed = True, event.pos()
            self._begin(event)
            self._show(self._shape(), _erases(event))
        else:
            self.give_up()

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        if self._is_drawing:
            self._go_on(event)
            self._show(self._shape(), _erases(event))

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._is_drawing:
            return
        self._go_on(event)
        shape = self._shape()
        self.give_up()
        if shape is not None:
            self.drawn.emit(shape, _erases(event))

    def _is_click(self, event: QgsMapMouseEvent) -> bool:
        """Whether the mouse has hardly moved since the button went down."""
        return bool((event.pos() - self._pressed).manhattanLength() < _LEAST_DRAG)

    def _begin(self, event: QgsMapMouseEvent) -> None:
        raise NotImplementedError

    def _go_on(self, event: QgsMapMouseEvent) -> None:
        raise NotImplementedError

    def _shape(self) -> Optional[QgsGeometry]:
        """What is drawn so far, in the CRS of the map; None while it is nothing."""
        raise NotImplementedError

    def _show(self, shape: Optional[QgsGeometry], erases: bool) -> None:
        veil = QColor(Qt.GlobalColor.white if erases else self._colour)
        self._band.setStrokeColor(veil)
        veil.setAlpha(_VEIL)
        self._band.setFillColor(veil)
        self._band.setToGeometry(QgsGeometry() if shape is None else shape, None)


class RectangleTool(StrokeTool):
    """Draws a rectangle from corner to corner, along the edges of the map."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._to = QPoint()

    def _begin(self, event: QgsMapMouseEvent) -> None:
        self._to = event.pos()

    def _go_on(self, event: QgsMapMouseEvent) -> None:
        self._to = event.pos()

    def _shape(self) -> Optional[QgsGeometry]:
        way = self._to - self._pressed
        if min(abs(way.x()), abs(way.y())) < _LEAST_DRAG:
            return None
        return QgsGeometry.fromRect(QgsRectangle(self.toMapCoordinates(self._pressed), self.toMapCoordinates(self._to)))


class BrushTool(StrokeTool):
    """Paints with a round brush that is as wide as so many pixels of the imagery, wherever the map is."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._path: list[QgsPointXY] = []
        self._grid: Optional[PixelGrid] = None
        self._pixels = 5

    def set_width(self, pixels: int, grid: Optional[PixelGrid]) -> None:
        """How wide the brush is, in pixels of the imagery; of the screen where there is no imagery."""
        self._pixels, self._grid = pixels, grid

    def _begin(self, event: QgsMapMouseEvent) -> None:
        self._path = [event.mapPoint()]

    def _go_on(self, event: QgsMapMouseEvent) -> None:
        if event.mapPoint() != self._path[-1]:
            self._path.append(event.mapPoint())

    def _shape(self) -> Optional[QgsGeometry]:
        single = len(self._path) == 1
        path = QgsGeometry.fromPointXY(self._path[0]) if single else QgsGeometry.fromPolylineXY(self._path)
        crs = self.canvas().mapSettings().destinationCrs()
        if self._grid is None or not crs.isValid():
            return path.buffer(0.5 * self._pixels * self.canvas().mapUnitsPerPixel(), _SEGMENTS)
        way = QgsCoordinateTransform(crs, self._grid.crs, QgsProject.instance())
        try:
            path.transform(way)
            shape = path.buffer(0.5 * self._pixels * min(self._grid.width, self._grid.height), _SEGMENTS)
            shape.transform(way, Qgis.TransformDirection.Reverse)
        except QgsCsException:
            # The stroke left the area of the projection: there is no imagery to label.
            return None
        return shape


def _erases(event: QgsMapMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
