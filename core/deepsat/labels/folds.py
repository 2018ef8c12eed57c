"""Folds: each polygon is held out once, so that every one of them tells how good a model is that did not see it."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from deepsat.jobs.sentences import quoted
from deepsat.labels.pixels import LabelPixels

NO_FOLD = -1
BUFFER_PX = 3.0
"""Training pixels nearer than this to a held-out one are left out, of the imagery's pixels: what lies beside it tells
what it is."""

HALVED_FROM_PX = 12
"""Pixels that the only polygon of a class must have to be halved."""

_MIDDLE_SHARE = 0.2
"""Of a halved polygon, between its halves."""


@dataclasses.dataclass(frozen=True)
class Folds:
    """Which labelled pixels are held out together; each array has one entry a pixel."""

    count: int
    """Number of folds; 0 where nothing can be held out."""
    held_out_in: NDArray[np.int16]
    """int16 (N,): the fold in which a pixel is held out, `NO_FOLD` for one that only trains."""
    halved: tuple[int, ...]
    """Ids of the classes whose only polygon was cut in two halves, ascending: weak evidence."""
    findings: tuple[str, ...]
    """Sentences about classes that are not, or only weakly, scored."""
    _pixels: LabelPixels
    buffer_px: float = BUFFER_PX
    """Between the pixels of a training and those held out."""

    def held_out(self, fold: int) -> NDArray[np.bool_]:
        """bool (N,): the pixels to score in a fold."""
        return np.asarray(self.held_out_in == fold, dtype=np.bool_)

    def training(self, fold: int) -> NDArray[np.bool_]:
        """bool (N,): the pixels to learn from in a fold: neither held out nor within `buffer_px` of one that is.

        A class that would lose all of its pixels to the buffer keeps them.
        """
        places = np.stack([self._pixels.rows, self._pixels.columns], axis=1)
        held_out = self.held_out(fold)
        distances, _ = KDTree(places[held_out]).query(places, distance_upper_bound=self.buffer_px)
        apart = distances >= self.buffer_px
        lost = np.setdiff1d(self._pixels.class_ids[~held_out], self._pixels.class_ids[apart])
        return np.asarray(apart | (~held_out & np.isin(self._pixels.class_ids, lost)), dtype=np.bool_)

    def of(self, chosen: NDArray[np.bool_]) -> Folds:
        """The same folds of some of the pixels."""
        return dataclasses.replace(self, held_out_in=self.held_out_in[chosen], _pixels=self._pixels.where(chosen))

    @property
    def scored_classes(self) -> tuple[int, ...]:
        """Ids of the classes that have a held-out pixel, ascending."""
        return tuple(map(int, np.unique(self._pixels.class_ids[self.held_out_in != NO_FOLD])))

    @property
    def has_whole_polygons(self) -> bool:
        """Whether any class has its polygons held out as a whole, so that candidates can be told apart by them."""
        return bool(set(self.scored_classes) - set(self.halved))

    @property
    def scored_polygons(self) -> tuple[int, ...]:
        """Polygons that are held out once, as indexes into `Labels.polygons`, ascending."""
        return tuple(map(int, np.unique(self._pixels.polygon_ids[self.held_out_in != NO_FOLD])))


def polygon_folds(pixels: LabelPixels, count: int = 4, buffer_px: float = BUFFER_PX) -> Folds:
    """Puts each polygon into one of at most `count` folds, class by class.

    The polygons of a class are ordered along the direction in which the labels spread most, and cut into runs of
    neighbours: whole polygons, in spatial blocks. A class with a single polygon has that cut into two halves with a gap
    between them; if it is too small for that, it only trains.

    Args:
        pixels: all labelled pixels.
        count: most folds; 0 for none.
        buffer_px: see `Folds.buffer_px`.
    """
    held_out_in = np.full(len(pixels), NO_FOLD, dtype=np.int16)
    along = _along(pixels)
    halved: list[int] = []
    unscored: list[str] = []
    for land_cover in pixels.class_map.classes:
        members = np.flatnonzero(pixels.class_ids == land_cover.id)
        polygons = np.unique(pixels.polygon_ids[members])
        if count < 2 or len(polygons) == 0:
            continue
        if len(polygons) > 1:
            _spread(held_out_in, pixels, members, along, min(count, len(polygons)))
        elif len(members) >= HALVED_FROM_PX:
            _halve(held_out_in, pixels, members)
            halved.append(land_cover.id)
        else:
            unscored.append(land_cover.name)
    used = int(held_out_in.max(initial=NO_FOLD)) + 1
    names = [pixels.class_map.names[class_id] for class_id in halved]
    return Folds(used, held_out_in, tuple(halved), _findings(names, unscored), pixels, buffer_px)


def _along(pixels: LabelPixels) -> NDArray[np.float64]:
    """float64 (N,): how far along the main direction of all labels each pixel lies."""
    places = np.stack([pixels.rows, pixels.columns], axis=1).astype(np.float64)
    centred = places - places.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    main = directions[:, -1]
    # An eigenvector has no sign of its own; without one, equal labels could give other folds on another machine.
    return np.asarray(centred @ (main * np.sign(main[np.argmax(np.abs(main))])), dtype=np.float64)


def _spread(
    held_out_in: NDArray[np.int16],
    pixels: LabelPixels,
    members: NDArray[np.intp],
    along: NDArray[np.float64],
    folds: int,
) -> None:
    """Gives runs of a class's polygons to the folds from 0 on."""
    polygons, inverse = np.unique(pixels.polygon_ids[members], return_inverse=True)
    means = np.bincount(inverse, along[members]) / np.bincount(inverse)
    fold_of_polygon = np.empty(len(polygons), dtype=np.int16)
    for fold, run in enumerate(np.array_split(np.argsort(means, kind="stable"), folds)):
        fold_of_polygon[run] = fold
    held_out_in[members] = fold_of_polygon[inverse]


def _halve(held_out_in: NDArray[np.int16], pixels: LabelPixels, members: NDArray[np.intp]) -> None:
    """Gives the two ends of a polygon to folds 0 and 1; its middle only trains."""
    rows, columns = pixels.rows[members], pixels.columns[members]
    longer = rows if np.ptp(rows) >= np.ptp(columns) else columns
    order = np.argsort(longer, kind="stable")
    end = int(len(order) * (1 - _MIDDLE_SHARE) / 2)
    held_out_in[members[order[:end]]] = 0
    held_out_in[members[order[-end:]]] = 1


def _findings(halved: list[str], unscored: list[str]) -> tuple[str, ...]:
    found = []
    if halved:
        has = "has" if len(halved) == 1 else "have"
        found.append(
            f"{quoted(halved)} {has} a single polygon, which was held out half by half: two halves of one polygon are "
            "alike, so its scores say little about other places. Draw a second one."
        )
    if unscored:
        has, it = ("has", "it is") if len(unscored) == 1 else ("have", "they are")
        found.append(f"{quoted(unscored)} {has} a single small polygon, so {it} trained on and not scored.")
    return tuple(found)
