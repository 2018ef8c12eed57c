"""Which Python the environment is made with."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from deepsat.jobs import DeepSatError, ErrorCode
from deepsat_qgis.worker.interpreters import find_base_python, how_to_get_python, probe, pythons_of_mac
from deepsat_qgis.worker.lock_file import read_lock
from tests.plugin.environment_hands import SMALL_LOCK, interpreter, written


def test_a_python_that_does_and_ones_that_do_not() -> None:
    lock = read_lock()
    assert interpreter().problems(lock) == []
    old, new = interpreter(version=(3, 9, 5)).problems(lock), interpreter(version=(3, 99, 0)).problems(lock)
    assert old == ["it is version 3.9.5, and DeepSat needs 3.10 to 3.14"]
    assert "3.99.0" in new[0]
    several = interpreter(bits=32, lacks=("venv", "ensurepip")).problems(lock)
    assert several == ["it is a 32-bit program, and torch needs 64 bits", "it lacks venv and ensurepip"]


def test_a_python_for_intel_macs_is_refused_before_anything_is_downloaded(tmp_path: Path) -> None:
    intel = interpreter(platform="darwin", machine="x86_64")
    assert "Intel processors" in intel.problems(read_lock())[0]
    assert interpreter(platform="darwin", machine="arm64").problems(read_lock()) == []
    assert intel.problems(read_lock(written(tmp_path / "small.lock", SMALL_LOCK))) == []
    assert "Python of your own" in how_to_get_python("darwin on intel")


def test_pythons_of_python_org_and_homebrew_are_found_on_a_mac_without_its_path(tmp_path: Path) -> None:
    there = [
        "Library/Frameworks/Python.framework/Versions/3.13/bin/python3",
        "opt/homebrew/bin/python3.12",
        "usr/local/bin/python3.11",
    ]
    for name in there:
        (tmp_path / name).parent.mkdir(parents=True)
        written(tmp_path / name, "")
    found = [program for program in pythons_of_mac(tmp_path) if program.is_file()]
    assert found == [tmp_path / there[1], tmp_path / there[0], tmp_path / there[2]]


@pytest.mark.skipif(sys.platform == "win32", reason="a stand-in for a Python is a shell script here")
def test_a_python_whose_ssl_does_not_load_lacks_it(tmp_path: Path) -> None:
    code = "import sys; sys.modules['_ssl'] = None; exec(sys.argv.pop())"
    program = written(tmp_path / "python3", f'#!/bin/sh\nexec {sys.executable} -I -c "{code}" "$3"\n')
    program.chmod(0o755)
    found = probe(program)
    assert found is not None
    assert found.lacks == ("ssl",)
    assert found.problems(read_lock()) == ["it lacks ssl"]


def test_this_python_is_probed() -> None:
    found = probe(Path(sys.executable))
    assert found is not None
    assert found.version == sys.version_info[:3]
    assert found.bits == 64
    assert found.tag == f"cp3{sys.version_info[1]}"


def test_a_virtual_environment_stands_for_its_base() -> None:
    """An environment made from another one would break when that one is removed."""
    found = probe(Path(sys.executable))
    assert found is not None
    assert Path(sys.prefix) not in found.path.parents or sys.prefix == sys.base_prefix


def test_what_is_no_python_is_said_with_what_to_install() -> None:
    with pytest.raises(DeepSatError) as caught:
        find_base_python(read_lock(), Path("/bin/ls"))
    assert caught.value.code is ErrorCode.INSTALL_FAILED
    assert "/bin/ls: it does not answer as a Python does" in caught.value.found
    assert "nstall" in caught.value.remedy
