"""As many boundary pixels as interior ones: an option of the CSCL paper's second stage."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy.boundaries import is_boundary
from deepsat.class_map import NO_CLASS


def boundary_balanced(labels: NDArray[np.uint8], draw: np.random.Generator) -> NDArray[np.uint8]:
    """Labels of which as many pixels remain at boundaries as inside.

    Of the kind that there is more of, those that remain are drawn from the whole batch. Where one kind does not occur,
    as with polygons that do not touch, all pixels remain: there is nothing to balance.

    Args:
        labels: uint8 (B,H,W), 255 where unlabelled.
        draw: for the pixels that remain.

    Source of the definition of a boundary: Tarasiou et al. 2022, arXiv 2104.04310; see `deepsat.accuracy.boundaries`.
    """
    boundary = np.stack([is_boundary(window) for window in labels])
    interior = (labels != NO_CLASS) & ~boundary
    fewer = min(boundary.sum(), interior.sum())
    if fewer == 0:
        return labels
    kept = np.zeros(labels.shape, dtype=np.bool_)
    for kind in (boundary, interior):
        kept.flat[draw.choice(np.flatnonzero(kind), fewer, replace=False)] = True
    return np.where(kept, labels, np.uint8(NO_CLASS))
