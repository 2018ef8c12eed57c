"""Asks for a product to open: its folder, its archive, or its metadata."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from qgis.core import QgsSettings
from qgis.PyQt.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from deepsat_qgis.translation import tr

_FILES = "*.zip *.tar *.tar.gz *.tgz MTD_MSIL*.xml *_MTL.txt *_MTL.xml *_MTL.json *-METADATA.XML"
_LAST_FOLDER = "deepsat/last_product_folder"


def offer_products(button: QToolButton, chosen: Callable[[Path], None]) -> None:
    """Gives a button a menu of what can be opened.

    Args:
        button: opens the menu when it is pressed.
        chosen: told of what a person has chosen.
    """
    menu = QMenu(button)
    menu.addAction(tr("&Folder of a product, of bands or of dates…"), lambda: _ask_folder(button, chosen))
    menu.addAction(tr("&Archive or metadata of a product…"), lambda: _ask_file(button, chosen))
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)


def _ask_folder(parent: QWidget, chosen: Callable[[Path], None]) -> None:
    _take(QFileDialog.getExistingDirectory(parent, tr("Folder of a product, of bands or of dates"), _last()), chosen)


def _ask_file(parent: QWidget, chosen: Callable[[Path], None]) -> None:
    kinds = tr("Products ({})").format(_FILES)
    path, _ = QFileDialog.getOpenFileName(parent, tr("Archive or metadata of a product"), _last(), kinds)
    _take(path, chosen)


def _last() -> str:
    """The folder that the product before lay in."""
    return str(QgsSettings().value(_LAST_FOLDER, ""))


def _take(path: str, chosen: Callable[[Path], None]) -> None:
    if path:
        QgsSettings().setValue(_LAST_FOLDER, str(Path(path).parent))
        chosen(Path(path))
