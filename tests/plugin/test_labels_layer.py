"""Which layers and fields section 2 of the panel takes, makes and saves."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from deepsat.jobs import UserError
from tests.plugin.labels_hands import drag, draw, refusals_of, rows_of, table
from tests.plugin.scene_and_labels import label_layer, square
from tests.plugin.waiting import wait_until


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


def test_typing_a_class_first_makes_the_layer_too(section: Any, project: Any, tmp_path: Path) -> None:
    project.write(str(tmp_path / "a.qgz"))
    assert section.choice.layer() is None
    section.classes.add_wanted.emit("water")
    assert section.choice.layer() is not None
    assert list(table(section)) == ["water"]


def test_a_read_only_layer_says_so_and_stays_as_it_is(section: Any, project: Any, window: Any) -> None:
    from deepsat_qgis.dock.labels.drawing import Shape

    layer = label_layer()
    layer.setReadOnly(True)
    project.addMapLayer(layer)
    wait_until(lambda: "water" in table(section))
    failures = refusals_of(section)
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
    failures = refusals_of(section)
    section.classes.table.classes.renamed.emit("water", "sea")
    assert "read-only" in failures[0].text


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
    failures = refusals_of(section)
    section.classes.table.classes.renamed.emit("11", "12")
    assert "the number 11 itself" in failures[0].text
    section.classes.table.classes.renamed.emit("11", "11")
    assert set(table(section)) == {"10", "11"}
    assert section.class_names() == ()


def test_an_empty_layer_asks_for_a_first_class(section: Any, project: Any) -> None:
    layer = label_layer()
    layer.dataProvider().truncate()
    project.addMapLayer(layer)
    assert section.hint.text() == "Name a class to begin."
    section.classes.add_wanted.emit("water")
    wait_until(lambda: section.hint.text().startswith("Draw polygons of at least two classes"))


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
    failures = refusals_of(section)
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
    failures = refusals_of(section)
    section.class_actions.add("coniferous forest")
    assert "at most 6 letters" in failures[0].text


def test_a_joined_or_computed_class_field_is_never_drawn_on(section: Any, project: Any) -> None:
    from qgis.core import QgsGeometry

    from deepsat_qgis.dock.labels.drawing import Shape
    from deepsat_qgis.layers.class_edits import ClassEdits
    from deepsat_qgis.layers.class_styles import classes_of
    from deepsat_qgis.layers.field_types import text_field

    layer = label_layer()
    layer.addExpressionField('upper("class")', text_field("kind"))
    project.addMapLayer(layer)
    section.choice.class_field.setField("kind")
    wait_until(lambda: "WATER" in table(section))
    failures = refusals_of(section)
    section.classes.drawing.shapes[Shape.BRUSH].click()
    assert "“kind” of “labels”, which is joined or computed" in failures[0].text
    assert section.drawing.shape() is None
    section.classes.table.classes.renamed.emit("WATER", "sea")
    assert len(failures) == 2
    with pytest.raises(UserError):
        ClassEdits(layer, "kind").draw(QgsGeometry.fromWkt(square(1, 1, 2)), "WATER", classes_of(layer, "kind"))
    assert not layer.isEditable()
