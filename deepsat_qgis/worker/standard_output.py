"""A worker's standard output as events, read all the time so that the worker never waits for a reader."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import IO, Optional

from deepsat.jobs import ErrorEvent, Event, Heartbeat, Hello, Log, decode_event
from deepsat_qgis.worker.stream_lines import stream_lines

_LONGEST_LINE_BYTES = 16 * 2**20
_LONGEST_FOREIGN_LINE = 2000


class EventReader:
    """Reads a stream to its end in a thread of its own and queues what it finds.

    Args:
        stream: the worker's standard output.
        events: takes every event; lines that are none become `Log` events.
        on_hello: called, in the thread that reads, when the worker says hello.
    """

    def __init__(self, stream: IO[bytes], events: queue.Queue[Event], on_hello: Callable[[Hello], None]) -> None:
        self._events = events
        self._on_hello = on_hello
        self.last_heard = time.monotonic()
        """When the last event came; other lines are no sign that the worker is well."""
        self.confession: Optional[ErrorEvent] = None
        """The worker's own word that it cannot work at all."""
        self._thread = threading.Thread(target=self._read, args=(stream,), name="deepsat-worker-events", daemon=True)
        self._thread.start()

    @property
    def ended(self) -> bool:
        """Whether the stream is at its end."""
        return not self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        """Waits until the stream has ended, at most `seconds`."""
        self._thread.join(seconds)

    def _read(self, stream: IO[bytes]) -> None:
        for line in stream_lines(stream, _LONGEST_LINE_BYTES):
            self._receive(line.strip())

    def _receive(self, line: str) -> None:
        event = decode_event(line)
        if event is None:
            if line:
                self._events.put(Log(line[:_LONGEST_FOREIGN_LINE]))
            return
        self.last_heard = time.monotonic()
        if isinstance(event, Hello):
            self._on_hello(event)
        elif isinstance(event, ErrorEvent) and not event.job_id:
            self.confession = event
        # An idle worker's heartbeats would pile up where nobody takes events for hours.
        if not isinstance(event, Heartbeat) or self._events.empty():
            self._events.put(event)
