"""GDAL's cache of blocks: as large as reading in rows of tiles needs it, and no larger."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator

import numpy as np
import rasterio

from deepsat.imagery.scene import Scene
from deepsat.installed_memory import installed_memory
from deepsat.predict.tiling import TilePlan

LEAST_BYTES = 32 * 2**20
MOST_BYTES = 128 * 2**20
"""Where blocks are tiles, more would only save decoding some of them twice, which is little beside mapping them."""
MOST_SHARE = 0.25
"""Of the computer's memory, where blocks are as wide as the raster: with less, each row is decoded for every tile."""


def bytes_needed(scene: Scene, plan: TilePlan) -> int:
    """Bytes of the blocks that one row of tiles touches, within limits."""
    height, width = scene.block_shape
    rows = (math.ceil(plan.rows.length / height) + 1) * height
    needed = min(rows, scene.grid.height) * scene.grid.width * scene.channel_count * np.dtype(scene.dtype).itemsize
    most = MOST_BYTES
    if width >= scene.grid.width:
        with contextlib.suppress(OSError):
            most = max(most, int(MOST_SHARE * installed_memory().total))
    return max(LEAST_BYTES, min(needed, most))


@contextlib.contextmanager
def block_cache(size: int) -> Iterator[None]:
    """GDAL keeps at most `size` bytes of blocks within; by itself it takes a twentieth of the computer's memory."""
    with rasterio.Env(GDAL_CACHEMAX=size):
        yield
