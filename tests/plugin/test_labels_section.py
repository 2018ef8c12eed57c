"""Section 2 of the panel, with real layers, and a real map that the mouse draws on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from deepsat.jobs import UserError
from tests.plugin.scene_and_labels import COLUMNS, ORIGIN_X, ORIGIN_Y, PIXEL, ROWS, label_layer, square, write_raster

SCREEN_PIXELS = 20
"""Of the map, for each pixel of the scene."""


def wait_until(holds: Callable[[], Any]) -> None:
    """Lets Qt work until a condition holds."""
    import time

    from qgis.PyQt.QtWidgets import QApplication

    until = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < until, "waited 10 s"
        QApplication.processEvents()


@pytest.fixture(scope="module")
def map_window(qgis_app: Any) -> Iterator[Any]:
    """A map with what QGIS has around it."""
    from qgis.gui import QgsAdvancedDigitizingDockWidget, QgsMapCanvas
    from qgis.PyQt import sip

    from deepsat_qgis.dock.map_window import MapWindow

    canvas = QgsMapCanvas()
    digitizing = QgsAdvancedDigitizingDockWidget(canvas)
    canvas.resize(COLUMNS * SCREEN_PIXELS, ROWS * SCREEN_PIXELS)
    canvas.show()
    yield MapWindow(canvas, digitizing, canvas.setCurrentLayer, lambda: None)
    # The dock has parts in the canvas, which must be there when it goes.
    sip.delete(digitizing)
    sip.delete(canvas)


@pytest.fixture
def window(map_window: Any, scene_layer: Any) -> Any:
    """The map, showing the whole scene."""
    from qgis.core import QgsCoordinateReferenceSystem

    map_window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    map_window.canvas.setExtent(scene_layer.extent())
    return map_window


@pytest.fixture
def section(window: Any, project: Any, scene_layer: Any) -> Iterator[Any]:
    """The section for the scene, without labels yet."""
    from deepsat_qgis.dock.labels_section import LabelsSection

    project.addMapLayer(scene_layer)
    section = LabelsSection(project, False, window)
    section.set_imagery([scene_layer])
    section.show()
    yield section
    section.close_tools()
    for layer in project.mapLayers().values():
        if hasattr(layer, "isEditable") and layer.isEditable():
            layer.rollBack()
    project.removeAllMapLayers()
    section.deleteLater()


@pytest.fixture
def labelled(section: Any, project: Any, labels: Any) -> Any:
    """The section with two polygons of each class, looked at."""
    project.addMapLayer(labels)
    wait_until(lambda: table(section)["water"] == ("2", "50"))
    return section


def table(section: Any) -> dict[str, tuple[str, str]]:
    """Polygons and pixels of each class in the table."""
    model = section.classes.table.model()
    rows = [[model.data(model.index(row, column)) for column in (1, 2, 3)] for row in range(model.rowCount())]
    return {name: (polygons, pixels) for name, polygons, pixels in rows}


def rows_of(layer: Any) -> list[tuple[Any, int]]:
    """Class and area in pixels of each polygon."""
    return sorted((str(one["class"]), round(one.geometry().area() / PIXEL**2)) for one in layer.getFeatures())


def colours(section: Any) -> dict[str, str]:
    return dict(pair.split("=") for pair in section.class_colours())


def on_map(column: float, row: float) -> Any:
    from qgis.PyQt.QtCore import QPoint

    return QPoint(round(column * SCREEN_PIXELS), round(row * SCREEN_PIXELS))


def click(canvas: Any, column: float, row: float, right: bool = False) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest

    button = Qt.MouseButton.RightButton if right else Qt.MouseButton.LeftButton
    QTest.mouseMove(canvas.viewport(), on_map(column, row))
    QTest.mouseClick(canvas.viewport(), button, Qt.KeyboardModifier.NoModifier, on_map(column, row))


def drag(canvas: Any, pixels: list[tuple[float, float]], erase: bool = False) -> None:
    from qgis.PyQt.QtCore import QEvent, QPointF, Qt
    from qgis.PyQt.QtGui import QMouseEvent
    from qgis.PyQt.QtTest import QTest
    from qgis.PyQt.QtWidgets import QApplication

    keys = Qt.KeyboardModifier.ControlModifier if erase else Qt.KeyboardModifier.NoModifier
    viewport, places = canvas.viewport(), [on_map(*pixel) for pixel in pixels]
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, keys, places[0])
    for place in places[1:]:
        # QTest moves the pointer of the screen, whose events may be merged.
        held = Qt.MouseButton.LeftButton
        QApplication.sendEvent(viewport, QMouseEvent(QEvent.Type.MouseMove, QPointF(place), held, held, keys))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, keys, places[-1])


def draw(section: Any, name: str, shape: str) -> None:
    """Chooses class and tool as a person does."""
    from deepsat_qgis.dock.drawing import Shape

    assert section.classes.table.choose_name(name)
    button = section.classes.drawing.shapes[Shape(shape)]
    assert button.isEnabled()
    button.click()
    assert button.isChecked()


def test_classes_of_a_layer_are_counted_in_natural_colours(labelled: Any, labels: Any) -> None:
    assert table(labelled) == {"forest": ("2", "50"), "water": ("2", "50")}
    assert colours(labelled) == {"forest": "#1f7a33", "water": "#2b6cb0"}
    # Looking at a layer does not change it.
    assert labels.renderer().type() == "singleSymbol"
    assert not labels.isEditable()
    assert labelled.style_button.isVisible()
    labelled.style_button.click()
    assert [category.label() for category in labels.renderer().categories()] == ["forest", "water"]
    assert not labelled.style_button.isVisible()


def test_the_renderer_of_the_layer_says_which_colours(labelled: Any, labels: Any) -> None:
    from qgis.core import QgsCategorizedSymbolRenderer, QgsFillSymbol, QgsRendererCategory

    red = QgsFillSymbol.createSimple({"color": "#ff0000"})
    hollow = QgsFillSymbol.createSimple({"style": "no", "outline_color": "#0000ff"})
    categories = [QgsRendererCategory("water", red, "wet"), QgsRendererCategory("new", hollow, "new")]
    labels.setRenderer(QgsCategorizedSymbolRenderer('"class"', categories))
    assert colours(labelled)["wet"] == "#ff0000"
    assert colours(labelled)["new"] == "#0000ff"
    wait_until(lambda: list(table(labelled)) == ["wet", "new", "forest"])
    assert colours(labelled)["forest"] == "#1f7a33"


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
    section: Any, project: Any, window: Any
) -> None:
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform

    layer = label_layer("EPSG:4326")
    layer.dataProvider().truncate()
    project.addMapLayer(layer)
    section.classes.add_wanted.emit("water")
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    section.classes.drawing.width_field.setValue(6)
    draw(section, "water", "brush")
    size = window.canvas.size()
    scale = SCREEN_PIXELS
    drag(window.canvas, [(size.width() / scale * 0.4, 15), (size.width() / scale * 0.6, 15)])
    (drawn,) = layer.getFeatures()
    shape = drawn.geometry()
    shape.transform(QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem("EPSG:32633"), project))
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
    section: Any, project: Any, window: Any
) -> None:
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform

    layer = label_layer("EPSG:4326")
    layer.dataProvider().truncate()
    project.addMapLayer(layer)
    section.classes.add_wanted.emit("water")
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    draw(section, "water", "region")
    click(window.canvas, 18, 15)
    (drawn,) = layer.getFeatures()
    shape = drawn.geometry()
    shape.transform(QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem("EPSG:32633"), project))
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


def test_renaming_rewrites_the_polygons_and_undo_brings_name_and_colour_back(labelled: Any, labels: Any) -> None:
    name = "Wäldchen \"alt\" & 'neu' 100 %"
    before = colours(labelled)["forest"]
    labelled.classes.table.classes.renamed.emit("forest", f"  {name} ")
    assert {row[0] for row in rows_of(labels)} == {name, "water"}
    assert [category.value() for category in labels.renderer().categories()] == [name, "water"]
    assert colours(labelled)[name] == before
    labels.undoStack().undo()
    assert {row[0] for row in rows_of(labels)} == {"forest", "water"}
    assert "forest" in table(labelled) and name not in table(labelled)
    labels.undoStack().redo()
    labels.rollBack()
    assert {row[0] for row in rows_of(labels)} == {"forest", "water"}
    assert name not in table(labelled)


def test_a_name_that_is_taken_is_refused_in_words(labelled: Any, labels: Any) -> None:
    failures: list[Any] = []
    labelled.refused.connect(failures.append)
    labelled.classes.table.classes.renamed.emit("forest", "water")
    assert "a second class “water”" in failures[0].text
    assert {row[0] for row in rows_of(labels)} == {"forest", "water"}
    assert not labels.isModified()


def test_merging_and_deleting(labelled: Any, labels: Any) -> None:
    labelled.classes.add_wanted.emit("fen")
    assert table(labelled)["fen"] == ("0", "0")
    labelled.classes.table.choose_name("forest")
    labelled.class_actions.merge("water")
    assert rows_of(labels) == [("water", 25)] * 4
    assert set(table(labelled)) == {"water", "fen"}
    assert labelled.classes.table.current().name == "water"
    labels.undoStack().undo()
    assert rows_of(labels)[:2] == [("forest", 25)] * 2
    labelled.classes.table.choose_name("water")
    labelled.classes.table.delete_wanted.emit()
    assert rows_of(labels) == [("forest", 25)] * 2
    assert set(table(labelled)) == {"forest", "fen"}


def open_menu(section: Any) -> Any:
    """The menu of the chosen class, as its button opens it."""
    from qgis.PyQt.QtWidgets import QApplication

    section.classes.menu_button.click()
    wait_until(QApplication.activePopupWidget)
    return QApplication.activePopupWidget()


def test_the_menu_merges_into_a_class_that_is_chosen_by_name(labelled: Any, labels: Any) -> None:
    labelled.classes.add_wanted.emit("fen & bog")
    labelled.classes.table.choose_name("forest")
    menu = open_menu(labelled)
    titles = [action.text() for action in menu.actions()]
    assert titles == ["&Rename\tF2", "&Colour…", "&Merge into", "", "&Delete with its polygons\tDel"]
    others = menu.actions()[2].menu().actions()
    assert [action.text() for action in others] == ["water", "fen && bog"]
    others[1].trigger()
    menu.close()
    assert rows_of(labels)[:2] == [("fen & bog", 25)] * 2
    assert set(table(labelled)) == {"water", "fen & bog"}


def test_a_colour_that_is_chosen_is_that_of_layer_and_map(labelled: Any, labels: Any) -> None:
    from qgis.gui import QgsColorDialog
    from qgis.PyQt.QtCore import QTimer
    from qgis.PyQt.QtGui import QColor
    from qgis.PyQt.QtWidgets import QApplication

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QgsColorDialog):
            QTimer.singleShot(50, answer)
            return
        dialog.setColor(QColor("#1f7a33"))
        dialog.accept()

    labelled.classes.table.choose_name("water")
    QTimer.singleShot(50, answer)
    labelled.classes.table.colour_wanted.emit()
    symbols = {category.label(): category.symbol().color().name() for category in labels.renderer().categories()}
    assert symbols == {"forest": "#1f7a33", "water": "#1f7a33"}
    # A map cannot show two classes in one colour.
    assert colours(labelled) == {"forest": "#1f7a33"}
    assert labelled.hint.text() == "“water” has the colour of “forest”: the map will give it another."


def test_saving_writes_what_was_drawn_and_not_before(section: Any, project: Any, window: Any, tmp_path: Path) -> None:
    from qgis.core import QgsVectorLayer

    project.write(str(tmp_path / "Projekt ü.qgz"))
    section.choice.new_button.click()
    layer = section.choice.layer()
    path = tmp_path / "deepsat" / "labels.gpkg"
    assert layer.source() == f"{path}|layername=labels"
    assert layer.crs().authid() == "EPSG:32633"
    section.classes.add_wanted.emit("Äcker")
    draw(section, "Äcker", "rectangle")
    drag(window.canvas, [(14, 2), (20, 5)])
    assert section.state_line.text() == "Unsaved edits; a run uses them."
    assert QgsVectorLayer(layer.source(), "again", "ogr").featureCount() == 0
    section.save_button.click()
    assert rows_of(QgsVectorLayer(layer.source(), "again", "ogr")) == [("Äcker", 18)]
    assert layer.isEditable()
    assert section.state_line.text() == "All edits are saved."
    assert not section.save_button.isEnabled()
    section.choice.new_button.click()
    assert section.choice.layer().source().startswith(str(tmp_path / "deepsat" / "labels_2.gpkg"))


@pytest.mark.parametrize(("typed", "found"), [("own labels", "own labels.gpkg"), ("", None)])
def test_without_a_project_file_the_person_is_asked_where_labels_are_safe(
    section: Any, project: Any, tmp_path: Path, typed: str, found: str | None
) -> None:
    from qgis.PyQt.QtCore import QTimer
    from qgis.PyQt.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(50, answer)
        elif typed:
            dialog.findChild(QLineEdit).setText(str(tmp_path / typed))
            QDialog.accept(dialog)
        else:
            dialog.reject()

    QTimer.singleShot(50, answer)
    section.choice.new_button.click()
    assert [path.name for path in tmp_path.glob("*.gpkg")] == ([found] if found else [])
    assert (section.choice.layer() is not None) is bool(found)


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


def test_typing_a_class_first_makes_the_layer_too(section: Any, project: Any, tmp_path: Path) -> None:
    project.write(str(tmp_path / "a.qgz"))
    assert section.choice.layer() is None
    section.classes.add_wanted.emit("water")
    assert section.choice.layer() is not None
    assert list(table(section)) == ["water"]


def test_a_read_only_layer_says_so_and_stays_as_it_is(section: Any, project: Any, window: Any) -> None:
    from deepsat_qgis.dock.drawing import Shape

    layer = label_layer()
    layer.setReadOnly(True)
    project.addMapLayer(layer)
    wait_until(lambda: "water" in table(section))
    failures: list[Any] = []
    section.refused.connect(failures.append)
    section.classes.drawing.shapes[Shape.BRUSH].click()
    assert "read-only" in failures[0].text
    assert section.drawing.shape() is None
    assert not section.classes.drawing.shapes[Shape.BRUSH].isChecked()
    section.classes.table.classes.renamed.emit("water", "sea")
    assert len(failures) == 2
    assert rows_of(layer)[2:] == [("water", 25)] * 2


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write every file")
def test_a_file_that_may_not_be_written_is_read_only(section: Any, project: Any, tmp_path: Path) -> None:
    from qgis.core import QgsVectorLayer

    from deepsat_qgis.layers.label_file import LabelSource, write_labels

    write_labels(LabelSource.of_layer(label_layer(), False), "class", tmp_path / "a.gpkg")
    (tmp_path / "a.gpkg").chmod(0o444)
    project.addMapLayer(QgsVectorLayer(f"{tmp_path / 'a.gpkg'}|layername=labels", "labels", "ogr"))
    failures: list[Any] = []
    section.refused.connect(failures.append)
    section.classes.table.classes.renamed.emit("water", "sea")
    assert "read-only" in failures[0].text


def test_problems_are_listed_and_a_click_goes_there(labelled: Any, labels: Any, window: Any) -> None:
    from qgis.core import QgsFeature, QgsGeometry

    assert not labelled.problems.isVisible()
    labels.startEditing()
    for column, row, size, name in (
        (28, 5, 2, "water"),
        (100, 2, 3, "water"),
        (20.55, 2, 0.3, "forest"),
        (5, 25, 2, ""),
    ):
        feature = QgsFeature(labels.fields())
        feature.setGeometry(QgsGeometry.fromWkt(square(column, row, size)))
        feature["class"] = name or None
        labels.addFeature(feature)
    wait_until(labelled.problems.isVisible)
    texts = {labelled.problems.list.item(row).text() for row in range(labelled.problems.list.count())}
    assert texts == {
        "“water” and “forest” overlap",
        "A polygon not saved yet lies outside the imagery",
        "A polygon not saved yet holds no pixel's centre",
        "A polygon not saved yet has no class",
    }
    (item,) = [
        labelled.problems.list.item(row)
        for row in range(labelled.problems.list.count())
        if "overlap" in labelled.problems.list.item(row).text()
    ]
    labelled.problems.list.itemActivated.emit(item)
    extent = window.canvas.extent()
    assert extent.center().x() == pytest.approx(ORIGIN_X + 290, abs=1)
    assert extent.center().y() == pytest.approx(ORIGIN_Y - 60, abs=1)
    assert 20 < extent.height() < 100


def test_deleting_the_last_class_ends_the_drawing(labelled: Any, labels: Any, window: Any) -> None:
    draw(labelled, "water", "brush")
    labelled.class_actions.delete()
    assert labelled.drawing.shape().value == "brush"
    labelled.class_actions.delete()
    assert rows_of(labels) == []
    assert labelled.drawing.shape() is None
    labels.rollBack()
    assert set(table(labelled)) == {"forest", "water"}


def test_a_polygon_on_a_neighbouring_raster_is_on_the_imagery(
    labelled: Any, labels: Any, scene_layer: Any, tmp_path: Path
) -> None:
    from qgis.core import QgsFeature, QgsGeometry, QgsRasterLayer

    feature = QgsFeature(labels.fields())
    feature.setGeometry(QgsGeometry.fromWkt(square(COLUMNS + 5, 5, 4)))
    feature["class"] = "water"
    labels.startEditing()
    labels.addFeature(feature)
    wait_until(labelled.problems.isVisible)
    east = (ORIGIN_X + COLUMNS * PIXEL, PIXEL, 0, ORIGIN_Y, 0, -PIXEL)
    neighbour = QgsRasterLayer(str(write_raster(tmp_path / "east.tif", transform=east)), "east", "gdal")
    labelled.set_imagery([scene_layer, neighbour])
    wait_until(lambda: table(labelled)["water"] == ("3", "66"))
    assert not labelled.problems.isVisible()


def test_removing_the_layer_while_it_is_drawn_on_is_survived(labelled: Any, labels: Any, project: Any) -> None:
    draw(labelled, "water", "polygon")
    project.removeMapLayer(labels.id())
    assert labelled.drawing.shape() is None
    assert labelled.choice.layer() is None
    assert table(labelled) == {}
    project.clear()
    assert labelled.class_colours() == ()


def test_another_layer_of_the_same_name_is_told_apart(labelled: Any, project: Any, labels: Any) -> None:
    twin = label_layer()
    project.addMapLayer(twin)
    labelled.choice.layers.setLayer(twin)
    labelled.classes.table.classes.renamed.emit("water", "sea")
    assert {row[0] for row in rows_of(twin)} == {"forest", "sea"}
    assert {row[0] for row in rows_of(labels)} == {"forest", "water"}


def test_a_field_of_whole_numbers_keeps_numbers_and_takes_words_as_their_names(section: Any, project: Any) -> None:
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer("Polygon?crs=EPSG:32633&field=class:integer", "numbers", "memory")
    for value, column in ((10, 2), (9, 20)):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(square(column, 2, 3)))
        feature.setAttributes([value])
        layer.dataProvider().addFeatures([feature])
    project.addMapLayer(layer)
    wait_until(lambda: list(table(section)) == ["9", "10"])
    section.classes.table.classes.renamed.emit("9", "11")
    assert sorted(one["class"] for one in layer.getFeatures()) == [10, 11]
    section.classes.table.classes.renamed.emit("11", " dry  grass")
    assert sorted(one["class"] for one in layer.getFeatures()) == [10, 11]
    assert set(table(section)) == {"10", "dry grass"}
    assert section.class_names() == ("11=dry grass",)
    failures: list[Any] = []
    section.refused.connect(failures.append)
    section.classes.table.classes.renamed.emit("11", "12")
    assert "the number 11 itself" in failures[0].text
    section.classes.table.classes.renamed.emit("11", "11")
    assert set(table(section)) == {"10", "11"}
    assert section.class_names() == ()


def test_thousands_of_polygons_are_counted_without_stopping_qgis(section: Any, project: Any) -> None:
    from qgis.core import QgsFeature, QgsGeometry

    layer = label_layer()
    layer.dataProvider().truncate()
    features = []
    for number in range(3000):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(square(0.5 * (number % 60), 0.5 * (number // 60), 0.4)))
        feature["class"] = ("forest", "water", "fen")[number % 3]
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    project.addMapLayer(layer)
    # What is not known yet is not shown as nothing.
    assert table(section) == {} or set(table(section).values()) == {("…", "…")}
    wait_until(lambda: table(section).get("fen", ("", ""))[0] == "1000")
    assert section.problems.list.count() == 200


def test_an_empty_layer_asks_for_a_first_class(section: Any, project: Any) -> None:
    layer = label_layer()
    layer.dataProvider().truncate()
    project.addMapLayer(layer)
    assert section.hint.text() == "Name a class to begin."
    section.classes.add_wanted.emit("water")
    wait_until(lambda: section.hint.text().startswith("Draw polygons of at least two classes"))


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


def test_a_class_field_that_is_added_in_qgis_is_seen_at_once(section: Any, project: Any) -> None:
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    from deepsat_qgis.layers.field_types import text_field

    layer = QgsVectorLayer("Polygon?crs=EPSG:32633", "plain", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt(square(2, 2, 3)))
    layer.dataProvider().addFeatures([feature])
    project.addMapLayer(layer)
    changes: list[bool] = []
    section.changed.connect(lambda: changes.append(True))
    layer.startEditing()
    layer.addAttribute(text_field("class"))
    wait_until(lambda: changes)
    assert section.choice.field() == "class"
    layer.changeAttributeValue(1, 0, "water")
    wait_until(lambda: "water" in table(section))
    del changes[:]
    layer.commitChanges()
    layer.startEditing()
    layer.deleteAttribute(0)
    wait_until(lambda: changes)
    assert section.choice.field() == ""


def test_class_0_is_a_class_like_any_other(section: Any, project: Any) -> None:
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer("Polygon?crs=EPSG:32633&field=class:integer", "numbers", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt(square(2, 2, 3)))
    feature.setAttributes([7])
    layer.dataProvider().addFeatures([feature])
    project.addMapLayer(layer)
    wait_until(lambda: list(table(section)) == ["7"])
    failures: list[Any] = []
    section.refused.connect(failures.append)
    section.classes.table.classes.renamed.emit("7", "0")
    assert failures == []
    assert [one["class"] for one in layer.getFeatures()] == [0]


def test_a_name_that_the_field_has_no_room_for_is_refused_in_words(section: Any, project: Any, tmp_path: Path) -> None:
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter, QgsVectorLayer

    short = QgsVectorLayer("Polygon?crs=EPSG:32633&field=class:string(6)", "short", "memory")
    short.dataProvider().addFeatures(label_layer().getFeatures())
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "ESRI Shapefile"
    context = QgsCoordinateTransformContext()
    QgsVectorFileWriter.writeAsVectorFormatV3(short, str(tmp_path / "short.shp"), context, options)
    layer = QgsVectorLayer(str(tmp_path / "short.shp"), "short", "ogr")
    project.addMapLayer(layer)
    wait_until(lambda: len(table(section)) > 0)
    failures: list[Any] = []
    section.refused.connect(failures.append)
    section.class_actions.add("coniferous forest")
    assert "at most 6 letters" in failures[0].text


def test_a_joined_or_computed_class_field_is_never_drawn_on(section: Any, project: Any) -> None:
    from qgis.core import QgsField, QgsGeometry
    from qgis.PyQt.QtCore import QVariant

    from deepsat_qgis.dock.drawing import Shape
    from deepsat_qgis.layers.class_edits import ClassEdits
    from deepsat_qgis.layers.class_styles import classes_of

    layer = label_layer()
    layer.addExpressionField('upper("class")', QgsField("kind", QVariant.Type.String))
    project.addMapLayer(layer)
    section.choice.class_field.setField("kind")
    wait_until(lambda: "WATER" in table(section))
    failures: list[Any] = []
    section.refused.connect(failures.append)
    section.classes.drawing.shapes[Shape.BRUSH].click()
    assert "“kind” of “labels”, which is joined or computed" in failures[0].text
    assert section.drawing.shape() is None
    section.classes.table.classes.renamed.emit("WATER", "sea")
    assert len(failures) == 2
    with pytest.raises(UserError):
        ClassEdits(layer, "kind").draw(QgsGeometry.fromWkt(square(1, 1, 2)), "WATER", classes_of(layer, "kind"))
    assert not layer.isEditable()
