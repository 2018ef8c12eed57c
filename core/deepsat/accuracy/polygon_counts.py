"""Counts by polygon: pixels of one polygon are alike, so that a polygon, not a pixel, is one piece of evidence."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy.confusion import Confusion


@dataclasses.dataclass(frozen=True)
class PolygonCounts:
    """What a map says of the pixels of each polygon (or sample point), P of them."""

    classes: NDArray[np.uint8]
    """uint8 (P,): the class of each polygon."""
    map_counts: NDArray[np.int64]
    """int64 (P, K): how many of its pixels the map gives to each class."""

    def __post_init__(self) -> None:
        if self.map_counts.ndim != 2 or self.classes.shape != self.map_counts.shape[:1]:
            raise ValueError(f"{self.classes.shape} classes and {self.map_counts.shape} counts do not fit together")

    @classmethod
    def of(
        cls, map_ids: NDArray[Any], class_ids: NDArray[Any], polygon_ids: NDArray[Any], class_count: int
    ) -> PolygonCounts:
        """Counts pixels by polygon.

        Args:
            map_ids: (N,), what the map says, 0 to K-1.
            class_ids: (N,), what the reference says, 0 to K-1.
            polygon_ids: (N,), any whole numbers.
            class_count: K.
        """
        # A polygon has one class; the pair is used so that a file that breaks this rule is still counted right.
        owners = polygon_ids.astype(np.int64) * class_count + class_ids
        found, index = np.unique(owners, return_inverse=True)
        places = index.astype(np.int64) * class_count + map_ids
        counts = np.bincount(places, minlength=len(found) * class_count).reshape(-1, class_count)
        return cls((found % class_count).astype(np.uint8), counts.astype(np.int64))

    @property
    def class_count(self) -> int:
        """K."""
        return int(self.map_counts.shape[1])

    @property
    def polygons_by_class(self) -> NDArray[np.int64]:
        """int64 (K,): polygons of each class."""
        return np.bincount(self.classes, minlength=self.class_count).astype(np.int64)

    def confusion(self) -> Confusion:
        """All polygons together."""
        whole = Confusion.empty(self.class_count)
        np.add.at(whole.counts.T, self.classes, self.map_counts)
        return whole
