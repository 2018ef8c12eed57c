"""Stratified random samples of a map: how many points each class gets, and where they lie."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy.map_classes import MapClasses
from deepsat.imagery.categorical_raster import CategoricalRaster
from deepsat.imagery.windows import Window
from deepsat.jobs import ErrorCode, UserError

LEAST_POINTS = 2
"""Fewer in a stratum have no variance."""

BALANCED_LEAST = 50
"""Points that a small class gets at least, where the sample is large enough: the lower of the numbers that Olofsson et
al. 2014, section 5.1.1, give for rare classes."""

SAME_AREA = 0.01
"""By which pixels may differ in area and still be drawn one like the other."""


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
    """Draws pixels of each class at random, none twice, each square metre alike; reads the map once, in strips.

    Pixels in degrees become smaller towards the poles: drawn one like the other, points would crowd there, and the
    estimates, whose weights are areas, would lean towards what is there.

    Args:
        raster: the map.
        classes: its classes, counted.
        points: (K,), how many of each class.
        seed: of the draws; the same seed gives the same points.
        on_progress: told the share of the map that was read, 0-1; may raise to stop.
    """
    draw = np.random.default_rng(seed)
    areas = raster.grid.row_areas()
    alike = bool(areas.max() <= (1 + SAME_AREA) * areas.min())
    chooser = _ByPixel(classes.pixels, points, draw) if alike else _ByArea(points, areas, draw)
    for strip in raster.strips():
        on_progress(strip.row / raster.grid.height)
        chooser.look_at(strip, classes.ids_of(*raster.read(strip)))
    rows, columns, class_ids = chooser.chosen()
    # By class and place first: the order must not depend on how the map is cut into strips.
    order = np.lexsort((columns, rows, class_ids))[draw.permutation(len(rows))]
    return DrawnPoints(rows[order], columns[order], class_ids[order])


class _ByPixel:
    """Draws among pixels of one area: which of each class, counted from the first, is settled before they are seen."""

    def __init__(self, pixels: NDArray[np.int64], points: NDArray[np.int64], draw: np.random.Generator) -> None:
        self._wanted = [
            np.sort(draw.choice(int(n), size=int(k), replace=False)) if k else np.zeros(0, dtype=np.int64)
            for n, k in zip(pixels, points, strict=True)
        ]
        self._passed = np.zeros(len(points), dtype=np.int64)
        self._found: list[tuple[NDArray[np.int64], NDArray[np.int64], int]] = []

    def look_at(self, strip: Window, ids: NDArray[np.uint8]) -> None:
        """Takes the pixels of a strip that were drawn."""
        for class_id, wanted in enumerate(self._wanted):
            places = np.flatnonzero(ids == class_id)
            passed = self._passed[class_id]
            first, end = np.searchsorted(wanted, [passed, passed + len(places)])
            chosen = places[wanted[first:end] - passed]
            self._passed[class_id] += len(places)
            self._found.append((chosen // strip.width + strip.row, chosen % strip.width, class_id))

    def chosen(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
        """Rows, columns and class ids."""
        return _together(self._found)


class _ByArea:
    """Draws in proportion to area: each pixel arrives after a random time, a large one sooner, and the first are taken.

    The times are exponential with the area as rate (Efraimidis and Spirakis 2006, Weighted random sampling with a
    reservoir, doi 10.1016/j.ipl.2005.11.003). Where few of many pixels are drawn, as in a map, the chance of each is as
    good as proportional to its area.
    """

    def __init__(self, points: NDArray[np.int64], areas: NDArray[np.float64], draw: np.random.Generator) -> None:
        # Rows beyond a pole have no area, and come last.
        self._points, self._areas, self._draw = points, np.maximum(areas / areas.max(), 1e-12), draw
        self._times = [np.zeros(0) for _ in points]
        self._places = [np.zeros((2, 0), dtype=np.int64) for _ in points]

    def look_at(self, strip: Window, ids: NDArray[np.uint8]) -> None:
        """Keeps of each class the pixels that came first, of all strips so far."""
        arrivals = self._draw.exponential(size=ids.shape) / self._areas[strip.row : strip.end_row, None]
        for class_id, count in enumerate(self._points):
            known = self._times[class_id]
            latest = known[-1] if 0 < len(known) == count else np.inf
            rows, columns = np.nonzero((ids == class_id) & (arrivals <= latest))
            times = np.concatenate([self._times[class_id], arrivals[rows, columns]])
            places = np.concatenate([self._places[class_id], np.stack([rows + strip.row, columns])], axis=1)
            first = np.argsort(times, kind="stable")[: int(count)]
            self._times[class_id], self._places[class_id] = times[first], places[:, first]

    def chosen(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
        """Rows, columns and class ids."""
        return _together([(places[0], places[1], class_id) for class_id, places in enumerate(self._places)])


def _together(
    found: Sequence[tuple[NDArray[np.int64], NDArray[np.int64], int]],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
    rows, columns = (np.concatenate([entry[axis] for entry in found]) for axis in (0, 1))
    class_ids = np.concatenate([np.full(len(entry[0]), entry[2], dtype=np.uint8) for entry in found])
    return rows, columns, class_ids
