"""Raster files: those that folders and archives stand for, be it a product, one date, or a folder of such folders."""

from __future__ import annotations

import contextlib
import re
import warnings
from pathlib import Path, PurePath, PurePosixPath

import rasterio
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from deepsat.imagery.archives import folder_name, is_archive, is_broken, names_in
from deepsat.imagery.stack_tags import SUFFIX, is_stack
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_files import (
    BAND,
    LEVEL_OF_THEIA,
    MASK,
    MASK_FOLDER,
    OTHER,
    PRODUCT_FOLDER,
    RASTER_SUFFIXES,
    band_file,
)
from deepsat.jobs.date_tables import TABLE_NAME
from deepsat.jobs.dates import date_in_name
from deepsat.jobs.listing import first_few

LABEL_NAMES = ("truth", "labels", "label")
"""File names, without suffix, of rasters in such a folder that hold classes and no imagery."""


DEEPEST = 4
"""Folders inside of each other, from the one that is named, that are looked through for rasters."""

_IMAGES_OF_PRODUCT = ("GRANULE/*/IMG_DATA", "IMG_DATA")
"""Seen from the folder of a product, and from that of one of its tiles."""
_IMAGE_OF_PRODUCT = re.compile(r"/GRANULE/[^/]+/IMG_DATA/.+\.jp2$", re.IGNORECASE)
_METADATA = re.compile(r"MTD_MSIL(?:1C|2A)\.xml|L[COTE]0\d_L[12].*_MTL\.(?:txt|xml|json)|ENMAP.*-METADATA\.XML")
"""Files that stand for the product which they lie in."""
_MADE_HERE = "DEEPSAT_VERSION"
"""Tag of the rasters that DeepSat writes."""


def files_of(path: str) -> list[str]:
    """A raster itself; of a folder or an archive the rasters in it, in the order of their names.

    Where a folder holds no rasters, those of the folders and archives inside count. Of a Sentinel-2 product its images
    do, and nothing of its masks and previews. Labels, maps that DeepSat made, and virtual rasters of what lies beside
    them are no imagery.

    Raises:
        UserError: `INVALID_JOB` for a folder without rasters, or with rasters that may be imagery or not;
            `RASTER_UNREADABLE` for a damaged archive.
    """
    folder = Path(path).parent if _METADATA.fullmatch(PurePath(path).name) else Path(path)
    if not folder.is_dir() and not is_archive(folder):
        return [path]
    found = _in_archive(folder) if is_archive(folder) else _in_folder(folder, DEEPEST) or _stacks_in(folder)
    if not found:
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected="a folder with rasters",
            found=f"none in {path}",
            remedy=f"Choose a folder whose rasters end in {', '.join(RASTER_SUFFIXES)}. Labels and DeepSat's own maps "
            f"do not count, nor does what lies more than {DEEPEST} folders deep.",
        )
    return found


def broken_archives(path: str) -> list[str]:
    """The archives beside the imagery of a folder that cannot be opened, by name."""
    folder = Path(path)
    if not folder.is_dir():
        return []
    return [one.name for one in sorted(folder.iterdir()) if is_archive(one) and is_broken(one)]


