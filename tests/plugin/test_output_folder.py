"""Where the panel's results go."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from deepsat.jobs import ErrorCode, UserError

NOW = datetime.datetime(2026, 3, 4, 15, 6, 7)


def test_beside_a_saved_project(project: Any, tmp_path: Path) -> None:
    from deepsat_qgis.dock.runs.output_folder import is_temporary, new_run_folder

    project.write(str(tmp_path / "Projekt ß.qgz"))
    assert not is_temporary(project)
    first = new_run_folder(project, "S2 / Tirol: größer", NOW)
    assert first == tmp_path / "deepsat" / "2026-03-04_150607_S2-Tirol-größer"
    assert first.is_dir()
    assert new_run_folder(project, "S2 / Tirol: größer", NOW) == first.with_name(first.name + "_2")


def test_temporary_until_the_project_is_saved(project: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from deepsat_qgis.dock.runs.output_folder import is_temporary, new_run_folder

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert is_temporary(project)
    assert new_run_folder(project, "???", NOW).name == "2026-03-04_150607_scene"
    assert tmp_path in new_run_folder(project, "a", NOW).parents


def test_beside_the_geopackage_that_a_project_is_saved_in(project: Any, labels: Any, tmp_path: Path) -> None:
    from deepsat_qgis.dock.runs.output_folder import is_temporary, results_folder
    from deepsat_qgis.layers.label_file import LabelSource, write_labels

    package = tmp_path / "Geo & Paket.gpkg"
    write_labels(LabelSource.of_layer(labels, False), "class", package)
    assert project.write(f"geopackage:{package}?projectName=Eins")
    assert not is_temporary(project)
    assert results_folder(project) == tmp_path / "deepsat"


def test_results_that_did_not_come_along_when_the_project_was_saved_are_told(
    dock: Any, project: Any, scene: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deepsat_qgis.dock.runs.output_folder import results_folder
    from tests.plugin.finished_run import finished_run

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    left = results_folder(project)
    dock.rounds.add(finished_run(left / "1", scene))
    project.write(str(tmp_path / "p.qgz"))
    assert f"still in {left}" in dock.foot.folder_line.text()
    dock.rounds.runs = []
    dock.rounds.add(finished_run(tmp_path / "deepsat" / "2", scene))
    assert "still in" not in dock.foot.folder_line.text()


def test_a_place_that_cannot_be_written_is_said(project: Any, tmp_path: Path) -> None:
    from deepsat_qgis.dock.runs.output_folder import new_run_folder

    project.write(str(tmp_path / "p.qgz"))
    (tmp_path / "deepsat").write_text("a file in the way")
    with pytest.raises(UserError) as caught:
        new_run_folder(project, "a", NOW)
    assert caught.value.code is ErrorCode.OUTPUT_UNWRITABLE


def test_a_fruitless_run_leaves_no_folder_but_a_model_stays(project: Any, tmp_path: Path) -> None:
    from deepsat_qgis.dock.runs.output_folder import can_go_on, discard_if_fruitless, new_run_folder

    project.write(str(tmp_path / "p.qgz"))
    fruitless, fruitful = new_run_folder(project, "a", NOW), new_run_folder(project, "b", NOW)
    for folder in (fruitless, fruitful):
        (folder / "labels.gpkg").write_text("")
        (folder / "run.json").write_text("{}")
        (folder / "model.resume").mkdir()
        (folder / "model.resume" / "trial.safetensors").write_text("")
        assert can_go_on(folder)
    (fruitful / "model").mkdir()
    for folder in (fruitless, fruitful):
        discard_if_fruitless(folder)
    assert not fruitless.exists()
    assert sorted(path.name for path in fruitful.iterdir()) == ["labels.gpkg", "model"]


def test_a_folder_is_taken_as_long_as_its_run_goes_on(project: Any, tmp_path: Path) -> None:
    from deepsat_qgis.dock.runs.output_folder import hold, is_taken

    assert not is_taken(tmp_path)
    lock = hold(tmp_path)
    assert is_taken(tmp_path)
    lock.unlock()
    assert not is_taken(tmp_path)
    assert list(tmp_path.iterdir()) == []
