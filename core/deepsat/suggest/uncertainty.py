"""Uncertainty: between which classes the model wavers, and how much."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def wavering(probabilities: NDArray[np.float32]) -> NDArray[np.float64]:
    """How little the likeliest class is ahead of the next one: 1 minus the margin between the two.

    Of the mean over a cell it is high only where the cell as a whole is in doubt; a single mixed pixel counts little.

    Args:
        probabilities: float32 (N,K), adding up to 1 over the classes.

    Returns:
        float64 (N,), 0 (sure) to 1 (two classes are equally likely).
    """
    if probabilities.shape[1] < 2:
        return np.zeros(len(probabilities))
    highest = np.sort(probabilities.astype(np.float64), axis=1)[:, -2:]
    return np.asarray(np.clip(1 - (highest[:, 1] - highest[:, 0]), 0, 1), dtype=np.float64)


def two_likeliest(probabilities: NDArray[np.float32]) -> NDArray[np.intp]:
    """intp (N,2): the likeliest class of each cell and the next one; the lower id goes first among equals."""
    order = np.argsort(-probabilities, axis=1, kind="stable")
    return np.asarray(order[:, :2], dtype=np.intp)
