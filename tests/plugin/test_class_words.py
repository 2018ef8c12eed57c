"""What whole numbers are called: by value map and legend of real layers, in jobs and in the panel's table."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import pytest

from deepsat.jobs import EvaluateJob, FinetuneChangeJob, FinetuneJob
from tests.plugin.jobs_hands import job_of
from tests.plugin.scene_and_labels import square, write_raster

PLACES = ((2, 3, 3), (10, 14, 3), (27, 4, 7), (33, 20, 7))
NULL = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"


def numbered_layer(kind: str = "integer", values: tuple[Any, ...] = (3, 3, 7, 7)) -> Any:
    """Memory layer with two polygons each of the classes 3 and 7, at the places of water and forest."""
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer(f"Polygon?crs=EPSG:32633&field=class:{kind}", "numbers", "memory")
    for (column, row, _), value in zip(PLACES, values):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(square(column, row, 5)))
        feature.setAttributes([value])
        layer.dataProvider().addFeatures([feature])
    return layer


def set_value_map(layer: Any, entries: Any) -> None:
    from qgis.core import QgsEditorWidgetSetup

    index = layer.fields().lookupField("class")
    layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("ValueMap", {"map": entries}))


def value_map(layer: Any) -> Any:
    return layer.editorWidgetSetup(layer.fields().lookupField("class")).config()["map"]


def draw_by(layer: Any, *categories: tuple[Any, str, str]) -> None:
    """Gives the layer a legend: values, words, colours."""
    from qgis.core import QgsCategorizedSymbolRenderer, QgsFillSymbol, QgsRendererCategory

    drawn = [
        QgsRendererCategory(value, QgsFillSymbol.createSimple({"color": colour}), words)
        for value, words, colour in categories
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("class", drawn))


def words(layer: Any) -> dict[str, str]:
    from deepsat_qgis.layers.class_words import words_in

    return words_in(layer, "class")


def test_values_with_an_equals_sign_stay_what_they_are(qgis_app: Any) -> None:
    """A job could not tell which sign ends the value."""
    layer = numbered_layer("string", ("p=1", "p=1", "q", "q"))
    draw_by(layer, ("p=1", "wet", "#010203"), ("q", "dry", "#040506"))
    assert words(layer) == {"q": "dry"}


def test_a_name_that_is_the_value_of_another_class_is_refused(qgis_app: Any) -> None:
    from deepsat.jobs import UserError
    from deepsat_qgis.layers.class_edits import ClassEdits
    from deepsat_qgis.layers.class_styles import classes_of

    layer = numbered_layer("string", ("w", "w", "f", "f"))
    draw_by(layer, ("w", "Water", "#010203"), ("f", "Forest", "#040506"))
    layer.startEditing()
    with pytest.raises(UserError, match="a second class “f”"):
        ClassEdits(layer, "class").rename("w", "f", classes_of(layer, "class"))
    layer.rollBack()


LEGEND = ((3, "open  water", "#010203"), (7, "Wald", "#040506"))


@pytest.mark.parametrize(
    "entries",
    [
        [{"water": "3"}, {"forest": "7"}, {"none": NULL}, {"8": "8"}, {"lake": "3"}],
        [{"water": 3}, {"forest": 7.0}],
        {"water": "3", "forest": "7"},
    ],
)
@pytest.mark.parametrize("kind", ["integer", "double"])
def test_a_value_map_says_the_words(qgis_app: Any, entries: Any, kind: str) -> None:
    layer = numbered_layer(kind)
    set_value_map(layer, entries)
    assert words(layer) == {"3": "water", "7": "forest"}


def test_codes_of_a_text_field_have_words_too(qgis_app: Any) -> None:
    layer = numbered_layer("string", ("WW", "WW", "7.0", "7.0"))
    set_value_map(layer, [{"Winter wheat": "WW"}, {"maize": "7.0"}])
    assert words(layer) == {"WW": "Winter wheat", "7.0": "maize"}


def test_the_legend_says_the_words_where_there_is_no_value_map(qgis_app: Any) -> None:
    layer = numbered_layer()
    assert words(layer) == {}
    draw_by(layer, *LEGEND)
    assert words(layer) == {"3": "open water", "7": "Wald"}
    set_value_map(layer, [{"lake": "3"}])
    assert words(layer) == {"3": "lake", "7": "Wald"}
    layer.renderer().setClassAttribute("other")
    assert words(layer) == {"3": "lake"}


def test_numbers_as_a_language_writes_them_are_no_words(qgis_app: Any, speak: Any) -> None:
    layer = numbered_layer("double", (1000.0, 1000.0, 3.0, 3.0))
    draw_by(layer, (1000.0, "1000", "#010203"), (3.0, "3.0", "#040506"))
    assert words(layer) == {}
    draw_by(layer, (1000.0, "10 - 20 %", "#010203"), (3.0, "2018", "#040506"))
    assert words(layer) == {"1000": "10 - 20 %", "3": "2018"}


def test_merged_categories_are_classes_of_their_own_unless_they_are_named(qgis_app: Any) -> None:
    layer = numbered_layer("string", ("lake", "sea", "forest", "forest"))
    draw_by(layer, (["lake", "sea"], "lake,sea", "#010203"), ("forest", "forest", "#040506"))
    assert words(layer) == {}
    draw_by(layer, (["lake", "sea"], "water", "#010203"), ("forest", "forest", "#040506"), (None, "other", "#070809"))
    assert words(layer) == {"lake": "water", "sea": "water"}


def test_jobs_take_words_and_colours_of_a_layer_of_the_project(
    provider: Any, training: dict[str, Any], project: Any, context: Any, feedback: Any
) -> None:
    layer = numbered_layer()
    draw_by(layer, *LEGEND)
    set_value_map(layer, [{"forest": "7"}])
    project.addMapLayer(layer)
    parameters = {**training, "LABELS": layer.id()}
    job = job_of(provider, "finetune", parameters, context, feedback)
    assert isinstance(job, FinetuneJob)
    assert job.class_names == ("3=open water", "7=forest")
    assert job.class_colours == ("open water=#010203", "forest=#040506")
    job = job_of(provider, "finetune", {**parameters, "CLASS_NAMES": " 3=sea; 9=rock;"}, context, feedback)
    assert job.class_names == ("3=sea", "9=rock")
    assert job.class_colours == ("sea=#010203", "7=#040506")


def test_a_file_counts_as_it_is_until_qgis_has_loaded_its_style(
    provider: Any, training: dict[str, Any], project: Any, tmp_path: Path, context: Any, feedback: Any
) -> None:
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter, QgsVectorLayer

    path, options = tmp_path / "numbers.gpkg", QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(numbered_layer(), str(path), QgsCoordinateTransformContext(), options)
    stored = QgsVectorLayer(str(path), "stored", "ogr")
    draw_by(stored, *LEGEND)
    assert stored.saveStyleToDatabase("legend", "", True, "") == ""
    parameters = {**training, "LABELS": str(path)}
    assert job_of(provider, "finetune", parameters, context, feedback).class_names == ()
    again = QgsVectorLayer(str(path), "again", "ogr")
    project.addMapLayer(again)
    job = job_of(provider, "finetune", {**training, "LABELS": again.id()}, context, feedback)
    assert job.class_names == ("3=open water", "7=Wald")


def test_a_reference_and_labels_of_change_have_words_too(
    provider: Any, scene: Path, project: Any, tmp_path: Path, context: Any, feedback: Any
) -> None:
    layer = numbered_layer()
    set_value_map(layer, [{"water": "3"}, {"forest": "7"}])
    project.addMapLayer(layer)
    parameters = {"MAP": str(scene), "REFERENCE": layer.id(), "CLASS_FIELD": "class"}
    job = job_of(provider, "evaluate", parameters, context, feedback)
    assert isinstance(job, EvaluateJob)
    assert job.class_names == ("3=water", "7=forest")
    truth = write_raster(tmp_path / "truth.tif")
    parameters = {"MAP": str(scene), "REFERENCE": str(truth), "CLASS_NAMES": "1=water"}
    assert job_of(provider, "evaluate", parameters, context, feedback).class_names == ("1=water",)
    pair = {"BEFORE": str(scene), "AFTER": str(truth), "LABELS": layer.id(), "MODEL": str(tmp_path / "m")}
    pair["CLASS_FIELD"] = "class"
    job = job_of(provider, "finetunechange", pair, context, feedback)
    assert isinstance(job, FinetuneChangeJob)
    assert job.class_names == ("3=water", "7=forest")


def test_what_is_no_pair_is_refused_before_the_work(
    provider: Any, training: dict[str, Any], context: Any, feedback: Any
) -> None:
    from qgis.core import QgsProcessingException

    algorithm = provider.algorithm("finetune").create()
    with pytest.raises(QgsProcessingException, match="class_names must be pairs such as 3=water, not 'water'"):
        algorithm.processAlgorithm({**training, "CLASS_NAMES": "water"}, context, feedback)


# -- the panel ---


@pytest.fixture
def section(project: Any, scene_layer: Any) -> Iterator[Any]:
    """The section of labels, with the numbers 3 and 7, of which the value map calls 3 water and 9 rock."""
    from deepsat_qgis.dock.labels.labels_section import LabelsSection

    project.addMapLayer(scene_layer)
    section = LabelsSection(project, False, None)
    section.set_imagery([scene_layer])
    section.show()
    layer = numbered_layer()
    set_value_map(layer, [{"water": "3"}, {"rock": "9"}])
    project.addMapLayer(layer)
    look(section)
    yield section
    section.close_tools()
    layer.rollBack()
    project.removeAllMapLayers()
    section.deleteLater()


def look(section: Any) -> None:
    """Takes the look at the polygons that edits ask for."""
    from deepsat_qgis.layers.label_survey import look_at

    layer = section.choice.layer()
    found = list(look_at(layer, "class", section._grid, section._project))
    section._surveyed(found[-1])


def table(section: Any) -> list[tuple[str, str]]:
    """Names and numbers of polygons, as the table shows them."""
    model = section.classes.table.model()
    return [(model.data(model.index(row, 1)), model.data(model.index(row, 2))) for row in range(model.rowCount())]


def rows_of(layer: Any) -> list[tuple[int, int]]:
    """Class and area in pixels of each polygon."""
    return sorted((one["class"], round(one.geometry().area() / 100)) for one in layer.getFeatures())


def test_the_table_says_what_the_map_will_say(section: Any) -> None:
    from qgis.PyQt.QtCore import Qt

    assert table(section) == [("water", "2"), ("7", "2")]
    assert section.class_names() == ("3=water", "9=rock")
    assert section.class_colours()[0] == "water=#2b6cb0"
    model = section.classes.table.model()
    tip = model.data(model.index(0, 1), Qt.ItemDataRole.ToolTipRole)
    assert tip == "“water”: 2 polygons, 50 pixels, colour #2b6cb0; the field holds 3"
    section.style_button.click()
    categories = section.choice.layer().renderer().categories()
    assert [(one.value(), one.label()) for one in categories] == [(3, "water"), (7, "7")]
    assert table(section) == [("water", "2"), ("7", "2")]


def test_names_are_known_before_the_polygons_were_looked_at(section: Any, project: Any) -> None:
    other = numbered_layer()
    set_value_map(other, [{"grass": "3"}])
    project.addMapLayer(other)
    section.choice.layers.setLayer(other)
    assert section.class_names() == ("3=grass",)


def test_renaming_changes_the_words_and_undo_brings_them_back(section: Any) -> None:
    layer = section.choice.layer()
    layer.startEditing()
    section.classes.table.classes.renamed.emit("3", "lake")
    section.classes.table.classes.renamed.emit("7", "forest")
    assert [name for name, _ in table(section)] == ["lake", "forest"]
    assert value_map(layer) == [{"lake": "3"}, {"rock": "9"}, {"forest": "7"}]
    assert [one.label() for one in layer.renderer().categories()] == ["lake", "forest"]
    assert rows_of(layer) == [(3, 25), (3, 25), (7, 25), (7, 25)]
    layer.undoStack().undo()
    assert value_map(layer) == [{"lake": "3"}, {"rock": "9"}]
    assert [name for name, _ in table(section)] == ["lake", "7"]
    layer.undoStack().undo()
    assert [name for name, _ in table(section)] == ["water", "7"]
    layer.undoStack().redo()
    assert section.class_names() == ("3=lake", "9=rock")


def test_a_new_class_gets_the_number_of_its_name_else_the_next(section: Any) -> None:
    from qgis.core import QgsGeometry

    section.classes.add_wanted.emit("rock")
    section.classes.add_wanted.emit("bare soil")
    assert section.classes.table.current().name == "10"
    assert [one for one in table(section) if one[1] == "0"] == [("rock", "0"), ("bare soil", "0")]
    layer = section.choice.layer()
    assert value_map(layer) == [{"water": "3"}, {"rock": "9"}, {"bare soil": "10"}]
    section._edits().draw(QgsGeometry.fromWkt(square(20, 25, 2)), "10", section._classes())
    section._edits().draw(QgsGeometry.fromWkt(square(15, 25, 3)), "9", section._classes())
    assert rows_of(layer) == [(3, 25), (3, 25), (7, 25), (7, 25), (9, 9), (10, 4)]
    look(section)
    assert dict(table(section)) == {"water": "2", "7": "2", "rock": "1", "bare soil": "1"}


def test_another_value_map_is_seen_at_once(section: Any) -> None:
    told: list[int] = []
    section.edited.connect(lambda: told.append(1))
    layer = section.choice.layer()
    layer.triggerRepaint()
    assert told == []
    set_value_map(layer, [{"lake": "3"}, {"forest": "7"}])
    # As the dialog with a layer's properties ends.
    layer.triggerRepaint()
    assert [name for name, _ in table(section)] == ["lake", "forest"]
    assert told == [1]


def test_merging_and_deleting_keep_to_the_numbers(section: Any) -> None:
    layer = section.choice.layer()
    section.classes.table.choose_name("7")
    section.class_actions.merge("3")
    assert rows_of(layer) == [(3, 25)] * 4
    assert layer.undoStack().undoText() == "Merge class “7” into “water”"
    layer.undoStack().undo()
    section.classes.table.choose_name("3")
    section.classes.table.delete_wanted.emit()
    assert rows_of(layer) == [(7, 25)] * 2
    assert layer.undoStack().undoText() == "Delete class “water”"


def test_two_values_of_one_name_are_told_apart_and_said(section: Any) -> None:
    from qgis.core import QgsGeometry

    layer = section.choice.layer()
    set_value_map(layer, [{"water": "3"}, {"water": "7"}])
    section.classes.add_wanted.emit("20")
    look(section)
    assert [name for name, _ in table(section)] == ["water (3)", "water (7)", "20"]
    assert "at least two classes" in section.hint.text()
    section._edits().draw(QgsGeometry.fromWkt(square(20, 25, 2)), "20", section._classes())
    look(section)
    assert section.hint.text() == "3 and 7 are both called “water”: the map will have one class of them."
    assert [pair.partition("=")[0] for pair in section.class_colours()] == ["water", "20"]


def test_polygons_of_one_name_do_not_claim_each_others_ground(section: Any) -> None:
    from qgis.core import QgsGeometry

    layer = section.choice.layer()
    section._edits().draw(QgsGeometry.fromWkt(square(2, 3, 5)), "7", section._classes())
    look(section)
    assert [one.text for one in section._survey.problems] == ["“7” and “water” overlap"]
    set_value_map(layer, [{"water": "3"}, {"water": "7"}])
    look(section)
    assert section._survey.problems == []
