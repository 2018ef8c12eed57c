"""Training of a network for series: context-self contrast first, then cross-entropy, or both at once.

Stage 1 contrasts each location with its window (CSCL) and trains what computes the features; its head is thrown away.
Stage 2 trains all weights by the cross-entropy of labelled pixels, where wanted with contrast beside it. Tarasiou et
al. 2022, arXiv 2104.04310.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from deepsat.encoders.temporal.network import TemporalNetwork
from deepsat.losses import masked_cross_entropy
from deepsat.losses.cscl import ContextSelfContrast, Form
from deepsat.reporting import Reporter
from deepsat.series.boundary_balance import boundary_balanced
from deepsat.series.windows import LabelledWindows, Series, SeriesBatch


@dataclasses.dataclass(frozen=True)
class SeriesRecipe:
    """Settings of one training.

    Raises:
        ValueError: a setting is out of its range.
    """

    steps: int = 200
    """Of stage 2."""
    contrast_steps: int = 0
    """Of stage 1; 0 leaves it out."""
    contrast_weight: float = 0.0
    """Of masked contrast beside the cross-entropy in stage 2; 0 leaves it out."""
    contrast_form: Form = "masked"
    """Which cells stage 1 contrasts: see `deepsat.losses.cscl`."""
    attention_channels: int = 128
    """Of the contrast's queries and keys."""
    balances_boundaries: bool = False
    """Whether stage 2 learns from as many boundary pixels as interior ones."""
    batch_size: int = 8
    side: int = 24
    """Of the windows, in pixels."""
    dates: int = 16
    """Most dates of a window."""
    learning_rate: float = 1e-3
    decay: float = 1.0
    """What the learning rate is multiplied with after each epoch."""
    contrast_epoch_steps: int = 1
    """Steps after which the learning rate decays in stage 1."""
    epoch_steps: int = 1
    """Likewise in stage 2."""

    def __post_init__(self) -> None:
        at_least_one = ("steps", "batch_size", "side", "dates", "contrast_epoch_steps", "epoch_steps")
        problems = [f"{name} is at least 1" for name in at_least_one if getattr(self, name) < 1]
        problems += [
            f"{name} is at least 0" for name in ("contrast_steps", "contrast_weight") if getattr(self, name) < 0
        ]
        problems += [f"{name} is above 0" for name in ("learning_rate", "decay") if not getattr(self, name) > 0]
        if problems:
            raise ValueError("; ".join(problems))

    def to_json(self) -> dict[str, Any]:
        """All settings as plain JSON values."""
        return dataclasses.asdict(self)


def paper_recipe(epoch_steps: int, epochs: int = 50) -> SeriesRecipe:
    """The settings of the CSCL paper: Adam at 1e-4, x 0.975 an epoch in stage 1 and every second epoch in stage 2.

    Args:
        epoch_steps: batches of 32 windows in an epoch.
        epochs: of each stage; 50 for France, 300 for Germany.
    """
    return SeriesRecipe(
        steps=epochs * epoch_steps,
        contrast_steps=epochs * epoch_steps,
        contrast_form="paper",
        batch_size=32,
        side=24,
        dates=16,
        learning_rate=1e-4,
        decay=0.975,
        contrast_epoch_steps=epoch_steps,
        epoch_steps=2 * epoch_steps,
    )


