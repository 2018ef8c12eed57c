"""Doubtful polygons: those that a model which has not seen them takes for another class.

Either the class is wrong, the polygon is, or nothing else that was labelled looks like it: a person can tell.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy.evidence import Evidence
from deepsat.accuracy.polygon_counts import PolygonCounts
from deepsat.imagery.grid import Grid
from deepsat.labels.pixels import LabelPixels

MOST = 20
"""That are listed, those with the most doubtful pixels."""


@dataclasses.dataclass(frozen=True)
class DoubtfulPolygons:
    """Those that are listed, and how many more there are."""

    listed: tuple[DoubtfulPolygon, ...]
    """At most `MOST`, those with the most pixels taken for the other class first."""
    unlisted: int

    @property
    def count(self) -> int:
        """All of them, listed or not."""
        return len(self.listed) + self.unlisted

    def findings(self) -> tuple[str, ...]:
        """A sentence where not all are listed."""
        if not self.unlisted:
            return ()
        return (
            f"The {len(self.listed)} polygons that are listed to look at again are those with the most doubtful "
            f"pixels, of {self.count:,} that are taken for another class.",
        )


@dataclasses.dataclass(frozen=True)
class DoubtfulPolygon:
    """A polygon that is taken for another class."""

    class_name: str
    """What the person says."""
    taken_for: str
    """What is said of more of its pixels than anything else."""
    share: float
    """Of its held-out pixels that are taken for it, 0-1."""
    pixels: int
    """That were held out."""
    centre: tuple[float, float]
    """x and y of one of its pixels near their middle, in the CRS of the scene."""
    bounds: tuple[float, float, float, float]
    """xmin, ymin, xmax, ymax of its pixels, likewise."""

    def to_json(self) -> dict[str, Any]:
        """The same as plain JSON."""
        return {**dataclasses.asdict(self), "centre": list(self.centre), "bounds": list(self.bounds)}


def doubtful_polygons(
    evidence: Evidence, pixels: LabelPixels, grid: Grid, halved: Collection[int] = ()
) -> DoubtfulPolygons:
    """The polygons of which held-out pixels are taken for one other class more often than for their own.

    Args:
        evidence: what models say that have not seen the polygons.
        pixels: all labelled pixels, with the same numbers of polygons and classes.
        grid: of the scene.
        halved: ids of the classes with a single polygon, half of which has been seen: nothing is said of these.
    """
    names = pixels.class_map.names
    owners = np.unique(evidence.polygon_ids)
    found = []
    # Polygons in the order of their numbers, as `by_polygon` counts them.
    counted = evidence.by_polygon()
    said = classes_taken_for(counted)
    for place in np.flatnonzero((said != counted.classes) & ~np.isin(counted.classes, list(halved))).tolist():
        counts, other = counted.map_counts[place], said[place]
        centre, bounds = _place(pixels.of_polygons([int(owners[place])]), grid)
        share, total = float(counts[other] / counts.sum()), int(counts.sum())
        polygon = DoubtfulPolygon(names[counted.classes[place]], names[other], share, total, centre, bounds)
        found.append((int(counts[other]), polygon))
    found.sort(key=lambda one: -one[0])
    return DoubtfulPolygons(tuple(polygon for _, polygon in found[:MOST]), max(0, len(found) - MOST))


def classes_taken_for(counted: PolygonCounts) -> NDArray[np.int64]:
    """int64 (P,): the class of each polygon, or the other one that more of its pixels are taken for."""
    counts = counted.map_counts
    own = counts[np.arange(len(counts)), counted.classes]
    return np.where(counts.max(axis=1) > own, counts.argmax(axis=1), counted.classes).astype(np.int64)


def _place(pixels: LabelPixels, grid: Grid) -> tuple[tuple[float, float], tuple[float, float, float, float]]:
    """The pixel that is nearest to the middle of all, and what they reach over."""
    rows, columns = pixels.rows, pixels.columns
    nearest = int(np.argmin((rows - rows.mean()) ** 2 + (columns - columns.mean()) ** 2))
    width, _, left, _, height, top = grid.transform
    centre = left + width * (float(columns[nearest]) + 0.5), top + height * (float(rows[nearest]) + 0.5)
    west, east = left + width * float(columns.min()), left + width * (float(columns.max()) + 1)
    north, south = top + height * float(rows.min()), top + height * (float(rows.max()) + 1)
    return centre, (west, south, east, north)
