"""The runs of a project: which there are, which one counts now, and which was interrupted.

Their folders are remembered in the project file; what each of them did lies in its folder (`run_record`).
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Optional

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

from deepsat_qgis.dock.runs.output_folder import is_taken, results_folder
from deepsat_qgis.run_record import RECORD_NAME, Run, read_run

SCOPE = "deepsat"
"""Of the entries in the project file."""
_RUNS, _CURRENT = "runs", "current_run"


class Rounds(QObject):
    """Runs in the order in which they were made; `current` is the one that is shown, continued from and asked about."""

    changed = pyqtSignal()

    def __init__(self, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self.runs: list[Run] = []
        self.current: Optional[Run] = None
        self._unread: list[tuple[int, Path]] = []
        """Folders that the project file remembers and that are out of reach, with their places in its list."""
        self._unread_current: Optional[Path] = None
        """The one of them that was current, until another run is chosen."""
        self.read()

    def read(self) -> None:
        """Takes over what the project file remembers; a run whose files are gone or out of reach is left out."""
        entries = self._project.readListEntry(SCOPE, _RUNS)[0]
        folders = [Path(self._project.readPath(entry)) for entry in entries if entry]
        found = [read_run(folder) for folder in folders]
        self.runs = [run for run in found if run is not None and run.result is not None]
        there = {run.folder for run in self.runs}
        self._unread = [(place, folder) for place, folder in enumerate(folders) if folder not in there]
        chosen = Path(self._project.readPath(self._project.readEntry(SCOPE, _CURRENT, "")[0]))
        last = self.runs[-1] if self.runs else None
        self.current = next((run for run in self.runs if run.folder == chosen), last)
        self._unread_current = next((folder for _, folder in self._unread if folder == chosen), None)
        self.changed.emit()

    def write(self) -> None:
        """Writes the folders into the project's entries, in its own way of writing paths.

        Those that could not be read stay where they were: a drive may only have been away.
        """
        folders = [run.folder for run in self.runs]
        for place, folder in self._unread:
            folders.insert(place, folder)
        if folders or self._project.readListEntry(SCOPE, _RUNS)[1]:
            self._project.writeEntry(SCOPE, _RUNS, [self._project.writePath(str(folder)) for folder in folders])
            current = self._unread_current or (self.current.folder if self.current else None)
            self._project.writeEntry(SCOPE, _CURRENT, self._project.writePath(str(current)) if current else "")

    def add(self, run: Run) -> None:
        """A run is done; it becomes the current one."""
        self.runs = [*(other for other in self.runs if other.folder != run.folder), run]
        self._unread = [(place, folder) for place, folder in self._unread if folder != run.folder]
        self.choose(run)

    def choose(self, run: Run) -> None:
        """Makes a run the current one."""
        self.current, self._unread_current = run, None
        self._project.setDirty(True)
        self.changed.emit()

    def reread(self) -> None:
        """Reads the records anew: a run may have been renamed, or have lost its model."""
        found = {run.folder: read_run(run.folder) or run for run in self.runs}
        self.runs = list(found.values())
        self.current = found.get(self.current.folder) if self.current is not None else None
        self.changed.emit()

    def before(self) -> Optional[Run]:
        """The run that was made before the current one; None for the first."""
        index = self._index()
        return self.runs[index - 1] if index > 0 else None

    def after(self) -> Optional[Run]:
        """The run that was made after the current one; None for the last."""
        index = self._index()
        return self.runs[index + 1] if 0 <= index < len(self.runs) - 1 else None

    def interrupted(self) -> Optional[Run]:
        """The latest run of this project's folder that ended in the middle; none that goes on in another window."""
        records = results_folder(self._project).glob(f"*/{RECORD_NAME}")
        for record in sorted(records, reverse=True):
            run = interrupted_in(record.parent)
            if run is not None:
                return run
        return None

    def free_name(self, wished: str) -> str:
        """The wished name, with a number behind it where another run has it already."""
        taken = {run.name for run in self.runs}
        names = (wished if number == 1 else f"{wished} ({number})" for number in itertools.count(1))
        return next(name for name in names if name not in taken)

    def _index(self) -> int:
        folders = [run.folder for run in self.runs]
        return folders.index(self.current.folder) if self.current is not None else -1


def interrupted_in(folder: Path) -> Optional[Run]:
    """The run that ended in the middle in `folder`; None where it is done, or goes on in another window."""
    run = read_run(folder)
    return run if run is not None and run.result is None and not is_taken(folder) else None
