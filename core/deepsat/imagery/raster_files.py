"""Raster files: those that folders and archives stand for, be it a product, one date, or a folder of such folders."""

from __future__ import annotations

import re
from pathlib import Path, PurePath, PurePosixPath

from deepsat.imagery.archives import is_archive, names_in
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_files import PRODUCT_FOLDER, RASTER_SUFFIXES

LABEL_NAMES = ("truth", "labels", "label")
"""File names, without suffix, of rasters in such a folder that hold classes and no imagery."""

DEEPEST = 4
"""Folders inside of each other, from the one that is named, that are looked through for rasters."""

_IMAGES_OF_PRODUCT = "GRANULE/*/IMG_DATA"
_IMAGE_OF_PRODUCT = re.compile(r"\.SAFE/GRANULE/[^/]+/IMG_DATA/.+\.jp2$", re.IGNORECASE)


def files_of(path: str) -> list[str]:
    """A raster itself; of a folder or an archive the rasters in it, in the order of their names.

    Where a folder holds no rasters, those of the folders and archives inside count. Of a Sentinel-2 product its images
    do, and nothing of its masks and previews.

    Raises:
        UserError: `INVALID_JOB` for a folder without rasters, `RASTER_UNREADABLE` for a damaged archive.
    """
    folder = Path(path)
    if not folder.is_dir() and not is_archive(folder):
        return [path]
    found = _in_archive(folder) if is_archive(folder) else _in_folder(folder, DEEPEST)
    if not found:
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected="a folder with rasters",
            found=f"none in {path}",
            remedy=f"Choose a folder whose rasters end in {', '.join(RASTER_SUFFIXES)}.",
        )
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
    found = [str(path) for path in inside if _is_raster(path) and path.is_file()]
    folders = [path for path in inside if path.is_dir()]
    found += [file for product in folders if is_product(product) for file in _of_product(product)]
    if found or not deepest:
        return found
    deeper = [file for one in folders for file in _in_folder(one, deepest - 1)]
    return deeper or [file for archive in inside if is_archive(archive) for file in _in_archive(archive)]


def is_product(folder: Path) -> bool:
    """Whether a folder is a product of Sentinel-2, as its name and contents say."""
    return folder.name.lower().endswith(PRODUCT_FOLDER) and any(folder.glob(_IMAGES_OF_PRODUCT))


def _of_product(folder: Path) -> list[str]:
    return [str(path) for images in sorted(folder.glob(_IMAGES_OF_PRODUCT)) for path in sorted(images.rglob("*.jp2"))]
