"""The panel: what a press of the button asks for, and what it shows of what it is told."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from deepsat.jobs import ErrorCode, Hello, MapJob, Metric, Progress, UserError
from tests.plugin.finished_run import begun_run, finished_run
from tests.plugin.labels_hands import table
from tests.plugin.scene_and_labels import ORIGIN_X, ORIGIN_Y, PIXEL, label_layer, square, write_raster
from tests.plugin.waiting import wait_until

SKILL = "held_out_mean_iou"
HELLO = Hello(1, "0.1.0", 7, "3.11", "2.13", "cpu", "CPU, 2 threads", ("torch",))


def click(button: Any) -> None:
    from qgis.PyQt.QtCore import QCoreApplication, Qt
    from qgis.PyQt.QtTest import QTest

    # What was shown a moment ago has no place yet.
    QCoreApplication.processEvents()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def requests_of(dock: Any) -> list[Any]:
    """Requests that the panel emits from now on."""
    received: list[Any] = []
    dock.requested.connect(received.append)
    return received


def test_button_waits_until_everything_is_chosen(dock: Any, project: Any, scene_layer: Any, labels: Any) -> None:
    button = dock.run_panel.run_button
    assert not button.isEnabled()
    assert "raster" in dock.run_panel.hint.text()
    project.addMapLayer(scene_layer)
    assert not button.isEnabled()
    assert "polygon layer" in dock.run_panel.hint.text()
    project.addMapLayer(labels)
    assert button.isEnabled()
    assert dock.run_panel.hint.isHidden()
    project.removeMapLayer(labels.id())
    assert not button.isEnabled()


def test_a_click_asks_for_what_the_form_says(filled: Any, scene_layer: Any, labels: Any) -> None:
    from deepsat_qgis.dock.runs.request import MapRequest

    received = requests_of(filled)
    filled.start.max_minutes.setValue(3)
    filled.start.seed.setValue(11)
    filled.start.device.setCurrentIndex(filled.start.device.findData("cpu"))
    click(filled.run_panel.run_button)
    assert [dataclasses.replace(one, class_colours=()) for one in received] == [
        MapRequest(
            imagery=scene_layer,
            labels=labels,
            class_field="class",
            selected_only=False,
            max_minutes=3.0,
            device="cpu",
            seed=11,
            checkpoint="auto",
        )
    ]


def test_field_named_class_is_proposed_and_another_can_be_chosen(filled: Any) -> None:
    assert filled.form.class_field.currentField() == "class"
    filled.form.class_field.setField("note")
    assert filled.request().class_field == "note"


def test_whole_numbers_in_a_field_of_real_ones_name_classes(dock: Any, project: Any, scene_layer: Any) -> None:
    from qgis.core import QgsEditorWidgetSetup, QgsFeature, QgsGeometry, QgsVectorLayer
    from qgis.PyQt.QtTest import QTest

    layer = QgsVectorLayer("Polygon?crs=EPSG:32633&field=fid:integer&field=class:double", "from R", "memory")
    for number, (column, value) in enumerate(((2, 1.0), (10, 2.0)), 1):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(square(column, 4, 5)))
        feature.setAttributes([number, value])
        layer.dataProvider().addFeatures([feature])
    project.addMapLayers([scene_layer, layer])
    assert dock.form.class_field.currentField() == "class"
    QTest.qWait(300)
    assert dock.request().class_colours[0].startswith("1=")
    assert [pair.split("=")[0] for pair in dock.request().class_colours] == ["1", "2"]
    assert dock.request().class_names == ()
    index = layer.fields().lookupField("class")
    layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("ValueMap", {"map": [{"water": "1"}, {"rock": "2.0"}]}))
    assert dock.request().class_names == ("1=water", "2=rock")
    assert [pair.split("=")[0] for pair in dock.request().class_colours] == ["water", "rock"]


def test_selected_only_follows_the_selection(filled: Any, labels: Any) -> None:
    box = filled.form.selected_only
    assert not box.isEnabled()
    labels.selectByIds([1, 3, 4])
    assert box.isEnabled()
    assert "(3)" in box.text()
    click(box)
    assert filled.request().selected_only
    labels.removeSelection()
    assert not filled.request().selected_only
    labels.selectByIds([2])
    assert filled.request().selected_only


def test_removing_the_chosen_label_layer_is_survived(filled: Any, project: Any, labels: Any) -> None:
    other = label_layer()
    other.setName("other")
    project.addMapLayer(other)
    labels.selectByIds([1])
    project.removeMapLayer(labels.id())
    assert filled.form.labels.currentLayer() is other
    other.selectByIds([2])
    assert filled.form.selected_only.isEnabled()


def test_layers_of_equal_name_are_told_apart(filled: Any, project: Any) -> None:
    twin = label_layer()
    project.addMapLayer(twin)
    filled.form.labels.setLayer(twin)
    assert filled.request().labels is twin


def test_settings_are_remembered(filled: Any, project: Any) -> None:
    from deepsat_qgis.dock.dock import DeepSatDock

    filled.start.max_minutes.setValue(4.5)
    filled.start.seed.setValue(3)
    filled.start.device.setCurrentIndex(filled.start.device.findData("cuda"))
    click(filled.run_panel.run_button)
    again = DeepSatDock(project)
    assert (again.start.max_minutes.value(), again.start.seed.value(), again.start.device.currentData()) == (
        4.5,
        3,
        "cuda",
    )
    again.deleteLater()


def test_request_becomes_the_job_with_all_files_in_one_folder(filled: Any, scene: Path, tmp_path: Path) -> None:
    from deepsat_qgis.dock.runs.request import job_of

    request = dataclasses.replace(filled.request(), class_colours=("water=#2b6cb0",), class_names=("3=water",))
    assert job_of(request, tmp_path) == MapJob(
        input=(str(scene),),
        labels=str(tmp_path / "labels.gpkg"),
        labels_layer="labels",
        class_field="class",
        model=str(tmp_path / "model"),
        output=str(tmp_path / "map.tif"),
        checkpoint="auto",
        loss="cross_entropy",
        seed=0,
        device="auto",
        max_minutes=20.0,
        report=str(tmp_path / "report.html"),
        confidence=str(tmp_path / "confidence.tif"),
        class_colours=("water=#2b6cb0",),
        class_names=("3=water",),
    )
    assert list(tmp_path.glob("*.gpkg")) == []


def test_the_report_of_a_round_is_asked_for_in_the_language_of_qgis(filled: Any, speak: Any, tmp_path: Path) -> None:
    from deepsat_qgis.dock.runs.request import job_of

    speak("de")
    assert job_of(filled.request(), tmp_path).language == "de"


def started(dock: Any) -> None:
    """Tells the panel that a task has begun."""
    from deepsat_qgis.dock.runs.task import Task

    task = Task()
    task.title = "Finetuning on “scene”"
    dock.show_started(task)


def test_progress_is_shown(filled: Any) -> None:
    started(filled)
    assert not filled.run_panel.run_button.isEnabled()
    assert filled.run_panel.title.text() == "Finetuning on “scene”"
    figures = {"held_out_mean_iou": 0.618, "seconds_left": 130.0}
    filled.show_progress(Progress("map-1", 0.425, "head", "Training the head.", figures))
    assert filled.run_panel.progress.bar.value() == 425
    assert filled.run_panel.progress.text.text() == "Training the head. About 2 min left."
    assert "mean IoU 0.62" in filled.run_panel.skill.text()
    filled.show_idle()
    assert filled.run_panel.run_button.isEnabled()
    assert filled.run_panel.progress.isHidden()
    assert filled.run_panel.title.isHidden()


def test_labelling_goes_on_while_a_job_runs(filled: Any) -> None:
    started(filled)
    assert filled.form.isEnabled()
    filled.form.class_field.setField("note")
    assert not filled.run_panel.run_button.isEnabled()


def test_the_skill_is_drawn_as_it_comes(filled: Any) -> None:
    filled.resize(340, 800)
    started(filled)
    curve = filled.run_panel.curve
    for name, step, value in (("loss", 1, 0.9), (SKILL, 0, 0.5), (SKILL, 20, 0.62), (SKILL, 40, 0.58)):
        filled.show_metric(Metric("map-1", name, step, value))
    assert curve.points == ((0, 0.5), (20, 0.62), (40, 0.58))
    assert curve.isVisible()
    assert "now 0.58, best 0.62" in curve.accessibleName()
    filled.show_metric(Metric("map-1", SKILL, 10, 0.6))
    assert curve.points == ((10, 0.6),)
    filled.show_idle()
    assert curve.isHidden()


def test_the_curve_is_drawn_from_the_lower_left_to_the_upper_right(filled: Any) -> None:
    from qgis.PyQt.QtGui import QPalette

    started(filled)
    curve = filled.run_panel.curve
    for step, value in ((0, 0.2), (50, 0.9)):
        filled.show_metric(Metric("map-1", SKILL, step, value))
    image = curve.grab().toImage()
    wanted = curve.palette().color(QPalette.ColorRole.Highlight).rgb()
    drawn = [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) == wanted]
    assert max(drawn)[1] < image.height() / 3 < min(drawn)[1]


def test_result_is_told_in_words_and_areas(filled: Any, scene: Path, tmp_path: Path) -> None:
    filled.rounds.add(finished_run(tmp_path / "1", scene))
    result = filled.result
    assert result.isVisible()
    # No line ends between the number and its unit.
    assert result.title.text() == "“DeepSat: scene, 12:00” is ready, after 2\N{NO-BREAK SPACE}min."
    assert "87\N{NO-BREAK SPACE}% of the pixels" in result.skill.text()
    assert "not the accuracy of the whole map" in result.skill.text()
    assert result.findings.text() == "• Polygon 17 lies outside the raster."
    rows = [[result.areas.item(row, column).text() for column in range(3)] for row in range(2)]
    assert rows == [["forest", "4.5 ha", "38 %"], ["water", "7.5 ha", "62 %"]]
    icon = result.areas.item(1, 0).icon().pixmap(8, 8).toImage()
    assert icon.pixelColor(4, 4).name() == "#2b6cb0"


def test_a_swatch_has_a_rim_keeps_its_colour_in_a_chosen_row_and_is_empty_without_one(qgis_app: Any) -> None:
    from qgis.PyQt.QtGui import QIcon

    from deepsat_qgis.dock.widgets.swatch import swatch

    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        image = swatch("#2b6cb0", 16).pixmap(16, 16, mode).toImage()
        assert [image.pixelColor(at, 8).name() for at in (0, 1, 8, 14, 15)] == [
            *("#808080", "#2b6cb0", "#2b6cb0", "#2b6cb0", "#808080")
        ]
        empty = swatch("", 16).pixmap(16, 16, mode)
        assert empty.width() == 16 and {empty.toImage().pixelColor(at, at).alpha() for at in range(16)} == {0}


def test_areas_are_copied_as_numbers_of_one_unit(filled: Any, scene: Path, tmp_path: Path) -> None:
    from qgis.PyQt.QtWidgets import QApplication

    filled.rounds.add(finished_run(tmp_path / "1", scene))
    filled.result.areas.copy()
    copied = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert copied == [
        ["Class", "Area (ha)", "Share (%)"],
        ["forest", "4.5000", "37.50"],
        ["water", "7.5000", "62.50"],
    ]


def test_without_held_out_polygons_no_skill_is_claimed(filled: Any, scene: Path, tmp_path: Path) -> None:
    filled.rounds.add(finished_run(tmp_path / "1", scene, held_out=None, findings=[]))
    assert "%" not in filled.result.skill.text()
    assert "two polygons of each class" in filled.result.skill.text()
    assert filled.result.findings.isHidden()
    assert filled.result.doubtful.isHidden()


def test_polygons_that_are_taken_for_another_class_are_listed_and_shown(
    filled: Any, scene: Path, tmp_path: Path
) -> None:
    left, top = ORIGIN_X + 20 * PIXEL, ORIGIN_Y - 5 * PIXEL
    bounds = [left, top - 4 * PIXEL, left + 6 * PIXEL, top]
    told = {"class_name": "forest", "taken_for": "water", "share": 0.75, "pixels": 24, "bounds": bounds}
    run = finished_run(tmp_path / "1", scene, doubtful_polygons=[{**told, "centre": [left, top]}])
    filled.rounds.add(run)
    listed, wanted = filled.result.doubtful, []
    assert listed.title.text() == "1 polygon is taken for another class; look at it again:"
    assert listed.list.item(0).text() == "forest → water: 75 % of 24 px"
    assert listed.crs.authid() == "EPSG:32633"
    listed.place_wanted.connect(wanted.append)
    listed.list.itemClicked.emit(listed.list.item(0))
    box = wanted[0].boundingBox()
    assert [box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()] == bounds
    many = finished_run(tmp_path / "2", scene, doubtful_polygons=run.result["doubtful_polygons"] * 2)
    filled.rounds.add(many)
    assert listed.title.text() == "2 polygons are taken for another class; look at them again:"
    more = {**many.result, "doubtful_polygon_count": 31}
    listed.show_doubtful(more, listed.crs)
    assert listed.title.text() == "31 polygons are taken for another class; look at these 2 again:"
    filled.rounds.add(finished_run(tmp_path / "3", scene))
    assert listed.isHidden()


def test_the_map_before_is_a_click_away_and_nothing_is_lost(
    filled: Any, project: Any, scene: Path, tmp_path: Path
) -> None:
    from deepsat_qgis.layers.result_group import add_run_group, group_of

    undo = filled.run_panel.undo_button
    runs = [finished_run(tmp_path / name, scene, f"run {name}") for name in ("1", "2")]
    for run in runs:
        assert undo.isHidden()
        add_run_group(project, run)
        filled.rounds.add(run)
    assert "“run 1”" in undo.toolTip()
    click(undo)
    assert filled.rounds.current == runs[0]
    assert [group_of(project, run).itemVisibilityChecked() for run in runs] == [True, False]
    assert "“run 1” is ready" in filled.result.title.text()
    assert undo.isHidden()
    filled.result.rounds.setCurrentIndex(0)
    filled.result.rounds.activated.emit(0)
    assert filled.rounds.current == runs[1]
    assert all(run.map.is_file() for run in runs)


def test_continuing_is_offered_and_starts_from_the_last_model(filled: Any, scene: Path, tmp_path: Path) -> None:
    box = filled.start.continue_box
    assert box.isHidden()
    run = finished_run(tmp_path / "1", scene)
    filled.rounds.add(run)
    assert box.isVisible()
    assert filled.request().checkpoint == "auto"
    click(box)
    assert filled.request().checkpoint == str(run.model)
    assert not filled.start.start_from.isEnabled()
    run.model.rmdir()
    filled.rounds.choose(run)
    assert box.isHidden()
    assert filled.request().checkpoint == "auto"
    assert filled.start.start_from.isEnabled()


def test_opacity_and_hiding_work_on_the_layers(filled: Any, project: Any, scene: Path, tmp_path: Path) -> None:
    from qgis.PyQt.QtCore import QCoreApplication, Qt
    from qgis.PyQt.QtTest import QTest
    from qgis.PyQt.QtWidgets import QApplication

    from deepsat_qgis.layers.result_group import add_run_group, group_of, map_layer_of

    run, view = finished_run(tmp_path / "1", scene), filled.result.map_view
    group = add_run_group(project, run)
    filled.rounds.add(run)
    layer = map_layer_of(project, run)
    assert view.opacity.value() == 100
    view.opacity.setValue(35)
    assert layer.opacity() == 0.35
    QCoreApplication.processEvents()
    QTest.keyClick(view.show_box, Qt.Key.Key_Space)
    assert not group.itemVisibilityChecked()
    QApplication.setActiveWindow(filled)
    QTest.keyClick(filled.start.seed, Qt.Key.Key_F8)
    assert group.itemVisibilityChecked()
    assert view.show_box.isChecked()
    group.setItemVisibilityChecked(False)
    assert not view.show_box.isChecked()
    project.removeMapLayer(layer.id())
    assert view.opacity.isHidden()
    click(view.add_button)
    assert map_layer_of(project, run) is not None
    assert group_of(project, run) is not None
    assert view.opacity.isVisible()
    assert view.opacity.value() == 100


def test_suggestions_are_asked_for_with_the_labels_as_they_are(
    filled: Any, labels: Any, scene: Path, tmp_path: Path
) -> None:
    asked: list[Any] = []
    filled.suggestions_requested.connect(asked.append)
    run = finished_run(tmp_path / "1", scene)
    filled.rounds.add(run)
    click(filled.result.suggest_button)
    (request,) = asked
    assert (request.run, request.count, request.device) == (run, 10, "auto")
    assert len(list(request.labels.features())) == labels.featureCount() == 4


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


def test_a_name_that_is_taken_is_refused_until_the_next_edit(filled: Any, labels: Any) -> None:
    section = filled.form.labels_section
    section.classes.add_wanted.emit("bog")
    section.classes.add_wanted.emit("bog")
    assert filled.notice.text.text().startswith("This name cannot be used.")
    assert "a second class “bog”" in filled.notice.text.text()
    section.classes.add_wanted.emit("fen")
    assert filled.notice.isHidden()
    filled.show_text("info", "10 places to label next")
    section.classes.add_wanted.emit("reed")
    assert filled.notice.isVisible()
    labels.rollBack()


def test_labels_that_are_not_saved_stay_so_whatever_is_edited(
    dock: Any, project: Any, labels: Any, tmp_path: Path
) -> None:
    from qgis.core import QgsVectorLayer

    from deepsat_qgis.layers.label_file import LabelSource, write_labels

    write_labels(LabelSource.of_layer(labels, False), "class", tmp_path / "labels.gpkg")
    layer = QgsVectorLayer(f"{tmp_path / 'labels.gpkg'}|layername=labels", "labels", "ogr")
    project.addMapLayer(layer)
    section = dock.form.labels_section
    wait_until(lambda: "water" in table(section))
    section.class_actions.rename("water", "lake")
    with contextlib.closing(sqlite3.connect(tmp_path / "labels.gpkg")) as file:
        file.execute("CREATE TRIGGER held BEFORE UPDATE ON labels BEGIN SELECT RAISE(ABORT, 'held'); END")
    section.save_button.click()
    assert dock.notice.isVisible()
    section.class_actions.rename("lake", "sea")
    assert dock.notice.isVisible()
    with contextlib.closing(sqlite3.connect(tmp_path / "labels.gpkg")) as file:
        file.execute("DROP TRIGGER held")
    section.save_button.click()
    assert dock.notice.isHidden()
    assert {feature["class"] for feature in layer.getFeatures()} == {"sea", "forest"}
    layer.rollBack()


def test_what_was_said_of_a_project_goes_with_it(filled: Any, project: Any) -> None:
    filled.show_text("info", "10 places to label next")
    project.clear()
    assert filled.notice.isHidden()


def test_failure_shows_words_and_keeps_details_to_copy(filled: Any) -> None:
    from qgis.PyQt.QtWidgets import QApplication

    from deepsat_qgis.failures import failure_of

    error = UserError(
        ErrorCode.OUT_OF_MEMORY, expected="1 GB", found="half of it", remedy="Close.", details="trace\nback"
    )
    started(filled)
    filled.show_failure(failure_of(error))
    filled.show_idle()
    assert filled.notice.isVisible()
    assert "Found: half of it." in filled.notice.text.text()
    assert filled.notice.details.isHidden()
    click(filled.notice.details_button)
    assert filled.notice.details.toPlainText() == "trace\nback"
    assert filled.notice.details.isVisible()
    click(filled.notice.copy_button)
    assert QApplication.clipboard().text().endswith("trace\nback")
    assert filled.run_panel.run_button.isEnabled()


def test_no_set_up_is_offered_where_the_python_is_named_by_hand(filled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from deepsat_qgis.failures import failure_of

    monkeypatch.setenv("DEEPSAT_PYTHON", "/not/there")
    error = UserError(ErrorCode.ENVIRONMENT_BROKEN, expected="a Python", found="none", remedy="Correct the variable.")
    filled.show_failure(failure_of(error))
    assert filled.setup.isVisible()
    assert filled.setup.set_up_button.isHidden()
    assert filled.setup.text.text().endswith("Expected: a Python. Found: none. Correct the variable.")


def test_missing_environment_offers_the_set_up(filled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from deepsat_qgis.failures import failure_of

    monkeypatch.delenv("DEEPSAT_PYTHON", raising=False)
    pressed: list[bool] = []
    filled.set_up_requested.connect(lambda: pressed.append(True))
    filled.show_failure(failure_of(UserError(ErrorCode.ENVIRONMENT_MISSING, expected="", found="", remedy="")))
    assert filled.setup.isVisible()
    assert not filled.run_panel.run_button.isEnabled()
    click(filled.setup.set_up_button)
    assert pressed == [True]
    filled.show_set_up_started()
    filled.setup.show_progress(0.25, "Downloading torch: 12 MB of 192 MB")
    assert filled.setup.progress.bar.value() == 250
    assert "192 MB" in filled.setup.progress.text.text()
    assert filled.setup.set_up_button.isHidden()
    filled.show_set_up_done()
    filled.show_worker(HELLO)
    assert filled.setup.isHidden()
    assert filled.run_panel.run_button.isEnabled()
    assert filled.foot.start_line.text() == "Device: CPU, 2 threads"
