"""Co-registration: a raster on another raster's grid, resampled as it is read."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from rasterio.enums import Resampling
from rasterio.vrt import WarpedVRT

from deepsat.imagery.bands import alpha_band_index
from deepsat.imagery.grid import Grid
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
            expected=f"rasters of one place, which covers {_in_words(grid.bounds)}",
            found=f"{path}, which covers {_in_words(there)} in the same CRS",
            remedy="Choose rasters of one place, and check that the CRS of each is right.",
        )


def _in_words(bounds: Sequence[float]) -> str:
    return ", ".join(f"{bound:.10g}" for bound in bounds)


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
