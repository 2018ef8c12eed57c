"""How good a map is: confusion, intervals, calibration, area estimates, boundaries, and the report."""

from deepsat.accuracy.area import Estimate, StratifiedEstimate, stratified_estimate
from deepsat.accuracy.bootstrap import Interval, ScoreIntervals, score_intervals
from deepsat.accuracy.confusion import Confusion
from deepsat.accuracy.evidence import Evidence
from deepsat.accuracy.polygon_counts import PolygonCounts
from deepsat.accuracy.strata import estimate_by_strata

__all__ = [
    "Confusion",
    "Estimate",
    "Evidence",
    "Interval",
    "PolygonCounts",
    "ScoreIntervals",
    "StratifiedEstimate",
    "estimate_by_strata",
    "score_intervals",
    "stratified_estimate",
]
