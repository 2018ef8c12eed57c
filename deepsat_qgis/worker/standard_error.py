"""The last lines of a process's standard error, read all the time so that the process never waits for a reader."""

from __future__ import annotations

import collections
import threading
from typing import IO

from deepsat_qgis.worker.stream_lines import stream_lines

_LINES_KEPT = 80
_LONGEST_LINE_BYTES = 4096


class StandardErrorTail:
    """Reads a stream to its end in a thread of its own and keeps the last lines."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._lines: collections.deque[str] = collections.deque(maxlen=_LINES_KEPT)
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._read, args=(stream,), name="deepsat-worker-stderr", daemon=True)
        self._thread.start()

    @property
    def text(self) -> str:
        """The last lines, at most 80."""
        with self._lock:
            return "\n".join(self._lines)

    def wait(self, seconds: float) -> None:
        """Waits until the stream has ended, at most `seconds`."""
        self._thread.join(seconds)

    def _read(self, stream: IO[bytes]) -> None:
        for line in stream_lines(stream, _LONGEST_LINE_BYTES):
            with self._lock:
                self._lines.append(line.rstrip())
