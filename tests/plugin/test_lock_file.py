"""The lock of the worker: the pinned packages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepsat.jobs import DeepSatError, ErrorCode
from deepsat_qgis.worker.lock_file import LOCK_PATH, marker_holds, normalised, read_lock, total_bytes
from tests.plugin.environment_hands import LINUX_311, SMALL_LOCK, written


def test_a_lock_gives_the_pins_of_one_python(tmp_path: Path) -> None:
    lock = read_lock(written(tmp_path / "small.lock", SMALL_LOCK))
    pins = lock.pins_for(LINUX_311)
    assert [(pin.requirement, pin.section, pin.module) for pin in pins] == [
        ("alpha==1.0", "first", "alpha"),
        ("beta==2.0", "first", ""),
    ]
    assert total_bytes(pins) == (2_000_000, 5_000_000)
    old_windows = {**LINUX_311, "python_version": "3.10", "sys_platform": "win32"}
    assert [pin.requirement for pin in lock.pins_for(old_windows)] == ["alpha==1.0", "beta==1.9", "gamma-ray==3.1"]


def test_the_digest_follows_pins_and_not_comments(tmp_path: Path) -> None:
    first = read_lock(written(tmp_path / "a.lock", SMALL_LOCK))
    commented = SMALL_LOCK.replace("## first", "## first\n# Reason: because.").replace("1.5 MB", "1.6 MB")
    assert read_lock(written(tmp_path / "b.lock", commented)).key == first.key
    assert read_lock(written(tmp_path / "c.lock", SMALL_LOCK.replace("2.0 ;", "2.1 ;"))).key != first.key
    assert len(first.key) == 12
    assert first.digest.startswith(first.key)


@pytest.mark.parametrize(
    "line",
    ["alpha>=1.0  # 1.0 MB, 1.0 MB installed", "alpha==1.0", "alpha==1.0 ; extra == 'x'  # 1 MB, 1 MB installed"],
)
def test_a_line_that_is_no_pin_is_our_mistake(tmp_path: Path, line: str) -> None:
    path = written(tmp_path / "bad.lock", f"# python: 3.10-3.14\n{line}\n")
    with pytest.raises(DeepSatError) as caught:
        read_lock(path).pins_for(LINUX_311)
    assert caught.value.code is ErrorCode.INTERNAL


def test_versions_in_markers_compare_as_numbers() -> None:
    assert marker_holds('python_version < "3.11"', {"python_version": "3.9"})
    assert not marker_holds('python_version < "3.9"', {"python_version": "3.11"})
    both = 'python_version >= "3.11" and sys_platform != "win32"'
    assert marker_holds(both, LINUX_311)
    assert not marker_holds(both, {**LINUX_311, "sys_platform": "win32"})


def test_the_real_lock_has_a_reason_above_each_direct_pin() -> None:
    lines = LOCK_PATH.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if ", import " in line and "python_version <" not in line:
            assert lines[number - 1].startswith("# "), line


@pytest.mark.parametrize("version", ["3.10", "3.11", "3.12", "3.13", "3.14"])
def test_the_real_lock_pins_each_package_once_for_each_python(version: str) -> None:
    lock = read_lock()
    names = [pin.name for pin in lock.pins_for({**LINUX_311, "python_version": version})]
    assert len(names) == len(set(names))
    assert {"torch", "numpy", "rasterio", "shapely", "pip"} <= set(names)
    assert not {"openvino-telemetry", "tensorboard"} & set(names)


def test_the_real_lock_says_its_size() -> None:
    lock = read_lock()
    cpu, _ = total_bytes(lock.pins_for(LINUX_311))
    cuda, _ = total_bytes((*lock.pins_for(LINUX_311), *lock.cuda_pins_for(LINUX_311)))
    assert 3e8 < cpu < 6e8
    assert 2.5e9 < cuda < 4e9


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9._-]{0,20}", fullmatch=True))
def test_normalising_a_name_twice_changes_nothing(name: str) -> None:
    assert normalised(normalised(name)) == normalised(name)
    assert normalised(name.upper()) == normalised(name.replace("_", "-"))
