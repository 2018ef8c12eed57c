"""The panel: what a press of the button asks for, and what it shows of what it is told."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, Iterator

import pytest

from deepsat.jobs import ErrorCode, Hello, MapJob, Progress, UserError
from tests.plugin.scene_and_labels import label_layer

HELLO = Hello(1, "0.1.0", 7, "3.11", "2.13", "cpu", "CPU, 2 threads", ("torch",))
RESULT = {
    "output": "/somewhere/run/map.tif",
    "report": "/somewhere/run/report.html",
    "held_out": {"overall_accuracy": 0.873, "mean_iou": 0.61},
    "findings": ["Polygon 17 lies outside the raster."],
    "seconds": 95.0,
}


@pytest.fixture
def dock(qgis_app: Any, project: Any) -> Iterator[Any]:
    """The panel, with a fresh profile and an empty project."""
    from qgis.core import QgsSettings

    from deepsat_qgis.dock.dock import DeepSatDock

    QgsSettings().remove("deepsat")
    dock = DeepSatDock(project)
    dock.show()
    yield dock
    dock.deleteLater()
    QgsSettings().remove("deepsat")


@pytest.fixture
def filled(dock: Any, project: Any, scene_layer: Any, labels: Any) -> Any:
    """The panel with a scene and labels to choose."""
    project.addMapLayers([scene_layer, labels])
    return dock


def click(button: Any) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest

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
    from deepsat_qgis.dock.request import MapRequest

    received = requests_of(filled)
    filled.form.max_minutes.setValue(3)
    filled.form.seed.setValue(11)
    filled.form.device.setCurrentIndex(filled.form.device.findData("cpu"))
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
    assert filled.form.request().class_field == "note"


def test_selected_only_follows_the_selection(filled: Any, labels: Any) -> None:
    box = filled.form.selected_only
    assert not box.isEnabled()
    labels.selectByIds([1, 3, 4])
    assert box.isEnabled()
    assert "(3)" in box.text()
    click(box)
    assert filled.form.request().selected_only
    labels.removeSelection()
    assert not filled.form.request().selected_only
    labels.selectByIds([2])
    assert filled.form.request().selected_only


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
    assert filled.form.request().labels is twin


def test_settings_are_remembered(filled: Any, project: Any) -> None:
    from deepsat_qgis.dock.dock import DeepSatDock

    filled.form.max_minutes.setValue(4.5)
    filled.form.seed.setValue(3)
    filled.form.device.setCurrentIndex(filled.form.device.findData("cuda"))
    click(filled.run_panel.run_button)
    again = DeepSatDock(project)
    assert (again.form.max_minutes.value(), again.form.seed.value(), again.form.device.currentData()) == (
        4.5,
        3,
        "cuda",
    )
    again.deleteLater()


def test_request_becomes_the_job_with_all_files_in_one_folder(filled: Any, scene: Path, tmp_path: Path) -> None:
    from deepsat_qgis.dock.request import job_of

    request = dataclasses.replace(filled.form.request(), class_colours=("water=#2b6cb0",))
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
    )
    assert list(tmp_path.glob("*.gpkg")) == []


def test_progress_is_shown(filled: Any) -> None:
    filled.show_started()
    assert not filled.run_panel.run_button.isEnabled()
    assert not filled.form.isEnabled()
    figures = {"held_out_mean_iou": 0.618, "seconds_left": 130.0}
    filled.show_progress(Progress("map-1", 0.425, "head", "Training the head.", figures))
    assert filled.run_panel.progress.bar.value() == 425
    assert filled.run_panel.progress.text.text() == "Training the head. About 2 min left."
    assert "mean IoU 0.62" in filled.run_panel.skill.text()


def test_result_is_told_in_words(filled: Any) -> None:
    filled.show_started()
    filled.show_result(RESULT, "DeepSat: scene, 12:00")
    assert filled.result.isVisible()
    assert "87 % of the pixels" in filled.result.skill.text()
    assert "not the accuracy of the whole map" in filled.result.skill.text()
    assert filled.result.findings.text() == "• Polygon 17 lies outside the raster."
    assert filled.run_panel.run_button.isEnabled()
    assert filled.form.isEnabled()
    assert filled.run_panel.progress.isHidden()


def test_without_held_out_polygons_no_skill_is_claimed(filled: Any) -> None:
    filled.show_result({**RESULT, "held_out": None, "findings": []}, "DeepSat")
    assert "%" not in filled.result.skill.text()
    assert "two polygons of each class" in filled.result.skill.text()
    assert filled.result.findings.isHidden()


def test_failure_shows_words_and_keeps_details_to_copy(filled: Any) -> None:
    from qgis.PyQt.QtWidgets import QApplication

    from deepsat_qgis.failures import failure_of

    error = UserError(
        ErrorCode.OUT_OF_MEMORY, expected="1 GB", found="half of it", remedy="Close.", details="trace\nback"
    )
    filled.show_started()
    filled.show_failure(failure_of(error))
    assert filled.notice.isVisible()
    assert "Found: half of it." in filled.notice.text.text()
    assert filled.notice.details.isHidden()
    click(filled.notice.details_button)
    assert filled.notice.details.toPlainText() == "trace\nback"
    assert filled.notice.details.isVisible()
    click(filled.notice.copy_button)
    assert QApplication.clipboard().text().endswith("trace\nback")
    assert filled.run_panel.run_button.isEnabled()


def test_missing_environment_offers_the_set_up(filled: Any) -> None:
    from deepsat_qgis.failures import failure_of

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
    assert filled.start_line.text() == "Device: CPU, 2 threads"


def test_everything_has_a_name_and_fits_into_300_pixels(filled: Any) -> None:
    from qgis.PyQt.QtWidgets import QWidget

    for widget in filled.form.focus_order():
        assert widget.toolTip() or widget is filled.form.advanced
        assert widget.accessibleName() or getattr(widget, "text", getattr(widget, "title", None))()
    filled.form.advanced.setCollapsed(False)
    filled.show_started()
    filled.show_result(RESULT, "DeepSat: a scene with a very long name that goes on, 12:00")
    filled.notice.show_text("error", "A sentence that is rather long and has to be wrapped. " * 5)
    content = filled.widget().widget()
    assert isinstance(content, QWidget)
    assert content.minimumSizeHint().width() <= 300 - 20


def test_digits_are_heard_in_the_panel_but_a_number_field_keeps_its_own(
    dock: Any, project: Any, scene_layer: Any, labels: Any
) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest
    from qgis.PyQt.QtWidgets import QApplication

    project.addMapLayers([scene_layer, labels])
    table = dock.form.labels_section.classes.table
    for _ in range(200):
        QApplication.processEvents()
    QApplication.setActiveWindow(dock)
    dock.form.advanced.setCollapsed(False)
    dock.form.seed.setFocus()
    dock.form.seed.selectAll()
    QTest.keyClick(dock.form.seed, Qt.Key.Key_2)
    assert (dock.form.seed.value(), table.current().name) == (2, "forest")
    dock.form.start_from.setFocus()
    QTest.keyClick(dock.form.start_from, Qt.Key.Key_2)
    assert table.current().name == "water"


def test_tab_visits_the_fields_from_top_to_bottom(filled: Any) -> None:
    order = [*filled.form.focus_order(), filled.run_panel.run_button]
    chain, widget = [], order[0]
    for _ in range(200):
        if widget in order:
            chain.append(widget)
        widget = widget.nextInFocusChain()
        if widget is order[0]:
            break
    assert chain == order


def test_panel_says_where_results_go_as_the_project_comes_and_goes(dock: Any, project: Any, tmp_path: Path) -> None:
    assert "save the project" in dock.folder_line.text()
    project.write(str(tmp_path / "Projekt ä.qgz"))
    assert dock.folder_line.text() == f"Results go to {tmp_path / 'deepsat'}."
    project.clear()
    assert "save the project" in dock.folder_line.text()
