"""Imagery as a coarser sensor would have seen it: means over blocks of pixels, on the coarser grid."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.transform import Affine

LEAST_KNOWN = 0.5
"""Share of a block that must have data; else the coarser pixel has none."""


def write_degraded(source: Path, target: Path, scale: int) -> None:
    """Writes a raster whose pixels are `scale` times as large: float32 GeoTIFF, NaN where there are no data.

    Rows and columns at the lower and right edge that do not fill a block are left out.

    Raises:
        ValueError: the raster is smaller than one block.
    """
    with rasterio.open(source) as dataset:
        values = block_means(dataset.read(), dataset.read_masks() > 0, scale)
        count, height, width = values.shape
        with rasterio.open(
            target, "w", driver="GTiff", dtype="float32", count=count, height=height, width=width, nodata=np.nan,
            crs=dataset.crs, transform=dataset.transform @ Affine.scale(scale), photometric="MINISBLACK",
        ) as coarser:  # fmt: skip
            coarser.write(values)
            coarser.descriptions, coarser.units = dataset.descriptions, dataset.units
            coarser.scales, coarser.offsets = dataset.scales, dataset.offsets


def block_means(values: NDArray[np.generic], known: NDArray[np.bool_], scale: int) -> NDArray[np.float32]:
    """Mean of each block of scale x scale pixels, over those that have data: float32 (C, H // scale, W // scale).

    Args:
        values: (C, H, W).
        known: bool (C, H, W), whether there are data; NaN counts as none.
        scale: side of a block in pixels.

    Raises:
        ValueError: there is no whole block.
    """
    count, height, width = values.shape
    rows, columns = height // scale, width // scale
    if min(rows, columns) < 1:
        raise ValueError(f"{height} x {width} pixels have no block of {scale} x {scale}")
    precise = values.astype(np.float64)
    there = known & np.isfinite(precise)
    blocks = (count, rows, scale, columns, scale)
    cut = (slice(None), slice(rows * scale), slice(columns * scale))
    sums = np.where(there, precise, 0.0)[cut].reshape(blocks).sum(axis=(2, 4))
    counts = there[cut].reshape(blocks).sum(axis=(2, 4))
    means = np.full(sums.shape, np.nan)
    np.divide(sums, counts, out=means, where=counts >= LEAST_KNOWN * scale**2)
    return means.astype(np.float32)
