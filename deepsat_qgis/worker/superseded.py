"""Environments that a newer one has replaced: found, and removed once nothing runs from them."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from deepsat.jobs.environment_use import environment_alone
from deepsat_qgis.worker.records import JOURNAL_NAME, RECORD_NAME
from deepsat_qgis.worker.short_commands import ask


def remove_unused(folders: list[Path]) -> list[Path]:
    """Removes those of `folders` that nothing runs from, and returns the ones that stay."""
    return [folder for folder in folders if not _removed(folder)]


def other_environments(environments: Path, keep: list[Path]) -> list[Path]:
    """All environment folders but `keep`: those of other versions of DeepSat and of replaced generations."""
    if not environments.is_dir():
        return []
    ours = [
        path for path in environments.iterdir() if (path / JOURNAL_NAME).is_file() or (path / RECORD_NAME).is_file()
    ]
    return sorted(path for path in ours if path not in keep)


def size_of(folders: Iterable[Path]) -> int:
    """Bytes of all files in `folders`, without those that links lead to."""
    size = 0
    for folder in folders:
        for inside, _, names in os.walk(folder):
            for name in names:
                # Files go while one looks.
                with contextlib.suppress(OSError):
                    size += os.lstat(os.path.join(inside, name)).st_size
    return size


def is_running(folder: Path) -> bool:
    """Whether a process of this machine runs from the environment `folder`, as far as command lines tell.

    They tell of programs that are no worker of ours. Workers hold a lock, since not every command line can be trusted:
    those of macOS' framework Pythons name another program.
    """
    inside = os.fsencode(f"{folder}{os.sep}")
    return any(inside in line for line in _commands())


def _commands() -> list[bytes]:
    """Command lines of all processes, as bytes: `ps` prints only the letters of its locale. None on Windows."""
    paths = list(Path("/proc").glob("[0-9]*/cmdline"))
    if not paths:
        answer = ask(["ps", "-A", "-o", "args="], 20) if sys.platform != "win32" else None
        return [answer.output.encode()] if answer else []
    commands = []
    for path in paths:
        # Processes end while one looks.
        with contextlib.suppress(OSError):
            commands.append(path.read_bytes())
    return commands


def _removed(folder: Path) -> bool:
    with environment_alone(folder) as is_alone:
        if not is_alone or is_running(folder):
            return False
        # Without its record no new worker starts from it, even if removal stops half-way.
        with contextlib.suppress(FileNotFoundError):
            (folder / RECORD_NAME).unlink()
        with contextlib.suppress(FileNotFoundError):
            _remove_known_last(folder, JOURNAL_NAME)
    return not folder.exists()


def _remove_known_last(folder: Path, name: str) -> None:
    """Removes a folder, its file `name` last: the rest is known by it where something cannot be removed yet."""
    for path in [path for path in folder.iterdir() if path.name != name]:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                path.unlink()
    if all(path.name == name for path in folder.iterdir()):
        shutil.rmtree(folder, ignore_errors=True)
