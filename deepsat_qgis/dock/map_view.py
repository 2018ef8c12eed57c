"""The current map over the image: how strongly it covers it, and a button that takes it away while it is held."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from deepsat_qgis.dock.field_row import explain
from deepsat_qgis.dock.fields import explain_button
from deepsat_qgis.dock.run_record import Run
from deepsat_qgis.layers.result_group import group_of, map_layer_of
from deepsat_qgis.translation import tr

_REDRAW_MILLISECONDS = 120


class MapView(QWidget):
    """Works on the layers of a run as they are now; a person may have moved, renamed or removed them."""

    map_wanted = pyqtSignal()
    """The map is not among the layers any more and is asked for."""

    def __init__(self, project: QgsProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._run: Optional[Run] = None
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.peek_button = QPushButton(tr("Show image"))
        self.add_button = QPushButton(tr("Add the map to the project"))
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(_REDRAW_MILLISECONDS)
        self._redraw.timeout.connect(self._repaint)
        self._build()

    def _build(self) -> None:
        self.opacity.setRange(0, 100)
        self.opacity.setPageStep(10)
        self.opacity.setMinimumWidth(50)
        explain(self.opacity, tr("Opacity of the map"), tr("How strongly the map covers the image, in per cent."))
        self.opacity.valueChanged.connect(self._set_opacity)
        explain_button(self.peek_button, tr("Hold it down, with the mouse or the space bar, to see the image alone."))
        self.peek_button.pressed.connect(lambda: self._show_map(False))
        self.peek_button.released.connect(lambda: self._show_map(True))
        explain_button(self.add_button, tr("The layers of this map are not in the project; its files are there."))
        self.add_button.clicked.connect(self.map_wanted)
        self.label = QLabel(tr("&Opacity"))
        self.label.setBuddy(self.opacity)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.label)
        layout.addWidget(self.opacity, 1)
        layout.addWidget(self.peek_button)
        layout.addWidget(self.add_button, 1)

    def focus_order(self) -> list[QWidget]:
        """What Tab visits, in this order."""
        return [self.opacity, self.peek_button, self.add_button]

    def show_run(self, run: Optional[Run]) -> None:
        """Follows the map of this run from now on."""
        self._run = run
        self.refresh()

    def refresh(self) -> None:
        """Looks at the layers anew."""
        layer = self._layer()
        for widget in (self.label, self.opacity, self.peek_button):
            widget.setVisible(layer is not None)
        self.add_button.setVisible(layer is None and self._run is not None)
        if layer is not None:
            self.opacity.blockSignals(True)
            self.opacity.setValue(round(100 * layer.opacity()))
            self.opacity.blockSignals(False)

    def _layer(self) -> Optional[QgsRasterLayer]:
        return map_layer_of(self._project, self._run) if self._run is not None else None

    def _set_opacity(self, value: int) -> None:
        layer = self._layer()
        if layer is not None:
            layer.setOpacity(value / 100)
            # A slider that is dragged would have the map drawn a hundred times.
            self._redraw.start()

    def _repaint(self) -> None:
        layer = self._layer()
        if layer is not None:
            layer.triggerRepaint()

    def _show_map(self, is_shown: bool) -> None:
        group = group_of(self._project, self._run) if self._run is not None else None
        if group is not None:
            group.setItemVisibilityChecked(is_shown)
