"""A worker that does not start, or says what it should not."""

from __future__ import annotations

import os
import textwrap
import time
from pathlib import Path

import pytest

import deepsat_qgis  # noqa: F401 - puts the package deepsat on the path
from deepsat.jobs import (
    PROTOCOL_VERSION,
    DeepSatError,
    DoctorJob,
    ErrorCode,
    Event,
    Log,
)
from deepsat_qgis.paths import CORE_FOLDER
from deepsat_qgis.worker.client import WorkerClient
from deepsat_qgis.worker.process_environment import clean_environment, worker_command
from tests.end_to_end.worker_hands import HELLO, NEEDS_A_WORKER, PYTHON, client_of, failure, gone, never, running

pytestmark = NEEDS_A_WORKER


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
