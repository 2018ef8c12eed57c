"""Area and accuracy from a stratified random sample whose strata are not the map's classes.

The estimators of Stehman 2014, Estimating area and map accuracy for stratified random sampling when the strata are
different from the map classes, International Journal of Remote Sensing 35 (13), doi 10.1080/01431161.2014.930207: means
over strata, and ratios of such means for user's and producer's accuracy. With one stratum it is simple random sampling;
with the map's classes as strata it gives what `stratified_estimate` gives. The share of a stratum that is in the sample
is taken to be next to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy.area import Estimate, StratifiedEstimate, check_sample_sizes


def estimate_by_strata(
    strata: NDArray[Any],
    map_ids: NDArray[Any],
    reference_ids: NDArray[Any],
    stratum_areas: NDArray[Any],
    class_count: int,
    names: Sequence[str] = (),
    pixels: NDArray[Any] | None = None,
) -> StratifiedEstimate:
    """Estimates accuracy and areas.

    Accuracies are of the part of the strata that the map covers, as ratios to what the sample says of its size; areas
    are those in the whole strata. A point without data that was dropped would leave its stratum too large a weight.

    Args:
        strata: whole numbers (N,), the stratum of each sample point, 0 to H-1.
        map_ids: whole numbers (N,), what the map says there, 0 to K-1; any other number where it has no data.
        reference_ids: whole numbers (N,), what is there, 0 to K-1.
        stratum_areas: (H,), in any unit.
        class_count: K.
        names: of the strata, for messages.
        pixels: of each stratum, (H,); None where not known.

    Raises:
        ValueError: lengths differ.
        UserError: as `check_sample_sizes`.
    """
    if not len(strata) == len(map_ids) == len(reference_ids):
        raise ValueError(f"{len(strata)} strata, {len(map_ids)} map and {len(reference_ids)} reference classes")
    areas = np.asarray(stratum_areas, dtype=np.float64)
    sample = _Sample(strata, areas)
    check_sample_sizes(sample.points, areas, names or [f"stratum {index}" for index in range(len(areas))], pixels)
    mapped = map_ids[:, None] == np.arange(class_count)
    true = reference_ids[:, None] == np.arange(class_count)
    right, covered = mapped & true, mapped.any(axis=1, keepdims=True)
    overall = sample.ratio(right.any(axis=1, keepdims=True), covered)
    return StratifiedEstimate(
        overall=Estimate(overall.value[0], overall.standard_error[0]),
        users=sample.ratio(right, mapped),
        producers=sample.ratio(right, true & covered),
        areas=sample.total(true),
    )


class _Sample:
    """A stratified sample: totals over the whole area of what is known at its points."""

    def __init__(self, strata: NDArray[Any], areas: NDArray[np.float64]) -> None:
        self.areas = areas
        self._strata = strata.astype(np.int64)
        self.points = np.bincount(self._strata, minlength=len(areas)).astype(np.float64)

    def total(self, values: NDArray[Any]) -> Estimate:
        """Total of (N, K) values over the area, with its standard error, both (K,)."""
        values = values.astype(np.float64)
        points = np.maximum(self.points, 1)[:, None]
        means = self._sums(values) / points
        squares = self._sums((values - means[self._strata]) ** 2)
        variances = squares / np.maximum(self.points - 1, 1)[:, None] / points
        return Estimate(self.areas @ means, np.sqrt(self.areas**2 @ variances))

    def ratio(self, part: NDArray[Any], whole: NDArray[Any]) -> Estimate:
        """Ratio of two totals, (K,); NaN where the second is 0. Its variance is that of what the ratio leaves over."""
        totals = self.total(whole).value
        known = totals > 0
        share = np.divide(self.total(part).value, totals, out=np.full(len(totals), np.nan), where=known)
        left_over = part - np.where(known, share, 0) * whole
        error = self.total(left_over).standard_error
        return Estimate(share, np.divide(error, totals, out=np.full(len(totals), np.nan), where=known))

    def _sums(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum of the values (N, K) in each stratum, (H, K)."""
        sums = np.zeros((len(self.areas), values.shape[1]))
        np.add.at(sums, self._strata, values)
        return sums
