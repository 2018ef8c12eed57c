"""Confidence intervals of scores by drawing whole polygons again and again.

Pixels of one polygon resemble each other: drawing pixels would promise far too much. Polygons are drawn within each
class, as many as it has, because that is how they are held out. Percentile intervals of few polygons are still too
narrow (Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13): a class with one polygon gets none.
"""

from __future__ import annotations

import dataclasses
import warnings

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy.confusion import Scores, scores_of
from deepsat.accuracy.polygon_counts import PolygonCounts

DRAWS = 1000
CONFIDENCE = 0.95
LEAST_POLYGONS = 2
"""A class with fewer has no interval: a single polygon cannot differ from itself."""

_WEIGHTS_AT_ONCE = 2**22


@dataclasses.dataclass(frozen=True)
class Interval:
    """Ends of 95 % confidence intervals, arrays of one shape, 0-1; NaN where the polygons tell of none."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]


@dataclasses.dataclass(frozen=True)
class ScoreIntervals:
    """An interval for each score of `Confusion`."""

    overall: Interval
    """Shape ()."""
    mean_iou: Interval
    """Shape ()."""
    users: Interval
    """(K,)."""
    producers: Interval
    """(K,)."""
    f1: Interval
    """(K,)."""
    iou: Interval
    """(K,)."""


def score_intervals(counts: PolygonCounts, *, seed: int) -> ScoreIntervals:
    """Percentile intervals over whole polygons; the same seed gives the same intervals.

    Args:
        counts: what the map says of each polygon.
        seed: of the draws.
    """
    scores = scores_of(_drawn_matrices(counts, np.random.default_rng(seed)))
    enough = counts.polygons_by_class >= LEAST_POLYGONS
    return _intervals(scores, enough)


def mean_iou_difference(counts: PolygonCounts, others: PolygonCounts, *, seed: int) -> Interval:
    """Percentile interval of how much better one map's mean IoU is than another's, shape ().

    Both maps are scored on the same drawn polygons, so that what makes a polygon hard for both cancels out.

    Args:
        counts: what the first map says of each polygon.
        others: what the second says of the same polygons.
        seed: of the draws.

    Raises:
        ValueError: the polygons are not the same.
    """
    if not np.array_equal(counts.classes, others.classes):
        raise ValueError("maps are compared on the same polygons in the same order")
    first, second = (
        scores_of(_drawn_matrices(each, np.random.default_rng(seed))).mean_iou for each in (counts, others)
    )
    return _interval(first - second, np.asarray((counts.polygons_by_class >= LEAST_POLYGONS).any()))


def _drawn_matrices(counts: PolygonCounts, random: np.random.Generator) -> NDArray[np.int64]:
    """int64 (DRAWS, K, K): the confusion of each set of polygons."""
    class_count = counts.class_count
    matrices = np.zeros((DRAWS, class_count, class_count), dtype=np.int64)
    for class_id in np.unique(counts.classes):
        members = counts.map_counts[counts.classes == class_id]
        step = max(1, _WEIGHTS_AT_ONCE // len(members))
        for start in range(0, DRAWS, step):
            size = min(step, DRAWS - start)
            times = random.multinomial(len(members), np.full(len(members), 1 / len(members)), size=size)
            matrices[start : start + size, :, class_id] = times @ members
    return matrices


def _intervals(scores: Scores, enough: NDArray[np.bool_]) -> ScoreIntervals:
    by_class = {name: _interval(getattr(scores, name), enough) for name in ("users", "producers", "f1", "iou")}
    any_enough = np.asarray(enough.any())
    return ScoreIntervals(
        overall=_interval(scores.overall, any_enough), mean_iou=_interval(scores.mean_iou, any_enough), **by_class
    )


def _interval(drawn: NDArray[np.float64], known: NDArray[np.bool_]) -> Interval:
    """Percentiles over the first axis; draws in which a score does not exist do not count."""
    tail = 50 * (1 - CONFIDENCE)
    with warnings.catch_warnings():
        # A class that no draw has mapped has no user's accuracy: NaN is the answer and no reason to warn.
        warnings.simplefilter("ignore", RuntimeWarning)
        low, high = np.nanpercentile(drawn, [tail, 100 - tail], axis=0)
    return Interval(np.where(known, low, np.nan), np.where(known, high, np.nan))
