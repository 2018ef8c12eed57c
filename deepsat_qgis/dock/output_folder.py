"""Where the panel's results go, so that nobody has to fill in paths."""

from __future__ import annotations

import datetime
import getpass
import re
import tempfile
from pathlib import Path

from qgis.core import QgsProject

from deepsat.jobs import ErrorCode, UserError


def results_folder(project: QgsProject) -> Path:
    """The folder for all runs: `deepsat` beside the project file, or a temporary one until the project is saved."""
    home = project.absolutePath()
    return Path(home) / "deepsat" if home else Path(tempfile.gettempdir()) / f"deepsat-{getpass.getuser()}"


def is_temporary(project: QgsProject) -> bool:
    """Whether results may vanish, because the project has no file yet."""
    return not project.absolutePath()


def new_run_folder(project: QgsProject, scene: str, now: datetime.datetime) -> Path:
    """Makes the folder of one run, named by time and scene.

    Raises:
        UserError: `OUTPUT_UNWRITABLE`.
    """
    parent = results_folder(project)
    name = f"{now:%Y-%m-%d_%H%M%S}_{_file_name(scene)}"
    try:
        parent.mkdir(parents=True, exist_ok=True)
        return _made(parent, name)
    except OSError as error:
        raise UserError(
            ErrorCode.OUTPUT_UNWRITABLE,
            expected="a folder for results that can be written to",
            found=f"{parent}: {error.strerror}",
            remedy="Save the project in a folder that you may write to, then start again.",
        ) from error


def discard_if_fruitless(folder: Path, labels: Path) -> None:
    """Removes the folder of a run that made nothing, with its copy of the labels; anything else in it stays."""
    try:
        if set(folder.iterdir()) <= {labels}:
            labels.unlink(missing_ok=True)
            folder.rmdir()
    except OSError:
        # Somebody else has the folder open: it costs nothing to leave it.
        return


def _made(parent: Path, name: str) -> Path:
    """A new folder `name`, with a number behind it when two runs start in the same second."""
    number = 1
    while True:
        folder = parent / (name if number == 1 else f"{name}_{number}")
        try:
            folder.mkdir()
            return folder
        except FileExistsError:
            number += 1


def _file_name(text: str) -> str:
    """`text` as part of a file name on every system: letters and digits of any script, hyphens for the rest."""
    return re.sub(r"[^\w]+", "-", text).strip("-_")[:40] or "scene"
