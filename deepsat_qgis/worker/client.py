"""The client: starts a worker, gives it jobs and hands on what it says.

Pure Python without Qt: Processing blocks in `run`, the dock calls `poll` from a timer. Threads empty the worker's
pipes, so that neither side ever waits for the other. Whatever goes wrong with the process itself (it dies, falls
silent, ignores a cancellation) arrives like the worker's own errors, as an `ErrorEvent`.
"""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Optional

from deepsat.jobs import (
    PROTOCOL_VERSION,
    Cancel,
    ErrorEvent,
    Event,
    Hello,
    Job,
    Request,
    ResultEvent,
    Shutdown,
    Submit,
    encode_request,
)
from deepsat_qgis.worker.process_failures import cancelled, died, other_protocol, silent
from deepsat_qgis.worker.process_tree import ProcessTree
from deepsat_qgis.worker.standard_error import StandardErrorTail
from deepsat_qgis.worker.standard_output import EventReader

_LAST_WORDS_SECONDS = 1.0
"""How long a dead worker's pipes may take to yield their last lines."""

_CLOSING_SECONDS = 1.2
"""How long a worker that is told to end gets to remove its temporary files; an idle one ends at once."""

_SLEPT_SECONDS = 10.0
"""A gap between two looks at the worker after which the computer, worker included, is taken to have been asleep."""

_job_numbers = itertools.count(1)


