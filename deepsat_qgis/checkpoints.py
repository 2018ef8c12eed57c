"""Checkpoints as the plugin offers them: by name, from the list that the worker has too, or by folder."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from deepsat.jobs.checkpoint_names import (
    AUTO,
    RANDOM,
    NamedCheckpoint,
    default_checkpoint,
    find_checkpoint,
    folder_of_name,
    installed_folder,
    is_name,
    make_installed_folder,
    named_checkpoints,
)
from deepsat.jobs.errors import ErrorCode, UserError
from deepsat_qgis.paths import RESOURCES_FOLDER

BUNDLED_FOLDER = RESOURCES_FOLDER / "checkpoints"
"""Holds the checkpoints that come with the plugin."""


def offered_checkpoints() -> tuple[NamedCheckpoint, ...]:
    """The checkpoints that have a name on this computer: the bundled ones first, then the person's own."""
    return named_checkpoints(BUNDLED_FOLDER)


def usual_checkpoint() -> str:
    """The name that `auto` stands for on this computer."""
    return default_checkpoint(BUNDLED_FOLDER)


def checked_checkpoint(text: str) -> str:
    """What a job is told: a name as it is, a folder as an absolute path, which the worker's own folder does not change.

    Raises:
        UserError: `CHECKPOINT_UNKNOWN`, with the names that are known.
    """
    wanted = text.strip()
    folder = find_checkpoint(wanted, BUNDLED_FOLDER)
    if folder is None or wanted == AUTO or folder_of_name(wanted, BUNDLED_FOLDER) is not None:
        return wanted
    return str(folder.absolute())


def checkpoint_folder(checkpoint: str) -> Optional[Path]:
    """The folder of a checkpoint, or of a model to continue from; None for random weights.

    Raises:
        UserError: `CHECKPOINT_UNKNOWN`, with the names that are known.
    """
    return find_checkpoint(checkpoint, BUNDLED_FOLDER)


def free_folder(wished_name: str) -> Path:
    """A folder for a new checkpoint among the person's own, named as wished as far as a name may be.

    Raises:
        UserError: `OUTPUT_UNWRITABLE` where the name is taken.
    """
    name = wished_name.lstrip(".").translate(dict.fromkeys(map(ord, "/\\:"), "-")) or "imported"
    folder = installed_folder() / (name if is_name(name) else f"{name}-imported")
    if folder.exists() or folder.name in {checkpoint.name for checkpoint in offered_checkpoints()}:
        raise UserError(
            ErrorCode.OUTPUT_UNWRITABLE,
            expected=f"no checkpoint named “{folder.name}” yet",
            found=f"one in {folder if folder.exists() else BUNDLED_FOLDER}",
            remedy="Choose a folder with another name as OUTPUT, or remove the one that is there.",
        )
    return folder


def make_own_folder(output: str) -> None:
    """Makes the folder of the person's own checkpoints where a checkpoint is about to be written right into it.

    Raises:
        UserError: `OUTPUT_UNWRITABLE`.
    """
    if Path(output).absolute().parent == installed_folder():
        make_installed_folder()


__all__ = [
    "AUTO",
    "RANDOM",
    "NamedCheckpoint",
    "checked_checkpoint",
    "checkpoint_folder",
    "free_folder",
    "installed_folder",
    "make_own_folder",
    "offered_checkpoints",
    "usual_checkpoint",
]
