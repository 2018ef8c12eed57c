"""The buttons that draw: shapes, the width of the brush, QGIS' vertex tool, undo and redo."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsApplication, QgsVectorLayer
from qgis.PyQt.QtCore import QSize, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QHBoxLayout, QSpinBox, QToolButton, QWidget

from deepsat_qgis.dock.labels.drawing import Shape
from deepsat_qgis.dock.widgets.field_row import explain, icon_button
from deepsat_qgis.paths import icon_path
from deepsat_qgis.translation import tr

_WIDEST = 999
_ICON_PX = 16


class DrawingBar(QWidget):
    """Says what is wanted; the section does it."""

    shape_wanted = pyqtSignal(object)
    """`Shape` to draw with; None to draw no more."""
    vertices_wanted = pyqtSignal()
    undo_wanted = pyqtSignal()
    redo_wanted = pyqtSignal()
    brush_changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shapes: dict[Shape, QToolButton] = {
            Shape.POLYGON: _button(
                _of_theme("mActionCapturePolygon"),
                tr("Draw a polygon"),
                tr("Click corner by corner; a right click ends the polygon. Snapping and tracing are those of QGIS."),
            ),
            Shape.RECTANGLE: _button(
                _of_theme("mActionAddBasicRectangle"),
                tr("Draw a rectangle"),
                tr("Drag from corner to corner. With Ctrl it erases."),
            ),
            Shape.BRUSH: _button(
                _of_theme("propertyicons/symbology"),
                tr("Paint with a brush"),
                tr("Drag to paint a polygon as wide as the brush. With Ctrl it erases."),
            ),
            Shape.REGION: _button(
                QIcon(icon_path("region")),
                tr("Grow a region"),
                tr("Press on a pixel and drag: the farther, the more pixels like it join. With Ctrl it erases."),
            ),
        }
        self.width_field = QSpinBox()
        self.vertices = _button(
            _of_theme("mActionVertexToolActiveLayer"),
            tr("Edit vertices"),
            tr("Move corners with the vertex tool of QGIS."),
        )
        self.undo = _button(_of_theme("mActionUndo"), tr("Undo"), tr("Undo the last edit of the labels."))
        self.redo = _button(_of_theme("mActionRedo"), tr("Redo"), tr("Redo what was undone."))
        self._set_up()
        self._lay_out()

    def show_shape(self, shape: Optional[Shape]) -> None:
        """Shows what the map draws with now."""
        for one, button in self.shapes.items():
            button.setChecked(one is shape)

    def show_history(self, layer: Optional[QgsVectorLayer]) -> None:
        """Shows what can be undone, and what with."""
        stack = layer.undoStack() if layer is not None and layer.isEditable() else None
        self.undo.setEnabled(stack is not None and stack.canUndo())
        self.redo.setEnabled(stack is not None and stack.canRedo())
        undone = stack.undoText() if stack is not None else ""
        self.undo.setToolTip(tr("Undo: {}").format(undone) if undone else self.undo.accessibleDescription())

    def set_drawable(self, is_drawable: bool) -> None:
        """Whether there is a layer, a class and a map to draw on."""
        for button in (*self.shapes.values(), self.vertices):
            button.setEnabled(is_drawable)

    def focus_order(self) -> list[QWidget]:
        """The fields in the order in which Tab visits them."""
        return [*self.shapes.values(), self.width_field, self.vertices, self.undo, self.redo]

    def _set_up(self) -> None:
        for shape, button in self.shapes.items():
            button.setCheckable(True)
            button.clicked.connect(lambda checked, shape=shape: self.shape_wanted.emit(shape if checked else None))
        self.vertices.clicked.connect(self.vertices_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        self.width_field.setRange(1, _WIDEST)
        self.width_field.setValue(5)
        self.width_field.setSuffix(tr(" px"))
        explain(self.width_field, tr("Width of the brush"), tr("Width of the brush in pixels of the imagery."))
        self.width_field.valueChanged.connect(lambda _pixels: self.brush_changed.emit())

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (*self.shapes.values(), self.width_field):
            row.addWidget(widget)
        row.addStretch()
        for widget in (self.vertices, self.undo, self.redo):
            row.addWidget(widget)


def _button(picture: QIcon, name: str, text: str) -> QToolButton:
    button = icon_button(picture, name, f"{name}. {text}")
    # Smaller than elsewhere: all of the row fits into a narrow panel.
    button.setIconSize(QSize(_ICON_PX, _ICON_PX))
    return button


def _of_theme(name: str) -> QIcon:
    return QgsApplication.getThemeIcon(f"/{name}.svg")
