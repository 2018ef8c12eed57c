"""From the buttons and keys that draw to polygons of the layer."""

from __future__ import annotations

from typing import Callable, Optional

from qgis.core import QgsGeometry
from qgis.PyQt.QtCore import QObject

from deepsat_qgis.dock.labels.class_panel import ClassPanel
from deepsat_qgis.dock.labels.drawing import Drawing, Shape
from deepsat_qgis.dock.labels.number_keys import NumberKeys
from deepsat_qgis.layers.class_edits import ClassEdits
from deepsat_qgis.layers.class_styles import LabelClass


class DrawingActions(QObject):
    """Draws the class that is chosen in the table.

    Args:
        panel: the table with its buttons.
        drawing: the tools of the map.
        keys: choose a class and draw it.
        edits: the edits of the layer that is chosen now.
        classes: the classes that there are now.
        attempt: does something, says so where it is refused, and tells whether it was done.
        parent: keeps this object alive.
    """

    def __init__(
        self,
        panel: ClassPanel,
        drawing: Drawing,
        keys: NumberKeys,
        edits: Callable[[], ClassEdits],
        classes: Callable[[], tuple[LabelClass, ...]],
        attempt: Callable[[Callable[[], object]], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._table, self._drawing = panel.table, drawing
        self._edits, self._classes, self._attempt = edits, classes, attempt
        self._last_shape = Shape.POLYGON
        panel.table.draw_wanted.connect(lambda: self._draw(self._last_shape))
        panel.drawing.shape_wanted.connect(self._shape_wanted)
        panel.drawing.vertices_wanted.connect(self._edit_vertices)
        keys.pressed.connect(self._key_pressed)
        drawing.drawn.connect(self._drawn)

    def _draw(self, shape: Shape) -> None:
        """Begins to draw, in an edit session of the layer."""
        if self._table.current() is not None and self._attempt(lambda: self._edits().ensure_editable()):
            self._last_shape = shape
            self._drawing.start(shape, self._edits().layer)

    def _shape_wanted(self, shape: Optional[Shape]) -> None:
        if shape is None:
            self._drawing.stop()
        else:
            self._draw(shape)

    def _key_pressed(self, number: int) -> None:
        if self._table.choose(number):
            self._draw(self._drawing.shape() or self._last_shape)

    def _edit_vertices(self) -> None:
        if self._attempt(lambda: self._edits().ensure_editable()):
            self._drawing.edit_vertices(self._edits().layer)

    def _drawn(self, shape: QgsGeometry, erases: bool) -> None:
        one = self._table.current()
        if erases:
            self._attempt(lambda: self._edits().erase(shape))
        elif one is not None:
            self._attempt(lambda: self._edits().draw(shape, one.name, self._classes()))
