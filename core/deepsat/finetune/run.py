"""Fine-tuning: labels and a scene become a model, and an account of how good it is.

The stages, as progress names them:

    labels     read, brought onto the scene's grid, whole polygons held out
    features   a network is started and calibrated on the scene; what it sees at the labels is gathered
    head       is fitted to these features
    network    all weights are trained until the held-out polygons gain nothing more
    report     the best weights are scored, and everything is written
"""

from __future__ import annotations

import dataclasses
import math
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from deepsat.devices import bf16_pays, choose_device, describe_device
from deepsat.encoders import Architecture
from deepsat.finetune.checkpoints import Start, check_checkpoint, fitting_checkpoint, start_network
from deepsat.finetune.chips import ChipReader
from deepsat.finetune.covering import CONTEXT_PX, CORE_PX, covering_windows, thinned
from deepsat.finetune.evaluation import Evaluation, Evaluator
from deepsat.finetune.fingerprint import fingerprint
from deepsat.finetune.head import calibrate_batch_norm, calibrate_spectral_path, fit_head, labelled_features, set_head
from deepsat.finetune.outcome import Outcome, write_outcome
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.reproducible import reproducible
from deepsat.finetune.sampling import random_windows
from deepsat.finetune.schedule import TimeBudget
from deepsat.finetune.training import Material, Training
from deepsat.finetune.training_state import TrainingState
from deepsat.imagery import Normalisation, Window, estimate, open_scene
from deepsat.imagery.scene import Scene
from deepsat.jobs import ErrorCode, FinetuneJob, UserError
from deepsat.labels import HeldOut, LabelPixels, hold_out, label_pixels, read_labels
from deepsat.predict.engine import is_out_of_memory
from deepsat.reporting import PartReporter, Reporter
from deepsat.temporary_files import check_disk_space, check_writable

LOOK_WINDOWS = 96
"""Covering windows of held-out pixels that are looked at while training."""
FEATURE_WINDOWS = 160
SCORE_WINDOWS = 2000
CALIBRATION_WINDOWS = 24
SECONDS_TO_WRITE = 2.0
BYTES_NEEDED = 300_000_000
"""Of a model and of the state of its training."""


@dataclasses.dataclass(frozen=True)
class _Prepared:
    """Labels and scene, ready to learn from."""

    scene: Scene
    normalisation: Normalisation
    reader: ChipReader
    pixels: LabelPixels
    held_out: HeldOut
    findings: tuple[str, ...]

    @property
    def training_pixels(self) -> LabelPixels:
        return self.pixels.of_polygons(self.held_out.training)

    @property
    def held_out_pixels(self) -> LabelPixels:
        return self.pixels.of_polygons(self.held_out.held_out)


