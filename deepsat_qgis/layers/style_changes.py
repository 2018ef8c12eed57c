"""How a label layer is drawn and what its classes are called, as steps of the layer's own undo history."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsCategorizedSymbolRenderer, QgsEditorWidgetSetup, QgsVectorLayer

from deepsat_qgis.moved_in_qt6 import QUndoCommand, QUndoStack
from deepsat_qgis.translation import tr


class StyleChange(QUndoCommand):
    """Another renderer, and maybe another value map: names and colours come back with their polygons.

    Args:
        layer: the labels.
        class_field: its field that names the class.
        renderer: how the layer is drawn from now on.
        value_map: the field's new value map; None where it stays.
    """

    def __init__(
        self,
        layer: QgsVectorLayer,
        class_field: str,
        renderer: QgsCategorizedSymbolRenderer,
        value_map: Optional[QgsEditorWidgetSetup] = None,
    ) -> None:
        super().__init__(tr("Classes"))
        self.layer, self._field = layer, class_field
        self._before, self._after = layer.renderer().clone(), renderer
        index = layer.fields().lookupField(class_field)
        self._map_before = None if value_map is None else layer.editorWidgetSetup(index)
        self._map_after = value_map

    def redo(self) -> None:
        self._show(self._after, self._map_after)

    def undo(self) -> None:
        self._show(self._before, self._map_before)

    def _show(self, renderer: QgsCategorizedSymbolRenderer, value_map: Optional[QgsEditorWidgetSetup]) -> None:
        if value_map is not None:
            # First, because only another renderer is told to those who look at the classes.
            self.layer.setEditorWidgetSetup(self.layer.fields().lookupField(self._field), value_map)
        self.layer.setRenderer(renderer.clone())
        self.layer.triggerRepaint()


def carry_out(change: StyleChange) -> None:
    """Makes a change: a step of the history of a layer that is being edited, else for good."""
    if change.layer.isEditable():
        _history_of(change.layer).push(change)
    else:
        change.redo()


_HISTORIES: dict[str, QUndoStack] = {}
"""Undo histories by id of layer. Python forgets its part of a command together with its wrapper of the history."""


def _history_of(layer: QgsVectorLayer) -> QUndoStack:
    key = layer.id()
    if key not in _HISTORIES:
        _HISTORIES[key] = layer.undoStack()
        layer.willBeDeleted.connect(lambda: _HISTORIES.pop(key, None))
    return _HISTORIES[key]
