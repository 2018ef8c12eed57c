"""From parameters to jobs: the exact job, and early refusals, without any worker."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from deepsat.jobs import DoctorJob, FinetuneJob, Job, MapJob, ModelInfoJob, PredictJob
from tests.plugin.scene_and_labels import write_raster


def job_of(provider: Any, name: str, parameters: dict[str, Any], context: Any, feedback: Any) -> Job:
    algorithm = provider.algorithm(name).create()
    accepted, message = algorithm.checkParameterValues(parameters, context)
    assert accepted, message
    return algorithm.job(parameters, context, feedback)


def refusal(provider: Any, name: str, parameters: dict[str, Any], context: Any) -> str:
    accepted, message = provider.algorithm(name).create().checkParameterValues(parameters, context)
    assert not accepted
    return str(message)


def make_model_folder(folder: Path) -> None:
    """A folder that looks like a model's from outside."""
    folder.mkdir(exist_ok=True)
    (folder / "model.json").write_text("{}")


@pytest.fixture
def training(project: Any, scene: Path, labels: Any, tmp_path: Path) -> dict[str, Any]:
    """Parameters that both training algorithms accept; the labels are a layer of the project."""
    project.addMapLayer(labels)
    return {
        "INPUT": [str(scene)],
        "LABELS": labels.id(),
        "CLASS_FIELD": "class",
        "MODEL": str(tmp_path / "model"),
    }


def test_finetune_with_defaults(
    provider: Any, training: dict[str, Any], scene: Path, context: Any, feedback: Any
) -> None:
    job = job_of(provider, "finetune", training, context, feedback)
    assert Path(job.labels).name == "labels.gpkg"
    assert not Path(job.labels).exists()
    assert dataclasses.replace(job, labels="") == FinetuneJob(
        input=(str(scene),),
        labels="",
        labels_layer="labels",
        class_field="class",
        model=training["MODEL"],
        dates=(),
        checkpoint="random",
        loss="cross_entropy",
        seed=0,
        device="auto",
        max_minutes=20.0,
        report="",
    )


def test_map_from_labels_with_everything(
    provider: Any, training: dict[str, Any], scene: Path, tmp_path: Path, context: Any, feedback: Any
) -> None:
    parameters = {
        **training,
        "DATES": " 2021-06-17 ",
        "CHECKPOINT": "random",
        "LOSS": "cross_entropy",
        "SEED": 17,
        "DEVICE": "cuda:1",
        "MAX_MINUTES": 2.5,
        "OUTPUT": str(tmp_path / "map.tif"),
        "PROBABILITY": str(tmp_path / "probability.tif"),
        "CONFIDENCE": str(tmp_path / "confidence.tif"),
        "REPORT": str(tmp_path / "report.html"),
    }
    job = job_of(provider, "mapfromlabels", parameters, context, feedback)
    assert dataclasses.replace(job, labels="") == MapJob(
        input=(str(scene),),
        labels="",
        labels_layer="labels",
        class_field="class",
        model=str(tmp_path / "model"),
        output=str(tmp_path / "map.tif"),
        dates=("2021-06-17",),
        checkpoint="random",
        loss="cross_entropy",
        seed=17,
        device="cuda:1",
        max_minutes=2.5,
        report=str(tmp_path / "report.html"),
        probability=str(tmp_path / "probability.tif"),
        confidence=str(tmp_path / "confidence.tif"),
    )


def test_temporary_outputs_get_paths(
    provider: Any, training: dict[str, Any], tmp_path: Path, context: Any, feedback: Any
) -> None:
    parameters = {**training, "MODEL": "TEMPORARY_OUTPUT", "OUTPUT": "TEMPORARY_OUTPUT", "REPORT": "TEMPORARY_OUTPUT"}
    job = job_of(provider, "mapfromlabels", parameters, context, feedback)
    assert Path(job.output).suffix == ".tif"
    assert Path(job.report).suffix == ".html"
    assert Path(job.model).is_absolute()
    assert len({job.output, job.report, job.model, job.labels}) == 4


def test_predict_whole_scene_from_a_project_layer(
    provider: Any, project: Any, scene_layer: Any, scene: Path, tmp_path: Path, context: Any, feedback: Any
) -> None:
    project.addMapLayer(scene_layer)
    make_model_folder(tmp_path / "model")
    parameters = {"INPUT": [scene_layer.id()], "MODEL": str(tmp_path / "model"), "OUTPUT": str(tmp_path / "map.tif")}
    assert job_of(provider, "predict", parameters, context, feedback) == PredictJob(
        input=(str(scene),), model=str(tmp_path / "model"), output=str(tmp_path / "map.tif")
    )


def test_extent_is_brought_into_the_scenes_crs(
    provider: Any, scene: Path, tmp_path: Path, context: Any, feedback: Any
) -> None:
    make_model_folder(tmp_path / "model")
    parameters = {
        "INPUT": [str(scene)],
        "MODEL": str(tmp_path / "model"),
        "OUTPUT": str(tmp_path / "map.tif"),
        "EXTENT": "500050,500200,4999750,4999900 [EPSG:32633]",
    }
    assert job_of(provider, "predict", parameters, context, feedback).extent == (500050, 4999750, 500200, 4999900)
    parameters["EXTENT"] = "15.001,15.003,45.151,45.152 [EPSG:4326]"
    xmin, ymin, xmax, ymax = job_of(provider, "predict", parameters, context, feedback).extent
    # At the central meridian 0.001 degrees are 78.6 m east and 111 m north.
    assert (xmin, xmax) == (pytest.approx(500_078.6, abs=2), pytest.approx(500_235.9, abs=2))
    assert (ymin, ymax) == (pytest.approx(4_999_725, abs=15), pytest.approx(4_999_836, abs=15))


