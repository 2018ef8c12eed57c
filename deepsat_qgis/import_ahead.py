"""Imports the panel's modules while QGIS has nothing else to do, so that the panel opens at once when it is asked for.

All of them together take about as long as building the panel. One after the other, with room in between for whatever
a person does, nobody notices.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from qgis.PyQt.QtCore import QObject, QTimer

_PACKAGES = ("layers", "dock")
"""In this order: those of the second import those of the first."""
_PAUSE_MILLISECONDS = 40


class ImportAhead(QObject):
    """Imports one module, pauses, imports the next."""

    def __init__(self, modules: Iterable[str], parent: QObject) -> None:
        super().__init__(parent)
        self._left: Iterator[str] = iter(modules)
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MILLISECONDS)
        self._timer.timeout.connect(self._import_next)
        self._timer.start()

    def stop(self) -> None:
        """Imports no more."""
        self._timer.stop()

    def _import_next(self) -> None:
        module = next((name for name in self._left if name not in sys.modules), None)
        if module is None:
            self.stop()
        else:
            importlib.import_module(module)


def panel_modules() -> list[str]:
    """The modules of the panel, those that the others need first."""
    here = Path(__file__).parent
    files = [file for package in _PACKAGES for file in _deepest_first(here / package)]
    return [".".join((str(__package__), *file.relative_to(here).with_suffix("").parts)) for file in files]


def _deepest_first(package: Path) -> list[Path]:
    """What lies in the folders of a package is put together in the package itself."""
    return sorted(package.rglob("[!_]*.py"), key=lambda file: (-len(file.parts), file))
