"""How a worker process ends: killed, frozen, crashed, left alone, closed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

import deepsat_qgis  # noqa: F401 - puts the package deepsat on the path
from deepsat.jobs import (
    Cancelled,
    DeepSatError,
    ErrorCode,
    ErrorEvent,
    Event,
    Log,
    Progress,
    Submit,
    encode_request,
)
from deepsat_qgis.paths import CORE_FOLDER
from deepsat_qgis.worker.process_environment import clean_environment
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
)

pytestmark = NEEDS_A_WORKER


@pytest.mark.parametrize(
    ("number", "words"), [(signal.SIGKILL, "signal 9 (SIGKILL)"), (signal.SIGSEGV, "a crash in native code")]
)
def test_a_worker_that_is_killed_or_crashes(tmp_path: Path, number: signal.Signals, words: str) -> None:
    with behaving() as client:

        def kill(event: Event) -> None:
            if isinstance(event, Progress):
                os.kill(client.pid, number)

        started = time.monotonic()
        error = failure(client, job_of("polite", tmp_path), kill)
        assert time.monotonic() - started < 5
        assert error.code is ErrorCode.WORKER_DIED
        assert words in error.found
        if number == signal.SIGSEGV:
            assert "Fatal Python error: Segmentation fault" in error.details, "the stack is in the report"
        assert not client.alive
        with pytest.raises(DeepSatError) as caught:
            client.submit(job_of("quick", tmp_path))
        assert caught.value.code is ErrorCode.WORKER_DIED
    assert not (tmp_path / "map.tif").exists()
    assert all(path.name.startswith(".~") for path in tmp_path.iterdir())


def test_a_worker_that_ignores_a_cancellation_is_ended(tmp_path: Path) -> None:
    with behaving() as client:
        job_id = client.submit(job_of("deaf", tmp_path))
        awaited(client, Progress)
        started = time.monotonic()
        client.cancel(job_id)
        event = client.wait_for_event(10)
        while not isinstance(event, ErrorEvent):
            event = client.wait_for_event(10)
        assert 1.9 < time.monotonic() - started < 4
        assert (event.job_id, event.code) == (job_id, "cancelled")
        assert not client.alive
        assert gone(client.pid)
    assert not (tmp_path / "map.tif").exists()


def test_a_worker_that_is_frozen_is_ended(tmp_path: Path) -> None:
    with behaving(silence_deadline=3.0) as client:

        def freeze(event: Event) -> None:
            if isinstance(event, Progress):
                os.kill(client.pid, signal.SIGSTOP)

        error = failure(client, job_of("polite", tmp_path), freeze)
        assert error.code is ErrorCode.WORKER_SILENT
        assert "3 seconds" in error.found
        assert gone(client.pid)


def test_processes_of_the_worker_end_with_it(tmp_path: Path) -> None:
    with behaving() as client:
        client.submit(job_of("parent", tmp_path))
        child = int(awaited(client, Log, where=lambda event: event.text.isdigit()).text)
        assert not gone(child, 0.1)
    assert gone(client.pid)
    assert gone(child)


def test_processes_of_a_killed_worker_end_too(tmp_path: Path) -> None:
    children: list[int] = []

    def kill(event: Event) -> None:
        if isinstance(event, Log) and event.text.isdigit():
            children.append(int(event.text))
            os.kill(client.pid, signal.SIGKILL)

    with behaving() as client:
        assert failure(client, job_of("parent", tmp_path), kill).code is ErrorCode.WORKER_DIED
        assert gone(children[0])


@pytest.mark.parametrize("behaviour", ["", "polite", "deaf"])
def test_a_worker_ends_with_the_program_that_started_it(tmp_path: Path, behaviour: str) -> None:
    """The end of standard input is all that a worker sees of a crash of QGIS."""
    with subprocess.Popen(
        [PYTHON, str(BEHAVIOURS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=clean_environment(os.environ, CORE_FOLDER),
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["event"] == "hello"
        if behaviour:
            process.stdin.write(encode_request(Submit("a", job_of(behaviour, tmp_path))) + "\n")
            process.stdin.flush()
            while json.loads(process.stdout.readline())["event"] != "progress":
                pass
        process.stdin.close()
        assert process.wait(2) == 0
    if behaviour != "deaf":
        assert list(tmp_path.iterdir()) == []
    assert not (tmp_path / "map.tif").exists()


def test_termination_is_a_shutdown(tmp_path: Path) -> None:
    with behaving() as client:
        client.submit(job_of("polite", tmp_path))
        awaited(client, Progress)
        os.kill(client.pid, signal.SIGTERM)
        event = client.wait_for_event(5)
        while not isinstance(event, ErrorEvent):
            event = client.wait_for_event(5)
        assert event.code == "cancelled"
        assert gone(client.pid)
    assert list(tmp_path.iterdir()) == []


def test_closing_answers_who_waits_and_may_be_repeated(tmp_path: Path) -> None:
    with behaving() as client:

        def close(event: Event) -> None:
            if isinstance(event, Progress):
                client.close()

        with pytest.raises(Cancelled):
            client.run(job_of("polite", tmp_path), close, never)
        client.close()
        with pytest.raises(Cancelled):
            client.submit(job_of("quick", tmp_path))
    assert list(tmp_path.iterdir()) == []
    client_of("no such program").close()
