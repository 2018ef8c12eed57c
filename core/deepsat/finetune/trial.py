"""The trial: all weights of the network are trained on all but one fold, to see whether that pays.

A fold alone says little: at the three development places where a trained network led on the first one by 0.1 or more,
its map was 2.7, 7.2 and 0.3 points of mean IoU worse. Such a lead has to last over all folds; most trials end with the
first.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from deepsat.devices import bf16_pays
from deepsat.finetune.candidates import TRAINED_FOREST_SHARES, Comparison, blends, chosen_of, score_of
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
from deepsat.reporting import PartReporter, Reporter

FOLD = 0
"""Held out first: every class that can spare a polygon spares one for it."""

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
        name: str,
    ) -> tuple[Progression, tuple[str, ...]]:
        """Trains all weights in place.

        Args:
            network: with a fitted head, on the device.
            pixels: to learn from.
            held_out: to look at while training, so that the best weights are kept; None to keep the last.
            steps: at most.
            reserve: seconds to leave for what comes after.
            reporter: told of each step.
            name: of the training among those of the job, under which its state is saved.

        Returns:
            How it went, and sentences about it.
        """
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
    here = found.in_folds([FOLD])
    evidence = blends(here.pixels, here.head, here.forest, [before.chosen.forest_share], trained=False)
    return not score_of(evidence[before.chosen], weak) > 1 - margin


def try_network(
    trainer: Trainer,
    network: nn.Module,
    fit_head: Callable[[int], None],
    found: OutOfFold,
    before: Comparison,
    reporter: Reporter,
) -> tuple[Comparison, Progression, tuple[str, ...]]:
    """Trains all weights in place on all but one fold, and again for each fold as long as that leads.

    Args:
        trainer: trains.
        network: on the device.
        fit_head: fits the network's head to what is learnt from while a fold is held out.
        found: what forest and head say of held-out pixels.
        before: what was chosen among forest and head.
        reporter: told of each step.

    Returns:
        The comparison on the folds that were looked at; how the first training went, its best step being the mean of
        all, and its end that of the one that time cut, if any; sentences about it.
    """
    fitted = {name: tensor.detach().clone() for name, tensor in network.state_dict().items()}
    says, went, findings = np.zeros_like(found.head), list[Progression](), dict[str, None]()
    for fold in range(trainer.prepared.folds.count):
        network.load_state_dict(fitted)
        fit_head(fold)
        progression, sentences = _trained_without(trainer, network, fold, reporter)
        went.append(progression)
        findings.update(dict.fromkeys(sentences))
        # Weights that no step made better are those of the fitted head, and not to be called trained.
        is_trained = any(one.best_step for one in went)
        if is_trained:
            says[found.fold == fold] = _says(trainer, network, found.in_folds([fold]).pixels, reporter)
        comparison = _compared(trainer, found, says if is_trained else None, before, range(fold + 1))
        if not comparison.chosen.trained:
            break
    best_step = round(sum(one.best_step for one in went) / len(went))
    cut = next((one for one in went if one.was_cut), went[0])
    told = dataclasses.replace(went[0], best_step=best_step, step=cut.step, was_cut=cut.was_cut)
    return comparison, told, tuple(findings)


def _compared(
    trainer: Trainer, found: OutOfFold, says: NDArray[np.float32] | None, before: Comparison, folds: range
) -> Comparison:
    """The blends of some folds: with forest and head, and with the trained network, that `says` float32 (N,K)."""
    here = found.in_folds(folds)
    shares = [candidate.forest_share for candidate in before.evidence]
    evidence = blends(here.pixels, here.head, here.forest, shares, trained=False)
    if says is not None:
        beside = TRAINED_FOREST_SHARES if "forest" in trainer.recipe.candidates else (0.0,)
        evidence |= blends(here.pixels, says[np.isin(found.fold, folds)], here.forest, beside, trained=True)
    return Comparison(
        evidence, chosen_of(evidence, before.chosen, trainer.recipe.margin, trainer.prepared.folds.halved)
    )


def _trained_without(
    trainer: Trainer, network: nn.Module, fold: int, reporter: Reporter
) -> tuple[Progression, tuple[str, ...]]:
    """Trains on all but a fold, for its share of the time that is left: the first fold seldom leads to others."""
    pixels, folds = trainer.prepared.pixels, trainer.prepared.folds
    training, held_out = pixels.where(folds.training(fold)), pixels.where(folds.held_out(fold))
    # Once more on all polygons, and before that without each of the other folds.
    after = 1 if fold == FOLD else folds.count - fold
    reserve = trainer.budget.seconds_left() * after / (after + 1)
    if fold == FOLD:
        part, name = PartReporter(reporter, 0.0, 0.5), "trial"
    else:
        others = folds.count - 1
        start = 0.5 + 0.5 * (fold - 1) / others
        part, name = _WithoutCurves(reporter, start, start + 0.5 / others), f"trial_{fold}"
    return trainer.train(network, training, held_out, trainer.recipe.steps, reserve, part, name)


class _WithoutCurves(PartReporter):
    """Curves are those of the first fold."""

    def metric(self, name: str, value: float, step: int) -> None:
        """Nothing."""


def _says(trainer: Trainer, network: nn.Module, pixels: LabelPixels, reporter: Reporter) -> NDArray[np.float32]:
    model = Model(network, trainer.input_scale)
    bf16 = bf16_pays(trainer.device)
    return probabilities_at_labels(
        model, trainer.prepared.reader, pixels, bf16=bf16, device=trainer.device, reporter=reporter
    )