def test_a_single_raster_may_come_without_a_list(
    provider: Any, training: dict[str, Any], scene: Path, context: Any, feedback: Any
) -> None:
    job = job_of(provider, "finetune", {**training, "INPUT": str(scene)}, context, feedback)
    assert job.input == (str(scene),)


def test_several_rasters_keep_their_order(
    provider: Any, training: dict[str, Any], tmp_path: Path, context: Any, feedback: Any
) -> None:
    second, first = write_raster(tmp_path / "b.tif"), write_raster(tmp_path / "a.tif")
    parameters = {**training, "INPUT": [str(second), str(first)], "DATES": "2021-06-17,2021-09-25"}
    job = job_of(provider, "finetune", parameters, context, feedback)
    assert job.input == (str(second), str(first))
    assert job.dates == ("2021-06-17", "2021-09-25")


def test_model_info_and_check_environment(provider: Any, tmp_path: Path, context: Any, feedback: Any) -> None:
    make_model_folder(tmp_path)
    assert job_of(provider, "modelinfo", {"MODEL": str(tmp_path)}, context, feedback) == ModelInfoJob(str(tmp_path))
    assert job_of(provider, "checkenvironment", {}, context, feedback) == DoctorJob()


def test_refuses_a_raster_without_crs(provider: Any, training: dict[str, Any], tmp_path: Path, context: Any) -> None:
    parameters = {**training, "INPUT": [str(write_raster(tmp_path / "bare.tif", epsg=None))]}
    assert "Found: none in bare.tif." in refusal(provider, "finetune", parameters, context)


def test_refuses_a_rotated_raster(provider: Any, training: dict[str, Any], tmp_path: Path, context: Any) -> None:
    rotated = write_raster(tmp_path / "odd.tif", transform=(0, 9.8, 2, 0, 2, -9.8))
    assert "rotated" in refusal(provider, "mapfromlabels", {**training, "INPUT": [str(rotated)]}, context)


def test_refuses_rasters_that_do_not_load(
    provider: Any, training: dict[str, Any], scene: Path, tmp_path: Path, context: Any
) -> None:
    missing = str(tmp_path / "missing.tif")
    assert "missing.tif" in refusal(provider, "finetune", {**training, "INPUT": [missing]}, context)
    assert "missing.tif" in refusal(provider, "finetune", {**training, "INPUT": [str(scene), missing]}, context)


def test_refuses_a_class_field_that_is_not_there(provider: Any, training: dict[str, Any], context: Any) -> None:
    message = refusal(provider, "finetune", {**training, "CLASS_FIELD": "klasse"}, context)
    assert "“klasse”" in message
    assert "note, class" in message


def test_refuses_labels_that_do_not_load(provider: Any, training: dict[str, Any], context: Any) -> None:
    assert "LABELS" in refusal(provider, "finetune", {**training, "LABELS": "/nowhere.gpkg"}, context)


def test_refuses_to_overwrite_the_scene(provider: Any, training: dict[str, Any], scene: Path, context: Any) -> None:
    other_spelling = scene.parent / ".." / scene.parent.name / scene.name
    message = refusal(provider, "mapfromlabels", {**training, "OUTPUT": str(other_spelling)}, context)
    assert "OUTPUT" in message
    assert "overwritten" in message


@pytest.mark.parametrize("name", ["predict", "modelinfo"])
def test_refuses_a_folder_without_a_model(provider: Any, scene: Path, tmp_path: Path, context: Any, name: str) -> None:
    parameters = {"INPUT": [str(scene)], "MODEL": str(tmp_path / "Modell"), "OUTPUT": str(tmp_path / "map.tif")}
    assert "Modell" in refusal(provider, name, parameters, context)


def test_selection_is_honoured(
    provider: Any, training: dict[str, Any], labels: Any, tmp_path: Path, context: Any
) -> None:
    from qgis.core import QgsProcessingFeatureSourceDefinition

    from deepsat_qgis.layers.label_file import write_labels
    from tests.plugin.test_label_file import rows_of

    labels.selectByIds([1, 4])
    definition = QgsProcessingFeatureSourceDefinition(labels.id(), selectedFeaturesOnly=True)
    algorithm = provider.algorithm("finetune").create()
    source = algorithm.label_source({**training, "LABELS": definition}, context)
    assert write_labels(source, "class", tmp_path / "labels.gpkg") == 2
    assert [row[:2] for row in rows_of(tmp_path / "labels.gpkg")] == [(1, "water"), (4, "forest")]


def test_problems_of_a_job_are_told_before_a_worker_starts(
    provider: Any, training: dict[str, Any], context: Any, feedback: Any
) -> None:
    from qgis.core import QgsProcessingException

    algorithm = provider.algorithm("finetune").create()
    with pytest.raises(QgsProcessingException, match="device must be one of"):
        algorithm.processAlgorithm({**training, "DEVICE": "abacus"}, context, feedback)
