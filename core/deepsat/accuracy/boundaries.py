"""Boundary and interior scores: the first are where maps are hard, the second where they are easy.

A boundary pixel is one in whose 3 x 3 window the reference changes, as in the evaluation of context-self contrastive
learning (Tarasiou et al., arXiv 2104.04310). Pixels without a reference class count as no change.
"""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter, minimum_filter

from deepsat.accuracy.confusion import Confusion
from deepsat.class_map import NO_CLASS

REACH_PX = 1
"""How far the window reaches from its pixel: rows read in parts need so many more on either side."""


def is_boundary(reference_ids: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """bool (H, W): where another class lies in the 3 x 3 window; False where there is no class.

    Args:
        reference_ids: uint8 (H, W), 255 where unlabelled.
    """
    side, labelled = 2 * REACH_PX + 1, reference_ids != NO_CLASS
    # Beyond the border the window sees its own pixels once more, reflected or repeated: neither adds a class to it.
    lowest = minimum_filter(reference_ids, size=side, mode="nearest")
    highest = maximum_filter(np.where(labelled, reference_ids, 0).astype(np.uint8), size=side, mode="nearest")
    return np.asarray(labelled & (lowest != highest))


@dataclasses.dataclass(frozen=True)
class BoundaryScores:
    """Confusion of boundary pixels and of all others; counts add up over parts of a raster."""

    boundary: Confusion
    interior: Confusion

    @classmethod
    def empty(cls, class_count: int) -> BoundaryScores:
        """No pixel counted yet."""
        return cls(Confusion.empty(class_count), Confusion.empty(class_count))

    def add(
        self, map_ids: NDArray[np.uint8], reference_ids: NDArray[np.uint8], rows: slice = slice(None)
    ) -> BoundaryScores:
        """Counts pixels; returns itself.

        Args:
            map_ids: uint8 (H, W), 255 where the map has no data.
            reference_ids: uint8 (H, W), 255 where unlabelled.
            rows: which rows to count; the others are there to be looked at from them.
        """
        edge = is_boundary(reference_ids)[rows]
        said, true = map_ids[rows], reference_ids[rows]
        self.boundary.add(said[edge], true[edge])
        self.interior.add(said[~edge], true[~edge])
        return self

    def confusion(self) -> Confusion:
        """All pixels."""
        return Confusion(self.boundary.counts + self.interior.counts)
