"""Summaries: means and spreads over seeds, places and learners, and who is ahead of whom."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from benchmarks.learners import CLASSIC, NO_MODE
from benchmarks.results import Result


@dataclasses.dataclass(frozen=True)
class Spread:
    """Of one number over seeds."""

    mean: float
    deviation: float
    """Standard deviation with the divisor n - 1; NaN for a single seed."""
    count: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Of at least one value."""
        deviation = float(np.std(values, ddof=1)) if len(values) > 1 else float("nan")
        return cls(float(np.mean(values)), deviation, len(values))


@dataclasses.dataclass(frozen=True)
class Comparison:
    """One learner against others, by the mean over seeds at each of the places that all were measured on."""

    gains: Mapping[str, float]
    """By place: mean IoU of the first less that of the best of the others there."""

    @property
    def gain(self) -> float:
        """Mean over places."""
        return float(np.mean(list(self.gains.values())))

    @property
    def better(self) -> int:
        """Places where the first is ahead."""
        return sum(gain > 0 for gain in self.gains.values())

    @property
    def worse(self) -> tuple[str, ...]:
        """Places where it is behind."""
        return self.below(0.0)

    @property
    def worst(self) -> str:
        """The place where it is behind most, or least ahead."""
        return min(self.gains, key=lambda place: self.gains[place])

    @property
    def places(self) -> int:
        """How many there are."""
        return len(self.gains)

    def below(self, gain: float) -> tuple[str, ...]:
        """Places with less than this gain."""
        return tuple(place for place, found in self.gains.items() if found < gain)


class Summary:
    """All results of one budget.

    Args:
        results: at most one of each key.
        budget: name of the budget.
        mode: of networks; None for any, where no learner was measured in two. Classic learners belong to each.
    """

    def __init__(self, results: Iterable[Result], budget: str, mode: str | None = None) -> None:
        self.budget, self.mode = budget, mode
        chosen = [r for r in results if r.budget == budget and (mode is None or r.mode in (mode, NO_MODE))]
        self._scores: dict[tuple[str, str], dict[int, Result]] = {}
        for result in chosen:
            self._scores.setdefault((result.learner, result.place), {})[result.seed] = result
        # Networks first, in the order in which they came; classic learners below them, for reference.
        self.learners = tuple(sorted(dict.fromkeys(r.learner for r in chosen), key=lambda name: name in CLASSIC))
        self.places = tuple(dict.fromkeys(r.place for r in chosen))

    @property
    def is_empty(self) -> bool:
        """Whether no network was measured."""
        return not set(self.learners) - set(CLASSIC)

    @property
    def shared_places(self) -> tuple[str, ...]:
        """Those that every learner was measured on: only over these are means of learners comparable."""
        return tuple(p for p in self.places if all((learner, p) in self._scores for learner in self.learners))

    def at(self, learner: str, place: str, measure: str = "mean_iou") -> Spread | None:
        """Over seeds, at one place; None where it was not measured.

        Args:
            learner: its name.
            place: name of the place.
            measure: a field of `Result` that is a number.
        """
        by_seed = self._scores.get((learner, place))
        return None if by_seed is None else Spread.of([getattr(r, measure) for r in by_seed.values()])

    def over_places(
        self, learner: str, measure: str = "mean_iou", places: Sequence[str] | None = None
    ) -> Spread | None:
        """Mean over places, and its spread over the seeds that all of these have; None without any.

        Args:
            learner: its name, measured or not.
            measure: a field of `Result` that is a number.
            places: some of the shared places; None for all of them.
        """
        if learner not in self.learners:
            return None
        by_place = [self._scores[learner, place] for place in (self.shared_places if places is None else places)]
        seeds = sorted(set.intersection(*(set(scores) for scores in by_place))) if by_place else []
        if not seeds:
            return None
        return Spread.of([float(np.mean([getattr(s[seed], measure) for s in by_place])) for seed in seeds])

    def compare(self, learner: str, *others: str) -> Comparison | None:
        """One learner against the best of others at each place; None where they share no place."""
        gains = {}
        for place in self.places:
            own, rivals = self.at(learner, place), [self.at(other, place) for other in others]
            known = [rival.mean for rival in rivals if rival is not None]
            if own is not None and known and len(known) == len(others):
                gains[place] = own.mean - max(known)
        return Comparison(gains) if gains else None
