"""Entropy: how undecided a model is among all classes, not only about the winner."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def relative_entropy(probabilities: NDArray[np.float32]) -> NDArray[np.float64]:
    """Shannon's entropy of the classes, as a share of the highest that there can be.

    Args:
        probabilities: float32 (K,H,W), adding up to 1 over the classes.

    Returns:
        float64 (H,W), 0 (one class is certain) to 1 (all are equally likely); 0 for a single class.
    """
    count = len(probabilities)
    if count < 2:
        return np.zeros(probabilities.shape[1:])
    shares = np.clip(probabilities.astype(np.float64), np.finfo(np.float64).tiny, 1)
    return np.asarray(np.clip(-(shares * np.log(shares)).sum(axis=0) / np.log(count), 0, 1))