def finetune(job: FinetuneJob, reporter: Reporter, recipe: Recipe | None = None) -> dict[str, Any]:
    """Fine-tunes a network on labelled polygons of one scene.

    Args:
        job: what to learn from and where to write.
        reporter: told of progress; asked at each step whether to stop.
        recipe: settings that are not the person's to choose; None for the measured ones.

    Returns:
        `model`, `report` (paths), `classes` (each with `id`, `name`, `colour`, `training_polygons`,
        `held_out_polygons`, `pixels`), `held_out` (`overall_accuracy`, `mean_iou`, `iou` by class name, `confusion`;
        None where nothing could be held out), `steps`, `seconds`, `device`, `findings` (sentences).

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
    with open_scene(job.input, job.dates) as scene, reproducible():
        checkpoint, reasons = fitting_checkpoint(job.checkpoint, scene)
        job = dataclasses.replace(job, checkpoint=checkpoint)
        prepared = _prepare(job, scene, recipe, reporter, reasons)
        try:
            return _learn(job, prepared, recipe, budget, device, reporter)
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


def _prepare(job: FinetuneJob, scene: Scene, recipe: Recipe, reporter: Reporter, reasons: tuple[str, ...]) -> _Prepared:
    reporter.progress(0.0, "labels", "Reading the labels.")
    labels = read_labels(job.labels, job.class_field, scene.grid, job.labels_layer)
    reporter.check_cancelled()
    pixels = label_pixels(labels, scene.grid, scene.valid)
    held_out = hold_out(pixels, recipe.held_out_fraction, seed=job.seed)
    reporter.progress(0.03, "labels", f"{len(pixels)} labelled pixels in {len(labels.polygons)} polygons.")
    normalisation = estimate(scene, job.seed)
    findings = (
        *scene.findings,
        *labels.findings,
        *pixels.findings,
        *held_out.findings,
        *normalisation.findings(scene.bands),
        *reasons,
    )
    for finding in findings:
        reporter.log(finding, "warning")
    return _Prepared(scene, normalisation, ChipReader(scene, normalisation), pixels, held_out, findings)


def _learn(
    job: FinetuneJob, prepared: _Prepared, recipe: Recipe, budget: TimeBudget, device: torch.device, reporter: Reporter
) -> dict[str, Any]:
    start = start_network(job.checkpoint, prepared.scene, len(prepared.pixels.class_map), recipe, job.seed)
    for finding in start.findings:
        reporter.log(finding, "warning")
    network, architecture = start.network.to(device), start.architecture
    class_weights = class_weights_of(prepared.training_pixels, recipe.class_balance)
    state = TrainingState(
        Path(job.model),
        fingerprint(job, recipe, prepared.scene, prepared.pixels, prepared.normalisation, device, start.weights_hash),
    )
    scorer = _evaluator(prepared, architecture, device, windows=SCORE_WINDOWS, seed=job.seed)
    looker = _evaluator(prepared, architecture, device, windows=LOOK_WINDOWS, seed=job.seed)
    try:
        if not state.exists():
            _fit_head(start, prepared, class_weights, recipe, device, job.seed, reporter)
        reserve = SECONDS_TO_WRITE + _seconds_to_score(scorer, network, reporter)
        material = Material(
            reader=prepared.reader,
            pixels=prepared.training_pixels,
            class_weights=class_weights,
            evaluator=looker,
            input_scale=architecture.input_scale,
            device=device,
            bf16=bf16_pays(device),
            seed=job.seed,
        )
        training = Training(network, material, recipe, budget, reserve, state, PartReporter(reporter, 0.2, 0.95))
        progression = training.run()
        reporter.progress(0.95, "report", "Scoring the best weights and writing the model.")
        evaluation = None if scorer is None else scorer.evaluate(network, reporter)
        findings = (
            *prepared.findings,
            *start.findings,
            *training.findings,
            *_findings(progression.steps, recipe, job, evaluation),
        )
        outcome = Outcome(job, recipe, architecture, prepared.scene, prepared.normalisation, prepared.pixels,
                          prepared.held_out, network, evaluation, progression, findings,
                          f"{device}: {describe_device(device)}", budget)  # fmt: skip
        reporter.check_cancelled()
        result = write_outcome(outcome)
    except BaseException:
        # Whoever can still run this line was not killed: what was asked to stop or went wrong leaves nothing behind.
        state.remove()
        raise
    state.remove()
    reporter.progress(1.0, "report", f"Fine-tuned in {result['seconds']:.0f} s: {job.model}")
    return result


def _fit_head(
    start: Start,
    prepared: _Prepared,
    class_weights: Tensor,
    recipe: Recipe,
    device: torch.device,
    seed: int,
    reporter: Reporter,
) -> None:
    """Calibrates a random network on the scene, and fits the head to what the network sees at the training labels."""
    network, scale = start.network, start.architecture.input_scale
    reporter.progress(0.05, "features", "Looking at the scene.")
    pixels = thinned(
        prepared.training_pixels, per_class=recipe.head_pixels_per_class, windows=FEATURE_WINDOWS, seed=seed
    )
    if not start.calibrated:
        calibrate_batch_norm(network, _calibration_images(prepared, pixels, seed).to(device), scale)
    if start.spectral_share:
        images = _calibration_images(prepared, pixels, seed).to(device)
        calibrate_spectral_path(network, images, start.architecture, start.spectral_share)
    network.eval()
    reporter.progress(0.08, "features", f"Gathering what the network sees at {len(pixels)} labelled pixels.")
    features, targets = labelled_features(
        network, prepared.reader, pixels, input_scale=scale, device=device, reporter=reporter
    )
    reporter.progress(0.15, "head", "Fitting the head.")
    trust = _trust(start, features.shape[1], recipe)
    set_head(network, *fit_head(features, targets, class_weights, recipe.head_penalty, trust))
    reporter.progress(0.2, "head", "The head is fitted.")


def _trust(start: Start, features: int, recipe: Recipe) -> Tensor | None:
    """How much the head trusts each feature: those that pass the bands through more than those that were learnt."""
    if not start.spectral_share:
        return None
    channels = start.architecture.feature_channels
    carried = int(start.architecture.decoder_channels[-1] * start.spectral_share)
    trust = torch.ones(channels, features // channels)
    trust[carried:] = recipe.learnt_trust
    return trust.flatten()


def _calibration_images(prepared: _Prepared, pixels: LabelPixels, seed: int) -> Tensor:
    """Windows of the scene, and around labels: of a scene with little data the first may show nothing."""
    side = CORE_PX + 2 * CONTEXT_PX
    grid = prepared.scene.grid
    windows: list[Window] = random_windows(grid.height, grid.width, side=side, count=CALIBRATION_WINDOWS, seed=seed)
    windows += [covering.around for covering in covering_windows(pixels)[: CALIBRATION_WINDOWS // 3]]
    chips = prepared.reader.read(windows)
    filled = chips.valid.flatten(1).float().mean(dim=1)
    return chips.images[filled >= min(0.5, float(filled.max()))]


def class_weights_of(pixels: LabelPixels, balance: float) -> Tensor:
    """float32 (K,): (mean pixels of a class / its pixels) to the power `balance`; 0 for a class without a pixel."""
    counts = pixels.count_by_class.astype(np.float64)
    present = counts > 0
    weights = np.zeros(len(counts))
    weights[present] = (counts[present].mean() / counts[present]) ** balance
    return torch.from_numpy(weights).float()


def _evaluator(
    prepared: _Prepared, architecture: Architecture, device: torch.device, *, windows: int, seed: int
) -> Evaluator | None:
    """Of the held-out pixels, as far as they lie in so many covering windows; None without any."""
    pixels = prepared.held_out_pixels
    if len(pixels) == 0:
        return None
    if len(covering_windows(pixels)) > windows:
        pixels = thinned(pixels, per_class=len(pixels), windows=windows, seed=seed)
    return Evaluator(
        prepared.reader, pixels, input_scale=architecture.input_scale, device=device, bf16=bf16_pays(device)
    )


def _seconds_to_score(scorer: Evaluator | None, network: nn.Module, reporter: Reporter) -> float:
    """Measured once, to keep that much time for the end."""
    if scorer is None:
        return 0.0
    started = time.monotonic()
    scorer.evaluate(network, reporter)
    return time.monotonic() - started


def _findings(steps: int, recipe: Recipe, job: FinetuneJob, evaluation: Evaluation | None) -> list[str]:
    found = []
    if steps < recipe.steps:
        found.append(
            f"The limit of {job.max_minutes:g} min ended training after {steps} of {recipe.steps} steps; "
            "with more time the map may be better, and the same job may end elsewhere."
        )
    if evaluation is None:
        found.append("No class has a polygon to spare, so nothing is known about the model's skill.")
    elif not math.isnan(evaluation.confusion.mean_iou):
        found.append("The held-out polygons also chose when to stop, so their scores lean to the optimistic side.")
    return found
