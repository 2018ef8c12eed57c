"""The panel on narrow and low screens, with large letters, and by keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deepsat.jobs import Metric, Progress
from tests.plugin.dock_hands import SKILL, started
from tests.plugin.finished_run import finished_run
from tests.plugin.scene_and_labels import label_layer, write_raster
from tests.plugin.waiting import wait_until


def test_everything_has_a_name_and_fits_into_300_pixels(filled: Any, scene: Path, tmp_path: Path) -> None:
    from qgis.PyQt.QtWidgets import QWidget

    for widget in filled.focus_order():
        assert widget.toolTip() or widget is filled.start.advanced
        assert widget.accessibleName() or getattr(widget, "text", getattr(widget, "title", None))()
    filled.start.advanced.setCollapsed(False)
    for name in ("1", "2"):
        filled.rounds.add(
            finished_run(tmp_path / name, scene, "DeepSat: a scene with a very long name that goes on, 12:00")
        )
    started(filled)
    for step in (0, 20):
        filled.show_metric(Metric("map-1", SKILL, step, 0.5))
    filled.notice.show_text("error", "A sentence that is rather long and has to be wrapped. " * 5)
    content = filled.scroll.widget()
    assert isinstance(content, QWidget)
    assert content.minimumSizeHint().width() <= 300 - 20
    assert filled.run_panel.minimumSizeHint().width() <= 300


def test_button_and_cancel_are_seen_in_a_panel_of_300_by_400_pixels(filled: Any, scene: Path, tmp_path: Path) -> None:
    for name in ("1", "2"):
        filled.rounds.add(finished_run(tmp_path / name, scene, "DeepSat: scene, 12:00"))
    filled.setFloating(True)
    filled.resize(300, 400)
    shown = filled.run_panel
    for button in (shown.run_button, shown.preview_box, shown.undo_button):
        assert is_seen_whole(button, filled), button.text()
    assert filled.scroll.height() > 200
    started(filled)
    for step in (0, 20):
        filled.show_metric(Metric("map-1", SKILL, step, 0.5))
    figures = {"held_out_mean_iou": 0.618, "seconds_left": 130.0}
    filled.show_progress(Progress("map-1", 0.4, "all", "Training all weights, step 120 of 600.", figures))
    assert is_seen_whole(shown.progress.cancel_button, filled)
    assert not shown.curve.isVisible()
    assert filled.scroll.height() > 120
    filled.resize(300, 800)
    assert is_seen_whole(shown.progress.cancel_button, filled)
    assert is_seen_whole(shown.curve, filled)


def is_seen_whole(widget: Any, dock: Any) -> bool:
    """Whether all of a widget lies inside of the panel, without any scrolling."""
    from qgis.PyQt.QtCore import QCoreApplication, QPoint, QRect

    for _ in range(3):
        QCoreApplication.processEvents()
    place = QRect(widget.mapTo(dock, QPoint(0, 0)), widget.size())
    return bool(widget.isVisible() and dock.rect().contains(place))


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
    dock.start.advanced.setCollapsed(False)
    dock.start.seed.setFocus()
    dock.start.seed.selectAll()
    QTest.keyClick(dock.start.seed, Qt.Key.Key_2)
    assert (dock.start.seed.value(), table.current().name) == (2, "forest")
    dock.start.start_from.setFocus()
    QTest.keyClick(dock.start.start_from, Qt.Key.Key_2)
    assert table.current().name == "water"


def test_tab_visits_the_fields_from_top_to_bottom(filled: Any) -> None:
    order = filled.focus_order()
    chain, widget = [], order[0]
    for _ in range(200):
        if widget in order:
            chain.append(widget)
        widget = widget.nextInFocusChain()
        if widget is order[0]:
            break
    assert chain == order


def test_labels_without_a_crs_are_said_until_they_have_one(filled: Any, labels: Any) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    crs = labels.crs()
    labels.setCrs(QgsCoordinateReferenceSystem())
    assert "Set Layer CRS" in filled.run_panel.hint.text()
    assert not filled.run_panel.run_button.isEnabled()
    assert pixels_of_water(filled) == "–"
    labels.setCrs(crs)
    assert filled.run_panel.run_button.isEnabled()
    assert pixels_of_water(filled) == "50"


def pixels_of_water(dock: Any) -> str:
    """What the table says once all polygons were looked at."""
    from qgis.PyQt.QtTest import QTest

    QTest.qWait(400)
    table = dock.form.labels_section.classes.table.model()
    rows = {table.data(table.index(row, 1)): table.data(table.index(row, 3)) for row in range(table.rowCount())}
    return str(rows["water"])


def test_a_key_that_is_pressed_twice_starts_one_run_and_nothing_else(filled: Any) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest
    from qgis.PyQt.QtWidgets import QApplication

    QApplication.setActiveWindow(filled)
    shown, cancelled = filled.run_panel, []
    filled.cancel_requested.connect(lambda: cancelled.append(True))
    filled.requested.connect(lambda _request: started(filled))
    shown.run_button.setFocus()
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert filled._busy
    assert not shown.preview_box.isChecked()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert cancelled == [True]
    assert not shown.preview_box.isChecked()
    filled.show_idle()
    assert QApplication.focusWidget() is shown.run_button


@pytest.mark.parametrize("name", ["suggest_button", "apply_button", "polygons_button"])
def test_keys_go_to_the_bar_while_the_job_of_a_button_runs_and_back(
    filled: Any, scene: Path, tmp_path: Path, name: str
) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest
    from qgis.PyQt.QtWidgets import QApplication

    filled.rounds.add(finished_run(tmp_path / "1", scene))
    button, pressed, copied = getattr(filled.result, name), [], QApplication.clipboard()
    copied.setText("mine")
    button.clicked.connect(lambda: (pressed.append(name), started(filled)))
    filled.scroll.ensureWidgetVisible(button)
    QApplication.setActiveWindow(filled)
    button.setFocus()
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert (pressed, QApplication.focusWidget()) == ([name], filled.run_panel.progress.bar)
    assert copied.text() == "mine"
    started(filled)
    filled.show_idle()
    assert QApplication.focusWidget() is button


def test_a_job_takes_no_keys_from_whoever_does_something_else(filled: Any) -> None:
    from qgis.PyQt.QtWidgets import QApplication

    QApplication.setActiveWindow(filled)
    field = filled.form.labels_section.classes.new_name
    field.setFocus()
    started(filled)
    assert QApplication.focusWidget() is field
    filled.show_idle()
    assert QApplication.focusWidget() is field


def test_large_letters_make_the_panel_wider_and_cut_nothing_off(filled: Any) -> None:
    from qgis.PyQt.QtWidgets import QApplication

    narrow = filled.minimumSizeHint().width()
    font = filled.font()
    font.setPointSizeF(2 * font.pointSizeF())
    filled.setFont(font)
    for _ in range(3):
        QApplication.processEvents()
    content, bar = filled.scroll.widget(), filled.scroll.verticalScrollBar()
    assert narrow <= 300 < filled.minimumSizeHint().width()
    assert filled.scroll.minimumSizeHint().width() >= content.minimumSizeHint().width() + bar.sizeHint().width()


def laid_out(dock: Any, width: int) -> list[Any]:
    """The buttons with a text that are seen in the floating panel at this width, or as narrow as it can be."""
    from qgis.PyQt.QtTest import QTest
    from qgis.PyQt.QtWidgets import QAbstractButton

    dock.setFloating(True)
    dock.resize(width, 900)
    QTest.qWait(100)
    return [one for one in dock.findChildren(QAbstractButton) if one.isVisible() and one.text()]


@pytest.mark.parametrize("points", [9, 12, 18])
def test_no_button_is_cut_off_in_german_with_large_letters(
    speak: Any, project: Any, scene_layer: Any, scene: Path, tmp_path: Path, points: int
) -> None:
    from qgis.PyQt import sip

    from deepsat_qgis.dock.dock import DeepSatDock
    from deepsat_qgis.layers.series import DatedLayer

    speak("de")
    dock = DeepSatDock(project)
    try:
        dock.setStyleSheet(f"* {{ font-size: {points}pt }}")
        project.addMapLayers([scene_layer, label_layer(), other := scene_layer.clone()])
        dock.form.imagery_section.set_series([DatedLayer(scene_layer, ""), DatedLayer(other, "")])
        for name in ("1", "2"):
            dock.rounds.add(finished_run(tmp_path / name, scene))
        dock.show()
        shown = laid_out(dock, 0)
        assert {"Flächen kopieren", "Modell sichern…", "Zurück zur vorigen Karte", "Entfernen"} <= {
            one.text() for one in shown
        }
        assert [one.text() for one in shown if one.width() < one.minimumSizeHint().width()] == []
        assert dock.scroll.widget().width() <= dock.scroll.viewport().width()
    finally:
        dock.close_tools()
        sip.delete(dock)


def test_two_columns_become_one_where_their_texts_have_no_room(qgis_app: Any) -> None:
    from qgis.PyQt.QtWidgets import QPushButton, QWidget

    from deepsat_qgis.dock.widgets.two_columns import TwoColumns

    texts = ("As polygons", "hidden", "Copy areas of all classes", "Open report", "Save")
    buttons, parent = [QPushButton(text) for text in texts], QWidget()
    parent.setLayout(TwoColumns(buttons))
    buttons[1].hide()
    polygons, areas, report, save = (buttons[index] for index in (0, 2, 3, 4))
    height = areas.sizeHint().height()
    # Both columns as wide as their widest text needs, with the space between.
    needed = report.sizeHint().width() + 6 + areas.sizeHint().width()
    parent.show()
    parent.resize(needed, 300)
    assert [(one.x(), one.y()) for one in (polygons, areas, report, save)] == [
        (0, 0),
        (needed - areas.sizeHint().width(), 0),
        (0, height + 6),
        (needed - areas.sizeHint().width(), height + 6),
    ]
    assert report.width() == report.sizeHint().width()
    assert parent.heightForWidth(needed) == 2 * height + 6
    parent.resize(needed - 1, 300)
    assert [(one.x(), one.y()) for one in (polygons, areas, report, save)] == [
        (0, row * (height + 6)) for row in range(4)
    ]
    assert {one.width() for one in (polygons, areas, report, save)} == {needed - 1}
    assert parent.heightForWidth(needed - 1) == 4 * height + 18
    assert parent.minimumSizeHint().width() == areas.sizeHint().width()
    parent.resize(3 * needed, 300)
    assert (polygons.width(), areas.width()) == ((3 * needed - 6) // 2, 3 * needed - 6 - (3 * needed - 6) // 2)


def test_a_long_name_in_a_message_neither_widens_nor_shifts_the_panel(filled: Any) -> None:
    from qgis.PyQt.QtTest import QTest

    filled.setFloating(True)
    filled.resize(300, 500)
    QTest.qWait(50)
    wide = filled.minimumSizeHint().width()
    filled.show_text("error", f"No file at /data/{'x' * 200}.tif, where the layer has it.")
    QTest.qWait(50)
    assert filled.minimumSizeHint().width() == wide
    assert filled.scroll.widget().width() <= filled.scroll.viewport().width()
    filled.scroll.ensureWidgetVisible(filled.start.start_from)
    filled.scroll.horizontalScrollBar().setRange(0, 100)
    filled.scroll.horizontalScrollBar().setValue(50)
    assert filled.scroll.horizontalScrollBar().value() == 0


def test_panel_says_where_results_go_as_the_project_comes_and_goes(dock: Any, project: Any, tmp_path: Path) -> None:
    assert "save the project" in dock.foot.folder_line.text()
    project.write(str(tmp_path / "Projekt ä.qgz"))
    assert dock.foot.folder_line.text() == f"Results go to {tmp_path / 'deepsat'}."
    project.clear()
    assert "save the project" in dock.foot.folder_line.text()


def test_layers_that_come_at_once_are_seen(dock: Any, project: Any, tmp_path: Path) -> None:
    from qgis.core import QgsRasterLayer

    rasters = [QgsRasterLayer(str(write_raster(tmp_path / f"{name}.tif")), name, "gdal") for name in ("a", "b")]
    project.addMapLayers([*rasters, label_layer(), label_layer()])
    form = dock.form
    assert form.imagery_section.layer().name() == "a"
    assert form.imagery_section.facts_line.text() != ""
    assert form.imagery_section.add_button.isEnabled()
    assert not form.imagery_section.sample_button.isVisible()
    wait_until(lambda: form.labels_section.classes.table.model().rowCount() == 2)
    project.removeMapLayers([rasters[0].id()])
    assert form.imagery_section.layers_in_use() == [rasters[1]]
    project.clear()
    assert form.imagery_section.facts_line.text() == ""
    assert form.imagery_section.sample_button.isVisible()


def test_only_the_usual_space_is_between_labels_and_classes(dock: Any, project: Any) -> None:
    from qgis.core import QgsVectorLayer
    from qgis.PyQt.QtCore import QPoint
    from qgis.PyQt.QtTest import QTest

    project.addMapLayer(QgsVectorLayer("Polygon?crs=EPSG:32633&field=class:string", "labels", "memory"))
    QTest.qWait(50)
    section = dock.form.labels_section
    above, below = section.choice.layers, section.classes if section.style_button.isHidden() else section.style_button
    space = below.mapTo(section, QPoint(0, 0)).y() - above.mapTo(section, QPoint(0, above.height())).y()
    assert not dock.form.class_field.isVisible()
    # The icon beside the list may be a little higher than the list.
    assert 0 < space <= section.layout().spacing() + 6


def test_a_panel_that_is_higher_than_it_needs_has_its_room_at_the_end(dock: Any, project: Any, labels: Any) -> None:
    from qgis.PyQt.QtTest import QTest

    project.addMapLayer(labels)
    dock.setFloating(True)
    heights = []
    for height in (900, 1900):
        dock.resize(340, height)
        QTest.qWait(100)
        heights.append((dock.form.labels_section.height(), dock.start.height(), dock.foot.height()))
    assert dock.height() == 1900
    assert heights[0] == heights[1]


def takes_the_wheel(widget: Any) -> bool:
    """Whether a widget keeps one notch down for itself; else its parent gets it, up to what scrolls."""
    from qgis.PyQt.QtCore import QPoint, QPointF, Qt
    from qgis.PyQt.QtGui import QWheelEvent
    from qgis.PyQt.QtWidgets import QApplication

    place = widget.rect().center()
    where = QPointF(widget.mapToGlobal(place))
    turn, none, phase = QPoint(0, -120), Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(QPointF(place), where, QPoint(), turn, none, Qt.KeyboardModifier.NoModifier, phase, False)
    QApplication.sendEvent(widget, event)
    return bool(event.isAccepted())


def test_the_wheel_changes_no_field_that_it_only_passes(filled: Any, project: Any, scene: Path) -> None:
    from qgis.core import QgsRasterLayer
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtWidgets import QAbstractSpinBox, QComboBox

    project.addMapLayer(QgsRasterLayer(str(scene), "zweite", "gdal"))
    imagery, minutes = filled.form.imagery, filled.start.max_minutes
    fields = [field for kind in (QComboBox, QAbstractSpinBox) for field in filled.content.findChildren(kind)]
    assert {imagery, minutes, filled.form.labels, filled.start.seed} <= set(fields)
    for field in fields:
        field.clearFocus()
        assert field.focusPolicy() != Qt.FocusPolicy.WheelFocus
        assert not takes_the_wheel(field)
    assert (imagery.currentIndex(), minutes.value()) == (0, 20)
    filled.activateWindow()
    imagery.setFocus()
    wait_until(imagery.hasFocus)
    assert takes_the_wheel(imagery)
    assert imagery.currentIndex() == 1
