"""Stratified random samples of a map: how many points each class gets, and where they lie."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy.map_classes import MapClasses
from deepsat.imagery.categorical_raster import CategoricalRaster
from deepsat.jobs import ErrorCode, UserError

LEAST_POINTS = 2
"""Fewer in a stratum have no variance."""

BALANCED_LEAST = 50
"""Points that a small class gets at least, where the sample is large enough: the lower of the numbers that Olofsson et
al. 2014, section 5.1.1, give for rare classes."""


@dataclasses.dataclass(frozen=True)
class DrawnPoints:
    """Points at pixel centres, N of them, in random order: any first part of them is a random sample too."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    class_ids: NDArray[np.uint8]


def allocate(pixels: NDArray[np.int64], count: int, allocation: str) -> NDArray[np.int64]:
    """How many points each class gets, int64 (K,); none where it has no pixel, and never more than it has pixels.

    Args:
        pixels: (K,), pixels of each class.
        count: points in all.
        allocation: `equal`; `proportional` to the pixels; or `balanced`: half of the points equally, up to
            `BALANCED_LEAST` a class, the others in proportion.

    Raises:
        UserError: `INVALID_JOB` for fewer points than two a class.
    """
    mapped = np.flatnonzero(pixels)
    if count < LEAST_POINTS * len(mapped):
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected=f"at least {LEAST_POINTS} points for each of the {len(mapped)} classes on the map",
            found=f"{count} points",
            remedy=f"Ask for {LEAST_POINTS * len(mapped)} points or more; Olofsson et al. advise 50 a class.",
        )
    balanced = min(BALANCED_LEAST, count // (2 * len(mapped)))
    least = {"equal": count // len(mapped), "balanced": balanced, "proportional": 0}[allocation]
    points = np.zeros(len(pixels), dtype=np.int64)
    points[mapped] = np.minimum(max(least, LEAST_POINTS), pixels[mapped])
    while (missing := min(count, int(pixels.sum())) - int(points.sum())) > 0:
        # Rounded shares leave some over, and a class may be full: what is left is shared out again.
        weights = np.where(points < pixels, 1.0 if allocation == "equal" else pixels, 0.0)
        points += np.minimum(_shared_out(missing, weights), pixels - points)
    return points


def _shared_out(count: int, weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Whole numbers that add up to `count`, in proportion to the weights: the largest remainders are rounded up."""
    exact = count * weights / weights.sum()
    whole = np.floor(exact).astype(np.int64)
    largest = np.argsort(whole - exact, kind="stable")[: count - int(whole.sum())]
    whole[largest] += 1
    return np.asarray(whole, dtype=np.int64)


def draw_points(
    raster: CategoricalRaster,
    classes: MapClasses,
    points: NDArray[np.int64],
    seed: int,
    on_progress: Callable[[float], None],
) -> DrawnPoints:
    """Draws pixels of each class at random, none twice; reads the map once, in strips.

    Args:
        raster: the map.
        classes: its classes, counted.
        points: (K,), how many of each class.
        seed: of the draws; the same seed gives the same points.
        on_progress: told the share of the map that was read, 0-1; may raise to stop.
    """
    draw = np.random.default_rng(seed)
    wanted = [
        np.sort(draw.choice(int(n), size=int(k), replace=False)) if k else np.zeros(0, dtype=np.int64)
        for n, k in zip(classes.pixels, points, strict=True)
    ]
    passed = np.zeros(len(classes), dtype=np.int64)
    found: list[tuple[NDArray[np.int64], NDArray[np.int64], int]] = []
    for strip in raster.strips():
        on_progress(strip.row / raster.grid.height)
        ids = classes.ids_of(*raster.read(strip))
        for class_id in range(len(classes)):
            places = np.flatnonzero(ids == class_id)
            first, end = np.searchsorted(wanted[class_id], [passed[class_id], passed[class_id] + len(places)])
            chosen = places[wanted[class_id][first:end] - passed[class_id]]
            passed[class_id] += len(places)
            found.append((chosen // strip.width + strip.row, chosen % strip.width, class_id))
    rows, columns = (np.concatenate([entry[axis] for entry in found]) for axis in (0, 1))
    class_ids = np.concatenate([np.full(len(entry[0]), entry[2], dtype=np.uint8) for entry in found])
    # By class and place first: the order must not depend on how the map is cut into strips.
    order = np.lexsort((columns, rows, class_ids))[draw.permutation(len(rows))]
    return DrawnPoints(rows[order], columns[order], class_ids[order])
