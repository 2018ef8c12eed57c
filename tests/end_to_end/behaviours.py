"""A real worker whose `predict` operation misbehaves as its job asks: the model's name says how.

Run as a program in place of `python -m deepsat worker`. Everything but the operation is the real thing.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from deepsat import operations, worker
from deepsat.jobs import PredictJob
from deepsat.outputs.temporary_files import whole_file
from deepsat.reporting import Reporter


def quick(job: PredictJob, reporter: Reporter) -> dict[str, Any]:
    """Is done at once."""
    return {"output": job.output, "thread": threading.current_thread().name}


def polite(job: PredictJob, reporter: Reporter) -> dict[str, Any]:
    """Writes half a file, then works until it is cancelled."""
    with whole_file(Path(job.output)) as file:
        file.write_bytes(b"half")
        reporter.progress(0.5, "half", "Half of it")
        while True:
            reporter.check_cancelled()
            time.sleep(0.01)


def deaf(job: PredictJob, reporter: Reporter) -> dict[str, Any]:
    """Never asks whether it is cancelled."""
    with whole_file(Path(job.output)) as file:
        file.write_bytes(b"half")
        reporter.progress(0.5, "half", "Half of it")
        time.sleep(60)
    return {}


def parent(job: PredictJob, reporter: Reporter) -> dict[str, Any]:
    """Starts a process of its own, tells its id, and works until it is cancelled."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    reporter.log(str(child.pid))
    while True:
        reporter.check_cancelled()
        time.sleep(0.01)


def loud(job: PredictJob, reporter: Reporter) -> dict[str, Any]:
    """Prints natively to standard output, and more to standard error than any pipe holds."""
    libc = ctypes.CDLL(None)
    libc.puts(b'{"event": "result", "job_id": "forged", "result": {}}')
    libc.fflush(None)
    os.write(1, b"native line\n")
    print("Python line")
    for _ in range(2000):
        os.write(2, b"." * 999 + b"\n")
    os.write(2, b"the last line\n")
    return {"loud": True}


def backwards(job: PredictJob, reporter: Reporter) -> dict[str, Any]:
    """Reports falling and impossible fractions, and a metric that is no number."""
    for fraction in (0.2, 0.6, 0.4, float("nan"), 7.0, -1.0):
        reporter.progress(fraction, "stage", f"at {fraction}", {"loss": 0.5})
    reporter.metric("loss", float("nan"), 3)
    reporter.log("look out", "warning")
    return {"nan": float("nan")}


def leaving(job: PredictJob, reporter: Reporter) -> dict[str, Any]:
    """Tries to end the process, as some libraries do."""
    sys.exit(3)


def hungry(job: PredictJob, reporter: Reporter) -> dict[str, Any]:
    """Wants more memory than there is."""
    import torch

    return {"numbers": torch.empty(2**50)}


def unspeakable(job: PredictJob, reporter: Reporter) -> dict[str, Any]:
    """Returns what JSON cannot hold."""
    return {"set": {1, 2}}


BEHAVIOURS = {f.__name__: f for f in (quick, polite, deaf, parent, loud, backwards, leaving, hungry, unspeakable)}


def misbehave(job: PredictJob, reporter: Reporter) -> dict[str, Any]:
    """Behaves as the name of the job's model says."""
    return BEHAVIOURS[job.model](job, reporter)


if __name__ == "__main__":
    operations._OPERATIONS["predict"] = misbehave
    worker.main()
