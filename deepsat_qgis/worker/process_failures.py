"""Failures of the worker process itself, as the events that answer a job."""

from __future__ import annotations

from typing import Optional

from deepsat.jobs import PROTOCOL_VERSION, Cancelled, ErrorCode, ErrorEvent, Hello
from deepsat_qgis.worker.process_tree import status_in_words

_KILLED_FROM_OUTSIDE = (-9, -15)
_REPAIR = (
    "Check and repair it under “Environment…” in the panel; where the variable DEEPSAT_PYTHON is set, correct or "
    "remove it, and start QGIS again."
)


def died(status: Optional[int], greeted: bool, stderr_tail: str) -> ErrorEvent:
    """The worker is gone.

    Args:
        status: exit status, -N for signal N; None when the process closed its output but did not end.
        greeted: whether it had said hello; one that ends before cannot work at all.
        stderr_tail: last lines of its standard error.
    """
    found = "it closed its output without ending" if status is None else status_in_words(status)
    last_line = stderr_tail.strip().splitlines()[-1].strip() if stderr_tail.strip() else ""
    if last_line:
        found = f"{found}; its last words were: {last_line.rstrip('.')[:300]}"
    if not greeted and status not in _KILLED_FROM_OUTSIDE:
        expected = "a worker that starts"
        return ErrorEvent("", ErrorCode.ENVIRONMENT_BROKEN.value, expected, found, _REPAIR, stderr_tail)
    expected = "a worker that runs until its job is done"
    remedy = "Start the job again; if it happens again, report it with the details."
    return ErrorEvent("", ErrorCode.WORKER_DIED.value, expected, found, remedy, stderr_tail)


def silent(seconds: float, greeted: bool, stderr_tail: str) -> ErrorEvent:
    """The worker lives but has said nothing for `seconds`."""
    expected = "a sign of life every two seconds" if greeted else "a greeting"
    found = f"nothing for {seconds:.0f} seconds"
    remedy = "Start the job again; if it happens again, report it with the details."
    return ErrorEvent("", ErrorCode.WORKER_SILENT.value, expected, found, remedy, stderr_tail)


def other_protocol(hello: Hello) -> ErrorEvent:
    """The worker belongs to another release of DeepSat."""
    expected = f"a worker that speaks protocol {PROTOCOL_VERSION}"
    found = f"DeepSat {hello.version}, which speaks protocol {hello.protocol}"
    remedy = "Use the plugin and the worker of one release: start QGIS again after an upgrade."
    return ErrorEvent("", ErrorCode.PROTOCOL_MISMATCH.value, expected, found, remedy)


def cancelled() -> ErrorEvent:
    """The worker was ended because its job was to stop."""
    return ErrorEvent.of(Cancelled(), "")
