"""Change between two dates: from parameters to jobs."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from deepsat.jobs import ChangeMapJob, PredictChangeJob
from tests.plugin.jobs_hands import job_of, make_model_folder, refusal


@pytest.fixture
def pair(scene: Path, tmp_path: Path) -> dict[str, Any]:
    """Two dates."""
    later = tmp_path / "später.tif"
    shutil.copy(scene, later)
    return {"BEFORE": str(scene), "AFTER": str(later)}


def test_change_without_labels_and_with_defaults(
    provider: Any, pair: dict[str, Any], tmp_path: Path, context: Any, feedback: Any
) -> None:
    output = str(tmp_path / "change.tif")
    job = job_of(provider, "changemap", {**pair, "OUTPUT": output}, context, feedback)
    assert job == ChangeMapJob(pair["BEFORE"], pair["AFTER"], output)
    asked = {**pair, "OUTPUT": output, "THRESHOLD": 1.5, "CHECKPOINT": "bands", "STRENGTH": str(tmp_path / "s.tif")}
    job = job_of(provider, "changemap", asked, context, feedback)
    assert (job.threshold, job.checkpoint, job.strength) == (1.5, "bands", str(tmp_path / "s.tif"))
    assert job.problems() == []


def test_learning_change_takes_the_labels_of_the_project(
    provider: Any,
    project: Any,
    pair: dict[str, Any],
    labels: Any,
    tmp_path: Path,
    context: Any,
    feedback: Any,
    speak: Any,
) -> None:
    project.addMapLayer(labels)
    speak("de")
    asked = {**pair, "LABELS": labels.id(), "CLASS_FIELD": "class", "MODEL": str(tmp_path / "model"), "SEED": 4}
    job = job_of(provider, "finetunechange", asked, context, feedback)
    assert (job.before, job.after, job.class_field) == (pair["BEFORE"], pair["AFTER"], "class")
    assert (job.labels_layer, Path(job.labels).name, job.seed) == ("labels", "labels.gpkg", 4)
    assert job.finetune_job().problems() == []
    assert job.finetune_job().language == "de"


def test_mapping_change(provider: Any, pair: dict[str, Any], tmp_path: Path, context: Any, feedback: Any) -> None:
    make_model_folder(tmp_path / "model")
    asked = {**pair, "MODEL": str(tmp_path / "model"), "OUTPUT": str(tmp_path / "change.tif")}
    job = job_of(provider, "predictchange", asked, context, feedback)
    model, output = str(tmp_path / "model"), str(tmp_path / "change.tif")
    assert job == PredictChangeJob(pair["BEFORE"], pair["AFTER"], model, output)


def test_an_output_never_overwrites_a_date(provider: Any, pair: dict[str, Any], context: Any) -> None:
    words = refusal(provider, "changemap", {**pair, "OUTPUT": pair["AFTER"]}, context)
    assert "the input would be overwritten" in words


def test_an_unknown_checkpoint_is_refused(provider: Any, pair: dict[str, Any], tmp_path: Path, context: Any) -> None:
    asked = {**pair, "OUTPUT": str(tmp_path / "c.tif"), "CHECKPOINT": "nowhere"}
    assert "nowhere" in refusal(provider, "changemap", asked, context)
