"""Batches that are spread over the processes of one training run (torchrun); with a single process nothing moves.

BatchNorm inside one process lets a network recognise which images share its statistics, and so cheat in a contrast.
Shuffled over the processes, a key is normalised among other images than its query (He et al. 2020, MoCo, arXiv
1911.05722, 3.3).
"""

from __future__ import annotations

import torch
from torch import Tensor, distributed

from deepsat.jobs import ErrorCode, InternalError


def process_count() -> int:
    """Number of processes that train together; 1 without torch.distributed."""
    if distributed.is_available() and distributed.is_initialized():
        return distributed.get_world_size()
    return 1


def require_equal_batches(samples: int, device: torch.device) -> None:
    """Refuse batches of different length over the processes, which gathering would garble or wait for without end.

    Raises:
        InternalError: the processes do not hold equally many samples.
    """
    if process_count() == 1:
        return
    lengths = gathered(torch.tensor([samples], device=device)).tolist()
    if len(set(lengths)) > 1:
        raise InternalError(
            ErrorCode.INTERNAL,
            expected="batches of the same length on every process",
            found=f"lengths {lengths} by rank",
            remedy="Leave out the last, incomplete batch of an epoch.",
        )


@torch.no_grad()
def gathered(values: Tensor) -> Tensor:
    """The values of all processes in the order of their rank.

    Args:
        values: (N,...), the same shape and dtype on every process.

    Returns:
        (P*N,...) without gradient, the same on every process; `values` itself when there is one process.
    """
    if process_count() == 1:
        return values
    parts = [torch.empty_like(values, memory_format=torch.contiguous_format) for _ in range(process_count())]
    distributed.all_gather(parts, values.contiguous())
    return torch.cat(parts)


@torch.no_grad()
def shuffled(values: Tensor, generator: torch.Generator | None = None) -> tuple[Tensor, Tensor]:
    """Deal the samples of all processes out anew, as many to each as it had.

    Args:
        values: (N,...), the same shape and dtype on every process.
        generator: CPU generator of the order; only rank 0's is used. None takes torch's global one.

    Returns:
        (N,...) samples of this process after the deal, and the order (P*N,) int64 that `unshuffled` needs to undo it.
    """
    order = torch.arange(len(values), device=values.device)
    if process_count() == 1:
        return values, order
    order = torch.randperm(len(values) * process_count(), generator=generator).to(values.device)
    distributed.broadcast(order, src=0)
    return _part_of_this_process(gathered(values)[order]), order


@torch.no_grad()
def unshuffled(values: Tensor, order: Tensor) -> Tensor:
    """Undo `shuffled`: (N,...) values of this process' own samples, in their own order."""
    if process_count() == 1:
        return values
    return _part_of_this_process(gathered(values)[torch.argsort(order)])


def _part_of_this_process(values: Tensor) -> Tensor:
    length = len(values) // process_count()
    start = distributed.get_rank() * length
    return values[start : start + length]
