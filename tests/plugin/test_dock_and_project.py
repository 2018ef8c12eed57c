"""What the panel keeps in the project, and brings back with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.plugin.dock_hands import click, started
from tests.plugin.finished_run import begun_run, finished_run
from tests.plugin.scene_and_labels import label_layer, write_raster


def test_a_reopened_project_brings_everything_back(filled: Any, project: Any, scene: Path, tmp_path: Path) -> None:
    project.write(str(tmp_path / "p.qgz"))
    twin = label_layer()
    twin.setName("twin")
    project.addMapLayer(twin)
    filled.form.labels.setLayer(twin)
    filled.form.class_field.setField("note")
    filled.start.start_from.choose("random")
    runs = [finished_run(tmp_path / "deepsat" / name, scene, f"run {name}") for name in ("1", "2")]
    for run in runs:
        filled.rounds.add(run)
    filled.rounds.choose(runs[0])
    click(filled.start.continue_box)
    wanted = filled.form.choices()
    assert project.write()
    project.clear()
    assert filled.result.isHidden()
    assert filled.start.continue_box.isHidden()
    assert filled.rounds.runs == []
    filled.start.start_from.choose("auto")
    assert project.read(str(tmp_path / "p.qgz"))
    assert filled.form.choices() == wanted
    assert filled.form.labels.currentLayer().name() == "twin"
    assert filled.form.class_field.currentField() == "note"
    assert filled.start.start_from.chosen() == "random"
    assert filled.rounds.current == runs[0]
    assert filled.request().checkpoint == str(runs[0].model)
    assert "“run 1” is ready" in filled.result.title.text()


def test_a_damaged_map_is_said_and_the_panel_goes_on(filled: Any, project: Any, scene: Path, tmp_path: Path) -> None:
    from deepsat_qgis.dock.dock import DeepSatDock

    whole, damaged = (finished_run(tmp_path / name, scene, f"run {name}") for name in ("1", "2"))
    damaged.map.write_bytes(b"II*\0")
    for run in (whole, damaged):
        filled.rounds.add(run)
    filled.rounds.write()
    for dock in (filled, DeepSatDock(project)):
        dock.show()
        said = dock.result.findings.text().replace("\N{NO-BREAK SPACE}", " ").splitlines()
        assert "“run 2” is ready" in dock.result.title.text()
        assert str(damaged.map) in said[0] and "Check that the file is whole" in said[0]
        assert said[1:] == ["• Polygon 17 lies outside the raster."]
        assert [dock.result.areas.item(row, 0).text() for row in range(2)] == ["forest", "water"]
        dock.rounds.choose(whole)
        assert "“run 1” is ready" in dock.result.title.text()
        assert dock.result.findings.text() == "• Polygon 17 lies outside the raster."


def test_a_series_comes_back_with_its_dates(filled: Any, project: Any, scene_layer: Any, tmp_path: Path) -> None:
    from qgis.core import QgsRasterLayer

    from deepsat_qgis.layers.series import DatedLayer

    other = QgsRasterLayer(str(write_raster(tmp_path / "other.tif")), "other", "gdal")
    project.addMapLayer(other)
    filled.form.imagery_section.set_series([DatedLayer(other, "2021-06-17"), DatedLayer(scene_layer, "2021-08-02")])
    project.write(str(tmp_path / "p.qgz"))
    project.clear()
    assert filled.form.imagery_section.series() == ()
    project.read(str(tmp_path / "p.qgz"))
    series = [(one.layer.name(), one.date) for one in filled.form.imagery_section.series()]
    assert series == [("other", "2021-06-17"), ("scene", "2021-08-02")]


def test_two_projects_do_not_mix(filled: Any, project: Any, scene: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        project.clear()
        project.write(str(tmp_path / name / "p.qgz"))
        filled.rounds.add(finished_run(tmp_path / name / "deepsat" / "1", scene, f"run of {name}"))
        project.write()
    project.read(str(tmp_path / "a" / "p.qgz"))
    assert [run.name for run in filled.rounds.runs] == ["run of a"]
    project.read(str(tmp_path / "b" / "p.qgz"))
    assert [run.name for run in filled.rounds.runs] == ["run of b"]


def test_entries_of_another_kind_are_survived(filled: Any, project: Any) -> None:
    project.writeEntry("deepsat", "choices", "[1")
    project.writeEntry("deepsat", "runs", 7)
    filled.read_project()
    assert filled.rounds.runs == []


def test_an_interrupted_run_is_offered_and_not_while_another_runs(
    filled: Any, project: Any, scene: Path, tmp_path: Path
) -> None:
    pressed: list[Any] = []
    resume = filled.run_panel.resume
    resume.resume_pressed.connect(pressed.append)
    project.write(str(tmp_path / "p.qgz"))
    run = begun_run(tmp_path / "deepsat" / "1", scene, "half a run")
    filled.show_idle()
    assert "“half a run” was interrupted" in resume.text.text()
    click(resume.resume_button)
    assert pressed == [run]
    started(filled)
    assert resume.isHidden()


def test_opening_the_project_again_answers_what_was_said_when_it_was_left(
    filled: Any, project: Any, scene: Path, tmp_path: Path
) -> None:
    project.write(str(tmp_path / "p.qgz"))
    begun_run(tmp_path / "deepsat" / "1", scene, "half a run")
    project.clear()
    filled.show_text("info", "Open that project again to go on with it.")
    assert filled.notice.isVisible()
    project.read(str(tmp_path / "p.qgz"))
    assert filled.run_panel.resume.isVisible()
    assert filled.notice.isHidden()


def test_what_was_said_of_a_project_goes_with_it(filled: Any, project: Any) -> None:
    filled.show_text("info", "10 places to label next")
    project.clear()
    assert filled.notice.isHidden()
