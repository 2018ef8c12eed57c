"""Mosaics: rasters side by side, read as the one raster that they are parts of.

A virtual raster of GDAL lies over them: nothing is copied, and a window over a border is read from both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.enums import MaskFlags

from deepsat.imagery.bands import bands_of, data_band_indexes
from deepsat.imagery.grid import Grid
from deepsat.imagery.image_files import ImageFiles
from deepsat.imagery.virtual_raster import MASK, Place, Source, VirtualBand, description
from deepsat.imagery.windows import Window
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.bands import Band

ALIGNMENT_PX = 0.01
"""How far pixels of one raster may lie off those of another."""

SAME_PLACE = 0.25
"""Two rasters that share more than this part of the smaller one show the same place, others lie side by side; tiles of
Sentinel-2 share a tenth (ESA, Sentinel-2 tiling grid: 110 km wide, 100 km apart)."""


def same_places(grids: Sequence[Grid]) -> NDArray[np.bool_]:
    """Which of N rasters show the same place as which others, bool (N, N); each with itself."""
    left, bottom, right, top = np.array([grid.bounds_in(grids[0]) for grid in grids]).T
    width = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    height = np.minimum(top[:, None], top) - np.maximum(bottom[:, None], bottom)
    areas = (right - left) * (top - bottom)
    shared = np.maximum(width, 0) * np.maximum(height, 0)
    return np.asarray(shared > SAME_PLACE * np.minimum(areas[:, None], areas))


def open_mosaic(images: Sequence[ImageFiles], open_raster: Callable[[str], Any]) -> Any:
    """Opens rasters side by side as one rasterio dataset; where they overlap, the last one with data counts.

    Args:
        images: at least one.
        open_raster: opens the source of one of them.

    Raises:
        UserError: `GRID_UNSUPPORTED` or `BANDS_MISMATCH`, naming the raster that does not fit the first.
    """
    tiles: list[Any] = []
    try:
        tiles.extend(open_raster(image.source) for image in images)
        grids = [Grid.of(tile) for tile in tiles]
        first = images[0].name
        for image, tile, grid in zip(images[1:], tiles[1:], grids[1:], strict=True):
            _check_grid(first, grids[0], image.name, grid)
            _check_bands(first, tiles[0], image.name, tile)
        return rasterio.open(_description(images, tiles, grids, _whole(grids)))
    finally:
        for tile in tiles:
            tile.close()


def _check_grid(first_name: str, first: Grid, name: str, grid: Grid) -> None:
    if grid.crs != first.crs:
        found = f"{_crs_name(grid)} in {name}, {_crs_name(first)} in {first_name}"
        raise _unfit(f"rasters side by side in one CRS, as {first_name}", found)
    sizes = [f"{height:.10g} x {width:.10g}" for height, width in (first.pixel_size, grid.pixel_size)]
    reach = max(grid.height, grid.width, first.height, first.width)
    if any(abs(a / b - 1) * reach > ALIGNMENT_PX for a, b in zip(first.pixel_size, grid.pixel_size, strict=True)):
        found = f"pixels of {sizes[1]} in {name}"
        raise _unfit(f"pixels of {sizes[0]}, as in {first_name}, in all rasters side by side", found)
    offsets = _offset(first, grid)
    off = max(abs(offset - round(offset)) for offset in offsets)
    if off > ALIGNMENT_PX:
        found = f"{name}, which lies {off:.2g} pixels off those of {first_name}"
        raise _unfit("rasters side by side whose pixels continue each other", found)


def _check_bands(first_name: str, first: Any, name: str, tile: Any) -> None:
    facts = [[(band.name, band.wavelength_nm, band.scale, band.offset) for band in bands_of(d)] for d in (first, tile)]
    if (facts[0], first.dtypes, first.nodatavals) == (facts[1], tile.dtypes, tile.nodatavals):
        return
    # NaN is not equal to itself, but as NoData value it is one.
    if (facts[0], first.dtypes, str(first.nodatavals)) == (facts[1], tile.dtypes, str(tile.nodatavals)):
        return
    raise UserError(
        ErrorCode.BANDS_MISMATCH,
        expected=f"the bands of {first_name} in all rasters side by side: {_band_words(first)}",
        found=f"in {name}: {_band_words(tile)}",
        remedy="Bring all rasters to the same bands, type, scale and NoData value, or map them one by one.",
    )


def _offset(first: Grid, grid: Grid) -> tuple[float, float]:
    """Rows and columns from the corner of the first raster to that of another."""
    (height, width), (_, _, x, _, _, y) = first.pixel_size, grid.transform
    return (first.transform[5] - y) / height, (x - first.transform[2]) / width


def _places(grids: Sequence[Grid]) -> list[Window]:
    """Where each raster lies, in pixels from the corner of the first."""
    offsets = [_offset(grids[0], grid) for grid in grids]
    return [
        Window(round(row), round(column), grid.height, grid.width)
        for (row, column), grid in zip(offsets, grids, strict=True)
    ]


def _whole(grids: Sequence[Grid]) -> Grid:
    places = _places(grids)
    top, left = min(place.row for place in places), min(place.column for place in places)
    height = max(place.end_row for place in places) - top
    width = max(place.end_column for place in places) - left
    return grids[0].sub_grid(Window(top, left, height, width))


def _description(images: Sequence[ImageFiles], tiles: Sequence[Any], grids: Sequence[Grid], whole: Grid) -> str:
    """The virtual raster in GDAL's words."""
    first = tiles[0]
    corner = _places([grids[0], whole])[1]
    windows = [place.relative_to(corner) for place in _places(grids)]
    places = [Place(window.row, window.column, window.height, window.width) for window in windows]
    known = dict(zip(data_band_indexes(first), bands_of(first), strict=True))
    bands = [_band(index, images, first, places, known.get(index)) for index in range(1, first.count + 1)]
    # Between the rasters nothing would tell that there are no data.
    mask = _sources(images, MASK, places, None) if _needs_mask(first) else ()
    return description(whole, bands, first.tags(), mask)


