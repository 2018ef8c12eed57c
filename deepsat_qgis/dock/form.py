"""The choices of the panel: imagery and labels."""

from __future__ import annotations

import json
from typing import Mapping, Optional

from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from deepsat_qgis.dock.imagery.imagery_section import ImagerySection
from deepsat_qgis.dock.labels.labels_section import LabelsSection
from deepsat_qgis.dock.map_window import MapWindow
from deepsat_qgis.dock.runs.request import MapRequest
from deepsat_qgis.dock.start.start_panel import StartPanel
from deepsat_qgis.dock.widgets.section import section
from deepsat_qgis.layers.series import DatedLayer
from deepsat_qgis.settings import Settings
from deepsat_qgis.translation import tr


class RequestForm(QWidget):
    """Asks for what a `MapRequest` needs."""

    changed = pyqtSignal()
    labels_edited = pyqtSignal()
    """Polygons or their classes are others than before, saved or not, or other polygons count."""
    product_chosen = pyqtSignal(object)
    """`Path`: see `ImagerySection`."""
    refused = pyqtSignal(object)
    """`Failure`: something that was asked of imagery or labels could not be done."""
    accepted = pyqtSignal()
    """Something that was asked of the labels was done."""

    def __init__(
        self,
        settings: Settings,
        project: QgsProject,
        window: Optional[MapWindow] = None,
        listener: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.imagery_section = ImagerySection(project)
        self.labels_section = LabelsSection(project, settings.selected_only, window, listener=listener or self)
        choice = self.labels_section.choice
        self.imagery = self.imagery_section.layers
        self.labels, self.class_field, self.selected_only = choice.layers, choice.class_field, choice.selected_only
        self._lay_out()
        self._connect()
        self._imagery_changed()

    def request(self, start: StartPanel) -> Optional[MapRequest]:
        """What is asked for; None while a choice is missing.

        Args:
            start: says what training starts from, and how.
        """
        if self.what_is_missing():
            return None
        return MapRequest(
            imagery=self.imagery_section.finest(),
            labels=self.labels.currentLayer(),
            class_field=self.class_field.currentField(),
            selected_only=self.selected_only.isEnabled() and self.selected_only.isChecked(),
            max_minutes=start.max_minutes.value(),
            device=start.device.currentData(),
            seed=start.seed.value(),
            checkpoint=start.checkpoint(),
            series=self.imagery_section.series(),
            class_colours=self.labels_section.class_colours(),
            class_names=self.labels_section.class_names(),
        )

    def what_is_missing(self) -> str:
        """The next thing to choose, as a sentence; empty when nothing is missing."""
        if self.imagery_section.problem():
            return self.imagery_section.problem()
        if self.labels.currentLayer() is None:
            return tr("Draw or load a polygon layer with a few polygons of each class.")
        if not self.class_field.currentField() and self.class_field.count():
            return tr("Choose the field that names the class of each polygon.")
        if not self.class_field.currentField():
            return tr("The label layer needs a field that names the class of each polygon.")
        if not self.labels.currentLayer().crs().isValid():
            return tr("Nobody knows where the labels lie: right-click the layer, Layer CRS > Set Layer CRS….")
        return ""

    def close_tools(self) -> None:
        """Takes the drawing tools from the map, which outlives the panel."""
        self.labels_section.close_tools()

    def settings(self, remembered: Settings) -> Settings:
        """`remembered` with what the form says now."""
        return remembered.replaced(selected_only=self.labels_section.choice.wants_selection)

    def choices(self) -> dict[str, str]:
        """What is chosen, as the project file remembers it; layers by their ids."""
        imagery, labels = self.imagery.currentLayer(), self.labels.currentLayer()
        series = [
            [one.layer.id(), one.date, one.mask.id() if one.mask is not None else ""]
            for one in self.imagery_section.series()
        ]
        return {
            "imagery": imagery.id() if imagery is not None else "",
            "series": json.dumps(series),
            "labels": labels.id() if labels is not None else "",
            "class_field": self.class_field.currentField(),
        }

    def restore(self, project: QgsProject, choices: Mapping[str, str]) -> None:
        """Chooses what `choices` said; what is not there any more is left as it is."""
        self.imagery_section.set_series(series_in(project, choices.get("series", "")))
        for name, combo in (("imagery", self.imagery), ("labels", self.labels)):
            layer = project.mapLayer(choices.get(name, ""))
            if layer is not None:
                combo.setLayer(layer)
        if choices.get("class_field"):
            self.class_field.setField(choices["class_field"])

    def focus_order(self) -> list[QWidget]:
        """The fields in the order in which Tab visits them."""
        return [*self.imagery_section.focus_order(), *self.labels_section.focus_order()]

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(section(tr("1 Imagery"), "imagery", self.imagery_section))
        layout.addWidget(section(tr("2 Labels"), "labels", self.labels_section))

    def _connect(self) -> None:
        self.imagery_section.changed.connect(self._imagery_changed)
        self.imagery_section.sample_opened.connect(self._take_labels)
        self.imagery_section.product_chosen.connect(self.product_chosen)
        self.imagery_section.refused.connect(self.refused)
        self.labels_section.changed.connect(self.changed)
        self.labels_section.edited.connect(self.labels_edited)
        self.labels_section.choice.selection_changed.connect(self.labels_edited)
        self.labels_section.refused.connect(self.refused)
        self.labels_section.accepted.connect(self.accepted)

    def _take_labels(self, labels: QgsVectorLayer) -> None:
        self.labels.setLayer(labels)
        self.class_field.setField("class")

    def _imagery_changed(self) -> None:
        self.labels_section.set_imagery(self.imagery_section.layers_in_use())
        self.changed.emit()


def series_in(project: QgsProject, written: str) -> list[DatedLayer]:
    """The rasters of a series that are still there; none where another version wrote something else."""
    try:
        rows = [(str(key), str(date), str(*mask)) for key, date, *mask in json.loads(written or "[]")]
    except (ValueError, TypeError):
        return []
    found = [(_raster(project, key), date, _raster(project, mask)) for key, date, mask in rows]
    return [DatedLayer(layer, date, mask) for layer, date, mask in found if layer is not None]


def _raster(project: QgsProject, layer_id: str) -> Optional[QgsRasterLayer]:
    layer = project.mapLayer(layer_id)
    return layer if isinstance(layer, QgsRasterLayer) else None
