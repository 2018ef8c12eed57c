"""Fine-tuning: labels and a scene become a model, and an account of how good it is.

The stages, as progress names them:

    labels      read, brought onto the scene's grid, and put into folds
    features    a network is started and calibrated on the scene; what it sees at the labels is gathered
    head        head and forest are fitted to that, on all labels and in each fold, and compared
    network     all weights are trained without one fold, and once more on all labels if that fold gains by it
    report      everything is written
"""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import Any

import torch

from deepsat.checkpoints import Card
from deepsat.devices import choose_device, describe_device
from deepsat.failures import is_out_of_memory
from deepsat.finetune.candidates import usual_of
from deepsat.finetune.checkpoints import check_checkpoint, fitting_checkpoint, model_before
from deepsat.finetune.fingerprint import fingerprint
from deepsat.finetune.making import Made, Making
from deepsat.finetune.outcome import Outcome
from deepsat.finetune.outcome_files import write_outcome
from deepsat.finetune.preparation import Prepared, prepare
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.reproducible import reproducible
from deepsat.finetune.schedule import TimeBudget
from deepsat.finetune.subject import LAND_COVER, Subject
from deepsat.finetune.training_state import TrainingState
from deepsat.finetune.trial import Trainer
from deepsat.imagery import with_usable_bands
from deepsat.jobs import Abandoned, ErrorCode, FinetuneJob, UserError
from deepsat.jobs.class_names import values_of, words_of
from deepsat.labels import read_labels
from deepsat.outputs.output_checks import check_disk_space, check_writable
from deepsat.reporting import PartReporter, Reporter

BYTES_NEEDED = 300_000_000
"""Of a model and of the states of its trainings."""


def finetune(
    job: FinetuneJob, reporter: Reporter, recipe: Recipe | None = None, subject: Subject = LAND_COVER
) -> dict[str, Any]:
    """Fine-tunes a network on labelled polygons of one scene.

    Args:
        job: what to learn from and where to write.
        reporter: told of progress; asked at each step whether to stop.
        recipe: settings that are not the person's to choose; None for the measured ones.
        subject: what is learnt of, land cover or another thing.

    Returns:
        `model`, `report` (paths), `classes` (each with `id`, `name`, `colour`, `training_polygons`,
        `held_out_polygons`, `pixels`), `held_out` (`overall_accuracy`, `mean_iou`, `iou` by class name, `confusion`;
        None where nothing could be held out), `doubtful_polygons` (those taken for another class, each with
        `class_name`, `taken_for`, `share`, `pixels`, `centre`, `bounds`; of many the first), `doubtful_polygon_count`
        (of all), `candidates` (mean IoU by name), `chosen` (one of them), `steps`, `seconds`, `device`, `findings`
        (sentences).

    Raises:
        UserError: whatever is wrong with the scene, the labels, the checkpoint, the device or the outputs.
        Cancelled: nothing was written.
    """
    recipe = recipe or Recipe()
    budget = TimeBudget(job.max_minutes, time.monotonic())
    # Settled once, so that a state saved under `auto` is never resumed from another start.
    check_checkpoint(job.checkpoint)
    check_writable(Path(job.model))
    check_disk_space(Path(job.model).absolute().parent, BYTES_NEEDED)
    device = choose_device(job.device, reporter)
    before = model_before(job.checkpoint)
    _check_scale(job, before)
    with subject.open(job, before) as scene, reproducible():
        reporter.progress(0.0, "labels", "Looking at the bands.")
        needed = before.bands if before is not None else ()
        usable = with_usable_bands(scene, job.seed, needed, PartReporter(reporter, 0.0, 0.01))
        if before is not None:
            before.check_places(scene.bands, usable.left_out)
        checkpoint, reasons = fitting_checkpoint(job.checkpoint, usable.scene)
        job = dataclasses.replace(job, checkpoint=checkpoint)
        recipe = subject.recipe(recipe, usable.scene)
        reporter.progress(0.01, "labels", "Reading the labels.")
        labels = read_labels(
            job.labels, job.class_field, scene.grid, job.labels_layer, job.class_colours, job.class_names
        )
        reporter.check_cancelled()
        prepared = prepare(labels, usable, recipe, reporter, reasons)
        try:
            return _learn(job, prepared, recipe, budget, device, reporter, subject)
        except RuntimeError as error:
            if not is_out_of_memory(error):
                raise
            raise UserError(
                ErrorCode.OUT_OF_MEMORY,
                expected=f"memory for {recipe.batch_size} chips of {recipe.chip_size} pixels on {device}",
                found="too little free memory",
                remedy="Close other programs that use it, or choose the device 'cpu'.",
                details=str(error),
            ) from error


