"""Keeps what is known of a label layer up to date while it is edited, in steps too short to be felt."""

from __future__ import annotations

import time
from typing import Any, Iterator, Optional

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from deepsat_qgis.layers.class_words import words_in
from deepsat_qgis.layers.label_survey import Survey, look_at
from deepsat_qgis.layers.pixel_grid import PixelGrid

_QUIET_MILLISECONDS = 200
"""How long edits must have paused before the polygons are looked at: a brush stroke is one edit after the other."""
_STEP_SECONDS = 0.012
"""Less than a frame of the screen."""


class LabelWatch(QObject):
    """Looks at one layer again whenever it has changed."""

    surveyed = pyqtSignal(object)
    """`Survey` of all polygons, unsaved edits included."""
    words_changed = pyqtSignal()
    """Values of the class field are called otherwise."""

    def __init__(self, project: QgsProject, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._layer: Optional[QgsVectorLayer] = None
        self._class_field = ""
        self._grid: Optional[PixelGrid] = None
        self._words: dict[str, str] = {}
        self._look: Optional[Iterator[Optional[Survey]]] = None
        self._pause, self._step = QTimer(self), QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_QUIET_MILLISECONDS)
        self._pause.timeout.connect(self.look_now)
        self._step.setInterval(0)
        self._step.timeout.connect(self._go_on)

    def watch(self, layer: Optional[QgsVectorLayer], class_field: str, grid: Optional[PixelGrid]) -> None:
        """Watches another layer, another field or by another grid; nothing for no layer."""
        self._leave()
        self._layer, self._class_field, self._grid = layer, class_field, grid
        if layer is None or not class_field:
            return
        for signal in _signals_of(layer):
            signal.connect(self._changed)
        layer.willBeDeleted.connect(self._leave)
        # The only word that QGIS gives of another value map.
        layer.repaintRequested.connect(self._repainted)
        self.look_now()

    def look_now(self) -> None:
        """Starts to look without waiting for a pause."""
        self._pause.stop()
        if self._layer is None or sip.isdeleted(self._layer) or not self._class_field:
            return
        self._words = words_in(self._layer, self._class_field)
        self._look = look_at(self._layer, self._class_field, self._grid, self._project)
        self._step.start()

    def _changed(self, *_what: object) -> None:
        self._step.stop()
        self._look = None
        self._pause.start()

    def _repainted(self, *_deferred: object) -> None:
        if self._layer is not None and words_in(self._layer, self._class_field) != self._words:
            self._words = words_in(self._layer, self._class_field)
            self._changed()
            self.words_changed.emit()

    def _go_on(self) -> None:
        until = time.monotonic() + _STEP_SECONDS
        while self._look is not None and time.monotonic() < until:
            found = next(self._look)
            if found is not None:
                self._look = None
                self._step.stop()
                self.surveyed.emit(found)

    def _leave(self) -> None:
        self._pause.stop()
        self._step.stop()
        self._look = None
        layer, self._layer = self._layer, None
        if layer is not None and not sip.isdeleted(layer) and self._class_field:
            for signal in _signals_of(layer):
                signal.disconnect(self._changed)
            layer.willBeDeleted.disconnect(self._leave)
            layer.repaintRequested.disconnect(self._repainted)


def _signals_of(layer: QgsVectorLayer) -> tuple[Any, ...]:
    """Whatever tells of a change to polygons or classes, also of classes that the renderer no longer knows."""
    return (
        layer.featureAdded,
        layer.featureDeleted,
        layer.geometryChanged,
        layer.attributeValueChanged,
        layer.afterRollBack,
        layer.afterCommitChanges,
        layer.dataChanged,
        layer.subsetStringChanged,
        layer.rendererChanged,
    )