@dataclasses.dataclass(frozen=True)
class SeriesCurve:
    """The losses of each step."""

    contrast: tuple[float, ...]
    """Of stage 1."""
    cross_entropy: tuple[float, ...]
    """Of stage 2, the contrast beside it not among them."""

    @property
    def still_falling(self) -> bool:
        """Whether the cross-entropy of the last fifth of the steps is by more than 5 % below that of the fifth before.

        Then the training has not converged: with more steps the map may be another. Of fewer than two steps nothing can
        be told.
        """
        if len(self.cross_entropy) < 2:
            return False
        fifth = max(1, len(self.cross_entropy) // 5)
        before, last = np.mean(self.cross_entropy[-2 * fifth : -fifth]), np.mean(self.cross_entropy[-fifth:])
        return bool(last < 0.95 * before)


def train_on_series(
    network: TemporalNetwork,
    series: Series,
    recipe: SeriesRecipe,
    *,
    seed: int,
    device: torch.device,
    reporter: Reporter,
    bf16: bool = False,
) -> SeriesCurve:
    """Trains a network; the same seed gives the same weights on the same device.

    Args:
        network: on `device`; left in evaluation mode.
        series: labelled.
        recipe: how.
        seed: of all draws.
        device: of the network.
        reporter: told of progress, and asked at each step whether to stop.
        bf16: whether to compute in bfloat16 where that is safe.

    Raises:
        FloatingPointError: the loss is no number any more.
        Cancelled: the person asked to stop.
    """
    windows = LabelledWindows(series, side=recipe.side, dates=recipe.dates, count=recipe.batch_size)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        heads = [
            ContextSelfContrast(network.feature_channels, recipe.attention_channels, form=form).to(device)
            for form in (recipe.contrast_form, "masked")
        ]
    stages = _Stages(network, windows, recipe, seed, device, reporter, bf16)
    network.train()
    contrast = stages.contrast(heads[0]) if recipe.contrast_steps else ()
    cross_entropy = stages.cross_entropy(heads[1] if recipe.contrast_weight else None)
    network.eval()
    return SeriesCurve(contrast, cross_entropy)


@dataclasses.dataclass(frozen=True)
class _Stages:
    network: TemporalNetwork
    windows: LabelledWindows
    recipe: SeriesRecipe
    seed: int
    device: torch.device
    reporter: Reporter
    bf16: bool

    def contrast(self, head: ContextSelfContrast) -> tuple[float, ...]:
        """Stage 1: the losses of its steps."""

        def loss(batch: SeriesBatch, step: int) -> tuple[Tensor, Tensor]:
            found: Tensor = head(self._features(batch), batch.labels)
            return found, found

        weights = [*self.network.parameters(), *head.parameters()]
        recipe = self.recipe
        return self._run(loss, weights, 0, recipe.contrast_steps, recipe.contrast_epoch_steps, "contrast")

    def cross_entropy(self, head: ContextSelfContrast | None) -> tuple[float, ...]:
        """Stage 2, with contrast beside it where there is a head for it: the cross-entropies of its steps."""
        recipe = self.recipe

        def loss(batch: SeriesBatch, step: int) -> tuple[Tensor, Tensor]:
            features = self._features(batch)
            entropy = masked_cross_entropy(self.network.classifier(features), self._targets(batch, step))
            if head is None:
                return entropy, entropy
            return entropy + recipe.contrast_weight * head(features, batch.labels), entropy

        weights = [*self.network.parameters(), *([] if head is None else head.parameters())]
        return self._run(loss, weights, recipe.contrast_steps, recipe.steps, recipe.epoch_steps, "network")

    def _run(
        self,
        loss: Callable[[SeriesBatch, int], tuple[Tensor, Tensor]],
        weights: Iterable[torch.nn.Parameter],
        first: int,
        steps: int,
        epoch_steps: int,
        stage: str,
    ) -> tuple[float, ...]:
        """Steps `first` to `first + steps` of all; `loss` gives what is minimised and what is kept."""
        recipe = self.recipe
        solver = torch.optim.Adam([w for w in weights if w.requires_grad], lr=recipe.learning_rate)
        schedule = torch.optim.lr_scheduler.StepLR(solver, epoch_steps, recipe.decay)
        kept = []
        for step in range(first, first + steps):
            self.reporter.check_cancelled()
            total, value = loss(self.windows.draw(self.seed, step).to(self.device), step)
            if not math.isfinite(kept_value := float(value.detach())):
                raise FloatingPointError(f"the loss of step {step} is {kept_value}: the training has failed")
            solver.zero_grad()
            total.backward()  # type: ignore[no-untyped-call]
            solver.step()
            schedule.step()
            kept.append(kept_value)
            share = (step + 1) / (recipe.contrast_steps + recipe.steps)
            self.reporter.progress(share, stage, f"Step {step + 1 - first} of {steps}.", {"loss": kept[-1]})
        return tuple(kept)

    def _features(self, batch: SeriesBatch) -> Tensor:
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.bf16):
            features = self.network.features(batch.images, batch.days, batch.present)
        return features.float()

    def _targets(self, batch: SeriesBatch, step: int) -> Tensor:
        if not self.recipe.balances_boundaries:
            return batch.labels
        draw = np.random.default_rng([self.seed, step, 1])
        return torch.from_numpy(boundary_balanced(batch.labels.cpu().numpy(), draw)).to(self.device)
