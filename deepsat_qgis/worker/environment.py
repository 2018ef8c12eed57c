"""The worker's Python environment: is it there, where is its interpreter, and how is it made.

    python3 -m deepsat_qgis.worker.environment install|status|python|report|clean

Standard library only and no qgis, so that it runs the same inside QGIS, from a Makefile and on a server.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Optional

from deepsat.jobs import DeepSatError, ErrorCode, UserError, exit_status
from deepsat_qgis.worker import installer, state
from deepsat_qgis.worker.install_lock import install_lock
from deepsat_qgis.worker.install_options import InstallOptions
from deepsat_qgis.worker.install_progress import InstallProgress, ProgressCallback
from deepsat_qgis.worker.locations import environments_folder
from deepsat_qgis.worker.lock_file import LOCK_PATH, LockFile, read_lock
from deepsat_qgis.worker.state import EnvironmentState, Status
from deepsat_qgis.worker.superseded import other_environments, remove_unused, size_of

PYTHON_VARIABLE = "DEEPSAT_PYTHON"
"""Environment variable that names the worker's interpreter and goes before everything else."""


def find_worker_python(setting: str = "", lock_path: Path = LOCK_PATH) -> Path:
    """The interpreter to start the worker with; takes milliseconds.

    The variable `DEEPSAT_PYTHON` goes first, then the person's setting, then the environment that DeepSat manages.

    Args:
        setting: interpreter that the person chose in the settings; empty for none.
        lock_path: lock file of the managed environment.

    Raises:
        UserError: `ENVIRONMENT_MISSING` when there is none or it is not whole yet, `ENVIRONMENT_BROKEN` when it is
            damaged.
    """
    found = worker_state(setting, lock_path)
    if found.status is Status.READY and found.python is not None:
        return found.python
    is_broken = found.status is Status.BROKEN
    mend = f"{'Repair' if is_broken else 'Install'} it from DeepSat's panel, or with " + (
        "'python3 -m deepsat_qgis.worker.environment install'."
    )
    raise UserError(
        ErrorCode.ENVIRONMENT_BROKEN if is_broken else ErrorCode.ENVIRONMENT_MISSING,
        expected="a Python environment with DeepSat's packages",
        found=found.reason,
        remedy=found.remedy or mend,
    )


def worker_state(setting: str = "", lock_path: Path = LOCK_PATH, thorough: bool = False) -> EnvironmentState:
    """How the worker's environment stands, wherever it comes from.

    Args:
        setting: interpreter that the person chose in the settings; empty for none.
        lock_path: lock file of the managed environment.
        thorough: also start the interpreter and compare every file with its record.
    """
    variable = os.environ.get(PYTHON_VARIABLE, "")
    if variable:
        remedy = f"Correct the variable {PYTHON_VARIABLE} or remove it, and start QGIS again."
        return _state_of_chosen(Path(variable), f"the variable {PYTHON_VARIABLE}", remedy)
    if setting:
        remedy = "Correct or remove the entry deepsat/worker_python under Settings > Options > Advanced."
        return _state_of_chosen(Path(setting), "the settings", remedy)
    return state.environment_state(environments_folder(), read_lock(lock_path), thorough)


def install(
    options: Optional[InstallOptions] = None,
    on_progress: ProgressCallback = lambda progress: None,
    is_cancelled: Callable[[], bool] = lambda: False,
    lock_path: Path = LOCK_PATH,
) -> EnvironmentState:
    """Makes, resumes or repairs the managed environment; see `installer.install`."""
    lock = read_lock(lock_path)
    return installer.install(environments_folder(), lock, options or InstallOptions(), on_progress, is_cancelled)


@dataclasses.dataclass(frozen=True)
class Superseded:
    """Environments that this DeepSat does not use: of other versions, or replaced ones."""

    folders: tuple[Path, ...]
    size: int
    """Bytes of all of them together."""
    were_in_use: bool = False
    """Whether they could not be removed."""


def superseded(setting: str = "", lock_path: Path = LOCK_PATH) -> Superseded:
    """What could be removed; seconds, since every file is looked at.

    Args:
        setting: interpreter that the person chose in the settings; empty for none.
        lock_path: lock file of the managed environment.
    """
    folders = tuple(_unused(setting, lock_path))
    return Superseded(folders, size_of(folders))


def remove_superseded(setting: str = "", lock_path: Path = LOCK_PATH) -> Superseded:
    """Removes them, and returns those that stay because something runs from them.

    Raises:
        UserError: `INSTALL_FAILED` while an installation is at work.
    """
    with install_lock(environments_folder(), 0.0):
        staying = tuple(remove_unused(_unused(setting, lock_path)))
    return Superseded(staying, size_of(staying), bool(staying))


