"""What pip prints: read line by line as it comes, and kept in a log."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Optional

from deepsat.jobs import Cancelled

TICK_SECONDS = 0.25
_SECONDS_TO_CLOSE = 5.0


class Log:
    """Appends lines to a file for as long as it takes them: what the log tells of may be that the disk is full."""

    def __init__(self, path: Path) -> None:
        self._file: Optional[IO[str]] = None
        with contextlib.suppress(OSError):
            self._file = path.open("a", encoding="utf-8")

    def write(self, line: str) -> None:
        """Adds a line."""
        if self._file is not None:
            try:
                self._file.write(line + "\n")
                self._file.flush()
            except OSError:
                self.close()

    def close(self) -> None:
        """Takes no more lines."""
        file, self._file = self._file, None
        if file is not None:
            # What could not be written is tried once more here.
            with contextlib.suppress(OSError):
                file.close()


class Lines:
    """Iterates over the lines of several pipes as they come, until all are closed.

    Args:
        pipes: to read.
        on_tick: called about four times a second while nothing comes.
        is_cancelled: asked as often; True ends the iteration by `Cancelled`.
    """

    def __init__(
        self, pipes: Sequence[IO[bytes]], on_tick: Callable[[], None], is_cancelled: Callable[[], bool]
    ) -> None:
        self._queue: queue.Queue[Optional[str]] = queue.Queue()
        self._open = len(pipes)
        self._on_tick = on_tick
        self._is_cancelled = is_cancelled
        self._readers = [threading.Thread(target=self._read, args=(pipe,), daemon=True) for pipe in pipes]
        for reader in self._readers:
            reader.start()

    def _read(self, pipe: IO[bytes]) -> None:
        with pipe:
            for line in pipe:
                self._queue.put(line.decode("utf-8", "replace").rstrip())
        self._queue.put(None)

    def close(self) -> None:
        """Waits for the readers, which end with the process."""
        for reader in self._readers:
            reader.join(_SECONDS_TO_CLOSE)

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        while self._open:
            stop_if(self._is_cancelled)
            try:
                line = self._queue.get(timeout=TICK_SECONDS)
            except queue.Empty:
                self._on_tick()
                continue
            if line is not None:
                return line
            self._open -= 1
        raise StopIteration


def stop_if(is_cancelled: Callable[[], bool]) -> None:
    """Raises `Cancelled` when `is_cancelled` says so."""
    if is_cancelled():
        raise Cancelled
