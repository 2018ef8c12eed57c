"""Methods and groups: who is compared with whom in the benchmark with a few polygons, and over which places."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from benchmarks.aims import AIM_BUDGETS, DEEPSAT, FORESTS
from benchmarks.label_sets import POLYGON_BUDGETS, Budget
from benchmarks.learners import FOREST, FOREST_NEARBY, SVM, SVM_COST, TREES, WINDOW_PX
from benchmarks.places import KINDS, OTHER_KIND, SCORING, kind_of
from benchmarks.results import Result
from benchmarks.starts import PLAIN
from benchmarks.summary import Summary

SCORING_TITLE = "scoring places"
TUNED_TITLE = "places that were tuned on"


@dataclasses.dataclass(frozen=True)
class Method:
    """How the page speaks of a learner."""

    title: str
    words: str


METHODS = {
    DEEPSAT: Method(
        "DeepSat",
        "`finetune` and `predict` with nothing set: it holds polygons out in turn, and chooses by them what share of"
        " the model a random forest has and whether all weights of the network are trained; the map is smoothed along"
        " the image",
    ),
    FOREST.name: Method("forest", f"a random forest of {TREES} trees on the bands of a pixel, classes balanced"),
    FOREST_NEARBY.name: Method(
        "forest + nearby",
        f"the same on the bands, and on their means and standard deviations in {WINDOW_PX} x {WINDOW_PX} pixels",
    ),
    SVM.name: Method(
        "SVM", f"a support vector machine, RBF kernel, C = {SVM_COST:g}, classes balanced, on standardised bands"
    ),
    PLAIN: Method(
        "random U-Net",
        "DeepSat's network from the ordinary random weights of its library: the head is fitted, then all weights are"
        " trained for every planned step, with no forest beside it, no smoothing and nothing held out",
    ),
}


class Group:
    """Results of places that belong together.

    Args:
        title: as it stands in headings and sentences.
        results: at most one of each key.
    """

    def __init__(self, title: str, results: Sequence[Result]) -> None:
        self.title, self.results = title, results
        budgets = sorted({r.budget for r in results}, key=POLYGON_BUDGETS.index)
        self.summaries = [Summary(results, budget) for budget in budgets]
        self.methods = [name for name in METHODS if any(r.learner == name for r in results)]

    @property
    def heads(self) -> list[str]:
        """Of a table with a column for each number of polygons."""
        return [Budget(s.budget).title for s in self.summaries]

    def places(self, kind: str | None = None) -> list[str]:
        """Ordered by kind; those of one kind."""
        names = dict.fromkeys(r.place for r in self.results)
        order = [*KINDS, OTHER_KIND]
        return sorted((n for n in names if kind in (None, kind_of(n))), key=lambda name: order.index(kind_of(name)))

    @property
    def places_with_all_budgets(self) -> list[str]:
        """Those that every method was measured on with each number of polygons."""
        return [place for place in self.places() if all(place in s.shared_places for s in self.summaries)]

    @property
    def kinds(self) -> list[str]:
        """Kinds of place that occur."""
        return list(dict.fromkeys(map(kind_of, self.places())))


def groups(results: Sequence[Result]) -> list[Group]:
    """Scoring places and places that were tuned on, whichever occur; never in one mean."""
    scoring = [r for r in results if r.place in SCORING]
    tuned = [r for r in results if r.place not in SCORING]
    found = [Group(SCORING_TITLE, scoring), Group(TUNED_TITLE, tuned)]
    return [group for group in found if group.results]


def better_forest(summary: Summary, places: Sequence[str]) -> float | None:
    """Mean over places of the better forest's mean IoU; None without any place."""
    by_place = [[spread.mean for name in FORESTS if (spread := summary.at(name, place))] for place in places]
    return float(np.mean([max(scores) for scores in by_place])) if by_place and all(by_place) else None


def gain_of_kind(group: Group, kind: str) -> float | None:
    """DeepSat less the better forest, mean over places and over the numbers of polygons that the aims are for."""
    places, gains = group.places(kind), []
    for summary in group.summaries:
        comparison = summary.compare(DEEPSAT, *FORESTS)
        if summary.budget in AIM_BUDGETS and comparison is not None:
            known = [gain for place, gain in comparison.gains.items() if place in places]
            gains += [float(np.mean(known))] if known else []
    return float(np.mean(gains)) if gains else None
