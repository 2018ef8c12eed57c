"""Spreading: choosing places one after the other, each for what it adds to those before it.

A place covers what looks like it. What a set of places is worth is how much of the scene it covers, each cell counted
by how unsure the model is of it (facility location, Nemhauser, Wolsey & Fisher 1978, An analysis of approximations for
maximizing submodular set functions: choosing greedily gets at least 63 % of the best set's worth). So an odd pixel that
nothing looks like is worth little, and a second place like the first one nothing.
"""

from __future__ import annotations

import dataclasses
import math

import numpy as np
from numpy.typing import NDArray

from deepsat.suggest.cells import CELL_PX, Cells
from deepsat.suggest.coverage import Space, covered, similarity
from deepsat.suggest.uncertainty import wavering

EVERYWHERE = 0.3
"""Weight of a cell that the model is sure of, beside 1 more for one that it is wholly unsure of: it may be wrong."""

PLAINEST_SHARE = 0.9
"""Of the cells that may be chosen the least uniform ones are left out: nobody could name one class for them."""

LOOKS_ALIKE = 0.5
"""Similarity from which a person would say that two places look the same."""

LOOKED_AT = 3000
"""Cells that stand for the scene, and as many that may be chosen; more cost memory and change little."""

CLOSEST_PX = 3 * CELL_PX
CLOSEST_SHARE = 0.2
"""Share of the distance between so many places if they lay evenly over the scene, which two keep at least."""


@dataclasses.dataclass(frozen=True)
class Choice:
    """One chosen place."""

    cell: int
    """Index into the cells."""
    score: float
    """Share, 0-1, of all that is uncertain and not covered by labels, which this place adds to those before it."""
    share: float
    """Share of the scene, 0-1, that looks like the place."""
    labelled_alike: float
    """How much the most similar labelled place tells of this one, 0-1; 0 without labels."""


def choose_places(cells: Cells, count: int, seed: int, eligible: NDArray[np.bool_] | None = None) -> list[Choice]:
    """Chooses places, the most useful first.

    Args:
        cells: of the scene.
        count: how many; there may be fewer.
        seed: draws the cells that are looked at in a large scene.
        eligible: bool (N,), cells that may be chosen; None for all that are clear of labels and of missing data.
    """
    candidates = _candidates(cells, cells.is_clear() if eligible is None else eligible & cells.is_clear(), seed)
    if len(candidates) == 0:
        return []
    race = _Race(cells, candidates, _drawn(np.arange(len(cells)), seed))
    distance = _least_distance(cells, count)
    free = np.ones(len(candidates), dtype=np.bool_)
    choices: list[Choice] = []
    while len(choices) < count and free.any():
        choices.append(race.next(free))
        free &= _is_farther(cells, candidates, choices[-1].cell, distance)
    return choices


class _Race:
    """Candidates that compete for covering the scene.

    Args:
        cells: of the scene.
        candidates: indexes of those that may be chosen.
        scene: indexes of those that stand for the scene.
    """

    def __init__(self, cells: Cells, candidates: NDArray[np.intp], scene: NDArray[np.intp]) -> None:
        space = Space.of(cells.bands)
        places, everywhere = space.place(cells.bands[candidates]), space.place(cells.bands[scene])
        labelled = space.place(cells.labelled_bands)
        self._candidates = candidates
        self._weights = (EVERYWHERE + wavering(cells.probabilities[scene])).astype(np.float32)
        self._alike = similarity(everywhere, places)
        self._alike_to_labels = covered(places, labelled)
        self._covered = covered(everywhere, labelled)
        self._total = float(self._weights @ (1 - self._covered))

    def next(self, free: NDArray[np.bool_]) -> Choice:
        """The free candidate that adds most, which counts as labelled from now on.

        Args:
            free: bool (M,), at least one of them True.
        """
        gains = self._weights @ np.maximum(self._alike - self._covered[:, None], 0)
        best = int(np.where(free, gains, -1).argmax())
        alike = self._alike[:, best]
        self._covered = np.maximum(self._covered, alike)
        score = float(gains[best]) / self._total if self._total > 0 else 0.0
        share = float((alike > LOOKS_ALIKE).mean())
        return Choice(int(self._candidates[best]), score, share, float(self._alike_to_labels[best]))


def _candidates(cells: Cells, allowed: NDArray[np.bool_], seed: int) -> NDArray[np.intp]:
    """Indexes of the cells that may be chosen, ascending, without those whose pixels differ most."""
    members = np.flatnonzero(allowed)
    if len(members) == 0:
        return members
    plain = members[cells.spread[members] <= np.quantile(cells.spread[members], PLAINEST_SHARE)]
    return _drawn(plain, seed)


def _drawn(members: NDArray[np.intp], seed: int) -> NDArray[np.intp]:
    """At most `LOOKED_AT` of them, ascending."""
    if len(members) <= LOOKED_AT:
        return members
    return np.sort(np.random.default_rng(seed).choice(members, LOOKED_AT, replace=False))


def _least_distance(cells: Cells, count: int) -> int:
    """Cells between the centres of two places."""
    even = math.sqrt(cells.filled.size / count)
    return max(CLOSEST_PX // CELL_PX, int(CLOSEST_SHARE * even))


def _is_farther(cells: Cells, candidates: NDArray[np.intp], chosen: int, distance: int) -> NDArray[np.bool_]:
    """Whether each candidate keeps the distance, along rows or along columns."""
    rows = np.abs(cells.rows[candidates] - cells.rows[chosen])
    columns = np.abs(cells.columns[candidates] - cells.columns[chosen])
    return np.asarray(np.maximum(rows, columns) >= distance, dtype=np.bool_)
