"""Learning rate over a training run."""

from __future__ import annotations

import math


def learning_rate_share(step: int, *, total: int, warm_up: int) -> float:
    """Share of the peak learning rate at a step: a straight rise, then half a cosine down to almost 0.

    Args:
        step: number of the step, from 0 to `total` - 1.
        total: steps of the run.
        warm_up: steps of the rise, less than `total`; the first step after it has the full rate.

    Returns:
        Above 0, at most 1: (step + 1) / (warm_up + 1) in the rise, so that the first step counts too.

    Source: the half cosine of Loshchilov & Hutter 2017, arXiv 1608.03983, without restarts.
    """
    if step < warm_up:
        return (step + 1) / (warm_up + 1)
    return 0.5 * (1 + math.cos(math.pi * (step - warm_up) / max(1, total - warm_up)))
