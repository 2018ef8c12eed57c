"""Calibration: whether what a model is 80 % sure of is right four times out of five.

Reliability and expected calibration error, and the one temperature that corrects overconfidence, after Guo et al. 2017,
On Calibration of Modern Neural Networks, arXiv 1706.04599.
"""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from deepsat.accuracy.evidence import Evidence

BINS = 10
TEMPERATURES = (0.05, 20.0)
"""Lowest and highest that is looked for: beyond, a model knows nothing or everything."""
CLOSE, CLOSE_TEMPERATURE = 0.01, 0.05
"""How far mean confidence may lie from the share right, and the temperature from 1, where nothing need be said."""

_LEAST_PROBABILITY = 1e-7


@dataclasses.dataclass(frozen=True)
class Reliability:
    """Pixels grouped by how sure the model is, in bins of equal width; NaN where a bin is empty."""

    confidence: NDArray[np.float64]
    """float64 (B,), 0-1: mean probability of the winning class."""
    accuracy: NDArray[np.float64]
    """float64 (B,), 0-1: share of pixels that are right."""
    pixels: NDArray[np.int64]
    """int64 (B,)."""

    @property
    def error(self) -> float:
        """Expected calibration error, 0-1: mean distance of confidence and accuracy over all pixels; NaN for none."""
        if not self.pixels.any():
            return math.nan
        return float(np.average(np.abs(self._gap()), weights=self.pixels))

    @property
    def overconfidence(self) -> float:
        """Mean confidence less share right, -1 to 1: above 0 where the model is too sure; NaN for no pixels."""
        return float(np.average(self._gap(), weights=self.pixels)) if self.pixels.any() else math.nan

    def _gap(self) -> NDArray[np.float64]:
        return np.where(self.pixels > 0, self.confidence - self.accuracy, 0.0)


def reliability(evidence: Evidence) -> Reliability:
    """Groups pixels by the probability of the winning class."""
    confidence = evidence.probabilities.max(axis=1).astype(np.float64) if len(evidence) else np.zeros(0)
    right = evidence.map_ids == evidence.class_ids if len(evidence) else np.zeros(0, dtype=np.bool_)
    index = np.clip((confidence * BINS).astype(np.int64), 0, BINS - 1)
    pixels = np.bincount(index, minlength=BINS).astype(np.int64)

    def mean(values: NDArray[Any]) -> NDArray[np.float64]:
        sums = np.bincount(index, weights=values, minlength=BINS)
        return np.asarray(np.divide(sums, pixels, out=np.full(BINS, np.nan), where=pixels > 0))

    return Reliability(mean(confidence), mean(right), pixels)


def temperature(evidence: Evidence) -> float:
    """The temperature at which the probabilities fit the polygons best, by log-loss; NaN without pixels.

    Above 1 the model is too sure of itself, below 1 not sure enough. The winning class of a pixel never changes.
    """
    if not len(evidence):
        return math.nan
    lowest, highest = map(math.log, TEMPERATURES)

    def loss(logarithm: float) -> float:
        return log_loss(tempered(evidence.probabilities, math.exp(logarithm)), evidence.class_ids)

    found = minimize_scalar(loss, bounds=(lowest, highest), method="bounded", options={"xatol": 1e-4})
    return math.exp(float(found.x))


def tendency(found: Reliability, by: float) -> str:
    """Whether a model is `too_sure`, `not_sure_enough`, `both` of different pixels, or as sure as `right`.

    The temperature follows what the model is surest of, the mean all pixels alike: where they disagree, both occur.

    Args:
        found: pixels by how sure the model is.
        by: the temperature that fits best.
    """
    over = found.overconfidence
    if abs(over) < CLOSE and abs(by - 1) < CLOSE_TEMPERATURE:
        return "right"
    if over > 0 and by > 1:
        return "too_sure"
    return "not_sure_enough" if over <= 0 and by <= 1 else "both"


def tempered(probabilities: NDArray[Any], by: float) -> NDArray[np.float64]:
    """Probabilities at a temperature: their logarithms divided by it, and made to add up to 1 again.

    Args:
        probabilities: floating, (...,K).
        by: temperature, above 0; 1 changes nothing.
    """
    logits = np.log(np.maximum(probabilities.astype(np.float64), _LEAST_PROBABILITY)) / by
    shares = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True))


def log_loss(probabilities: NDArray[Any], class_ids: NDArray[Any]) -> float:
    """Mean of minus the logarithm of what was said of the true class.

    Args:
        probabilities: floating (N, K).
        class_ids: whole numbers (N,), 0 to K-1.
    """
    said = np.take_along_axis(probabilities, class_ids.astype(np.int64)[:, None], axis=1)
    return float(-np.log(np.maximum(said, _LEAST_PROBABILITY)).mean())
