"""Images: from files to what each date of a place consists of, be it one raster or one file for each band."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import PurePath

import numpy as np

from deepsat.imagery.bands import bands_of
from deepsat.imagery.delivered_masks import of_delivered_masks, with_delivered_mask
from deepsat.imagery.file_dates import FileDates
from deepsat.imagery.grid import Grid
from deepsat.imagery.image_files import FileBand, ImageFiles
from deepsat.imagery.mosaics import same_places
from deepsat.imagery.raster_files import is_made_here
from deepsat.imagery.raster_scene import open_raster
from deepsat.imagery.stack_tags import as_stacked
from deepsat.imagery.stacked_bands import bands_in, stacked
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_files import (
    BAND,
    OTHER,
    SENTINEL2,
    BandFile,
    band_file,
    flat_image,
    is_of_tiles,
    product_folder,
)
from deepsat.jobs.bands import Band
from deepsat.jobs.listing import first_few
from deepsat.jobs.wavelengths import plain_name

LANDSAT = "Landsat"
"""How the processing levels of its products begin."""


@dataclasses.dataclass(frozen=True)
class Images:
    """What files show, as images."""

    images: tuple[ImageFiles, ...]
    """In the order of their first files."""
    findings: tuple[str, ...]
    """Sentences about files that were left out, and about units."""


def images_of(files: Sequence[str], dates: Mapping[str, str]) -> Images:
    """Puts files together that are bands of one image.

    Files of single bands, by name, are one image where their names differ in the band alone, or where they show one
    place on one date, or without any, and no band is in two of them. What products hold beside bands and cloud masks
    is left out.

    Args:
        files: rasters, as paths or any names that GDAL opens.
        dates: what is known already of their dates, as YYYY-MM-DD; of files that are not in it their tables, names
            and tags are asked.

    Raises:
        UserError: `INVALID_JOB` for bands that nothing names, and for images of several processing levels or units;
            and as `stacked`.
    """
    made = [path for path in files if is_made_here(path)]
    files = [path for path in files if path not in made] or files
    named = {path: band for path in files if (band := band_file(path)) is not None}
    if len(named) == len(files) and all(band.kind == OTHER for band in named.values()):
        named = {}
    others = [path for path, band in named.items() if band.kind == OTHER]
    dated = FileDates(files, dates)
    flat = {band.image for band in named.values() if band.kind == BAND}
    steep = [
        path for path, band in named.items() if band.kind == BAND and flat_image(band.image) in flat - {band.image}
    ]
    images = _of_names([path for path in files if path not in (*others, *steep)], named, dated)
    images = _of_dates(images)
    alone = [PurePath(image.files[0]).name for image in images if not image.has_bands]
    if alone:
        raise _refused("the bands of an image beside its cloud mask", f"{first_few(alone)} alone")
    _check_levels(images)
    masks = {mask for image in images for mask in image.cloud_masks}
    left_out = _left_out([named[path] for path in others if path not in masks], made if made != files else [])
    left_out += ["Left out, since slopes are taken into account in FRE: SRE."] if steep else []
    said = (*left_out, *dated.findings(images), *_of_units(images), *of_delivered_masks(images))
    return Images(tuple(images), said)


def _of_names(files: Sequence[str], named: Mapping[str, BandFile], dates: FileDates) -> list[ImageFiles]:
    """Files of bands put together by their names, all others by themselves."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for place, path in enumerate(files):
        key = (*named[path].image, dates.of_band(path)) if path in named else (str(place),)
        groups.setdefault(key, []).append(path)
    return [_image(members, named, dates) for members in groups.values()]


