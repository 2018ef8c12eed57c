"""Lines of a pipe, read as they come, however long somebody makes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO


def stream_lines(stream: IO[bytes], longest: int) -> Iterator[str]:
    """Yields the lines of `stream` until it ends, and closes it; longer ones than `longest` bytes come in pieces."""
    with stream:
        while True:
            line = stream.readline(longest)
            if not line:
                return
            yield line.decode("utf-8", errors="replace")
