"""Synthetic change: patches of another part of the second date, pasted where another class was.

Both dates are real, so that seasons, sun and haze differ as they do; what was pasted is known to the pixel. A pixel
counts as changed where truth has another class at the patch's source than at its place; where a patch shows the class
that was there already, nothing is scored.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

NOT_SCORED = 255
FEATHER_PX = 0.7
"""Standard deviation of the blend at a patch's edge: no sensor sees an edge sharper."""
SHARE = 0.1
"""Of the pixels that patches cover, about."""
SIDE_PX = 4
"""Of the squares that stand for polygons."""


@dataclasses.dataclass(frozen=True)
class ChangedPair:
    """Files of a pair with known change."""

    before: Path
    after: Path
    change: NDArray[np.uint8]
    """uint8 (H,W): 0 no change, 1 change, 255 not scored."""


def write_changed_pair(before: Path, after: Path, truth: NDArray[np.uint8], folder: Path, *, seed: int) -> ChangedPair:
    """Pastes patches into the second date.

    Args:
        before: first raster.
        after: second raster, on the same grid.
        truth: uint8 (H,W), classes, 0 = unknown.
        folder: for the second raster.
        seed: of the patches.
    """
    with rasterio.open(after) as dataset:
        values, profile, names = dataset.read(), dataset.profile, dataset.descriptions
    sources = _sources(truth, np.random.default_rng(seed))
    moved = sources >= 0
    change = np.zeros(truth.shape, dtype=np.uint8)
    there = truth.ravel()[sources.clip(min=0)]
    change[moved] = np.where((there != truth) & (there > 0) & (truth > 0), 1, NOT_SCORED)[moved]
    change[(truth == 0) | _edges(moved)] = NOT_SCORED
    weight = np.where(moved, gaussian_filter(moved.astype(np.float64), FEATHER_PX), 0.0)
    flat = values.reshape(len(values), -1)
    pasted = flat[:, sources.clip(min=0).ravel()].reshape(values.shape)
    blended = (1 - weight) * values + weight * pasted
    path = folder / "after.tif"
    with rasterio.open(path, "w", **profile) as dataset:
        dataset.write(np.rint(blended).astype(values.dtype) if values.dtype.kind in "ui" else blended)
        dataset.descriptions = names
    return ChangedPair(before, path, change)


def patches_of(change: NDArray[np.uint8], per_class: int, seed: int) -> list[tuple[tuple[int, int, int], bool]]:
    """Squares of pixels that all changed, or did not, as a person would draw them.

    Args:
        change: as `ChangedPair.change`.
        per_class: squares of each.
        seed: of the draw.

    Returns:
        Row, column and side of each square, and whether it changed.
    """
    draw, free = np.random.default_rng([seed, 1]), change.copy()
    found: list[tuple[tuple[int, int, int], bool]] = []
    for changed in (False, True):
        windows = np.lib.stride_tricks.sliding_window_view(free, (SIDE_PX, SIDE_PX))
        places = np.argwhere((windows == int(changed)).all(axis=(2, 3)))
        taken = 0
        for row, column in draw.permutation(places):
            square = (slice(row, row + SIDE_PX), slice(column, column + SIDE_PX))
            if taken < per_class and (free[square] == int(changed)).all():
                free[square] = NOT_SCORED
                found.append(((int(row), int(column), SIDE_PX), changed))
                taken += 1
    return found


def _sources(truth: NDArray[np.uint8], draw: np.random.Generator) -> NDArray[np.int64]:
    """int64 (H,W): index of the pixel that is shown at each place; -1 where it is the pixel itself."""
    height, width = truth.shape
    rows, columns = np.mgrid[:height, :width]
    sources = np.full(truth.shape, -1, dtype=np.int64)
    for _ in range(10_000):
        if (sources >= 0).mean() >= SHARE:
            break
        semi = draw.integers(4, max(5, min(height, width) // 10), size=2)
        centre, origin = (draw.integers(semi, np.array(truth.shape) - semi) for _ in range(2))
        inside = ((rows - centre[0]) / semi[0]) ** 2 + ((columns - centre[1]) / semi[1]) ** 2 < 1
        there = (rows + origin[0] - centre[0], columns + origin[1] - centre[1])
        within = inside & (there[0] >= 0) & (there[0] < height) & (there[1] >= 0) & (there[1] < width)
        known = truth[there[0][within], there[1][within]]
        # A patch of the class that was there is no change, and tells nothing.
        if within.any() and ((known != truth[within]) & (known > 0)).mean() > 0.6:
            sources[within] = (there[0] * width + there[1])[within]
    return sources


def _edges(moved: NDArray[np.bool_]) -> Any:
    """Pixels beside the edge of a patch: mixed, and so neither changed nor not."""
    near = gaussian_filter(moved.astype(np.float64), FEATHER_PX)
    return (near > 0.02) & (near < 0.98)
