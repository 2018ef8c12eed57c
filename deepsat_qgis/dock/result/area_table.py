"""How much of a map each class covers."""

from __future__ import annotations

from typing import Any, Mapping

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from deepsat_qgis.dock.widgets.swatch import swatch
from deepsat_qgis.translation import filled, tr
from deepsat_qgis.wording import areas, percent

_MOST_ROWS = 10
"""Shown at once; the others are scrolled to."""


class AreaTable(QTableWidget):
    """Class with its colour, area, and share of all that was mapped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self._lines: list[str] = []
        """The table as numbers, each line with tabs in it."""
        self.setHorizontalHeaderLabels([tr("Class"), tr("Area"), tr("Share")])
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(int(1.5 * self.fontMetrics().height()))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Area of each class"))
        self.setToolTip(
            tr(
                "Counted from the pixels of the map, with its errors. For areas with their uncertainty, draw sample "
                "points and evaluate the map (both are in the toolbox)."
            )
        )

    def show_areas(self, area: Mapping[str, Mapping[str, Any]], colours: Mapping[str, str]) -> None:
        """Fills the table.

        Args:
            area: `pixels` and `hectares` by class name.
            colours: #rrggbb by class name.
        """
        total = sum(entry["pixels"] for entry in area.values()) or 1
        self.setRowCount(len(area))
        self._lines = ["\t".join((tr("Class"), tr("Area (ha)"), tr("Share (%)")))]
        sizes = areas([entry["hectares"] for entry in area.values()])
        for row, ((name, entry), size_in_words) in enumerate(zip(area.items(), sizes)):
            named = QTableWidgetItem(swatch(colours.get(name, ""), self.fontMetrics().height()), name)
            named.setToolTip(name)
            size = _right_aligned(size_in_words)
            size.setToolTip(filled(tr("{:,} pixels"), entry["pixels"]))
            for column, item in enumerate((named, size, _right_aligned(percent(entry["pixels"] / total)))):
                self.setItem(row, column, item)
            share = 100 * entry["pixels"] / total
            self._lines.append(filled("{}\t{:.4f}\t{:.2f}", name, entry["hectares"], share))
        shown = min(len(area), _MOST_ROWS)
        scrolls = len(area) > _MOST_ROWS
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        rows = shown * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth() + 2)
        self.setVisible(bool(area))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    def copy(self) -> None:
        """Puts the table on the clipboard as a spreadsheet takes it: numbers of one unit, with what they are above."""
        QApplication.clipboard().setText("\n".join(self._lines))


def _right_aligned(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item
