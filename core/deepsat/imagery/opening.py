"""Opening scenes: from paths, dates and masks to one raster, or to a series."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Sequence

from deepsat.imagery.date_stacks import images_of_stack
from deepsat.imagery.finer_scene import FinerScene
from deepsat.imagery.grid import Grid
from deepsat.imagery.image_groups import each_by_itself, side_by_side
from deepsat.imagery.images import images_of
from deepsat.imagery.moments import are_dates, moments_of
from deepsat.imagery.named_imagery import NamedImagery, refused
from deepsat.imagery.raster_scene import RasterScene
from deepsat.imagery.scene import Scene
from deepsat.imagery.series import Image, Series
from deepsat.imagery.units import check_units
from deepsat.jobs import UserError
from deepsat.jobs.band_matching import match_bands
from deepsat.jobs.listing import listed
from deepsat.jobs.sentences import counted
from deepsat.jobs.wavelengths import plain_name


def open_scene(
    paths: Sequence[str],
    dates: Sequence[str] = (),
    *,
    masks: Sequence[str] = (),
    moments: Sequence[str] | None = None,
    scale: int = 1,
) -> Scene:
    """Opens a scene: one image; or a series: images of several dates, or one raster that stacks dates.

    An image is a raster with all its bands, or files of single bands, as providers deliver them. Images that lie side
    by side are one, in a series at each date.

    Args:
        paths: rasters, as paths or any names that GDAL opens, and folders: of rasters, of a product, or of such
            folders.
        dates: acquisition date of each of them as YYYY-MM-DD, or of each part of a single raster that stacks them;
            empty to look for them in a table `dates.csv` beside the rasters, in tags, and in names of files and
            folders.
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


def open_image(path: str, grid: Grid | None = None, date: str = "") -> RasterScene:
    """Opens one image of one date: a raster, or a folder that is one, as that of a product.

    Args:
        path: of the raster or the folder.
        grid: what the image is brought to where it has another one; None for its own.
        date: acquisition date as YYYY-MM-DD; empty to look for it as `open_scene` does.

    Raises:
        UserError: as `open_scene`, and `INVALID_JOB` for a folder of several images of one place.
    """
    told = NamedImagery([path], [date] if date else (), ())
    found = images_of(told.files, told.dates)
    groups = side_by_side(found.images, told.dates_of(found.images), ())
    if len(groups) > 1:
        raise refused("one image", f"{len(groups)} images of one place in {path}")
    first, *beside = groups[0]
    scene = RasterScene(first, grid=grid, beside=beside)
    scene.findings = (*scene.findings, *found.findings, *told.findings)
    return scene


def open_each(paths: Sequence[str]) -> tuple[list[RasterScene], tuple[str, ...]]:
    """Opens the images of each date by themselves, each on its own grid; undated ones beside dated ones one by one.

    Args:
        paths: as for `open_scene`.

    Returns:
        The images, open, and sentences about the files.

    Raises:
        UserError: as `open_scene`.
    """
    told = NamedImagery(paths, (), ())
    found = images_of(told.files, told.dates)
    known = told.dates_of(found.images)
    own = dict(zip(found.images, known, strict=True))
    groups, said = each_by_itself(found.images, known)
    rasters: list[RasterScene] = []
    with contextlib.ExitStack() as opened:
        for group in groups:
            dates = sorted({own[image] for image in group})
            raster = RasterScene(group[0], dates[0] if len(dates) == 1 else "", beside=group[1:])
            said += _of_several_dates(dates)
            opened.callback(raster.close)
            rasters.append(raster)
        opened.pop_all()
    return rasters, (*found.findings, *told.findings, *said)


