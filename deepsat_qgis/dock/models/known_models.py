"""The models on this computer: those of runs, and those that were saved under a name."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any, Mapping, Optional, Sequence

from qgis.core import QgsSettings

from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.personal_folders import data_folder
from deepsat_qgis.dock.models.restoring import PREVIOUS_SUFFIX
from deepsat_qgis.run_record import MODEL_NAME, read_run, write_run

_SETTING = "deepsat/models"
_MODELS_VARIABLE = "DEEPSAT_MODELS"
"""Environment variable that names another folder for saved models."""
_CARD = "model.json"
_FORBIDDEN = '/\\:*?"<>|'


@dataclasses.dataclass(frozen=True)
class KnownModel:
    """A model folder and what its card says."""

    folder: Path
    name: str
    card: Mapping[str, Any]

    @property
    def training(self) -> Mapping[str, Any]:
        """What the card says about the training."""
        return dict(self.card["properties"]["deepsat:training"])

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of its classes."""
        listed = self.card["properties"]["mlm:output"][0]["classification:classes"]
        return tuple(str(entry.get("title") or entry["name"]) for entry in listed)

    @property
    def date_count(self) -> int:
        """How many dates it knows: at most 16 of the series that it was made from; 1 where that was no series."""
        return max(1, len(self.card["properties"].get("deepsat:moments", ())))

    @property
    def created(self) -> str:
        """When it was made, as `2026-11-21 10:43` in UTC; empty where it does not say."""
        return str(self.card["properties"].get("created", ""))[:16].replace("T", " ")

    def skill(self, name: str) -> Optional[float]:
        """A held-out score, 0-1: `mean_iou` or `overall_accuracy`; None where nothing was held out."""
        held_out = self.training.get("held_out")
        return None if held_out is None else float(held_out[name])


def models_folder() -> Path:
    """Where models are saved under a name; it may not exist yet."""
    chosen = os.environ.get(_MODELS_VARIABLE, "")
    return Path(chosen) if chosen else data_folder(os.environ, sys.platform) / "models"


def remember(folder: Path) -> None:
    """Keeps the folder of a model in the profile."""
    stored = QgsSettings()
    folders = [path for path in _remembered() if path != str(folder)]
    stored.setValue(_SETTING, [*folders, str(folder)])


def known_models(more: Sequence[Path] = ()) -> list[KnownModel]:
    """Every model that is still there, the newest first.

    Args:
        more: folders of models to look at beside those that are remembered.
    """
    saved = sorted(models_folder().iterdir()) if models_folder().is_dir() else []
    folders = dict.fromkeys([*map(str, more), *_remembered(), *map(str, saved)])
    found = [model for model in (read_model(Path(folder)) for folder in folders) if model is not None]
    return sorted(found, key=lambda model: (model.created, model.name), reverse=True)


def read_model(folder: Path) -> Optional[KnownModel]:
    """The model in a folder; None where there is none, or one whose card cannot be read."""
    if folder.name.endswith(PREVIOUS_SUFFIX) or folder.name.startswith(".~"):
        return None
    try:
        model = KnownModel(folder, _name_of(folder), json.loads((folder / _CARD).read_text(encoding="utf-8")))
        return model if model.classes and model.training else None
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def save_as(model: Path, name: str) -> Path:
    """Copies a model to the person's own models, whole or not at all; returns its new folder.

    Raises:
        UserError: `OUTPUT_UNWRITABLE` where the name is taken or cannot be one, or there is no room.
    """
    folder = models_folder() / _checked(name)
    aside = folder.with_name(f".~{folder.name}")
    _refuse_taken(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(aside, ignore_errors=True)
        shutil.copytree(model, aside)
        aside.rename(folder)
    except (OSError, shutil.Error) as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise _unwritable(folder, error) from error
    remember(folder)
    return folder


def rename(model: KnownModel, name: str) -> Path:
    """Gives a model another name: that of its run where it belongs to one, else of its folder.

    Raises:
        UserError: `OUTPUT_UNWRITABLE`.
    """
    wanted = _checked(name)
    run = read_run(model.folder.parent) if model.folder.name == MODEL_NAME else None
    try:
        if run is not None:
            write_run(dataclasses.replace(run, name=wanted))
            return model.folder
        folder = model.folder.with_name(wanted)
        _refuse_taken(folder)
        model.folder.rename(folder)
    except OSError as error:
        raise _unwritable(model.folder, error) from error
    forget(model.folder)
    remember(folder)
    return folder


def delete(model: KnownModel) -> None:
    """Removes a model and the one before it; the map that it made stays.

    Raises:
        UserError: `OUTPUT_UNWRITABLE`.
    """
    try:
        shutil.rmtree(model.folder)
    except OSError as error:
        raise _unwritable(model.folder, error) from error
    shutil.rmtree(model.folder.with_name(model.folder.name + PREVIOUS_SUFFIX), ignore_errors=True)
    forget(model.folder)


def forget(folder: Path) -> None:
    """Takes a folder out of the profile; the folder itself stays."""
    QgsSettings().setValue(_SETTING, [path for path in _remembered() if path != str(folder)])


def _remembered() -> list[str]:
    stored = QgsSettings().value(_SETTING, [])
    # A list of one comes back as text.
    return [stored] if isinstance(stored, str) else [str(path) for path in stored or []]


def _name_of(folder: Path) -> str:
    """That of the run for the model of a run."""
    run = read_run(folder.parent) if folder.name == MODEL_NAME else None
    return run.name if run is not None else folder.name


def _checked(name: str) -> str:
    plain = name.strip()
    if not plain or plain.startswith(".") or plain.endswith(PREVIOUS_SUFFIX) or set(plain) & set(_FORBIDDEN):
        raise UserError(
            ErrorCode.OUTPUT_UNWRITABLE,
            expected=f"a name without any of {' '.join(_FORBIDDEN)}, and no dot at its beginning",
            found=f"“{name}”",
            remedy="Choose another name.",
        )
    return plain


def _refuse_taken(folder: Path) -> None:
    if folder.exists():
        raise UserError(
            ErrorCode.OUTPUT_UNWRITABLE,
            expected=f"no model named “{folder.name}” yet",
            found=f"one in {folder.parent}",
            remedy="Choose another name.",
        )


def _unwritable(folder: Path, error: Exception) -> UserError:
    return UserError(
        ErrorCode.OUTPUT_UNWRITABLE,
        expected="a folder that may be written to, with room for the model",
        found=f"{folder}: {getattr(error, 'strerror', None) or error}",
        remedy="Close the programs that use it, or free some space, and try again.",
    )
