"""The panel once a map is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.plugin.dock_hands import click
from tests.plugin.finished_run import finished_run
from tests.plugin.scene_and_labels import ORIGIN_X, ORIGIN_Y, PIXEL


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
