"""`evaluate` and `samplepoints`: the exact job, the copy of the reference, and early refusals, without a worker."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from osgeo import ogr

from deepsat.jobs import EvaluateJob, SamplePointsJob
from tests.plugin.jobs_hands import job_of, refusal
from tests.plugin.scene_and_labels import ORIGIN_X, ORIGIN_Y, write_raster


@pytest.fixture
def points() -> Any:
    """Memory layer of three points, one of two places, with answers and strata."""
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    fields = "field=id:integer&field=note:string&field=reference:string&field=stratum:string&field=stratum_ha:double"
    layer = QgsVectorLayer(f"MultiPoint?crs=EPSG:32633&{fields}", "points", "memory")
    features = []
    for number, places in enumerate((((15, -15),), ((25, -35),), ((5, -5), (15, -5))), start=1):
        feature = QgsFeature(layer.fields())
        wkt = ", ".join(f"({ORIGIN_X + x} {ORIGIN_Y + y})" for x, y in places)
        feature.setGeometry(QgsGeometry.fromWkt(f"MULTIPOINT({wkt})"))
        feature.setAttributes([number, "x", "water" if number > 1 else None, "forest", 12.5])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def evaluation(map_path: Path, reference: Any, **others: Any) -> dict[str, Any]:
    return {"MAP": str(map_path), "REFERENCE": reference, **others}


def test_points_are_copied_with_their_answers_and_strata(
    provider: Any, project: Any, scene: Path, points: Any, tmp_path: Path, context: Any, feedback: Any
) -> None:
    project.addMapLayer(points)
    parameters = evaluation(scene, points.id(), DESIGN="stratified", REPORT=str(tmp_path / "r.html"))
    job = job_of(provider, "evaluate", parameters, context, feedback)
    assert isinstance(job, EvaluateJob)
    assert (job.map, job.class_field, job.design) == (str(scene), "reference", "stratified")
    assert (job.reference_layer, job.report) == ("reference", str(tmp_path / "r.html"))
    assert not Path(job.reference).exists()
    algorithm = provider.algorithm("evaluate").create()
    algorithm.hand_over(algorithm.label_source(parameters, context), job, Path(job.reference), feedback)
    dataset = ogr.Open(job.reference)
    layer = dataset.GetLayerByName("reference")
    found = [(f.GetField("reference"), f.GetField("stratum"), f.GetField("stratum_ha")) for f in layer]
    layer.ResetReading()
    places = [f.GetGeometryRef().ExportToWkt() for f in layer]
    assert found == [(None, "forest", 12.5), ("water", "forest", 12.5), ("water", "forest", 12.5)]
    assert places == [f"POINT ({ORIGIN_X + x:.0f} {ORIGIN_Y - y:.0f})" for x, y in ((15, 15), (25, 35))] + [
        "POINT EMPTY"
    ]
    assert layer.GetGeomType() == ogr.wkbPoint
    assert layer.GetLayerDefn().GetFieldIndex("note") == -1
    assert layer.GetMetadataItem("DESCRIPTION") == "DeepSat's copy of points"


def test_polygons_need_their_field(
    provider: Any, project: Any, scene: Path, labels: Any, context: Any, feedback: Any
) -> None:
    project.addMapLayer(labels)
    job = job_of(provider, "evaluate", evaluation(scene, labels.id(), CLASS_FIELD="class"), context, feedback)
    assert (job.class_field, job.design) == ("class", "held_out")
    assert "note, class" in refusal(provider, "evaluate", evaluation(scene, labels.id()), context)


def test_a_table_and_a_raster_are_read_by_the_worker_itself(
    provider: Any, scene: Path, tmp_path: Path, context: Any, feedback: Any
) -> None:
    table = tmp_path / "points.csv"
    table.write_text("x,y,reference\n500015,4999985,water\n")
    job = job_of(provider, "evaluate", evaluation(scene, str(table), DESIGN="simple"), context, feedback)
    assert (job.reference, job.class_field, job.reference_layer) == (str(table), "", "")
    truth = write_raster(tmp_path / "truth.tif")
    job = job_of(provider, "evaluate", evaluation(scene, str(truth)), context, feedback)
    assert (job.reference, job.reference_layer) == (str(truth), "")
    assert provider.algorithm("evaluate").create().label_source(evaluation(scene, str(truth)), context) is None


def test_missing_files_are_refused_in_words(provider: Any, scene: Path, tmp_path: Path, context: Any) -> None:
    gone = tmp_path / "gone.gpkg"
    assert "opens as REFERENCE" in refusal(provider, "evaluate", evaluation(scene, str(gone)), context)
    assert "opens as MAP" in refusal(provider, "evaluate", evaluation(gone, str(scene)), context)


def test_the_map_is_not_overwritten(provider: Any, scene: Path, context: Any) -> None:
    parameters = {"MAP": str(scene), "OUTPUT": str(scene)}
    assert "the input would be overwritten" in refusal(provider, "samplepoints", parameters, context)


def test_the_numbers_of_a_report_do_not_overwrite_the_reference(
    provider: Any, scene: Path, tmp_path: Path, context: Any
) -> None:
    place = {"type": "Polygon", "coordinates": [[[15, 45], [15.1, 45], [15.1, 45.1], [15, 45]]]}
    feature = {"type": "Feature", "properties": {"class": "water"}, "geometry": place}
    reference = tmp_path / "reference.json"
    reference.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    asked = evaluation(scene, str(reference), CLASS_FIELD="class", REPORT=str(tmp_path / "reference.html"))
    message = refusal(provider, "evaluate", asked, context)
    assert f"{tmp_path / 'reference.html'}, beside which reference.json is written" in message
    assert "the input would be overwritten" in message
    asked["REPORT"] = str(tmp_path / "other.html")
    assert provider.algorithm("evaluate").create().checkParameterValues(asked, context) == (True, "")


def test_sample_points_job(provider: Any, scene: Path, tmp_path: Path, context: Any, feedback: Any) -> None:
    parameters = {"MAP": str(scene), "OUTPUT": str(tmp_path / "p.gpkg")}
    assert job_of(provider, "samplepoints", parameters, context, feedback) == SamplePointsJob(
        str(scene), str(tmp_path / "p.gpkg"), 300, "balanced", 0
    )
    table = {"OUTPUT": str(tmp_path / "p.csv"), "COUNT": 80, "ALLOCATION": "equal", "SEED": 4}
    assert job_of(provider, "samplepoints", {**parameters, **table}, context, feedback) == SamplePointsJob(
        str(scene), str(tmp_path / "p.csv"), 80, "equal", 4
    )


def test_sample_points_are_named_however_their_path_was_given(
    provider: Any, project: Any, scene: Path, context: Any, feedback: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qgis.core import QgsProcessingOutputLayerDefinition

    from deepsat_qgis.algorithms.base import Done

    monkeypatch.chdir(scene.parent)
    asked = {"MAP": str(scene), "OUTPUT": QgsProcessingOutputLayerDefinition("p.gpkg", project)}
    algorithm = provider.algorithm("samplepoints").create()
    job = algorithm.job(asked, context, feedback)
    done = Done(asked, job, {"points": {}, "output": job.output})
    assert algorithm.outputs(done, context, feedback) == {"OUTPUT": str(scene.parent / "p.gpkg")}
    assert context.layerToLoadOnCompletionDetails("p.gpkg").name == "Sample points of scene ä"


def test_a_result_in_words_says_what_it_is() -> None:
    from deepsat_qgis.wording import evaluation_sentence

    accuracy = {"overall": {"value": 0.9465, "half_width_95": 0.0185}, "points": 640}
    assert evaluation_sentence({"map_accuracy": accuracy, "skill": None}) == (
        "95 % of the map is right, give or take 2 % (95 % confidence, 640 sample points)."
    )
    skill = {"of": "Skill on held-out polygons", "overall": 0.8, "pixels": 61}
    assert evaluation_sentence({"map_accuracy": None, "skill": skill}) == (
        "Skill on held-out polygons: 80 % of 61 pixels are right. This is not the accuracy of the whole map."
    )
