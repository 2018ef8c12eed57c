"""A list of sentences about places on the map: a click goes there."""

from __future__ import annotations

from typing import Sequence

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QListWidget, QListWidgetItem, QStyle, QVBoxLayout, QWidget

_MOST_ROWS = 4


class PlaceList(QWidget):
    """Hidden while there is nothing to say.

    Args:
        name: of the list, for those who do not see it.
        text: its tooltip.
    """

    place_wanted = pyqtSignal(QgsGeometry)
    """To be shown on the map, in the CRS of the list."""

    def __init__(self, name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.list = QListWidget()
        self.crs = QgsCoordinateReferenceSystem()
        """Of the places in the list."""
        self._places: list[QgsGeometry] = []
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.list.setAccessibleName(name)
        self.list.setToolTip(text)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addWidget(self.list)
        self.hide()

    def show_places(
        self, title: str, entries: Sequence[tuple[str, QgsGeometry]], crs: QgsCoordinateReferenceSystem
    ) -> None:
        """Shows sentences with their places, which are in `crs`; hides where there are none."""
        row = self.list.currentRow()
        self.crs = crs
        self._places = [place for _, place in entries]
        self.list.clear()
        icon = self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
        for text, _ in entries:
            item = QListWidgetItem(icon, text)
            item.setToolTip(text)
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.title.setText(title)
        self._fit()
        self.setVisible(bool(entries))

    def clear(self) -> None:
        """Forgets all of them."""
        self._places = []
        self.list.clear()
        self.hide()

    def _go(self, item: QListWidgetItem) -> None:
        place = self._places[self.list.row(item)]
        if not place.isNull():
            self.place_wanted.emit(place)

    def _fit(self) -> None:
        rows = min(self.list.count(), _MOST_ROWS)
        height = self.list.sizeHintForRow(0) if self.list.count() else 0
        self.list.setFixedHeight(rows * height + 2 * self.list.frameWidth() + 2)
