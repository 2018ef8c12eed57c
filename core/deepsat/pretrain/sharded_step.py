"""One training step, cut into shards that may lie on one process or on many.

A shard is a batch of its own: its negatives and its batch statistics are its own. The gradient of a step is the mean of
its shards' gradients, and the running statistics of BatchNorm after a step are the mean of what each shard alone would
have made of those before it. So two processes with one shard each, and one process with both, train the same weights,
to rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm

from deepsat.losses.across_processes import process_count
from deepsat.pretrain.chips import ChipBatch
from deepsat.pretrain.methods import Method, MethodOutcome
from deepsat.pretrain.processes import sum_over_processes


class StepOutcome(NamedTuple):
    """What a step gave."""

    loss: float
    """Mean of all shards of all processes."""
    sample: MethodOutcome
    """Of this process' last shard."""


def gradients_of_step(method: Method, batches: Sequence[ChipBatch], *, autocast: bool) -> StepOutcome:
    """Fills the gradients of the parameters that learn, and moves the running statistics.

    Args:
        method: in training mode, its gradients None or 0.
        batches: the shards of this process, at least one and as many as on every other, on the method's device.
        autocast: whether to compute in bfloat16 where that is safe.
    """
    shards = len(batches) * process_count()
    device = batches[0].images.device
    statistics = _RunningStatistics(method)
    method.before_step()
    loss = torch.zeros((), device=device)
    for batch in batches:
        statistics.start_shard()
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=autocast):
            outcome = method(batch)
        (outcome.loss / shards).backward()
        statistics.end_shard()
        loss += outcome.loss.detach() / shards
    statistics.settle(shards)
    _add_gradients(method)
    return StepOutcome(float(sum_over_processes(loss)), outcome)


def learning_parameters(module: nn.Module) -> list[nn.Parameter]:
    """The parameters that learn, in a fixed order."""
    return [parameter for parameter in module.parameters() if parameter.requires_grad]


class _RunningStatistics:
    """The buffers of BatchNorm, with each shard starting from those before the step."""

    def __init__(self, method: nn.Module) -> None:
        layers = [layer for layer in method.modules() if isinstance(layer, _BatchNorm)]
        buffers = [buffer for layer in layers for buffer in layer.buffers()]
        self._moving = [buffer for buffer in buffers if buffer.is_floating_point()]
        self._counters = [buffer for buffer in buffers if not buffer.is_floating_point()]
        self._before = [buffer.clone() for buffer in (*self._moving, *self._counters)]
        self._sums = [torch.zeros_like(buffer) for buffer in self._moving]

    def start_shard(self) -> None:
        for buffer, before in zip((*self._moving, *self._counters), self._before, strict=True):
            buffer.copy_(before)

    def end_shard(self) -> None:
        for total, buffer in zip(self._sums, self._moving, strict=True):
            total.add_(buffer)

    def settle(self, shards: int) -> None:
        if not self._moving:
            return
        flat = sum_over_processes(torch.cat([total.flatten() for total in self._sums])) / shards
        for buffer, part in zip(self._moving, torch.split(flat, [b.numel() for b in self._moving]), strict=True):
            buffer.copy_(part.view_as(buffer))


def _add_gradients(method: nn.Module) -> None:
    """Adds the gradients of all processes; a parameter without one counts as 0."""
    if process_count() == 1:
        return
    parameters = learning_parameters(method)
    gradients = [torch.zeros_like(p) if p.grad is None else p.grad for p in parameters]
    flat = sum_over_processes(torch.cat([gradient.flatten() for gradient in gradients]))
    parts = torch.split(flat, [parameter.numel() for parameter in parameters])
    for parameter, part in zip(parameters, parts, strict=True):
        parameter.grad = part.view(parameter.shape)
