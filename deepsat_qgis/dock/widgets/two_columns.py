"""Buttons in two columns where their texts have room, else in one: no text is cut off, however large its letters."""

from __future__ import annotations

from typing import Optional, Sequence

from qgis.PyQt.QtCore import QRect, QSize, Qt
from qgis.PyQt.QtWidgets import QLayout, QLayoutItem, QWidget

_SPACING = 6


class TwoColumns(QLayout):
    """Places what is shown of some widgets row by row; hidden ones take no room."""

    def __init__(self, widgets: Sequence[QWidget]) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> Optional[QLayoutItem]:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> Optional[QLayoutItem]:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for _, place in self._places(QRect(0, 0, width, 0))), default=0)

    def minimumSize(self) -> QSize:
        """As wide as the widest text; how high that makes it says `heightForWidth`."""
        widest = max((_width(item) for item in self._shown()), default=0)
        return QSize(widest, self.heightForWidth(self.sizeHint().width()))

    def sizeHint(self) -> QSize:
        width = sum(self._needed()) + _SPACING
        return QSize(width, self.heightForWidth(width))

    def setGeometry(self, frame: QRect) -> None:
        super().setGeometry(frame)
        for item, place in self._places(frame):
            item.setGeometry(place)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _needed(self) -> tuple[int, int]:
        """Widths that two columns need."""
        widths = [_width(item) for item in self._shown()]
        return max(widths[::2], default=0), max(widths[1::2], default=0)

    def _columns(self, width: int) -> list[int]:
        """Widths of the columns that fit: alike where that is enough for both."""
        left, right = self._needed()
        room = width - _SPACING
        if left + right > room:
            return [width]
        left = min(max(left, room // 2), room - right)
        return [left, room - left]

    def _places(self, frame: QRect) -> list[tuple[QLayoutItem, QRect]]:
        """Where each item that is shown lies."""
        shown, columns = self._shown(), self._columns(frame.width())
        places, top = [], frame.top()
        for start in range(0, len(shown), len(columns)):
            row, left = shown[start : start + len(columns)], frame.left()
            height = max(item.sizeHint().height() for item in row)
            for item, width in zip(row, columns):
                places.append((item, QRect(left, top, width, height)))
                left += width + _SPACING
            top += height + _SPACING
        return places


def _width(item: QLayoutItem) -> int:
    return int(item.sizeHint().width())
