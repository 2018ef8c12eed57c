"""Polygons of a map: from parameters to the job, and how they look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deepsat.jobs import PolygonsJob
from tests.plugin.class_rasters import write_class_raster
from tests.plugin.jobs_hands import job_of, make_model_folder, refusal


@pytest.fixture
def class_map(qgis_app: Any, tmp_path: Path) -> Path:
    """A class raster."""
    return write_class_raster(tmp_path / "map ö.tif", ["forest", "water", "7"])


def polygon_layer(fields: str) -> Any:
    """A layer with two polygons of class 7 and one of class 2; their colours are those of the classes."""
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer(f"Polygon?crs=epsg:32633&{fields}", "polygons", "memory")
    for x, row in enumerate(([7, "Wald & Wiese", "#2e8b57"], [2, "water", "#3b6fd0"], [7, "Wald & Wiese", "#2e8b57"])):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([None, *row][-layer.fields().count() :])
        feature.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({x} 0, {x + 1} 0, {x + 1} 1, {x} 0))"))
        layer.dataProvider().addFeature(feature)
    return layer


def test_a_map_becomes_a_job(provider: Any, class_map: Path, tmp_path: Path, context: Any, feedback: Any) -> None:
    asked = {"MAP": str(class_map), "MIN_AREA": 250.5, "SIMPLIFY": 15, "OUTPUT": str(tmp_path / "p.gpkg")}
    assert job_of(provider, "mappolygons", asked, context, feedback) == PolygonsJob(
        str(class_map), str(tmp_path / "p.gpkg"), 250.5, 15.0
    )
    del asked["MIN_AREA"], asked["SIMPLIFY"]
    job = job_of(provider, "mappolygons", {**asked, "OUTPUT": "TEMPORARY_OUTPUT"}, context, feedback)
    assert (job.min_area, job.simplify, Path(job.output).suffix) == (0.0, 0.0, ".gpkg")


def test_polygons_beside_the_map(provider: Any, scene: Path, tmp_path: Path, context: Any, feedback: Any) -> None:
    make_model_folder(tmp_path / "model")
    asked = {"INPUT": [str(scene)], "MODEL": str(tmp_path / "model"), "OUTPUT": str(tmp_path / "map.tif")}
    assert job_of(provider, "predict", asked, context, feedback).polygons == ""
    asked |= {"POLYGONS": str(tmp_path / "p.gpkg"), "MIN_AREA": 900, "SIMPLIFY": 7.5}
    job = job_of(provider, "predict", asked, context, feedback)
    assert (job.polygons, job.min_area, job.simplify) == (str(tmp_path / "p.gpkg"), 900.0, 7.5)
    assert "POLYGONS" in refusal(provider, "predict", {**asked, "POLYGONS": str(scene)}, context)


def test_the_part_to_map_as_selected_polygons(
    provider: Any, project: Any, scene: Path, labels: Any, tmp_path: Path, context: Any, feedback: Any
) -> None:
    from qgis.core import QgsCoordinateReferenceSystem, QgsVectorLayer

    make_model_folder(tmp_path / "model")
    project.addMapLayer(labels)
    asked = {"INPUT": [str(scene)], "MODEL": str(tmp_path / "model"), "OUTPUT": str(tmp_path / "map.tif")}
    assert job_of(provider, "predict", asked, context, feedback).within == ""
    asked["WITHIN"] = labels.id()
    job = job_of(provider, "predict", asked, context, feedback)
    assert (Path(job.within).name, job.within_layer) == ("within.gpkg", "labels")
    nowhere = QgsVectorLayer("Polygon", "nowhere", "memory")
    project.addMapLayer(nowhere)
    nowhere.setCrs(QgsCoordinateReferenceSystem())
    assert "coordinate reference system" in refusal(provider, "predict", {**asked, "WITHIN": nowhere.id()}, context)


def test_each_class_has_its_name_and_colour(qgis_app: Any) -> None:
    from deepsat_qgis.layers.polygon_style import style_polygons

    layer = polygon_layer("field=class_id:integer&field=class:string&field=colour:string")
    assert style_polygons(layer)
    renderer = layer.renderer()
    assert renderer.classAttribute() == "class_id"
    assert [(c.value(), c.label(), c.symbol().color().name()) for c in renderer.categories()] == [
        (2, "water", "#3b6fd0"),
        (7, "Wald & Wiese", "#2e8b57"),
    ]


def test_other_polygons_are_left_alone(qgis_app: Any) -> None:
    from deepsat_qgis.layers.polygon_style import style_polygons

    layer = polygon_layer("field=name:string")
    before = layer.renderer()
    assert not style_polygons(layer)
    assert layer.renderer() is before
