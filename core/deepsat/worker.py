"""The worker: carries out one job after another for the process that started it.

Requests come in on standard input, events go out on standard output, one JSON object a line (see `deepsat.jobs`).
Threads: one reads requests, one carries out jobs, one sends heartbeats; the main thread takes decisions and signals.
"""

from __future__ import annotations

import contextlib
import dataclasses
import faulthandler
import json
import os
import platform
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from typing import BinaryIO, NoReturn, TextIO

import deepsat
from deepsat import operations
from deepsat.failures import broken_environment, foreseen_error
from deepsat.jobs import (
    PROTOCOL_VERSION,
    Abandoned,
    Cancel,
    Cancelled,
    DeepSatError,
    ErrorCode,
    ErrorEvent,
    Event,
    Heartbeat,
    Hello,
    Log,
    Metric,
    Progress,
    ResultEvent,
    Submit,
    UserError,
    decode_request,
    encode_event,
    exit_status,
)
from deepsat.reporting import RisingFraction
from deepsat.standard_streams import claim_standard_input, claim_standard_output

HEARTBEAT_SECONDS = 2.0
GRACE_SECONDS = 1.0
"""How long a job may take to notice that the worker ends; native code that does not notice is cut off then."""

_LONGEST_WAIT_SECONDS = 0.2

_JOB_STACK_BYTES = 16 * 2**20
"""macOS gives threads 512 kB of stack, which deep recursion in native libraries overruns."""


class EventStream:
    """Writes events, from any thread, to whoever started the worker."""

    def __init__(self, stream: TextIO, on_gone: Callable[[], None]) -> None:
        self._stream = stream
        self._on_gone = on_gone
        self._lock = threading.Lock()

    def send(self, event: Event) -> None:
        """Writes one line; when nobody reads any more, says so to `on_gone`."""
        line = encode_event(event)
        try:
            with self._lock:
                self._stream.write(line + "\n")
                self._stream.flush()
        except OSError:
            self._on_gone()


@dataclasses.dataclass(frozen=True)
class _Assignment:
    """A job that was taken on."""

    request: Submit
    cancelled: threading.Event = dataclasses.field(default_factory=threading.Event)
    abandoned: threading.Event = dataclasses.field(default_factory=threading.Event)
    answered: threading.Event = dataclasses.field(default_factory=threading.Event)


class JobReporter:
    """Reports a job as events."""

    def __init__(
        self, job_id: str, events: EventStream, cancelled: threading.Event, abandoned: threading.Event
    ) -> None:
        self._job_id = job_id
        self._events = events
        self._cancelled = cancelled
        self._abandoned = abandoned
        self._fraction = RisingFraction()

    def progress(self, fraction: float, stage: str, text: str, figures: Mapping[str, float] | None = None) -> None:
        """Sends a `Progress` whose fraction never falls."""
        self._events.send(Progress(self._job_id, self._fraction.of(fraction), stage, text, dict(figures or {})))

    def log(self, text: str, level: str = "info") -> None:
        """Sends a `Log`."""
        self._events.send(Log(text, level, self._job_id))

    def metric(self, name: str, value: float, step: int) -> None:
        """Sends a `Metric`."""
        self._events.send(Metric(self._job_id, name, step, value))

    def check_cancelled(self) -> None:
        """Raises `Cancelled` once the job's cancellation was asked for, `Abandoned` once the worker ends."""
        if self._cancelled.is_set():
            raise Cancelled
        if self._abandoned.is_set():
            raise Abandoned


class Worker:
    """Takes requests and carries them out, one job at a time."""

    def __init__(self, events: EventStream) -> None:
        self._events = events
        self._jobs: queue.SimpleQueue[_Assignment] = queue.SimpleQueue()
        self._current: _Assignment | None = None
        self._latest: _Assignment | None = None
        threading.Thread(target=self._carry_out_jobs, name="jobs", daemon=True).start()

    def handle(self, line: str) -> bool:
        """Acts on one line of standard input; False when it asks the worker to end."""
        try:
            request = decode_request(line)
        # Such as of brackets in brackets, thousands deep: the next line may be a job again.
        except Exception as exception:  # noqa: BLE001
            self._answer_unreadable(line, foreseen_error(exception))
            return True
        if isinstance(request, Submit):
            self._submit(request)
        elif isinstance(request, Cancel):
            self._cancel(request.job_id)
        else:
            return False
        return True

    def end(self) -> None:
        """Stops the current job and waits a moment for it to notice and to be answered."""
        if self._latest is not None:
            self._latest.abandoned.set()
            self._latest.answered.wait(GRACE_SECONDS)

    def _submit(self, request: Submit) -> None:
        current = self._current
        if current is not None:
            self._events.send(ErrorEvent.of(_busy(current.request), request.job_id))
            return
        self._current = self._latest = _Assignment(request)
        self._jobs.put(self._current)

    def _cancel(self, job_id: str) -> None:
        current = self._current
        if current is not None and current.request.job_id == job_id:
            current.cancelled.set()

    def _answer_unreadable(self, line: str, error: DeepSatError) -> None:
        job_id = _job_id_in(line)
        # An error without a job id would say that the worker cannot work at all.
        self._events.send(ErrorEvent.of(error, job_id) if job_id else Log(str(error), "warning"))

    def _carry_out_jobs(self) -> None:
        while True:
            assignment = self._jobs.get()
            outcome = self._outcome(assignment)
            # Free before the outcome is known to the other side, which may submit its next job at once.
            self._current = None
            self._events.send(outcome)
            assignment.answered.set()

    def _outcome(self, assignment: _Assignment) -> Event:
        job_id = assignment.request.job_id
        try:
            reporter = JobReporter(job_id, self._events, assignment.cancelled, assignment.abandoned)
            result = operations.run(assignment.request.job, reporter)
        # The boundary of the process: whatever is raised, SystemExit of a library included, must reach the other side.
        except BaseException as exception:  # noqa: BLE001
            return ErrorEvent.of(foreseen_error(exception), job_id)
        return ResultEvent(job_id, result)


