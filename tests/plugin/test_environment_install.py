"""Real installations: real pip, real virtual environments, small wheels, and all that goes wrong on real machines."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from deepsat.jobs import Cancelled, DeepSatError, ErrorCode
from deepsat_qgis.worker import environment
from deepsat_qgis.worker.environment import InstallOptions, Status
from deepsat_qgis.worker.install_lock import LOCK_NAME
from deepsat_qgis.worker.install_progress import InstallProgress
from deepsat_qgis.worker.short_commands import ask, ask_patiently
from deepsat_qgis.worker.superseded import is_running
from tests.plugin.environment_machine import (
    PINS,
    ROOT,
    SECONDS,
    Machine,
    running,
    value_of,
    wait_for,
    wait_for_text,
    wait_until_no_process_runs_from,
)
from tests.plugin.tiny_wheels import many_files, write_index, write_lock, write_wheel

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths and signals as POSIX has them")


# --- the straight way ---


def test_fresh_installation(machine: Machine) -> None:
    assert machine.status()[0] == 2
    assert machine.status()[1].startswith("missing: ")
    printed = machine.install()
    folder = machine.first_folder
    assert machine.status() == (0, f"ready: {folder}/bin/python")
    assert machine.python() == folder / "bin" / "python"
    assert value_of(machine.python(), "__import__('alpha').VERSION + __import__('beta').VERSION") == "1.02.0"
    record = json.loads((folder / "installed.json").read_text())
    assert record["modules"] == {"alpha": "1.0", "beta": "2.0"}
    assert record["lock"].startswith(folder.name.split("-")[0])
    assert "alpha" in printed
    assert printed.splitlines()[-1].startswith("[100%] Ready")
    assert not (folder / "downloads").exists()


def test_the_environment_finds_deepsat_by_itself(installed: Machine) -> None:
    assert (
        Path(value_of(installed.python(), "__import__('deepsat').__file__"))
        == ROOT / "core" / "deepsat" / "__init__.py"
    )


def test_installing_again_changes_nothing(installed: Machine) -> None:
    before = (installed.first_folder / "installed.json").read_bytes()
    installed.install()
    assert (installed.first_folder / "installed.json").read_bytes() == before
    assert [path.name for path in installed.environments.iterdir() if path.is_dir()] == [installed.first_folder.name]


def test_a_file_of_settings_names_the_index_and_sends_packages_nowhere_else(machine: Machine) -> None:
    settings = machine.folder / "pip.conf"
    index = machine.variables.pop("PIP_INDEX_URL")
    target = machine.folder / "elsewhere"
    settings.write_text(f"[global]\nquiet = 3\nindex-url = {index}\ntarget = {target}\n[install]\nuser = true\n")
    machine.variables["PIP_CONFIG_FILE"] = str(settings)
    machine.install()
    assert machine.status() == (0, f"ready: {machine.first_folder}/bin/python")
    assert not target.exists()


def test_another_lock_makes_another_environment(installed: Machine) -> None:
    old = installed.first_folder
    write_lock(installed.lock, PINS[:1])
    assert installed.status()[1].startswith("missing")
    installed.install()
    assert installed.first_folder != old
    assert value_of(old / "bin" / "python", "__import__('beta').VERSION") == "2.0"
    removed = installed.run("clean").stdout
    assert removed == f"removed: {old}\n"
    assert not old.exists()
    assert installed.status()[0] == 0


# --- interrupted and damaged ---


def test_an_installation_killed_in_the_middle_goes_on_where_it_was(machine: Machine) -> None:
    wheel = write_wheel(machine.wheels, "gamma", "1.0", many_files("gamma", 2000))
    write_index(machine.folder / "simple", [wheel])
    write_lock(machine.lock, ["alpha==1.0", "gamma==1.0"])
    killed = machine.start("install")
    begun = wait_for(machine.first_folder, "lib/python3*/site-packages/gamma/part_*.py")
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    wait_until_no_process_runs_from(machine.first_folder)
    assert len(list(begun.parent.glob("part_*.py"))) < 2000
    assert machine.status() == (2, "incomplete: an installation was begun and did not end")
    kept = (machine.first_folder / "pyvenv.cfg").stat().st_mtime_ns
    machine.install()
    assert (machine.first_folder / "pyvenv.cfg").stat().st_mtime_ns == kept
    assert machine.journal(machine.first_folder).count("begin") == 1
    assert len(list((machine.packages() / "gamma").glob("part_*.py"))) == 2000
    assert machine.status()[0] == 0


def test_a_package_cut_short_by_a_kill_is_installed_anew(installed: Machine) -> None:
    (installed.packages() / "beta" / "data.txt").write_text("1")
    (installed.first_folder / "installed.json").unlink()
    assert installed.status()[1].startswith("incomplete")
    installed.install()
    assert (installed.packages() / "beta" / "data.txt").read_text() == "12345"


def test_a_virtual_environment_without_a_pip_that_runs_is_made_anew(installed: Machine) -> None:
    (installed.packages() / "pip" / "__main__.py").unlink()
    (installed.first_folder / "installed.json").unlink()
    installed.install()
    assert installed.status() == (0, f"ready: {installed.first_folder}/bin/python")
    assert installed.journal(installed.first_folder).count("begin") == 1


def test_a_missing_package_is_seen_at_once(installed: Machine) -> None:
    shutil.rmtree(installed.packages() / "beta-2.0.dist-info")
    with pytest.raises(DeepSatError) as caught:
        environment.find_worker_python(lock_path=installed.lock)
    assert caught.value.code is ErrorCode.ENVIRONMENT_BROKEN
    assert "beta 2.0 is missing" in caught.value.found


def test_a_damaged_environment_is_replaced_by_the_next_generation(installed: Machine) -> None:
    damaged = installed.packages() / "beta" / "__init__.py"
    damaged.unlink()
    assert installed.status() == (2, "broken: beta is damaged (its file beta/__init__.py is not whole)")
    installed.install()
    assert installed.python() == installed.first_folder.with_name(f"{installed.first_folder.name}-2") / "bin" / "python"
    assert installed.status()[0] == 0
    assert not installed.first_folder.exists()


def test_an_environment_in_use_is_left_alone_until_it_is_free(installed: Machine) -> None:
    with running(installed.first_folder / "bin" / "python") as worker:
        (installed.packages() / "beta" / "__init__.py").unlink()
        installed.install()
        assert installed.first_folder.exists()
        assert worker.poll() is None
        assert installed.run("clean").stdout == f"still in use: {installed.first_folder}\n"
    assert installed.run("clean").stdout == f"removed: {installed.first_folder}\n"
    assert installed.status()[0] == 0


def test_an_environment_is_in_use_whatever_the_command_line_of_its_worker_says(installed: Machine) -> None:
    code = "from deepsat.jobs.environment_use import *; from pathlib import Path\n" + (
        f"with environment_in_use(Path({str(installed.first_folder)!r})): print('up', flush=True); input()"
    )
    with running(Path(sys.executable), code):
        assert installed.run("clean").stdout == ""
        write_lock(installed.lock, PINS[:1])
        old = installed.environments / next(path.name for path in installed.environments.iterdir() if path.is_dir())
        assert installed.run("clean").stdout == f"still in use: {old}\n"
        assert (old / "bin" / "python").exists()
    assert installed.run("clean").stdout == f"removed: {old}\n"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no locale without umlauts")
def test_an_environment_in_a_folder_with_umlauts_is_in_use_in_any_locale(
    installed: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    with running(installed.python()):
        assert is_running(installed.first_folder)
    assert not is_running(installed.first_folder)


# --- several at once, and stopping ---


def test_two_installations_at_once_make_one_environment(machine: Machine) -> None:
    # Many files keep the first at work while the second starts; its name in the lock says that it holds it.
    wheel = write_wheel(machine.wheels, "gamma", "1.0", many_files("gamma", 2000))
    write_index(machine.folder / "simple", [wheel])
    write_lock(machine.lock, ["alpha==1.0", "gamma==1.0"])
    first = machine.start("install")
    wait_for_text(machine.environments / LOCK_NAME, f'"process": {first.pid}')
    second = machine.start("install")
    outputs = [process.communicate(timeout=SECONDS) for process in (first, second)]
    assert [process.returncode for process in (first, second)] == [0, 0], outputs
    waiting = f"Waiting: another installation (process {first.pid}"
    assert [waiting in printed for printed, _ in outputs] == [False, True]
    assert machine.journal(machine.first_folder).count("begin") == 1
    assert machine.status()[0] == 0


def test_cancelling_stops_soon_and_the_next_installation_goes_on(machine: Machine) -> None:
    cancelled_at = []

    def is_cancelled() -> bool:
        if (machine.first_folder / "pyvenv.cfg").exists() and not cancelled_at:
            cancelled_at.append(time.monotonic())
        return bool(cancelled_at)

    with pytest.raises(Cancelled):
        environment.install(InstallOptions(), lambda progress: None, is_cancelled, machine.lock)
    assert time.monotonic() - cancelled_at[0] < 5
    told: list[InstallProgress] = []
    state = environment.install(on_progress=told.append, lock_path=machine.lock)
    assert state.status is Status.READY
    fractions = [progress.fraction for progress in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


def test_cancelling_ends_what_takes_minutes_with_all_that_it_started(tmp_path: Path) -> None:
    """Making a virtual environment and verifying packages are single commands."""
    begun = tmp_path / "begun"
    child = f"import os, pathlib, time; pathlib.Path({str(begun)!r}).write_text(str(os.getpid())); time.sleep(600)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    with pytest.raises(Cancelled):
        ask_patiently([sys.executable, "-c", code], 300, lambda: begun.exists() and begun.read_text() != "")
    wait_until_no_process_runs_from(tmp_path)


def test_a_patient_question_has_the_answer_of_a_short_one() -> None:
    code = "import sys; print('x' * 200_000); print('said'); print('why', file=sys.stderr); sys.exit(3)"
    answer = ask_patiently([sys.executable, "-c", code], 300, lambda: False)
    assert answer is not None
    assert (answer.status, answer.last_line, answer.errors.strip()) == (3, "said", "why")
    assert answer == ask([sys.executable, "-c", code], 300)
    assert ask_patiently(["/not/there"], 300, lambda: False) is None
