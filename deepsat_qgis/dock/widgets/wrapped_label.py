"""Plain text that wraps."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import QLabel, QWidget

_LONGEST_WORD = 20
"""Letters of usual width, as long words of sentences have."""


class WrappedLabel(QLabel):
    """Text that can be selected. A single long word, such as a name in a path, does not widen what it lies in."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def minimumSizeHint(self) -> QSize:
        needed = super().minimumSizeHint()
        return QSize(min(needed.width(), _LONGEST_WORD * self.fontMetrics().averageCharWidth()), needed.height())
