"""The models on this computer, side by side: scores, card, names, and what is not needed any more."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Optional, Sequence

from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHeaderView,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from deepsat.jobs import UserError
from deepsat_qgis.dock.models.known_models import KnownModel, delete, known_models, rename
from deepsat_qgis.dock.models.restoring import has_previous
from deepsat_qgis.dock.widgets.fields import explain_button, wrapped
from deepsat_qgis.dock.widgets.screen_room import resize_within_screen, room_on_screen
from deepsat_qgis.failures import failure_of
from deepsat_qgis.model_page import page_of, sections_of
from deepsat_qgis.translation import filled, tr
from deepsat_qgis.wording import percent

_BUTTONS_IN_A_ROW = 3
"""Where all of them have no room in one."""


class ModelManager(QDialog):
    """Lists, compares, renames and deletes models.

    Args:
        more: folders of models to list beside those that the profile knows.
        in_use: whether a folder must not be touched now.
    """

    changed = pyqtSignal()
    """A model was renamed or deleted."""
    apply_wanted = pyqtSignal(object)
    """`KnownModel` to map another raster with."""
    export_wanted = pyqtSignal(object)
    """`KnownModel` to write as a file for other programs."""
    restore_wanted = pyqtSignal(object)
    """Folder of a model that the one before it shall replace."""

    def __init__(self, more: Sequence[Path], in_use: Callable[[Path], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Models"))
        self._more, self._in_use = more, in_use
        self._models: list[KnownModel] = []
        self._is_busy = False
        self.intro = wrapped()
        self.table = QTableWidget(0, len(_columns()))
        self.card = QTextBrowser()
        self.problem = wrapped()
        self.apply_button = QPushButton(tr("&Apply to a raster…"))
        self.export_button = QPushButton(tr("&Export…"))
        self.rename_button = QPushButton(tr("&Rename…"))
        self.restore_button = QPushButton(tr("&Undo its last training"))
        self.folder_button = QPushButton(tr("Open &folder"))
        self.delete_button = QPushButton(tr("&Delete…"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        # Qt's own translations are not on every computer.
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        self._set_up()
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Reads the models anew; the one that was selected stays so, if it is still there."""
        selected = self.selected()
        self._models = known_models(self._more)
        self.table.setSortingEnabled(False)
        self.table.setRowCount(len(self._models))
        for row, model in enumerate(self._models):
            for column, (_, content_of) in enumerate(_columns()):
                self.table.setItem(row, column, _item(content_of(model), row, model))
        self.table.setSortingEnabled(True)
        folders = [model.folder for model in self._models]
        if folders:
            chosen = folders.index(selected.folder) if selected and selected.folder in folders else 0
            self._select(chosen)
        self.intro.setText(
            tr("Scores are those on polygons that each model had not seen, and compare only where these are the same.")
            if folders
            else tr("There is no model yet: finetune one on your labels.")
        )
        self._show_selected()

    def set_busy(self, is_busy: bool) -> None:
        """Nothing can be asked of the worker while it has a job."""
        self._is_busy = is_busy
        for button in (self.apply_button, self.export_button, self.restore_button):
            explain_button(button, tr("Wait until the job is done.") if is_busy else self._actions[button])
        self._show_selected()

    def selected(self) -> Optional[KnownModel]:
        """The model whose row is selected."""
        items = self.table.selectedItems()
        return self._models[items[0].data(Qt.ItemDataRole.UserRole)] if items else None

    def rename_to(self, name: str) -> None:
        """Renames the selected model."""
        model = self.selected()
        if model is not None:
            self._try(lambda: self._replace(model, rename(model, name)))

    def delete_selected(self) -> None:
        """Deletes the selected model, without asking."""
        model = self.selected()
        if model is not None:
            self._try(lambda: delete(model))

    def _replace(self, model: KnownModel, folder: Path) -> None:
        self._more = [folder if path == model.folder else path for path in self._more]

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except UserError as error:
            self.problem.setText(failure_of(error).text)
            self.problem.show()
        else:
            self.problem.hide()
            self.changed.emit()
        self.refresh()

    def _ask_name(self) -> None:
        model = self.selected()
        if model is None:
            return
        name, is_given = QInputDialog.getText(
            self, tr("Rename the model"), tr("Name"), QLineEdit.EchoMode.Normal, model.name
        )
        if is_given and name.strip() != model.name:
            self.rename_to(name)

    def _ask_delete(self) -> None:
        model = self.selected()
        if model is None:
            return
        answer = QMessageBox.question(
            self,
            tr("Delete the model"),
            tr(
                "Delete the model of “{name}” from the disk? Its map stays, but nothing can be mapped with the model "
                "any more.\n\n{folder}"
            ).format(name=model.name, folder=model.folder),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel,
            QMessageBox.StandardButton.Cancel,
        )
        if answer == QMessageBox.StandardButton.Yes:
            self.delete_selected()

    def _show_selected(self) -> None:
        model = self.selected()
        is_free = model is not None and not self._in_use(model.folder)
        self.card.setHtml(page_of(sections_of(model.card)) if model is not None else "")
        self.folder_button.setEnabled(model is not None)
        for button in (self.apply_button, self.export_button):
            button.setEnabled(model is not None and not self._is_busy)
        for button in (self.rename_button, self.delete_button):
            button.setEnabled(is_free)
        has_before = model is not None and has_previous(model.folder)
        self.restore_button.setEnabled(is_free and has_before and not self._is_busy)

    def _select(self, index: int) -> None:
        for row in range(self.table.rowCount()):
            if self.table.item(row, 0).data(Qt.ItemDataRole.UserRole) == index:
                self.table.selectRow(row)

    def _set_up(self) -> None:
        self.table.setHorizontalHeaderLabels([title for title, _ in _columns()])
        self.table.verticalHeader().hide()
        self.table.setAccessibleName(tr("Models"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(len(_columns()) - 1, Qt.SortOrder.DescendingOrder)
        self.card.setAccessibleName(tr("Card of the selected model"))
        self.problem.hide()
        texts = {
            self.apply_button: tr("Maps another raster with the selected model."),
            self.export_button: tr("Writes the selected model as an ONNX file, for programs other than DeepSat."),
            self.rename_button: tr("Gives the selected model another name."),
            self.restore_button: tr("Gives its place back to the model that it replaced; again, to redo it."),
            self.folder_button: tr("Shows the files of the selected model."),
            self.delete_button: tr("Removes the selected model from the disk, after asking."),
        }
        self._actions = texts
        for button, text in texts.items():
            explain_button(button, text)
            button.setAutoDefault(False)
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.table.itemSelectionChanged.connect(self._show_selected)
        self.apply_button.clicked.connect(lambda: self.apply_wanted.emit(self.selected()))
        self.export_button.clicked.connect(lambda: self.export_wanted.emit(self.selected()))
        self.rename_button.clicked.connect(self._ask_name)
        self.restore_button.clicked.connect(self._restore)
        self.folder_button.clicked.connect(self._open_folder)
        self.delete_button.clicked.connect(self._ask_delete)
        self.buttons.rejected.connect(self.reject)

    def _restore(self) -> None:
        model = self.selected()
        if model is not None:
            self.restore_wanted.emit(model.folder)

    def _open_folder(self) -> None:
        model = self.selected()
        if model is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(model.folder)))

    def _lay_out(self) -> None:
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.table)
        parts.addWidget(self.card)
        layout = QVBoxLayout(self)
        for widget in (self.intro, parts, self.problem, self.buttons):
            layout.addWidget(widget)
        layout.setStretchFactor(parts, 1)
        if self.buttons.sizeHint().width() > room_on_screen().width():
            layout.insertLayout(layout.indexOf(self.buttons), self._rows_of_buttons())
        resize_within_screen(self, 860, 620)

    def _rows_of_buttons(self) -> QGridLayout:
        """The buttons of models, where one row of them would be wider than the screen."""
        rows = QGridLayout()
        for place, button in enumerate(self._actions):
            self.buttons.removeButton(button)
            rows.addWidget(button, *divmod(place, _BUTTONS_IN_A_ROW))
        return rows


def _columns() -> tuple[tuple[str, Callable[[KnownModel], object]], ...]:
    """Heading and content of each column; numbers are sorted as numbers."""
    return (
        (tr("Name"), lambda model: model.name),
        (tr("Mean IoU"), lambda model: _score(model.skill("mean_iou"))),
        (tr("Pixels right"), lambda model: _share(model.skill("overall_accuracy"))),
        (tr("Classes"), lambda model: len(model.classes)),
        (tr("Polygons"), lambda model: sum(model.training["polygons"].values())),
        (tr("Scene"), lambda model: str(model.training["scene"])),
        (tr("Made (UTC)"), lambda model: model.created),
    )


def _score(value: Optional[float]) -> str:
    return "" if value is None else filled("{:.2f}", value)


def _share(value: Optional[float]) -> str:
    return "" if value is None else percent(value)


def _item(content: object, index: int, model: KnownModel) -> QTableWidgetItem:
    item = QTableWidgetItem()
    item.setData(Qt.ItemDataRole.DisplayRole, content)
    item.setData(Qt.ItemDataRole.UserRole, index)
    item.setToolTip(f"{', '.join(model.classes)}\n{model.folder}")
    return item
