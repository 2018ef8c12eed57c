"""The digits 1 to 9, which choose the class to draw, in the panel and on the map."""

from __future__ import annotations

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QWidget

from deepsat_qgis.moved_in_qt6 import QShortcut


class NumberKeys(QObject):
    """Listens while one of the widgets, or what is in it, has the focus; fields that take digits keep theirs."""

    pressed = pyqtSignal(int)
    """From 0: the key 1 is the first class."""

    def __init__(self, widgets: list[QWidget], count: int, parent: QObject) -> None:
        super().__init__(parent)
        self._shortcuts: list[QShortcut] = []
        for widget in widgets:
            for number in range(count):
                shortcut = QShortcut(QKeySequence(str(number + 1)), widget)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(lambda number=number: self.pressed.emit(number))
                self._shortcuts.append(shortcut)

    def set_enabled(self, enabled: bool) -> None:
        """Whether to listen."""
        for shortcut in self._shortcuts:
            if not sip.isdeleted(shortcut):
                shortcut.setEnabled(enabled)

    def close(self) -> None:
        """Listens no more: the map outlives the panel."""
        for shortcut in self._shortcuts:
            if not sip.isdeleted(shortcut):
                shortcut.setEnabled(False)
                shortcut.deleteLater()
        self._shortcuts.clear()
