"""Where environments lie, what is published of them, and the progress of making one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepsat_qgis.worker.diagnostics import scrubbed
from deepsat_qgis.worker.install_progress import InstallProgress, Part, SectionProgress, megabytes
from deepsat_qgis.worker.locations import environments_folder, interpreter_in
from deepsat_qgis.worker.lock_file import read_lock
from deepsat_qgis.worker.superseded import remove_unused
from tests.plugin.environment_hands import LINUX_311, SMALL_LOCK, written


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


def test_an_environment_goes_as_a_whole_and_one_that_is_gone_is_no_failure(tmp_path: Path) -> None:
    there, gone = tmp_path / "aaaa-cp311", tmp_path / "bbbb-cp311"
    (there / "bin").mkdir(parents=True)
    for name in ("bin/python", "journal.jsonl", "environment.json"):
        (there / name).touch()
    (there / "lib").symlink_to(tmp_path)
    assert remove_unused([there, gone]) == []
    assert [*tmp_path.iterdir()] == []


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
