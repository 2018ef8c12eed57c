"""Runs: their records, their layers, and what a project remembers of them."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from typing import Any

import pytest

from deepsat.jobs import ErrorCode, MapJob, PredictJob, UserError
from tests.plugin.finished_run import begun_run, finished_run, write_class_raster
from tests.plugin.scene_and_labels import write_raster


def test_a_record_comes_back_as_it_was_and_follows_its_folder(scene: Path, tmp_path: Path) -> None:
    from deepsat_qgis.run_record import read_run

    run = finished_run(tmp_path / "a", scene)
    assert read_run(run.folder) == run
    run.folder.rename(tmp_path / "b")
    moved = read_run(tmp_path / "b")
    assert moved is not None
    assert moved.map == tmp_path / "b" / "map.tif"
    assert moved.model == tmp_path / "b" / "model"
    assert moved.report == tmp_path / "b" / "report.html"
    assert isinstance(moved.job, MapJob)
    assert (moved.job.input, moved.job.labels) == ((str(scene),), str(tmp_path / "b" / "labels.gpkg"))
    assert moved.result == run.result


@pytest.mark.parametrize("is_copied", [False, True])
def test_imagery_and_models_of_a_project_follow_it(tmp_path: Path, is_copied: bool) -> None:
    from deepsat_qgis.run_record import Run, files_in, read_run, write_run

    old, new, runs = tmp_path / "alt" / "projekt", tmp_path / "neu" / "tief" / "projekt", []
    scene, elsewhere = write_raster(make(old / "bilder") / "scene.tif"), write_raster(make(tmp_path / "x") / "s.tif")
    (old / "bilder" / "mask.tif").write_bytes(scene.read_bytes())
    first = finished_run(old / "deepsat" / "1", scene)
    job = dataclasses.replace(
        first.job,
        input=(str(scene), str(elsewhere)),
        masks=("", str(old / "bilder" / "mask.tif")),
        dates=("2021-01-01", "2021-02-01"),
        checkpoint=str(first.model),
    )
    runs.append(Run(make(old / "deepsat" / "2"), "again", "scene", job_in(job, old / "deepsat" / "2")))
    apply = PredictJob((str(scene),), str(first.model), **files_in(make(old / "deepsat" / "3"), is_training=False))
    runs.append(Run(old / "deepsat" / "3", "applied", "scene", apply))
    for run in runs:
        write_run(run)
    new.parent.mkdir(parents=True)
    (shutil.copytree if is_copied else shutil.move)(old, new)
    again, applied = (read_run(new / "deepsat" / name) for name in ("2", "3"))
    assert again is not None and applied is not None
    assert again.job.input == (str(new / "bilder" / "scene.tif"), str(elsewhere))
    assert again.job.masks == ("", str(new / "bilder" / "mask.tif"))
    assert again.job.checkpoint == str(new / "deepsat" / "1" / "model")
    assert (applied.job.input, applied.model) == (again.job.input[:1], new / "deepsat" / "1" / "model")
    (new / "bilder" / "scene.tif").unlink()
    left = read_run(new / "deepsat" / "3")
    assert left is not None
    assert (left.job.input, left.model) == ((str(scene),), new / "deepsat" / "1" / "model")


def test_names_of_checkpoints_are_no_paths(scene: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from deepsat_qgis.run_record import read_run

    run = finished_run(tmp_path / "a", scene)
    run.folder.rename(tmp_path / "b")
    make(tmp_path / "b" / "auto")
    monkeypatch.chdir(tmp_path / "b")
    moved = read_run(tmp_path / "b")
    assert moved is not None
    assert moved.job.checkpoint == "auto"


def make(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def job_in(job: MapJob, folder: Path) -> MapJob:
    """The job with its own files in another folder."""
    from deepsat_qgis.run_record import files_in

    return dataclasses.replace(job, **files_in(folder, is_training=True))


def test_a_record_that_cannot_be_read_or_whose_map_is_gone_is_none(scene: Path, tmp_path: Path) -> None:
    from deepsat_qgis.run_record import read_run

    run = finished_run(tmp_path / "a", scene)
    run.map.unlink()
    assert read_run(run.folder) is None
    for text in (
        "",
        "{",
        "[]",
        '{"name": "x"}',
        '{"name": "x", "scene": "s", "job": {"kind": "doctor"}, "result": {}}',
    ):
        (run.folder / "run.json").write_text(text)
        assert read_run(run.folder) is None
    assert read_run(tmp_path / "nowhere") is None


def test_a_project_remembers_its_runs_and_which_is_current(saved: Any, scene: Path) -> None:
    from deepsat_qgis.dock.runs.rounds import Rounds

    rounds, home = Rounds(saved), Path(saved.absolutePath())
    first, second = (finished_run(home / "deepsat" / name, scene, name) for name in ("1", "2"))
    rounds.add(first)
    rounds.add(second)
    assert (rounds.current, rounds.before(), rounds.after()) == (second, first, None)
    rounds.choose(first)
    assert (rounds.before(), rounds.after()) == (None, second)
    rounds.write()
    saved.write()
    saved.clear()
    rounds.read()
    assert (rounds.runs, rounds.current, rounds.before()) == ([], None, None)
    shutil.move(home, home.with_name("dort"))
    saved.read(str(home.with_name("dort") / "Projekt ä.qgz"))
    rounds.read()
    assert [run.name for run in rounds.runs] == ["1", "2"]
    assert rounds.current is not None
    assert rounds.current.folder == home.with_name("dort") / "deepsat" / "1"


def test_a_run_whose_files_are_gone_is_left_out(saved: Any, scene: Path) -> None:
    from deepsat_qgis.dock.runs.rounds import Rounds

    rounds, home = Rounds(saved), Path(saved.absolutePath())
    first, second = (finished_run(home / "deepsat" / name, scene, name) for name in ("1", "2"))
    rounds.add(first)
    rounds.add(second)
    rounds.write()
    shutil.rmtree(second.folder)
    rounds.read()
    assert [run.name for run in rounds.runs] == ["1"]
    assert rounds.current == first


@pytest.mark.parametrize("away", ["deepsat", "deepsat/1", "deepsat/1/map.tif"])
def test_runs_that_are_out_of_reach_while_a_project_is_saved_come_back(saved: Any, scene: Path, away: str) -> None:
    from deepsat_qgis.dock.runs.rounds import Rounds

    rounds, home = Rounds(saved), Path(saved.absolutePath())
    runs = [finished_run(home / "deepsat" / name, scene, name) for name in ("1", "2")]
    for run in runs:
        rounds.add(run)
    rounds.choose(runs[0])
    rounds.write()
    (home / away).rename(home / "away")
    rounds.read()
    assert rounds.current == (None if away == "deepsat" else runs[1])
    rounds.write()
    saved.write()
    (home / "away").rename(home / away)
    saved.clear()
    saved.read(str(home / "Projekt ä.qgz"))
    rounds.read()
    assert (rounds.runs, rounds.current) == (runs, runs[0])


def test_a_run_that_is_chosen_while_the_current_one_is_out_of_reach_stays_chosen(saved: Any, scene: Path) -> None:
    from deepsat_qgis.dock.runs.rounds import Rounds

    rounds, home = Rounds(saved), Path(saved.absolutePath())
    runs = [finished_run(home / "deepsat" / name, scene, name) for name in ("1", "2", "3")]
    for run in runs:
        rounds.add(run)
    rounds.write()
    runs[2].folder.rename(home / "away")
    rounds.read()
    rounds.choose(runs[0])
    rounds.write()
    (home / "away").rename(runs[2].folder)
    rounds.read()
    assert (rounds.runs, rounds.current) == (runs, runs[0])
    runs[2].folder.rename(home / "away")
    rounds.read()
    (home / "away").rename(runs[2].folder)
    rounds.add(runs[2])
    rounds.write()
    assert len(saved.readListEntry("deepsat", "runs")[0]) == 3


def test_the_current_run_is_found_however_its_path_is_written(saved: Any, scene: Path) -> None:
    from deepsat_qgis.dock.runs.rounds import Rounds

    rounds, home = Rounds(saved), Path(saved.absolutePath())
    runs = [finished_run(home / "deepsat" / name, scene, name) for name in ("1", "2")]
    for run in runs:
        rounds.add(run)
    rounds.write()
    saved.writeEntry("deepsat", "current_run", f"{home}/deepsat//1")
    rounds.read()
    assert rounds.current == runs[0]


def test_only_an_interrupted_run_that_nobody_holds_is_offered(saved: Any, scene: Path) -> None:
    from deepsat_qgis.dock.runs.output_folder import hold
    from deepsat_qgis.dock.runs.rounds import Rounds

    rounds, results = Rounds(saved), Path(saved.absolutePath()) / "deepsat"
    assert rounds.interrupted() is None
    finished_run(results / "2026-03-04_150607_a", scene)
    assert rounds.interrupted() is None
    begun = begun_run(results / "2026-03-03_150607_a", scene, "begun")
    assert rounds.interrupted() == begun
    lock = hold(begun.folder)
    assert rounds.interrupted() is None
    lock.unlock()
    assert rounds.interrupted() == begun


def test_a_run_that_goes_on_in_another_window_is_left_to_it(panel: Any, saved: Any, scene: Path) -> None:
    from deepsat_qgis.dock.runs.mapping import ResumedTask
    from deepsat_qgis.dock.runs.output_folder import hold

    begun = begun_run(Path(saved.absolutePath()) / "deepsat" / "1", scene, "begun")
    (begun.folder / "labels.gpkg").write_text("")
    (begun.folder / "model.resume").mkdir()
    before = sorted(begun.folder.iterdir())
    resume, notice = panel.dock.run_panel.resume, panel.dock.notice
    for button in (resume.resume_button, resume.discard_button):
        notice.hide()
        panel.dock.offer_interrupted()
        assert resume.is_offering
        lock = hold(begun.folder)
        button.click()
        assert (notice.isHidden(), notice.text.text().replace("\u00a0", " ")) == (
            False,
            "“begun” goes on in another window.",
        )
        assert not resume.is_offering
        with pytest.raises(UserError) as caught:
            ResumedTask(saved, panel.dock.rounds, begun).begin()
        assert str(begun.folder) in caught.value.found
        lock.unlock()
        assert sorted(begun.folder.iterdir()) == before


def test_a_run_that_another_window_has_finished_meanwhile_is_not_discarded(panel: Any, saved: Any, scene: Path) -> None:
    from deepsat_qgis.run_record import read_run, write_run

    done = finished_run(Path(saved.absolutePath()) / "deepsat" / "1", scene, "done")
    write_run(dataclasses.replace(done, result=None))
    panel.dock.offer_interrupted()
    write_run(done)
    panel.dock.run_panel.resume.discard_button.click()
    assert read_run(done.folder) == done
    assert "no longer interrupted" in panel.dock.notice.text.text()
    assert not panel.dock.run_panel.resume.is_offering


def test_applying_a_model_that_was_interrupted_goes_on_as_long_as_the_model_is_there(
    panel: Any, saved: Any, scene: Path, tmp_path: Path
) -> None:
    from deepsat_qgis.dock.models.applying import ApplyRequest, ApplyTask, Imagery
    from deepsat_qgis.dock.runs.mapping import ResumedTask
    from deepsat_qgis.dock.runs.task import Ending

    model, rounds = tmp_path / "model", panel.dock.rounds
    model.mkdir()
    task = ApplyTask(saved, rounds, ApplyRequest(model, [Imagery((scene,))], "cpu"), Imagery((scene,)))
    job = task.begin()
    task.give_up(Ending.CLOSED)
    interrupted = rounds.interrupted()
    again = ResumedTask(saved, rounds, interrupted)
    assert again.begin() == job
    again.give_up(Ending.CLOSED)
    model.rmdir()
    with pytest.raises(UserError) as caught:
        ResumedTask(saved, rounds, interrupted).begin()
    assert (caught.value.code, caught.value.found) == (ErrorCode.MODEL_INVALID, f"nothing at {model}")
    model.mkdir()
    begun = begun_run(interrupted.folder.with_name("training"), scene)
    with pytest.raises(UserError) as caught:
        ResumedTask(saved, rounds, begun).begin()
    assert caught.value.code is ErrorCode.LABELS_UNREADABLE


def test_models_of_tasks_that_run_or_wait_must_stay(panel: Any, saved: Any, scene: Path, tmp_path: Path) -> None:
    from deepsat_qgis.dock.models.applying import ApplyRequest, Imagery, tasks_of
    from deepsat_qgis.dock.models.exporting import ExportTask
    from deepsat_qgis.dock.models.restoring import RestoreTask
    from deepsat_qgis.dock.runs.mapping import ResumedTask

    names = ("exported", "applied", "restored", "free")
    exported, applied, restored, free = (tmp_path / name for name in names)
    controller, rounds = panel.controller, panel.dock.rounds
    interrupted = begun_run(tmp_path / "runs" / "one", scene)
    controller._task = ExportTask(exported, "exported", tmp_path / "m.onnx", "onnx")
    controller._waiting.extend(tasks_of(saved, rounds, ApplyRequest(applied, [Imagery((scene,))], "cpu")))
    controller._waiting.extend([RestoreTask(restored), ResumedTask(saved, rounds, interrupted)])
    assert all(map(controller.uses, (exported, applied, restored, interrupted.model)))
    assert controller.uses(tmp_path / "restored.previous")
    assert not controller.uses(free)
    controller._task = None
    controller._waiting.clear()
    assert not controller.uses(applied)


def test_leaving_a_project_says_that_applying_a_model_can_be_gone_on_with_too(
    panel: Any, saved: Any, scene: Path, tmp_path: Path
) -> None:
    from deepsat_qgis.dock.models.applying import ApplyRequest, ApplyTask, Imagery

    imagery = Imagery((scene,))
    task = ApplyTask(saved, panel.dock.rounds, ApplyRequest(tmp_path, [imagery], "cpu"), imagery)
    task.begin()
    panel.controller._task = task
    saved.clear()
    assert "Open that project again" in panel.dock.notice.text.text()


def test_a_map_that_may_be_wrong_is_warned_of_before_anything_else_is_said_of_it(
    panel: Any, saved: Any, scene: Path, tmp_path: Path
) -> None:
    from deepsat_qgis.dock.models.applying import ApplyRequest, ApplyTask, Imagery

    imagery, doubt = Imagery((scene,)), "The map may be wrong: the model knows 3 dates."
    results = {"doubted": {"findings": ["Beside it.", doubt], "doubts": [doubt]}, "sure": {"findings": ["Beside it."]}}
    said = {}
    for name, result in results.items():
        panel.dock.notice.hide()
        task = ApplyTask(saved, panel.dock.rounds, ApplyRequest(tmp_path, [imagery], "cpu"), imagery)
        job = task.begin()
        for path in (job.output, job.confidence):
            write_class_raster(Path(path))
        task.finish({"area": {}, "seconds": 1.0, **result})
        panel.controller.succeeded.emit(task, result)
        notice, findings = panel.dock.notice, panel.dock.result.findings
        shown = ("" if notice.isHidden() else notice.text.text(), findings.text())
        said[name] = [text.replace("\N{NO-BREAK SPACE}", " ") for text in shown]
    warned, listed = said["doubted"]
    assert warned.startswith("“DeepSat: scene ä, ") and warned.endswith(f"”: {doubt}")
    assert listed == f"⚠ {doubt}\n• Beside it."
    assert said["sure"] == ["", "• Beside it."]
