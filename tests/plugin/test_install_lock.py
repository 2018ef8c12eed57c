"""The lock that keeps two installations apart."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from deepsat.jobs import DeepSatError, ErrorCode
from deepsat_qgis.worker.install_lock import LOCK_NAME, install_lock
from tests.plugin.environment_hands import written

ROOT = Path(__file__).resolve().parents[2]

HOLD = """
import sys, time
sys.path[:0] = [{root!r}, {core!r}]
from pathlib import Path
from deepsat_qgis.worker.diagnostics import scrubbed
from deepsat_qgis.worker.install_lock import install_lock
with install_lock(Path(sys.argv[1]), 0):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path):
    """Another process that holds the lock of `tmp_path`."""
    code = textwrap.dedent(HOLD.format(root=str(ROOT), core=str(ROOT / "core")))
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_the_second_installation_says_who_holds_the_lock(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(DeepSatError) as caught, install_lock(tmp_path, 0):
        pass
    assert caught.value.code is ErrorCode.INSTALL_FAILED
    assert f"process {holder.pid}" in caught.value.found


def test_the_lock_of_a_killed_installation_is_free(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with install_lock(tmp_path, 0):
        assert json.loads((tmp_path / LOCK_NAME).read_text())["process"] == os.getpid()


def test_waiting_for_the_lock_ends_when_it_is_free(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    told: list[str] = []

    def on_waiting(text: str) -> None:
        told.append(text)
        holder.kill()

    started = time.monotonic()
    with install_lock(tmp_path, 30, on_waiting):
        assert time.monotonic() - started < 20
    assert len(told) == 1
    assert str(holder.pid) in told[0]


@pytest.mark.skipif(sys.platform == "win32", reason="drives of Windows have locks")
def test_a_disk_without_locks_is_installed_on_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with install_lock(tmp_path, 0):
        assert json.loads((tmp_path / LOCK_NAME).read_text())["process"] == os.getpid()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    written(tmp_path / "file", "")
    with pytest.raises(DeepSatError) as caught, install_lock(tmp_path / "file" / "environments", 0):
        pass
    assert caught.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert "DEEPSAT_ENVIRONMENTS" in caught.value.remedy