class WorkerClient:
    """One worker process, from its start to its end; a second one needs a second client.

    Args:
        command: program and arguments of the worker.
        environment: all its environment variables, see `clean_environment`.
        start_deadline: seconds until the worker must have said hello; importing torch takes long on slow disks.
        silence_deadline: seconds without a line after which a worker counts as stuck; heartbeats come every two.
        cancel_deadline: seconds that a cancelled job gets to stop by itself.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        start_deadline: float = 180.0,
        silence_deadline: float = 60.0,
        cancel_deadline: float = 2.0,
    ) -> None:
        self._command = list(command)
        self._environment = dict(environment)
        self._start_deadline = start_deadline
        self._silence_deadline = silence_deadline
        self._cancel_deadline = cancel_deadline
        self._tree: Optional[ProcessTree] = None
        self._standard_error: Optional[StandardErrorTail] = None
        self._standard_output: Optional[EventReader] = None
        self._events: queue.Queue[Event] = queue.Queue()
        self._lock = threading.Lock()
        self._greeting: Optional[Hello] = None
        self._held_back: list[Request] = []
        self._last_look = 0.0
        self._job_id = ""
        self._cancel_by: Optional[float] = None
        self._failure: Optional[ErrorEvent] = None
        self._over = False

    def start(self) -> None:
        """Starts the worker and returns at once; does nothing when it was started before.

        Raises:
            UserError: `ENVIRONMENT_MISSING` or `ENVIRONMENT_BROKEN` when there is nothing to start.
        """
        if self._tree is not None:
            return
        tree = ProcessTree(self._command, self._environment)
        self._tree = tree
        self._last_look = time.monotonic()
        self._standard_error = StandardErrorTail(tree.stderr)
        self._standard_output = EventReader(tree.stdout, self._events, self._greeted_by)

    @property
    def alive(self) -> bool:
        """Whether the worker can be given jobs."""
        return self._tree is not None and not self._over and self._tree.status is None

    @property
    def pid(self) -> int:
        """Process id of the worker; 0 before it is started."""
        return self._tree.pid if self._tree is not None else 0

    @property
    def stderr_tail(self) -> str:
        """The end of what the worker and its libraries wrote to standard error."""
        return self._standard_error.text if self._standard_error is not None else ""

    def submit(self, job: Job) -> str:
        """Gives the worker a job and returns the id that its events carry; the worker does one job at a time.

        The job waits until the worker has said hello in a protocol that both understand.

        Raises:
            DeepSatError: why there is no worker any more.
        """
        self.start()
        if self._over:
            raise (self._failure or cancelled()).error()
        job_id = f"{job.kind}-{next(_job_numbers)}"
        # A second job is answered with WORKER_BUSY and must not take the place of the one that runs.
        self._job_id = self._job_id or job_id
        self._send(Submit(job_id, job))
        return job_id

    def cancel(self, job_id: str) -> None:
        """Asks for the end of a job; a worker that does not stop it in time is ended, and the answer is `CANCELLED`."""
        if job_id and job_id == self._job_id and self._cancel_by is None:
            self._cancel_by = time.monotonic() + self._cancel_deadline
            self._send(Cancel(job_id))

    def poll(self) -> list[Event]:
        """Everything that happened since the last call; returns at once while the worker is well."""
        self._look_after_worker()
        events = []
        with contextlib.suppress(queue.Empty):
            while True:
                events.append(self._noted(self._events.get_nowait()))
        return events

    def wait_for_event(self, timeout: float) -> Optional[Event]:
        """The next event, or None when there is none within `timeout` seconds."""
        deadline = time.monotonic() + timeout
        while True:
            # Before every event, since a worker that talks all the time may still be overdue.
            self._look_after_worker()
            remaining = max(0.0, deadline - time.monotonic())
            with contextlib.suppress(queue.Empty):
                return self._noted(self._events.get(timeout=min(0.1, remaining)))
            if remaining == 0.0:
                return None

    def run(self, job: Job, on_event: Callable[[Event], None], is_cancelled: Callable[[], bool]) -> dict[str, Any]:
        """Carries out a job and waits for it.

        Args:
            job: what to do.
            on_event: called with every event, in the calling thread.
            is_cancelled: asked several times a second whether to stop.

        Returns:
            The job's result.

        Raises:
            DeepSatError: the job failed, or the worker did; `Cancelled` when it was stopped.
        """
        job_id = self.submit(job)
        while True:
            event = self.wait_for_event(0.1)
            if event is not None:
                on_event(event)
            if isinstance(event, ResultEvent) and event.job_id == job_id:
                return dict(event.result)
            if isinstance(event, ErrorEvent) and event.job_id in (job_id, ""):
                raise event.error()
            if is_cancelled():
                self.cancel(job_id)

    def close(self) -> None:
        """Ends the worker and every process it started; safe to call more than once.

        A job that still runs is answered with `CANCELLED`, so that nobody waits for it in vain.
        """
        if self._tree is None or self._over:
            return
        self._over = True
        with self._lock:
            self._write(Shutdown())
            with contextlib.suppress(OSError):
                self._tree.stdin.close()
        self._tree.wait(_CLOSING_SECONDS)
        self._tree.end()
        if self._job_id:
            self._fail(cancelled())

    def _look_after_worker(self) -> None:
        """Ends a worker that cannot go on, and adds the reason to the events, after its own last words."""
        if self._tree is None or self._standard_output is None or self._over:
            return
        now = time.monotonic()
        if now - self._last_look > _SLEPT_SECONDS:
            self._standard_output.last_heard = now
        self._last_look = now
        failure = self._reason_to_end(self._tree, self._standard_output, now)
        if failure is not None:
            self._over = True
            self._tree.end()
            self._fail(failure)

    def _reason_to_end(self, tree: ProcessTree, output: EventReader, now: float) -> Optional[ErrorEvent]:
        greeting = self._greeting
        if greeting is not None and greeting.protocol != PROTOCOL_VERSION:
            return other_protocol(greeting)
        if output.ended or tree.status is not None:
            return self._death(tree)
        if self._cancel_by is not None and now > self._cancel_by and not self._has_answer():
            return cancelled()
        silence = now - output.last_heard
        if silence > (self._start_deadline if greeting is None else self._silence_deadline):
            return silent(silence, greeting is not None, self.stderr_tail)
        return None

    def _has_answer(self) -> bool:
        """Whether the job has been answered, and whoever asked was too busy to hear of it."""
        with self._events.mutex:
            events = list(self._events.queue)
        return any(isinstance(one, (ResultEvent, ErrorEvent)) and one.job_id == self._job_id for one in events)

    def _death(self, tree: ProcessTree) -> ErrorEvent:
        if self._cancel_by is not None:
            return cancelled()
        # Its output ends a moment before the process does, and its last words may still be on their way.
        tree.wait(_LAST_WORDS_SECONDS)
        if self._standard_error is not None:
            self._standard_error.wait(_LAST_WORDS_SECONDS)
        return died(tree.status, self._greeting is not None, self.stderr_tail)

    def _fail(self, failure: ErrorEvent) -> None:
        if self._standard_output is not None:
            self._standard_output.wait(_LAST_WORDS_SECONDS)
        # A worker that could say itself why it cannot work knows better than its exit status.
        self._failure = self._confession or failure
        if self._confession is None:
            self._events.put(failure)

    @property
    def _confession(self) -> Optional[ErrorEvent]:
        return self._standard_output.confession if self._standard_output is not None else None

    def _noted(self, event: Event) -> Event:
        """Keeps the state that `event` changes; a failure of the process becomes the answer to the job that runs."""
        if event is self._failure or event is self._confession:
            event = dataclasses.replace(event, job_id=self._job_id)
        if isinstance(event, (ResultEvent, ErrorEvent)) and event.job_id == self._job_id:
            self._job_id = ""
            self._cancel_by = None
        return event

    def _send(self, request: Request) -> None:
        with self._lock:
            if self._greeting is None:
                self._held_back.append(request)
            else:
                self._write(request)

    def _write(self, request: Request) -> None:
        # A worker that is gone is noticed, with its reason, by `_look_after_worker`.
        if self._tree is not None:
            with contextlib.suppress(OSError, ValueError):
                self._tree.stdin.write(encode_request(request).encode("utf-8") + b"\n")
                self._tree.stdin.flush()

    def _greeted_by(self, hello: Hello) -> None:
        with self._lock:
            self._greeting = hello
            if hello.protocol == PROTOCOL_VERSION:
                for request in self._held_back:
                    self._write(request)
            self._held_back.clear()
