"""A learnt vector for each day of the year; days that were never learnt from lie between those that were."""

from __future__ import annotations

import torch
from torch import Tensor, nn

DAYS = 366


class DayTable(nn.Module):
    """Vectors of days of the year.

    A scene shows a few days of the year and a later one shows others. In evaluation mode a day that no training step
    has seen gets the mean of the nearest days before and after it that were seen, weighted by nearness, over the turn
    of the year too.

    Args:
        width: E, of the vectors.
    """

    seen: Tensor
    """uint8 (366,): 1 for days that training has seen."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.vectors = nn.Parameter(torch.randn(DAYS, width))
        self.register_buffer("seen", torch.zeros(DAYS, dtype=torch.uint8))

    def forward(self, days: Tensor, present: Tensor) -> Tensor:
        """Vectors (B,T,E) of days (B,T), 1-366, rounded; `present`, bool (B,T), tells which count as seen."""
        places = days.round().long().clamp(1, DAYS) - 1
        if self.training:
            self.seen[places[present]] = 1
            return self.vectors[places]
        return self._between()[places]

    def _between(self) -> Tensor:
        """(366,E): the vectors, those of days that were not seen interpolated."""
        known = torch.nonzero(self.seen)[:, 0]
        if len(known) == 0:
            return self.vectors
        around = torch.cat([known[-1:] - DAYS, known, known[:1] + DAYS])
        days = torch.arange(DAYS, device=known.device)
        above = torch.searchsorted(around, days)
        before, after = around[above - 1], around[above]
        share = ((days - before) / (after - before))[:, None].to(self.vectors.dtype)
        return (1 - share) * self.vectors[before % DAYS] + share * self.vectors[after % DAYS]
