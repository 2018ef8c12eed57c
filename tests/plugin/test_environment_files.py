"""The parts of the installer that need no installation: lock, locations, locks, failures, progress."""

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
from hypothesis import given
from hypothesis import strategies as st

from deepsat.jobs import DeepSatError, ErrorCode, UserError
from deepsat_qgis.worker import preflight
from deepsat_qgis.worker.diagnostics import scrubbed
from deepsat_qgis.worker.install_lock import LOCK_NAME, install_lock
from deepsat_qgis.worker.install_progress import InstallProgress, Part, SectionProgress, megabytes
from deepsat_qgis.worker.interpreters import Interpreter, find_base_python, how_to_get_python, probe, pythons_of_mac
from deepsat_qgis.worker.locations import environments_folder, interpreter_in
from deepsat_qgis.worker.lock_file import LOCK_PATH, marker_holds, normalised, read_lock, total_bytes
from deepsat_qgis.worker.pip_command import Pip, PipResult
from deepsat_qgis.worker.pip_failures import failure_of, failure_of_files
from deepsat_qgis.worker.pip_settings import kept_settings, listed_settings, pip_environment
from deepsat_qgis.worker.superseded import remove_unused

ROOT = Path(__file__).resolve().parents[2]
LINUX_311 = {"python_version": "3.11", "sys_platform": "linux", "platform_machine": "x86_64"}

SMALL_LOCK = """# python: 3.10-3.14
## first
alpha==1.0  # 1.5 MB, 4.0 MB installed, import alpha
beta==2.0 ; python_version >= "3.11"  # 0.50 MB, 1.0 MB installed
beta==1.9 ; python_version < "3.11"  # 0.40 MB, 1.0 MB installed
## second
Gamma_Ray==3.1 ; sys_platform == "win32"  # 9.0 MB, 9.0 MB installed
"""


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


# --- lock file ---


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


# --- locations ---


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {"HOME": "/h"}, "/h/.local/share/deepsat/environments"),
        ("linux", {"HOME": "/h", "XDG_DATA_HOME": "/data"}, "/data/deepsat/environments"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/DeepSat/environments"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/DeepSat/environments"),
        ("linux", {"HOME": "/h", "DEEPSAT_ENVIRONMENTS": "/elsewhere"}, "/elsewhere"),
    ],
)
def test_where_environments_live(platform: str, environ: dict[str, str], expected: str) -> None:
    assert environments_folder(environ, platform) == Path(expected)


def test_interpreter_of_an_environment() -> None:
    assert interpreter_in(Path("e"), "win32") == Path("e/Scripts/python.exe")
    assert interpreter_in(Path("e"), "linux") == Path("e/bin/python")


# --- Pythons ---


def interpreter(**changes: object) -> Interpreter:
    values = {
        "path": Path("/p"),
        "version": (3, 11, 2),
        "implementation": "cpython",
        "bits": 64,
        "platform": "linux",
        "machine": "x86_64",
        "lacks": (),
    }
    return Interpreter(**{**values, **changes})  # type: ignore[arg-type]


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


# --- preflight ---


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


# --- pip ---


def test_pip_keeps_index_settings_and_loses_misleading_ones(tmp_path: Path) -> None:
    base = {
        "PATH": "/usr/bin",
        "PIP_INDEX_URL": "https://mirror.example/simple",
        "PIP_TARGET": "/elsewhere",
        "pip_user": "1",
        "HTTPS_PROXY": "http://proxy.example:3128",
        "REQUESTS_CA_BUNDLE": "/company.pem",
        "PYTHONHOME": "/qgis",
        "LD_LIBRARY_PATH": "/qgis/lib",
    }
    settings = {"PIP_INDEX_URL": "https://file.example/simple", "PIP_CERT": "/file.pem"}
    kept = pip_environment(base, tmp_path, is_offline=False, settings=settings)
    assert kept["PIP_CERT"] == "/file.pem"
    assert kept["PIP_CONFIG_FILE"] == os.devnull
    assert kept["PIP_INDEX_URL"] == "https://mirror.example/simple"
    assert kept["HTTPS_PROXY"] == "http://proxy.example:3128"
    assert kept["REQUESTS_CA_BUNDLE"] == "/company.pem"
    assert kept["TMPDIR"] == str(tmp_path)
    assert not {"PIP_TARGET", "pip_user", "PYTHONHOME", "LD_LIBRARY_PATH", "PYTHONPATH"} & set(kept)
    offline = pip_environment(base, tmp_path, is_offline=True, settings=settings)
    assert not {"PIP_INDEX_URL", "PIP_CERT"} & set(offline)
    assert offline["PIP_CONFIG_FILE"] == os.devnull


