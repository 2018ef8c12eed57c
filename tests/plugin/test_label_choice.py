"""The choice of the labels: the class field stays the one that was chosen, whatever happens to the layer's fields."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from tests.plugin.finished_run import finished_run


@pytest.fixture
def layer(project: Any) -> Any:
    """Polygons whose class field is not the first."""
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer("Polygon?crs=EPSG:32633&field=fid:integer&field=note:string&field=kind:int", "l", "memory")
    project.addMapLayer(layer)
    return layer


@pytest.fixture
def choice(project: Any, layer: Any) -> Iterator[Any]:
    from qgis.PyQt import sip

    from deepsat_qgis.dock.labels.label_choice import LabelChoice

    choice = LabelChoice(project, wants_selection=True)
    choice.layers.setLayer(layer)
    choice.class_field.setField("kind")
    yield choice
    sip.delete(choice)


def settle() -> None:
    from qgis.PyQt.QtTest import QTest

    QTest.qWait(50)


def set_value_map(layer: Any) -> None:
    from qgis.core import QgsEditorWidgetSetup

    layer.setEditorWidgetSetup(2, QgsEditorWidgetSetup("ValueMap", {"map": [{"water": "1"}]}))


def set_alias(layer: Any) -> None:
    layer.setFieldAlias(2, "Kind of cover")


def add_field(layer: Any) -> None:
    from deepsat_qgis.layers.field_types import integer_field

    layer.dataProvider().addAttributes([integer_field("year")])
    layer.updateFields()


def remove_another_field(layer: Any) -> None:
    layer.dataProvider().deleteAttributes([1])
    layer.updateFields()


@pytest.mark.parametrize("change", [set_value_map, set_alias, add_field, remove_another_field])
def test_the_class_field_stays_while_fields_change(choice: Any, layer: Any, change: Callable[[Any], None]) -> None:
    told: list[str] = []
    choice.changed.connect(lambda: told.append(choice.field()))
    change(layer)
    assert choice.field() == "kind"
    settle()
    assert choice.field() == "kind"
    assert set(told) <= {"kind"}


def test_another_field_that_is_called_like_it_is_not_taken_for_it(choice: Any, layer: Any) -> None:
    layer.setFieldAlias(0, "kind")
    settle()
    add_field(layer)
    settle()
    assert choice.field() == "kind"


def test_a_field_that_is_gone_is_given_up(choice: Any, layer: Any) -> None:
    layer.dataProvider().deleteAttributes([2])
    told: list[str] = []
    choice.changed.connect(lambda: told.append(choice.field()))
    layer.updateFields()
    settle()
    assert told
    assert "kind" not in told


def test_a_choice_right_after_a_change_of_fields_stays(choice: Any, layer: Any) -> None:
    add_field(layer)
    choice.class_field.setField("note")
    settle()
    assert choice.field() == "note"


def test_another_field_is_told_after_the_fields_have_changed(choice: Any, layer: Any) -> None:
    set_value_map(layer)
    settle()
    told: list[str] = []
    choice.changed.connect(lambda: told.append(choice.field()))
    choice.class_field.setField("note")
    assert told == ["note"]


def test_polygons_of_a_map_are_no_labels(
    project: Any, choice: Any, layer: Any, labels: Any, scene: Path, tmp_path: Path
) -> None:
    from deepsat_qgis.layers.label_file import LabelSource, write_labels
    from deepsat_qgis.layers.result_group import add_polygons

    run = finished_run(tmp_path / "1", scene)
    write_labels(LabelSource.of_layer(labels, selected_only=False), "class", run.polygons)
    polygons = add_polygons(project, run, run.polygons)
    project.removeMapLayer(layer.id())
    assert (choice.layers.count(), choice.layer()) == (0, None)
    told: list[Any] = []
    choice.changed.connect(lambda: told.append(choice.layer()))
    project.removeMapLayer(polygons.id())
    add_polygons(project, run, run.polygons)
    project.addMapLayer(labels)
    assert ({*told}, choice.layers.count(), choice.layer()) == ({labels}, 1, labels)


def test_labels_with_the_style_of_a_maps_polygons_stay_labels(
    project: Any, choice: Any, layer: Any, labels: Any, scene: Path, tmp_path: Path
) -> None:
    """Style, and with it all that a layer is marked as, is copied by a menu of QGIS."""
    from qgis.PyQt.QtXml import QDomDocument

    from deepsat_qgis.layers.label_file import LabelSource, write_labels
    from deepsat_qgis.layers.result_group import add_polygons

    run = finished_run(tmp_path / "1", scene)
    write_labels(LabelSource.of_layer(labels, selected_only=False), "class", run.polygons)
    polygons, style = add_polygons(project, run, run.polygons), QDomDocument()
    polygons.exportNamedStyle(style)
    layer.importNamedStyle(style)
    assert layer.customProperty("deepsat/role") == polygons.customProperty("deepsat/role") != ""
    project.removeMapLayer(polygons.id())
    project.addMapLayer(labels)
    assert (choice.layers.count(), choice.layer()) == (2, layer)


def test_polygons_of_a_map_that_are_there_already_are_no_labels(
    project: Any, labels: Any, scene: Path, tmp_path: Path
) -> None:
    from deepsat_qgis.dock.labels.label_choice import LabelChoice
    from deepsat_qgis.layers.label_file import LabelSource, write_labels
    from deepsat_qgis.layers.result_group import add_polygons

    run = finished_run(tmp_path / "1", scene)
    write_labels(LabelSource.of_layer(labels, selected_only=False), "class", run.polygons)
    add_polygons(project, run, run.polygons)
    assert LabelChoice(project, wants_selection=True).layer() is None


Rows = list[tuple[Any, ...]]


def proposed(project: Any, fields: str, rows: Rows) -> tuple[str, bool]:
    """The class field that is proposed for a layer of these fields and rows, and whether it is there to be seen."""
    from qgis.core import QgsFeature, QgsVectorLayer

    from deepsat_qgis.dock.labels.label_choice import LabelChoice

    columns = "&".join(f"field={one}" for one in fields.split())
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:32633&{columns}", "l", "memory")
    features = [QgsFeature(layer.fields()) for _ in rows]
    for feature, row in zip(features, rows):
        feature.setAttributes(list(row))
    layer.dataProvider().addFeatures(features)
    project.addMapLayer(layer)
    choice = LabelChoice(project, wants_selection=True)
    choice.show()
    choice.layers.setLayer(layer)
    return choice.field(), choice.class_field.isVisible()


NUMBERED: Rows = [(number, 10 + number, number % 3) for number in range(20)]


@pytest.mark.parametrize(
    ("fields", "rows", "field"),
    [
        ("fid:integer Klasse:string", [(1, "Wald"), (2, "See")], "Klasse"),
        ("MC_ID:integer MC_info:string C_ID:integer", [(1, "wood", 1), (1, "wood", 2)], "MC_info"),
        ("id:integer area:integer kind:integer", NUMBERED, "kind"),
        ("id:integer area:integer kind:double", NUMBERED, "kind"),
        ("id:integer size:double kind:string", [(n, n % 3 + 0.5, "ab"[n % 2]) for n in range(20)], "kind"),
        ("class:integer other:integer kind:integer", NUMBERED, "kind"),
        ("id:integer area:integer", [row[:2] for row in NUMBERED], ""),
        ("source:string", [("drawn",)] * 20, ""),
        ("kind:string", [], "kind"),
        ("note:string kind:string", [], ""),
        ("note:string class:string", [], "class"),
    ],
)
def test_a_field_whose_values_repeat_is_proposed_else_none(project: Any, fields: str, rows: Rows, field: str) -> None:
    assert proposed(project, fields, rows)[0] == field


def test_a_field_that_must_be_chosen_is_there_to_be_chosen(project: Any) -> None:
    assert proposed(project, "id:integer", [(number,) for number in range(20)]) == ("", True)
    assert proposed(project, "class:string", [("wood",), ("lake",)]) == ("class", False)


def test_a_key_is_never_proposed(project: Any, tmp_path: Path) -> None:
    from osgeo import ogr
    from qgis.core import QgsVectorLayer

    from deepsat_qgis.layers.class_field import likely_class_field

    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(tmp_path / "scp.gpkg"))
    table = source.CreateLayer("scp", geom_type=ogr.wkbPolygon, options=["FID=C_ID"])
    table.CreateField(ogr.FieldDefn("roi_id", ogr.OFTInteger))
    del table, source
    layer = QgsVectorLayer(str(tmp_path / "scp.gpkg"), "scp", "ogr")
    assert [field.name() for field in layer.fields()] == ["C_ID", "roi_id"]
    assert likely_class_field(layer) == "roi_id"


def test_no_field_stays_none_while_fields_change(project: Any, choice: Any, layer: Any) -> None:
    choice.class_field.setCurrentIndex(-1)
    add_field(layer)
    settle()
    assert (choice.field(), choice.class_field.count()) == ("", 4)
