"""Candidates: what the model may consist of, compared on held-out polygons."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Collection, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy import Evidence
from deepsat.labels import LabelPixels

FOREST_SHARES = (0.0, 0.25, 0.5, 0.85, 1.0)

USUAL_FOREST_SHARE = 0.85
"""On 18 places that settings are chosen by, with 1, 3, 5 and 10 polygons: see docs/recipe.md."""

TRAINED_FOREST_SHARES = (0.5, 0.85)
"""Of the forest beside a network whose weights were all trained. With half a forest, maps of development places were
0.5 to 2.6 points of mean IoU better than with none, whatever the held-out polygons said: docs/recipe.md."""

MARGIN = 0.1
"""What a candidate has to be better by than the usual one, in mean IoU: a few polygons often err by less.

On these places none at all cost up to a point, and between 0.05 and 0.2 there was nothing to choose.
"""


@dataclasses.dataclass(frozen=True)
class Candidate:
    """A model that could be made: a forest's share, and whether all weights of the network are trained."""

    forest_share: float
    """0-1; the network has the rest."""
    trained: bool = False
    """Whether all weights are trained, or the head only."""

    @property
    def name(self) -> str:
        """As cards and reports call it."""
        network = "fine-tuned network" if self.trained else "fitted head"
        if self.forest_share == 0:
            return network
        if self.forest_share == 1:
            return "random forest"
        return f"{self.forest_share:.0%} random forest, {1 - self.forest_share:.0%} {network}"


def usual_of(kinds: Collection[str]) -> Candidate:
    """What a model consists of unless the polygons speak for another: of `Recipe.candidates`."""
    return Candidate(USUAL_FOREST_SHARE if "forest" in kinds else 0.0)


@dataclasses.dataclass(frozen=True)
class Comparison:
    """What each candidate says of the same held-out pixels, and the one that was chosen."""

    evidence: Mapping[Candidate, Evidence]
    chosen: Candidate

    @property
    def scores(self) -> dict[Candidate, float]:
        """See `score_of`."""
        return {candidate: score_of(evidence) for candidate, evidence in self.evidence.items()}

    @property
    def of_chosen(self) -> Evidence:
        """What the chosen candidate says."""
        return self.evidence[self.chosen]


def blends(
    pixels: LabelPixels,
    network: NDArray[np.float32],
    forest: NDArray[np.float32],
    shares: Iterable[float],
    *,
    trained: bool,
) -> dict[Candidate, Evidence]:
    """The evidence of each blend of a network with a forest.

    Args:
        pixels: N held-out pixels.
        network: float32 (N,K), probabilities.
        forest: likewise.
        shares: of the forest.
        trained: whether all weights of the network were trained.
    """
    found = {}
    for share in shares:
        probabilities = (share * forest + (1 - share) * network).astype(np.float32)
        found[Candidate(share, trained)] = Evidence(pixels.class_ids, probabilities, pixels.polygon_ids)
    return found


def chosen_of(
    evidence: Mapping[Candidate, Evidence], usual: Candidate, margin: float = MARGIN, weak: Collection[int] = ()
) -> Candidate:
    """The best candidate, where it is better than the usual one by `margin`; else that.

    Args:
        evidence: what each says of the same held-out pixels.
        usual: one of the candidates.
        margin: in `score_of`.
        weak: ids of the classes that have no say, because their only polygon was halved: what one half says of the
            other favours whoever remembers best.
    """
    scores = {candidate: score_of(found, weak) for candidate, found in evidence.items()}
    if math.isnan(scores[usual]):
        return usual
    best = max(scores, key=lambda candidate: (scores[candidate], candidate == usual))
    return best if scores[best] >= scores[usual] + margin else usual


def score_of(evidence: Evidence, weak: Collection[int] = ()) -> float:
    """Mean IoU where each class weighs the same, and within a class each polygon: large ones shall not decide alone.

    Polygons of the classes in `weak` are left out; NaN where none is left.
    """
    counts = evidence.by_polygon()
    shares = counts.map_counts / counts.map_counts.sum(axis=1, keepdims=True)
    present = np.setdiff1d(np.flatnonzero(counts.polygons_by_class), list(weak))
    if len(present) == 0:
        return math.nan
    mapped = np.stack([shares[counts.classes == class_id].mean(axis=0) for class_id in present])
    agreed = mapped[np.arange(len(present)), present]
    return float(np.mean(agreed / (1 + mapped.sum(axis=0)[present] - agreed)))
