"""GDAL's cache of blocks: as large as reading tile after tile needs it, and no larger."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator

import numpy as np
import rasterio

from deepsat.imagery.scene import Scene
from deepsat.installed_memory import installed_memory
from deepsat.predict.tiling import AxisTiles, TilePlan

LEAST_BYTES = 32 * 2**20
MOST_BYTES = 128 * 2**20
"""Where blocks are tiles, more would only save decoding some of them twice, which is little beside mapping them."""
MOST_SHARE = 0.25
"""Of the computer's memory, where blocks are as wide as the raster, or hold all bands and are larger than tiles, as
those of some hundred bands: with less, each is decoded for every tile that it touches."""
SLOW = (".jp2",)
"""Endings of files that take long to decode."""


def bytes_needed(scene: Scene, plan: TilePlan) -> int:
    """Bytes of the blocks that two neighbouring tiles touch, within limits; of wide or slow blocks, a row of tiles.

    What a row of tiles shares with the next one is decoded twice: that is a hundredth of the time that mapping takes,
    and the cache does not grow with the raster. JPEG 2000 takes many times longer, and its blocks are taller than
    tiles, so a row of them is kept.
    """
    block_height, block_width = scene.block_shape
    keeps_rows = block_width >= scene.grid.width or any(path.lower().endswith(SLOW) for path in scene.paths)
    height = min(_touched(plan.rows, 1, block_height), scene.grid.height)
    width = scene.grid.width if keeps_rows else min(_touched(plan.columns, 2, block_width), scene.grid.width)
    needed = height * width * scene.channel_count * np.dtype(scene.dtype).itemsize
    most = MOST_BYTES
    is_larger = block_height > plan.rows.length or block_width > plan.columns.length
    if keeps_rows or (scene.blocks_hold_all_bands and is_larger):
        with contextlib.suppress(OSError):
            most = max(most, int(MOST_SHARE * installed_memory().total))
    return max(LEAST_BYTES, min(needed, most))


def _touched(axis: AxisTiles, tiles: int, block: int) -> int:
    """Pixels of the blocks, along one axis, that so many tiles side by side touch at most."""
    return (math.ceil(tiles * axis.length / block) + 1) * block


@contextlib.contextmanager
def block_cache(size: int) -> Iterator[None]:
    """GDAL keeps at most `size` bytes of blocks within; by itself it takes a twentieth of the computer's memory."""
    with rasterio.Env(GDAL_CACHEMAX=size):
        yield
