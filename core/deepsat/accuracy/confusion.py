"""Confusion matrices: counts first, every score a function of the counts."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deepsat.class_map import NO_CLASS


@dataclasses.dataclass
class Confusion:
    """How often the map said class i where the reference says class j.

               reference j
             +-------------+
      map i  | counts[i,j] |   user's accuracy: along a row;  producer's: down a column
             +-------------+

    Counts add up over tiles; scores divide once, at the end. A score without a pixel to judge it by is NaN.
    """

    counts: NDArray[np.int64]
    """int64 (K, K), rows = map, columns = reference."""

    @classmethod
    def empty(cls, class_count: int) -> Confusion:
        """No pixel counted yet."""
        return cls(np.zeros((class_count, class_count), dtype=np.int64))

    def add(self, map_ids: NDArray[Any], reference_ids: NDArray[Any]) -> Confusion:
        """Counts pixels, leaving out those that are 255 in either; returns itself.

        Args:
            map_ids: whole numbers of any shape, 0 to K-1, or 255 where the map has no data.
            reference_ids: likewise of the same shape, 255 where unlabelled.

        Raises:
            ValueError: the shapes differ, or an id is no class.
        """
        if map_ids.shape != reference_ids.shape:
            raise ValueError(f"map {map_ids.shape} and reference {reference_ids.shape} differ in shape")
        both = (map_ids != NO_CLASS) & (reference_ids != NO_CLASS)
        rows, columns = map_ids[both].astype(np.int64), reference_ids[both].astype(np.int64)
        count = len(self.counts)
        if rows.size and not 0 <= min(rows.min(), columns.min()) <= max(rows.max(), columns.max()) < count:
            raise ValueError(f"class ids lie between 0 and {count - 1}")
        self.counts += np.bincount(rows * count + columns, minlength=count**2).reshape(count, count)
        return self

    @property
    def total(self) -> int:
        """Pixels counted."""
        return int(self.counts.sum())

    @property
    def map_totals(self) -> NDArray[np.int64]:
        """int64 (K,): pixels that the map gives to each class."""
        return np.asarray(self.counts.sum(axis=1), dtype=np.int64)

    @property
    def reference_totals(self) -> NDArray[np.int64]:
        """int64 (K,): pixels that the reference gives to each class."""
        return np.asarray(self.counts.sum(axis=0), dtype=np.int64)

    @property
    def scores(self) -> Scores:
        """Every score of these counts."""
        return scores_of(self.counts)

    @property
    def overall(self) -> float:
        """Share of all pixels on which map and reference agree, 0-1."""
        return float(self.scores.overall)

    @property
    def users(self) -> NDArray[np.float64]:
        """User's accuracy, float64 (K,), 0-1: of what the map calls the class, the share that is it."""
        return self.scores.users

    @property
    def producers(self) -> NDArray[np.float64]:
        """Producer's accuracy, float64 (K,), 0-1: of what is the class, the share that the map finds."""
        return self.scores.producers

    @property
    def f1(self) -> NDArray[np.float64]:
        """Harmonic mean of user's and producer's accuracy, float64 (K,), 0-1; NaN for a class in neither."""
        return self.scores.f1

    @property
    def iou(self) -> NDArray[np.float64]:
        """Intersection over union, float64 (K,), 0-1; NaN for a class in neither map nor reference."""
        return self.scores.iou

    @property
    def mean_iou(self) -> float:
        """Mean of `iou` over the classes that occur in the reference, 0-1; NaN when none does."""
        return float(self.scores.mean_iou)


@dataclasses.dataclass(frozen=True)
class Scores:
    """The scores of one or many matrices, float64, 0-1 or NaN; leading axes are those of the counts."""

    overall: NDArray[np.float64]
    """(...)."""
    mean_iou: NDArray[np.float64]
    """(...)."""
    users: NDArray[np.float64]
    """(..., K)."""
    producers: NDArray[np.float64]
    """(..., K)."""
    f1: NDArray[np.float64]
    """(..., K)."""
    iou: NDArray[np.float64]
    """(..., K)."""


def scores_of(counts: NDArray[Any]) -> Scores:
    """The scores of matrices (..., K, K), rows = map, columns = reference."""
    agreed = np.diagonal(counts, axis1=-2, axis2=-1)
    mapped, true = counts.sum(axis=-1), counts.sum(axis=-2)
    iou = _shares(agreed, mapped + true - agreed)
    present = true > 0
    return Scores(
        overall=_shares(agreed.sum(axis=-1), true.sum(axis=-1)),
        mean_iou=_shares(np.where(present, iou, 0).sum(axis=-1), present.sum(axis=-1)),
        users=_shares(agreed, mapped),
        producers=_shares(agreed, true),
        f1=_shares(2 * agreed, mapped + true),
        iou=iou,
    )


def _shares(part: Any, whole: Any) -> NDArray[np.float64]:
    """Part of the whole, NaN where the whole is 0."""
    divisor = np.asarray(whole, dtype=np.float64)
    return np.asarray(np.divide(part, divisor, out=np.full(divisor.shape, np.nan), where=divisor > 0))
