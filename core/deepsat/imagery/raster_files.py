"""Raster files: those that folders stand for, be they a provider's product, one date, or a folder of such folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_files import PRODUCT_FOLDER, RASTER_SUFFIXES

LABEL_NAMES = ("truth", "labels", "label")
"""File names, without suffix, of rasters in such a folder that hold classes and no imagery."""

DEEPEST = 4
"""Folders inside of each other, from the one that is named, that are looked through for rasters."""

_IMAGES_OF_PRODUCT = "GRANULE/*/IMG_DATA"


def files_of(path: str) -> list[str]:
    """A raster itself; of a folder the rasters in it, in the order of their names.

    Where a folder holds no rasters, those of the folders inside count. Of a Sentinel-2 product its images do, and
    nothing of its masks and previews.

    Raises:
        UserError: `INVALID_JOB` for a folder without rasters.
    """
    folder = Path(path)
    if not folder.is_dir():
        return [path]
    found = _in_folder(folder, DEEPEST)
    if not found:
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected="a folder with rasters",
            found=f"none in {path}",
            remedy=f"Choose a folder whose rasters end in {', '.join(RASTER_SUFFIXES)}.",
        )
    return [str(file) for file in found]


def _in_folder(folder: Path, deepest: int) -> list[Path]:
    if is_product(folder):
        return _of_product(folder)
    inside = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    files = [path for path in inside if path.suffix.lower() in RASTER_SUFFIXES and path.is_file()]
    found = [path for path in files if path.stem.lower() not in LABEL_NAMES]
    folders = [path for path in inside if path.is_dir()]
    found += [file for product in folders if is_product(product) for file in _of_product(product)]
    if found or not deepest:
        return found
    return [file for one in folders for file in _in_folder(one, deepest - 1)]


def is_product(folder: Path) -> bool:
    """Whether a folder is a product of Sentinel-2, as its name and contents say."""
    return folder.name.lower().endswith(PRODUCT_FOLDER) and any(folder.glob(_IMAGES_OF_PRODUCT))


def _of_product(folder: Path) -> list[Path]:
    images: Sequence[Path] = sorted(folder.glob(_IMAGES_OF_PRODUCT))
    return [path for images_of in images for path in sorted(images_of.rglob("*.jp2"))]
