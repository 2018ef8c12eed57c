"""Which images are one, lying side by side, and which are dates of one place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery.grid import Grid
from deepsat.imagery.image_files import ImageFiles
from deepsat.imagery.mosaics import same_places
from deepsat.imagery.named_imagery import refused
from deepsat.imagery.raster_scene import open_raster
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.listing import first_few
from deepsat.jobs.sentences import counted


def side_by_side(images: Sequence[ImageFiles], dates: Sequence[str], masks: Sequence[str]) -> list[list[ImageFiles]]:
    """The images of each date: several where they lie side by side, one where all show the same place."""
    if len(images) == 1:
        return [list(images)]
    grids = [_grid(image) for image in images]
    same = same_places(grids)
    if same.all():
        _check_dates(images, dates)
        return [[image] for image in images]
    if masks:
        raise refused("no cloud masks for rasters that lie side by side", counted(len(masks), "mask", "masks"))
    if same.sum() == len(images):
        return [list(images)]
    _check_dates(images, dates)
    return _by_date(images, dates, same, grids)


def each_by_itself(images: Sequence[ImageFiles], dates: Sequence[str]) -> tuple[list[list[ImageFiles]], list[str]]:
    """As `side_by_side`, but nobody has to know all dates: undated images beside dated ones are taken one by one.

    Returns:
        The groups, and sentences about dates that a series needs.
    """
    undated = _undated(images, dates)
    if not undated or _are_one_mosaic(images):
        return side_by_side(images, dates, ()), []
    dated = [(image, date) for image, date in zip(images, dates, strict=True) if date]
    groups = side_by_side([image for image, _ in dated], [date for _, date in dated], ())
    said = f"No date is known of {first_few([image.name for image in undated])}: a series needs it."
    return [*groups, *([image] for image in undated)], [said]


def _are_one_mosaic(images: Sequence[ImageFiles]) -> bool:
    """Whether they show no place twice, so that they need no dates."""
    return bool(same_places([_grid(image) for image in images]).sum() == len(images))


def _undated(images: Sequence[ImageFiles], dates: Sequence[str]) -> list[ImageFiles]:
    """The images whose date is not known, where that of others is."""
    unknown = [image for image, date in zip(images, dates, strict=True) if not date]
    return unknown if len(unknown) < len(images) else []


def _check_dates(images: Sequence[ImageFiles], dates: Sequence[str]) -> None:
    unknown = _undated(images, dates)
    if unknown:
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected="the dates of all rasters, or of none",
            found=f"no date for {first_few([image.name for image in unknown])}",
            remedy="Give each raster its date, in its name as 2021-06-17 or in a table dates.csv beside the rasters, "
            "or leave out those without.",
        )


def _by_date(
    images: Sequence[ImageFiles], dates: Sequence[str], same: NDArray[np.bool_], grids: Sequence[Grid]
) -> list[list[ImageFiles]]:
    """The images of each date, which are to lie side by side. Tiles in two CRS overlap: the mosaic refuses them."""
    places: dict[str, list[int]] = {}
    for place, date in enumerate(dates):
        places.setdefault(date, []).append(place)
    for date, members in places.items():
        has_one_crs = all(grids[member].crs == grids[members[0]].crs for member in members)
        if has_one_crs and same[np.ix_(members, members)].sum() > len(members):
            expected = "rasters of one place with dates, or rasters side by side, each place once at each date"
            found = f"several rasters of one place{f' on {date}' if date else ' without dates'} beside others"
            raise refused(expected, found)
    return [[images[place] for place in members] for members in places.values()]


def _grid(image: ImageFiles) -> Grid:
    with open_raster(image.source) as dataset:
        return Grid.of(dataset)
