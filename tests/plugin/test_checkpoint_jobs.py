"""From parameters to jobs that make, fetch and read checkpoints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deepsat.jobs import (
    DownloadCheckpointJob,
    ImportCheckpointJob,
    ModelInfoJob,
    PretrainJob,
)
from tests.plugin.checkpoint_folders import make_checkpoint
from tests.plugin.jobs_hands import job_of, refusal
from tests.plugin.scene_and_labels import write_raster


def test_pretraining_with_defaults_on_a_folder(
    provider: Any, tmp_path: Path, scene: Path, context: Any, feedback: Any
) -> None:
    parameters = {"INPUT": str(scene.parent), "OUTPUT": str(tmp_path / "checkpoint")}
    assert job_of(provider, "pretrain", parameters, context, feedback) == PretrainJob(
        input=(str(scene.parent),),
        output=str(tmp_path / "checkpoint"),
        method="embedding_earth",
        checkpoint="random",
        labels="",
        class_field="",
        epochs=100,
        seed=0,
        device="auto",
        max_minutes=0.0,
        licence="",
    )


def test_pretraining_with_views_of_several_dates(
    provider: Any, tmp_path: Path, scene: Path, context: Any, feedback: Any
) -> None:
    parameters = {"INPUT": str(scene.parent), "DATES_PER_VIEW": 3, "OUTPUT": str(tmp_path / "checkpoint")}
    job = job_of(provider, "pretrain", parameters, context, feedback)
    assert (job.dates_per_view, job.method, job.problems()) == (3, "embedding_earth", [])


def test_pretraining_with_everything(
    provider: Any,
    project: Any,
    labels: Any,
    scene: Path,
    own_checkpoints: Path,
    tmp_path: Path,
    context: Any,
    feedback: Any,
) -> None:
    project.addMapLayer(labels)
    make_checkpoint(own_checkpoints / "alps")
    other = write_raster(tmp_path / "b.tif")
    parameters = {
        "INPUT": [str(other), str(scene)],
        "METHOD": "cscl",
        "CHECKPOINT": "alps",
        "LABELS": labels.id(),
        "CLASS_FIELD": "class",
        "EPOCHS": 7,
        "DEVICE": "cuda:1",
        "SEED": 5,
        "MAX_MINUTES": 2.5,
        "LICENCE": "CC BY 4.0, the province",
        "OUTPUT": str(tmp_path / "checkpoint"),
    }
    expected = PretrainJob(
        input=(str(other), str(scene)),
        output=str(tmp_path / "checkpoint"),
        method="cscl",
        checkpoint="alps",
        labels=str(tmp_path / ".~checkpoint.deepsat-labels.gpkg"),
        class_field="class",
        epochs=7,
        seed=5,
        device="cuda:1",
        max_minutes=2.5,
        licence="CC BY 4.0, the province",
    )
    # The very same job at every start: training goes on only where no setting has changed.
    assert [job_of(provider, "pretrain", parameters, context, feedback) for _ in range(2)] == [expected, expected]
    assert list(tmp_path.glob("*.gpkg")) == []


def test_the_copy_of_the_labels_takes_the_place_of_no_file_but_an_earlier_copy(
    provider: Any, labels: Any, scene: Path, tmp_path: Path, context: Any, feedback: Any
) -> None:
    from deepsat_qgis.layers.label_file import LabelSource, write_labels

    own, asked = tmp_path / "forest.labels.gpkg", {"INPUT": str(scene), "METHOD": "cscl", "CLASS_FIELD": "class"}
    write_labels(LabelSource.of_layer(labels, selected_only=False), "class", own)
    asked |= {"LABELS": f"{own}|layername=labels", "OUTPUT": str(tmp_path / "forest")}
    job = job_of(provider, "pretrain", asked, context, feedback)
    copy = Path(job.labels)
    assert copy.parent == own.parent
    assert copy != own
    algorithm = provider.algorithm("pretrain").create()
    algorithm.hand_over(algorithm.label_source(asked, context), job, copy, feedback)
    assert job_of(provider, "pretrain", asked, context, feedback) == job
    message = refusal(provider, "pretrain", {**asked, "LABELS": f"{copy}|layername=labels"}, context)
    assert f"beside which {copy.name} is written" in message
    copy.write_text("notes of mine")
    assert "Move that file away" in refusal(provider, "pretrain", asked, context)
    assert copy.read_text() == "notes of mine"


def test_pretraining_takes_layers_and_class_rasters(
    provider: Any, project: Any, scene_layer: Any, scene: Path, tmp_path: Path, context: Any, feedback: Any
) -> None:
    project.addMapLayer(scene_layer)
    truth = write_raster(tmp_path / "truth.tif")
    parameters = {
        "INPUT": [scene_layer.id()],
        "METHOD": "cscl",
        "LABELS": str(truth),
        "OUTPUT": str(tmp_path / "checkpoint"),
    }
    job = job_of(provider, "pretrain", parameters, context, feedback)
    assert (job.input, job.labels) == ((str(scene),), str(truth))
    assert job_of(provider, "pretrain", {**parameters, "INPUT": scene_layer}, context, feedback).input == (str(scene),)


def test_pretraining_refuses_what_is_not_there(provider: Any, scene: Path, tmp_path: Path, context: Any) -> None:
    parameters = {"INPUT": [str(scene), str(tmp_path / "weg.tif")], "OUTPUT": str(tmp_path / "checkpoint")}
    assert "weg.tif" in refusal(provider, "pretrain", parameters, context)
    parameters["INPUT"] = [str(scene)]
    assert "weg.gpkg" in refusal(provider, "pretrain", {**parameters, "LABELS": "weg.gpkg"}, context)
    assert "overwritten" in refusal(provider, "pretrain", {**parameters, "OUTPUT": str(scene)}, context)


def test_pretraining_on_polygons_needs_a_class_field(
    provider: Any, project: Any, labels: Any, scene: Path, tmp_path: Path, context: Any
) -> None:
    project.addMapLayer(labels)
    parameters = {"INPUT": [str(scene)], "METHOD": "cscl", "LABELS": labels.id(), "OUTPUT": str(tmp_path / "c")}
    message = refusal(provider, "pretrain", parameters, context)
    assert "CLASS_FIELD" in message and "“”" not in message


@pytest.mark.parametrize("name", ["finetune", "mapfromlabels", "pretrain"])
def test_an_unknown_checkpoint_is_refused_with_those_that_are_known(
    provider: Any, training: dict[str, Any], own_checkpoints: Path, tmp_path: Path, context: Any, name: str
) -> None:
    make_checkpoint(own_checkpoints / "alps")
    parameters = (
        {"INPUT": training["INPUT"], "OUTPUT": str(tmp_path / "checkpoint")} if name == "pretrain" else training
    )
    message = refusal(provider, name, {**parameters, "CHECKPOINT": "apls"}, context)
    assert "The checkpoint is not known." in message
    assert "'random', 'alps'" in message
    assert "'apls'" in message


def test_a_checkpoint_is_told_by_its_name_or_its_whole_path(
    provider: Any,
    training: dict[str, Any],
    own_checkpoints: Path,
    tmp_path: Path,
    context: Any,
    feedback: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_checkpoint(own_checkpoints / "alps")
    make_checkpoint(tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path)
    told = {
        text: job_of(provider, "finetune", {**training, "CHECKPOINT": text}, context, feedback).checkpoint
        for text in ("auto", "random", " alps ", "elsewhere", str(own_checkpoints / "alps"))
    }
    assert told == {
        "auto": "auto",
        "random": "random",
        " alps ": "alps",
        "elsewhere": str(tmp_path / "elsewhere"),
        str(own_checkpoints / "alps"): str(own_checkpoints / "alps"),
    }


def test_an_import_goes_to_the_own_checkpoints_by_the_name_of_the_file(
    provider: Any, own_checkpoints: Path, tmp_path: Path, context: Any, feedback: Any
) -> None:
    weights = tmp_path / "resnet18 ä.pth"
    weights.write_bytes(b"weights")
    job = job_of(provider, "importcheckpoint", {"INPUT": str(weights)}, context, feedback)
    assert job == ImportCheckpointJob(str(weights), str(own_checkpoints / "resnet18 ä"), "auto")
    assert not own_checkpoints.exists()
    elsewhere = {"INPUT": str(weights), "KIND": "torchgeo", "OUTPUT": str(tmp_path / "out")}
    job = job_of(provider, "importcheckpoint", elsewhere, context, feedback)
    assert job == ImportCheckpointJob(str(weights), str(tmp_path / "out"), "torchgeo")
    make_checkpoint(own_checkpoints / "resnet18 ä")
    assert "no checkpoint named “resnet18 ä” yet" in refusal(
        provider, "importcheckpoint", {"INPUT": str(weights)}, context
    )


def test_a_folder_is_imported_by_its_whole_name(
    provider: Any, own_checkpoints: Path, tmp_path: Path, context: Any, feedback: Any
) -> None:
    folder = tmp_path / "unet-v1.5"
    folder.mkdir()
    job = job_of(provider, "importcheckpoint", {"INPUT": str(folder)}, context, feedback)
    assert (job.input, job.output) == (str(folder), str(own_checkpoints / "unet-v1.5"))
    assert "fehlt.pth" in refusal(provider, "importcheckpoint", {"INPUT": str(tmp_path / "fehlt.pth")}, context)


def test_weights_need_no_ending(provider: Any, own_checkpoints: Path, tmp_path: Path, context: Any) -> None:
    """As folders, and files in the cache of a hub."""
    for path in (tmp_path / "folder", tmp_path / "5f1c0a"):
        path.mkdir() if path.name == "folder" else path.write_bytes(b"weights")
        accepted, message = (
            provider.algorithm("importcheckpoint").create().checkParameterValues({"INPUT": str(path)}, context)
        )
        assert accepted, message
    # By itself QGIS 3.22 takes names with a dot only; later ones take all.
    assert "(*)" in provider.algorithm("importcheckpoint").parameterDefinition("INPUT").fileFilter()


def test_a_download_by_name(provider: Any, tmp_path: Path, context: Any, feedback: Any) -> None:
    parameters = {"NAME": "seco-resnet18-1m", "URL_TEMPLATE": "https://mirror.example.org/{file}"}
    job = job_of(provider, "downloadcheckpoint", parameters, context, feedback)
    assert job == DownloadCheckpointJob("seco-resnet18-1m", "", "https://mirror.example.org/{file}")
    job = job_of(provider, "downloadcheckpoint", {**parameters, "OUTPUT": str(tmp_path / "out")}, context, feedback)
    assert job.output == str(tmp_path / "out")
    message = refusal(provider, "downloadcheckpoint", {"NAME": "seco-resnet19-1m"}, context)
    assert "“seco-resnet19-1m”" in message
    assert "seco-resnet18-100k, seco-resnet18-1m" in message


def test_info_reads_checkpoints_and_predict_does_not(
    provider: Any, scene: Path, tmp_path: Path, context: Any, feedback: Any
) -> None:
    folder = str(make_checkpoint(tmp_path / "checkpoint"))
    assert job_of(provider, "modelinfo", {"MODEL": folder}, context, feedback) == ModelInfoJob(folder)
    card = str(tmp_path / "checkpoint" / "card.json")
    assert "ends in .html or .htm" in refusal(provider, "modelinfo", {"MODEL": folder, "REPORT": card}, context)
    page = {"MODEL": folder, "REPORT": str(tmp_path / "page.HTM")}
    assert job_of(provider, "modelinfo", page, context, feedback) == ModelInfoJob(folder)
    parameters = {"INPUT": [str(scene)], "MODEL": folder, "OUTPUT": str(tmp_path / "map.tif")}
    assert "Fine-tune on labels" in refusal(provider, "predict", parameters, context)
