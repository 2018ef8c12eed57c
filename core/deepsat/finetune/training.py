"""Training all weights: from a fitted head on, until the held-out polygons gain nothing more."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Mapping

import torch
from torch import Tensor, nn

from deepsat.encoders import freeze_batch_norm, scene_logits
from deepsat.finetune.augmentation import Augmentation
from deepsat.finetune.chips import ChipReader
from deepsat.finetune.evaluation import Evaluator
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.sampling import PolygonSampler
from deepsat.finetune.schedule import MEASURED_STEPS, TimeBudget, affordable_steps, learning_rate_factor
from deepsat.finetune.training_state import Progression, TrainingState
from deepsat.finetune.weight_averaging import averaged, with_weights
from deepsat.jobs import UserError
from deepsat.labels import LabelPixels
from deepsat.losses import masked_cross_entropy
from deepsat.reporting import Reporter


@dataclasses.dataclass(frozen=True)
class Material:
    """What a training learns from, and where it computes."""

    reader: ChipReader
    pixels: LabelPixels
    """Training pixels only."""
    class_weights: Tensor
    """float32 (K,), on the CPU."""
    evaluator: Evaluator | None
    """None where no polygon is held out: then all planned steps are taken."""
    input_scale: int
    device: torch.device
    bf16: bool
    seed: int


class Training:
    """Trains all weights of a network with a fitted head; each step depends on the seed and its number only.

    Args:
        network: on the device, batch normalisation calibrated. Its statistics stay: those of a few chips around
            polygons are not those of the scene.
        material: what to learn from.
        recipe: how.
        budget: how long.
        reserve: seconds to leave for what comes after.
        state: where the state is saved, for a run that is killed.
        reporter: told of each step.
    """

    def __init__(
        self,
        network: nn.Module,
        material: Material,
        recipe: Recipe,
        budget: TimeBudget,
        reserve: float,
        state: TrainingState,
        reporter: Reporter,
    ) -> None:
        self._network, self._material, self._recipe = network, material, recipe
        self._budget, self._reserve, self._state, self._reporter = budget, reserve, state, reporter
        self._optimiser = torch.optim.AdamW(
            network.parameters(), lr=recipe.learning_rate, weight_decay=recipe.weight_decay, foreach=True
        )
        self._sampler = PolygonSampler(
            material.pixels,
            height=material.reader.height,
            width=material.reader.width,
            chip_size=recipe.chip_size,
            seed=material.seed,
        )
        self._start: dict[str, Tensor] = {}
        self._best: dict[str, Tensor] = {}
        self.progression = Progression(steps=recipe.steps)
        self.findings: list[str] = []

    def run(self) -> Progression:
        """Trains, and leaves the network in evaluation mode with the best weights that were seen.

        Weights are looked at and kept as the mean of those trained and those of the start: see `weight_averaging`.

        Raises:
            Cancelled: the network is of no use then.
        """
        self._begin()
        started, first_step, saved = time.monotonic(), self.progression.step, time.monotonic()
        while self.progression.step < self.progression.steps and not self._settled():
            self._reporter.check_cancelled()
            if self._budget.seconds_left(self._reserve) <= 0:
                self.progression.steps, self.progression.was_cut = self.progression.step, True
                break
            loss = self._step(self.progression.step)
            self.progression.step += 1
            if self.progression.step in (self.progression.steps, *self._look_steps()):
                self._look(loss)
            self._plan((time.monotonic() - started) / (self.progression.step - first_step), first_step)
            self._report(loss, started, first_step)
            if time.monotonic() - saved >= self._recipe.save_seconds:
                self._save()
                saved = time.monotonic()
        if time.monotonic() - started >= self._recipe.save_seconds:
            self._save()
        return self._end()

    def _begin(self) -> None:
        restored = self._state.restore(self._network, self._optimiser)
        if restored is not None:
            kept, self.progression = restored
            self._start, self._best = kept["start"], kept["best"]
            self.findings.append(f"Went on from step {self.progression.step} of a run that was interrupted.")
        else:
            self._start = {name: tensor.detach().clone() for name, tensor in self._network.state_dict().items()}
            self._look(loss=float("nan"))

    def _end(self) -> Progression:
        """With held-out polygons the best weights win, else the last."""
        self.progression.was_cut &= not self._settled()
        if self._material.evaluator is not None:
            self._network.load_state_dict(self._best)
        else:
            self.progression.best_step = self.progression.step
            self._network.load_state_dict(self._averaged())
        self._network.eval()
        return self.progression

    def _averaged(self) -> dict[str, Tensor]:
        """The weights of the model, were it to end here."""
        return averaged(self._start, self._network.state_dict(), self._recipe.start_share)

    def _look_steps(self) -> range:
        """Steps after which the held-out polygons are looked at."""
        return range(self._recipe.evaluate_every, self._recipe.steps + 1, self._recipe.evaluate_every)

    def _settled(self) -> bool:
        """Whether more steps are worth no time; what made nothing better at first hardly ever does later."""
        progression = self.progression
        patience = self._recipe.patience if progression.best_step else 1
        return progression.looks_without_improvement >= patience

    def _step(self, step: int) -> float:
        """One step of gradient descent; returns the loss."""
        material, recipe = self._material, self._recipe
        images, labels = self._batch(step)
        self._network.train()
        freeze_batch_norm(self._network)
        factor = learning_rate_factor(step, self.progression.steps, recipe.warm_up)
        for group in self._optimiser.param_groups:
            group["lr"] = recipe.learning_rate * factor
        with torch.autocast(material.device.type, torch.bfloat16, enabled=material.bf16):
            logits = scene_logits(self._network, images, material.input_scale)
        loss = masked_cross_entropy(logits, labels, material.class_weights.to(material.device))
        self._optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimiser.step()
        return float(loss.detach())

    def _batch(self, step: int) -> tuple[Tensor, Tensor]:
        """Images, float32 (B,C,S,S), and labels, int64 (B,S,S), turned and brightened, on the device."""
        material, recipe = self._material, self._recipe
        windows = self._sampler.windows(step, recipe.batch_size)
        chips = material.reader.read(windows)
        labels = torch.stack([torch.from_numpy(material.pixels.chip(window)) for window in windows])
        augmentation = Augmentation.draw(
            count=len(windows),
            bands=material.reader.channel_count,
            strength=recipe.radiometric_strength,
            seed=material.seed,
            step=step,
        )
        images = augmentation.of_images(chips.images.to(material.device), chips.valid.to(material.device))
        return images, augmentation.turned(labels).long().to(material.device)

    def _look(self, loss: float) -> None:
        """Measures on the held-out polygons, and keeps the weights if they are the best so far."""
        entry: dict[str, float] = {"step": self.progression.step}
        if loss == loss:
            entry["loss"] = loss
        if self._material.evaluator is not None:
            weights = self._averaged()
            with with_weights(self._network, weights):
                evaluation = self._material.evaluator.evaluate(self._network, self._reporter)
            entry |= {"held_out_loss": evaluation.loss, "held_out_mean_iou": evaluation.confusion.mean_iou}
            self._reporter.metric("held_out_mean_iou", evaluation.confusion.mean_iou, self.progression.step)
            self._compare(evaluation.score, weights)
        self.progression.curve.append(entry)

    def _compare(self, score: float, weights: dict[str, Tensor]) -> None:
        """Of equal weights the earlier win: they are nearer to the start, and hold better away from the labels."""
        progression = self.progression
        if not self._best or score > progression.best_score:
            progression.best_score, progression.best_step = score, progression.step
            progression.looks_without_improvement = 0
            self._best = weights
        else:
            progression.looks_without_improvement += 1

    def _plan(self, seconds_a_step: float, first_step: int) -> None:
        """Plans fewer steps where the time will not last; where it does, speed changes nothing."""
        progression = self.progression
        if progression.step - first_step < MEASURED_STEPS or not self._budget.is_short:
            return
        affordable = affordable_steps(
            planned=self._recipe.steps,
            done=progression.step,
            seconds_a_step=seconds_a_step,
            seconds_left=self._budget.seconds_left(self._reserve),
        )
        progression.was_cut = affordable < self._recipe.steps
        progression.steps = affordable

    def _report(self, loss: float, started: float, first_step: int) -> None:
        progression = self.progression
        seconds = (time.monotonic() - started) / max(progression.step - first_step, 1)
        planned = seconds * max(progression.steps - progression.step, 0) + self._reserve
        figures = {"loss": loss, "seconds_left": max(0.0, min(planned, self._budget.seconds_left()))}
        latest: Mapping[str, float] = progression.curve[-1] if progression.curve else {}
        if "held_out_mean_iou" in latest:
            figures["held_out_mean_iou"] = latest["held_out_mean_iou"]
        self._reporter.metric("loss", loss, progression.step)
        share = progression.step / max(progression.steps, 1)
        text = f"Training all weights: step {progression.step} of at most {progression.steps}."
        self._reporter.progress(share, "network", text, figures)

    def _save(self) -> None:
        try:
            self._state.save(
                self._network, {"start": self._start, "best": self._best}, self._optimiser, self.progression
            )
        except UserError as error:
            # Only going on after a crash is lost; the training itself needs no disk.
            self._reporter.log(f"The state of the training could not be saved. {error}", "warning")
