"""Fields that leave the wheel to what scrolls them: who scrolls past a list must not choose from it."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QObject, Qt
from qgis.PyQt.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


class WheelGuard(QObject):
    """Lets the wheel change a field only once it has the focus, which the wheel itself no longer gives.

    Args:
        content: what scrolls, with all of its lists and number fields.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        for kind in (QComboBox, QAbstractSpinBox):
            for field in content.findChildren(kind):
                if field.focusPolicy() == Qt.FocusPolicy.WheelFocus:
                    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                field.installEventFilter(self)

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(field, QWidget) and not field.hasFocus():
            # What is ignored goes on to the parent, up to what scrolls.
            event.ignore()
            return True
        return bool(super().eventFilter(field, event))
