"""How the second date would look if nothing had changed: a line for each band, from the pixels that agree best.

Season, sun and haze move a whole date; and where much has changed, mean and deviation of the date move too. Least
trimmed squares (Rousseeuw 1984, Journal of the American Statistical Association 79, 871-880) finds the lines that half
of the pixels follow, whatever the others do.
"""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

TRIMMED = 0.5
"""Share of the pixels that need not follow the lines."""
STARTS, STEPS = 60, 3
FINISHING_STEPS = 10
START_PIXELS = 6
RIDGE = 0.02
"""Variance, of 1, that draws a gain to 1 where the chosen pixels hardly vary."""
LEAST_GAIN, LARGEST_GAIN = 0.3, 3.0


@dataclasses.dataclass(frozen=True)
class Lines:
    """after = gain * before + offset, in each band; arrays float64 (C,)."""

    gain: NDArray[np.float64]
    offset: NDArray[np.float64]


def unchanged_lines(before: NDArray[np.float32], after: NDArray[np.float32], *, seed: int) -> Lines:
    """The lines that half of the pixels follow most closely, in all bands together.

    Args:
        before: float32 (C,N), normalised.
        after: float32 (C,N), normalised by itself, of the same pixels.
        seed: of the starts.
    """
    draw, count = np.random.default_rng(seed), before.shape[1]
    kept = max(1, int(count * (1 - TRIMMED)))
    found = []
    for _ in range(STARTS):
        chosen = draw.choice(count, min(START_PIXELS, count), replace=False)
        found.append(_concentrated(before, after, chosen, kept, STEPS))
    _, chosen = min(found, key=lambda result: result[0])
    _, chosen = _concentrated(before, after, chosen, kept, FINISHING_STEPS)
    return _fitted(before[:, chosen], after[:, chosen])


def _concentrated(
    before: NDArray[np.float32], after: NDArray[np.float32], chosen: NDArray[np.intp], kept: int, steps: int
) -> tuple[float, NDArray[np.intp]]:
    """Fits to the chosen pixels, chooses those that fit best, and so on: the sum of squares, and the pixels."""
    total = np.inf
    for _ in range(steps):
        lines = _fitted(before[:, chosen], after[:, chosen])
        squares = (((after - lines.offset[:, None]) / lines.gain[:, None] - before) ** 2).mean(axis=0)
        chosen = np.argpartition(squares, kept - 1)[:kept]
        total = float(squares[chosen].sum())
    return total, chosen


def _fitted(before: NDArray[np.float32], after: NDArray[np.float32]) -> Lines:
    """Least squares in each band."""
    first, second = before.mean(axis=1, dtype=np.float64), after.mean(axis=1, dtype=np.float64)
    apart = before - first[:, None]
    covariance = (apart * (after - second[:, None])).mean(axis=1)
    gain = np.clip((covariance + RIDGE) / ((apart**2).mean(axis=1) + RIDGE), LEAST_GAIN, LARGEST_GAIN)
    return Lines(gain, second - gain * first)
