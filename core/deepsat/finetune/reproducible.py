"""Reproducible arithmetic: the same job gives the same bytes on the same device."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

import torch


@contextlib.contextmanager
def reproducible() -> Iterator[None]:
    """Makes torch choose algorithms that add up in a fixed order, and refuse the others; restores its settings after.

    On CUDA this must be entered before the first matrix product of the process: cuBLAS reads its setting once.
    """
    # Read by cuBLAS when it starts; the value is one of the two that its documentation calls deterministic.
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    strict, benchmark = torch.are_deterministic_algorithms_enabled(), torch.backends.cudnn.benchmark
    torch.use_deterministic_algorithms(True)
    torch.backends.cudnn.benchmark = False
    try:
        yield
    finally:
        torch.use_deterministic_algorithms(strict)
        torch.backends.cudnn.benchmark = benchmark
