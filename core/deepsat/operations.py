"""Operations: which function carries out which kind of job.

The functions are imported when a job asks for them, so that looking up a command's help does not load torch.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deepsat.job_paths import check_job_paths
from deepsat.jobs import (
    ChangeMapJob,
    DoctorJob,
    DownloadCheckpointJob,
    EvaluateJob,
    ExportModelJob,
    FinetuneChangeJob,
    FinetuneJob,
    ImportCheckpointJob,
    Job,
    MapJob,
    ModelInfoJob,
    PolygonsJob,
    PredictChangeJob,
    PredictJob,
    PretrainJob,
    PreviewJob,
    ProbeJob,
    RestoreModelJob,
    SamplePointsJob,
    StackBandsJob,
    SuggestLabelsJob,
)
from deepsat.jobs.events import finite
from deepsat.outputs.own_folders import CHECKPOINT_CARD_NAME, MODEL_CARD_NAME
from deepsat.outputs.temporary_files import previous_of
from deepsat.reporting import PartReporter, Reporter

Result = dict[str, Any]
"""Plain JSON; every path that was written is in it."""

FINETUNE_SHARE = 0.85
"""Share of a map job's time that fine-tuning takes, by experience."""


def run(job: Job, reporter: Reporter) -> Result:
    """Carries out `job`.

    Returns:
        What was found and written, as plain JSON; numbers that are not finite are None.

    Raises:
        DeepSatError: every failure that is foreseen.
    """
    check_job_paths(job)
    reporter.check_cancelled()
    result = _OPERATIONS[job.kind](job, reporter)
    # Sent through JSON, so that the command line and the worker hand out the very same values.
    return dict(json.loads(json.dumps(finite(result), allow_nan=False)))


def _finetune(job: FinetuneJob, reporter: Reporter) -> Result:
    from deepsat.finetune.run import finetune

    return finetune(job, reporter)


def _predict(job: PredictJob, reporter: Reporter) -> Result:
    from deepsat.predict.run import predict

    return predict(job, reporter)


def _map(job: MapJob, reporter: Reporter) -> Result:
    """Fine-tunes, then predicts; the model stays when predicting fails: it is whole and took most of the time."""
    started = time.monotonic()
    trained = _finetune(job.finetune_job(), PartReporter(reporter, 0.0, FINETUNE_SHARE))
    try:
        predicted = _predict(job.predict_job(), PartReporter(reporter, FINETUNE_SHARE, 1.0))
    except Exception:
        reporter.log(f"The model is complete and can be used: {job.model}", "warning")
        raise
    return merged(trained, predicted, time.monotonic() - started)


def merged(trained: Result, predicted: Result, seconds: float) -> Result:
    """The result of fine-tuning and predicting in one step: all keys of both, the findings of one after the other.

    What both say of the scene is said once.
    """
    findings = dict.fromkeys([*trained.get("findings", []), *predicted.get("findings", [])])
    return {**trained, **predicted, "findings": list(findings), "seconds": seconds}


def _polygons(job: PolygonsJob, reporter: Reporter) -> Result:
    from deepsat.polygons.run import polygons

    return polygons(job, reporter)


def _preview(job: PreviewJob, reporter: Reporter) -> Result:
    from deepsat.preview.run import preview

    return preview(job, reporter)


def _suggest_labels(job: SuggestLabelsJob, reporter: Reporter) -> Result:
    from deepsat.suggest.run import suggest_labels

    return suggest_labels(job, reporter)


def _probe(job: ProbeJob, reporter: Reporter) -> Result:
    from deepsat.probe.run import probe

    return probe(job, reporter)


def _stack_bands(job: StackBandsJob, reporter: Reporter) -> Result:
    from deepsat.imagery.stacking import stack_bands

    return stack_bands(job, reporter)


def _pretrain(job: PretrainJob, reporter: Reporter) -> Result:
    from deepsat.pretrain.run import pretrain

    return pretrain(job, reporter)


def _import_checkpoint(job: ImportCheckpointJob, reporter: Reporter) -> Result:
    from deepsat.checkpoints.importing.run import import_checkpoint

    return import_checkpoint(job, reporter)


def _download_checkpoint(job: DownloadCheckpointJob, reporter: Reporter) -> Result:
    from deepsat.checkpoints.downloads import download_checkpoint

    return download_checkpoint(job, reporter)


def _evaluate(job: EvaluateJob, reporter: Reporter) -> Result:
    from deepsat.accuracy.evaluate import evaluate

    return evaluate(job, reporter)


def _sample_points(job: SamplePointsJob, reporter: Reporter) -> Result:
    from deepsat.accuracy.sample_points import sample_points

    return sample_points(job, reporter)


def _finetune_change(job: FinetuneChangeJob, reporter: Reporter) -> Result:
    from deepsat.change.learnt import finetune_change

    return finetune_change(job, reporter)


def _predict_change(job: PredictChangeJob, reporter: Reporter) -> Result:
    from deepsat.change.learnt import predict_change

    return predict_change(job, reporter)


def _change_map(job: ChangeMapJob, reporter: Reporter) -> Result:
    from deepsat.change.unsupervised import change_map

    return change_map(job, reporter)


def _modelinfo(job: ModelInfoJob, reporter: Reporter) -> Result:
    from deepsat.checkpoints.checkpoint import read_checkpoint_card
    from deepsat.checkpoints.model_folder import read_card

    folder = Path(job.model)
    if (folder / CHECKPOINT_CARD_NAME).is_file() and not (folder / MODEL_CARD_NAME).is_file():
        return {"model": job.model, "kind": "checkpoint", "card": read_checkpoint_card(folder).to_json()}
    return {"model": job.model, "kind": "model", "card": read_card(folder).to_json()}


def _restore_model(job: RestoreModelJob, reporter: Reporter) -> Result:
    from deepsat.checkpoints.model_folder import restore_previous

    card = restore_previous(Path(job.model))
    previous = previous_of(Path(job.model))
    return {
        "model": job.model,
        "previous": str(previous) if previous.exists() else "",
        "created": card.created,
        "classes": list(card.class_map.names),
    }


def _export_model(job: ExportModelJob, reporter: Reporter) -> Result:
    from deepsat.export.run import export_model

    return export_model(job, reporter)


def _doctor(job: DoctorJob, reporter: Reporter) -> Result:
    from deepsat.doctor import examine

    return examine(reporter)


# Keyed by the job's kind, which fixes the type of the job that the function is given.
_OPERATIONS: dict[str, Callable[[Any, Reporter], Result]] = {
    FinetuneJob.kind: _finetune,
    PredictJob.kind: _predict,
    MapJob.kind: _map,
    PolygonsJob.kind: _polygons,
    PreviewJob.kind: _preview,
    SuggestLabelsJob.kind: _suggest_labels,
    ProbeJob.kind: _probe,
    StackBandsJob.kind: _stack_bands,
    PretrainJob.kind: _pretrain,
    ImportCheckpointJob.kind: _import_checkpoint,
    DownloadCheckpointJob.kind: _download_checkpoint,
    EvaluateJob.kind: _evaluate,
    SamplePointsJob.kind: _sample_points,
    FinetuneChangeJob.kind: _finetune_change,
    PredictChangeJob.kind: _predict_change,
    ChangeMapJob.kind: _change_map,
    ModelInfoJob.kind: _modelinfo,
    RestoreModelJob.kind: _restore_model,
    ExportModelJob.kind: _export_model,
    DoctorJob.kind: _doctor,
}
