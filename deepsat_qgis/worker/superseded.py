"""Environments that a newer one has replaced: found, and removed once nothing runs from them."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from pathlib import Path

from deepsat_qgis.worker.locations import interpreter_in
from deepsat_qgis.worker.records import JOURNAL_NAME, RECORD_NAME
from deepsat_qgis.worker.short_commands import ask


def remove_unused(folders: list[Path]) -> list[Path]:
    """Removes those of `folders` that nothing runs from, and returns the ones that stay."""
    return [folder for folder in folders if is_running(folder) or not _removed(folder)]


def other_environments(environments: Path, keep: list[Path]) -> list[Path]:
    """All environment folders but `keep`: those of other versions of DeepSat and of replaced generations."""
    if not environments.is_dir():
        return []
    ours = [
        path for path in environments.iterdir() if (path / JOURNAL_NAME).is_file() or (path / RECORD_NAME).is_file()
    ]
    return sorted(path for path in ours if path not in keep)


def is_running(folder: Path) -> bool:
    """Whether a process of this machine runs from the environment `folder`, as far as one may see."""
    if sys.platform == "win32":
        return _is_locked(interpreter_in(folder))
    answer = ask(["ps", "-A", "-o", "args="], 20)
    if answer is not None and answer.status == 0:
        return f"{folder}{os.sep}" in answer.output
    return any(str(folder).encode() + b"/" in line for line in _linux_commands())


def _linux_commands() -> list[bytes]:
    """Command lines of all processes, where `ps` is not installed."""
    commands = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        # Processes end while one looks.
        with contextlib.suppress(OSError):
            commands.append(path.read_bytes())
    return commands


def _is_locked(program: Path) -> bool:
    """On Windows a running program can be neither renamed nor removed."""
    aside = program.with_name(f"{program.stem}-unused{program.suffix}")
    try:
        os.replace(program, aside)
        os.replace(aside, program)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _removed(folder: Path) -> bool:
    # Without its record no new worker starts from it, even if removal stops half-way.
    with contextlib.suppress(FileNotFoundError):
        (folder / RECORD_NAME).unlink()
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()
