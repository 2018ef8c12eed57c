"""Products: what the metadata of Sentinel-2 and Landsat say of the numbers in their files."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from deepsat.imagery.archives import archive_of, exists, names_in, text_of
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_files import BAND, LANDSAT4, LEVEL_OF_THEIA, SENTINEL2, BandFile
from deepsat.jobs.wavelengths import plain_name

_STORED_TYPE, _STORED_TYPE_OF_LEVEL_1 = "uint16", "uint8"
"""Of the bands in the products themselves, and of Landsat 4-7 at Level-1: other types are another program's."""

_NODATA = 0.0
"""What both call no data (Sentinel-2's special value NODATA, Landsat's fill)."""

_THEIA_TYPE, _THEIA_NODATA, _THEIA_SCALE = "int16", -10_000.0, 1e-4
"""CESBIO, Sentinel-2 output format of MAJA: its No_Data and REFLECTANCE_QUANTIFICATION_VALUE."""

LANDSAT_SCALE, LANDSAT_OFFSET = 2.75e-5, -0.2
"""Surface reflectance in Collection 2, Level-2 (USGS, Landsat 8-9 Collection 2 Level 2 Science Product Guide)."""

_FOLDERS_UP = 5
"""From a band of Sentinel-2 to the folder of its product."""
_SENTINEL2_METADATA = re.compile(r"(?:MTD_MSIL(?:1C|2A)|S2[A-D]_\w+_MTD_(?:SAFL1C|SAFL2A)_\w+)\.xml")
_SENTINEL2_ORDER = ("b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b8a", "b9", "b10", "b11", "b12")
"""The `band_id` of the metadata, from 0."""
_QUANTIFICATION = re.compile(r"<(?:BOA_)?QUANTIFICATION_VALUE\b[^>]*>\s*([0-9.eE+]+)\s*<")
_ADDED = re.compile(r'<(?:BOA|RADIO)_ADD_OFFSET\s+band_id="(\d+)"\s*>\s*([-0-9.eE+]+)\s*<')
_LANDSAT_GROUPS = {
    "Landsat Level-2": ("LEVEL2_SURFACE_REFLECTANCE_PARAMETERS",),
    "Landsat Level-1": ("LEVEL1_RADIOMETRIC_RESCALING", "RADIOMETRIC_RESCALING"),
}


@dataclasses.dataclass(frozen=True)
class Values:
    """What the stored numbers of a product's band mean: reflectance = number * scale + offset."""

    scale: float
    offset: float


def is_own(band: BandFile, dtype: str) -> bool:
    """Whether a file is the product's own, by its name and numpy's name of its type; else a program wrote it anew."""
    if band.level == LEVEL_OF_THEIA:
        return dtype == _THEIA_TYPE
    is_of_level_1 = band.sensor == LANDSAT4 and band.level == "Landsat Level-1"
    return band.is_original and dtype == (_STORED_TYPE_OF_LEVEL_1 if is_of_level_1 else _STORED_TYPE)


def nodata_of(band: BandFile) -> float:
    """The number that means no data in a product's own file."""
    return _THEIA_NODATA if band.level == LEVEL_OF_THEIA else _NODATA


def values_of(path: str, band: BandFile) -> Values | None:
    """What a band's numbers mean by its product's metadata; None for a band of no product, or without metadata.

    Args:
        path: of the band's file, named as the provider names it.
        band: what the name says.

    Raises:
        UserError: `RASTER_UNREADABLE` for metadata that do not say it.
    """
    if not band.is_original or band.kind != BAND:
        return None
    if band.level == LEVEL_OF_THEIA:
        return Values(_THEIA_SCALE, 0.0)
    if band.sensor == SENTINEL2:
        metadata = _sentinel2_metadata(path, band.image[-1])
        return None if metadata is None else _of_sentinel2(*metadata, plain_name(band.name))
    return _of_landsat(path, band)


def _sentinel2_metadata(path: str, image: str) -> tuple[str, str] | None:
    """The metadata that name the image of a file, and what they say; those of another product are none of it."""
    for name in _files_around(path):
        if _SENTINEL2_METADATA.fullmatch(PurePath(name).name) and image in (text := _text(name)):
            return name, text
    return None


def _files_around(path: str) -> Iterator[str]:
    """XML files beside a file and in the folders above it; of a file in an archive all files of the archive."""
    packed = archive_of(path)
    if packed is not None:
        yield from names_in(packed[0])
        return
    folder = Path(path).absolute().parent
    for above in [folder, *folder.parents][:_FOLDERS_UP]:
        yield from map(str, sorted(above.glob("*.xml")))


def _of_sentinel2(metadata: str, text: str, plain: str) -> Values:
    """Numbers are divided by the quantification value, after the band's offset has been added."""
    quantification = _QUANTIFICATION.search(text)
    if quantification is None or float(quantification[1]) <= 0:
        raise _damaged(metadata, "no quantification value")
    added = {_SENTINEL2_ORDER[int(index)]: float(value) for index, value in _ADDED.findall(text) if int(index) < 13}
    return Values(1 / float(quantification[1]), added.get(plain, 0.0) / float(quantification[1]))


def _of_landsat(path: str, band: BandFile) -> Values | None:
    metadata = path.removesuffix(PurePath(path).name) + f"{band.image[-1]}_MTL.txt"
    if exists(metadata):
        number = plain_name(band.name).rsplit("b", 1)[-1]
        return _landsat_values(metadata, _LANDSAT_GROUPS[band.level], number)
    return Values(LANDSAT_SCALE, LANDSAT_OFFSET) if plain_name(band.name).startswith("sr_") else None


def _landsat_values(metadata: str, groups: Sequence[str], number: str) -> Values:
    text = _text(metadata)
    group = next((one for one in groups if f"GROUP = {one}\n" in text), groups[0])
    _, found, rest = text.partition(f"GROUP = {group}\n")
    lines = rest.partition("END_GROUP")[0].splitlines()
    told = {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines)}
    scale, offset = (told.get(f"REFLECTANCE_{word}_BAND_{number}", "") for word in ("MULT", "ADD"))
    if not found or not _is_number(scale) or not _is_number(offset):
        raise _damaged(metadata, f"no scale and offset of band {number} in the group {group}")
    return Values(float(scale), float(offset))


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?", text) is not None


def _text(path: str) -> str:
    try:
        return text_of(path)
    except OSError as error:
        raise _damaged(path, error.strerror or str(error)) from error


def _damaged(path: str, found: str) -> UserError:
    return UserError(
        ErrorCode.RASTER_UNREADABLE,
        expected="metadata of a product that say what its numbers mean",
        found=f"{found} in {path}",
        remedy="Download the product again, whole.",
    )
