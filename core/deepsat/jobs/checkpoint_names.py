"""Names of checkpoints: those that come with DeepSat, and those that a person has downloaded or imported.

A checkpoint is a folder; its name is the folder's name. Both sides of the process boundary list and find them here, so
that the list in QGIS and what the worker starts from never differ.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Optional

from deepsat.jobs.errors import ErrorCode, UserError
from deepsat.jobs.personal_folders import data_folder

RANDOM = "random"
"""No checkpoint: weights drawn at random."""

AUTO = "auto"
"""Whatever is the best general start: see `default_checkpoint`."""

BUNDLED = "deepsat-v1"
"""The checkpoint that comes with DeepSat; a tree without it is complete too."""

BANDS = "bands"
"""In place of a checkpoint where change is mapped without labels: the bands themselves are compared."""

CHECKPOINTS_VARIABLE = "DEEPSAT_CHECKPOINTS"
"""Environment variable that names another folder for the person's own checkpoints."""

CARD_NAME = "checkpoint.json"
"""File whose presence makes a folder a checkpoint."""

MODEL_NAME = "model.json"
"""File whose presence makes a folder a fine-tuned model, which fine-tuning may continue from."""

RESERVED = (RANDOM, AUTO)
"""Names that mean something else than a folder."""


@dataclasses.dataclass(frozen=True)
class NamedCheckpoint:
    """A checkpoint that can be chosen by name."""

    name: str
    folder: Path
    title: str
    """One line that tells it from others; its name where the card has none."""
    description: str
    """What it was trained on; may be empty."""
    bundled: bool
    """Whether it came with DeepSat."""


def installed_folder(environ: Optional[Mapping[str, str]] = None, platform: str = sys.platform) -> Path:
    """The folder that holds this person's own checkpoints; it may not exist yet."""
    environ = os.environ if environ is None else environ
    chosen = environ.get(CHECKPOINTS_VARIABLE, "")
    if chosen:
        return Path(chosen).expanduser().absolute()
    return data_folder(environ, platform) / "checkpoints"


def make_installed_folder(inside: str = "") -> Path:
    """Makes the folder that holds this person's own checkpoints, where it is not there yet.

    Args:
        inside: name of a folder in it to make too.

    Returns:
        The folder, or the one inside.

    Raises:
        UserError: `OUTPUT_UNWRITABLE`.
    """
    folder = installed_folder() / inside
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            ErrorCode.OUTPUT_UNWRITABLE,
            expected="a folder for your own checkpoints that can be written to",
            found=f"{folder}: {error.strerror}",
            remedy=f"Allow writing there, or name another folder in the variable {CHECKPOINTS_VARIABLE}.",
        ) from error
    return folder


def named_checkpoints(bundled_folder: Path, installed: Optional[Path] = None) -> tuple[NamedCheckpoint, ...]:
    """All checkpoints that have a name: the bundled ones, then the person's own, each in the order of their names.

    Folders without a card, or with one that cannot be read, are left out. A bundled checkpoint hides one of the
    person's with the same name.

    Args:
        bundled_folder: holds the checkpoints that came with DeepSat; may not exist.
        installed: holds the person's own; None for `installed_folder()`.
    """
    bundled = _checkpoints_in(bundled_folder, bundled=True)
    taken = {checkpoint.name for checkpoint in bundled}
    own = _checkpoints_in(installed_folder() if installed is None else installed, bundled=False)
    return (*bundled, *(checkpoint for checkpoint in own if checkpoint.name not in taken))


def find_checkpoint(name_or_path: str, bundled_folder: Path, installed: Optional[Path] = None) -> Optional[Path]:
    """The folder of a checkpoint, or of a model to continue from.

    A name goes before a folder of the same name in the current folder. Models have no name, only a path.

    Args:
        name_or_path: `random`, `auto`, the name of a checkpoint, or the path of a checkpoint's or model's folder.
        bundled_folder: holds the checkpoints that came with DeepSat; may not exist.
        installed: holds the person's own; None for `installed_folder()`.

    Returns:
        The folder, which holds a card; None for weights drawn at random.

    Raises:
        UserError: `CHECKPOINT_UNKNOWN`, with the names that are known.
    """
    name = default_checkpoint(bundled_folder) if name_or_path == AUTO else name_or_path
    if name == RANDOM:
        return None
    folder = folder_of_name(name, bundled_folder, installed)
    if folder is not None:
        return folder
    path = Path(name)
    if name and any((path / card).is_file() for card in (CARD_NAME, MODEL_NAME)):
        return path
    known = [RANDOM, *(checkpoint.name for checkpoint in named_checkpoints(bundled_folder, installed))]
    raise UserError(
        ErrorCode.CHECKPOINT_UNKNOWN,
        expected=f"{', '.join(map(repr, known))} or a folder with {CARD_NAME} or {MODEL_NAME}",
        found=f"no {CARD_NAME} in the folder {path}, and no {MODEL_NAME}" if name and path.is_dir() else repr(name),
        remedy="Choose a checkpoint from the list, or the folder of one or of a fine-tuned model.",
    )


def folder_of_name(name: str, bundled_folder: Path, installed: Optional[Path] = None) -> Optional[Path]:
    """The folder of the checkpoint `name`, damaged or not; None where there is none of this name.

    Args:
        name: of a checkpoint; a path is no name.
        bundled_folder: holds the checkpoints that came with DeepSat; may not exist.
        installed: holds the person's own; None for `installed_folder()`.
    """
    if not is_name(name):
        return None
    for parent in (bundled_folder, installed_folder() if installed is None else installed):
        if (parent / name / CARD_NAME).is_file():
            return parent / name
    return None


def default_checkpoint(bundled_folder: Path) -> str:
    """The name that `auto` stands for: the bundled checkpoint, or `random` in a tree without it."""
    return BUNDLED if (bundled_folder / BUNDLED / CARD_NAME).is_file() else RANDOM


def is_name(text: str) -> bool:
    """Whether `text` can name a checkpoint: one part of a path, not hidden, not reserved."""
    return bool(text) and not text.startswith(".") and not set(text) & set("/\\:") and text not in RESERVED


def _checkpoints_in(folder: Path, *, bundled: bool) -> list[NamedCheckpoint]:
    try:
        names = sorted(name for name in os.listdir(folder) if is_name(name))
    except OSError:
        # A folder that is not there, or may not be looked into, offers nothing to choose from.
        return []
    found = (_named(folder / name, bundled) for name in names)
    return [checkpoint for checkpoint in found if checkpoint is not None]


def _named(folder: Path, bundled: bool) -> Optional[NamedCheckpoint]:
    """The checkpoint in `folder`; None where there is no card that can be read."""
    try:
        properties = json.loads((folder / CARD_NAME).read_text(encoding="utf-8"))["properties"]
        title, description = properties.get("title", ""), properties.get("description", "")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    if not isinstance(title, str) or not isinstance(description, str):
        return None
    return NamedCheckpoint(folder.name, folder, title or folder.name, description, bundled)
