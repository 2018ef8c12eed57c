"""The processes of one training run: one, or several that torchrun started."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping

import torch
from torch import Tensor, distributed

from deepsat.losses.across_processes import process_count
from deepsat.reporting import Reporter


@contextlib.contextmanager
def joined(device: torch.device) -> Iterator[None]:
    """Joins the other processes of torchrun for the length of the block; alone, or joined already, nothing happens.

    Args:
        device: of this process: GPUs talk over NCCL, everything else over gloo.
    """
    if int(os.environ.get("WORLD_SIZE", "1")) <= 1 or distributed.is_initialized():
        yield
        return
    distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
    try:
        yield
    finally:
        distributed.destroy_process_group()


def device_name_of_process(name: str) -> str:
    """The device for one of several processes: `cuda` and `auto` are its own GPU where torchrun says which."""
    rank = os.environ.get("LOCAL_RANK")
    if rank is None or name not in ("auto", "cuda") or int(rank) >= torch.cuda.device_count():
        return name
    return f"cuda:{rank}"


def rank() -> int:
    """Number of this process, from 0; 0 is the one that writes and reports."""
    return distributed.get_rank() if process_count() > 1 else 0


def sum_over_processes(values: Tensor) -> Tensor:
    """Adds the values of all processes, in place; the same on each afterwards."""
    if process_count() > 1:
        distributed.all_reduce(values)
    return values


def any_process(wish: bool, device: torch.device) -> bool:
    """Whether one of the processes wishes it; all get the same answer, so that all stop at one step."""
    if process_count() == 1:
        return wish
    return bool(sum_over_processes(torch.tensor([float(wish)], device=device)).item() > 0)


class QuietReporter:
    """The reporter of a process other than the first: says nothing, and knows whether to stop.

    Args:
        reporter: asked whether to stop.
    """

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter

    def progress(self, fraction: float, stage: str, text: str, figures: Mapping[str, float] | None = None) -> None:
        """Says nothing."""

    def log(self, text: str, level: str = "info") -> None:
        """Says nothing."""

    def metric(self, name: str, value: float, step: int) -> None:
        """Says nothing."""

    def check_cancelled(self) -> None:
        """Asks the reporter."""
        self._reporter.check_cancelled()
