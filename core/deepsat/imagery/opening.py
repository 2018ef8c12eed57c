"""Opening scenes: from paths, dates and masks to one raster, or to a series."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery.dates import TABLE_NAME, date_of, read_table
from deepsat.imagery.finer_scene import FinerScene
from deepsat.imagery.grid import Grid
from deepsat.imagery.moments import are_dates, moments_of
from deepsat.imagery.mosaics import same_places
from deepsat.imagery.raster_scene import RasterScene, open_raster
from deepsat.imagery.scene import Scene
from deepsat.imagery.series import Image, Series
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.bands import Band, match_bands
from deepsat.labels.sentences import counted

RASTER_SUFFIXES = (".tif", ".tiff", ".vrt", ".jp2", ".img")
"""Files of a folder that are taken for imagery."""

LABEL_NAMES = ("truth", "labels", "label")
"""File names, without suffix, of rasters in such a folder that hold classes and no imagery."""


def open_scene(
    paths: Sequence[str],
    dates: Sequence[str] = (),
    *,
    masks: Sequence[str] = (),
    moments: Sequence[str] | None = None,
    scale: int = 1,
) -> Scene:
    """Opens a scene: one raster; or a series: several rasters, a folder of them, or one raster that stacks dates.

    Rasters that lie side by side are one raster, in a series at each date.

    Args:
        paths: rasters, as paths or any names that GDAL opens, or one folder.
        dates: acquisition date of each raster as YYYY-MM-DD, or of each part of a single raster that stacks them;
            empty to look for them in a table `dates.csv` beside the rasters, in tags and in file names.
        masks: for each raster, one that is not 0 where pixels are to be left out, or an empty name; empty for none.
        moments: the moments of the model that is to see the scene, empty for one of a single date; None where the
            scene is there to learn from, and decides itself.
        scale: into how many parts each side of a pixel is divided: see `finer_scene.py`.

    Raises:
        UserError: `INVALID_JOB` where numbers of rasters, dates, masks and moments do not go together,
            `RASTER_UNREADABLE` for a file that is missing, no raster, or of an unsupported type, `GRID_UNSUPPORTED`
            for a grid that cannot be mapped, `BANDS_MISMATCH` where a raster has other bands than the first.
    """
    scene = _opened(paths, dates, masks, moments)
    return scene if scale == 1 else FinerScene(scene, scale)


def _opened(paths: Sequence[str], dates: Sequence[str], masks: Sequence[str], moments: Sequence[str] | None) -> Scene:
    paths = _rasters(paths)
    stacked = len(paths) == 1 and len(dates) > 1
    _check_counts(paths, dates, masks, stacked)
    groups = _side_by_side(paths, dates, masks)
    if len(groups) == 1 and not stacked and not moments:
        (first, *beside), same = groups[0], set(dates)
        return RasterScene(first, *(same if len(same) == 1 else ()), mask="".join(masks), beside=beside)
    if moments == ():
        found = counted(len(dates), "date", "dates") if dates else f"{len(groups)} rasters of one place"
        raise _refused("one raster, as the model was fine-tuned on", found)
    rasters: list[RasterScene] = []
    try:
        known = dict(zip(paths, _dates(paths, dates, stacked), strict=True))
        for (first, *beside), mask in zip(groups, masks or [""] * len(groups), strict=True):
            grid = rasters[0].grid if rasters else None
            rasters.append(RasterScene(first, known[first], mask=mask, grid=grid, beside=beside))
        return _stack(rasters[0], dates, moments) if stacked else _series(rasters, moments)
    except Exception:
        for raster in rasters:
            raster.close()
        raise


def _rasters(paths: Sequence[str]) -> list[str]:
    """The rasters themselves: those inside where a folder is named."""
    if len(paths) != 1 or not Path(paths[0]).is_dir():
        if paths:
            return list(paths)
        raise _refused("a raster, or several rasters of one place", "none")
    files = sorted(path for path in Path(paths[0]).iterdir() if path.suffix.lower() in RASTER_SUFFIXES)
    found = [str(path) for path in files if path.stem.lower() not in LABEL_NAMES and not path.name.startswith(".")]
    if not found:
        raise _refused("a folder with rasters", f"none in {paths[0]}")
    return found


def _side_by_side(paths: Sequence[str], dates: Sequence[str], masks: Sequence[str]) -> list[list[str]]:
    """The rasters of each date: several where they lie side by side, one where all show the same place."""
    if len(paths) == 1:
        return [list(paths)]
    same = same_places([_grid(path) for path in paths])
    if same.all():
        return [[path] for path in paths]
    if masks:
        raise _refused("no cloud masks for rasters that lie side by side", counted(len(masks), "mask", "masks"))
    if same.sum() == len(paths):
        return [list(paths)]
    return _by_date(paths, _dates(paths, dates, stacked=False), same)


def _by_date(paths: Sequence[str], dates: Sequence[str], same: NDArray[np.bool_]) -> list[list[str]]:
    """The rasters of each date, which are to lie side by side."""
    places: dict[str, list[int]] = {}
    for place, date in enumerate(dates):
        places.setdefault(date, []).append(place)
    for date, members in places.items():
        if same[np.ix_(members, members)].sum() > len(members):
            expected = "rasters of one place with dates, or rasters side by side, each place once at each date"
            found = f"several rasters of one place{f' on {date}' if date else ' without dates'} beside others"
            raise _refused(expected, found)
    return [[paths[place] for place in members] for members in places.values()]


def _grid(path: str) -> Grid:
    with open_raster(path) as dataset:
        return Grid.of(dataset)


def _check_counts(paths: Sequence[str], dates: Sequence[str], masks: Sequence[str], stacked: bool) -> None:
    if dates and not stacked and len(dates) != len(paths):
        raise _refused(f"a date for each of the {len(paths)} rasters", counted(len(dates), "date", "dates"))
    if masks and len(masks) != len(paths):
        raise _refused(f"a mask for each of the {len(paths)} rasters", counted(len(masks), "mask", "masks"))


def _dates(paths: Sequence[str], dates: Sequence[str], stacked: bool) -> list[str]:
    """The date of each raster; all empty where none is known."""
    if stacked:
        return [""]
    found = list(dates) or _own_dates(paths)
    unknown = [Path(path).name for path, date in zip(paths, found, strict=True) if not date]
    if unknown and len(unknown) < len(paths):
        raise _refused("the dates of all rasters, or of none", f"no date for {', '.join(unknown[:5])}")
    return found


def _own_dates(paths: Sequence[str]) -> list[str]:
    """What a table beside each raster, its tags, or its name say."""
    tables = {
        table: read_table(table) for table in {Path(path).parent / TABLE_NAME for path in paths} if table.is_file()
    }
    tabled = {path: date for table in tables.values() for path, date in table.items()}
    return [tabled.get(Path(path).resolve()) or date_of(path) for path in paths]


def _series(rasters: Sequence[RasterScene], moments: Sequence[str] | None) -> Series:
    """Rasters in the order of time; where no dates are known, in the order given."""
    first = rasters[0]
    ordered = sorted(rasters, key=lambda raster: raster.dates)
    images = [Image(raster, _matched(first, raster)) for raster in ordered]
    dates = [date for raster in ordered for date in raster.dates]
    found = [*_resampled(rasters), *_without_dates(dates), *_same_day(dates)]
    return Series(images, first.bands, dates, _moments(moments, dates, len(images)), found)


def _stack(raster: RasterScene, dates: Sequence[str], moments: Sequence[str] | None) -> Series:
    """One raster as a series: all bands of the first date, then all of the second, and so on."""
    count, left = divmod(len(raster.bands), len(dates))
    if left or not count:
        expected = f"a number of bands that can be divided by the {len(dates)} dates"
        raise _refused(expected, f"{counted(len(raster.bands), 'band', 'bands')} in {raster.path}")
    groups = [tuple(range(place * count, (place + 1) * count)) for place in range(len(dates))]
    ordered = sorted(zip(dates, groups, strict=True))
    bands = [Band(_undated(band.name), band.wavelength_nm) for band in raster.bands[:count]]
    images = [Image(raster, group) for _, group in ordered]
    sorted_dates = [date for date, _ in ordered]
    return Series(images, bands, sorted_dates, _moments(moments, sorted_dates, len(images)), _same_day(sorted_dates))


def _moments(moments: Sequence[str] | None, dates: Sequence[str], count: int) -> tuple[str, ...]:
    """When pixels are wanted: what the model knows, or what the series itself suggests."""
    if moments is None:
        return moments_of(dates, count)
    if are_dates(moments) and not dates:
        raise _refused("rasters with dates, as the model was fine-tuned on", "rasters without dates")
    if not are_dates(moments) and count != len(moments):
        raise _refused(f"{len(moments)} rasters, as many as the model was fine-tuned on", f"{count}")
    return tuple(moments)


def _matched(first: RasterScene, raster: RasterScene) -> tuple[int, ...]:
    try:
        return match_bands(first.bands, raster.bands)
    except UserError as error:
        raise UserError(
            error.code,
            expected=f"the bands of {Path(first.path).name} in every raster of the series",
            found=f"in {Path(raster.path).name}: {error.found}",
            remedy="Bring all dates to the same bands, with the same names.",
        ) from error


def _resampled(rasters: Sequence[RasterScene]) -> list[str]:
    names = [Path(raster.path).name for raster in rasters if raster.is_resampled]
    if not names:
        return []
    return [f"Resampled to the grid of {Path(rasters[0].path).name}: {', '.join(names)}."]


def _without_dates(dates: Sequence[str]) -> list[str]:
    if dates:
        return []
    return [
        "The rasters tell no dates, so they count in the order given, and so must those that the model will map. With "
        "dates it can map other years, and fill clouds from the days before and after."
    ]


def _same_day(dates: Sequence[str]) -> list[str]:
    several = [date for date, count in Counter(dates).items() if count > 1]
    return [f"Averaged, being of one day: the images of {', '.join(several)}."] if several else []


def _undated(name: str) -> str:
    """A band's name without the date or number of the date that stacks add to it."""
    return re.sub(r"[-_. ]*(19|20)\d\d[-_.]?\d\d[-_.]?\d\d[-_. ]*", "", name) or name


def _refused(expected: str, found: str) -> UserError:
    remedy = "Check the rasters, and that dates and masks are given for each of them or for none."
    return UserError(ErrorCode.INVALID_JOB, expected=expected, found=found, remedy=remedy)
