"""Dates that exist, brought to the front, and weights over time for any number of them."""

from __future__ import annotations

import torch
from torch import Tensor


def existing_first(present: Tensor, multiple: int = 1) -> tuple[Tensor, Tensor]:
    """Where the dates that exist come from when they move to the front, keeping their order.

    Args:
        present: bool (B,T).
        multiple: the new length N is a multiple of this, and the smallest one that holds every series.

    Returns:
        int64 (B,N), indexes of dates, any where there is none; and bool (B,N), True where there is one.
    """
    counts = present.sum(dim=1)
    length = int(-(-int(counts.max()) // multiple) * multiple)
    order = torch.argsort((~present).to(torch.uint8), dim=1, stable=True)
    missing = max(0, length - order.shape[1])
    order = torch.cat([order, order[:, :1].expand(-1, missing)], dim=1)[:, :length]
    return order, torch.arange(length, device=present.device) < counts[:, None]


def take_dates(values: Tensor, order: Tensor, exists: Tensor) -> Tensor:
    """Values (B,T,...) at indexes (B,N): (B,N,...), 0 where there is no date."""
    rows = torch.arange(len(values), device=values.device)[:, None]
    gone = ~exists.reshape(*exists.shape, *(1 for _ in values.shape[2:]))
    return values[rows, order].masked_fill(gone, 0)


def weights_for(weights: Tensor, counts: Tensor, length: int) -> Tensor:
    """Weights of T dates spread over another number of dates, so that their sum stays.

    A weight is taken as constant over its share of the time axis; each of the new dates gets what falls on its own
    share of it. T dates get the weights themselves.

    Args:
        weights: (T,).
        counts: int64 (B,), dates of each series.
        length: N, at least the largest count.

    Returns:
        (B,N); 0 beyond a series' dates.
    """
    old = torch.arange(len(weights), device=weights.device, dtype=torch.float64) / len(weights)
    steps = torch.arange(length, device=weights.device, dtype=torch.float64)
    starts = steps / counts[:, None]
    ends = (steps + 1) / counts[:, None]
    shared = torch.minimum(ends[..., None], old + 1 / len(weights)) - torch.maximum(starts[..., None], old)
    # Rounding leaves slivers of shares where two only touch.
    shared = torch.where(shared > 1e-12, shared * len(weights), 0.0)
    return shared.to(weights.dtype) @ weights
