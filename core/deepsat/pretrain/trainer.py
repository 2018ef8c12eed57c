"""The training loop: plain torch, in reading order."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import math
import time
from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader

from deepsat.devices import bf16_pays
from deepsat.encoders.interruptible import interruptible
from deepsat.finite import not_finite, training_failed
from deepsat.jobs import Cancelled
from deepsat.losses.across_processes import process_count
from deepsat.pretrain import measures
from deepsat.pretrain.chips import ChipBatch, Chips
from deepsat.pretrain.event_file import EventFile
from deepsat.pretrain.methods import Method, MethodOutcome
from deepsat.pretrain.processes import any_process, rank
from deepsat.pretrain.schedule import learning_rate_share
from deepsat.pretrain.settings import PretrainSettings
from deepsat.pretrain.sharded_step import StepOutcome, gradients_of_step, learning_parameters
from deepsat.pretrain.training_state import Progression, TrainingState, fixed_tensors_of, put_back, tensors_of
from deepsat.reporting import Reporter


@dataclasses.dataclass(frozen=True)
class Plan:
    """How long to train, and with which optimiser."""

    steps: int
    shards: int
    """Shards of a step, over all processes; a multiple of their number."""
    samples: int
    """Samples of a shard."""
    optimiser: str
    """`adamw` or `sgd`."""
    learning_rate: float
    weight_decay: float
    warm_up: int
    max_seconds: float
    """Of this run; infinity for no limit."""


@dataclasses.dataclass(frozen=True)
class Fitted:
    """How a training ended."""

    progression: Progression
    resumed_at: int
    """Step at which this run took over; 0 for a fresh start."""

    def complete(self, plan: Plan) -> bool:
        """Whether all planned steps are done."""
        return self.progression.step >= plan.steps


def fit(
    method: Method, chips: Chips, plan: Plan, settings: PretrainSettings, state: TrainingState, reporter: Reporter
) -> Fitted:
    """Trains a method, from a saved state where there is one.

    Args:
        method: on the device to train on.
        chips: made with the plan's samples and shards.
        plan: see `Plan`.
        settings: see `PretrainSettings`.
        state: saved every minute, when the job is cancelled and when time runs out.
        reporter: told the progress and the curves; asked whether to stop.

    Raises:
        Cancelled: the person asked to stop; the state is saved first, at the last whole step.
        UserError: `TRAINING_FAILED` where the loss or what is trained is not finite any more; the state that was saved
            before stays.
    """
    device = next(method.parameters()).device
    optimiser = build_optimiser(method, plan)
    done = state.restore(method, optimiser)
    resumed_at = done.step if done is not None else 0
    progression = done if done is not None else Progression()
    if resumed_at:
        reporter.log(f"Training goes on after step {resumed_at} of {plan.steps}.")
    elif rank() == 0:
        state.begin_log()
    method.train()
    with contextlib.ExitStack() as stack:
        log = stack.enter_context(EventFile(state.log_folder)) if rank() == 0 else None
        told = _Told(plan, progression, reporter, log)
        saver = _Saver(method, optimiser, state, settings.save_seconds)
        for step, batches in _batches(chips, plan, progression.step, settings, device):
            if _should_stop(reporter, device, saver, progression):
                raise Cancelled
            if any_process(told.seconds > plan.max_seconds, device):
                break
            _set_learning_rate(optimiser, plan, step)
            optimiser.zero_grad(set_to_none=True)
            outcome = _step(method, batches, settings, reporter, saver, progression)
            optimiser.step()
            method.after_step()
            _check_step(step, outcome, method, optimiser, device)
            told.step_done(step, outcome, settings.log_every)
            progression = Progression(step + 1, told.seconds_before + told.seconds, told.latest)
            saver.save_now_and_then(progression)
        saver.save(progression)
        return Fitted(progression, resumed_at)


def build_optimiser(method: Method, plan: Plan) -> torch.optim.Optimizer:
    """AdamW or SGD with momentum .9 on the weights that learn; biases and normalisations do not decay."""
    parameters = learning_parameters(method)
    groups = [
        {"params": [p for p in parameters if p.dim() > 1], "weight_decay": plan.weight_decay},
        {"params": [p for p in parameters if p.dim() <= 1], "weight_decay": 0.0},
    ]
    if plan.optimiser == "sgd":
        return torch.optim.SGD(groups, lr=plan.learning_rate, momentum=0.9)
    return torch.optim.AdamW(groups, lr=plan.learning_rate)


def _batches(
    chips: Chips, plan: Plan, first_step: int, settings: PretrainSettings, device: torch.device
) -> Iterator[tuple[int, list[ChipBatch]]]:
    """Number and shards of each step that is left, of this process, on the device."""
    own = plan.shards // process_count()
    numbers = [
        step * plan.shards + rank() * own + shard for step in range(first_step, plan.steps) for shard in range(own)
    ]
    loader: DataLoader[ChipBatch] = DataLoader(
        chips,
        batch_size=None,
        sampler=numbers,
        num_workers=settings.workers_on(device),
        pin_memory=device.type == "cuda",
    )
    shards = iter(loader)
    for step in range(first_step, plan.steps):
        yield step, [shard.on(device) for shard in itertools.islice(shards, own)]


def _step(
    method: Method,
    batches: list[ChipBatch],
    settings: PretrainSettings,
    reporter: Reporter,
    saver: _Saver,
    progression: Progression,
) -> StepOutcome:
    """The gradients of one step; on a CPU a cancelled job stops in its middle, with the state before the step saved."""
    device = batches[0].images.device
    autocast = settings.autocast and bf16_pays(device)
    if device.type != "cpu" or process_count() > 1:
        # Several processes have to stop at the same step; on a GPU a step is short.
        return gradients_of_step(method, batches, autocast=autocast)
    before = fixed_tensors_of(method)
    try:
        with interruptible(method, reporter.check_cancelled):
            return gradients_of_step(method, batches, autocast=autocast)
    except Cancelled:
        put_back(method, before)
        saver.save(progression)
        raise


def _check_step(
    step: int, outcome: StepOutcome, method: Method, optimiser: torch.optim.Optimizer, device: torch.device
) -> None:
    """Ends the training where a number is none any more: no later step mends running statistics or moments."""
    found = f"the loss of step {step + 1} is {outcome.loss}"
    if math.isfinite(outcome.loss):
        found = not_finite({**tensors_of(method), **_moments_of(optimiser)})
    # All processes end, or the others would wait for this one.
    if any_process(bool(found), device):
        raise training_failed(found or "infinite or undefined numbers in another process")


def _moments_of(optimiser: torch.optim.Optimizer) -> dict[str, Tensor]:
    """Its moments; its counts of steps lie on the CPU and are no matter of numbers."""
    states = optimiser.state_dict()["state"].items()
    return {
        f"{name} {index}": tensor
        for index, moments in states
        for name, tensor in moments.items()
        if isinstance(tensor, Tensor) and tensor.dim()
    }


def _should_stop(reporter: Reporter, device: torch.device, saver: _Saver, progression: Progression) -> bool:
    """Whether a process was asked to stop; the state is saved then."""
    wished = False
    try:
        reporter.check_cancelled()
    except Cancelled:
        wished = True
    stop = any_process(wished, device)
    if stop:
        saver.save(progression)
    return stop


def _set_learning_rate(optimiser: torch.optim.Optimizer, plan: Plan, step: int) -> None:
    share = learning_rate_share(step, total=plan.steps, warm_up=plan.warm_up)
    for group in optimiser.param_groups:
        group["lr"] = plan.learning_rate * share


class _Saver:
    """Saves the state from the first process, every so often."""

    def __init__(self, method: nn.Module, optimiser: torch.optim.Optimizer, state: TrainingState, every: float) -> None:
        self._method, self._optimiser, self._state, self._every = method, optimiser, state, every
        self._saved = time.monotonic()

    def save_now_and_then(self, progression: Progression) -> None:
        if time.monotonic() - self._saved >= self._every:
            self.save(progression)

    def save(self, progression: Progression) -> None:
        if rank() == 0:
            self._state.save(self._method, self._optimiser, progression)
        self._saved = time.monotonic()


class _Told:
    """Progress and curves."""

    def __init__(self, plan: Plan, progression: Progression, reporter: Reporter, log: EventFile | None) -> None:
        self._plan, self._reporter, self._log = plan, reporter, log
        self._first_step, self.seconds_before = progression.step, progression.seconds
        self._started = time.monotonic()
        self._last_look = (self._started, progression.step)
        self.latest = progression.measures

    @property
    def seconds(self) -> float:
        """Since this run began."""
        return time.monotonic() - self._started

    def step_done(self, step: int, outcome: StepOutcome, log_every: int) -> None:
        """Tells what the step gave; measures are taken at the first, every so many, and the last."""
        if step == self._first_step or (step + 1) % log_every == 0 or step + 1 == self._plan.steps:
            self.latest = {**measured(outcome), "images_per_second": self._speed(step)}
            for name, value in self.latest.items():
                self._reporter.metric(name, value, step + 1)
                if self._log is not None:
                    self._log.add(name, value, step + 1)
        done = step + 1 - self._first_step
        left = min(self.seconds / done * (self._plan.steps - step - 1), self._plan.max_seconds - self.seconds)
        share = max((step + 1) / self._plan.steps, self.seconds / self._plan.max_seconds)
        figures = {**self.latest, "loss": outcome.loss, "step": float(step + 1), "seconds_left": max(left, 0.0)}
        text = f"Step {step + 1} of {self._plan.steps}, loss {outcome.loss:.3f}."
        self._reporter.progress(min(share, 1.0), "train", text, figures)

    def _speed(self, step: int) -> float:
        """Samples a second since the last look, over all processes."""
        now, (then, before) = time.monotonic(), self._last_look
        self._last_look = (now, step + 1)
        samples = (step + 1 - before) * self._plan.samples * self._plan.shards
        return samples / max(now - then, 1e-9)


def measured(outcome: StepOutcome) -> dict[str, float]:
    """Loss and measures of a step; those that cannot be taken, for want of pairs, are left out."""
    sample: MethodOutcome = outcome.sample
    found = {"loss": outcome.loss}
    if len(sample.queries) >= 2:
        found["uniformity"] = measures.uniformity(sample.queries)
        found["effective_rank"] = measures.effective_rank(sample.queries)
    if sample.positives is not None and len(sample.positives) >= 1:
        found["alignment"] = measures.alignment(sample.queries, sample.positives)
    return {name: value for name, value in found.items() if math.isfinite(value)}
