"""The panel: what a press of the button asks for, and what it shows of what it is told."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from deepsat.jobs import ErrorCode, MapJob, Metric, Progress, UserError
from tests.plugin.dock_hands import HELLO, SKILL, click, requests_of, started
from tests.plugin.finished_run import finished_run
from tests.plugin.labels_hands import table
from tests.plugin.scene_and_labels import label_layer, square
from tests.plugin.waiting import wait_until


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
