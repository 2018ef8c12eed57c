"""Where the panel's results go, so that nobody has to fill in paths."""

from __future__ import annotations

import datetime
import getpass
import re
import shutil
import tempfile
from pathlib import Path
from typing import Optional

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QLockFile

from deepsat.jobs import ErrorCode, UserError
from deepsat_qgis.run_record import LABELS_NAME, MODEL_NAME, RECORD_NAME

RESUME_SUFFIX = ".resume"
"""What the name of the folder ends in that the worker saves the state of a training in, beside the model."""
_LOCK_NAME = "running.lock"


def results_folder(project: QgsProject) -> Path:
    """The folder for all runs: `deepsat` beside the project file, or a temporary one until the project is saved."""
    home = _home(project)
    return _temporary_folder() if home is None else home / "deepsat"


def is_temporary(project: QgsProject) -> bool:
    """Whether results may vanish, because the project has no file yet."""
    return _home(project) is None


def may_vanish(folder: Path) -> bool:
    """Whether `folder` is that of a run from before its project was saved."""
    return folder.parent == _temporary_folder()


def _home(project: QgsProject) -> Optional[Path]:
    """The folder that the project is in, in a file of its own or in a GeoPackage; None without, or in a database."""
    if project.absolutePath():
        return Path(project.absolutePath())
    storage = project.projectStorage()
    file = "" if storage is None else storage.filePath(project.fileName())
    return Path(file).parent if file else None


def _temporary_folder() -> Path:
    return Path(tempfile.gettempdir()) / f"deepsat-{getpass.getuser()}"


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


def hold(folder: Path) -> QLockFile:
    """Says that a run is under way in `folder`; ends with the process, however that ends.

    Raises:
        UserError: `OUTPUT_UNWRITABLE` where one is under way there already.
    """
    lock = QLockFile(str(folder / _LOCK_NAME))
    lock.setStaleLockTime(0)
    # A folder that knows no locks is no reason to refuse: whether it can be written to is seen right after.
    if not lock.tryLock(0) and lock.error() == QLockFile.LockError.LockFailedError:
        raise UserError(
            ErrorCode.OUTPUT_UNWRITABLE,
            expected="a run that no other window goes on with",
            found=f"{folder}, in which one is under way",
            remedy="Wait until it is done there, or cancel it there.",
        )
    return lock


def is_taken(folder: Path) -> bool:
    """Whether a run is under way in `folder`, in this QGIS or another one."""
    lock = QLockFile(str(folder / _LOCK_NAME))
    lock.setStaleLockTime(0)
    return not lock.tryLock(0) and lock.error() == QLockFile.LockError.LockFailedError


def discard_if_fruitless(folder: Path) -> None:
    """Removes the folder of a run that made nothing, with what it needed; anything else in it stays."""
    try:
        for passing in (RECORD_NAME, f".~{RECORD_NAME}"):
            (folder / passing).unlink(missing_ok=True)
        shutil.rmtree(folder / f"{MODEL_NAME}{RESUME_SUFFIX}", ignore_errors=True)
        if set(folder.iterdir()) <= {folder / LABELS_NAME}:
            (folder / LABELS_NAME).unlink(missing_ok=True)
            folder.rmdir()
    except OSError:
        # Somebody else has the folder open: it costs nothing to leave it.
        return


def can_go_on(folder: Path) -> bool:
    """Whether a training in `folder` has saved a state to go on from."""
    return (folder / f"{MODEL_NAME}{RESUME_SUFFIX}").is_dir()


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
