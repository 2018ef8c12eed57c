"""What a sample did not meet: intervals without a width, which say less than they seem to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy.confusion import Confusion
from deepsat.accuracy.map_classes import MapClasses
from deepsat.jobs.sentences import quoted


def unmet_mistakes(confusion: Confusion, areas: NDArray[np.float64], classes: MapClasses) -> tuple[str, ...]:
    """Sentences on classes whose accuracies or areas seem to be known exactly, because all their points agree.

    A variance that is estimated from points of one kind is 0, whatever the ground that nobody looked at is. Of a class
    of a single pixel on the map its point says all.

    Args:
        confusion: sample points, rows = map, columns = reference.
        areas: float64 (K,), estimated, in any unit.
        classes: of the map, counted.
    """
    right, said, true = np.diag(confusion.counts), confusion.map_totals, confusion.reference_totals
    many, others = classes.pixels > 1, classes.pixels < classes.pixels.sum()
    found = []
    if names := _names(classes, (said > 0) & (right == said) & many):
        found.append(
            f"Every point that the map calls {names} is right, so that the interval of its user's accuracy has no "
            "width: the sample met no mistake, which does not mean that there is none."
        )
    if names := _names(classes, (right > 0) & (true == right) & others):
        found.append(
            f"No point that the map calls otherwise is {names}, so that the interval of its producer's accuracy has no "
            "width and that of its true area may be too narrow: the sample met nothing that the map misses, which does "
            "not mean that it misses nothing."
        )
    if names := _names(classes, (right == 0) & (true > 0) & many):
        found.append(
            f"At no point does the map say {names} rightly, so that the intervals of its accuracies of 0 have no "
            "width: the sample met none of what is right, which does not mean that nothing is."
        )
    if names := _names(classes, areas == 0):
        found.append(
            f"No point is {names}, so that the interval of its true area of 0 has no width: the sample met none of it, "
            "which does not mean that there is none."
        )
    return tuple(found)


def _names(classes: MapClasses, which: NDArray[np.bool_]) -> str:
    """Of the classes, in quotes; empty for none."""
    return quoted([name for name, is_meant in zip(classes.names, which.tolist(), strict=True) if is_meant])
