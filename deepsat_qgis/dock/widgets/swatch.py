"""A square of a class's colour beside its name, in tables and menus."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPixmap


def swatch(colour: str, size: int = 16) -> QIcon:
    """A square of a colour, with a rim that shows on light and dark ground alike.

    Args:
        colour: #rrggbb; empty where it is not known: then nothing is drawn, and the name stands in line with others.
        size: side in pixels.
    """
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    if colour:
        picture.fill(QColor(colour))
        painter = QPainter(picture)
        painter.setPen(QColor(128, 128, 128))
        painter.drawRect(0, 0, size - 1, size - 1)
        painter.end()
    icon = QIcon(picture)
    # A chosen row would tint the colour that it is there to show.
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon
