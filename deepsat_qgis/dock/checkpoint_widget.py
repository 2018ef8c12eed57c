"""The list of weights to start from, as Processing's dialogs show it.

Processing's own list for texts takes nothing but its entries, and would turn the path of a folder into the first of
them without a word.
"""

from __future__ import annotations

from processing.gui.wrappers import WidgetWrapper

from deepsat_qgis.dock.checkpoint_combo import CheckpointCombo


class CheckpointWidget(WidgetWrapper):
    """Found by its name in the parameter's metadata."""

    def createWidget(self) -> CheckpointCombo:
        return CheckpointCombo()

    def setValue(self, value: object) -> None:
        self.widget.choose(str(value or ""))

    def value(self) -> str:
        return self.widget.chosen()