def _image(files: Sequence[str], named: Mapping[str, BandFile], dates: FileDates) -> ImageFiles:
    first = named.get(files[0])
    if first is None:
        return with_delivered_mask(as_stacked(ImageFiles.of_raster(files[0], dates.of_raster(files[0]))))
    bands = {path: bands_in(path, named[path]) for path in files}
    if len(files) == 1 and not _is_band(bands[files[0]]):
        return ImageFiles.of_raster(files[0], dates.of_raster(files[0]))
    date = dates.of_band(files[0]) or dates.of_raster(files[0])
    level = next((named[path].level for path in files if named[path].level), "")
    sensor = next((named[path].sensor for path in files if named[path].sensor), "")
    image = stacked(_name_of(files, first), [band for path in files for band in bands[path]], date, level, sensor)
    unknown = any(_is_stored(path, named[path], bands[path]) for path in files)
    return dataclasses.replace(image, has_stored_numbers=unknown)


def _is_band(bands: Sequence[FileBand]) -> bool:
    """Whether a file that is named as a band holds no more than that."""
    return len(bands) == 1


def _is_stored(path: str, named: BandFile, bands: Sequence[FileBand]) -> bool:
    """Whether a product's band has its numbers, without metadata; in JPEG 2000 it has them under any name."""
    is_own = named.is_original or (bool(named.level) and path.lower().endswith(".jp2"))
    has_numbers = all(one.band.scale == 1 for one in bands) and not np.issubdtype(bands[0].dtype, np.floating)
    return named.kind == BAND and is_own and has_numbers


def _name_of(files: Sequence[str], band: BandFile) -> str:
    """The name of the product of one tile, what the names of the files share, or their folder's."""
    product = product_folder(PurePath(files[0]))
    if product is not None and not is_of_tiles(product):
        return product.name
    return PurePath(files[0]).name if len(files) == 1 else band.image_name


def _of_dates(images: Sequence[ImageFiles]) -> list[ImageFiles]:
    """Images of one place and date, or without dates, whose bands complement each other, put together."""
    if len(images) < 2:
        return list(images)
    facts = [_facts(image) for image in images]
    same = same_places([grid for grid, _ in facts])
    found: list[ImageFiles] = []
    taken: set[int] = set()
    for place, image in enumerate(images):
        if place in taken:
            continue
        others = [
            other
            for other in range(place, len(images))
            if other not in taken and same[place, other] and images[other].date == image.date
        ]
        members = _complementing(others, [names for _, names in facts]) if _is_one(images, others) else [place]
        _check_named([images[other] for other in others], [facts[other][1] for other in others])
        if len(members) < len(others):
            _check_kinds([images[other] for other in others])
        taken.update(members)
        found.append(_put_together([images[member] for member in members]))
    return found


def _is_one(images: Sequence[ImageFiles], members: Sequence[int]) -> bool:
    """Whether images may be parts of one: what two sensors saw, or two levels of processing, is not."""
    sensors = {images[member].sensor for member in members} - {""}
    levels = {images[member].level for member in members} - {""}
    return len(sensors) < 2 and len(levels) < 2


def _facts(image: ImageFiles) -> tuple[Grid, tuple[Band, ...]]:
    """Where an image lies, and its bands with those that tell where clouds are."""
    if image.bands and not image.has_bands:
        return image.bands[0].grid, tuple(one.band for one in image.bands)
    with open_raster(image.source) as dataset:
        clouds = tuple(one.band for one in image.bands if one.is_cloud_mask)
        return Grid.of(dataset), (*bands_of(dataset), *clouds)


def _complementing(members: Sequence[int], bands: Sequence[Sequence[Band]]) -> list[int]:
    """The first of some images, and those that add other bands to it; the first alone where any band is there twice."""
    names = [plain_name(band.name) for member in members for band in bands[member]]
    unnamed = any(band.has_default_name for member in members for band in bands[member])
    return [members[0]] if unnamed or len(set(names)) < len(names) else list(members)


