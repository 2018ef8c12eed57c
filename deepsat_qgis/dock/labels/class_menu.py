"""What can be done with a class: the menu of the table and of its button."""

from __future__ import annotations

from typing import Callable, Sequence

from qgis.PyQt.QtWidgets import QMenu, QWidget

from deepsat_qgis.dock.widgets.swatch import swatch
from deepsat_qgis.layers.class_styles import LabelClass
from deepsat_qgis.translation import tr


def class_menu(
    parent: QWidget,
    chosen: LabelClass,
    classes: Sequence[LabelClass],
    *,
    rename: Callable[[], object],
    recolour: Callable[[], object],
    merge: Callable[[str], object],
    delete: Callable[[], object],
) -> QMenu:
    """The menu of the class `chosen`; `merge` is told the value of the class that it becomes part of."""
    menu = QMenu(parent)
    menu.addAction(tr("&Rename\tF2")).triggered.connect(lambda _checked=False: rename())
    menu.addAction(tr("&Colour…")).triggered.connect(lambda _checked=False: recolour())
    into = menu.addMenu(tr("&Merge into"))
    others = [one for one in classes if one.name != chosen.name]
    into.setEnabled(bool(others))
    for one in others:
        # An ampersand in a name is no shortcut.
        action = into.addAction(swatch(one.colour), one.title.replace("&", "&&"))
        action.triggered.connect(lambda _checked=False, name=one.name: merge(name))
    menu.addSeparator()
    menu.addAction(tr("&Delete with its polygons\tDel")).triggered.connect(lambda _checked=False: delete())
    return menu
