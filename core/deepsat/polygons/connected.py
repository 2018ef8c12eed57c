"""Connected pixels: areas of equal values, joined over edges and not over corners."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components


def connected_areas(values: NDArray[Any]) -> NDArray[np.int32]:
    """Numbers areas of equal values whose pixels share edges.

    Args:
        values: (H, W) of any type that compares, at least one pixel.

    Returns:
        int32 (H, W): 0 to the number of areas - 1, in the order of their first pixels, row by row.
    """
    # Runs of equal values in a row are what is joined: there are far fewer of them than pixels.
    begins = np.ones(values.shape, dtype=np.bool_)
    begins[:, 1:] = values[:, 1:] != values[:, :-1]
    runs = (np.cumsum(begins.ravel(), dtype=np.int32) - 1).reshape(values.shape)
    # Two runs, one below the other, meet first where one of them begins.
    meets = (values[1:] == values[:-1]) & (begins[1:] | begins[:-1])
    areas = joined(int(runs[-1, -1]) + 1, runs[:-1][meets], runs[1:][meets])
    return np.asarray(areas[runs], dtype=np.int32)


def joined(count: int, one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.int32]:
    """Groups of things that pairs join.

    Args:
        count: N, the number of things.
        one: whole numbers (P,), 0 to N - 1.
        other: what each of `one` is joined with, (P,).

    Returns:
        int32 (N,): the group of each, 0 to the number of groups - 1, in the order of their first members.
    """
    pairs = scipy.sparse.coo_array((np.ones(len(one), dtype=np.bool_), (one, other)), shape=(count, count))
    return np.asarray(connected_components(pairs, directed=False)[1], dtype=np.int32)
