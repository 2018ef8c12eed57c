"""Section 2 of the panel: its classes, counts, colours and problems, with real layers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.plugin.labels_hands import colours, refusals_of, rows_of, table
from tests.plugin.scene_and_labels import COLUMNS, ORIGIN_X, ORIGIN_Y, PIXEL, label_layer, square, write_raster
from tests.plugin.waiting import wait_until


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
    failures = refusals_of(labelled)
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
    # A colour alone is style, for which no edit session begins.
    assert not labels.isEditable()


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


def test_without_a_crs_of_the_imagery_pixels_are_not_known(labelled: Any, scene_layer: Any, tmp_path: Path) -> None:
    from qgis.core import QgsRasterLayer

    nowhere = QgsRasterLayer(str(write_raster(tmp_path / "nowhere.tif", epsg=None)), "nowhere", "gdal")
    labelled.set_imagery([nowhere])
    wait_until(lambda: table(labelled) == {"forest": ("2", "–"), "water": ("2", "–")})
    labelled.set_imagery([scene_layer])
    wait_until(lambda: table(labelled)["water"] == ("2", "50"))


def add_squares(layer: Any, places: list[tuple[float, str]]) -> None:
    """Adds a square at each column, of a class."""
    from qgis.core import QgsFeature, QgsGeometry

    layer.startEditing()
    features = []
    for column, name in places:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(square(column, 25, 2)))
        feature["class"] = name
        features.append(feature)
    layer.addFeatures(features)


def test_the_hint_asks_about_a_field_that_tells_polygons_apart(labelled: Any, labels: Any) -> None:
    assert labelled.hint.text() == ""
    add_squares(labels, [(2 + 2.5 * number, f"plot {number}") for number in range(10)])
    wait_until(lambda: len(table(labelled)) == 12)
    assert labelled.hint.text() == ""
    add_squares(labels, [(30, "plot 10")])
    wait_until(lambda: len(table(labelled)) == 13)
    assert labelled.hint.text().startswith("Nearly every polygon is a class of its own, 13 in all")
    add_squares(labels, [(33, "plot 10")])
    wait_until(lambda: table(labelled)["plot 10"][0] == "2")
    assert labelled.hint.text() == ""


def test_the_hint_says_that_all_polygons_lie_elsewhere(labelled: Any, labels: Any) -> None:
    labels.startEditing()
    labels.deleteFeatures([1, 2, 3, 4])
    add_squares(labels, [(200, "water"), (210, "forest")])
    wait_until(lambda: "outside" in labelled.hint.text())
    assert labelled.hint.text().startswith("All polygons lie outside the imagery")
    add_squares(labels, [(20, "forest")])
    wait_until(lambda: "outside" not in labelled.hint.text())
