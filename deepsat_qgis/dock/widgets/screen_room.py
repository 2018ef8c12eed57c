"""Dialogs that fit on the screen, whatever its size and that of the letters."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtWidgets import QDialog

_FRAME = 40
"""Pixels that the title and the frame of a window take."""


def room_on_screen() -> QSize:
    """How large a window can be and still be seen whole."""
    available = QgsApplication.primaryScreen().availableSize()
    return QSize(available.width(), available.height() - _FRAME)


def resize_within_screen(dialog: QDialog, width: int, height: int) -> None:
    """Gives a dialog this size, or what there is room for."""
    dialog.resize(QSize(width, height).boundedTo(room_on_screen()))
