"""What tests do with a real worker process."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import deepsat_qgis  # noqa: F401 - puts the package deepsat on the path
from deepsat.jobs import (
    PROTOCOL_VERSION,
    DeepSatError,
    ErrorEvent,
    Event,
    Hello,
    PredictJob,
    encode_event,
)
from deepsat_qgis.paths import CORE_FOLDER
from deepsat_qgis.worker.client import WorkerClient
from deepsat_qgis.worker.process_environment import clean_environment, worker_command

PYTHON = os.environ.get("DEEPSAT_PYTHON", sys.executable)

BEHAVIOURS = Path(__file__).with_name("behaviours.py")

FINDS_TORCH = "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)"

NEEDS_A_WORKER = [
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
