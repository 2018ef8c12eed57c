"""Checkpoints by name: where they are looked for, which one is meant, and what is said of others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.checkpoint_names import (
    BUNDLED,
    default_checkpoint,
    find_checkpoint,
    installed_folder,
    make_installed_folder,
    named_checkpoints,
)


def make(folder: Path, card: str | None = None, **properties: object) -> Path:
    folder.mkdir(parents=True)
    text = json.dumps({"properties": properties}) if card is None else card
    (folder / "checkpoint.json").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def bundled(tmp_path: Path) -> Path:
    return tmp_path / "bundled"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    return tmp_path / "installed"


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({"HOME": "/home/ada"}, "linux", "/home/ada/.local/share/deepsat/checkpoints"),
        ({"HOME": "/home/ada", "XDG_DATA_HOME": "/data"}, "linux", "/data/deepsat/checkpoints"),
        ({"HOME": "/Users/ada"}, "darwin", "/Users/ada/Library/Application Support/DeepSat/checkpoints"),
        ({"USERPROFILE": "/c/ada", "LOCALAPPDATA": "/c/ada/local"}, "win32", "/c/ada/local/DeepSat/checkpoints"),
        ({"USERPROFILE": "/c/ada"}, "win32", "/c/ada/AppData/Local/DeepSat/checkpoints"),
        ({"HOME": "/home/ada", "DEEPSAT_CHECKPOINTS": "/big/disk"}, "linux", "/big/disk"),
    ],
)
def test_own_checkpoints_lie_with_the_persons_data(environ: dict[str, str], platform: str, expected: str) -> None:
    assert installed_folder(environ, platform) == Path(expected)


def test_own_checkpoints_lie_beside_the_environments() -> None:
    from deepsat_qgis.worker.locations import environments_folder

    for platform in ("linux", "darwin", "win32"):
        environ = {"HOME": "/home/ada", "USERPROFILE": "/c/ada", "XDG_DATA_HOME": "/data", "LOCALAPPDATA": "/c/local"}
        assert installed_folder(environ, platform).parent == environments_folder(environ, platform).parent


def test_the_folder_of_own_checkpoints_is_made_where_it_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEEPSAT_CHECKPOINTS", str(tmp_path / "daten ä" / "checkpoints"))
    assert make_installed_folder() == make_installed_folder() == tmp_path / "daten ä" / "checkpoints"
    assert make_installed_folder(".downloads").is_dir()
    assert [path.name for path in installed_folder().iterdir()] == [".downloads"]


def test_a_folder_of_own_checkpoints_that_cannot_be_made_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DEEPSAT_CHECKPOINTS", str(tmp_path / "file"))
    with pytest.raises(UserError, match="own checkpoints") as caught:
        make_installed_folder()
    assert caught.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert str(tmp_path / "file") in caught.value.found
    assert "DEEPSAT_CHECKPOINTS" in caught.value.remedy


def test_bundled_ones_come_first_and_broken_ones_are_left_out(bundled: Path, installed: Path) -> None:
    make(bundled / BUNDLED, title="The start", description="Everywhere.")
    make(installed / "seco", title="SeCo")
    make(installed / "alps")
    make(installed / "cut off", card='{"properties": {"ti')
    make(installed / "a list", card="[1]")
    make(installed / "no properties", card="{}")
    make(installed / "number", title=3)
    make(installed / ".~half", title="Being written")
    make(installed / "random", title="Not what its name says")
    (installed / "empty").mkdir()
    (installed / "file").write_text("")
    found = named_checkpoints(bundled, installed)
    assert [(c.name, c.title, c.description, c.bundled) for c in found] == [
        (BUNDLED, "The start", "Everywhere.", True),
        ("alps", "alps", "", False),
        ("seco", "SeCo", "", False),
    ]
    assert [c.folder for c in found] == [bundled / BUNDLED, installed / "alps", installed / "seco"]


def test_a_bundled_checkpoint_hides_an_own_one_of_its_name(bundled: Path, installed: Path) -> None:
    make(bundled / BUNDLED, title="The start")
    make(installed / BUNDLED, title="Another")
    assert [c.title for c in named_checkpoints(bundled, installed)] == ["The start"]
    assert find_checkpoint(BUNDLED, bundled, installed) == bundled / BUNDLED


def test_a_tree_without_any_checkpoint_is_complete(bundled: Path, installed: Path) -> None:
    assert named_checkpoints(bundled, installed) == ()
    assert default_checkpoint(bundled) == "random"
    assert find_checkpoint("auto", bundled, installed) is None
    assert find_checkpoint("random", bundled, installed) is None


def test_auto_is_the_bundled_checkpoint_once_there_is_one(bundled: Path, installed: Path) -> None:
    make(bundled / BUNDLED)
    assert default_checkpoint(bundled) == BUNDLED
    assert find_checkpoint("auto", bundled, installed) == bundled / BUNDLED
    assert find_checkpoint("random", bundled, installed) is None


def test_the_variable_says_where_own_ones_are_looked_for(
    bundled: Path, installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(installed / "alps", title="Alps")
    monkeypatch.setenv("DEEPSAT_CHECKPOINTS", str(installed))
    assert [c.title for c in named_checkpoints(bundled)] == ["Alps"]
    assert find_checkpoint("alps", bundled) == installed / "alps"


def test_a_name_goes_before_a_folder_in_the_current_one(
    tmp_path: Path, bundled: Path, installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(installed / "alps")
    for name in ("alps", "andes"):
        make(tmp_path / "here" / name)
    monkeypatch.chdir(tmp_path / "here")
    assert find_checkpoint("alps", bundled, installed) == installed / "alps"
    assert find_checkpoint("andes", bundled, installed) == Path("andes")
    assert find_checkpoint(str(tmp_path / "here" / "alps"), bundled, installed) == tmp_path / "here" / "alps"


def test_a_damaged_checkpoint_is_still_found_so_that_its_damage_is_told(bundled: Path, installed: Path) -> None:
    make(installed / "cut off", card='{"properties": {"ti')
    assert find_checkpoint("cut off", bundled, installed) == installed / "cut off"


@pytest.mark.parametrize("name", ["alpes", "", "../installed/alps", "/no/such/folder", "."])
def test_an_unknown_name_is_refused_with_the_known_ones(bundled: Path, installed: Path, name: str) -> None:
    make(bundled / BUNDLED)
    make(installed / "alps")
    with pytest.raises(UserError) as caught:
        find_checkpoint(name, bundled, installed)
    assert caught.value.code is ErrorCode.CHECKPOINT_UNKNOWN
    assert caught.value.expected == "'random', 'deepsat-v1', 'alps' or a folder with checkpoint.json or model.json"


def test_a_folder_without_a_card_is_named(tmp_path: Path, bundled: Path, installed: Path) -> None:
    (tmp_path / "holiday").mkdir()
    with pytest.raises(UserError) as caught:
        find_checkpoint(str(tmp_path / "holiday"), bundled, installed)
    assert caught.value.found == f"no checkpoint.json in the folder {tmp_path / 'holiday'}, and no model.json"


def test_the_folder_of_a_model_is_found_by_its_path_only(tmp_path: Path, bundled: Path, installed: Path) -> None:
    for folder in (tmp_path / "round 1", installed / "round 2"):
        folder.mkdir(parents=True)
        (folder / "model.json").write_text("{}")
    assert find_checkpoint(str(tmp_path / "round 1"), bundled, installed) == tmp_path / "round 1"
    with pytest.raises(UserError):
        find_checkpoint("round 2", bundled, installed)