def main() -> NoReturn:
    """Runs the worker until standard input ends or it is asked to end, then ends the process.

    The exit status is 0, or that of `ENVIRONMENT_BROKEN` when torch cannot be imported.
    """
    started = time.monotonic()
    output, requests = claim_standard_output(), claim_standard_input()
    # A crash in native code leaves the Python stack on standard error, whose tail the other side shows.
    faulthandler.enable()
    threading.stack_size(_JOB_STACK_BYTES)
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    events = EventStream(output, on_gone=lambda: lines.put(None))
    # While torch is being imported nobody takes lines from the queue, and there is nothing to tidy up yet.
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    listening = threading.Event()
    threading.Thread(target=_read_lines, args=(requests, lines, listening), name="requests", daemon=True).start()
    try:
        events.send(_hello())
    # Importing torch fails with OSError (a missing library) as well as with ImportError; nothing else is done here.
    except Exception as exception:  # noqa: BLE001
        error = broken_environment(exception, traceback.format_exc())
        events.send(ErrorEvent.of(error, ""))
        _end_process(exit_status(error.code))
    listening.set()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: lines.put(None))
    threading.Thread(target=_send_heartbeats, args=(events, started), name="heartbeats", daemon=True).start()
    _serve(Worker(events), lines)
    _end_process(0)


def _end_process(status: int) -> NoReturn:
    """Ends at once: the interpreter's own end would wait for a job inside native code and for the reading thread."""
    sys.stderr.flush()
    os._exit(status)


def _serve(worker: Worker, lines: queue.SimpleQueue[str | None]) -> None:
    while True:
        # Not without a timeout: a signal that comes just before the wait would be acted on after it only.
        with contextlib.suppress(queue.Empty):
            line = lines.get(timeout=_LONGEST_WAIT_SECONDS)
            if line is None or (line.strip() and not worker.handle(line)):
                break
    worker.end()


def _read_lines(requests: BinaryIO, lines: queue.SimpleQueue[str | None], listening: threading.Event) -> None:
    """Hands on each line of standard input; its end means that whoever started the worker is gone."""
    for line in requests:
        lines.put(line.decode("utf-8", errors="replace"))
    lines.put(None)
    if listening.is_set():
        # For the case that the main thread is stuck in writing to a pipe that nobody empties.
        time.sleep(GRACE_SECONDS + 0.5)
    os._exit(0)


def _send_heartbeats(events: EventStream, started: float) -> None:
    while True:
        time.sleep(HEARTBEAT_SECONDS)
        events.send(Heartbeat(round(time.monotonic() - started, 3)))


def _hello() -> Hello:
    import torch

    from deepsat.devices import choose_device, describe_device, installed_engines

    device = choose_device("auto")
    return Hello(
        protocol=PROTOCOL_VERSION,
        version=deepsat.__version__,
        pid=os.getpid(),
        python=platform.python_version(),
        torch=torch.__version__,
        device=str(device),
        device_name=describe_device(device),
        engines=installed_engines(),
    )


def _job_id_in(line: str) -> str:
    """The job id of a submit line whose job cannot be read; empty when there is none."""
    with contextlib.suppress(ValueError, RecursionError):
        document = json.loads(line)
        if isinstance(document, dict) and document.get("request") == "submit":
            return str(document.get("job_id", ""))
    return ""


def _busy(running: Submit) -> UserError:
    return UserError(
        ErrorCode.WORKER_BUSY,
        expected="a worker without a job",
        found=f"the job {running.job_id} ({running.job.kind}) is running",
        remedy="Wait until it ends, or cancel it.",
    )
