"""Where to label next: from parameters to the job, and how places look."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from deepsat.jobs import SuggestLabelsJob
from tests.plugin.jobs_hands import job_of, make_model_folder, refusal


@pytest.fixture
def parameters(scene: Path, tmp_path: Path) -> dict[str, Any]:
    """What is required."""
    make_model_folder(tmp_path / "model")
    return {"INPUT": [str(scene)], "MODEL": str(tmp_path / "model"), "OUTPUT": str(tmp_path / "places.gpkg")}


def test_without_labels_and_with_defaults(
    provider: Any, parameters: dict[str, Any], scene: Path, tmp_path: Path, context: Any, feedback: Any
) -> None:
    assert job_of(provider, "suggestlabels", parameters, context, feedback) == SuggestLabelsJob(
        input=(str(scene),), model=str(tmp_path / "model"), output=str(tmp_path / "places.gpkg")
    )


def test_labels_of_the_project_become_a_file_for_the_worker(
    provider: Any, project: Any, parameters: dict[str, Any], labels: Any, context: Any, feedback: Any
) -> None:
    project.addMapLayer(labels)
    asked = {**parameters, "LABELS": labels.id(), "COUNT": 25, "SHAPE": "points", "DEVICE": "cuda:1"}
    job = job_of(provider, "suggestlabels", asked, context, feedback)
    assert (job.labels_layer, Path(job.labels).name) == ("labels", "labels.gpkg")
    assert (job.count, job.shape, job.device) == (25, "points", "cuda:1")


def test_a_temporary_output_is_a_geopackage(
    provider: Any, parameters: dict[str, Any], context: Any, feedback: Any
) -> None:
    job = job_of(provider, "suggestlabels", {**parameters, "OUTPUT": "TEMPORARY_OUTPUT"}, context, feedback)
    assert Path(job.output).suffix == ".gpkg"
    assert job.problems() == []


def test_a_folder_without_a_model_and_labels_without_crs_are_refused(
    provider: Any, project: Any, parameters: dict[str, Any], tmp_path: Path, context: Any
) -> None:
    from qgis.core import QgsCoordinateReferenceSystem, QgsVectorLayer

    words = refusal(provider, "suggestlabels", {**parameters, "MODEL": str(tmp_path)}, context)
    assert "The model folder cannot be used." in words
    nowhere = QgsVectorLayer("Polygon", "nowhere", "memory")
    project.addMapLayer(nowhere)
    nowhere.setCrs(QgsCoordinateReferenceSystem())
    words = refusal(provider, "suggestlabels", {**parameters, "LABELS": nowhere.id()}, context)
    assert "coordinate reference system" in words


def test_labels_are_handed_over_without_a_class_field(labels: Any, tmp_path: Path) -> None:
    from deepsat_qgis.layers.label_file import LabelSource, write_labels

    path = tmp_path / "copy.gpkg"
    assert write_labels(LabelSource.of_layer(labels, False), "", path) == labels.featureCount() > 0
    with sqlite3.connect(path) as database:
        columns = [row[1] for row in database.execute("pragma table_info(labels)")]
        ids = [row[0] for row in database.execute("select fid from labels order by fid")]
    assert columns == ["fid", "geom"]
    assert ids == sorted(feature.id() for feature in labels.getFeatures())


@pytest.mark.parametrize("kind", ["Polygon", "Point"])
def test_places_show_their_rank(qgis_app: Any, kind: str) -> None:
    from qgis.core import QgsVectorLayer

    from deepsat_qgis.layers.suggestion_style import style_suggestions

    layer = QgsVectorLayer(f"{kind}?crs=EPSG:32633&field=rank:integer", "places", "memory")
    style_suggestions(layer)
    assert layer.labelsEnabled()
    assert layer.labeling().settings().fieldName == "rank"
    symbol = layer.renderer().symbol().symbolLayer(0)
    assert symbol.strokeColor().name() == "#ff00ff"
    if kind == "Polygon":
        from qgis.PyQt.QtCore import Qt

        assert symbol.brushStyle() == Qt.BrushStyle.NoBrush, "the imagery below stays visible"
    else:
        assert symbol.color().alpha() == 0
