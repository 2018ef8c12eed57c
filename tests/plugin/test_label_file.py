"""Labels as they are handed to the worker: exactly what QGIS shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from osgeo import ogr

from deepsat.jobs import Cancelled, ErrorCode, UserError
from tests.plugin.label_files import rows_of
from tests.plugin.scene_and_labels import label_layer, square


def write(layer: Any, path: Path, *, selected_only: bool = False, field: str = "class") -> int:
    from deepsat_qgis.layers.label_file import LabelSource, write_labels

    return write_labels(LabelSource.of_layer(layer, selected_only), field, path)


def one_polygon(field: str, *values: Any) -> Any:
    """Memory layer with a polygon of each value, of 900 square metres."""
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer(f"Polygon?crs=EPSG:32633&{field}", "labels", "memory")
    for value in values:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(square(1, 1, 3)))
        feature.setAttributes([value])
        layer.dataProvider().addFeatures([feature])
    return layer


def test_memory_layer_keeps_order_ids_classes_and_geometry(labels: Any, tmp_path: Path) -> None:
    path = tmp_path / "Ordner ü" / "labels.gpkg"
    path.parent.mkdir()
    assert write(labels, path) == 4
    assert rows_of(path) == [(1, "water", 2500), (2, "water", 2500), (3, "forest", 2500), (4, "forest", 2500)]
    # GDAL frees a layer with its dataset: it has to be held.
    dataset = ogr.Open(str(path))
    layer = dataset.GetLayerByName("labels")
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "32633"
    assert layer.GetExtent() == (500_020.0, 500_380.0, 4_999_750.0, 4_999_970.0)
    assert [layer.GetLayerDefn().GetFieldDefn(i).GetName() for i in range(layer.GetLayerDefn().GetFieldCount())] == [
        "class"
    ]


def test_a_copy_says_what_it_is_of_and_whether_it_will_be_removed(labels: Any, tmp_path: Path) -> None:
    import dataclasses

    from deepsat_qgis.layers.label_file import LabelSource, is_copy, write_labels

    kept = LabelSource.of_layer(labels, False)
    for name, source in {"kept": kept, "passing": dataclasses.replace(kept, is_passing=True)}.items():
        write_labels(source, "class", tmp_path / f"{name}.gpkg")
    found = []
    for name in ("kept", "passing"):
        dataset = ogr.Open(str(tmp_path / f"{name}.gpkg"))
        found.append(dataset.GetLayerByName("labels").GetMetadataItem("DESCRIPTION"))
    assert found == [f"DeepSat's kept copy of {labels.name()}", f"DeepSat's copy of {labels.name()}"]
    # Only what was left behind may be written over.
    assert [is_copy(tmp_path / f"{name}.gpkg") for name in ("kept", "passing")] == [False, True]


def test_a_path_of_more_than_200_characters_is_written(labels: Any, tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["Gelände süd 2026"] * 12)
    folder.mkdir(parents=True)
    path = folder / "labels.gpkg"
    assert len(str(path)) > 200
    assert write(labels, path) == 4
    assert [row[:2] for row in rows_of(path)] == [(1, "water"), (2, "water"), (3, "forest"), (4, "forest")]


def test_only_the_selection(labels: Any, tmp_path: Path) -> None:
    labels.selectByIds([2, 3])
    assert write(labels, tmp_path / "a.gpkg", selected_only=True) == 2
    assert [row[:2] for row in rows_of(tmp_path / "a.gpkg")] == [(2, "water"), (3, "forest")]
    assert write(labels, tmp_path / "b.gpkg") == 4


def test_a_filter_counts(labels: Any, tmp_path: Path) -> None:
    from qgis.core import QgsVectorLayer

    write(labels, tmp_path / "all.gpkg")
    filtered = QgsVectorLayer(
        f"{tmp_path / 'all.gpkg'}|layername=labels|subset=\"class\" = 'forest'", "filtered", "ogr"
    )
    assert write(filtered, tmp_path / "forest.gpkg") == 2
    assert [row[:2] for row in rows_of(tmp_path / "forest.gpkg")] == [(3, "forest"), (4, "forest")]


def test_unsaved_edits_count_and_come_last(labels: Any, tmp_path: Path) -> None:
    from qgis.core import QgsFeature, QgsGeometry

    labels.startEditing()
    for column, name in ((20, "first"), (22, "second")):
        feature = QgsFeature(labels.fields())
        feature.setGeometry(QgsGeometry.fromWkt(square(column, 1, 2)))
        feature.setAttributes(["", name])
        labels.addFeature(feature)
    labels.changeAttributeValue(1, 1, "sea")
    labels.deleteFeature(4)
    write(labels, tmp_path / "a.gpkg")
    rows = rows_of(tmp_path / "a.gpkg")
    assert [row[1] for row in rows] == ["sea", "water", "forest", "first", "second"]
    assert [row[0] for row in rows[:3]] == [1, 2, 3]
    assert len({row[0] for row in rows}) == 5


def test_a_class_field_that_is_called_fid(qgis_app: Any, tmp_path: Path) -> None:
    write(one_polygon("field=fid:integer", 7), tmp_path / "a.gpkg", field="fid")
    assert rows_of(tmp_path / "a.gpkg", "fid") == [(1, 7, 900)]


@pytest.mark.parametrize("name", ["geom", "GEOM"])
def test_a_class_field_that_is_called_as_geopackages_call_geometry(qgis_app: Any, tmp_path: Path, name: str) -> None:
    layer = one_polygon(f"field={name}:string", "water")
    write(layer, tmp_path / "a.gpkg", field=name)
    assert rows_of(tmp_path / "a.gpkg", name) == [(1, "water", 900)]


def test_true_and_false_are_written_as_words(qgis_app: Any, tmp_path: Path) -> None:
    from deepsat_qgis.layers.class_styles import classes_of
    from deepsat_qgis.layers.class_words import name_of

    layer = one_polygon("field=class:bool", True, False, None)
    write(layer, tmp_path / "a.gpkg")
    assert [row[1] for row in rows_of(tmp_path / "a.gpkg")] == ["true", "false", None]
    drawn = [name_of(one["class"]) for one in layer.getFeatures()]
    assert [one.name for one in classes_of(layer, "class", drawn)] == ["false", "true"]


@pytest.mark.parametrize("kind", ["date", "datetime", "binary"])
def test_a_class_field_of_another_kind_is_refused_before_any_work(qgis_app: Any, tmp_path: Path, kind: str) -> None:
    with pytest.raises(UserError) as caught:
        write(one_polygon(f"field=class:{kind}", None), tmp_path / "a.gpkg")
    assert caught.value.code is ErrorCode.LABELS_UNUSABLE
    assert caught.value.found == f"values of type {kind}"
    assert not (tmp_path / "a.gpkg").exists()


def test_null_class_empty_geometry_curves_and_heights_survive(qgis_app: Any, tmp_path: Path) -> None:
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer("CurvePolygonZ?crs=EPSG:32633&field=class:string", "labels", "memory")
    half_circle = "CurvePolygonZ (CompoundCurveZ (CircularStringZ (0 0 5, 10 10 5, 20 0 5), (20 0 5, 0 0 5)))"
    for wkt, name in ((half_circle, "water"), ("", None)):
        feature = QgsFeature(layer.fields())
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        feature.setAttributes([name])
        layer.dataProvider().addFeatures([feature])
    assert write(layer, tmp_path / "a.gpkg") == 2
    (_, first, area), (_, second, nothing) = rows_of(tmp_path / "a.gpkg")
    assert (first, second, nothing) == ("water", None, 0.0)
    assert area == pytest.approx(157.08, rel=1e-3)
    dataset = ogr.Open(str(tmp_path / "a.gpkg"))
    assert dataset.GetLayerByName("labels").GetGeomType() == ogr.wkbMultiPolygon


def test_missing_class_field_names_the_fields_there_are(labels: Any, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        write(labels, tmp_path / "a.gpkg", field="klasse")
    assert caught.value.code is ErrorCode.CLASS_FIELD_MISSING
    assert caught.value.found == "note, class"
    assert not (tmp_path / "a.gpkg").exists()


def test_labels_without_crs_are_refused(qgis_app: Any, tmp_path: Path) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    layer = label_layer()
    layer.setCrs(QgsCoordinateReferenceSystem())
    with pytest.raises(UserError) as caught:
        write(layer, tmp_path / "a.gpkg")
    assert caught.value.code is ErrorCode.LABELS_UNREADABLE


def test_unwritable_folder_is_said(labels: Any, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        write(labels, tmp_path / "missing" / "a.gpkg")
    assert caught.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert "missing" in caught.value.found


def test_writing_can_be_cancelled(labels: Any, tmp_path: Path) -> None:
    from deepsat_qgis.layers.label_file import LabelSource, write_labels

    with pytest.raises(Cancelled):
        write_labels(LabelSource.of_layer(labels, False), "class", tmp_path / "a.gpkg", lambda: True)
