"""Weights of an interpolation that keeps means: what a pixel's parts are on average is the pixel's own value.

A sensor's pixel is about the mean of its ground. Values between the centres of pixels, by lines or cubic curves, are
flatter than that: the mean over a bright pixel's parts is darker than the pixel, and borders blur. So the curves go
through other numbers than the pixels' values, those that give the right means: cubic convolution (Keys 1981, doi
10.1109/TASSP.1981.1163711, with a = -1/2) behind the inverse of what the means over parts make of it.
"""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

REACH = 4
"""Pixels on each side that a part depends on; the weights beyond are below 0.001."""
_SIZE = 31
"""Of the line of pixels that weights are found on: so long that its ends do not matter in its middle."""


@functools.cache
def mean_keeping_weights(scale: int) -> NDArray[np.float32]:
    """float32 (scale, 2*REACH+1): what each part of a pixel, first to last along one axis, takes of the pixels around.

    Each row sums to 1, and the mean of the rows is 1 for the pixel itself and 0 for the others.

    Args:
        scale: into how many parts each side of a pixel is divided.
    """
    cubic = _cubic_convolution(scale)
    means = cubic.reshape(_SIZE, scale, _SIZE).mean(axis=1)
    keeping = cubic @ np.linalg.inv(means)
    middle = _SIZE // 2
    weights = keeping[middle * scale : (middle + 1) * scale, middle - REACH : middle + REACH + 1]
    # What was cut off is put back in equal parts: level ground stays level, and means are kept, to rounding.
    weights = weights + (1 - weights.sum(axis=1, keepdims=True)) / weights.shape[1]
    return np.asarray(weights + np.eye(2 * REACH + 1)[REACH] - weights.mean(axis=0), dtype=np.float32)


def _cubic_convolution(scale: int) -> NDArray[np.float64]:
    """(_SIZE*scale, _SIZE): values at the centres of parts from those at the centres of pixels, 0 around the line."""
    parts = (np.arange(_SIZE * scale) + 0.5) / scale - 0.5
    distance = np.abs(parts[:, None] - np.arange(_SIZE))
    near = 1.5 * distance**3 - 2.5 * distance**2 + 1
    far = -0.5 * distance**3 + 2.5 * distance**2 - 4 * distance + 2
    return np.where(distance <= 1, near, np.where(distance < 2, far, 0.0))