def test_an_environment_goes_as_a_whole_and_one_that_is_gone_is_no_failure(tmp_path: Path) -> None:
    there, gone = tmp_path / "aaaa-cp311", tmp_path / "bbbb-cp311"
    (there / "bin").mkdir(parents=True)
    for name in ("bin/python", "journal.jsonl", "environment.json"):
        (there / name).touch()
    (there / "lib").symlink_to(tmp_path)
    assert remove_unused([there, gone]) == []
    assert [*tmp_path.iterdir()] == []


def test_settings_of_files_are_kept_where_they_say_where_packages_come_from() -> None:
    listed = "\n".join(
        [
            "For variant 'user', will try loading '/home/ann/.config/pip/pip.conf'",
            "download.timeout='90'",
            "global.extra-index-url='\\nhttps://a.example/simple\\nhttps://b.example/simple'",
            "global.cert='C:\\\\My  Certificates\\\\ca.pem'",
            "global.target='/elsewhere'",
            "global.timeout='30'",
            "install.user='true'",
        ]
    )
    several = "https://a.example/simple https://b.example/simple"
    everywhere = {"PIP_EXTRA_INDEX_URL": several, "PIP_CERT": r"C:\My  Certificates\ca.pem"}
    assert kept_settings(listed, "install") == {**everywhere, "PIP_TIMEOUT": "30"}
    assert kept_settings(listed, "download") == {**everywhere, "PIP_TIMEOUT": "90"}


def test_where_pip_does_not_tell_its_settings_nothing_is_installed_past_them(tmp_path: Path) -> None:
    broken = written(tmp_path / "pip.conf", "[global\nindex-url = https://mirror.example/simple\n")
    with pytest.raises(UserError) as caught:
        listed_settings(Path(sys.executable), {**os.environ, "PIP_CONFIG_FILE": str(broken)})
    assert caught.value.code is ErrorCode.INSTALL_FAILED
    assert str(broken) in caught.value.found


@pytest.mark.parametrize(
    ("line", "code", "found", "remedy"),
    [
        ("ERROR: ... OSError: [Errno 28] No space left on device", "disk_full", "disk is full", "DEEPSAT_ENVIRONMENTS"),
        ("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", "install_failed", "inspects", "global.cert"),
        (
            "There was a problem confirming the ssl certificate: ... because the SSL module is not available.",
            "install_failed",
            "ssl module",
            "another Python",
        ),
        ("ProxyError('Cannot connect to proxy.', NewConnectionError(", "install_failed", "proxy", "HTTPS_PROXY"),
        ("Tunnel connection failed: 407 Proxy Authentication Required", "install_failed", "proxy", "Options > Network"),
        ("NewConnectionError: [Errno 111] Connection refused", "install_failed", "no connection", "--offline"),
        ("[WinError 32] The process cannot access the file", "install_failed", "antivirus", "exclude"),
        ("PermissionError: [Errno 13] Permission denied: '/x'", "install_failed", "refused", "belongs to you"),
        ("403 Client Error: Forbidden for url: x", "install_failed", "refused access", "pip config list"),
        (
            "ERROR: No matching distribution found for torch==2.13.0",
            "install_failed",
            "no such wheel",
            "Python version",
        ),
        ("ERROR: something new", "install_failed", "something new", "report"),
    ],
)
def test_causes_are_recognised(line: str, code: str, found: str, remedy: str) -> None:
    # An index that cannot be reached always ends with this, whatever the cause.
    ending = "" if "something" in line else "\nERROR: No matching distribution found for torch==2.13.0"
    error = failure_of(PipResult(1, tuple((line + ending).splitlines())), "installing torch")
    assert error.code.value == code
    assert found in error.found
    assert remedy in error.remedy
    assert line in error.details


@pytest.mark.parametrize(
    ("error", "code", "found"),
    [
        (OSError(errno.ENOSPC, "No space left", "/e/installed.json"), "disk_full", "disk is full"),
        (OSError(errno.EDQUOT, "Quota exceeded", "/e/installed.json"), "disk_full", "disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/e/installed.json"), "install_failed", "was refused"),
        (FileExistsError(errno.EEXIST, "File exists", "/e/installed.json"), "output_unwritable", "File exists"),
    ],
)
def test_what_the_system_refuses_is_said_in_words(error: OSError, code: str, found: str) -> None:
    said = failure_of_files(error)
    assert said.code.value == code
    assert found in said.found and "/e/installed.json" in said.found
    assert "DEEPSAT_ENVIRONMENTS" in said.remedy


