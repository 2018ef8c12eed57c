"""Co-registration: a raster on another raster's grid, resampled as it is read."""

from __future__ import annotations

import contextlib
from contextlib import AbstractContextManager
from typing import Any

from rasterio.enums import Resampling
from rasterio.vrt import WarpedVRT

from deepsat.imagery.bands import alpha_band_index
from deepsat.imagery.grid import Grid


def on_grid(dataset: Any, grid: Grid, resampling: Resampling) -> AbstractContextManager[Any]:
    """An open dataset on a grid: itself where it lies there already.

    Beyond its edges there are no data: its own NoData value stands there, or a transparency band is added.

    Args:
        dataset: an open rasterio dataset, which is to stay open.
        grid: where its pixels shall lie.
        resampling: how values between pixels are found.
    """
    if Grid.of(dataset) == grid:
        return contextlib.nullcontext(dataset)
    transparent = dataset.nodata is None and alpha_band_index(dataset) is None
    warped: AbstractContextManager[Any] = WarpedVRT(
        dataset,
        crs=grid.crs,
        transform=grid.affine,
        height=grid.height,
        width=grid.width,
        resampling=resampling,
        add_alpha=transparent,
    )
    return warped
