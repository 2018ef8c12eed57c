"""Which Python the worker runs in, and what is reported of it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from deepsat.jobs import DeepSatError, ErrorCode
from deepsat_qgis.worker import environment
from tests.plugin.environment_machine import Machine
from tests.plugin.tiny_wheels import write_lock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths and signals as POSIX has them")


def test_an_existing_python_that_lacks_packages_says_which(machine: Machine) -> None:
    done = machine.run("install", "--existing", sys.executable)
    assert done.returncode == 2
    assert "alpha 1.0 (ModuleNotFoundError" in done.stderr
    assert "beta 2.0 (ModuleNotFoundError" in done.stderr
    assert "pip install alpha==1.0 beta==2.0" in done.stderr
    assert machine.status()[1].startswith("missing")


def test_an_existing_python_is_used_and_a_managed_one_takes_its_place_again(installed: Machine) -> None:
    own = installed.folder / "own"
    shutil.copytree(installed.first_folder, own, symlinks=True)
    installed.install("--existing", str(own / "bin" / "python"))
    assert installed.python() == own / "bin" / "python"
    installed.install()
    assert installed.python() == installed.first_folder / "bin" / "python"


def test_an_existing_python_with_an_older_major_version_lacks_it(installed: Machine) -> None:
    own = installed.folder / "own"
    shutil.copytree(installed.first_folder, own, symlinks=True)
    write_lock(installed.lock, ["alpha==1.5", "beta==3.0"])
    done = installed.run("install", "--existing", str(own / "bin" / "python"))
    assert done.returncode == 2
    assert "beta 3.0 (it has 2.0)" in done.stderr
    assert "alpha" not in done.stderr


def test_what_is_no_python_is_refused(machine: Machine) -> None:
    done = machine.run("install", "--existing", "/bin/ls")
    assert done.returncode == 2
    assert "does not answer as a Python does" in done.stderr


def test_variable_goes_before_setting_goes_before_environment(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DeepSatError) as caught:
        environment.find_worker_python(lock_path=machine.lock)
    assert caught.value.code is ErrorCode.ENVIRONMENT_MISSING
    assert "install" in caught.value.remedy
    assert environment.find_worker_python("/bin/sh", machine.lock) == Path("/bin/sh")
    monkeypatch.setenv("DEEPSAT_PYTHON", "/bin/cat")
    assert environment.find_worker_python("/bin/sh", machine.lock) == Path("/bin/cat")
    monkeypatch.setenv("DEEPSAT_PYTHON", "/not/there")
    with pytest.raises(DeepSatError) as caught:
        environment.find_worker_python("/bin/sh", machine.lock)
    assert caught.value.code is ErrorCode.ENVIRONMENT_BROKEN
    assert "/not/there, named in the variable DEEPSAT_PYTHON" in caught.value.found
    assert caught.value.remedy == "Correct the variable DEEPSAT_PYTHON or remove it, and start QGIS again."
    monkeypatch.delenv("DEEPSAT_PYTHON")
    with pytest.raises(DeepSatError) as caught:
        environment.find_worker_python("/not/there", machine.lock)
    assert "deepsat/worker_python" in caught.value.remedy


def test_the_report_tells_the_state_and_no_names(machine: Machine) -> None:
    home = machine.folder / "home" / "annabelle"
    home.mkdir(parents=True)
    machine.variables.update(HOME=str(home), USER="annabelle", LOGNAME="annabelle")
    machine.variables["DEEPSAT_ENVIRONMENTS"] = str(home / "environments")
    machine.variables["PIP_PROXY"] = ""
    machine.install()
    report = machine.run("report").stdout
    assert report.startswith("# DeepSat environment\n")
    assert "- State: ready" in report
    assert "All 2 as in the lock" in report
    assert "~/environments" in report
    assert "$ pip" in report
    assert "annabelle" not in report
    assert str(home) not in report


def test_the_report_names_packages_that_are_not_as_in_the_lock(installed: Machine) -> None:
    (installed.packages() / "beta-2.0.dist-info").rename(installed.packages() / "beta-1.7.dist-info")
    report = installed.run("report").stdout
    assert "- State: broken: beta is 1.7 instead of 2.0" in report
    assert "| beta | 2.0 | 1.7 |" in report


def test_a_report_can_be_had_when_nothing_is_installed(machine: Machine) -> None:
    report = machine.run("report").stdout
    assert "- State: missing" in report
    assert "No environment, so none." in report
