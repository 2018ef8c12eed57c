"""The rasters of a time series with their dates, which can be typed over."""

from __future__ import annotations

from typing import Sequence

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deepsat_qgis.dock.field_row import explain
from deepsat_qgis.layers.series import DatedLayer
from deepsat_qgis.translation import tr

_DATE, _NAME = range(2)
_MOST_ROWS = 6


class SeriesTable(QWidget):
    """Hidden until there are several dates."""

    add_wanted = pyqtSignal(str)
    """A raster layer, by its id."""
    remove_wanted = pyqtSignal(str)
    date_typed = pyqtSignal(str, str)
    """A layer's id, and what was typed as its date."""

    def __init__(self, project: QgsProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._ids: list[str] = []
        self.table = QTableWidget(0, 2)
        self.remove_button = QPushButton(tr("Remove date"))
        self._set_up()
        self._lay_out()
        self.show_series(())

    def show_series(self, series: Sequence[DatedLayer]) -> None:
        """Shows the rasters of a series in this order; a single one needs no table."""
        chosen = self._chosen()
        self._ids = [one.layer.id() for one in series]
        self.table.blockSignals(True)
        self.table.setRowCount(len(series))
        for row, one in enumerate(series):
            self.table.setItem(row, _DATE, QTableWidgetItem(one.date))
            name = QTableWidgetItem(one.layer.name())
            name.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            name.setToolTip(one.layer.source())
            self.table.setItem(row, _NAME, name)
        self.table.blockSignals(False)
        if chosen in self._ids:
            self.table.setCurrentCell(self._ids.index(chosen), _DATE)
        rows = min(len(series), _MOST_ROWS)
        edges = 2 * self.table.frameWidth() + self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(rows * self.table.verticalHeader().defaultSectionSize() + edges)
        self.setVisible(len(series) > 1)

    def focus_order(self) -> list[QWidget]:
        """The fields in the order in which Tab visits them."""
        return [self.table, self.remove_button]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self._remove()
        else:
            super().keyPressEvent(event)

    def _set_up(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels([tr("Date"), tr("Raster")])
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(int(1.6 * self.fontMetrics().height()))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(_DATE, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        explain(table, tr("Dates of the time series"), tr("F2 or a double click changes a date, Del removes a raster."))
        table.itemChanged.connect(self._typed)
        text = tr("Take the chosen raster out of the series; the layer stays in the project.")
        explain(self.remove_button, tr("Remove date"), text)
        self.remove_button.clicked.connect(self._remove)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        layout.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignRight)

    def offered(self) -> list[QgsRasterLayer]:
        """Raster layers of the project that are not in the series yet, by name."""
        layers = [layer for layer in self._project.mapLayers().values() if isinstance(layer, QgsRasterLayer)]
        return sorted((one for one in layers if one.id() not in self._ids), key=lambda one: one.name().casefold())

    def offer(self, button: QWidget) -> None:
        """Shows the rasters that can be added, below a button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, name in [(layer.id(), layer.name()) for layer in self.offered()]:
            # An ampersand in a name is no shortcut.
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, key=key: self.add_wanted.emit(key))
        if menu.isEmpty():
            menu.addAction(tr("Load more rasters of this place first")).setEnabled(False)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _chosen(self) -> str:
        row = self.table.currentRow()
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def _remove(self) -> None:
        if self._chosen():
            self.remove_wanted.emit(self._chosen())

    def _typed(self, item: QTableWidgetItem) -> None:
        self.date_typed.emit(self._ids[item.row()], item.text())