def passed_over(path: str) -> list[str]:
    """The folders inside a folder that hold bands, but do not count because of the rasters beside them, by name."""
    folder = Path(path)
    if not folder.is_dir() or is_product(folder):
        return []
    used = set(files_of(path))
    found = []
    for inside in sorted(one for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")):
        # What is no imagery anyway needs no word.
        with contextlib.suppress(UserError):
            files = _in_folder(inside, DEEPEST - 1)
            if any(map(_is_band, files)) and not used.intersection(files):
                found.append(inside.name)
    return found


def _in_archive(archive: Path) -> list[str]:
    names = names_in(archive)
    images = [name for name in names if _IMAGE_OF_PRODUCT.search(name)]
    return [name for name in images or names if _is_raster(PurePosixPath(name))]


def _is_raster(path: PurePath) -> bool:
    is_imagery = path.suffix.lower() in RASTER_SUFFIXES and path.stem.lower() not in LABEL_NAMES
    return is_imagery and not path.name.startswith(".")


def _in_folder(folder: Path, deepest: int) -> list[str]:
    if is_product(folder):
        return _of_product(folder)
    inside = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    own = [path for path in inside if _is_raster(path) and path.is_file() and not is_made_here(str(path))]
    own = [path for path in own if not is_stack(str(path))]
    own = [path for path in own if not _shows_again(path, own)]
    folders = [path for path in inside if path.is_dir()]
    products = [file for one in folders if is_product(one) for file in _of_product(one)]
    if any(map(_says_what_it_is, own)) or not deepest:
        return [*map(str, own), *_masks_in(folder), *products]
    deeper = [file for one in folders if not is_product(one) for file in _in_folder(one, deepest - 1)]
    if own and not (all(map(_is_no_band, own)) and (products or deeper)):
        _check_alone(own, [*filter(_is_band, [*products, *deeper])])
        return [str(path) for path in own]
    return _of_all(products, deeper, [path for path in inside if is_archive(path)], folders)


def _shows_again(path: Path, beside: list[Path]) -> bool:
    """Whether a raster is a virtual one of others in its folder: they would count twice."""
    if path.suffix.lower() != SUFFIX:
        return False
    with contextlib.suppress(RasterioError), warnings.catch_warnings():
        # As for `is_made_here`.
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(path) as dataset:
            sources = {Path(file).resolve() for file in dataset.files}
        return any(one != path and one.resolve() in sources for one in beside)
    return False


def _stacks_in(folder: Path) -> list[str]:
    """Stacks of bands, which count where there is no other imagery: beside it they would show the same again."""
    return [str(path) for path in sorted(folder.glob(f"*{SUFFIX}")) if is_stack(str(path))]


def _masks_in(folder: Path) -> list[str]:
    """THEIA's cloud masks, which lie in a folder of their own beside the bands."""
    named = ((path, band_file(str(path))) for path in sorted((folder / MASK_FOLDER).glob("*.tif")))
    return [str(path) for path, band in named if band and (band.kind, band.level) == (MASK, LEVEL_OF_THEIA)]


def _of_all(products: list[str], deeper: list[str], archives: list[Path], folders: list[Path]) -> list[str]:
    """What lies in folders and archives. Beside products only products of other images count."""
    images = {_image(file) for file in products}
    beside = [file for file in deeper if _is_original(file) and _image(file) not in images]
    found = [*products, *beside] if products else deeper
    if not found:
        return [file for archive in archives for file in _in_archive(archive)]
    unpacked = {_plain(folder.name) for folder in folders}
    others = [archive for archive in archives if _plain(folder_name(archive)) not in unpacked]
    packed = [_in_archive(archive) for archive in others if not is_broken(archive)]
    return [*found, *(file for files in packed if any(map(_is_original, files)) for file in files)]


def _plain(name: str) -> str:
    """A product's name, whether its folder or its archive ends in .SAFE or not."""
    return name.lower().removesuffix(PRODUCT_FOLDER)


def _is_original(file: str) -> bool:
    band = band_file(file)
    return band is not None and band.is_original


def _image(file: str) -> str:
    """What the files of a product's image share in their names."""
    band = band_file(file)
    return "" if band is None else band.image[-1]


def _is_no_band(path: Path) -> bool:
    band = band_file(str(path))
    return band is not None and band.kind == OTHER


def _is_band(file: str) -> bool:
    band = band_file(file)
    return band is not None and band.kind == BAND


def _says_what_it_is(path: Path) -> bool:
    """Whether a raster is named as a band, or has a date."""
    return _is_band(str(path)) or bool(date_in_name(path.name)) or (path.parent / TABLE_NAME).is_file()


def is_made_here(path: str) -> bool:
    """Whether DeepSat wrote a raster: a map, or what belongs to one."""
    if band_file(path) is not None:
        return False
    with contextlib.suppress(RasterioError), warnings.catch_warnings():
        # What cannot be opened or lies nowhere is told of by whoever reads it.
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(path) as dataset:
            return _MADE_HERE in dataset.tags()
    return False


def _check_alone(own: list[Path], bands: list[str]) -> None:
    """Rasters that say nothing beside folders with bands may be what was made from these."""
    if not bands:
        return
    shown = first_few([path.name for path in own])
    raise UserError(
        ErrorCode.INVALID_JOB,
        expected="a folder with imagery only",
        found=f"{shown} in {own[0].parent} beside folders with bands, such as {PurePath(bands[0]).name}",
        remedy="Take away what is no imagery, or choose the rasters or the folders themselves.",
    )


def is_product(folder: Path) -> bool:
    """Whether a folder is a product of Sentinel-2, or a tile of one, as its contents say, whatever its name is."""
    return any(_image_folders(folder))


def _image_folders(folder: Path) -> list[Path]:
    return sorted(found for pattern in _IMAGES_OF_PRODUCT for found in folder.glob(pattern))


def _of_product(folder: Path) -> list[str]:
    return [str(path) for images in _image_folders(folder) for path in sorted(images.rglob("*.jp2"))]
