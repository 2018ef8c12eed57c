"""The current map against the image: shown or hidden, how strongly it covers it, and a line that is dragged over it."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsLayerTreeGroup, QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from deepsat_qgis.dock.result.swipe import SwipeTool
from deepsat_qgis.dock.widgets.field_row import explain
from deepsat_qgis.dock.widgets.fields import explain_button
from deepsat_qgis.layers.result_group import group_of, map_layer_of
from deepsat_qgis.run_record import Run
from deepsat_qgis.translation import tr

_REDRAW_MILLISECONDS = 120


class MapView(QWidget):
    """Works on the layers of a run as they are now; a person may have moved, renamed or removed them."""

    map_wanted = pyqtSignal()
    """The map is not among the layers any more and is asked for."""

    def __init__(
        self, project: QgsProject, canvas: Optional[QgsMapCanvas] = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._project, self._canvas = project, canvas
        self._swipe = SwipeTool(canvas, self._covering) if canvas is not None else None
        self._run: Optional[Run] = None
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.show_box = QCheckBox(tr("Show map"))
        self.swipe_button = QPushButton(tr("Swipe"))
        self.label = QLabel(tr("&Opacity"))
        self.add_button = QPushButton(tr("Add the map to the project"))
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(_REDRAW_MILLISECONDS)
        self._redraw.timeout.connect(self._repaint)
        self._build()

    def _build(self) -> None:
        explain_button(
            self.show_box, tr("Shows or hides the layers of this run, to compare the map with the image. Key: F8.")
        )
        self.show_box.toggled.connect(self._show_map)
        self.swipe_button.setCheckable(True)
        self.swipe_button.setVisible(self._swipe is not None)
        text = tr("Drag a line across the map: left of it is the image, right of it the map. Esc ends it.")
        explain_button(self.swipe_button, text)
        self.swipe_button.toggled.connect(self._switch_swipe)
        self.opacity.setRange(0, 100)
        self.opacity.setPageStep(10)
        self.opacity.setMinimumWidth(50)
        explain(self.opacity, tr("Opacity of the map"), tr("How strongly the map covers the image, in per cent."))
        self.opacity.valueChanged.connect(self._set_opacity)
        explain_button(self.add_button, tr("The layers of this map are not in the project; its files are there."))
        self.add_button.clicked.connect(self.map_wanted)
        self.label.setBuddy(self.opacity)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.show_box, 0, 0)
        layout.addWidget(self.swipe_button, 0, 1, Qt.AlignmentFlag.AlignRight)
        slider = QHBoxLayout()
        slider.addWidget(self.label)
        slider.addWidget(self.opacity, 1)
        layout.addLayout(slider, 1, 0, 1, 2)
        layout.addWidget(self.add_button, 2, 0, 1, 2)
        self._project.layerTreeRoot().visibilityChanged.connect(self._show_state)
        if self._canvas is not None:
            self._canvas.mapToolSet.connect(self._tool_set)

    def focus_order(self) -> list[QWidget]:
        """What Tab visits, in this order."""
        return [self.show_box, self.swipe_button, self.opacity, self.add_button]

    def toggle(self) -> None:
        """Shows the map where it is hidden, and hides it where it is shown."""
        if self.show_box.isVisibleTo(self):
            self.show_box.toggle()

    def close_tools(self) -> None:
        """Takes the tool from the map, which outlives the panel."""
        if self._swipe is None or self._canvas is None or sip.isdeleted(self._canvas):
            return
        self._canvas.mapToolSet.disconnect(self._tool_set)
        self._canvas.unsetMapTool(self._swipe)
        self._swipe.deleteLater()
        self._swipe = None

    def show_run(self, run: Optional[Run]) -> None:
        """Follows the map of this run from now on."""
        self._run = run
        self.refresh()

    def refresh(self) -> None:
        """Looks at the layers anew."""
        layer = self._layer()
        for widget in (self.show_box, self.label, self.opacity):
            widget.setVisible(layer is not None)
        self.swipe_button.setVisible(layer is not None and self._swipe is not None)
        if layer is None:
            self.swipe_button.setChecked(False)
        self.add_button.setVisible(layer is None and self._run is not None)
        if layer is not None:
            self.opacity.blockSignals(True)
            self.opacity.setValue(round(100 * layer.opacity()))
            self.opacity.blockSignals(False)
        self._show_state()

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

    def _group(self) -> Optional[QgsLayerTreeGroup]:
        return group_of(self._project, self._run) if self._run is not None else None

    def _show_map(self, is_shown: bool) -> None:
        group = self._group()
        if group is not None:
            group.setItemVisibilityChecked(is_shown)

    def _show_state(self, _node: object = None) -> None:
        """The layer tree is where layers are shown and hidden, too."""
        group = self._group()
        self.show_box.blockSignals(True)
        self.show_box.setChecked(group is not None and group.itemVisibilityChecked())
        self.show_box.blockSignals(False)

    def _covering(self) -> list[QgsMapLayer]:
        group = self._group()
        return [] if group is None else [node.layer() for node in group.findLayers() if node.layer() is not None]

    def _switch_swipe(self, is_wanted: bool) -> None:
        if self._canvas is None or self._swipe is None:
            return
        if is_wanted:
            self.show_box.setChecked(True)
            self._canvas.setMapTool(self._swipe)
            self._canvas.setFocus()
        else:
            self._canvas.unsetMapTool(self._swipe)

    def _tool_set(self, tool: object, _before: object = None) -> None:
        self.swipe_button.setChecked(tool is not None and tool is self._swipe)
