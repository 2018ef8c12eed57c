"""The choices of the panel: imagery, labels, what to start from, and the advanced settings."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsProject
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from deepsat_qgis.dock.checkpoint_combo import CheckpointCombo
from deepsat_qgis.dock.field_row import explain, keep_narrow
from deepsat_qgis.dock.imagery_section import ImagerySection
from deepsat_qgis.dock.labels_section import LabelsSection
from deepsat_qgis.dock.map_window import MapWindow
from deepsat_qgis.dock.request import MapRequest
from deepsat_qgis.dock.section import section
from deepsat_qgis.settings import Settings
from deepsat_qgis.translation import tr


class RequestForm(QWidget):
    """Asks for what a `MapRequest` needs."""

    changed = pyqtSignal()
    labels_edited = pyqtSignal()
    """Polygons or their classes are others than before, saved or not."""
    refused = pyqtSignal(object)
    """`Failure`: something that was asked of the labels could not be done."""

    def __init__(
        self,
        settings: Settings,
        project: QgsProject,
        window: Optional[MapWindow] = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.imagery_section = ImagerySection(project)
        self.labels_section = LabelsSection(project, settings.selected_only, window, listener=self)
        choice = self.labels_section.choice
        self.imagery = self.imagery_section.layers
        self.labels, self.class_field, self.selected_only = choice.layers, choice.class_field, choice.selected_only
        self.start_from = CheckpointCombo()
        self.max_minutes = QDoubleSpinBox()
        self.device = QComboBox()
        self.seed = QSpinBox()
        self.advanced = QgsCollapsibleGroupBox(tr("Advanced settings"))
        self.start_from.setAccessibleName(tr("Start from"))
        self.start_from.choose_if_there(settings.checkpoint)
        self._set_up_advanced(settings)
        self._lay_out()
        self._connect()
        self._imagery_changed()

    def request(self) -> Optional[MapRequest]:
        """What is asked for; None while a choice is missing."""
        if self.what_is_missing():
            return None
        return MapRequest(
            imagery=self.imagery.currentLayer(),
            labels=self.labels.currentLayer(),
            class_field=self.class_field.currentField(),
            selected_only=self.selected_only.isEnabled() and self.selected_only.isChecked(),
            max_minutes=self.max_minutes.value(),
            device=self.device.currentData(),
            seed=self.seed.value(),
            checkpoint=self.start_from.chosen(),
            series=self.imagery_section.series(),
            class_colours=self.labels_section.class_colours(),
        )

    def what_is_missing(self) -> str:
        """The next thing to choose, as a sentence; empty when nothing is missing."""
        if self.imagery_section.problem():
            return self.imagery_section.problem()
        if self.labels.currentLayer() is None:
            return tr("Draw or load a polygon layer with a few polygons of each class.")
        if not self.class_field.currentField():
            return tr("The label layer needs a field that names the class of each polygon.")
        return ""

    def close_tools(self) -> None:
        """Takes the drawing tools from the map, which outlives the panel."""
        self.labels_section.close_tools()

    def settings(self, remembered: Settings) -> Settings:
        """`remembered` with what the form says now."""
        return Settings(
            max_minutes=self.max_minutes.value(),
            device=self.device.currentData(),
            seed=self.seed.value(),
            selected_only=self.labels_section.choice.wants_selection,
            checkpoint=self.start_from.chosen(),
            worker_python=remembered.worker_python,
        )

    def focus_order(self) -> list[QWidget]:
        """The fields in the order in which Tab visits them."""
        return [
            *self.imagery_section.focus_order(),
            *self.labels_section.focus_order(),
            self.start_from,
            self.advanced,
            self.max_minutes,
            self.device,
            self.seed,
        ]

    def _set_up_advanced(self, settings: Settings) -> None:
        self.max_minutes.setRange(0.5, 24 * 60)
        self.max_minutes.setDecimals(1)
        self.max_minutes.setSuffix(tr(" min"))
        self.max_minutes.setValue(settings.max_minutes)
        explain(
            self.max_minutes, tr("Longest time"), tr("Training stops earlier when it no longer improves. In minutes.")
        )
        for name, title in _devices():
            self.device.addItem(title, name)
        keep_narrow(self.device)
        self.device.setCurrentIndex(max(0, self.device.findData(settings.device)))
        explain(
            self.device,
            tr("Device"),
            tr("What to compute on. Automatic takes a graphics card that works, else the processor."),
        )
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setValue(settings.seed)
        explain(self.seed, tr("Seed"), tr("The same seed gives the same map on the same device."))
        self.advanced.setObjectName("deepsat_advanced")
        self.advanced.setSettingGroup("deepsat")
        self.advanced.setSaveCollapsedState(True)
        self.advanced.setCollapsed(True)

    def _lay_out(self) -> None:
        advanced = _form(self.advanced)
        advanced.addRow(tr("&Longest time"), self.max_minutes)
        advanced.addRow(tr("&Device"), self.device)
        advanced.addRow(tr("S&eed"), self.seed)
        start = QWidget()
        rows = QVBoxLayout(start)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.start_from)
        rows.addWidget(self.advanced)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(section(tr("1 Imagery"), "imagery", self.imagery_section))
        layout.addWidget(section(tr("2 Labels"), "labels", self.labels_section))
        layout.addWidget(section(tr("3 Start from"), "start", start))

    def _connect(self) -> None:
        self.imagery_section.changed.connect(self._imagery_changed)
        self.labels_section.changed.connect(self.changed)
        self.labels_section.edited.connect(self.labels_edited)
        self.labels_section.refused.connect(self.refused)

    def _imagery_changed(self) -> None:
        self.labels_section.set_imagery(self.imagery_section.layers_in_use())
        self.changed.emit()


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
