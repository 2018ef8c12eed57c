"""Held-out polygons: kept from training, so that the model's skill can be measured on them."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from deepsat.labels.pixels import LabelPixels
from deepsat.labels.sentences import quoted


@dataclasses.dataclass(frozen=True)
class HeldOut:
    """Which polygons train and which are held out; whole polygons only, since neighbouring pixels are alike."""

    training: tuple[int, ...]
    """Polygons to train on, as indexes into `Labels.polygons`, ascending."""
    held_out: tuple[int, ...]
    """Polygons to score on, likewise; none of them is among `training`."""
    scored_classes: tuple[int, ...]
    """Ids of the classes that have a held-out polygon, ascending."""
    findings: tuple[str, ...]
    """Sentences about classes that are trained on and not scored."""


def hold_out(pixels: LabelPixels, fraction: float = 0.25, *, seed: int) -> HeldOut:
    """Draws the polygons to hold out, class by class.

    Of n polygons that own pixels, round(fraction * n) are held out: at least one, and at least one stays. Training
    also keeps at least half of each class's pixels, or where one polygon is larger than all others, that polygon.
    A class with a single polygon trains with it and is not scored.

    Args:
        pixels: all labelled pixels.
        fraction: share of each class's polygons to hold out, 0-1; with 0 all of them train.
        seed: of the draw.
    """
    polygon_ids, first, sizes = np.unique(pixels.polygon_ids, return_index=True, return_counts=True)
    if fraction == 0:
        return HeldOut(tuple(map(int, polygon_ids)), (), (), ())
    classes = pixels.class_ids[first]
    draw = np.random.default_rng(seed)
    held: list[int] = []
    single: list[str] = []
    for land_cover in pixels.class_map.classes:
        members = np.flatnonzero(classes == land_cover.id)
        if len(members) == 1:
            single.append(land_cover.name)
        if len(members) >= 2:
            count = int(np.clip(np.floor(fraction * len(members) + 0.5), 1, len(members) - 1))
            held.extend(int(polygon_ids[member]) for member in _drawn(members, sizes, count, draw))
    training = tuple(int(number) for number in polygon_ids if int(number) not in set(held))
    scored = tuple(sorted({int(classes[np.searchsorted(polygon_ids, number)]) for number in held}))
    return HeldOut(training, tuple(sorted(held)), scored, _not_scored(single))


def _drawn(members: NDArray[np.intp], sizes: NDArray[np.intp], count: int, draw: np.random.Generator) -> list[int]:
    """Up to `count` of one class's polygons at random, together at most half of its pixels; at least the smallest."""
    allowed = sizes[members].sum() / 2
    drawn: list[int] = []
    for member in draw.permutation(members):
        if len(drawn) < count and sizes[drawn].sum() + sizes[member] <= allowed:
            drawn.append(int(member))
    return drawn or [int(members[np.argmin(sizes[members])])]


def _not_scored(names: list[str]) -> tuple[str, ...]:
    if not names:
        return ()
    words = ("Class", "has", "it is") if len(names) == 1 else ("Classes", "have", "they are")
    return (f"{words[0]} {quoted(names)} {words[1]} a single polygon, so {words[2]} trained on and not scored.",)
