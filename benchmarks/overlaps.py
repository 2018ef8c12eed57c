"""Places that show the same ground: how much of a place that is scored do the others show as well?

    PYTHONPATH=core build/dev/bin/python -m benchmarks.overlaps

Positions of the `hls` places are not known, so pixels are told by their values: those with the same value in every
band, on any date, are the same. In whole numbers of several bands that happens by chance hardly ever; rasters of 8
bits, where it does, are left out. What two places show on different dates only is not found.
"""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import rasterio

from benchmarks.places import DEVELOPMENT, SCORING, SEEN, Place, data_folder, find_places

FEWEST_BANDS = 4
WORTH_SAYING = 0.001
"""Of a place's pixels: less may be chance."""


@dataclasses.dataclass(frozen=True)
class Overlap:
    """What two places share."""

    place: str
    other: str
    share: float
    """Of the pixels of `place`, 0-1, on the date where it is most."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints which scoring places share ground with places that settings were chosen by."""
    parser = argparse.ArgumentParser(prog="benchmarks.overlaps", description="Which places show the same ground.")
    parser.add_argument("--data", type=Path, default=data_folder(), help="folder with the places")
    options = parser.parse_args(arguments)
    others = find_places((*DEVELOPMENT, *SEEN), options.data)
    print("| scoring place | also in | share of its pixels |\n| --- | --- | --- |")
    for found in overlaps(find_places(SCORING, options.data), others):
        print(f"| {found.place} | {found.other} | {found.share:.1%} |")


def overlaps(places: Sequence[Place], others: Sequence[Place]) -> list[Overlap]:
    """Pairs of places that share at least `WORTH_SAYING`, in the order of `places`."""
    seen = [(other.name, [set(image) for image in _images(other)]) for other in others]
    found = []
    for place in places:
        images = _images(place)
        for name, sets in seen:
            shares = [sum(pixel in known for pixel in image) / len(image) for image in images for known in sets]
            if shares and max(shares) >= WORTH_SAYING:
                found.append(Overlap(place.name, name, max(shares)))
    return found


def _images(place: Place) -> list[list[bytes]]:
    """Of each date the values of every pixel that has data; none of rasters in which equal values mean nothing."""
    found = []
    for path in dataclasses.replace(place, every_date=True).images:
        with rasterio.open(path) as dataset:
            if dataset.count < FEWEST_BANDS or np.dtype(dataset.dtypes[0]).itemsize == 1:
                continue
            values = dataset.read()
            # A stack of bands has the same 0 wherever one of them lacks data.
            known = (dataset.read_masks() > 0).all(axis=0) & (values != 0).all(axis=0)
        found.append([pixel.tobytes() for pixel in np.ascontiguousarray(values[:, known].T)])
    return [image for image in found if image]


if __name__ == "__main__":
    main()
