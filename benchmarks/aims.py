"""The aims of the benchmark with a few polygons, and whether results meet them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from benchmarks.learners import FOREST, FOREST_NEARBY
from benchmarks.starts import AUTO, PLAIN
from benchmarks.summary import Comparison, Summary

DEEPSAT = AUTO
"""The product with its own start, as results call it."""
FORESTS = (FOREST.name, FOREST_NEARBY.name)
"""The better one of a place is the rival there."""
AIM_BUDGETS = ("k3", "k5", "k10")


@dataclasses.dataclass(frozen=True)
class Aim:
    """Something that DeepSat is meant to reach with each number of polygons of `AIM_BUDGETS`."""

    words: str
    rivals: tuple[str, ...]
    limit: float
    """Mean IoU that the figure has to reach."""
    everywhere: bool = False
    """Whether the figure is that of the worst place, or the mean over places."""

    def figure(self, comparison: Comparison) -> float:
        """What has to reach the limit."""
        return comparison.gains[comparison.worst] if self.everywhere else comparison.gain

    def comparison(self, summary: Summary) -> Comparison | None:
        """With the rivals; None where one was not measured."""
        return summary.compare(DEEPSAT, *self.rivals)

    def is_met(self, summaries: Sequence[Summary]) -> bool | None:
        """With each number of polygons; None where one is missing, unless another one fails already."""
        found = {s.budget: c for s in summaries if (c := self.comparison(s)) is not None}
        met = [self.is_met_by(found[budget]) for budget in AIM_BUDGETS if budget in found]
        if not all(met):
            return False
        return True if len(met) == len(AIM_BUDGETS) else None

    def is_met_by(self, comparison: Comparison) -> bool:
        """With the number of polygons of the comparison."""
        # Differences of means are off by rounding errors where they are exactly at the limit.
        return self.figure(comparison) >= self.limit - 1e-9


AIMS = (
    Aim("at least 5 points over the better forest, mean over places", FORESTS, 0.05),
    Aim("at least 10 points over a U-Net from random weights, mean over places", (PLAIN,), 0.10),
    Aim("on no place more than 1 point below the better forest", FORESTS, -0.01, everywhere=True),
)
