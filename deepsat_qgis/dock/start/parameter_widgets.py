"""How Processing's dialogs show the weights to start from and the device.

Processing's own list for texts takes nothing but its entries, and would turn the path of a folder, or `cuda:1`, into
the first of them without a word. In the model designer, where a value may also come from the model, only Processing's
own widgets know about that: there both are texts.
"""

from __future__ import annotations

from typing import Any, ClassVar

from processing.gui.wrappers import WidgetWrapper
from qgis.core import QgsProcessingParameterDefinition
from qgis.gui import QgsGui
from qgis.PyQt.QtWidgets import QComboBox

from deepsat.jobs.choices import DEVICES
from deepsat_qgis.dock.start.checkpoint_combo import CheckpointCombo

_MODEL_DESIGNER = "ModelerParametersDialog"
"""What Processing itself tells the model designer's dialogs by."""


class CheckpointWrapper(WidgetWrapper):
    """The list of the panel."""

    def createWidget(self) -> CheckpointCombo:
        return CheckpointCombo()

    def setValue(self, value: object) -> None:
        self.widget.choose(str(value or ""))

    def value(self) -> str:
        return self.widget.chosen()


class DeviceWrapper(WidgetWrapper):
    """A list in which another device can be typed."""

    def createWidget(self) -> QComboBox:
        combo = QComboBox()
        combo.setEditable(True)
        combo.addItems(DEVICES)
        return combo

    def setValue(self, value: object) -> None:
        self.widget.setCurrentText(str(value or ""))

    def value(self) -> str:
        return self.widget.currentText().strip()


class _WidgetOfParameter:
    """Not itself what it makes: Processing takes a class by its name, and calls it for a dialog of any kind."""

    WRAPPER: ClassVar[type[WidgetWrapper]]

    def __new__(cls, parameter: QgsProcessingParameterDefinition, dialog: Any, row: int = 0, column: int = 0) -> Any:
        if type(dialog).__name__ != _MODEL_DESIGNER:
            return cls.WRAPPER(parameter, dialog, row, column)
        made = QgsGui.processingGuiRegistry().createModelerParameterWidget(
            dialog.model, dialog.childId, parameter, dialog.context
        )
        made.setDialog(dialog)
        return made


class CheckpointWidget(_WidgetOfParameter):
    """Found by its name in the parameter's metadata."""

    WRAPPER = CheckpointWrapper


class DeviceWidget(_WidgetOfParameter):
    """Found by its name in the parameter's metadata."""

    WRAPPER = DeviceWrapper
