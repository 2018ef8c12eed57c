"""Client and worker with a real process between them: every way in which the process can go wrong."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import deepsat_qgis  # noqa: F401 - puts the package deepsat on the path
from deepsat.jobs import (
    PROTOCOL_VERSION,
    Cancelled,
    DoctorJob,
    ErrorCode,
    ErrorEvent,
    Event,
    Heartbeat,
    Hello,
    Log,
    Metric,
    ModelInfoJob,
    Progress,
    ResultEvent,
    Submit,
    encode_request,
)
from deepsat_qgis.paths import CORE_FOLDER
from deepsat_qgis.worker.client import WorkerClient
from deepsat_qgis.worker.process_environment import clean_environment, worker_command
from tests.end_to_end.worker_hands import (
    BEHAVIOURS,
    NEEDS_A_WORKER,
    PYTHON,
    awaited,
    behaving,
    client_of,
    failure,
    gone,
    job_of,
    never,
    running,
)

pytestmark = NEEDS_A_WORKER


@pytest.fixture(scope="module")
def steady_worker() -> Iterator[WorkerClient]:
    """A worker that all tests share which leave it alive."""
    with behaving() as client:
        yield client
        assert client.alive, "a test left the shared worker dead"


def test_a_worker_says_who_it_is_and_answers_quick_jobs(tmp_path: Path) -> None:
    client = client_of(*worker_command(Path(PYTHON)))
    started = time.monotonic()
    client.start()
    assert time.monotonic() - started < 1, "start must not wait for the worker"
    try:
        hello = awaited(client, Hello)
        assert (hello.protocol, hello.engines[0]) == (PROTOCOL_VERSION, "torch")
        assert hello.device.split(":")[0] in ("cpu", "cuda", "mps")
        assert hello.device_name
        assert Path(f"/proc/{hello.pid}").exists()
        assert client.alive
        error = failure(client, ModelInfoJob(str(tmp_path / "nothing here")))
        assert error.code is ErrorCode.MODEL_INVALID
        assert str(tmp_path / "nothing here") in str(error)
        assert client.alive
    finally:
        client.close()
    assert not client.alive
    assert gone(hello.pid)


def test_the_doctor_examines_the_worker() -> None:
    events: list[Event] = []
    with running() as client:
        result = client.run(DoctorJob(), events.append, never)
    assert result["ok"] is True, result["markdown"]
    fractions = [event.fraction for event in events if isinstance(event, Progress)]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


def test_jobs_follow_one_another_in_one_thread(steady_worker: WorkerClient, tmp_path: Path) -> None:
    """One thread for all jobs, because OpenMP keeps a set of threads for every thread that calls it."""
    for _ in range(3):
        result = steady_worker.run(job_of("quick", tmp_path), lambda event: None, never)
        assert result == {"output": str(tmp_path / "map.tif"), "thread": "jobs"}


def test_a_job_may_be_submitted_before_the_worker_has_said_hello(tmp_path: Path) -> None:
    client = client_of(PYTHON, str(BEHAVIOURS))
    events: list[Event] = []
    try:
        assert client.run(job_of("quick", tmp_path), events.append, never)["thread"] == "jobs"
    finally:
        client.close()
    assert isinstance(events[0], Hello)
    assert isinstance(events[-1], ResultEvent)


def test_progress_never_falls_and_numbers_that_json_lacks_become_none(
    steady_worker: WorkerClient, tmp_path: Path
) -> None:
    events: list[Event] = []
    result = steady_worker.run(job_of("backwards", tmp_path), events.append, never)
    assert result == {"nan": None}
    progress = [event for event in events if isinstance(event, Progress)]
    assert [event.fraction for event in progress] == [0.2, 0.6, 0.6, 0.6, 1.0, 1.0]
    assert progress[2].text == "at 0.4"
    assert progress[2].figures == {"loss": 0.5}
    (metric,) = [event for event in events if isinstance(event, Metric)]
    assert (metric.name, metric.step, metric.value) == ("loss", 3, None)
    (warning,) = [event for event in events if isinstance(event, Log)]
    assert (warning.text, warning.level) == ("look out", "warning")


def test_what_libraries_print_goes_to_standard_error(steady_worker: WorkerClient, tmp_path: Path) -> None:
    events: list[Event] = []
    assert steady_worker.run(job_of("loud", tmp_path), events.append, never) == {"loud": True}
    assert [event for event in events if not isinstance(event, (ResultEvent, Heartbeat))] == []
    deadline = time.monotonic() + 5
    while "the last line" not in steady_worker.stderr_tail and time.monotonic() < deadline:
        time.sleep(0.02)
    lines = steady_worker.stderr_tail.splitlines()
    assert lines[-1] == "the last line"
    assert len(lines) <= 80, "the tail is bounded"


def test_native_prints_come_out_on_standard_error(tmp_path: Path) -> None:
    """The same, seen at the worker's own pipes."""
    requests = encode_request(Submit("a", job_of("loud", tmp_path))) + "\n"
    with subprocess.Popen(
        [PYTHON, str(BEHAVIOURS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(os.environ, CORE_FOLDER),
        text=True,
    ) as process:
        assert process.stdin is not None
        process.stdin.write(requests)
        process.stdin.flush()
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["event"] == "hello"
        noise = process.stderr.read(200)
        output, _ = process.communicate(timeout=30)
    assert "forged" in noise
    assert "native line" in noise
    assert [json.loads(line)["event"] for line in output.splitlines()] in (["result"], ["heartbeat", "result"])


@pytest.mark.parametrize(
    ("behaviour", "code", "text"),
    [
        ("leaving", ErrorCode.INTERNAL, "SystemExit: 3"),
        ("hungry", ErrorCode.OUT_OF_MEMORY, "memory"),
        ("unspeakable", ErrorCode.INTERNAL, "TypeError"),
        ("nameless", ErrorCode.INTERNAL, "KeyError: 'nameless'"),
    ],
)
def test_failures_of_a_job_leave_the_worker_alive(
    steady_worker: WorkerClient, tmp_path: Path, behaviour: str, code: ErrorCode, text: str
) -> None:
    error = failure(steady_worker, job_of(behaviour, tmp_path))
    assert error.code is code
    assert text in str(error)
    assert "Traceback" in error.details
    assert steady_worker.run(job_of("quick", tmp_path), lambda event: None, never)


def test_a_second_job_is_refused_while_one_runs(steady_worker: WorkerClient, tmp_path: Path) -> None:
    first = steady_worker.submit(job_of("polite", tmp_path))
    awaited(steady_worker, Progress)
    error = failure(steady_worker, job_of("quick", tmp_path))
    assert error.code is ErrorCode.WORKER_BUSY
    assert first in str(error)
    steady_worker.cancel(first)
    answer = steady_worker.wait_for_event(5)
    while not isinstance(answer, ErrorEvent):
        answer = steady_worker.wait_for_event(5)
    assert (answer.job_id, answer.code) == (first, "cancelled")


def test_cancelling_stops_a_job_at_once_and_leaves_nothing(steady_worker: WorkerClient, tmp_path: Path) -> None:
    asked: list[float] = []

    def cancel_soon() -> bool:
        if list(tmp_path.iterdir()) and not asked:
            asked.append(time.monotonic())
        return bool(asked)

    with pytest.raises(Cancelled):
        steady_worker.run(job_of("polite", tmp_path), lambda event: None, cancel_soon)
    assert time.monotonic() - asked[0] < 1
    assert list(tmp_path.iterdir()) == []
    assert steady_worker.alive


def test_a_worker_that_has_stopped_in_time_stays_however_late_that_is_heard(
    steady_worker: WorkerClient, tmp_path: Path
) -> None:
    """QGIS may be busy with a dialog or its map for longer than a worker has to stop."""
    job_id = steady_worker.submit(job_of("polite", tmp_path))
    awaited(steady_worker, Progress)
    steady_worker.cancel(job_id)
    time.sleep(3)
    answers = [event for event in steady_worker.poll() if isinstance(event, ErrorEvent)]
    assert [(answer.job_id, answer.code) for answer in answers] == [(job_id, "cancelled")]
    assert steady_worker.alive
    assert steady_worker.run(job_of("quick", tmp_path), lambda event: None, never)


def test_cancelling_another_job_changes_nothing(steady_worker: WorkerClient, tmp_path: Path) -> None:
    steady_worker.cancel("predict-of-yesterday")
    assert steady_worker.run(job_of("quick", tmp_path), lambda event: None, never)["thread"] == "jobs"


def test_a_job_that_cannot_be_read_is_answered_under_its_id() -> None:
    lines = [
        {"request": "submit", "job_id": "bad", "job": {"kind": "predict", "input": []}},
        {"request": "submit", "job_id": "worse", "job": {"kind": ["predict"]}},
        {"request": "submit", "job_id": "vast", "job": {"kind": "pretrain", "max_minutes": 10**400}},
        {"request": "dance"},
    ]
    requests = "\n".join(
        [*map(json.dumps, lines), "no JSON", "[" * 100_000, "", encode_request(Submit("good", ModelInfoJob("/no"))), ""]
    )
    with subprocess.Popen(
        worker_command(Path(PYTHON)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=clean_environment(os.environ, CORE_FOLDER),
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(requests)
        process.stdin.flush()
        events: list[dict[str, Any]] = []
        while not any(event.get("job_id") == "good" for event in events):
            events.append(json.loads(process.stdout.readline()))
        process.stdin.write('{"request": "shutdown"}\n')
        process.stdin.flush()
        assert process.wait(2) == 0
    answers = [event for event in events if event["event"] in ("error", "log")]
    assert [(event["event"], event["job_id"]) for event in answers] == [
        ("error", "bad"),
        ("error", "worse"),
        ("error", "vast"),
        ("log", ""),
        ("log", ""),
        ("log", ""),
        ("error", "good"),
    ]
    assert answers[0]["code"] == answers[2]["code"] == "invalid_job"
    assert answers[0]["found"] == "input is empty" or "model is missing; output is missing" in answers[0]["found"]


def test_heartbeats_come_while_nothing_else_does(steady_worker: WorkerClient) -> None:
    first = awaited(steady_worker, Heartbeat, 5)
    second = awaited(steady_worker, Heartbeat, 5)
    assert second.seconds - first.seconds > 1.5, "now and then, not all the time"


def test_polling_never_waits(steady_worker: WorkerClient, tmp_path: Path) -> None:
    job_id = steady_worker.submit(job_of("quick", tmp_path))
    events: list[Event] = []
    longest = 0.0
    deadline = time.monotonic() + 10
    while not any(isinstance(event, ResultEvent) for event in events) and time.monotonic() < deadline:
        started = time.monotonic()
        events += steady_worker.poll()
        longest = max(longest, time.monotonic() - started)
        time.sleep(0.01)
    assert [event.job_id for event in events if isinstance(event, ResultEvent)] == [job_id]
    assert longest < 0.2
