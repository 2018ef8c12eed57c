"""Map accuracy from the points of a probability sample: which estimator its design allows."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy.area import StratifiedEstimate, stratified_estimate
from deepsat.accuracy.confusion import Confusion
from deepsat.accuracy.map_classes import MapClasses
from deepsat.accuracy.report_content import WHOLE_MAP, MapAccuracy, Stratum
from deepsat.accuracy.strata import estimate_by_strata
from deepsat.accuracy.unmet_mistakes import unmet_mistakes
from deepsat.class_map import NO_CLASS
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.sentences import quoted

FEW_POINTS = 20
"""A stratum with fewer is named: Olofsson et al. 2014 start at 50, and a normal approximation needs about this many."""

BY_CLASS = (
    "A random sample in each class of the map, weighted by the mapped areas (Olofsson et al. 2014, "
    "doi 10.1016/j.rse.2014.02.015)."
)
BY_STRATA = (
    "A random sample in strata that are not the classes of this map, weighted by their areas (Stehman 2014, "
    "doi 10.1080/01431161.2014.930207)."
)
SIMPLE = (
    "A simple random sample of the whole map: each point stands for the same area (Stehman 2014 with one stratum, "
    "doi 10.1080/01431161.2014.930207)."
)


@dataclasses.dataclass(frozen=True)
class _Strata:
    """The strata of a sample: names, areas (H,) in square metres, pixels (H,), and the stratum of each point (N,).

    A sample tells the areas of another map's classes, and not their pixels: these are counted in pixels of this map,
    which is what a point is compared with. So a stratum that is taken for one pixel hides less than two of them.
    """

    names: tuple[str, ...]
    areas: NDArray[np.float64]
    pixels: NDArray[np.int64]
    of_points: NDArray[np.int64]

    def counted(self) -> tuple[Stratum, ...]:
        """With the points in each."""
        points = np.bincount(self.of_points, minlength=len(self.names))
        rows = zip(self.names, self.areas.tolist(), points.tolist(), strict=True)
        return tuple(Stratum(name, area / 10_000, count) for name, area, count in rows)


def map_accuracy(
    design: str,
    map_ids: NDArray[np.uint8],
    reference_ids: NDArray[np.uint8],
    classes: MapClasses,
    strata: Sequence[str] = (),
    stratum_hectares: Mapping[str, float] | None = None,
) -> tuple[MapAccuracy, tuple[str, ...]]:
    """Estimates accuracy and areas from N sample points.

    Args:
        design: `stratified` or `simple`.
        map_ids: uint8 (N,), what the map says; 255 where it has no data, which only named strata allow.
        reference_ids: uint8 (N,), what is there.
        classes: of the map, counted.
        strata: stratum of each point; empty where the classes of the map are the strata.
        stratum_hectares: area of each stratum; where it is empty, the strata must be the classes of this very map.

    Returns:
        The estimates, and sentences that a person should know.

    Raises:
        UserError: `LABELS_UNUSABLE` for a stratum with fewer than two points, unless it is a single pixel, or whose
            area is not known.
    """
    confusion = Confusion.empty(len(classes)).add(map_ids, reference_ids)
    if design == "simple":
        whole = np.array([classes.square_metres.sum()])
        found = _Strata((WHOLE_MAP,), whole, _in_pixels(whole, classes), np.zeros(len(map_ids), dtype=np.int64))
    elif strata:
        found = _named_strata(strata, stratum_hectares or {}, map_ids, classes)
    else:
        found = _Strata(classes.names, classes.square_metres, classes.pixels, map_ids.astype(np.int64))
    are_classes = design == "stratified" and _are_the_classes(found, map_ids, classes)
    if are_classes:
        estimate = stratified_estimate(confusion.counts, classes.square_metres, classes.names, classes.pixels)
    else:
        estimate = _by_strata(found, map_ids, reference_ids, classes)
    words = SIMPLE if design == "simple" else BY_CLASS if are_classes else BY_STRATA
    accuracy = MapAccuracy(words, confusion, estimate, classes.square_metres, found.counted())
    return accuracy, (*_notes(found, classes), *unmet_mistakes(confusion, estimate.areas.value, classes))


def _by_strata(
    found: _Strata, map_ids: NDArray[Any], reference_ids: NDArray[Any], classes: MapClasses
) -> StratifiedEstimate:
    return estimate_by_strata(
        found.of_points, map_ids, reference_ids, found.areas, len(classes), found.names, found.pixels
    )


def _in_pixels(areas: NDArray[np.float64], classes: MapClasses) -> NDArray[np.int64]:
    """Areas (H,) in whole pixels of the map, of their mean size, at least one."""
    size = classes.square_metres.sum() / classes.pixels.sum()
    return np.asarray(np.maximum(np.rint(areas / size), 1), dtype=np.int64)


def _named_strata(
    strata: Sequence[str], hectares: Mapping[str, float], map_ids: NDArray[np.uint8], classes: MapClasses
) -> _Strata:
    """Strata by name, with areas from the file, else from the map where each point's is what the map says there."""
    names = tuple(sorted({*strata, *hectares}))
    mapped = dict(zip(classes.names, classes.square_metres.tolist(), strict=True))
    areas = {name: hectares[name] * 10_000 for name in names if name in hectares and hectares[name] > 0}
    said = tuple("" if class_id == NO_CLASS else classes.names[class_id] for class_id in map_ids)
    if not areas and tuple(strata) == said:
        names, areas = classes.names, mapped
    unknown = [name for name in names if name not in areas]
    if unknown:
        raise UserError(
            ErrorCode.LABELS_UNUSABLE,
            expected="strata that are the classes of this map, or a field stratum_ha with the area of each in hectares",
            found=f"no area of {quoted(unknown)}",
            remedy="Add the field stratum_ha, as drawing sample points does.",
        )
    index = {name: number for number, name in enumerate(names)}
    in_order = np.array([areas[name] for name in names])
    of_points = np.array([index[name] for name in strata], dtype=np.int64)
    return _Strata(names, in_order, _in_pixels(in_order, classes), of_points)


def _are_the_classes(found: _Strata, map_ids: NDArray[np.uint8], classes: MapClasses) -> bool:
    """Whether each point's stratum is what the map says there, and as large as the map says."""
    if not set(found.names) <= set(classes.names):
        return False
    ids = np.array([classes.names.index(name) for name in found.names])
    areas = np.zeros(len(classes))
    areas[ids] = found.areas
    return bool((ids[found.of_points] == map_ids).all() and np.allclose(areas, classes.square_metres, rtol=1e-3))


def _notes(found: _Strata, classes: MapClasses) -> tuple[str, ...]:
    notes = []
    counted = zip(found.counted(), found.pixels.tolist(), strict=True)
    few = [stratum for stratum, pixels in counted if 0 < stratum.points < FEW_POINTS and pixels > 1]
    if few:
        listed = ", ".join(f"{stratum.points} in '{stratum.name}'" for stratum in few)
        notes.append(f"There are few points in some strata ({listed}): their intervals are rough.")
    whole, sampled = float(classes.square_metres.sum()), float(found.areas.sum())
    if abs(sampled - whole) > 0.001 * whole:
        notes.append(
            f"The strata cover {sampled / 10_000:,.1f} ha and the map {whole / 10_000:,.1f} ha: the true areas are "
            "those in the strata, and the accuracies are of the part of the strata that the map covers."
        )
    return tuple(notes)
