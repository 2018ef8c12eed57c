"""Change from polygons: the jobs of fine-tuning and mapping, for a pair of rasters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from deepsat.change.start import change_start, is_change_model
from deepsat.checkpoints import Card
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.finetune.subject import Subject
from deepsat.imagery.pair import Pair, open_pair
from deepsat.jobs import ErrorCode, FinetuneChangeJob, FinetuneJob, PredictChangeJob, UserError
from deepsat.predict.run import predict
from deepsat.reporting import Reporter


def finetune_change(job: FinetuneChangeJob, reporter: Reporter, recipe: Recipe | None = None) -> dict[str, Any]:
    """Learns change between two dates from polygons, as fine-tuning learns land cover.

    The scene is the pair, the network sees how the features of the two dates differ, the forest sees the bands of both.

    Returns:
        As `deepsat.finetune.run.finetune`.

    Raises:
        UserError: whatever is wrong with the rasters, the labels, the checkpoint, the device or the outputs.
        Cancelled: nothing was written.
    """
    is_change_model(job.checkpoint)
    return finetune(job.finetune_job(), reporter, recipe, Subject(_opened, change_start, suits_scene=False))


def predict_change(job: PredictChangeJob, reporter: Reporter) -> dict[str, Any]:
    """Maps change with a model of it.

    Returns:
        As `deepsat.predict.run.predict`.

    Raises:
        UserError: whatever is wrong with the model, the rasters, the device or the outputs; `MODEL_INVALID` for a model
            that is not for change.
        Cancelled: nothing was written.
    """
    if not is_change_model(str(Path(job.model))):
        raise UserError(
            ErrorCode.MODEL_INVALID,
            expected="the folder of a model for change",
            found=f"{job.model}",
            remedy="Choose the folder that fine-tuning on change wrote.",
        )
    return predict(job.predict_job(), reporter)


def _opened(job: FinetuneJob, model: Card | None) -> Pair:
    before, after = job.input
    return open_pair(before, after)
