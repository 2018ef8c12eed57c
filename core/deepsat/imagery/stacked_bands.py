"""Stacked bands: files of single bands, read as the one image that they are parts of.

A virtual raster lies over them, on the grid of the finest: the others are brought to it as they are read, bilinearly,
and masks by the nearest pixel.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasterio.enums import MaskFlags

from deepsat.imagery import products
from deepsat.imagery.bands import bands_of, data_band_indexes
from deepsat.imagery.grid import Grid
from deepsat.imagery.image_files import FileBand, ImageFiles
from deepsat.imagery.mosaics import same_places
from deepsat.imagery.raster_scene import check_content, open_raster
from deepsat.imagery.virtual_raster import MASK, Place, Source, VirtualBand, description
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_files import MASK as CLOUD_MASK
from deepsat.jobs.band_files import BandFile
from deepsat.jobs.bands import Band, cloud_band_indexes
from deepsat.jobs.listing import listed
from deepsat.jobs.wavelengths import COLOURS_NM, plain_name

_NUMBERED = re.compile(r"b(\d+)([a-z]?)$")
_LAST = math.inf


def bands_in(path: str, named: BandFile | None = None) -> tuple[FileBand, ...]:
    """The bands of a file that a map is made from, and those that tell where clouds are.

    Args:
        path: a path, or any name that GDAL opens.
        named: what the name of the file says of its only band; None where it says nothing.

    Raises:
        UserError: as `open_raster`, `Grid.of` and `products.values_of`.
    """
    with open_raster(path) as dataset:
        check_content(dataset, path)
        grid, bands = Grid.of(dataset), dict(zip(data_band_indexes(dataset), bands_of(dataset), strict=True))
        clouds = cloud_band_indexes(dataset.descriptions)
        bands |= {index: Band(dataset.descriptions[index - 1]) for index in clouds}
        found = [_file_band(path, dataset, index, band, grid) for index, band in bands.items()]
    if named is None or len(found) != 1:
        return tuple(dataclasses.replace(one, is_cloud_mask=one.index in clouds) for one in found)
    return (_as_named(found[0], named),)


def stacked(name: str, bands: Sequence[FileBand], date: str = "", level: str = "", sensor: str = "") -> ImageFiles:
    """Puts bands together as one image.

    Of a band that lies there in several pixel sizes the finest counts.

    Args:
        name: of the image.
        bands: with names, each of one file.
        date: acquisition date as YYYY-MM-DD; empty where not known.
        level: of the product's processing; empty where not known.
        sensor: empty where not known.

    Raises:
        UserError: `BANDS_MISMATCH` for a band that lies there twice, `GRID_UNSUPPORTED` for bands of several CRS or
            places.
    """
    kept = _finest(bands)
    files = tuple(dict.fromkeys(one.path for one in kept))
    data = [one for one in kept if not one.is_cloud_mask]
    if not data:
        return ImageFiles("", name, files, date, level, sensor, tuple(kept))
    grid = min((one.grid for one in data), key=_pixel_area)
    _check_places(name, grid, kept)
    source = description(grid, [_virtual(one, grid) for one in kept])
    return ImageFiles(source, name, files, date, level, sensor, tuple(kept), findings=_findings(kept, grid))


def _file_band(path: str, dataset: Any, index: int, band: Band, grid: Grid) -> FileBand:
    flags = set(dataset.mask_flag_enums[index - 1])
    height, width = dataset.block_shapes[index - 1]
    return FileBand(
        path=path,
        index=index,
        band=band,
        grid=grid,
        dtype=dataset.dtypes[index - 1],
        block=(int(height), int(width)),
        is_masked=not flags & {MaskFlags.all_valid, MaskFlags.nodata},
    )


def _as_named(one: FileBand, named: BandFile) -> FileBand:
    """The only band of a file, as the file's name and its product's metadata describe it."""
    band = one.band
    if band.has_default_name:
        band = dataclasses.replace(band, name=named.name)
    if named.kind == CLOUD_MASK:
        return dataclasses.replace(one, band=band, is_cloud_mask=True)
    if band.wavelength_nm is None:
        band = dataclasses.replace(band, wavelength_nm=named.wavelength_nm)
    is_own = products.is_own(named, one.dtype)
    values = products.values_of(one.path, named) if is_own and (band.scale, band.offset) == (1.0, 0.0) else None
    if values is not None:
        band = dataclasses.replace(band, scale=values.scale, offset=values.offset)
    if is_own and band.nodata is None:
        band = dataclasses.replace(band, nodata=products.nodata_of(named))
    return dataclasses.replace(one, band=band)


def _finest(bands: Sequence[FileBand]) -> list[FileBand]:
    """Each band once, in the order of the sensor; cloud masks last."""
    found: dict[str, FileBand] = {}
    for one in bands:
        name = plain_name(one.band.name)
        other = found.get(name)
        if other is not None and _is_alike(_pixel_area(one.grid), _pixel_area(other.grid)):
            raise UserError(
                ErrorCode.BANDS_MISMATCH,
                expected=f"band {one.band.name} once in each image",
                found=f"{Path(other.path).name} and {Path(one.path).name}",
                remedy="Take one of the two files away, or give the images their dates.",
            )
        if other is None or _pixel_area(one.grid) < _pixel_area(other.grid):
            found[name] = one
    return sorted(found.values(), key=_in_order)


def _in_order(one: FileBand) -> tuple[bool, float, str, float, str]:
    name = plain_name(one.band.name)
    match = _NUMBERED.search(name)
    number, letter = (float(match[1]), match[2]) if match else (_LAST, "")
    return one.is_cloud_mask, number, letter, one.band.wavelength_nm or COLOURS_NM.get(name, _LAST), name


def _pixel_area(grid: Grid) -> float:
    height, width = grid.pixel_size
    return height * width


def _is_alike(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-6)


def _check_places(name: str, grid: Grid, bands: Sequence[FileBand]) -> None:
    for one in bands:
        if one.grid.crs != grid.crs:
            found = f"{Path(one.path).name} in {str(one.grid.crs.to_string())[:60]}"
            raise _unfit(f"all bands of {name} in one CRS, {str(grid.crs.to_string())[:60]}", found)
        if not same_places([grid, one.grid]).all():
            raise _unfit(f"all bands of {name} of one place", f"{Path(one.path).name}, which lies elsewhere")


def _virtual(one: FileBand, grid: Grid) -> VirtualBand:
    place = Place.of(one.grid, grid)
    size = (one.grid.height, one.grid.width)
    resampling = "" if place.is_of_pixels(size) or one.is_cloud_mask else "bilinear"
    source = _source(one, place, resampling)
    covers = place.row <= 0 and place.column <= 0
    covers = covers and place.row + place.height >= grid.height and place.column + place.width >= grid.width
    needs_mask = one.is_masked or (one.band.nodata is None and not covers)
    wavelength = one.band.wavelength_nm
    return VirtualBand(
        dtype=one.dtype,
        sources=(source,),
        name=one.band.name,
        nodata=one.band.nodata,
        scale=one.band.scale,
        offset=one.band.offset,
        tags={"IMAGERY": {"CENTRAL_WAVELENGTH_UM": f"{wavelength / 1000:.10g}"}} if wavelength else {},
        block=_block(one, grid),
        mask=(Source(one.path, MASK, size, place),) if needs_mask else (),
    )


def _source(one: FileBand, place: Place, resampling: str) -> Source:
    size, nodata = (one.grid.height, one.grid.width), one.band.nodata
    if not resampling or nodata is None:
        return Source(one.path, str(one.index), size, place, nodata, resampling)
    # GDAL leaves the NoData value out of what it resamples only where the raster itself declares it.
    own = Source(one.path, str(one.index), size, Place.of(one.grid, one.grid))
    declared = description(one.grid, [VirtualBand(one.dtype, (own,), nodata=nodata, block=one.block)])
    return Source(declared, "1", size, place, nodata, resampling)


def _block(one: FileBand, grid: Grid) -> tuple[int, int]:
    """The file's blocks in pixels of the image."""
    down, across = (own / finest for own, finest in zip(one.grid.pixel_size, grid.pixel_size, strict=True))
    return min(max(1, round(one.block[0] * down)), grid.height), min(max(1, round(one.block[1] * across)), grid.width)


def _findings(bands: Sequence[FileBand], grid: Grid) -> tuple[str, ...]:
    data = [one for one in bands if not one.is_cloud_mask]
    coarse = [one for one in data if not _is_alike(_pixel_area(one.grid), _pixel_area(grid))]
    found = []
    if len({one.path for one in data}) > 1:
        found.append(f"Files of single bands are read as one image: {_names(data)}.")
    if coarse:
        found.append(f"Resampled to the finest pixels, those of {_finest_name(data, grid)}: {_names(coarse)}.")
    found += [f"Clouds and their shadows are hidden by {one.band.name}." for one in bands if one.is_cloud_mask]
    return tuple(found)


def _finest_name(bands: Sequence[FileBand], grid: Grid) -> str:
    return next(one.band.name for one in bands if one.grid == grid)


def _names(bands: Sequence[FileBand]) -> str:
    return listed([one.band.name for one in bands])


def _unfit(expected: str, found: str) -> UserError:
    remedy = "Take files of one image, or warp them to one CRS, for example with QGIS' Warp (reproject)."
    return UserError(ErrorCode.GRID_UNSUPPORTED, expected=expected, found=found, remedy=remedy)
