"""Commands that answer within seconds: what an interpreter is, what the graphics driver says, what imports."""

from __future__ import annotations

import os
import subprocess  # nosec B404
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

from deepsat_qgis.worker.process_environment import clean_environment


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


def _no_window() -> int:
    """On Windows a console program would open a window over QGIS."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW
    return 0
