"""Client and worker with a real process between them: every way in which the process can go wrong."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import deepsat_qgis  # noqa: F401 - puts the package deepsat on the path
from deepsat.jobs import (
    PROTOCOL_VERSION,
    Cancelled,
    DeepSatError,
    DoctorJob,
    ErrorCode,
    ErrorEvent,
    Event,
    Heartbeat,
    Hello,
    Log,
    Metric,
    ModelInfoJob,
    PredictJob,
    Progress,
    ResultEvent,
    Submit,
    encode_event,
    encode_request,
)
from deepsat_qgis.paths import CORE_FOLDER
from deepsat_qgis.worker.client import WorkerClient
from deepsat_qgis.worker.process_environment import clean_environment, worker_command

PYTHON = os.environ.get("DEEPSAT_PYTHON", sys.executable)
BEHAVIOURS = Path(__file__).with_name("behaviours.py")
FINDS_TORCH = "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)"

pytestmark = [
    pytest.mark.skipif(
        subprocess.run([PYTHON, "-c", FINDS_TORCH], check=False).returncode != 0,
        reason=f"{PYTHON} has no torch; name the worker's interpreter in DEEPSAT_PYTHON",
    ),
    pytest.mark.skipif(sys.platform == "win32", reason="signals and process groups are tested where they exist"),
]

HELLO = encode_event(Hello(PROTOCOL_VERSION, "0", 1, "3", "2", "cpu", "CPU", ("torch",)))


def client_of(*command: str, **deadlines: float) -> WorkerClient:
    return WorkerClient(command, clean_environment(os.environ, CORE_FOLDER), **deadlines)


@contextlib.contextmanager
def running(*command: str, **deadlines: float) -> Iterator[WorkerClient]:
    """A client whose worker has said hello."""
    client = client_of(*(command or worker_command(Path(PYTHON))), **deadlines)
    try:
        client.start()
        awaited(client, Hello)
        yield client
    finally:
        client.close()


def behaving(**deadlines: float) -> contextlib.AbstractContextManager[WorkerClient]:
    return running(PYTHON, str(BEHAVIOURS), **deadlines)


@pytest.fixture(scope="module")
def steady_worker() -> Iterator[WorkerClient]:
    """A worker that all tests share which leave it alive."""
    with behaving() as client:
        yield client
        assert client.alive, "a test left the shared worker dead"


def awaited(
    client: WorkerClient, kind: type[Any], seconds: float = 60, where: Callable[[Any], bool] | None = None
) -> Any:
    """The next event of a kind; others are passed over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        event = client.wait_for_event(0.1)
        if isinstance(event, kind) and (where is None or where(event)):
            return event
        assert not isinstance(event, ErrorEvent), event
    raise AssertionError(f"no {kind.__name__} within {seconds} seconds; standard error ends with: {client.stderr_tail}")


def never() -> bool:
    return False


def failure(client: WorkerClient, job: Any, on_event: Callable[[Event], None] = lambda event: None) -> DeepSatError:
    with pytest.raises(DeepSatError) as caught:
        client.run(job, on_event, never)
    return caught.value


