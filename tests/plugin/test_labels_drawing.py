"""Drawing in section 2 of the panel: a real map that the mouse draws on, with each tool."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plugin.labels_hands import SCREEN_PIXELS, click, drag, draw, on_map, rows_of, table
from tests.plugin.scene_and_labels import ORIGIN_X, ORIGIN_Y, PIXEL, label_layer
from tests.plugin.waiting import wait_until


@pytest.fixture
def labels_in_degrees(section: Any, project: Any, window: Any) -> Any:
    """An empty label layer in degrees, with one class to draw, on a map in Web Mercator."""
    from qgis.core import QgsCoordinateReferenceSystem

    layer = label_layer("EPSG:4326")
    layer.dataProvider().truncate()
    project.addMapLayer(layer)
    section.classes.add_wanted.emit("water")
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    return layer


def drawn_in_metres(layer: Any) -> Any:
    """The one polygon of a layer, in the CRS of the scene."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject

    (drawn,) = layer.getFeatures()
    shape = drawn.geometry()
    scene_crs = QgsCoordinateReferenceSystem("EPSG:32633")
    shape.transform(QgsCoordinateTransform(layer.crs(), scene_crs, QgsProject.instance()))
    return shape


def test_a_polygon_is_drawn_by_qgis_own_tool(labelled: Any, labels: Any, window: Any) -> None:
    from qgis.gui import QgsMapToolDigitizeFeature

    draw(labelled, "forest", "polygon")
    assert isinstance(window.canvas.mapTool(), QgsMapToolDigitizeFeature)
    for column, row in ((20, 20), (26, 20), (26, 25), (20, 25)):
        click(window.canvas, column, row)
    click(window.canvas, 20, 25, right=True)
    assert rows_of(labels) == [("forest", 25), ("forest", 25), ("forest", 30), ("water", 25), ("water", 25)]
    wait_until(lambda: table(labelled)["forest"] == ("3", "80"))
    assert labels.undoStack().undoText() == "Draw “forest”"
    labelled.classes.drawing.undo.click()
    assert len(rows_of(labels)) == 4
    labelled.classes.drawing.redo.click()
    assert len(rows_of(labels)) == 5


@pytest.mark.parametrize("chosen", ["raster", "group", "other labels"])
def test_another_layer_that_is_chosen_ends_the_polygon(
    labelled: Any, labels: Any, window: Any, project: Any, scene_layer: Any, chosen: str
) -> None:
    """QGIS' tool would take the corners to be in the CRS of that layer."""
    others = {"raster": scene_layer, "group": None, "other labels": label_layer("EPSG:4326")}
    if others[chosen] is not None:
        project.addMapLayer(others[chosen])
    draw(labelled, "forest", "polygon")
    click(window.canvas, 20, 20)
    window.canvas.setCurrentLayer(others[chosen])
    assert labelled.drawing.shape() is None
    assert window.canvas.mapTool() is None
    assert window.canvas.currentLayer() is others[chosen]
    assert not any(button.isChecked() for button in labelled.classes.drawing.shapes.values())
    draw(labelled, "forest", "polygon")
    for column, row in ((20, 20), (26, 20), (26, 25), (20, 25)):
        click(window.canvas, column, row)
    click(window.canvas, 20, 25, right=True)
    assert rows_of(labels).count(("forest", 30)) == 1
    draw(labelled, "forest", "brush")
    window.canvas.setCurrentLayer(others[chosen])
    assert labelled.drawing.shape().value == "brush"


def test_a_rectangle_goes_from_corner_to_corner(labelled: Any, labels: Any, window: Any) -> None:
    draw(labelled, "water", "rectangle")
    drag(window.canvas, [(14, 2), (18, 6), (20, 5)])
    (drawn,) = [one for one in labels.getFeatures() if one.id() < 0]
    box = drawn.geometry().boundingBox()
    assert [box.xMinimum(), box.xMaximum()] == pytest.approx([ORIGIN_X + 140, ORIGIN_X + 200], abs=1)
    assert [box.yMaximum(), box.yMinimum()] == pytest.approx([ORIGIN_Y - 20, ORIGIN_Y - 50], abs=1)
    assert drawn["class"] == "water"


def test_a_click_without_a_drag_draws_no_rectangle(labelled: Any, labels: Any, window: Any) -> None:
    draw(labelled, "water", "rectangle")
    click(window.canvas, 14, 2)
    assert len(rows_of(labels)) == 4