def test_a_file_that_a_scan_of_windows_has_open_is_told_from_one_that_is_refused() -> None:
    locked = PermissionError(errno.EACCES, "used by another process", "C:/e/python.exe")
    locked.winerror = 32  # type: ignore[attr-defined]
    assert "antivirus scan" in failure_of_files(locked).found


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_pip_runs_to_its_end_where_its_log_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    script = "#!/bin/sh\n[ \"$3\" = config ] && exit 0\necho '[Errno 28] No space left on device'\nexit 1\n"
    python = written(tmp_path / "bin" / "python", script)
    python.chmod(0o755)
    result = Pip(python, Path("/dev/full")).run(["install", "alpha"])
    assert (result.status, result.lines) == (1, ("[Errno 28] No space left on device",))


@pytest.mark.parametrize(
    ("text", "home", "user", "published"),
    [
        (repr(r"C:\Users\Ana\AppData\x"), r"C:\Users\Ana", "Ana", r"'~\\AppData\\x'"),
        (repr(r"C:\Users\Jean Dupont\x"), r"C:\Users\Jean Dupont", "jdupont", r"'~\\x'"),
        (r"c:\users\jean dupont\x", r"C:\Users\Jean Dupont", "jdupont", r"~\x"),
        ("C:/Users/Jean Dupont/x of JDupont", r"C:\Users\Jean Dupont", "jdupont", "~/x of <user>"),
        (r"D:\Users\Eva Maria\x", r"C:\Users\Ana", "Anabel", r"D:\Users\<user>\x"),
        ("/home/anna/x, /home/annabelle/y, /root", "/home/anna", "anna", "~/x, /home/<user>/y, /root"),
        ("/srv/root/x", "/root", "root", "/srv/root/x"),
        ("https://anna:p@ss@repo.example/simple", "/root", "root", "https://<credentials>@repo.example/simple"),
        ("/home is empty", "/", "root", "/home is empty"),
    ],
)
def test_what_is_published_names_nobody(text: str, home: str, user: str, published: str) -> None:
    assert scrubbed(text, home, user) == published


def test_progress_names_the_package_and_its_bytes(tmp_path: Path) -> None:
    told: list[InstallProgress] = []
    pins = read_lock(written(tmp_path / "small.lock", SMALL_LOCK)).pins_for(LINUX_311)
    follower = SectionProgress(Part(told.append, 0.2, 0.7), pins, tmp_path)
    for line in (
        "Collecting alpha==1.0",
        "  Downloading alpha-1.0-py3-none-any.whl (1.5 MB)",
        "Progress 750000 of 1500000",
    ):
        follower.on_line(line)
    assert (told[-1].package, told[-1].bytes_done, told[-1].bytes_total) == ("alpha", 750_000, 1_500_000)
    # 0.75 of 2 MB is 0.375 of downloading, which is 0.6 of the part from 0.2 to 0.7.
    assert told[-1].fraction == pytest.approx(0.2 + 0.5 * 0.6 * 0.375)
    follower.on_line("Collecting beta==2.0")
    assert told[-1].fraction == pytest.approx(0.2 + 0.5 * 0.6 * 0.75)
    assert told[-1].text == "Fetching beta (0.50 MB)"
    for line in ("Collecting other<2,>=1 (from beta==2.0)", "Progress 999 of 1000"):
        follower.on_line(line)
    assert (told[-1].package, told[-1].bytes_done) == ("other", 999)
    assert told[-1].fraction == pytest.approx(0.2 + 0.5 * 0.6)
    follower.on_line("Installing collected packages: alpha, beta")
    (tmp_path / "alpha-1.0.dist-info").mkdir()
    follower.on_tick()
    assert told[-1].text == "Unpacking: 1 of 2 packages"
    assert told[-1].fraction == pytest.approx(0.2 + 0.5 * (0.6 + 0.4 * 0.8))


@given(st.lists(st.floats(0, 2), min_size=1), st.floats(0, 0.5), st.floats(0.5, 1))
def test_progress_never_falls_or_leaves_its_part(fractions: list[float], start: float, end: float) -> None:
    told: list[InstallProgress] = []
    part = Part(told.append, start, end)
    for fraction in fractions:
        part.tell(fraction, "text")
    seen = [progress.fraction for progress in told]
    assert seen == sorted(seen)
    assert start - 1e-9 <= seen[0] <= seen[-1] <= end + 1e-9


def test_bytes_in_words() -> None:
    assert [megabytes(count) for count in (20_000, 4_200_000, 2_738_000_000)] == ["0.02 MB", "4 MB", "2.7 GB"]


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9._-]{0,20}", fullmatch=True))
def test_normalising_a_name_twice_changes_nothing(name: str) -> None:
    assert normalised(normalised(name)) == normalised(name)
    assert normalised(name.upper()) == normalised(name.replace("_", "-"))


# --- one installation at a time ---


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
