"""Virtual environments, made by the standard library's own means."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.environment_use import USE_LOCK_NAME
from deepsat_qgis.paths import CORE_FOLDER
from deepsat_qgis.worker.interpreters import Interpreter
from deepsat_qgis.worker.locations import interpreter_in
from deepsat_qgis.worker.lock_file import LockFile
from deepsat_qgis.worker.records import note
from deepsat_qgis.worker.short_commands import ask, ask_patiently

_VENV_SECONDS = 600


class NoVirtualEnvironmentError(UserError):
    """A Python that looked as if it did makes no virtual environment; another one may."""


def has_pip(folder: Path) -> bool:
    """Whether `folder` is a virtual environment whose pip runs."""
    python = interpreter_in(folder)
    answer = ask([str(python), "-m", "pip", "--version"], 60) if python.is_file() else None
    return answer is not None and answer.status == 0


def make_virtual_environment(base: Interpreter, lock: LockFile, folder: Path, is_cancelled: Callable[[], bool]) -> None:
    """Makes a virtual environment in place of whatever an interrupted try left in `folder`.

    Raises:
        Cancelled: as `is_cancelled` said.
        NoVirtualEnvironmentError: `INSTALL_FAILED`, when `venv` fails.
    """
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / USE_LOCK_NAME).touch()
    note(folder, "begin", base=str(base.path), lock=lock.digest)
    answer = ask_patiently([str(base.path), "-m", "venv", str(folder)], _VENV_SECONDS, is_cancelled)
    if answer is None or answer.status != 0:
        told = f"{answer.output}\n{answer.errors}".strip() if answer else ""
        raise NoVirtualEnvironmentError(
            ErrorCode.INSTALL_FAILED,
            expected=f"{base.path} to make a virtual environment in {folder}",
            found=told.splitlines()[-1] if told else "it did not start or did not end in time",
            remedy="Free disk space, check permissions, and let no antivirus program block Python, then start again.",
            details=told,
        )


def let_find_core(site_packages: Path) -> None:
    """Puts DeepSat's core on the path of an environment, so that `python -m deepsat` works there without more ado.

    Plain lines of such a file are read in the system's encoding, hence this one in ASCII.
    """
    line = f"import sys; sys.path.append({str(CORE_FOLDER)!a})\n"
    (site_packages / "deepsat.pth").write_text(line, encoding="ascii")


def site_packages_of(folder: Path, base: Interpreter) -> Path:
    """The folder that packages of the virtual environment `folder` are installed in."""
    if base.platform == "win32":
        return folder / "Lib" / "site-packages"
    return folder / "lib" / f"python{base.version[0]}.{base.version[1]}" / "site-packages"