def _unused(setting: str, lock_path: Path) -> list[Path]:
    current = state.environment_state(environments_folder(), read_lock(lock_path)).folder
    others = other_environments(environments_folder(), [current] if current else [])
    # A Python that is named by hand may be that of another version's environment.
    chosen = worker_state(setting, lock_path).python
    return [path for path in others if chosen is None or path not in chosen.parents]


def _state_of_chosen(python: Path, place: str, remedy: str) -> EnvironmentState:
    if python.is_file() and os.access(python, os.X_OK):
        return EnvironmentState(Status.READY, "", python=python, chosen_in=place)
    reason = f"{python}, named in {place}, is no program that can be started"
    return EnvironmentState(Status.BROKEN, reason, python=python, chosen_in=place, remedy=remedy)


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """The command line; returns 0 when done, 2 when the person must change something, 1 for a mistake of DeepSat's."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except DeepSatError as error:
        sys.stderr.write(f"{error}\n")
        if error.details:
            sys.stderr.write(f"\n{error.details}\n")
        return exit_status(error.code)


def _parser() -> argparse.ArgumentParser:
    description = "The Python environment of DeepSat's worker."
    parser = argparse.ArgumentParser(prog="deepsat_qgis.worker.environment", description=description)
    parser.add_argument("--lock", type=Path, default=LOCK_PATH, help="lock file (default: DeepSat's own)")
    commands = parser.add_subparsers(required=True, metavar="command")
    making = commands.add_parser("install", help="make, resume or repair the environment")
    making.add_argument("--offline", type=Path, metavar="FOLDER", help="install from a folder of wheels only")
    making.add_argument("--existing", type=Path, metavar="PYTHON", help="use this Python as it is, if it lacks nothing")
    making.add_argument("--base", type=Path, metavar="PYTHON", help="Python to build the environment from")
    making.add_argument("--no-wait", action="store_true", help="fail at once when another installation is at work")
    device = making.add_mutually_exclusive_group()
    for kind in ("cpu", "cuda"):
        text = f"take the {kind.upper()} build of torch, whatever the hardware"
        device.add_argument(f"--{kind}", dest="device", action="store_const", const=kind, help=text)
    making.set_defaults(run=_run_install, device="auto")
    for name, run, text in (
        ("status", _run_status, "say whether the environment is missing, incomplete, broken or ready"),
        ("python", _run_python, "print the path of the worker's interpreter"),
        ("report", _run_report, "print a report in Markdown to copy into an issue"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("--python", default="", metavar="PYTHON", help="interpreter chosen in the settings")
        command.set_defaults(run=run)
    commands.add_parser("clean", help="remove environments of other versions").set_defaults(run=_run_clean)
    return parser


def _run_install(options: argparse.Namespace) -> int:
    chosen = InstallOptions(
        device=options.device,
        offline=options.offline.absolute() if options.offline else None,
        existing=options.existing.absolute() if options.existing else None,
        base=options.base,
        wait_seconds=0.0 if options.no_wait else InstallOptions.wait_seconds,
    )
    found = install(chosen, _PrintedProgress(), lock_path=options.lock)
    for finding in found.record.findings if found.record else ():
        sys.stdout.write(f"{finding}\n")
    return 0


def _run_status(options: argparse.Namespace) -> int:
    found = worker_state(options.python, options.lock, thorough=True)
    sys.stdout.write(f"{found.status.value}: {found.reason or found.python}\n")
    return 0 if found.status is Status.READY else exit_status(ErrorCode.ENVIRONMENT_MISSING)


def _run_python(options: argparse.Namespace) -> int:
    sys.stdout.write(f"{find_worker_python(options.python, options.lock)}\n")
    return 0


def _run_report(options: argparse.Namespace) -> int:
    from deepsat_qgis.worker.diagnostics import environment_report

    sys.stdout.write(environment_report(setting=options.python, lock_path=options.lock))
    return 0


def _run_clean(options: argparse.Namespace) -> int:
    found = _unused("", options.lock)
    staying = remove_superseded("", options.lock).folders
    for path in found:
        sys.stdout.write(f"{'still in use' if path in staying else 'removed'}: {path}\n")
    return 0


class _PrintedProgress:
    """Prints a line when the text changes, a running download at most every two seconds."""

    def __init__(self) -> None:
        self._last_text = ""
        self._last_time = 0.0

    def __call__(self, progress: InstallProgress) -> None:
        is_download = 0 < progress.bytes_done < progress.bytes_total
        if progress.text == self._last_text or (is_download and time.monotonic() - self._last_time < 2):
            return
        self._last_text, self._last_time = progress.text, time.monotonic()
        sys.stdout.write(f"[{progress.fraction:4.0%}] {progress.text}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())


__all__ = [
    "EnvironmentState",
    "InstallOptions",
    "InstallProgress",
    "LockFile",
    "Status",
    "Superseded",
    "environments_folder",
    "find_worker_python",
    "install",
    "main",
    "remove_superseded",
    "superseded",
    "worker_state",
]
