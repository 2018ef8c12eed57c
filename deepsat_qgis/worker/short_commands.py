"""Commands that are asked for one answer: what an interpreter is, what the graphics driver says, what imports."""

from __future__ import annotations

import os
import subprocess  # nosec B404
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Optional

from deepsat.jobs import Cancelled, DeepSatError
from deepsat_qgis.worker.process_environment import clean_environment
from deepsat_qgis.worker.process_tree import ProcessTree

_TICK_SECONDS = 0.25
_SECONDS_TO_CLOSE = 5.0


@dataclass(frozen=True)
class Answer:
    """What a command printed and how it ended."""

    status: int
    """Exit status; negative for a signal."""
    output: str
    errors: str

    @property
    def last_line(self) -> str:
        """Last line of the output; empty when there is none."""
        lines = self.output.strip().splitlines()
        return lines[-1] if lines else ""


def ask(command: Sequence[str], seconds: float, environment: Optional[Mapping[str, str]] = None) -> Optional[Answer]:
    """Runs a command in the worker's kind of environment.

    Args:
        command: program and arguments.
        seconds: after which the command is ended.
        environment: all variables of the command; None for the cleaned ones of this process.

    Returns:
        The answer, or None when the program cannot be started or does not end in time.
    """
    try:
        done = subprocess.run(  # nosec B603
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=seconds,
            check=False,
            env=dict(clean_environment(os.environ) if environment is None else environment),
            creationflags=_no_window(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return Answer(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def ask_patiently(command: Sequence[str], seconds: float, is_cancelled: Callable[[], bool]) -> Optional[Answer]:
    """As `ask`, for commands that may take minutes and start others.

    Args:
        command: program and arguments.
        seconds: after which the command is ended.
        is_cancelled: asked about four times a second; True ends the command and all it started.

    Raises:
        Cancelled: as `is_cancelled` said.
    """
    try:
        tree = ProcessTree(command, clean_environment(os.environ))
    except DeepSatError:
        return None
    tree.stdin.close()
    output, errors = _Reader(tree.stdout), _Reader(tree.stderr)
    deadline = time.monotonic() + seconds
    try:
        while not tree.wait(_TICK_SECONDS):
            if is_cancelled():
                raise Cancelled
            if time.monotonic() >= deadline:
                return None
    finally:
        tree.end()
    return Answer(tree.status or 0, output.text(), errors.text())


class _Reader(threading.Thread):
    """Reads a pipe to its end while the process runs, which would wait where nobody did."""

    def __init__(self, pipe: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self._pipe, self._read = pipe, b""
        self.start()

    def run(self) -> None:
        """Runs in the thread."""
        with self._pipe:
            self._read = self._pipe.read()

    def text(self) -> str:
        """All that was read."""
        self.join(_SECONDS_TO_CLOSE)
        return self._read.decode("utf-8", "replace")


def _no_window() -> int:
    """On Windows a console program would open a window over QGIS."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW
    return 0
