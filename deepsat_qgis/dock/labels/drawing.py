"""Drawing on the map: QGIS' own digitising tool for polygons, and ours for rectangles, strokes and regions."""

from __future__ import annotations

import enum
from typing import Optional, Sequence

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsGeometry,
    QgsMapLayer,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.gui import QgsMapTool, QgsMapToolCapture, QgsMapToolDigitizeFeature
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from deepsat_qgis.dock.labels.label_tools import BrushTool, RectangleTool, StrokeTool
from deepsat_qgis.dock.labels.region_tool import RegionTool
from deepsat_qgis.dock.map_window import MapWindow
from deepsat_qgis.layers.pixel_grid import PixelGrid


class Shape(enum.Enum):
    """What a person draws with."""

    POLYGON = "polygon"
    RECTANGLE = "rectangle"
    BRUSH = "brush"
    REGION = "region"


class Drawing(QObject):
    """The tools, of which the map has one or none at a time."""

    drawn = pyqtSignal(QgsGeometry, bool)
    """A shape in the CRS of the layer, and whether it erases."""
    tool_changed = pyqtSignal()
    """The map has another tool, ours or not."""

    def __init__(self, window: MapWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._layer: Optional[QgsVectorLayer] = None
        self._is_closed = False
        self._takes_corners = False
        """Whether QGIS' tool is on: it takes corners to be in the CRS of the map's current layer."""
        mode = QgsMapToolCapture.CaptureMode.CapturePolygon
        self._polygons = QgsMapToolDigitizeFeature(window.canvas, window.digitizing, mode)
        self._rectangles = RectangleTool(window.canvas)
        self._brush = BrushTool(window.canvas)
        self._regions = RegionTool(window.canvas)
        self._polygons.digitizingCompleted.connect(self._polygon_drawn)
        self._polygons.activated.connect(lambda: self._set_takes_corners(True))
        self._polygons.deactivated.connect(lambda: self._set_takes_corners(False))
        for tool in self._own_tools():
            tool.drawn.connect(self._stroke_drawn)
        window.canvas.mapToolSet.connect(self._tool_set)
        window.canvas.currentLayerChanged.connect(self._layer_chosen)

    def shape(self) -> Optional[Shape]:
        """What the map draws with now; None while it has another tool."""
        tool = self._window.canvas.mapTool()
        return next((shape for shape in Shape if self._tool(shape) is tool), None) if tool is not None else None

    def start(self, shape: Shape, layer: QgsVectorLayer) -> None:
        """Gives the map the tool for a shape. The layer must be open for edits."""
        self._layer = layer
        self._window.choose_layer(layer)
        self._polygons.setLayer(layer)
        self._window.canvas.setMapTool(self._tool(shape))
        self._window.canvas.setFocus()

    def stop(self) -> None:
        """Takes our tool from the map, and forgets the layer, which may be about to go."""
        for shape in Shape:
            self._window.canvas.unsetMapTool(self._tool(shape))
        self._polygons.setLayer(None)
        self._layer = None

    def set_colour(self, colour: str) -> None:
        """The colour of the class that is drawn, `#rrggbb`."""
        for tool in self._own_tools():
            tool.set_colour(colour)

    def set_brush(self, pixels: int, grid: Optional[PixelGrid]) -> None:
        """How wide the brush is, in pixels of `grid`."""
        self._brush.set_width(pixels, grid)

    def set_imagery(self, layers: Sequence[QgsRasterLayer]) -> None:
        """What regions grow in."""
        self._regions.set_imagery(layers)

    def edit_vertices(self, layer: QgsVectorLayer) -> None:
        """Starts QGIS' own vertex tool on the layer."""
        self._window.choose_layer(layer)
        self._window.edit_vertices()

    def close(self) -> None:
        """Removes the tools: they belong to the map, which outlives the panel."""
        if self._is_closed or sip.isdeleted(self._window.canvas):
            return
        self._is_closed = True
        self._window.canvas.mapToolSet.disconnect(self._tool_set)
        self._window.canvas.currentLayerChanged.disconnect(self._layer_chosen)
        self.stop()
        for tool in (self._polygons, *self._own_tools()):
            tool.deleteLater()

    def _own_tools(self) -> tuple[StrokeTool, ...]:
        return self._rectangles, self._brush, self._regions

    def _tool(self, shape: Shape) -> QgsMapTool:
        tools: dict[Shape, QgsMapTool] = {
            Shape.POLYGON: self._polygons,
            Shape.RECTANGLE: self._rectangles,
            Shape.BRUSH: self._brush,
            Shape.REGION: self._regions,
        }
        return tools[shape]

    def _tool_set(self, *_tools: object) -> None:
        self.tool_changed.emit()

    def _set_takes_corners(self, takes_corners: bool) -> None:
        self._takes_corners = takes_corners

    def _layer_chosen(self, layer: Optional[QgsMapLayer]) -> None:
        """With another layer or a group as the current one, a polygon would have the coordinates of another CRS."""
        if self._takes_corners and layer is not self._layer:
            self.stop()
            # QGIS' tool has put the labels back.
            self._window.canvas.setCurrentLayer(layer)

    def _polygon_drawn(self, feature: QgsFeature) -> None:
        self.drawn.emit(feature.geometry(), False)

    def _stroke_drawn(self, shape: QgsGeometry, erases: bool) -> None:
        crs = self._window.canvas.mapSettings().destinationCrs()
        if self._layer is None:
            return
        drawn = QgsGeometry(shape)
        try:
            drawn.transform(QgsCoordinateTransform(crs, self._layer.crs(), QgsProject.instance()))
        except QgsCsException:
            # Beyond the reach of the layer's projection nothing can be labelled.
            return
        self.drawn.emit(drawn, erases)
