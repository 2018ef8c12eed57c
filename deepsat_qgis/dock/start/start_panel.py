"""What training starts from, whether it continues, and the advanced settings."""

from __future__ import annotations

from typing import Optional

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QSpinBox, QVBoxLayout, QWidget

from deepsat_qgis.dock.start.checkpoint_combo import CheckpointCombo
from deepsat_qgis.dock.widgets.field_row import explain, keep_narrow, narrow_form
from deepsat_qgis.run_record import Run
from deepsat_qgis.settings import Settings
from deepsat_qgis.translation import tr


class StartPanel(QWidget):
    """Asks for a start; a model that is there can be continued from instead."""

    changed = pyqtSignal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last: Optional[Run] = None
        self.start_from = CheckpointCombo()
        self.continue_box = QCheckBox(tr("Continue from the last model"))
        self.max_minutes = QDoubleSpinBox()
        self.device = QComboBox()
        self.seed = QSpinBox()
        self.advanced = QgsCollapsibleGroupBox(tr("Advanced settings"))
        self.start_from.setAccessibleName(tr("Start from"))
        self.start_from.choose_if_there(settings.checkpoint)
        self._set_up_advanced(settings)
        self._lay_out()
        self.continue_box.toggled.connect(self._continue_toggled)
        self.start_from.activated.connect(lambda _index: self.changed.emit())
        self.show_last(None)

    def checkpoint(self) -> str:
        """Name or folder of what training starts from."""
        return str(self._last.model) if self._continues() and self._last else self.start_from.chosen()

    def show_last(self, run: Optional[Run]) -> None:
        """Offers to continue from the model of this run; there is nothing to continue from without one."""
        self._last = run if run is not None and run.model.is_dir() else None
        self.continue_box.setVisible(self._last is not None)
        if self._last is None:
            self.continue_box.setChecked(False)
        explain(
            self.continue_box,
            self.continue_box.text(),
            tr(
                "Goes on training the model of “{name}” with the labels as they are now, instead of starting anew. "
                "Classes may have come or gone. Scores on polygons that it has learnt from before lean to the "
                "optimistic side."
            ).format(name=self._last.name if self._last else tr("the last run")),
        )

    def settings(self, remembered: Settings) -> Settings:
        """`remembered` with what is chosen here."""
        return remembered.replaced(
            max_minutes=self.max_minutes.value(),
            device=self.device.currentData(),
            seed=self.seed.value(),
            checkpoint=self.start_from.chosen(),
        )

    def focus_order(self) -> list[QWidget]:
        """The fields in the order in which Tab visits them."""
        return [self.start_from, self.continue_box, self.advanced, self.max_minutes, self.device, self.seed]

    def _continues(self) -> bool:
        return self.continue_box.isChecked()

    def _continue_toggled(self, wanted: bool) -> None:
        self.start_from.setEnabled(not wanted)
        self.changed.emit()

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
        self.device.setCurrentIndex(max(0, self.device.findData(settings.device)))
        keep_narrow(self.device)
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
        # Folded, it claims less height than its title needs.
        self.advanced.setMinimumHeight(int(1.6 * self.fontMetrics().height()))

    def _lay_out(self) -> None:
        advanced = narrow_form(self.advanced)
        advanced.addRow(tr("Lon&gest time"), self.max_minutes)
        advanced.addRow(tr("&Device"), self.device)
        advanced.addRow(tr("S&eed"), self.seed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.start_from, self.continue_box, self.advanced):
            layout.addWidget(widget)


def _devices() -> tuple[tuple[str, str], ...]:
    return (
        ("auto", tr("Automatic")),
        ("cpu", tr("Processor (CPU)")),
        ("cuda", tr("NVIDIA graphics card (CUDA)")),
        ("mps", tr("Apple graphics (MPS)")),
    )
