"""Is there a worker environment, and is it whole?"""

from __future__ import annotations

import enum
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from deepsat_qgis.worker.installed_packages import damaged_packages, missing_or_other
from deepsat_qgis.worker.interpreters import probe
from deepsat_qgis.worker.lock_file import LockFile
from deepsat_qgis.worker.records import EXISTING, JOURNAL_NAME, RECORD_NAME, Record, read_record

EXISTING_SUFFIX = "existing"
_MOST_CLAUSES = 4
"""Packages that are named; how many more there are is said."""


class Status(str, enum.Enum):
    """How an environment stands."""

    MISSING = "missing"
    INCOMPLETE = "incomplete"
    BROKEN = "broken"
    READY = "ready"


@dataclass(frozen=True)
class EnvironmentState:
    """What was found, and why it is called so."""

    status: Status
    reason: str
    """As a clause; empty when ready."""
    folder: Optional[Path] = None
    python: Optional[Path] = None
    record: Optional[Record] = None
    chosen_in: str = ""
    """Where its interpreter is named by hand, as a clause; empty for an environment that the installer can mend."""
    remedy: str = ""
    """What to do where the installer cannot mend it, as full sentences."""


def environment_state(
    folder: Path, lock: LockFile, thorough: bool = False, managed_only: bool = False
) -> EnvironmentState:
    """Looks at the environments in `folder` that belong to `lock`.

    Args:
        folder: holds all environments.
        lock: the lock file that the environment must have been made from.
        thorough: also start the interpreter and compare every installed file with its record; seconds instead of
            milliseconds.
        managed_only: leave out an existing Python that the person chose.
    """
    records = ((found, read_record(found)) for found in folders_of(folder, lock))
    whole = [(found, record) for found, record in records if record and not (managed_only and record.kind == EXISTING)]
    if whole:
        # The last installed is the one that was asked for: a repaired one, or an existing Python that took its place.
        latest, record = max(whole, key=lambda pair: pair[1].installed_at)
        damage = _damage(record, lock, thorough)
        status = Status.BROKEN if damage else Status.READY
        return EnvironmentState(status, damage, latest, Path(record.python), record)
    begun = begun_folders(folder, lock)
    if begun:
        return EnvironmentState(Status.INCOMPLETE, "an installation was begun and did not end", begun[-1])
    return EnvironmentState(Status.MISSING, f"no environment for this version of DeepSat in {folder}")


def folders_of(folder: Path, lock: LockFile) -> list[Path]:
    """The folders of environments made from `lock`, by ascending generation."""
    found = [path for path in folder.glob(f"{lock.key}-*") if path.is_dir()] if folder.is_dir() else []
    return sorted(found, key=lambda path: (_generation(path), path.name))


def begun_folders(folder: Path, lock: LockFile) -> list[Path]:
    """The folders of installations that were begun and not ended, the latest last."""
    found = folders_of(folder, lock)
    return [path for path in found if (path / JOURNAL_NAME).is_file() and not (path / RECORD_NAME).is_file()]


def next_folder(folder: Path, lock: LockFile, tag: str) -> Path:
    """Name for a new environment that does not exist yet: `<lock>-<python>`, then `<lock>-<python>-2`, ...

    A damaged environment is not mended in place but replaced by the next generation: a worker may be running from it.
    """
    first = folder / f"{lock.key}-{tag}"
    if not first.exists():
        return first
    generations = [_generation(path) for path in folders_of(folder, lock)]
    return folder / f"{first.name}-{max(generations) + 1}"


def _generation(path: Path) -> int:
    match = re.search(r"-cp\d+-(\d+)$", path.name)
    return int(match.group(1)) if match else 1


def _damage(record: Record, lock: LockFile, thorough: bool) -> str:
    """Why the environment cannot be used, as a clause; empty when it can."""
    python = Path(record.python)
    if not python.is_file() or not os.access(python, os.X_OK):
        return f"its interpreter {python} is gone, perhaps with an upgrade of the Python it was built from"
    if record.kind != EXISTING:
        wrong = missing_or_other(lock.pins_for(record.markers), Path(record.site_packages))
        if wrong:
            return _some(wrong)
    return _thorough_damage(record, python) if thorough else ""


def _thorough_damage(record: Record, python: Path) -> str:
    answering = probe(python)
    if answering is None:
        return f"its interpreter {python} does not start"
    if answering.dotted.rsplit(".", 1)[0] != record.version.rsplit(".", 1)[0]:
        return f"its interpreter is now {answering.dotted} and was {record.version}"
    if record.kind == EXISTING:
        return ""
    damaged = damaged_packages(Path(record.site_packages))
    return _some([f"{name} is damaged (its file {path} is not whole)" for name, path in damaged.items()])


def _some(clauses: list[str]) -> str:
    more = f" and {len(clauses) - _MOST_CLAUSES} more" if len(clauses) > _MOST_CLAUSES else ""
    return "; ".join(clauses[:_MOST_CLAUSES]) + more
