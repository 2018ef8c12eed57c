"""Making a model: head and forest are fitted and compared, and the network is trained where that pays."""

from __future__ import annotations

import dataclasses

import numpy as np
from torch import Tensor

from deepsat.finetune.candidates import FOREST_SHARES, Candidate, Comparison, blends, chosen_of, usual_of
from deepsat.finetune.cross_validation import OutOfFold, cross_validated, forest_of, head_of
from deepsat.finetune.frozen import look, trust_of
from deepsat.finetune.head import head_of_network, set_head
from deepsat.finetune.labelled import Labelled
from deepsat.finetune.skill_curve import skill_by_polygons
from deepsat.finetune.start import Start
from deepsat.finetune.training_state import Progression
from deepsat.finetune.trial import Trainer, may_gain, try_network
from deepsat.labels import LabelPixels
from deepsat.models import Model
from deepsat.reporting import PartReporter, Reporter

SECONDS_TO_WRITE = 2.0
"""Left for the model and the report when the last training ends."""

RETRY_AT = 1.5
"""Polygons for each one of the last trial, from which on a model that is continued from is worth another: a trial takes
most of a round, and what few new polygons say of it is little."""


@dataclasses.dataclass(frozen=True)
class Made:
    """A model, and what is known of it."""

    model: Model
    chosen: Candidate
    comparison: Comparison | None
    """On held-out pixels; None where nothing was held out."""
    progression: Progression
    """Of the training of all weights in the trial, or without a trial of the only one."""
    retrained: Progression | None
    """Of the training on all polygons after a trial that paid; None where there was none."""
    skill_curve: tuple[tuple[int, float], ...]
    """Polygons a class and mean IoU of `curve_of` that learnt from so many; empty where too few are held out."""
    curve_of: Candidate
    """The best of head and forest, which is the model itself unless the trained network was better."""
    findings: tuple[str, ...]
    tried_with: int
    """See `TrainingFacts.tried_with`."""
    labelled: Labelled
    """What head and forest learnt from."""


@dataclasses.dataclass(frozen=True)
class _Decision:
    """What the model consists of, and what the network's training had to do with it; fields as in `Made`."""

    chosen: Candidate
    comparison: Comparison | None
    progression: Progression
    tried_with: int