def _opened(paths: Sequence[str], dates: Sequence[str], masks: Sequence[str], moments: Sequence[str] | None) -> Scene:
    told = NamedImagery(paths, dates, masks)
    found = images_of(told.files, told.dates)
    images = found.images
    stacked = len(told.files) == 1 and len(dates) > 1
    known, hiding = ([""] if stacked else told.dates_of(images)), told.masks_of(images)
    groups = side_by_side(images, known, hiding)
    if len(groups) == 1 and not stacked and not moments:
        first, *beside = groups[0]
        same = set(known) if dates or first.bands else set()
        date = same.pop() if len(same) == 1 else ""
        said = (*found.findings, *told.findings, *_of_several_dates(known))
        return _with_findings(RasterScene(first, date, mask="".join(hiding), beside=beside), said)
    if moments == ():
        seen = counted(len(dates), "date", "dates") if stacked else f"{len(groups)} rasters of one place"
        raise refused("one raster, as the model was fine-tuned on", seen)
    rasters: list[RasterScene] = []
    try:
        own = dict(zip(images, known, strict=True))
        for (first, *beside), mask in zip(groups, hiding or [""] * len(groups), strict=True):
            grid = rasters[0].grid if rasters else None
            rasters.append(RasterScene(first, own[first], mask=mask, grid=grid, beside=beside))
        series = _stack(rasters[0], dates, moments) if stacked else _series(rasters, moments)
        return _with_findings(series, (*found.findings, *told.findings))
    except Exception:
        for raster in rasters:
            raster.close()
        raise


def _with_findings(scene: RasterScene | Series, findings: Sequence[str]) -> Scene:
    scene.findings = (*scene.findings, *findings)
    return scene


def _series(rasters: Sequence[RasterScene], moments: Sequence[str] | None) -> Series:
    """Rasters in the order of time; where no dates are known, in the order given."""
    first = rasters[0]
    ordered = sorted(rasters, key=lambda raster: raster.dates)
    images = [Image(raster, _matched(first, raster)) for raster in ordered]
    check_units(images)
    dates = [date for raster in ordered for date in raster.dates]
    seen_at = _moments(moments, dates, len(images))
    found = [*_resampled(rasters), *_without_dates(dates), *_same_day(dates, seen_at), *_unused_bands(first, ordered)]
    return Series(images, first.bands, dates, seen_at, found)


def _stack(raster: RasterScene, dates: Sequence[str], moments: Sequence[str] | None) -> Series:
    """One raster as a series: see `date_stacks.py`."""
    images, bands, ordered = images_of_stack(raster, dates)
    seen_at = _moments(moments, ordered, len(images))
    return Series(images, bands, ordered, seen_at, _same_day(ordered, seen_at))


def _moments(moments: Sequence[str] | None, dates: Sequence[str], count: int) -> tuple[str, ...]:
    """When pixels are wanted: what the model knows, or what the series itself suggests."""
    if moments is None:
        return moments_of(dates, count)
    if are_dates(moments) and not dates:
        raise refused("rasters with dates, as the model was fine-tuned on", "rasters without dates")
    if not are_dates(moments) and count != len(moments):
        raise refused(f"{len(moments)} rasters, as many as the model was fine-tuned on", f"{count}")
    return tuple(moments)


def _matched(first: RasterScene, raster: RasterScene) -> tuple[int, ...]:
    try:
        return match_bands(first.bands, raster.bands)
    except UserError as error:
        raise UserError(
            error.code,
            expected=f"the bands of {first.name} in every raster of the series",
            found=f"in {raster.name}: {error.found}",
            remedy="Bring all dates to the same bands, with the same names.",
        ) from error


def _unused_bands(first: RasterScene, rasters: Sequence[RasterScene]) -> list[str]:
    """Bands that other dates have beyond those of the first one."""
    there = {plain_name(band.name) for band in first.bands}
    more = dict.fromkeys(
        band.name
        for raster in rasters
        if len(raster.bands) > len(first.bands)
        for band in raster.bands
        if plain_name(band.name) not in there
    )
    return [f"Not used, since {first.name} lacks them: {listed([*more])}."] if more else []


def _resampled(rasters: Sequence[RasterScene]) -> list[str]:
    names = [raster.name for raster in rasters if raster.is_resampled]
    if not names:
        return []
    return [f"Resampled to the grid of {rasters[0].name}: {', '.join(names)}."]


def _of_several_dates(dates: Sequence[str]) -> list[str]:
    several = sorted({date for date in dates if date})
    return [f"Rasters side by side are of several dates, {', '.join(several)}."] if len(several) > 1 else []


def _without_dates(dates: Sequence[str]) -> list[str]:
    if dates:
        return []
    return [
        "The rasters tell no dates, so they count in the order given, and so must those that the model will map. With "
        "dates it can map other years, and fill clouds from the days before and after."
    ]


def _same_day(dates: Sequence[str], moments: Sequence[str]) -> list[str]:
    if not are_dates(moments):
        return []
    several = [date for date, count in Counter(dates).items() if count > 1]
    return [f"Averaged, being of one day: the images of {', '.join(several)}."] if several else []
