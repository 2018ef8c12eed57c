"""The table of classes with what makes, changes and draws them."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deepsat_qgis.dock.labels.class_table import ClassTable
from deepsat_qgis.dock.labels.drawing_bar import DrawingBar
from deepsat_qgis.dock.widgets.field_row import explain, icon_button
from deepsat_qgis.translation import tr


class ClassPanel(QWidget):
    """Widgets only; the section decides what they do."""

    add_wanted = pyqtSignal(str)
    """A class of this name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = ClassTable()
        self.new_name = QLineEdit()
        self.add_button = icon_button(
            QgsApplication.getThemeIcon("/symbologyAdd.svg"), tr("Add class"), tr("Add a class of this name.")
        )
        self.menu_button = icon_button(
            QgsApplication.getThemeIcon("/mActionOptions.svg"),
            tr("Change class"),
            tr("Rename the chosen class, change its colour, merge it into another or delete it."),
        )
        self.drawing = DrawingBar()
        self._set_up()
        self._lay_out()

    def focus_order(self) -> list[QWidget]:
        """The fields in the order in which Tab visits them."""
        return [self.new_name, self.add_button, self.menu_button, self.table, *self.drawing.focus_order()]

    def _set_up(self) -> None:
        self.new_name.setPlaceholderText(tr("New class, such as water"))
        self.new_name.setClearButtonEnabled(True)
        explain(self.new_name, tr("Name of a new class"), tr("Type a name and press Enter to add a class."))
        self.new_name.returnPressed.connect(self._add)
        self.add_button.clicked.connect(self._add)
        self.new_name.textChanged.connect(lambda text: self.add_button.setEnabled(bool(text.strip())))
        self.add_button.setEnabled(False)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        for widget in (self.new_name, self.add_button, self.menu_button):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.table)
        layout.addWidget(self.drawing)

    def _add(self) -> None:
        if self.new_name.text().strip():
            self.add_wanted.emit(self.new_name.text())
