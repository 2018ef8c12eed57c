"""Dense truth, cut into blocks: one half of a place to train on, the other to score on, and fractions of the former.

    cells of 4 x 4 blocks, in a checkerboard         T  train
                                                     S  score
      T T T . | S S S S                              .  buffer: neither
      T T T . | S S S S
      ...                                            Half a block wide, all along the cells of S.

A unit is what one block shows of one class: the polygon that an analyst would draw there. A fraction takes the same
share of every class's units, in an order drawn by the seed, so that each fraction holds the smaller ones.
"""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
from numpy.typing import NDArray

BLOCKS_ACROSS = 32
"""Blocks along the shorter side of a scene, unless they would be smaller than `SMALLEST_BLOCK_PX`."""
SMALLEST_BLOCK_PX = 8
BLOCKS_IN_A_CELL = 4
SMALLEST_UNIT_PX = 9
"""Pixels; less is nothing that anybody would draw."""


@dataclasses.dataclass(frozen=True)
class Halves:
    """Which pixels are for what, each bool (H, W); those in neither are buffer."""

    training: NDArray[np.bool_]
    scoring: NDArray[np.bool_]
    block_side: int
    """In pixels; between training and scoring pixels lie at least half as many."""


@dataclasses.dataclass(frozen=True)
class Units:
    """The training half, cut into units."""

    numbers: NDArray[np.int32]
    """int32 (H, W): the unit of each pixel, from 0; -1 where there is none."""
    values: NDArray[np.uint8]
    """uint8 (N,): each unit's value of the truth."""
    sizes: NDArray[np.int64]
    """int64 (N,): pixels of each unit."""


def halves(truth: NDArray[np.uint8]) -> Halves:
    """Cuts a scene into training and scoring cells, with a buffer between them.

    Of all places where the checkerboard can start, the one is taken that shares the classes out best: a class that lies
    in a few corners of the scene shall occur in both halves.

    Args:
        truth: uint8 (H, W), 0 = unknown.
    """
    height, width = truth.shape
    side = max(SMALLEST_BLOCK_PX, min(height, width) // BLOCKS_ACROSS)
    starts = range(2 * BLOCKS_IN_A_CELL)
    cuts = [_cut(height, width, side, i, j) for i, j in itertools.product(starts, starts[:BLOCKS_IN_A_CELL])]
    return max(cuts, key=lambda cut: _smallest_share(truth, cut))


def _cut(height: int, width: int, side: int, row: int, column: int) -> Halves:
    """The cut whose checkerboard starts so many blocks before the scene does."""
    i = (np.arange(height)[:, None] // side + row) // BLOCKS_IN_A_CELL
    j = (np.arange(width)[None, :] // side + column) // BLOCKS_IN_A_CELL
    scoring = (i + j) % 2 == 1
    return Halves(~_within(scoring, side // 2), scoring, side)


def _smallest_share(truth: NDArray[np.uint8], cut: Halves) -> float:
    """Of the classes' pixels in either half, as a share of the class, the smallest."""
    total = np.bincount(truth.ravel(), minlength=256)[1:]
    present = total > 0
    parts = [np.bincount(truth[half], minlength=256)[1:][present] for half in (cut.training, cut.scoring)]
    return float((np.stack(parts) / total[present]).min())


def units_of(truth: NDArray[np.uint8], cut: Halves) -> Units:
    """The units of the training half.

    Args:
        truth: uint8 (H, W), 0 = unknown.
        cut: of the same scene.

    Of a class whose units are all small, the largest remains.
    """
    rows, columns = np.nonzero(cut.training & (truth > 0))
    across = truth.shape[1] // cut.block_side + 1
    blocks = (rows // cut.block_side).astype(np.int64) * across + columns // cut.block_side
    values = truth[rows, columns]
    keys, members, sizes = np.unique(blocks * 256 + values, return_inverse=True, return_counts=True)
    unit_values = (keys % 256).astype(np.uint8)
    kept = sizes >= SMALLEST_UNIT_PX
    for value in np.unique(unit_values):
        of_class = np.flatnonzero(unit_values == value)
        if not kept[of_class].any():
            kept[of_class[np.argmax(sizes[of_class])]] = True
    renumbered = np.where(kept, np.cumsum(kept) - 1, -1)
    numbers = np.full(truth.shape, -1, dtype=np.int32)
    numbers[rows, columns] = renumbered[members.reshape(-1)]
    return Units(numbers, unit_values[kept], sizes[kept].astype(np.int64))


def fraction_of(units: Units, fraction: float, seed: int) -> NDArray[np.intp]:
    """The units of a fraction: the same share of each class's, at least one; ascending.

    With one seed, a smaller fraction's units are all among those of a larger one.

    Args:
        units: to draw from.
        fraction: 0-1.
        seed: of the order in which each class's units are taken.

    Raises:
        ValueError: the fraction is not within 0-1.
    """
    if not 0 < fraction <= 1:
        raise ValueError(f"a fraction lies above 0 and at most at 1, not at {fraction}")
    taken = []
    for value in np.unique(units.values):
        of_class = np.flatnonzero(units.values == value)
        order = np.random.default_rng([seed, int(value)]).permutation(of_class)
        taken.append(order[: max(1, int(np.floor(fraction * len(of_class) + 0.5)))])
    return np.sort(np.concatenate(taken))


def _within(marked: NDArray[np.bool_], distance: int) -> NDArray[np.bool_]:
    """Pixels with a marked one at most so many rows and columns away."""
    grown = marked
    for axis in (0, 1):
        grown = np.logical_or.reduce([_shifted(grown, step, axis) for step in range(-distance, distance + 1)])
    return grown


def _shifted(marked: NDArray[np.bool_], step: int, axis: int) -> NDArray[np.bool_]:
    """Moved along an axis; what comes in from beyond the edge is not marked."""
    moved = np.zeros_like(marked)
    length = marked.shape[axis]
    to = [slice(None), slice(None)]
    source = [slice(None), slice(None)]
    to[axis] = slice(max(0, step), min(length, length + step))
    source[axis] = slice(max(0, -step), min(length, length - step))
    moved[tuple(to)] = marked[tuple(source)]
    return moved
