"""Area and accuracy of a map from a stratified random sample of reference points.

The estimator of Olofsson et al. 2014, Good practices for estimating area and assessing accuracy of land change, Remote
Sensing of Environment 148, doi 10.1016/j.rse.2014.02.015, equations 1-11. The strata are the map's own classes, and the
sample is random within each: polygons that an analyst chose are no such sample.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deepsat.jobs import ErrorCode, UserError

Z_95 = 1.96
"""Half-width of a 95 % confidence interval in standard errors."""


@dataclasses.dataclass(frozen=True)
class Estimate:
    """Estimated values with their standard errors, two arrays of one shape."""

    value: NDArray[np.float64]
    standard_error: NDArray[np.float64]

    @property
    def half_width(self) -> NDArray[np.float64]:
        """What to add and subtract for the 95 % confidence interval."""
        return Z_95 * self.standard_error


@dataclasses.dataclass(frozen=True)
class StratifiedEstimate:
    """Accuracy and areas of K classes; NaN where the sample says nothing about a class."""

    overall: Estimate
    """Share of the area that is mapped right, 0-1, shape ()."""
    users: Estimate
    """User's accuracy of each class, 0-1, (K,)."""
    producers: Estimate
    """Producer's accuracy of each class, 0-1, (K,)."""
    areas: Estimate
    """Area that each class really has, (K,), in the unit of the mapped areas."""


def stratified_estimate(
    counts: NDArray[Any],
    mapped_areas: NDArray[Any],
    names: Sequence[str] = (),
    pixels: NDArray[Any] | None = None,
) -> StratifiedEstimate:
    """Estimates accuracy and areas.

    Args:
        counts: sample points, whole numbers (K, K), rows = map (the strata), columns = reference.
        mapped_areas: area that the map gives to each class, (K,), in any unit.
        names: of the classes, for messages.
        pixels: that the map gives to each class, (K,); None where not known.

    Raises:
        ValueError: the shapes do not fit.
        UserError: as `check_sample_sizes`.
    """
    n = np.asarray(counts, dtype=np.float64)
    area = np.asarray(mapped_areas, dtype=np.float64)
    if n.shape != (len(area), len(area)):
        raise ValueError(f"{len(area)} areas need as many rows and columns of counts, not {n.shape}")
    sampled = n.sum(axis=1)
    check_sample_sizes(sampled, area, names or [f"class {index}" for index in range(len(area))], pixels)
    shares = np.divide(n, sampled[:, None], out=np.zeros_like(n), where=sampled[:, None] > 0)
    # Variance of each share of a stratum, per unit of squared area; a class that is not mapped has none, nor has one
    # whose only pixel was looked at.
    spread = np.divide(shares * (1 - shares), sampled[:, None] - 1, out=np.zeros_like(n), where=sampled[:, None] > 1)
    weights = area / area.sum()
    return StratifiedEstimate(
        overall=Estimate(weights @ np.diag(shares), np.sqrt(weights**2 @ np.diag(spread))),
        users=_users(shares, spread, sampled),
        producers=_producers(shares, spread, area),
        areas=Estimate(area @ shares, np.sqrt(area**2 @ spread)),
    )


def _users(shares: NDArray[np.float64], spread: NDArray[np.float64], sampled: NDArray[np.float64]) -> Estimate:
    known = sampled > 0
    return Estimate(np.where(known, np.diag(shares), np.nan), np.where(known, np.sqrt(np.diag(spread)), np.nan))


def _producers(shares: NDArray[np.float64], spread: NDArray[np.float64], area: NDArray[np.float64]) -> Estimate:
    """P_j and its error, equation 7: the class's own stratum counts with (1 - P_j), all others with P_j."""
    true_area = area @ shares
    own_area = area * np.diag(shares)
    share = np.divide(own_area, true_area, out=np.full(len(area), np.nan), where=true_area > 0)
    own = area**2 * np.diag(spread)
    others = area**2 @ spread - own
    variance = (1 - share) ** 2 * own + share**2 * others
    error = np.divide(np.sqrt(variance), true_area, out=np.full(len(area), np.nan), where=true_area > 0)
    return Estimate(share, error)


def check_sample_sizes(
    points: NDArray[np.float64],
    area: NDArray[np.float64],
    names: Sequence[str],
    pixels: NDArray[Any] | None = None,
) -> None:
    """Refuses a sample with fewer than two points in a stratum that has an area: it has no variance.

    A stratum of a single pixel needs no second point, and there is none: it is known as a whole, so that its variance
    is 0.

    Args:
        points: of each stratum.
        area: of each stratum.
        names: of the strata.
        pixels: of each stratum; None where not known.

    Raises:
        UserError: `LABELS_UNUSABLE`.
    """
    needed = np.full(len(points), 2.0) if pixels is None else np.clip(pixels, 1, 2)
    short = [index for index, count in enumerate(points) if area[index] > 0 and count < needed[index]]
    if short:
        raise UserError(
            ErrorCode.LABELS_UNUSABLE,
            expected="at least two sample points in each stratum, such as each class of the map",
            found="; ".join(f"{int(points[index])} in {names[index]}" for index in short),
            remedy="Add sample points at random places of these strata, or merge the classes.",
        )
