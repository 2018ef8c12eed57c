"""A machine of its own to install on, for tests: an index of tiny wheels, folders, a lock."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deepsat_qgis.worker.lock_file import read_lock
from tests.plugin.tiny_wheels import module, write_index, write_lock, write_wheel

ROOT = Path(__file__).resolve().parents[2]

SECONDS = 120

PINS = ("alpha==1.0", "beta==2.0")


class Machine:
    """A person's machine: a package index, a home, and a folder for environments."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environments = folder / "Umgebungen ä" / "environments"
        self.wheels = folder / "wheels"
        for pin in PINS:
            name, version = pin.split("==")
            write_wheel(
                self.wheels, name, version, {f"{name}/__init__.py": module(version), f"{name}/data.txt": b"12345"}
            )
        self.lock = write_lock(folder / "tiny.lock", PINS)
        self.variables = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "DEEPSAT_"))},
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": write_index(folder / "simple", sorted(self.wheels.glob("*.whl"))),
            "DEEPSAT_ENVIRONMENTS": str(self.environments),
            "PYTHONPATH": str(ROOT),
        }

    @property
    def first_folder(self) -> Path:
        """Where the first environment of the lock goes."""
        tag = f"cp{sys.version_info[0]}{sys.version_info[1]}"
        return self.environments / f"{read_lock(self.lock).key}-{tag}"

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "deepsat_qgis.worker.environment", "--lock", str(self.lock), *arguments]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(self.command(*arguments), env=self.variables, cwd=self.folder, **pipes)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            env=self.variables,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    def install(self, *options: str) -> str:
        """Installs, and returns what was printed."""
        done = self.run("install", *options)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def status(self) -> tuple[int, str]:
        done = self.run("status")
        return done.returncode, done.stdout.strip()

    def python(self) -> Path:
        done = self.run("python")
        assert done.returncode == 0, done.stderr
        return Path(done.stdout.strip())

    def packages(self) -> Path:
        (found,) = self.python().parent.parent.glob("lib/python3*/site-packages")
        return found

    def journal(self, folder: Path) -> list[str]:
        return [json.loads(line)["step"] for line in (folder / "journal.jsonl").read_text().splitlines()]


def see(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives this process the machine's variables."""
    for name in [name for name in os.environ if name.startswith(("PIP_", "DEEPSAT_"))]:
        monkeypatch.delenv(name)
    for name in ("PIP_CONFIG_FILE", "PIP_INDEX_URL", "DEEPSAT_ENVIRONMENTS"):
        monkeypatch.setenv(name, machine.variables[name])


def value_of(python: Path, expression: str) -> str:
    """What an expression is in another Python, without any of our variables."""
    done = subprocess.run([str(python), "-I", "-c", f"print({expression})"], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def closed_port() -> int:
    """A port of this machine that nobody listens on."""
    with contextlib.closing(socket.socket()) as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def wait_for(folder: Path, pattern: str) -> Path:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        for found in folder.glob(pattern):
            return found
        time.sleep(0.01)
    raise AssertionError(f"{folder}/{pattern} did not appear")


def wait_for_text(path: Path, text: str) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if path.exists() and text in path.read_text(encoding="utf-8"):
            return
        time.sleep(0.01)
    raise AssertionError(f"{path} did not come to hold {text}")


def wait_until_no_process_runs_from(folder: Path) -> None:
    """pip ends by itself when the installer is gone."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        processes = subprocess.run(["ps", "-A", "-o", "args="], capture_output=True, text=True, check=True).stdout
        if f"{folder}/" not in processes:
            return
        time.sleep(0.1)
    raise AssertionError(f"a process still runs from {folder}:\n{processes}")


@contextlib.contextmanager
def running(python: Path, code: str = "print('up', flush=True); input()") -> Iterator[subprocess.Popen[str]]:
    """A process that runs from an environment, as a worker does, and has printed its first line."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen([str(python), "-c", code], cwd=ROOT / "core", **pipes)
    assert process.stdout is not None
    assert process.stdout.readline()
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
