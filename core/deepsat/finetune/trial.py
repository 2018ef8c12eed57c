"""The trial: all weights of the network are trained on all but one fold, to see whether that pays."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from deepsat.devices import bf16_pays
from deepsat.finetune.candidates import Comparison, blends, chosen_of, score_of
from deepsat.finetune.class_weights import class_weights_of
from deepsat.finetune.covering import thinned
from deepsat.finetune.cross_validation import OutOfFold
from deepsat.finetune.evaluation import Evaluator
from deepsat.finetune.labelled import probabilities_at_labels
from deepsat.finetune.preparation import Prepared
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.schedule import TimeBudget
from deepsat.finetune.training import Material, Training
from deepsat.finetune.training_state import Progression, TrainingState
from deepsat.labels import LabelPixels
from deepsat.models import Model
from deepsat.reporting import Reporter

FOLD = 0
"""Held out in the trial: every class that can spare a polygon spares one for it."""

LOOK_WINDOWS = 96
"""Covering windows of held-out pixels that are looked at while training."""


@dataclasses.dataclass(frozen=True)
class Trainer:
    """Trains the network of a fine-tuning, with what all of its trainings share."""

    prepared: Prepared
    recipe: Recipe
    budget: TimeBudget
    input_scale: int
    device: torch.device
    seed: int
    state: TrainingState

    def train(
        self,
        network: nn.Module,
        pixels: LabelPixels,
        held_out: LabelPixels | None,
        steps: int,
        reserve: float,
        reporter: Reporter,
    ) -> tuple[Progression, tuple[str, ...]]:
        """Trains all weights in place.

        Args:
            network: with a fitted head, on the device.
            pixels: to learn from.
            held_out: to look at while training, so that the best weights are kept; None to keep the last.
            steps: at most.
            reserve: seconds to leave for what comes after.
            reporter: told of each step.

        Returns:
            How it went, and sentences about it.
        """
        name = "all" if held_out is None else "trial"
        material = Material(
            reader=self.prepared.reader,
            pixels=pixels,
            class_weights=class_weights_of(pixels, self.recipe.class_balance),
            evaluator=None if held_out is None else self._looker(held_out),
            input_scale=self.input_scale,
            device=self.device,
            bf16=bf16_pays(self.device),
            seed=self.seed,
        )
        recipe = dataclasses.replace(self.recipe, steps=steps)
        training = Training(network, material, recipe, self.budget, reserve, self.state.named(name), reporter)
        return training.run(), tuple(training.findings)

    def _looker(self, held_out: LabelPixels) -> Evaluator:
        kept = thinned(held_out, per_class=len(held_out), windows=LOOK_WINDOWS, seed=self.seed)
        return Evaluator(
            self.prepared.reader,
            held_out.where(kept),
            input_scale=self.input_scale,
            device=self.device,
            bf16=bf16_pays(self.device),
        )


def may_gain(found: OutOfFold, before: Comparison, margin: float, weak: Collection[int]) -> bool:
    """Whether a trained network could be chosen at all: not where less than the margin is missing in the fold.

    Args:
        found: what forest and head say of held-out pixels.
        before: what was chosen among them.
        margin: see `chosen_of`.
        weak: likewise.
    """
    here = found.in_fold(FOLD)
    evidence = blends(here.pixels, here.head, here.forest, [before.chosen.forest_share], trained=False)
    return not score_of(evidence[before.chosen], weak) > 1 - margin


def try_network(
    trainer: Trainer, network: nn.Module, found: OutOfFold, before: Comparison, reporter: Reporter
) -> tuple[Comparison, Progression, tuple[str, ...]]:
    """Trains all weights in place on all but one fold, and compares on that fold.

    Args:
        trainer: trains.
        network: on the device, with a head fitted to what the trial learns from.
        found: what forest and head say of held-out pixels.
        before: what was chosen among forest and head.
        reporter: told of each step.

    Returns:
        The comparison on the fold; how the training went; sentences about it.
    """
    pixels, folds = trainer.prepared.pixels, trainer.prepared.folds
    training, held_out = pixels.where(folds.training(FOLD)), pixels.where(folds.held_out(FOLD))
    # Half of the time is for training once more, on all polygons.
    reserve = trainer.budget.seconds_left() / 2
    progression, findings = trainer.train(network, training, held_out, trainer.recipe.steps, reserve, reporter)
    here = found.in_fold(FOLD)
    shares = [candidate.forest_share for candidate in before.evidence]
    evidence = blends(here.pixels, here.head, here.forest, shares, trained=False)
    # Weights that no step made better are those of the fitted head, and not to be called trained.
    if progression.best_step > 0:
        says = _says(trainer, network, here.pixels, reporter)
        evidence |= blends(here.pixels, says, here.forest, [share for share in shares if share < 1], trained=True)
    chosen = chosen_of(evidence, before.chosen, trainer.recipe.margin, folds.halved)
    return Comparison(evidence, chosen), progression, findings


def _says(trainer: Trainer, network: nn.Module, pixels: LabelPixels, reporter: Reporter) -> NDArray[np.float32]:
    model = Model(network, trainer.input_scale)
    bf16 = bf16_pays(trainer.device)
    return probabilities_at_labels(
        model, trainer.prepared.reader, pixels, bf16=bf16, device=trainer.device, reporter=reporter
    )
