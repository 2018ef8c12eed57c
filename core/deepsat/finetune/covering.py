"""Covering windows: where to look so that each labelled pixel is seen once, with context around it."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery import Window
from deepsat.labels import LabelPixels

CORE_PX = 64
CONTEXT_PX = 16
"""Pixels around the core: as much as the network needs to forget that the window ends."""


@dataclasses.dataclass(frozen=True)
class CoveringWindow:
    """A square of pixels, and the larger one to read for it."""

    core: Window

    @property
    def around(self) -> Window:
        """The core and its context; it may reach beyond the raster."""
        return self.core.grown(CONTEXT_PX)


def covering_windows(pixels: LabelPixels) -> list[CoveringWindow]:
    """Squares of a mesh that hold a labelled pixel, row by row; each labelled pixel lies in one core."""
    cells = np.unique(np.stack([pixels.rows // CORE_PX, pixels.columns // CORE_PX], axis=1), axis=0)
    return [CoveringWindow(Window(int(i) * CORE_PX, int(j) * CORE_PX, CORE_PX, CORE_PX)) for i, j in cells]


def thinned(pixels: LabelPixels, *, per_class: int, windows: int, seed: int) -> NDArray[np.bool_]:
    """bool (N,): labelled pixels in so few places that looking at all of them stays quick.

    Cells of the mesh are drawn class by class in turn, so that no class loses all of its places to the others.

    Args:
        pixels: labelled pixels.
        per_class: most pixels of one class to keep.
        windows: most covering windows to need; at least one for each class is kept.
        seed: of the draw.
    """
    draw = np.random.default_rng([seed, per_class, windows])
    cells = (pixels.rows // CORE_PX).astype(np.int64) * 2**32 + pixels.columns // CORE_PX
    queues = [draw.permutation(np.unique(cells[pixels.class_ids == class_id])) for class_id in _classes(pixels)]
    kept: NDArray[np.bool_] = np.isin(cells, _in_turn(queues, windows))
    for class_id in _classes(pixels):
        members = np.flatnonzero(kept & (pixels.class_ids == class_id))
        kept[draw.permutation(members)[per_class:]] = False
    return kept


def _classes(pixels: LabelPixels) -> list[int]:
    return [int(class_id) for class_id in np.unique(pixels.class_ids)]


def _in_turn(queues: list[NDArray[np.int64]], count: int) -> list[int]:
    """The first of each queue, then the second of each, until there are `count`; the first of each in any case."""
    chosen: list[int] = []
    for rank in range(max((len(queue) for queue in queues), default=0)):
        for queue in queues:
            if rank < len(queue) and queue[rank] not in chosen and (rank == 0 or len(chosen) < count):
                chosen.append(int(queue[rank]))
    return chosen
