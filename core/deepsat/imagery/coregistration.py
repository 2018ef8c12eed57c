"""Co-registration: a raster on another raster's grid, resampled as it is read."""

from __future__ import annotations

import contextlib
import dataclasses
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import rasterio
from rasterio.enums import ColorInterp, MaskFlags, Resampling
from rasterio.vrt import WarpedVRT

from deepsat.imagery.bands import alpha_band_index, bands_of, data_band_indexes
from deepsat.imagery.grid import Grid, bounds_in_words
from deepsat.imagery.pixel_reading import MaskSources
from deepsat.imagery.virtual_raster import MASK, Place, Source, VirtualBand, description
from deepsat.jobs import ErrorCode, UserError


def check_overlap(source: Grid, path: str, grid: Grid) -> None:
    """Makes sure that a raster shows something of the place that it is brought to.

    Args:
        source: of the raster.
        path: of the raster.
        grid: of the place.

    Raises:
        UserError: `GRID_UNSUPPORTED`.
    """
    there = source.bounds_in(grid)
    left, bottom, right, top = there
    xmin, ymin, xmax, ymax = grid.bounds
    # Where a projection has no place for its corners the pixels decide.
    beside = left >= xmax or right <= xmin or bottom >= ymax or top <= ymin
    if beside and all(map(math.isfinite, there)):
        raise UserError(
            ErrorCode.GRID_UNSUPPORTED,
            expected=f"rasters of one place, which covers {bounds_in_words(grid.bounds)}",
            found=f"{path}, which covers {bounds_in_words(there)} in the same CRS",
            remedy="Choose rasters of one place, and check that the CRS of each is right.",
        )


@contextlib.contextmanager
def on_grid(dataset: Any, grid: Grid, resampling: Resampling) -> Iterator[Any]:
    """An open dataset on a grid: itself where it lies there already.

    Beyond its edges there are no data: its own NoData value stands there, NaN where its bands have several or masks of
    their own, or a transparency band is added.

    Args:
        dataset: an open rasterio dataset, which is to stay open.
        grid: where its pixels shall lie.
        resampling: how values between pixels are found.
    """
    if Grid.of(dataset) == grid:
        yield dataset
        return
    with contextlib.ExitStack() as opened:
        # The nearest pixel is mixed with no other.
        if resampling is not Resampling.nearest and _differs_by_band(dataset):
            dataset = opened.enter_context(rasterio.open(_with_nan(dataset)))
        elif ColorInterp.alpha in dataset.colorinterp and alpha_band_index(dataset) is None:
            dataset = opened.enter_context(rasterio.open(_without_transparency(dataset)))
        yield opened.enter_context(_warped(dataset, grid, resampling))


def _warped(dataset: Any, grid: Grid, resampling: Resampling) -> WarpedVRT:
    transparent = dataset.nodata is None and alpha_band_index(dataset) is None
    return WarpedVRT(
        dataset,
        crs=grid.crs,
        transform=grid.affine,
        height=grid.height,
        width=grid.width,
        resampling=resampling,
        add_alpha=transparent,
        # Else a NoData value counts only where all bands have it, and is mixed into its neighbours elsewhere.
        UNIFIED_SRC_NODATA="NO",
    )


def _differs_by_band(dataset: Any) -> bool:
    """Whether GDAL, which takes one NoData value or one mask for all bands, would take missing values for data."""
    # As text, since NaN is not equal to itself.
    values = {str(band.nodata) for band in bands_of(dataset)}
    return values != {str(dataset.nodata)} or bool(MaskSources.of(dataset, data_band_indexes(dataset)).own)


def _with_nan(dataset: Any) -> str:
    """A virtual raster of the same bands, in which all that is missing is NaN."""
    grid, known = Grid.of(dataset), dict(zip(data_band_indexes(dataset), bands_of(dataset), strict=True))
    masked = {index for index in known if MaskFlags.alpha not in dataset.mask_flag_enums[index - 1]}
    if alpha_band_index(dataset) is not None:
        masked = set(known)
    bands = []
    for index, band in enumerate(_same_bands(dataset, grid), start=1):
        nodata = known[index].nodata if index in known else None
        source = dataclasses.replace(band.sources[0], nodata=nodata, uses_mask=index in masked)
        # Wide enough for each whole number of the type.
        dtype = str(np.result_type(band.dtype, np.float32))
        bands.append(dataclasses.replace(band, dtype=dtype, sources=(source,), nodata=math.nan))
    return description(grid, bands)


def _without_transparency(dataset: Any) -> str:
    """A virtual raster of the same bands, none of which is marked as transparency: GDAL adds no other beside it."""
    grid = Grid.of(dataset)
    bands = _same_bands(dataset, grid)
    is_masked = MaskSources.of(dataset, data_band_indexes(dataset)).whole_dataset
    return description(grid, bands, mask=[dataclasses.replace(bands[0].sources[0], band=MASK)] if is_masked else [])


def _same_bands(dataset: Any, grid: Grid) -> list[VirtualBand]:
    size, place = (grid.height, grid.width), Place(0, 0, grid.height, grid.width)
    return [
        VirtualBand(
            dtype=dtype,
            sources=(Source(dataset.name, str(index), size, place),),
            name=name or "",
            nodata=nodata,
            block=(int(block[0]), int(block[1])),
        )
        for index, (dtype, name, nodata, block) in enumerate(
            zip(dataset.dtypes, dataset.descriptions, dataset.nodatavals, dataset.block_shapes, strict=True), start=1
        )
    ]
