"""What a person does with the classes of the table: add, rename, recolour, merge, delete."""

from __future__ import annotations

from typing import Callable

from qgis.gui import QgsColorDialog
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QWidget

from deepsat_qgis.dock.labels.class_menu import class_menu
from deepsat_qgis.dock.labels.class_panel import ClassPanel
from deepsat_qgis.layers.class_edits import ClassEdits
from deepsat_qgis.layers.class_styles import LabelClass
from deepsat_qgis.translation import tr


class ClassActions:
    """Turns the signals of a `ClassPanel` into edits of the layer.

    Args:
        panel: the table with its buttons.
        edits: the edits of the layer that is chosen now.
        classes: the classes that there are now.
        attempt: does something, says so where it is refused, and tells whether it was done.
    """

    def __init__(
        self,
        panel: ClassPanel,
        edits: Callable[[], ClassEdits],
        classes: Callable[[], tuple[LabelClass, ...]],
        attempt: Callable[[Callable[[], object]], bool],
    ) -> None:
        self._panel, self._table = panel, panel.table
        self._edits, self._classes, self._attempt = edits, classes, attempt
        panel.menu_button.clicked.connect(
            lambda: self._show_menu(panel.menu_button, panel.menu_button.rect().bottomLeft())
        )
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._table.customContextMenuRequested.connect(lambda place: self._show_menu(self._table.viewport(), place))
        self._table.classes.renamed.connect(self.rename)
        self._table.colour_wanted.connect(self.choose_colour)
        self._table.delete_wanted.connect(self.delete)

    def add(self, typed: str) -> None:
        """Adds a class, which is then the one to draw; what was typed stays where it is refused."""
        added: list[LabelClass] = []
        if self._attempt(lambda: added.append(self._edits().add(typed, self._classes()))):
            self._panel.new_name.clear()
            self._table.choose_name(added[0].name)

    def rename(self, name: str, typed: str) -> None:
        """Renames a class."""
        self._attempt(lambda: self._edits().rename(name, typed, self._classes()))

    def merge(self, target: str) -> None:
        """Makes the chosen class part of another, which is then the one to draw."""
        name = self._table.current().name
        if self._attempt(lambda: self._edits().merge(name, target, self._classes())):
            self._table.choose_name(target)

    def delete(self) -> None:
        """Deletes the chosen class with its polygons; nobody is asked, because it can be undone."""
        name = self._table.current().name
        self._attempt(lambda: self._edits().delete(name, self._classes()))

    def choose_colour(self) -> None:
        """Asks for another colour of the chosen class."""
        one = self._table.current()
        if one is None:
            return
        dialog = QgsColorDialog(self._panel)
        dialog.setColor(QColor(one.colour))
        dialog.setTitle(tr("Colour of “{}”").format(one.title))
        if dialog.exec() == QgsColorDialog.DialogCode.Accepted:
            colour = dialog.color().name()
            self._attempt(lambda: self._edits().recolour(one.name, colour, self._classes()))
        dialog.deleteLater()

    def _show_menu(self, widget: QWidget, place: QPoint) -> None:
        one = self._table.current()
        if one is None:
            return
        menu = class_menu(
            self._panel,
            one,
            self._classes(),
            rename=self._table.rename_current,
            recolour=self.choose_colour,
            merge=self.merge,
            delete=self.delete,
        )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(widget.mapToGlobal(place))
