"""The rasters of a time series with their dates, which can be typed over, and their cloud masks."""

from __future__ import annotations

from typing import Sequence

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
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

from deepsat_qgis.dock.widgets.field_row import explain
from deepsat_qgis.dock.widgets.two_columns import TwoColumns
from deepsat_qgis.layers.acquisition_date import as_date, date_of
from deepsat_qgis.layers.band_layers import band_of, image_name, side_layers_in
from deepsat_qgis.layers.result_group import made_layers
from deepsat_qgis.layers.series import DatedLayer, is_one_place
from deepsat_qgis.translation import tr

_DATE, _NAME, _MASK = range(3)
_MOST_ROWS = 6


class SeriesTable(QWidget):
    """Hidden until there are several dates."""

    add_wanted = pyqtSignal(list)
    """Raster layers, by their ids."""
    remove_wanted = pyqtSignal(list)
    """Raster layers, by their ids."""
    date_typed = pyqtSignal(str, str)
    """A layer's id, and what was typed as its date."""
    masks_chosen = pyqtSignal(dict)
    """By the ids of layers, those of their cloud masks; empty for none."""

    def __init__(self, project: QgsProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._ids: list[str] = []
        self._taken: set[str] = set()
        """Ids of all layers of the images, bands too."""
        self._masks: list[str] = []
        """Ids of the masks, beside those of the rasters: layers themselves may be gone by now."""
        self.table = QTableWidget(0, 3)
        self.mask_button = QPushButton(tr("Cloud mask…"))
        self.remove_button = QPushButton(tr("Remove date"))
        self._set_up()
        self._lay_out()
        self.show_series(())

    def show_series(self, series: Sequence[DatedLayer]) -> None:
        """Shows the rasters of a series in this order; a single one needs no table."""
        chosen = self._chosen()
        self._ids = [one.layer.id() for one in series]
        self._taken = {layer.id() for one in series for layer in one.layers}
        self._masks = [one.mask.id() if one.mask is not None else "" for one in series]
        self.table.blockSignals(True)
        self.table.setRowCount(len(series))
        for row, one in enumerate(series):
            self.table.setItem(row, _DATE, QTableWidgetItem(one.date))
            name = QTableWidgetItem(one.name)
            name.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            name.setToolTip("\n".join(layer.source() for layer in one.layers))
            self.table.setItem(row, _NAME, name)
            self.table.setItem(row, _MASK, _mask_item(one))
        self.table.blockSignals(False)
        if chosen in self._ids:
            self.table.setCurrentCell(self._ids.index(chosen), _DATE)
        self._show_whether_chosen()
        rows = min(len(series), _MOST_ROWS)
        edges = 2 * self.table.frameWidth() + self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(rows * self.table.verticalHeader().defaultSectionSize() + edges)
        self.setVisible(len(series) > 1)

    def focus_order(self) -> list[QWidget]:
        """The fields in the order in which Tab visits them."""
        return [self.table, self.mask_button, self.remove_button]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self._remove()
        else:
            super().keyPressEvent(event)

    def _set_up(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels([tr("Date"), tr("Raster"), tr("Clouds")])
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
        header.setSectionResizeMode(_MASK, QHeaderView.ResizeMode.ResizeToContents)
        explain(table, tr("Dates of the time series"), tr("F2 or a double click changes a date, Del removes a raster."))
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_row_menu)
        table.itemDoubleClicked.connect(self._double_clicked)
        table.currentCellChanged.connect(lambda *_cells: self._show_whether_chosen())
        text = tr("A raster that is not 0 where clouds hide the ground at this date; such pixels are filled in time.")
        explain(self.mask_button, tr("Cloud mask"), text)
        self.mask_button.clicked.connect(lambda: self._offer_masks(self._below(self.mask_button)))
        table.itemChanged.connect(self._typed)
        text = tr("Take the chosen raster out of the series; the layer stays in the project.")
        explain(self.remove_button, tr("Remove date"), text)
        self.remove_button.clicked.connect(self._remove)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        layout.addLayout(TwoColumns([self.mask_button, self.remove_button]))

    def offered(self) -> list[QgsRasterLayer]:
        """Raster layers of the project that are not in the series yet, by name."""
        layers = [layer for layer in self._project.mapLayers().values() if isinstance(layer, QgsRasterLayer)]
        return sorted((one for one in layers if one.id() not in self._taken), key=lambda one: one.name().casefold())

    def offered_images(self) -> dict[str, str]:
        """Names of images that are not in the series yet, by the id of their layer; of bands by that of one of them."""
        found: dict[tuple[str, ...], tuple[str, str]] = {}
        no_imagery = {layer.id() for layer in (*side_layers_in(self._project), *made_layers(self._project))}
        for layer in (one for one in self.offered() if one.id() not in no_imagery.union(self._masks)):
            band = band_of(layer)
            found.setdefault((layer.id(),) if band is None else band.image, (layer.id(), image_name(layer)))
        return dict(found.values())

    def offered_of_this_place(self) -> list[str]:
        """Those of `offered_images` that show the place of the first raster, in as many bands, by their ids."""
        first = self._project.mapLayer(self._ids[0]) if self._ids else None
        layers = [(key, self._project.mapLayer(key)) for key in self.offered_images()] if first is not None else []
        return [
            key
            for key, layer in layers
            if layer.bandCount() == first.bandCount()
            and (band_of(layer) is None) == (band_of(first) is None)
            and is_one_place(layer, first)
        ]

    def offer(self, button: QWidget) -> None:
        """Shows the rasters that can be added, below a button."""
        self.add_menu().popup(self._below(button))

    def add_menu(self) -> QMenu:
        """The rasters that can be added: all of this place at once, or one of them."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        of_this_place = self.offered_of_this_place()
        # An ampersand in a name is no shortcut.
        choices = [([key], name.replace("&", "&&")) for key, name in self.offered_images().items()]
        if len(of_this_place) > 1:
            choices.insert(0, (of_this_place, tr("All {} rasters of this place").format(len(of_this_place))))
        for keys, text in choices:
            action = menu.addAction(text)
            action.triggered.connect(lambda _checked=False, keys=keys: self.add_wanted.emit(keys))
        if menu.isEmpty():
            menu.addAction(tr("Load more rasters of this place first")).setEnabled(False)
        return menu

    def mask_menu(self) -> QMenu:
        """The rasters that may be the cloud mask of the chosen date, the one that is checked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layer, mask = self._chosen(), self._masks[self.table.currentRow()]
        of_all = self.masks_of_the_same_days()
        if len(of_all) > 1:
            action = menu.addAction(tr("For {} dates, the mask of the same day").format(len(of_all)))
            action.triggered.connect(lambda: self.masks_chosen.emit(of_all))
            menu.addSeparator()
        choices = [("", tr("No mask")), *((one.id(), one.name().replace("&", "&&")) for one in self.offered())]
        for key, name in choices:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(key == mask)
            action.triggered.connect(lambda _checked=False, key=key: self.masks_chosen.emit({layer: key}))
        if len(choices) == 1:
            menu.addAction(tr("Load the cloud masks into QGIS first")).setEnabled(False)
        return menu

    def masks_of_the_same_days(self) -> dict[str, str]:
        """For each raster whose day one raster of a single band has that is offered, that one; by their ids."""
        days: dict[str, list[str]] = {}
        for one in self.offered():
            if one.bandCount() == 1:
                days.setdefault(date_of(one), []).append(one.id())
        dates = [as_date(self.table.item(row, _DATE).text()) for row in range(len(self._ids))]
        return {key: days[date][0] for key, date in zip(self._ids, dates) if date and len(days.get(date, ())) == 1}

    def _offer_masks(self, place: QPoint) -> None:
        if self._chosen():
            self.mask_menu().popup(place)

    def row_menu(self) -> QMenu:
        """What can be done with the chosen date."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        masks = self.mask_menu()
        masks.setParent(menu, masks.windowFlags())
        masks.setTitle(tr("Cloud mask"))
        menu.addMenu(masks)
        menu.addAction(tr("Remove date"), self._remove)
        others = [key for key in self._ids if key != self._chosen()]
        menu.addAction(tr("Remove all other dates"), lambda: self.remove_wanted.emit(others))
        return menu

    def _show_row_menu(self, place: QPoint) -> None:
        if self._chosen():
            self.row_menu().popup(self.table.viewport().mapToGlobal(place))

    def _double_clicked(self, item: QTableWidgetItem) -> None:
        if item.column() == _MASK:
            self._offer_masks(self.table.viewport().mapToGlobal(self.table.visualItemRect(item).bottomLeft()))

    def _show_whether_chosen(self) -> None:
        for button in (self.mask_button, self.remove_button):
            button.setEnabled(bool(self._chosen()))

    @staticmethod
    def _below(button: QWidget) -> QPoint:
        return button.mapToGlobal(button.rect().bottomLeft())

    def _chosen(self) -> str:
        row = self.table.currentRow()
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def _remove(self) -> None:
        if self._chosen():
            self.remove_wanted.emit([self._chosen()])

    def _typed(self, item: QTableWidgetItem) -> None:
        if item.column() == _DATE:
            self.date_typed.emit(self._ids[item.row()], item.text())


def _mask_item(one: DatedLayer) -> QTableWidgetItem:
    """A tick where there is a mask; its name is the tool tip, since a panel is narrow."""
    item = QTableWidgetItem("✓" if one.mask is not None else "–")
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
    name = one.mask.name() if one.mask is not None else tr("No cloud mask; a double click chooses one.")
    item.setToolTip(name)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
    return item
