"""How good a map is: confusion, area estimates with confidence intervals, and the report."""

from deepsat.accuracy.area import Estimate, StratifiedEstimate, stratified_estimate
from deepsat.accuracy.confusion import Confusion

__all__ = ["Confusion", "Estimate", "StratifiedEstimate", "stratified_estimate"]
