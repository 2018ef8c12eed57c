"""Covering windows: where to look so that each labelled pixel is seen once, with context around it."""

from __future__ import annotations

import dataclasses
from typing import Any

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


def thinned(
    pixels: LabelPixels,
    *,
    per_class: int,
    windows: int,
    seed: int,
    parts: NDArray[np.int64] | None = None,
    most_windows: int = 0,
) -> NDArray[np.bool_]:
    """bool (N,): labelled pixels in so few places that looking at all of them stays quick.

    Cells of the mesh are drawn class by class in turn, so that no class loses all of its places to the others, and the
    first cell of each polygon before any second one, so that large polygons do not crowd out small ones.

    Args:
        pixels: labelled pixels.
        per_class: most pixels of one class to keep.
        windows: most covering windows to need; at least one for each class is kept.
        seed: of the draw.
        parts: int64 (N,), what is to be kept something of: equal for the pixels of a part; None for the polygons.
        most_windows: most covering windows where it takes more than `windows` to see each part.
    """
    draw = np.random.default_rng([seed, per_class, windows])
    parts = pixels.polygon_ids.astype(np.int64) if parts is None else parts
    cells = (pixels.rows // CORE_PX).astype(np.int64) * 2**32 + pixels.columns // CORE_PX
    first: list[NDArray[np.int64]] = []
    further: list[NDArray[np.int64]] = []
    for class_id in _classes(pixels):
        members = pixels.class_ids == class_id
        of_each, others = _cells_of_parts(cells[members], parts[members], draw)
        first.append(of_each)
        further.append(others)
    chosen = _in_turn(first, max(windows, most_windows, len(first)), {})
    kept: NDArray[np.bool_] = np.isin(cells, list(_in_turn(further, windows, chosen)))
    for class_id in _classes(pixels):
        members = np.flatnonzero(kept & (pixels.class_ids == class_id))
        kept[members] = False
        kept[spread_over_parts(members, parts[members], per_class, draw)] = True
    return kept


def spread_over_parts(
    members: NDArray[np.intp], parts: NDArray[np.integer[Any]], count: int, draw: np.random.Generator
) -> NDArray[np.intp]:
    """At most `count` of the members, drawn at random; half of them are shared out equally among the parts.

    Args:
        members: int (N,).
        parts: int (N,), which part each belongs to; one that has fewer than its share is kept whole.
        count: most to keep.
        draw: the source of chance.
    """
    order = draw.permutation(len(members))
    least = max(1, count // (2 * max(len(np.unique(parts)), 1)))
    comes_first = _ranks(parts[order]) < least
    drawn = np.concatenate([order[comes_first], order[~comes_first]])[:count]
    return np.asarray(members[drawn], dtype=np.intp)


def _cells_of_parts(
    cells: NDArray[np.int64], parts: NDArray[np.int64], draw: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """One cell of each part, and the further ones, both in an order that is drawn."""
    pairs = draw.permutation(np.unique(np.stack([parts, cells], axis=1), axis=0))
    is_first = _ranks(pairs[:, 0]) == 0
    return pairs[is_first, 1], pairs[~is_first, 1]


def _ranks(values: NDArray[np.integer[Any]]) -> NDArray[np.intp]:
    """How many of the same value come before each, int (N,)."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    begins = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))[: len(values)]
    ranks = np.empty(len(values), dtype=np.intp)
    ranks[order] = np.arange(len(values)) - np.repeat(begins, np.diff(np.append(begins, len(values))))
    return ranks


def _classes(pixels: LabelPixels) -> list[int]:
    return [int(class_id) for class_id in np.unique(pixels.class_ids)]


def _in_turn(queues: list[NDArray[np.int64]], count: int, chosen: dict[int, None]) -> dict[int, None]:
    """What is chosen, with the first of each queue, the second of each and so on, until there are `count`."""
    found = dict(chosen)
    for rank in range(max((len(queue) for queue in queues), default=0)):
        for queue in queues:
            if rank < len(queue) and len(found) < count:
                found[int(queue[rank])] = None
    return found