def test_the_brush_is_as_wide_as_so_many_pixels_whatever_the_crs_of_map_and_labels(
    section: Any, labels_in_degrees: Any, window: Any
) -> None:
    section.classes.drawing.width_field.setValue(6)
    draw(section, "water", "brush")
    size = window.canvas.size()
    scale = SCREEN_PIXELS
    drag(window.canvas, [(size.width() / scale * 0.4, 15), (size.width() / scale * 0.6, 15)])
    shape = drawn_in_metres(labels_in_degrees)
    box = shape.boundingBox()
    assert box.height() == pytest.approx(6 * PIXEL, rel=0.02)
    length = box.width() - 6 * PIXEL
    assert length > 40
    assert shape.area() == pytest.approx(length * 6 * PIXEL + 3.14159 * (3 * PIXEL) ** 2, rel=0.02)


def test_a_region_grows_with_the_drag_and_stays_in_its_field(labelled: Any, labels: Any, window: Any) -> None:
    """The border of water and forest is at column 24."""
    draw(labelled, "water", "region")
    # A circle of eight pixels has 201, and would reach the forest.
    drag(window.canvas, [(19.5, 15.5), (15.5, 15.5), (11.5, 15.5)])
    (drawn,) = [one for one in labels.getFeatures() if one.id() < 0]
    box = drawn.geometry().boundingBox()
    assert drawn["class"] == "water"
    assert round(drawn.geometry().area() / PIXEL**2) == pytest.approx(201, abs=8)
    assert box.xMaximum() == pytest.approx(ORIGIN_X + 24 * PIXEL, abs=PIXEL)
    click(window.canvas, 35.5, 5.5)
    drag(window.canvas, [(14.5, 15.5), (14.5, 16.5)], erase=True)
    areas = rows_of(labels)
    assert ("water", 25) in areas and len(areas) == 6


def test_a_region_is_drawn_in_the_crs_of_the_map_and_kept_in_that_of_the_labels(
    section: Any, labels_in_degrees: Any, window: Any
) -> None:
    draw(section, "water", "region")
    click(window.canvas, 18, 15)
    shape = drawn_in_metres(labels_in_degrees)
    assert shape.area() == pytest.approx(25 * PIXEL**2, rel=0.01)


def test_imagery_that_goes_while_the_button_is_down_gives_up_the_region(
    labelled: Any, labels: Any, window: Any
) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest

    draw(labelled, "water", "region")
    viewport, no = window.canvas.viewport(), Qt.KeyboardModifier.NoModifier
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, no, on_map(18, 15))
    labelled.set_imagery([])
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, no, on_map(14, 15))
    assert len(rows_of(labels)) == 4


def test_where_there_is_no_imagery_no_region_grows(labelled: Any, labels: Any, window: Any) -> None:
    said: list[str] = []
    labelled.set_imagery([])
    draw(labelled, "water", "region")
    window.canvas.mapTool().messageEmitted.connect(lambda text, level: said.append(text))
    click(window.canvas, 18, 15)
    assert len(rows_of(labels)) == 4
    assert said == ["There is no imagery here for a region to grow in."]


def test_ctrl_erases_what_the_brush_meets(labelled: Any, labels: Any, window: Any) -> None:
    draw(labelled, "water", "rectangle")
    drag(window.canvas, [(1, 2), (4, 9)], erase=True)
    assert rows_of(labels)[2:] == [("water", 15), ("water", 25)]
    drag(window.canvas, [(1, 2), (9, 9)], erase=True)
    assert rows_of(labels)[2:] == [("water", 25)]
    labels.undoStack().undo()
    labels.undoStack().undo()
    assert rows_of(labels)[2:] == [("water", 25), ("water", 25)]


def test_a_polygon_that_is_cut_in_two_becomes_two_where_the_layer_holds_single_ones(
    labelled: Any, labels: Any, window: Any
) -> None:
    draw(labelled, "water", "rectangle")
    drag(window.canvas, [(1, 5), (9, 6)], erase=True)
    assert rows_of(labels)[2:] == [("water", 10), ("water", 10), ("water", 25)]
    assert sorted(str(one["note"]) for one in labels.getFeatures() if one["class"] == "water") == [
        "at 10",
        "at 2",
        "at 2",
    ]


def test_the_right_button_gives_up_a_stroke(labelled: Any, labels: Any, window: Any) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest

    draw(labelled, "water", "brush")
    viewport = window.canvas.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, on_map(20, 20))
    QTest.mouseMove(viewport, on_map(24, 20))
    QTest.mousePress(viewport, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, on_map(24, 20))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, on_map(24, 20))
    assert len(rows_of(labels)) == 4


