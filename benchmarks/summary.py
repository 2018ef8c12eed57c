"""Summaries: means and spreads over seeds, places and starts, and who is ahead of whom."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

import numpy as np

from benchmarks.results import Result
from benchmarks.starts import FOREST, NO_MODE


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
    """One start against another, by the mean over seeds at each of the places that both were measured on."""

    gain: float
    """Mean IoU of the first less that of the second, mean over places."""
    better: int
    """Places where the first is ahead."""
    worse: tuple[str, ...]
    """Places where it is behind."""
    places: int


class Summary:
    """All results of one budget and one mode; the forest, which has no mode, belongs to each.

    Args:
        results: at most one of each key.
        budget: name of the budget.
        mode: name of the mode.
    """

    def __init__(self, results: Iterable[Result], budget: str, mode: str) -> None:
        self.budget, self.mode = budget, mode
        chosen = [r for r in results if r.budget == budget and r.mode in (mode, NO_MODE)]
        self._scores: dict[tuple[str, str], dict[int, Result]] = {}
        for result in chosen:
            self._scores.setdefault((result.start, result.place), {})[result.seed] = result
        self.starts = tuple(dict.fromkeys(r.start for r in chosen if r.start != FOREST)) + (
            (FOREST,) if any(r.start == FOREST for r in chosen) else ()
        )
        self.places = tuple(dict.fromkeys(r.place for r in chosen))

    @property
    def is_empty(self) -> bool:
        """Whether no network was measured."""
        return not set(self.starts) - {FOREST}

    @property
    def shared_places(self) -> tuple[str, ...]:
        """Those that every start was measured on: only over these are means of starts comparable."""
        return tuple(p for p in self.places if all((start, p) in self._scores for start in self.starts))

    def at(self, start: str, place: str, measure: str = "mean_iou") -> Spread | None:
        """Over seeds, at one place; None where it was not measured.

        Args:
            start: name of the start.
            place: name of the place.
            measure: `mean_iou` or `overall`.
        """
        by_seed = self._scores.get((start, place))
        return None if by_seed is None else Spread.of([getattr(r, measure) for r in by_seed.values()])

    def over_places(self, start: str, measure: str = "mean_iou") -> Spread | None:
        """Mean over the shared places, and its spread over the seeds that all of these have; None without any.

        Args:
            start: name of the start, measured or not.
            measure: `mean_iou` or `overall`.
        """
        if start not in self.starts:
            return None
        by_place = [self._scores[start, place] for place in self.shared_places]
        seeds = sorted(set.intersection(*(set(scores) for scores in by_place))) if by_place else []
        if not seeds:
            return None
        return Spread.of([float(np.mean([getattr(s[seed], measure) for s in by_place])) for seed in seeds])

    def compare(self, start: str, other: str) -> Comparison | None:
        """One start against another; None where they share no place."""
        gains = {}
        for place in self.places:
            own, rival = self.at(start, place), self.at(other, place)
            if own is not None and rival is not None:
                gains[place] = own.mean - rival.mean
        if not gains:
            return None
        behind = tuple(place for place, gain in gains.items() if gain < 0)
        better = sum(gain > 0 for gain in gains.values())
        return Comparison(float(np.mean(list(gains.values()))), better, behind, len(gains))
