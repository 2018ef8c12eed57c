"""Otsu's threshold: where to cut a histogram in two.

Otsu 1979, IEEE Transactions on Systems, Man, and Cybernetics 9, 62-66, doi 10.1109/TSMC.1979.4310076.
"""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray


@dataclasses.dataclass(frozen=True)
class Cut:
    """Where a histogram is cut."""

    threshold: float
    """Values above it are in the upper part."""
    separability: float
    """Share of the variance that lies between the two parts, 0-1: near 1 where they are two clear heaps."""


def otsu(counts: NDArray[np.int64], edges: NDArray[np.float64]) -> Cut:
    """Cuts where the variance between the parts is largest.

    Args:
        counts: int64 (N,), of each bin.
        edges: float64 (N+1,), ascending.

    Raises:
        ValueError: fewer than two bins hold anything.
    """
    if np.count_nonzero(counts) < 2:
        raise ValueError("values that are all alike cannot be cut in two")
    centres = (edges[:-1] + edges[1:]) / 2
    shares = counts / counts.sum()
    below, sums = np.cumsum(shares)[:-1], np.cumsum(shares * centres)
    mean = sums[-1]
    inside = (below > 0) & (below < 1 - 1e-12)
    between = np.zeros(len(below))
    between[inside] = (mean * below - sums[:-1])[inside] ** 2 / (below * (1 - below))[inside]
    best = np.flatnonzero(between >= between.max() * (1 - 1e-12))
    # Where empty bins lie between two heaps, any of them would do: the middle one is fair to both.
    place = int(best[len(best) // 2])
    total = float((shares * (centres - mean) ** 2).sum())
    return Cut(float(edges[place + 1]), float(between[place] / total))
