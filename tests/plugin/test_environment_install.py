"""Real installations: real pip, real virtual environments, small wheels, and all that goes wrong on real machines."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deepsat.jobs import Cancelled, DeepSatError, ErrorCode
from deepsat_qgis.worker import environment, interpreters
from deepsat_qgis.worker.environment import InstallOptions, Status
from deepsat_qgis.worker.install_lock import LOCK_NAME
from deepsat_qgis.worker.install_progress import InstallProgress
from deepsat_qgis.worker.interpreters import probe
from deepsat_qgis.worker.lock_file import read_lock
from deepsat_qgis.worker.short_commands import ask, ask_patiently
from deepsat_qgis.worker.superseded import is_running
from tests.plugin.tiny_wheels import many_files, module, write_index, write_lock, write_wheel

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120
PINS = ("alpha==1.0", "beta==2.0")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths and signals as POSIX has them")


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


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine on which nothing is installed; this process sees it too."""
    made = Machine(tmp_path)
    see(made, monkeypatch)
    return made


@pytest.fixture(scope="module")
def installed_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Machine, Path]:
    """A machine with an environment, and a copy of all that is on it."""
    made = Machine(tmp_path_factory.mktemp("machine"))
    made.install()
    copy = tmp_path_factory.mktemp("as installed") / "machine"
    shutil.copytree(made.folder, copy, symlinks=True)
    return made, copy


@pytest.fixture
def installed(installed_once: tuple[Machine, Path], monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine as an installation left it, whatever another test has done to it since; this process sees it too."""
    made, copy = installed_once
    shutil.rmtree(made.folder)
    shutil.copytree(copy, made.folder, symlinks=True)
    see(made, monkeypatch)
    return made


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


# --- without a network ---


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


# --- a machine that does not do ---


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


# --- a Python of the person's own ---


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


def test_a_file_in_the_way_of_a_folder_is_no_mistake_of_ours(machine: Machine) -> None:
    machine.environments.mkdir(parents=True)
    in_the_way = machine.environments / f"{read_lock(write_lock(machine.lock, [])).key}-existing"
    in_the_way.touch()
    done = machine.run("install", "--existing", sys.executable)
    assert done.returncode == 2
    assert done.stderr.startswith("The output cannot be written.")
    assert str(in_the_way) in done.stderr


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


# --- the report ---


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


# --- helpers ---


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
