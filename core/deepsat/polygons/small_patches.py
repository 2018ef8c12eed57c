"""Small patches go to a neighbour: to the one that they share the longest border with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from deepsat.class_map import NO_CLASS
from deepsat.polygons.connected import joined
from deepsat.polygons.patches import Neighbours, Patches

_SCATTER = np.uint64(0x9E3779B97F4A7C15)
"""2^64 divided by the golden ratio: multiplying by it scatters neighbouring numbers, each to another place."""


def without_small(patches: Patches, smallest: float, side_lengths: tuple[float, float]) -> Patches:
    """Gives patches smaller than `smallest` to neighbours, small ones before larger ones, until none is left.

    What a patch goes to is the neighbouring patch with the longest shared border, of several the largest, of equally
    large ones the first. Patches of one class that meet by that are one patch from then on. NoData neither takes nor
    gives; a small patch that has no other neighbour stays.

    Args:
        patches: of the whole raster.
        smallest: in the units of their areas.
        side_lengths: of a pixel edge along rows and along columns, in one unit.
    """
    active = _Active(patches)
    while active.move(smallest, side_lengths):
        pass
    return patches.grouped(active.groups, active.class_ids[active.groups])


class _Active:
    """Groups that patches have become so far."""

    def __init__(self, patches: Patches) -> None:
        self.groups = np.arange(len(patches), dtype=np.int32)
        self.class_ids = patches.class_ids.copy()
        self._areas = patches.areas
        everything = patches.neighbours
        has_data = (self.class_ids[everything.one] != NO_CLASS) & (self.class_ids[everything.other] != NO_CLASS)
        self._pairs = _chosen(everything, has_data)

    def move(self, smallest: float, side_lengths: tuple[float, float]) -> bool:
        """Moves each small patch that all its neighbours are larger than, all at once; False where there is none.

        Neighbours never move at once, so the outcome does not depend on an order.
        """
        small = self._areas < smallest
        self._pairs = _chosen(self._pairs, small[self._pairs.one] | small[self._pairs.other])
        if len(self._pairs.one) == 0:
            return False
        lengths = self._pairs.sides @ np.array(side_lengths)
        source = np.concatenate([self._pairs.one, self._pairs.other])
        target = np.concatenate([self._pairs.other, self._pairs.one])
        ranks = self._ranks()
        lowest = np.full(len(ranks), len(ranks))
        np.minimum.at(lowest, source, ranks[target])
        moves = (small & (ranks < lowest))[source]
        source, target, lengths = source[moves], target[moves], np.concatenate([lengths, lengths])[moves]
        order = np.lexsort((target, -self._areas[target], -lengths, source))
        movers, first = np.unique(source[order], return_index=True)
        self.class_ids[movers] = self.class_ids[target[order][first]]
        self._join()
        return True

    def _ranks(self) -> NDArray[np.int64]:
        """Place of each patch in the order of areas; equal ones are scattered, or a row of them would move singly."""
        scattered = np.arange(len(self._areas), dtype=np.uint64) * _SCATTER
        ranks = np.empty(len(self._areas), dtype=np.int64)
        ranks[np.lexsort((scattered, self._areas))] = np.arange(len(self._areas))
        return ranks

    def _join(self) -> None:
        alike = self.class_ids[self._pairs.one] == self.class_ids[self._pairs.other]
        groups = joined(len(self.class_ids), self._pairs.one[alike], self._pairs.other[alike])
        count = int(groups.max()) + 1
        class_ids, areas = np.empty(count, dtype=np.uint8), np.zeros(count, dtype=np.int64)
        class_ids[groups] = self.class_ids
        np.add.at(areas, groups, self._areas)
        self.class_ids, self._areas = class_ids, areas
        self._pairs = self._pairs.renumbered(groups)
        self.groups = groups[self.groups]


def _chosen(pairs: Neighbours, which: NDArray[np.bool_]) -> Neighbours:
    return Neighbours(pairs.one[which], pairs.other[which], pairs.sides[which])