def _check_scale(job: FinetuneJob, before: Card | None) -> None:
    if before is not None and before.scale != job.scale:
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected=f"the scale {before.scale}, as that of the model to continue from",
            found=f"scale {job.scale}",
            remedy="Set the scale to the model's, or start from a checkpoint.",
        )


def _learn(
    job: FinetuneJob, prepared: Prepared, recipe: Recipe, budget: TimeBudget, device: torch.device, reporter: Reporter,
    subject: Subject,
) -> dict[str, Any]:  # fmt: skip
    names = prepared.pixels.class_map.names
    values = values_of(words_of(job.class_names))
    start = subject.start(job.checkpoint, prepared.scene, len(names), recipe, job.seed, names, values)
    for finding in start.findings:
        reporter.log(finding, "warning")
    start.network.to(device)
    facts = (job, recipe, prepared.scene, prepared.pixels, prepared.normalisation, device, start.weights_hash)
    state = TrainingState(Path(job.model), fingerprint(*facts))
    trainer = Trainer(prepared, recipe, budget, start.architecture.input_scale, device, job.seed, state)
    try:
        made = Making(start, trainer, reporter).make()
        reporter.progress(0.95, "report", "Writing the model.")
        findings = (*prepared.findings, *start.findings, *made.findings, *_findings(made, recipe, job))
        on = f"{device}: {describe_device(device)}"
        outcome = Outcome(job, recipe, start, prepared, made, findings, on, budget)
        reporter.check_cancelled()
        result = write_outcome(outcome)
    except Abandoned:
        # As where the process is killed: the same job goes on from the state that was saved last.
        raise
    except BaseException:
        # Whoever can still run this line was not killed: what was asked to stop or went wrong leaves nothing behind.
        state.remove()
        raise
    state.remove()
    reporter.progress(1.0, "report", f"Fine-tuned in {result['seconds']:.0f} s: {job.model}")
    return result


def _findings(made: Made, recipe: Recipe, job: FinetuneJob) -> list[str]:
    found = []
    if made.progression.was_cut:
        found.append(
            f"The limit of {job.max_minutes:g} min ended the training of all weights after {made.progression.step} of "
            f"{recipe.steps} steps; with more time the map may be better. How many steps fit differs from run to run."
        )
    if made.retrained is not None and made.retrained.was_cut:
        found.append(
            f"The limit of {job.max_minutes:g} min ended the training on all polygons after {made.retrained.step} of "
            f"{made.progression.best_step} steps; the scores are those of a training that took all of them."
            if made.retrained.step
            else f"The limit of {job.max_minutes:g} min left no time to train on all polygons, so the weights of the "
            "network stay as they were."
        )
    if made.comparison is None:
        if recipe.folds:
            found.append("No polygon could be held out, so nothing is known about the model's skill.")
    elif made.chosen.trained:
        found.append(
            "The held-out polygons also chose what the model consists of and when training stopped, so their scores "
            "lean to the optimistic side."
        )
    elif made.chosen != usual_of(recipe.candidates):
        found.append(
            "The held-out polygons also chose what the model consists of, so their scores lean to the optimistic side."
        )
    return found