def gone(process_id: int, seconds: float = 2.0) -> bool:
    """Whether the process ends within the time; one that only waits to be reaped counts as ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                time.sleep(0.02)
                continue
        return True
    return False


def job_of(behaviour: str, folder: Path) -> PredictJob:
    return PredictJob(("/scene.tif",), behaviour, str(folder / "map.tif"))


# --- a worker that is well -------------------------------------------------------------------------------------------


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


# --- a worker that ends ----------------------------------------------------------------------------------------------


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


# --- a worker that never was -----------------------------------------------------------------------------------------


def test_a_program_that_does_not_exist(tmp_path: Path) -> None:
    client = client_of(str(tmp_path / "no python"), "-m", "deepsat", "worker")
    with pytest.raises(DeepSatError) as caught:
        client.start()
    assert caught.value.code is ErrorCode.ENVIRONMENT_MISSING
    assert "no python does not exist" in caught.value.found
    assert not client.alive


def test_a_program_that_cannot_be_started(tmp_path: Path) -> None:
    (tmp_path / "python").write_bytes(b"\x00\x01\x02")
    (tmp_path / "python").chmod(0o755)
    with pytest.raises(DeepSatError) as caught:
        client_of(str(tmp_path / "python")).start()
    assert caught.value.code is ErrorCode.ENVIRONMENT_BROKEN


def test_an_environment_whose_torch_is_broken(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise OSError('libtorch_cpu.so: cannot open shared object file')")
    environment = clean_environment(os.environ, CORE_FOLDER)
    environment["PYTHONPATH"] = os.pathsep.join([str(tmp_path), str(CORE_FOLDER)])
    client = WorkerClient(worker_command(Path(PYTHON)), environment)
    error = failure(client, DoctorJob())
    assert error.code is ErrorCode.ENVIRONMENT_BROKEN
    assert error.found == "OSError: libtorch_cpu.so: cannot open shared object file"
    assert "Traceback" in error.details
    time.sleep(0.3)
    assert client.poll() == [], "the end of the process is no second failure"
    with pytest.raises(DeepSatError) as caught:
        client.submit(DoctorJob())
    assert caught.value.code is ErrorCode.ENVIRONMENT_BROKEN


def test_an_interpreter_without_deepsat(tmp_path: Path) -> None:
    # -S: without the path file that makes the installed environment's Python know DeepSat.
    client = WorkerClient([PYTHON, "-S", "-m", "deepsat", "worker"], clean_environment(os.environ, tmp_path))
    error = failure(client, DoctorJob())
    assert error.code is ErrorCode.ENVIRONMENT_BROKEN
    assert "No module named deepsat" in error.found


def fake_worker(folder: Path, body: str) -> list[str]:
    """A program that speaks for itself, to see how the client takes it."""
    path = folder / "fake_worker.py"
    path.write_text(f"import sys, time, json\nHELLO = {HELLO!r}\n" + textwrap.dedent(body))
    return [PYTHON, "-u", str(path)]


def test_foreign_lines_become_log_sentences(tmp_path: Path) -> None:
    command = fake_worker(
        tmp_path,
        r"""
        print("Welcome to the library!"); print(HELLO); print("[1, 2]")
        job_id = json.loads(input())["job_id"]
        sys.stdout.buffer.write(b"\xff\xfe garbage \x00\n\n"); sys.stdout.flush()
        print("x" * 5000)
        print(json.dumps({"event": "unheard of"}))
        print(json.dumps({"event": "result", "job_id": "somebody else's", "result": {"wrong": True}}))
        print(json.dumps({"event": "result", "job_id": job_id, "result": {"right": True}}))
        time.sleep(60)
        """,
    )
    events: list[Event] = []
    client = client_of(*command)
    try:
        assert client.run(DoctorJob(), events.append, never) == {"right": True}
    finally:
        client.close()
    logs = [event for event in events if isinstance(event, Log)]
    assert [log.level for log in logs] == ["info"] * 5
    assert [log.text for log in logs][:2] == ["Welcome to the library!", "[1, 2]"]
    assert "garbage" in logs[2].text
    assert logs[3].text == "x" * 2000
    assert "unheard of" in logs[4].text


def test_a_worker_of_another_protocol_gets_no_job(tmp_path: Path) -> None:
    other = HELLO.replace(f'"protocol": {PROTOCOL_VERSION}', '"protocol": 99')
    command = fake_worker(
        tmp_path, f"print({other!r})\nwith open(r'{tmp_path}/got', 'w') as got: got.write(input())\ntime.sleep(60)"
    )
    client = client_of(*command)
    error = failure(client, DoctorJob())
    assert error.code is ErrorCode.PROTOCOL_MISMATCH
    assert "protocol 99" in error.found
    assert not client.alive
    assert not (tmp_path / "got").exists() or (tmp_path / "got").read_text() == ""


def test_a_worker_that_never_says_hello(tmp_path: Path) -> None:
    command = fake_worker(tmp_path, "while True: print('nearly'); time.sleep(0.05)")
    client = client_of(*command, start_deadline=0.5)
    started = time.monotonic()
    error = failure(client, DoctorJob())
    assert error.code is ErrorCode.WORKER_SILENT
    assert "a greeting" in error.expected
    assert 0.4 < time.monotonic() - started < 3
    assert gone(client.pid)


def test_last_words_are_quoted(tmp_path: Path) -> None:
    command = fake_worker(
        tmp_path, "print(HELLO); input(); print('first', file=sys.stderr); sys.exit('the tank is empty.')"
    )
    error = failure(client_of(*command), DoctorJob())
    assert error.code is ErrorCode.WORKER_DIED
    assert error.found == "it ended with exit status 1; its last words were: the tank is empty"
    assert error.details == "first\nthe tank is empty."


def test_a_result_followed_by_death_is_a_result(tmp_path: Path) -> None:
    command = fake_worker(
        tmp_path,
        """
        print(HELLO); job_id = json.loads(input())["job_id"]
        print(json.dumps({"event": "result", "job_id": job_id, "result": {"done": 1}}))
        """,
    )
    client = client_of(*command)
    job_id = client.submit(DoctorJob())
    deadline = time.monotonic() + 10
    while client.alive and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.1)
    events = client.poll()
    assert [type(event).__name__ for event in events] == ["Hello", "ResultEvent", "ErrorEvent"]
    assert events[1].job_id == job_id  # type: ignore[union-attr]
    assert events[2].job_id == ""  # type: ignore[union-attr]


# --- the environment -------------------------------------------------------------------------------------------------


def test_the_environment_is_cleaned() -> None:
    base = {
        "HOME": "/home/x",
        "PATH": "/usr/bin",
        "PYTHONHOME": "/qgis",
        "PYTHONPATH": "/qgis/python",
        "PROJ_LIB": "/qgis/proj",
        "PROJ_DATA": "/qgis/proj",
        "GDAL_DATA": "/qgis/gdal",
        "LD_LIBRARY_PATH": "/qgis/lib",
        "LD_PRELOAD": "/qgis/lib.so",
        "DYLD_LIBRARY_PATH": "/qgis/lib",
        "QT_PLUGIN_PATH": "/qgis/qt",
        "VIRTUAL_ENV": "/venv",
        "CONDA_PREFIX": "/conda",
        "HTTPS_PROXY": "http://proxy:8080",
        "PROJECT": "mine",
    }
    before = dict(base)
    assert clean_environment(base, Path("/core")) == {
        "HOME": "/home/x",
        "PATH": "/usr/bin",
        "HTTPS_PROXY": "http://proxy:8080",
        "PROJECT": "mine",
        "PYTHONPATH": "/core",
        "PYTHONNOUSERSITE": "1",
        "PYTHONSAFEPATH": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }
    assert base == before
    assert clean_environment({})["PYTHONPATH"] == str(CORE_FOLDER)


def test_the_bundle_of_qgis_on_windows_leaves_the_search_path() -> None:
    base = {
        "OSGEO4W_ROOT": r"C:\PROGRA~1\QGIS",
        "Path": "x",
        "PATH": r"C:\PROGRA~1\QGIS\bin;c:/progra~1/qgis/apps/qt5/bin;C:\PROGRA~1\QGIS2\bin;C:\Windows\System32",
    }
    assert clean_environment(base, Path("/core"))["PATH"] == r"C:\PROGRA~1\QGIS2\bin;C:\Windows\System32"


def test_a_module_in_the_current_folder_is_not_the_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "torch.py").write_text("raise RuntimeError('the wrong torch')")
    monkeypatch.chdir(tmp_path)
    with running() as client:
        assert client.alive
