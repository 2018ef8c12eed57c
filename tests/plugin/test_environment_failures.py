"""Installing the environment where something is missing or in the way."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deepsat_qgis.worker import environment, interpreters
from deepsat_qgis.worker.interpreters import probe
from deepsat_qgis.worker.lock_file import read_lock
from tests.plugin.environment_machine import PINS, Machine, closed_port
from tests.plugin.tiny_wheels import write_index, write_lock, write_wheel

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths and signals as POSIX has them")


def test_an_interpreter_that_went_with_an_upgrade_is_said(installed: Machine) -> None:
    (installed.first_folder / "bin" / "python").unlink()
    code, said = installed.status()
    assert code == 2
    assert "broken: its interpreter" in said
    installed.install()
    assert installed.status()[0] == 0


def test_a_package_that_does_not_import_is_named_and_nothing_is_declared_ready(machine: Machine) -> None:
    wheel = write_wheel(machine.wheels, "delta", "1.0", {"delta.py": b"raise RuntimeError('no libfoo')\n"})
    write_index(machine.folder / "simple", [wheel])
    write_lock(machine.lock, ["alpha==1.0", "delta==1.0"])
    done = machine.run("install")
    assert done.returncode == 2
    assert "delta: RuntimeError: no libfoo" in done.stderr
    assert machine.status()[1].startswith("incomplete")


def test_offline_installation_looks_at_nothing_but_the_folder(machine: Machine) -> None:
    machine.variables["PIP_INDEX_URL"] = f"http://127.0.0.1:{closed_port()}/simple"
    machine.install("--offline", str(machine.wheels))
    assert machine.status()[0] == 0


def test_offline_installation_names_every_missing_wheel(machine: Machine) -> None:
    for wheel in machine.wheels.glob("*.whl"):
        wheel.unlink()
    done = machine.run("install", "--offline", str(machine.wheels))
    assert done.returncode == 2
    assert "none of alpha==1.0, beta==2.0" in done.stderr
    assert "pip download" in done.stderr


def test_an_index_that_does_not_answer_is_one_sentence(machine: Machine) -> None:
    machine.variables["PIP_INDEX_URL"] = f"http://127.0.0.1:{closed_port()}/simple"
    done = machine.run("install")
    assert done.returncode == 2
    assert done.stderr.startswith("The worker environment could not be installed.")
    assert "no connection to the package index" in done.stderr
    assert "--offline" in done.stderr
    assert "Connection refused" in done.stderr


def test_a_python_that_makes_no_environment_gives_way_to_the_next(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = probe(Path("/usr/bin/python3"))
    assert other is not None
    broken = machine.folder / "bin" / "python3"
    broken.parent.mkdir()
    broken.write_text(f'#!/bin/sh\n[ "$2" = venv ] && exit 1\nexec {other.path} "$@"\n')
    broken.chmod(0o755)
    first = dataclasses.replace(other, path=broken)
    found = {str(broken): first, str(other.path): other}
    monkeypatch.setattr(interpreters, "_candidates", lambda: map(Path, found))
    monkeypatch.setattr(interpreters, "probe", lambda program: found[str(program)])
    state = environment.install(lock_path=machine.lock)
    assert state.record is not None
    assert state.record.base == str(other.path)
    assert state.folder == machine.first_folder


def test_an_index_without_the_version_is_told_apart_from_one_that_is_not_there(machine: Machine) -> None:
    write_lock(machine.lock, ["alpha==9.9"])
    done = machine.run("install")
    assert done.returncode == 2
    assert "Found: no such wheel" in done.stderr
    assert "alpha==9.9" in done.stderr


def test_all_problems_are_told_at_once(machine: Machine) -> None:
    write_lock(machine.lock, PINS, megabytes=1e9)
    machine.variables["PIP_INDEX_URL"] = f"http://127.0.0.1:{closed_port()}/simple"
    done = machine.run("install")
    assert done.returncode == 2
    assert done.stderr.startswith("The disk is too full.")
    assert "of free disk space" in done.stderr
    assert "no connection to the package index" in done.stderr
    assert not machine.first_folder.exists()


def test_a_folder_that_cannot_be_written_is_said(machine: Machine) -> None:
    # Even an administrator cannot make a folder there.
    machine.variables["DEEPSAT_ENVIRONMENTS"] = "/proc/deepsat"
    done = machine.run("install")
    assert done.returncode == 2
    assert done.stderr.startswith("The output cannot be written.")
    assert "/proc/deepsat" in done.stderr
    assert "DEEPSAT_ENVIRONMENTS" in done.stderr


def test_a_disk_that_fills_up_is_said_and_the_rest_goes_on_later(machine: Machine, small_disk: Path) -> None:
    wheel = write_wheel(machine.wheels, "gamma", "1.0", {"gamma.py": b"", "gamma.bin": os.urandom(60_000_000)})
    write_index(machine.folder / "simple", [wheel])
    write_lock(machine.lock, ["alpha==1.0", "gamma==1.0"])
    machine.variables["DEEPSAT_ENVIRONMENTS"] = str(small_disk)
    done = machine.run("install")
    assert done.returncode == 2
    assert done.stderr.startswith("The disk is too full.")
    assert machine.status()[1].startswith("incomplete")
    subprocess.run(["mount", "-o", "remount,size=400m", str(small_disk)], check=True)
    machine.install()
    assert machine.status()[0] == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 50 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=50m", "none", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("a small disk can be made by the system's administrator only")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_file_in_the_way_of_a_folder_is_no_mistake_of_ours(machine: Machine) -> None:
    machine.environments.mkdir(parents=True)
    in_the_way = machine.environments / f"{read_lock(write_lock(machine.lock, [])).key}-existing"
    in_the_way.touch()
    done = machine.run("install", "--existing", sys.executable)
    assert done.returncode == 2
    assert done.stderr.startswith("The output cannot be written.")
    assert str(in_the_way) in done.stderr
