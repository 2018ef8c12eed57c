"""Whether sample points without strata were drawn from the map that is evaluated: only then are its classes strata."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy.answers import Answers
from deepsat.accuracy.point_tables import number_of
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.sentences import counted

NO_STRATA = (
    "The points name no strata, so that the classes of this map were taken for them: right for points that were drawn "
    "in these classes, wrong for those of another map."
)


def classes_as_strata(answers: Answers, values: NDArray[np.int64], has_data: NDArray[np.bool_]) -> str:
    """The sentence that says that the map's classes are taken for the strata.

    Args:
        answers: N points on the map, without strata.
        values: int64 (N,), what stands in the map.
        has_data: bool (N,), whether anything does.

    Raises:
        UserError: `LABELS_UNUSABLE` where the file tells what stood in the map that the points were drawn from, and it
            is something else: the areas of those strata are not known.
    """
    drawn = np.array([number_of(text or "nan") for text in answers.drawn_values])
    known = np.isfinite(drawn)
    others = int((known & ~(has_data & (drawn == values))).sum()) if answers.drawn_field else 0
    if others:
        raise UserError(
            ErrorCode.LABELS_UNUSABLE,
            expected="points that were drawn from this map, or that name their strata and the areas of these",
            found=f"{counted(others, 'point', 'points')} of {int(known.sum()):,} where the map that they were drawn "
            f"from, by the field '{answers.drawn_field}', says something else than this one",
            remedy="Join the fields stratum and stratum_ha to the points, by their numbers, from the file that was "
            "drawn, or evaluate the map that the points were drawn from.",
        )
    return NO_STRATA
