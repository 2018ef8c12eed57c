"""Coverage: how much of a scene looks like what is labelled already, or would look like it with one more label."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

WHITENING = 0.5
"""0 leaves the bands as the model sees them, 1 gives all their principal components the same weight, noise included."""

REACH = 0.3
"""Distance at which one place tells little of another: standard deviation of the similarity, a bell curve.

The scene's own standard deviation, over all components, is 1.
"""

_SMALLEST_SHARE = 1e-3
"""A component with less variance than this share of the largest one's is noise, and is not blown up to its size."""


@dataclasses.dataclass(frozen=True)
class Space:
    """A space of bands in which a distance means the same in each direction and in each scene."""

    mean: NDArray[np.float64]
    """float64 (C,)."""
    axes: NDArray[np.float64]
    """float64 (C,D): what centred bands are multiplied with."""

    @classmethod
    def of(cls, bands: NDArray[np.float32]) -> Space:
        """The space of a scene's cells, float32 (N,C), N at least 1."""
        mean = bands.mean(axis=0, dtype=np.float64)
        centred = bands - mean
        variances, directions = np.linalg.eigh(centred.T @ centred / len(bands))
        largest = float(variances[-1])
        if largest <= 0:
            return cls(mean, np.zeros_like(directions))
        floored = np.maximum(variances, largest * _SMALLEST_SHARE)
        axes = directions / floored ** (WHITENING / 2)
        deviation = np.sqrt(((centred @ axes) ** 2).mean(axis=0).sum())
        return cls(mean, axes / deviation)

    def place(self, bands: NDArray[np.float32]) -> NDArray[np.float32]:
        """float32 (N,D): where cells with these bands, float32 (N,C), lie."""
        return np.asarray((bands - self.mean) @ self.axes, dtype=np.float32)


def similarity(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much each place of `one` tells of each of `other`.

    Args:
        one: float32 (N,D), places in a `Space`.
        other: float32 (M,D).

    Returns:
        float32 (N,M), from 0 (nothing) to 1 (they look the same).
    """
    squares = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1) - 2 * one @ other.T
    return np.asarray(np.exp(-np.maximum(squares, 0) / (2 * REACH**2)), dtype=np.float32)


def covered(places: NDArray[np.float32], labelled: NDArray[np.float32]) -> NDArray[np.float32]:
    """How well each place is covered by the labelled one that is most like it: float32 (N,), 0-1; 0 without labels."""
    best = np.zeros(len(places), dtype=np.float32)
    # In parts, because large polygons hold many cells.
    for start in range(0, len(labelled), 1000):
        best = np.maximum(best, similarity(places, labelled[start : start + 1000]).max(axis=1))
    return best
