"""What can be known to be in the way before anything is downloaded; all of it at once.

Each problem is one sentence of three clauses: what is needed, what there is, what to do.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from deepsat.jobs import ErrorCode, UserError
from deepsat_qgis.worker.install_progress import megabytes
from deepsat_qgis.worker.installed_packages import is_at_version
from deepsat_qgis.worker.locations import nearest_existing
from deepsat_qgis.worker.lock_file import Pin, normalised
from deepsat_qgis.worker.pip_command import Pip
from deepsat_qgis.worker.pip_failures import failure_of
from deepsat_qgis.worker.torch_build import PYTORCH_INDEX

_BYTECODE_FACTOR = 1.25
"""Compiled bytecode comes on top of the files of the wheels: measured 1.2 for the whole lock."""

_LONGEST_PATH = 260
_LONGEST_INSIDE = 175
"""Length of the longest path inside the environment (a header file of torch), measured for the lock."""


@dataclass(frozen=True)
class Problem:
    """Something in the way."""

    expected: str
    found: str
    remedy: str
    code: ErrorCode = ErrorCode.INSTALL_FAILED
    details: str = ""


def raise_problems(problems: Sequence[Problem]) -> None:
    """Does nothing when there is no problem.

    Raises:
        UserError: with all problems in one; its code is that of the first.
    """
    if problems:
        raise UserError(
            problems[0].code,
            expected="; ".join(problem.expected for problem in problems),
            found="; ".join(problem.found for problem in problems),
            remedy=" ".join(problem.remedy for problem in problems),
            details="\n".join(problem.details for problem in problems if problem.details),
        )


def problem_of(error: UserError) -> Problem:
    """The problem that an error describes, to be told together with others."""
    return Problem(error.expected, error.found, error.remedy, error.code, error.details)


def folder_problems(folder: Path, download_bytes: int, installed_bytes: int) -> list[Problem]:
    """Disk space, permission and path length of the folder that an environment is to be made in.

    Args:
        folder: the environment's folder; need not exist.
        download_bytes: still to be downloaded.
        installed_bytes: still to be unpacked.
    """
    checks = (_write_problem(folder), disk_problem(folder, download_bytes, installed_bytes), _length_problem(folder))
    return [problem for problem in checks if problem]


def disk_problem(folder: Path, download_bytes: int, installed_bytes: int) -> Optional[Problem]:
    """Whether the disk of `folder` has room for packages of these sizes, their downloads and compiled bytecode."""
    # A download lies in pip's scratch folder and, unless switched off, in pip's cache: twice on the same disk at worst.
    needed = round(2 * download_bytes + _BYTECODE_FACTOR * installed_bytes)
    disk = nearest_existing(folder)
    free = shutil.disk_usage(disk).free
    if free >= needed:
        return None
    return Problem(
        f"{megabytes(needed)} of free disk space for the environment",
        f"{megabytes(free)} free at {disk}",
        "Free some disk space, or name a folder on a larger disk in the variable DEEPSAT_ENVIRONMENTS.",
        ErrorCode.DISK_FULL,
    )


def _write_problem(folder: Path) -> Optional[Problem]:
    """Tries it: permissions, read-only disks and guards all show only then."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder if folder.is_dir() else folder.parent):
            return None
    except OSError as error:
        return Problem(
            "a folder for environments that can be written",
            f"{folder.parent} ({error.strerror or error})",
            "Name another folder in the variable DEEPSAT_ENVIRONMENTS, or correct the permissions of this one.",
            ErrorCode.OUTPUT_UNWRITABLE,
        )


def _length_problem(folder: Path) -> Optional[Problem]:
    if sys.platform != "win32" or _long_paths_enabled():
        return None
    return path_length_problem(folder)


def path_length_problem(folder: Path) -> Optional[Problem]:
    """Whether paths inside `folder` get longer than Windows takes without its long-path setting."""
    longest = len(str(folder)) + 1 + _LONGEST_INSIDE
    if longest < _LONGEST_PATH:
        return None
    return Problem(
        f"an environments folder whose path has at most {_LONGEST_PATH - _LONGEST_INSIDE - 2} characters",
        f"{folder} with {len(str(folder))}",
        r"Name a shorter folder, such as C:\DeepSat, in the variable DEEPSAT_ENVIRONMENTS, or switch on long paths.",
    )


def _long_paths_enabled() -> bool:
    if sys.platform != "win32":
        return True
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key:
            return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
    except OSError:
        return False


def index_problems(pip: Pip, pins: Sequence[Pin], is_cancelled: Callable[[], bool]) -> list[Problem]:
    """Whether the package index answers, by really downloading the smallest package of the lock."""
    smallest = min(pins, key=lambda pin: pin.download_bytes)
    with tempfile.TemporaryDirectory(prefix="deepsat-") as folder:
        # With a single retry pip still prints why it could not connect; without any it prints nothing.
        options = ["--no-deps", "--no-cache-dir", "--retries", "1", "--timeout", "15", "--dest", folder]
        result = pip.run(["download", *options, smallest.requirement], is_cancelled=is_cancelled)
    return [] if result.status == 0 else [problem_of(failure_of(result, "asking the package index"))]


def wheel_folder_problems(folder: Path, pins: Sequence[Pin]) -> list[Problem]:
    """Whether a folder holds a wheel of every pin; all that lack are named."""
    if not folder.is_dir():
        return [Problem("a folder of wheels", f"{folder} is no folder", "Name the folder that holds the wheels.")]
    lacking = _lacking_wheels(folder, pins)
    if not lacking:
        return []
    return [
        Problem(
            f"wheels of all {len(pins)} packages in {folder}",
            f"none of {', '.join(pin.requirement for pin in lacking)}",
            "Add them: 'pip download --no-deps -r worker.lock -d FOLDER' on a connected computer with the same system "
            "and Python version.",
        )
    ]


def cuda_wheel_problems(folder: Path, pins: Sequence[Pin]) -> list[Problem]:
    """Whether a folder of wheels that has the CUDA build of torch also has the libraries which that build needs."""
    lacking = _lacking_wheels(folder, pins)
    if not lacking:
        return []
    return [
        Problem(
            f"the libraries of the CUDA build of torch, which is in {folder}",
            f"none of {', '.join(pin.requirement for pin in lacking)}",
            "Add them: 'pip download --no-deps -r worker-cuda.lock -d FOLDER' on a connected computer. Without an "
            "NVIDIA card take the CPU build of torch instead: 'pip download --no-deps --extra-index-url "
            f"{PYTORCH_INDEX}/cpu -r worker.lock -d FOLDER'.",
        )
    ]


def _lacking_wheels(folder: Path, pins: Sequence[Pin]) -> list[Pin]:
    """The pins that no wheel in the folder has the version of."""
    there: dict[str, set[str]] = {}
    for name in os.listdir(folder):
        parts = name.split("-")
        if name.endswith(".whl") and len(parts) >= 5:
            there.setdefault(normalised(parts[0]), set()).add(parts[1])
    return [pin for pin in pins if not any(is_at_version(pin, version) for version in there.get(pin.name, ()))]