def test_digits_choose_the_class_and_draw_but_not_while_a_name_is_typed(labelled: Any, window: Any) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest
    from qgis.PyQt.QtWidgets import QApplication

    labelled.activateWindow()
    QApplication.setActiveWindow(labelled)
    labelled.classes.new_name.setFocus()
    QTest.keyClicks(labelled.classes.new_name, "area 2")
    assert labelled.classes.new_name.text() == "area 2"
    assert labelled.drawing.shape() is None
    labelled.classes.table.setFocus()
    QTest.keyClick(labelled.classes.table, Qt.Key.Key_2)
    assert labelled.classes.table.current().name == "water"
    assert labelled.drawing.shape().value == "polygon"
    QApplication.setActiveWindow(window.canvas)
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_1)
    assert labelled.classes.table.current().name == "forest"


def test_digits_do_nothing_on_the_map_while_the_panel_is_hidden(labelled: Any, window: Any) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest
    from qgis.PyQt.QtWidgets import QApplication

    QApplication.setActiveWindow(window.canvas)
    labelled.hide()
    QTest.keyClick(window.canvas, Qt.Key.Key_2)
    assert labelled.drawing.shape() is None
    labelled.show()
    QApplication.setActiveWindow(window.canvas)
    QTest.keyClick(window.canvas, Qt.Key.Key_2)
    assert labelled.classes.table.current().name == "water"
    assert labelled.drawing.shape() is not None


def test_deleting_the_last_class_ends_the_drawing(labelled: Any, labels: Any, window: Any) -> None:
    draw(labelled, "water", "brush")
    labelled.class_actions.delete()
    assert labelled.drawing.shape().value == "brush"
    labelled.class_actions.delete()
    assert rows_of(labels) == []
    assert labelled.drawing.shape() is None
    labels.rollBack()
    assert set(table(labelled)) == {"forest", "water"}


def test_removing_the_layer_while_it_is_drawn_on_is_survived(labelled: Any, labels: Any, project: Any) -> None:
    draw(labelled, "water", "polygon")
    project.removeMapLayer(labels.id())
    assert labelled.drawing.shape() is None
    assert labelled.choice.layer() is None
    assert table(labelled) == {}
    project.clear()
    assert labelled.class_colours() == ()


def test_closing_takes_tools_and_keys_from_the_map(labelled: Any, window: Any) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest
    from qgis.PyQt.QtWidgets import QApplication

    draw(labelled, "water", "brush")
    labelled.close_tools()
    assert window.canvas.mapTool() is None
    QApplication.setActiveWindow(window.canvas)
    QTest.keyClick(window.canvas, Qt.Key.Key_1)
    assert window.canvas.mapTool() is None


def test_erasing_takes_from_a_polygon_that_crosses_itself_what_is_asked_for(qgis_app: Any) -> None:
    from qgis.core import QgsGeometry, QgsRectangle

    from deepsat_qgis.layers.class_edits import ClassEdits

    layer = label_layer()
    corners = ((10, 10), (16, 16), (16, 10), (10, 16), (10, 10))
    bow = ", ".join(f"{ORIGIN_X + PIXEL * column} {ORIGIN_Y - PIXEL * row}" for column, row in corners)
    layer.dataProvider().changeGeometryValues({1: QgsGeometry.fromWkt(f"POLYGON(({bow}))")})
    # The western half of the bow's western wing, of 9 pixels in all.
    west = QgsRectangle(ORIGIN_X, ORIGIN_Y - 300, ORIGIN_X + PIXEL * 11.5, ORIGIN_Y)
    layer.dataProvider().deleteFeatures([2, 3, 4])
    assert ClassEdits(layer, "class").erase(QgsGeometry.fromRect(west)) == 1
    left = [one.geometry() for one in layer.getFeatures()]
    assert sum(shape.area() for shape in left) == pytest.approx((9 + 9 / 4) * PIXEL**2)
    assert all(shape.isGeosValid() for shape in left)
    assert {one["class"] for one in layer.getFeatures()} == {"water"}


def test_erasing_beside_polygons_is_no_edit(qgis_app: Any) -> None:
    from qgis.core import QgsFeature, QgsGeometry, QgsRectangle, QgsVectorLayer

    from deepsat_qgis.layers.class_edits import ClassEdits

    layer = QgsVectorLayer("Polygon?crs=EPSG:32633&field=class:string", "labels", "memory")
    for west in (0, 20):
        feature = QgsFeature(layer.fields())
        feature.setAttributes(["water"])
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(west, 0, west + 10, 10)))
        layer.dataProvider().addFeature(feature)
    edits = ClassEdits(layer, "class")
    between = QgsGeometry.fromRect(QgsRectangle(10, 0, 20, 10))
    assert edits.erase(between) == 0
    assert (layer.isEditable(), layer.undoStack().count()) == (False, 0)
    wider = QgsGeometry.fromRect(QgsRectangle(10, 0, 21, 10))
    assert edits.erase(wider) == 1
    assert [one.geometry().area() for one in layer.getFeatures()] == [100, 90]
    layer.rollBack()