class Making:
    """Makes one model.

    Args:
        start: its network on the trainer's device; it becomes the model's.
        trainer: trains all weights.
        reporter: told of progress; asked whether to stop.
    """

    def __init__(self, start: Start, trainer: Trainer, reporter: Reporter) -> None:
        self._start, self._trainer, self._reporter = start, trainer, reporter
        self._candidates = trainer.recipe.candidates
        self._findings: list[str] = []
        self._retrained: Progression | None = None
        self._kept_head = head_of_network(start.network) if start.continues else None

    def make(self) -> Made:
        """Makes it; the network is left in evaluation mode."""
        start, trainer, reporter = self._start, self._trainer, self._reporter
        labelled = look(start, trainer.prepared, trainer.recipe, trainer.device, trainer.seed, reporter)
        self._findings += _not_looked_at(labelled, trainer.prepared.pixels)
        trust = trust_of(start, labelled.features.shape[1], trainer.recipe)
        reporter.progress(0.15, "head", "Fitting head and forest.")
        self._fit_head(labelled, trust)
        found, comparison = self._compare(labelled, trust)
        curve_of = usual_of(self._candidates) if comparison is None else comparison.chosen
        curve = () if comparison is None else self._curve(labelled, comparison, trust)
        reporter.progress(0.25, "head", "Head and forest are fitted.")
        decided = self._decide(labelled, trust, found, comparison, curve_of)
        model = self._model(decided.chosen, labelled)
        return Made(
            model=model,
            chosen=decided.chosen,
            comparison=decided.comparison,
            progression=decided.progression,
            retrained=self._retrained,
            skill_curve=curve,
            curve_of=curve_of,
            findings=tuple(self._findings),
            tried_with=decided.tried_with,
            labelled=labelled,
        )

    def _decide(
        self,
        labelled: Labelled,
        trust: Tensor | None,
        found: OutOfFold | None,
        comparison: Comparison | None,
        chosen: Candidate,
    ) -> _Decision:
        """What is `chosen` of head and forest, or a network that is trained here where that may gain something."""
        trainer, tried_with = self._trainer, self._start.tried_with
        untrained = _Decision(chosen, comparison, Progression(), tried_with)
        if "network" not in self._candidates:
            return untrained
        if found is None or comparison is None:
            if "head" in self._candidates:
                return untrained
            progression = self._train(trainer.recipe.steps, PartReporter(self._reporter, 0.25, 0.95))
            return _Decision(dataclasses.replace(chosen, trained=True), None, progression, tried_with)
        folds = labelled.folds
        if not (folds.has_whole_polygons and self._is_worth_trying(labelled)):
            return untrained
        if not may_gain(found, comparison, trainer.recipe.margin, folds.halved):
            return untrained
        comparison, progression = self._try(labelled, trust, found, comparison)
        tried_with = _polygon_count(labelled) if progression.step else tried_with
        return _Decision(comparison.chosen, comparison, progression, tried_with)

    def _is_worth_trying(self, labelled: Labelled) -> bool:
        """Not again, when training goes on from a model, before there is half as much more to learn from."""
        return _polygon_count(labelled) >= RETRY_AT * self._start.tried_with

    def _fit_head(self, labelled: Labelled, trust: Tensor | None) -> None:
        set_head(self._start.network, *head_of(labelled, self._trainer.recipe, trust, self._kept_head))

    def _curve(self, labelled: Labelled, comparison: Comparison, trust: Tensor | None) -> tuple[tuple[int, float], ...]:
        """The skill of the best of head and forest with fewer polygons."""
        recipe, seed, share = self._trainer.recipe, self._trainer.seed, comparison.chosen.forest_share
        check = self._reporter.check_cancelled
        return skill_by_polygons(labelled, comparison.of_chosen, share, recipe, trust, seed, check)

    def _compare(self, labelled: Labelled, trust: Tensor | None) -> tuple[OutOfFold | None, Comparison | None]:
        """What head and forest say of held-out pixels; None, None where there are no folds."""
        trainer = self._trainer
        if labelled.folds.count == 0:
            return None, None
        found = cross_validated(labelled, trainer.recipe, trust, trainer.seed, self._reporter.check_cancelled)
        shares = FOREST_SHARES if "forest" in self._candidates else (0.0,)
        evidence = blends(found.pixels, found.head, found.forest, shares, trained=False)
        usual, weak = usual_of(self._candidates), labelled.folds.halved
        return found, Comparison(evidence, chosen_of(evidence, usual, trainer.recipe.margin, weak))

    def _try(
        self, labelled: Labelled, trust: Tensor | None, found: OutOfFold, before: Comparison
    ) -> tuple[Comparison, Progression]:
        """Trains all weights without some polygons; the network is left trained on all labels, or as it was."""
        network = self._start.network
        fitted = {name: tensor.detach().clone() for name, tensor in network.state_dict().items()}
        part = PartReporter(self._reporter, 0.25, 0.7)

        def fit_head(fold: int) -> None:
            self._fit_head(labelled.where(labelled.folds.training(fold)), trust)

        comparison, progression, findings = try_network(self._trainer, network, fit_head, found, before, part)
        self._findings += findings
        network.load_state_dict(fitted)
        network.eval()
        if not comparison.chosen.trained:
            return before, progression
        self._retrained = self._train(progression.best_step, PartReporter(self._reporter, 0.7, 0.95))
        # Without a step on all polygons the weights are those of the fitted head, and not to be called trained.
        return (comparison if self._retrained.step else before), progression

    def _train(self, steps: int, reporter: Reporter) -> Progression:
        """Trains all weights on all labels."""
        trainer, network = self._trainer, self._start.network
        pixels = trainer.prepared.pixels
        progression, findings = trainer.train(network, pixels, None, steps, SECONDS_TO_WRITE, reporter, "all")
        self._findings += findings
        return progression

    def _model(self, chosen: Candidate, labelled: Labelled) -> Model:
        trainer, share = self._trainer, chosen.forest_share
        forest = forest_of(labelled, trainer.recipe, trainer.seed).to(trainer.device) if share else None
        smooths = trainer.recipe.smooths
        return Model(
            self._start.network, trainer.input_scale, forest, share, smooths=smooths, scale=trainer.prepared.scene.scale
        ).eval()


def _polygon_count(labelled: Labelled) -> int:
    return len(np.unique(labelled.pixels.polygon_ids))


def _not_looked_at(labelled: Labelled, pixels: LabelPixels) -> list[str]:
    """A sentence where there are so many polygons that some are left out."""
    seen, there = _polygon_count(labelled), len(np.unique(pixels.polygon_ids))
    if seen == there:
        return []
    return [f"Of {there} polygons {seen} are learnt from, drawn at random; all would take too long."]
