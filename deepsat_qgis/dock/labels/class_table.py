"""The table of classes: the key that draws each, its colour, its name, and how much of it is labelled."""

from __future__ import annotations

from typing import Any, Optional, Sequence

from qgis.PyQt.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from deepsat_qgis.dock.widgets.field_row import explain
from deepsat_qgis.dock.widgets.swatch import swatch
from deepsat_qgis.layers.class_styles import LabelClass
from deepsat_qgis.layers.label_survey import ClassCount, Survey
from deepsat_qgis.translation import tr

KEY, NAME, POLYGONS, PIXELS = range(4)
KEYS = 9
"""Classes that a digit draws."""
_LEAST_ROWS, _MOST_ROWS = 2, 8
_NAME_LETTERS = 14
"""Letters of a class's name that there is room for at least."""


class ClassModel(QAbstractTableModel):
    """Classes and their counts."""

    renamed = pyqtSignal(str, str)
    """The value of a class and the name that was typed for it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.classes: tuple[LabelClass, ...] = ()
        self._survey: Optional[Survey] = None

    def show(self, classes: Sequence[LabelClass], survey: Optional[Survey]) -> None:
        """Shows these classes; None for the survey while nothing is known of their polygons."""
        if tuple(classes) != self.classes:
            self.beginResetModel()
            self.classes, self._survey = tuple(classes), survey
            self.endResetModel()
            return
        self._survey = survey
        if self.classes:
            self.dataChanged.emit(self.index(0, KEY), self.index(len(self.classes) - 1, PIXELS))

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - the signature that Qt calls
        return 0 if parent.isValid() else len(self.classes)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - the signature that Qt calls
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        titles = (tr("Key"), tr("Class"), tr("Polygons"), tr("Pixels"))
        explained = (
            tr("Press this key to draw the class; double-click for its colour."),
            tr("Name of the class, as the map will call it."),
            tr("Polygons of the class. Three or more let DeepSat tell how well it does."),
            tr(
                "Labelled pixels of the class; of large polygons by their area. "
                "A dash where imagery is missing, or imagery or labels have no CRS."
            ),
        )
        if role == Qt.ItemDataRole.DisplayRole:
            return titles[section]
        return explained[section] if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == NAME else flags

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one, column = self.classes[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            shown = one.title if role == Qt.ItemDataRole.EditRole else self._shown(one)
            return (self._key(index.row()), shown, *self._counts(one.name))[column]
        if role == Qt.ItemDataRole.DecorationRole and column == KEY:
            return swatch(one.colour)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (POLYGONS, PIXELS):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._described(index.row())
        return None

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        one = self.classes[index.row()]
        if role == Qt.ItemDataRole.EditRole and index.column() == NAME and value != one.title:
            self.renamed.emit(one.name, value)
        return False

    def _key(self, row: int) -> str:
        return str(row + 1) if row < KEYS else ""

    def _shown(self, one: LabelClass) -> str:
        """What the map will call it; where two values are called the same, with the value."""
        is_alone = [other.title for other in self.classes].count(one.title) == 1
        return one.title if is_alone else f"{one.title} ({one.name})"

    def _counts(self, name: str) -> tuple[str, str]:
        if self._survey is None:
            return "…", "…"
        count = self._survey.counts.get(name, ClassCount())
        return str(count.polygons), str(count.pixels) if self._survey.is_measured else "–"

    def _described(self, row: int) -> str:
        one, (polygons, pixels) = self.classes[row], self._counts(self.classes[row].name)
        text = tr("“{name}”: {polygons} polygons, {pixels} pixels, colour {colour}").format(
            name=one.title, polygons=polygons, pixels=pixels, colour=one.colour
        )
        return tr("{described}; the field holds {value}").format(described=text, value=one.name) if one.words else text


class ClassTable(QTableView):
    """The view. Digits draw, F2 renames, Del deletes, Enter draws; a double click on the colour changes it."""

    draw_wanted = pyqtSignal()
    colour_wanted = pyqtSignal()
    delete_wanted = pyqtSignal()
    chosen = pyqtSignal()
    """Another class is the one to draw."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.classes = ClassModel(self)
        self.setModel(self.classes)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        text = tr("Digits choose the class to draw, F2 renames, Del deletes, Enter draws, the menu key offers more.")
        explain(self, tr("Classes"), text)
        self._set_up_headers()
        self.doubleClicked.connect(self._double_clicked)
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.chosen.emit())
        self.classes.modelReset.connect(self._fit)
        self._fit()

    def current(self) -> Optional[LabelClass]:
        """The class to draw; None while there is none."""
        row = self.currentIndex().row()
        return self.classes.classes[row] if 0 <= row < len(self.classes.classes) else None

    def choose(self, row: int) -> bool:
        """Makes the class of a row the one to draw; False where there is none."""
        if not 0 <= row < len(self.classes.classes):
            return False
        self.setCurrentIndex(self.classes.index(row, NAME))
        return True

    def choose_name(self, name: str) -> bool:
        """Makes the class of this value the one to draw; False where there is none."""
        names = [one.name for one in self.classes.classes]
        return name in names and self.choose(names.index(name))

    def show_classes(self, classes: Sequence[LabelClass], survey: Optional[Survey]) -> None:
        """Shows classes and counts; the class to draw stays the same where it is still there."""
        before, row = self.current(), self.currentIndex().row()
        self.classes.show(classes, survey)
        if self.current() is None and classes and not (before is not None and self.choose_name(before.name)):
            self.choose(min(max(row, 0), len(classes) - 1))

    def rename_current(self) -> None:
        """Lets the person type another name for the class."""
        if self.current() is not None:
            self.edit(self.classes.index(self.currentIndex().row(), NAME))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys: dict[int, Any] = {
            Qt.Key.Key_Delete: self.delete_wanted,
            Qt.Key.Key_Return: self.draw_wanted,
            Qt.Key.Key_Enter: self.draw_wanted,
        }
        wanted = keys.get(event.key())
        if wanted is None or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif self.current() is not None:
            wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow panel the name of a class is worth more than its pixels, which the tool tip tells too."""
        super().resizeEvent(event)
        header = self.horizontalHeader()
        others = sum(header.sectionSizeHint(column) for column in (KEY, POLYGONS, PIXELS))
        needed = others + _NAME_LETTERS * QFontMetrics(self.font()).averageCharWidth()
        self.setColumnHidden(PIXELS, self.viewport().width() < needed)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has rows and edges of another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _set_up_headers(self) -> None:
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)

    def _fit(self) -> None:
        """As high as its classes need, within bounds: a panel has much else to show."""
        self.verticalHeader().setDefaultSectionSize(int(1.6 * QFontMetrics(self.font()).height()))
        rows = min(max(len(self.classes.classes), _LEAST_ROWS), _MOST_ROWS)
        frame = 2 * self.frameWidth() + self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(rows * self.verticalHeader().defaultSectionSize() + frame)

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() == KEY:
            self.colour_wanted.emit()
