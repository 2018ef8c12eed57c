"""What is looked at before anything is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from deepsat.jobs import DeepSatError, ErrorCode
from deepsat_qgis.worker import preflight
from deepsat_qgis.worker.lock_file import read_lock
from tests.plugin.environment_hands import LINUX_311, SMALL_LOCK, written


def test_disk_space_counts_downloads_twice(tmp_path: Path) -> None:
    assert preflight.disk_problem(tmp_path / "not" / "there", 1_000, 1_000) is None
    problem = preflight.disk_problem(tmp_path, 10**15, 4 * 10**14)
    assert problem is not None
    assert problem.code is ErrorCode.DISK_FULL
    assert problem.expected.startswith("2500000.0 GB of free disk space")
    assert str(tmp_path) in problem.found


def test_long_paths_are_refused_where_windows_would() -> None:
    assert (
        preflight.path_length_problem(Path("C:/Users/ann/AppData/Local/DeepSat/environments/8ee4e6c68936-cp311"))
        is None
    )
    problem = preflight.path_length_problem(Path("C:/" + "long/" * 30))
    assert problem is not None
    assert "DEEPSAT_ENVIRONMENTS" in problem.remedy


def test_several_problems_are_told_in_one_message() -> None:
    problems = [
        preflight.Problem("room", "none", "Make room.", ErrorCode.DISK_FULL),
        preflight.Problem("a", "b", "Do c."),
    ]
    with pytest.raises(DeepSatError) as caught:
        preflight.raise_problems(problems)
    assert caught.value.code is ErrorCode.DISK_FULL
    assert str(caught.value) == "The disk is too full. Expected: room; a. Found: none; b. Make room. Do c."


def test_a_wheel_folder_that_lacks_wheels_names_them_all(tmp_path: Path) -> None:
    lock = read_lock(written(tmp_path / "small.lock", SMALL_LOCK))
    pins = lock.pins_for({**LINUX_311, "sys_platform": "win32"})
    (tmp_path / "alpha-1.0-py3-none-any.whl").touch()
    (tmp_path / "beta-1.9-py3-none-any.whl").touch()
    (problem,) = preflight.wheel_folder_problems(tmp_path, pins)
    assert problem.found == "none of beta==2.0, gamma-ray==3.1"
    (tmp_path / "beta-2.0+cpu-py3-none-any.whl").touch()
    (tmp_path / "gamma_ray-3.1-cp311-cp311-win_amd64.whl").touch()
    assert preflight.wheel_folder_problems(tmp_path, pins) == []


def test_libraries_of_the_cuda_build_that_a_wheel_folder_lacks_are_named_with_the_way_without_them(
    tmp_path: Path,
) -> None:
    pins = read_lock().cuda_pins_for(LINUX_311)
    for pin in pins:
        if pin.name != "nvidia-cublas":
            (tmp_path / f"{pin.name.replace('-', '_')}-{pin.version}-py3-none-any.whl").touch()
    (problem,) = preflight.cuda_wheel_problems(tmp_path, pins)
    (lacking,) = [pin for pin in pins if pin.name == "nvidia-cublas"]
    assert problem.found == f"none of {lacking.requirement}"
    assert "-r worker-cuda.lock" in problem.remedy and "https://download.pytorch.org/whl/cpu" in problem.remedy
    (tmp_path / f"nvidia_cublas-{lacking.version}-py3-none-any.whl").touch()
    assert preflight.cuda_wheel_problems(tmp_path, pins) == []
