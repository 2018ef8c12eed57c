"""The choices of the panel: imagery, labels, class field, what to start from, and the advanced settings."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsFieldProxyModel, QgsMapLayerProxyModel, QgsVectorLayer
from qgis.gui import QgsCollapsibleGroupBox, QgsFieldComboBox, QgsMapLayerComboBox
from qgis.PyQt import sip
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from deepsat_qgis.dock.checkpoint_combo import CheckpointCombo
from deepsat_qgis.dock.request import MapRequest
from deepsat_qgis.settings import Settings
from deepsat_qgis.translation import tr

_LIKELY_CLASS_FIELDS = ("class", "class_name", "classname", "landcover", "land_cover", "label", "category", "type")


class RequestForm(QWidget):
    """Asks for what a `MapRequest` needs."""

    changed = pyqtSignal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wants_selection = settings.selected_only
        self._watched: Optional[QgsVectorLayer] = None
        self.imagery = QgsMapLayerComboBox()
        self.labels = QgsMapLayerComboBox()
        self.class_field = QgsFieldComboBox()
        self.selected_only = QCheckBox()
        self.start_from = CheckpointCombo()
        self.max_minutes = QDoubleSpinBox()
        self.device = QComboBox()
        self.seed = QSpinBox()
        self.advanced = QgsCollapsibleGroupBox(tr("Advanced settings"))
        self._set_up_layers()
        self.start_from.setAccessibleName(tr("Start from"))
        self.start_from.choose_if_there(settings.checkpoint)
        self._set_up_advanced(settings)
        self._lay_out()
        self._connect()
        self._labels_changed()

    def request(self) -> Optional[MapRequest]:
        """What is asked for; None while a choice is missing."""
        imagery, labels, field = (
            self.imagery.currentLayer(),
            self.labels.currentLayer(),
            self.class_field.currentField(),
        )
        if imagery is None or labels is None or not field:
            return None
        return MapRequest(
            imagery=imagery,
            labels=labels,
            class_field=field,
            selected_only=self.selected_only.isEnabled() and self.selected_only.isChecked(),
            max_minutes=self.max_minutes.value(),
            device=self.device.currentData(),
            seed=self.seed.value(),
            checkpoint=self.start_from.chosen(),
        )

    def what_is_missing(self) -> str:
        """The next thing to choose, as a sentence; empty when nothing is missing."""
        if self.imagery.currentLayer() is None:
            return tr("Load a satellite image or another raster to begin.")
        if self.labels.currentLayer() is None:
            return tr("Draw or load a polygon layer with a few polygons of each class.")
        if not self.class_field.currentField():
            return tr("The label layer needs a field that names the class of each polygon.")
        return ""

    def settings(self, remembered: Settings) -> Settings:
        """`remembered` with what the form says now."""
        return Settings(
            max_minutes=self.max_minutes.value(),
            device=self.device.currentData(),
            seed=self.seed.value(),
            selected_only=self._wants_selection,
            checkpoint=self.start_from.chosen(),
            worker_python=remembered.worker_python,
        )

    def focus_order(self) -> list[QWidget]:
        """The fields in the order in which Tab visits them."""
        return [
            self.imagery,
            self.labels,
            self.class_field,
            self.selected_only,
            self.start_from,
            self.advanced,
            self.max_minutes,
            self.device,
            self.seed,
        ]

    def _set_up_layers(self) -> None:
        self.imagery.setFilters(QgsMapLayerProxyModel.Filter.RasterLayer)
        _explain(
            self.imagery, tr("Imagery"), tr("Raster to map. It needs a coordinate reference system and north on top.")
        )
        self.labels.setFilters(QgsMapLayerProxyModel.Filter.PolygonLayer)
        _explain(self.labels, tr("Labels"), tr("Polygon layer with a few polygons of each class; unsaved edits count."))
        self.class_field.setFilters(
            QgsFieldProxyModel.Filter.String | QgsFieldProxyModel.Filter.Int | QgsFieldProxyModel.Filter.LongLong
        )
        _explain(
            self.class_field,
            tr("Class field"),
            tr("Field that names the class of each polygon, as text or whole number."),
        )
        for combo in (self.imagery, self.labels, self.class_field, self.device):
            # A long layer name must not widen the panel.
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _set_up_advanced(self, settings: Settings) -> None:
        self.max_minutes.setRange(0.5, 24 * 60)
        self.max_minutes.setDecimals(1)
        self.max_minutes.setSuffix(tr(" min"))
        self.max_minutes.setValue(settings.max_minutes)
        _explain(
            self.max_minutes, tr("Longest time"), tr("Training stops earlier when it no longer improves. In minutes.")
        )
        for name, title in _devices():
            self.device.addItem(title, name)
        self.device.setCurrentIndex(max(0, self.device.findData(settings.device)))
        _explain(
            self.device,
            tr("Device"),
            tr("What to compute on. Automatic takes a graphics card that works, else the processor."),
        )
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setValue(settings.seed)
        _explain(self.seed, tr("Seed"), tr("The same seed gives the same map on the same device."))
        self.advanced.setObjectName("deepsat_advanced")
        self.advanced.setSettingGroup("deepsat")
        self.advanced.setSaveCollapsedState(True)
        self.advanced.setCollapsed(True)

    def _lay_out(self) -> None:
        advanced = _form(self.advanced)
        advanced.addRow(tr("&Longest time"), self.max_minutes)
        advanced.addRow(tr("&Device"), self.device)
        advanced.addRow(tr("S&eed"), self.seed)
        choices = QWidget()
        form = _form(choices)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(tr("&Imagery"), self.imagery)
        form.addRow(tr("La&bels"), self.labels)
        form.addRow(tr("&Class field"), self.class_field)
        form.addRow("", self.selected_only)
        form.addRow(tr("&Start from"), self.start_from)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(choices)
        layout.addWidget(self.advanced)

    def _connect(self) -> None:
        self.labels.layerChanged.connect(self._labels_changed)
        self.imagery.layerChanged.connect(lambda _layer: self.changed.emit())
        self.class_field.fieldChanged.connect(lambda _field: self.changed.emit())
        self.selected_only.clicked.connect(self._selection_wanted)

    def _selection_wanted(self, wanted: bool) -> None:
        self._wants_selection = wanted

    def _labels_changed(self, _layer: object = None) -> None:
        layer = self.labels.currentLayer()
        self._watch_selection(layer)
        self.class_field.setLayer(layer)
        names = {} if layer is None else {field.name().lower(): field.name() for field in layer.fields()}
        likely = next((names[name] for name in _LIKELY_CLASS_FIELDS if name in names), "")
        if likely:
            self.class_field.setField(likely)
        self.changed.emit()

    def _watch_selection(self, layer: Optional[QgsVectorLayer]) -> None:
        """Follows the selection of the layer that is chosen, and of no other."""
        # A layer that was removed from the project has taken its connections with it.
        if self._watched is not None and not sip.isdeleted(self._watched):
            self._watched.selectionChanged.disconnect(self._show_selection)
        self._watched = layer
        if layer is not None:
            layer.selectionChanged.connect(self._show_selection)
        self._show_selection()

    def _show_selection(self, *_changes: object) -> None:
        count = 0 if self._watched is None else self._watched.selectedFeatureCount()
        self.selected_only.setText(
            tr("Selected polygons only ({})").format(count) if count else tr("Selected polygons only")
        )
        self.selected_only.setEnabled(count > 0)
        self.selected_only.setChecked(count > 0 and self._wants_selection)
        self.selected_only.setToolTip(tr("Learn from the selected polygons and ignore the others."))


def _devices() -> tuple[tuple[str, str], ...]:
    return (
        ("auto", tr("Automatic")),
        ("cpu", tr("Processor (CPU)")),
        ("cuda", tr("NVIDIA graphics card (CUDA)")),
        ("mps", tr("Apple graphics (MPS)")),
    )


def _form(parent: QWidget) -> QFormLayout:
    """A form that stays usable at 300 pixels: labels move above their fields when there is no room."""
    form = QFormLayout(parent)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def _explain(widget: QWidget, name: str, text: str) -> None:
    """Tool tip for those who see the widget, name and description for those who hear it."""
    widget.setToolTip(text)
    widget.setAccessibleName(name)
    widget.setAccessibleDescription(text)