def _needs_mask(first: Any) -> bool:
    has_alpha = any(MaskFlags.alpha in flags for flags in first.mask_flag_enums)
    return not has_alpha and any(value is None for value in first.nodatavals)


def _band(
    index: int, images: Sequence[ImageFiles], first: Any, places: Sequence[Place], known: Band | None
) -> VirtualBand:
    """A band; of one that holds measurements what is known of it, be it from metadata beside the raster."""
    place_in_list = index - 1
    nodata = first.nodatavals[place_in_list] if known is None else known.nodata
    tags = {domain: first.tags(index, ns=domain) for domain in ("", *first.tag_namespaces(index))}
    if known is not None and known.wavelength_nm is not None:
        tags["IMAGERY"] = {"CENTRAL_WAVELENGTH_UM": f"{known.wavelength_nm / 1000:.10g}"}
    return VirtualBand(
        dtype=first.dtypes[place_in_list],
        sources=_sources(images, str(index), places, nodata),
        name=first.descriptions[place_in_list] or "",
        nodata=nodata,
        scale=first.scales[place_in_list] if known is None else known.scale,
        offset=first.offsets[place_in_list] if known is None else known.offset,
        colour=first.colorinterp[place_in_list].name.capitalize(),
        tags=tags,
    )


def _sources(
    images: Sequence[ImageFiles], band: str, places: Sequence[Place], nodata: float | None
) -> tuple[Source, ...]:
    return tuple(
        Source(image.source, band, (int(place.height), int(place.width)), place, nodata)
        for image, place in zip(images, places, strict=True)
    )


def _crs_name(grid: Grid) -> str:
    return str(grid.crs.to_string())[:60]


def _band_words(dataset: Any) -> str:
    bands = bands_of(dataset)
    shown = ", ".join(band.name for band in bands[:8]) + (", ..." if len(bands) > 8 else "")
    scales = sorted({(band.scale, band.offset) for band in bands} - {(1.0, 0.0)})
    words = f"{len(bands)} bands {shown} of type {', '.join(sorted(set(dataset.dtypes)))}, NoData {dataset.nodata}"
    return words + (f", scales and offsets {', '.join(map(str, scales[:4]))}" if scales else "")


def _unfit(expected: str, found: str) -> UserError:
    remedy = "Bring all rasters to one CRS and grid, for example with QGIS' Warp (reproject), or map them one by one."
    return UserError(ErrorCode.GRID_UNSUPPORTED, expected=expected, found=found, remedy=remedy)
