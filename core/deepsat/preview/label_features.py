"""Features at labels: what the frozen network sees there, in windows that are looked at once."""

from __future__ import annotations

import collections
import itertools

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from deepsat.finetune.covering import CONTEXT_PX, CORE_PX, CoveringWindow, covering_windows, spread_over_parts
from deepsat.labels import LabelPixels
from deepsat.preview.feature_map import View
from deepsat.preview.frozen_network import HALO_PX, FrozenNetwork
from deepsat.reporting import Reporter

WINDOWS_KEPT = 192
"""A U-Net's features of one take 1.1 MB."""

_BATCH = 4
_Place = tuple[int, int]


class LabelFeatures:
    """Remembers the features of those covering windows that were needed last."""

    def __init__(self) -> None:
        self._windows: collections.OrderedDict[_Place, Tensor] = collections.OrderedDict()

    def gather(self, network: FrozenNetwork, view: View, pixels: LabelPixels, reporter: Reporter) -> Tensor:
        """What the head sees at labelled pixels, in their order: float32 (N,D*k*k) on the CPU.

        Args:
            network: looks at windows that are not remembered.
            view: of the scene.
            pixels: at least one.
            reporter: asked between windows whether to stop.
        """
        needed = covering_windows(pixels)
        missing = [covering for covering in needed if _place(covering) not in self._windows]
        for batch in (missing[start : start + _BATCH] for start in range(0, len(missing), _BATCH)):
            reporter.check_cancelled()
            self._look(network, view, batch)
        parts, order = [], []
        for covering in needed:
            members = _members(pixels, covering)
            rows, columns = (
                torch.from_numpy(positions[members] - first + HALO_PX).long() * network.scale
                for positions, first in ((pixels.rows, covering.core.row), (pixels.columns, covering.core.column))
            )
            parts.append(network.patches(self._windows[_place(covering)], rows, columns))
            order.append(members)
            self._windows.move_to_end(_place(covering))
        for place in list(itertools.islice(self._windows, max(0, len(self._windows) - WINDOWS_KEPT))):
            del self._windows[place]
        return torch.cat(parts)[np.argsort(np.concatenate(order))]

    def _look(self, network: FrozenNetwork, view: View, batch: list[CoveringWindow]) -> None:
        images = np.stack([view.read(covering.around)[0] for covering in batch])
        edge = (CONTEXT_PX - HALO_PX) * network.scale
        for covering, features in zip(batch, network.features(torch.from_numpy(images)), strict=True):
            self._windows[_place(covering)] = features[:, edge:-edge, edge:-edge].clone()


def places_to_look(
    pixels: LabelPixels, *, per_class: int, windows: int, height: int, width: int, seed: int
) -> NDArray[np.bool_]:
    """bool (N,): labelled pixels in so few windows that looking at all of them stays quick.

    Unlike `thinned` this hardly chooses otherwise when a polygon is added, so that little has to be looked at anew:
    where a window comes in the order of its class depends on its place and the seed only.

    Args:
        pixels: labelled pixels.
        per_class: most pixels of one class to keep.
        windows: most covering windows to need; at least one for each class is kept.
        height: rows of the scene.
        width: columns of the scene.
        seed: of the draw.
    """
    across = -(-width // CORE_PX)
    cells = pixels.rows.astype(np.int64) // CORE_PX * across + pixels.columns // CORE_PX
    priorities = np.random.default_rng(seed).random(-(-height // CORE_PX) * across)
    ranks = np.full(len(priorities), len(priorities))
    present = np.unique(pixels.class_ids)
    for class_id in present:
        own = np.unique(cells[pixels.class_ids == class_id])
        own = own[np.argsort(priorities[own])]
        ranks[own] = np.minimum(ranks[own], np.arange(len(own)))
    labelled = np.unique(cells)
    labelled = labelled[np.lexsort((priorities[labelled], ranks[labelled]))]
    first = int((ranks[labelled] == 0).sum())
    kept: NDArray[np.bool_] = np.isin(cells, labelled[: max(windows, first)])
    draw = np.random.default_rng([seed, per_class])
    for class_id in present:
        members = np.flatnonzero(kept & (pixels.class_ids == class_id))
        kept[members] = False
        kept[spread_over_parts(members, pixels.polygon_ids[members], per_class, draw)] = True
    return kept


def _place(covering: CoveringWindow) -> _Place:
    return covering.core.row, covering.core.column


def _members(pixels: LabelPixels, covering: CoveringWindow) -> NDArray[np.intp]:
    """The pixels in the core of a window."""
    core = covering.core
    inside = (pixels.rows // CORE_PX == core.row // CORE_PX) & (pixels.columns // CORE_PX == core.column // CORE_PX)
    return np.flatnonzero(inside)
