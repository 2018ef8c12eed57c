"""Progress of an operation on a terminal or in a log file."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import TextIO

from deepsat.jobs import Cancelled
from deepsat.reporting import RisingFraction

_LOG_STEP = 0.05
"""Rise of the fraction after which a log file gets another line."""


class TerminalReporter:
    """Writes progress to a stream: one line that changes on a terminal, else a line every five percent.

    Args:
        stream: usually standard error.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._rewrites = stream.isatty()
        self._fraction = RisingFraction()
        self._last_logged = (-1.0, "")
        self._line = ""
        self._cancelled = False

    def cancel(self) -> None:
        """Makes the next `check_cancelled` raise; safe in a signal handler."""
        self._cancelled = True

    def progress(self, fraction: float, stage: str, text: str, figures: Mapping[str, float] | None = None) -> None:
        """Shows the fraction in percent and the sentence."""
        share = self._fraction.of(fraction)
        line = f"{100 * share:3.0f} %  {text}"
        if self._rewrites:
            width = shutil.get_terminal_size().columns
            self._show(line[: max(width - 1, 1)])
            return
        last_share, last_stage = self._last_logged
        if stage != last_stage or share >= last_share + _LOG_STEP or (share == 1.0 and last_share < 1.0):
            self._last_logged = (share, stage)
            print(line, file=self._stream, flush=True)

    def log(self, text: str, level: str = "info") -> None:
        """Writes the sentence on a line of its own."""
        line = self._line
        self.finish()
        print(f"Warning: {text}" if level == "warning" else text, file=self._stream, flush=True)
        if line:
            self._show(line)

    def metric(self, name: str, value: float, step: int) -> None:
        """Shows nothing: curves are for the report and the dock."""

    def check_cancelled(self) -> None:
        """Raises `Cancelled` after `cancel`."""
        if self._cancelled:
            raise Cancelled

    def finish(self) -> None:
        """Takes the changing line away, so that the next output starts on an empty one."""
        if self._line:
            self._show("")
            self._stream.write("\r")
            self._stream.flush()

    def _show(self, line: str) -> None:
        # Blanks cover the rest of the line before; escape codes for it are not understood by every Windows console.
        self._stream.write("\r" + line.ljust(len(self._line)))
        self._stream.flush()
        self._line = line