def _check_named(images: Sequence[ImageFiles], bands: Sequence[Sequence[Band]]) -> None:
    """Single bands without names may be bands of one image or images of one day: nothing tells."""
    if len(images) < 2 or any(len(own) != 1 or not own[0].has_default_name for own in bands):
        return
    on = f"on {images[0].date}" if images[0].date else "without dates"
    raise UserError(
        ErrorCode.INVALID_JOB,
        expected="rasters of single bands that say which band they are, or that have different dates",
        found=f"{len(images)} rasters of one place {on}, each of one band without a name: "
        f"{first_few([image.name for image in images])}",
        remedy="Name the files by their bands, for example B04.tif or red.tif, or give each raster its date.",
    )


def _check_kinds(images: Sequence[ImageFiles]) -> None:
    """Without dates, a raster beside files of bands is no other date: it is their stack, or made from them."""
    of_bands = [image for image in images if image.bands]
    whole = [image for image in images if not image.bands]
    if not of_bands or not whole or of_bands[0].date:
        return
    raise UserError(
        ErrorCode.INVALID_JOB,
        expected="files of bands alone, or rasters that hold all bands, or dates for both",
        found=f"{first_few([image.name for image in whole])} beside the bands of {of_bands[0].name}, without dates",
        remedy="Take away what is no imagery or a stack of the same bands, or give the images their dates.",
    )


def _put_together(images: Sequence[ImageFiles]) -> ImageFiles:
    if len(images) == 1:
        return images[0]
    bands = [band for image in images for band in image.bands or bands_in(image.files[0])]
    first = next((image for image in images if image.has_bands), images[0])
    level = next((image.level for image in images if image.level), "")
    sensor = next((image.sensor for image in images if image.sensor), "")
    whole = stacked(first.name, bands, first.date, level, sensor)
    masks = tuple(dict.fromkeys(mask for image in images for mask in image.cloud_masks))
    unknown = any(image.has_stored_numbers for image in images)
    return dataclasses.replace(whole, cloud_masks=masks, has_stored_numbers=unknown)


def _check_levels(images: Sequence[ImageFiles]) -> None:
    levels = sorted({image.level for image in images if image.level})
    if len(levels) > 1:
        found = "; ".join(f"{level}: {first_few([i.name for i in images if i.level == level])}" for level in levels)
        raise _refused("images of one processing level, whose numbers mean the same", found)
    unknown = [image.name for image in images if image.has_stored_numbers]
    known = [image.name for image in images if not image.has_stored_numbers and _is_converted(image)]
    if unknown and known:
        found = f"none beside {first_few(unknown)}, but beside {first_few(known)}"
        raise _refused("the metadata of all products, MTD_MSIL2A.xml, MTD_MSIL1C.xml or MTL.txt", found)


def _is_converted(image: ImageFiles) -> bool:
    """Whether metadata say what the numbers of an image mean, or a product's level does."""
    return image.level.startswith(SENTINEL2) or any(one.band.scale != 1 for one in image.bands)


def _of_units(images: Sequence[ImageFiles]) -> list[str]:
    unknown = [image for image in images if image.has_stored_numbers]
    found = []
    if any(not image.level.startswith(LANDSAT) for image in unknown):
        found.append(
            "The metadata of the Sentinel-2 products (MTD_MSIL2A.xml) are missing, so their numbers are taken as they "
            "are stored: those processed since January 2022 lie 1000 higher than older ones."
        )
    if any(image.level.startswith(LANDSAT) for image in unknown):
        found.append(
            "The metadata of the Landsat products (MTL.txt) are missing, so their numbers are taken as stored."
        )
    return found


def _left_out(others: Sequence[BandFile], made: Sequence[str]) -> list[str]:
    names = sorted({band.name.upper() for band in others})
    found = [f"Left out, being no bands to map from: {', '.join(names)}."] if names else []
    if made:
        found.append(f"Left out, being maps that DeepSat made: {first_few([PurePath(path).name for path in made])}.")
    return found


def _refused(expected: str, found: str) -> UserError:
    remedy = "Choose products of one kind, whole, as they were downloaded."
    return UserError(ErrorCode.INVALID_JOB, expected=expected, found=found, remedy=remedy)
