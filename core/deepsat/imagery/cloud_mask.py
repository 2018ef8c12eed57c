"""Cloud masks: pixels of one date that show the sky and not the ground."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasterio.windows import Window as RasterioWindow

from deepsat.imagery.windows import Window
from deepsat.jobs.wavelengths import plain_name

CLOUDY_SCL = (0, 1, 3, 8, 9, 10)
"""Classes of Sentinel-2's scene classification that hide the ground: no data, defective, cloud shadow, cloud of medium
and of high probability, thin cirrus (ESA, Sentinel-2 Level-2A algorithm theoretical basis document)."""

CLOUDY_BITS = {
    "qa_pixel": 0b11111,
    "bqa": 0b1_0001_0001_0001,
    "pixel_qa": 0b10_0010_1001,
    "fmask": 0b1110,
    "clm": 0b1111_1111,
}
"""Bits that hide the ground, of masks by their plain names.

QA_PIXEL: fill, dilated cloud, cirrus, cloud, shadow (USGS, Landsat 8-9 Collection 2 Level 2 Science Product Guide;
Landsat 4-7 have the same bits without cirrus). BQA: fill, cloud, and the upper bits of the confidence in shadow and in
cirrus (USGS, Landsat Collection 1 Level 1 Product Definition). pixel_qa: fill, shadow, cloud, the upper bit of the
confidence in cirrus (USGS, Landsat 8 Collection 1 Land Surface Reflectance Code Product Guide). Fmask: cloud, beside
cloud or shadow, shadow (NASA, HLS Product User Guide 2.0). CLM: any bit is a cloud or shadow (CESBIO, THEIA's format).
"""


class CloudMask:
    """A band of an open dataset that tells where the ground is hidden.

    Args:
        dataset: on the scene's grid.
        index: of its band, from 1.
        cloudy: values that mean hidden.
        bits: bits of which any means hidden. Without `cloudy` and `bits` all values but 0 and NoData do.
    """

    def __init__(self, dataset: Any, index: int, cloudy: Collection[int] = (), bits: int = 0) -> None:
        self._dataset, self._index, self._cloudy, self._bits = dataset, index, cloudy, bits

    def clear(self, window: Window) -> NDArray[np.bool_]:
        """Where the ground is seen: bool (H,W) of a window inside the scene."""
        region = RasterioWindow(window.column, window.row, window.width, window.height)
        values = self._dataset.read(self._index, window=region)
        if self._bits:
            return np.asarray(np.nan_to_num(values).astype(np.int64) & self._bits == 0)
        if self._cloudy:
            return ~np.isin(values, list(self._cloudy))
        known = self._dataset.read_masks(self._index, window=region) != 0
        return np.asarray((values == 0) | ~known)


def cloud_mask_of(dataset: Any, index: int, name: str) -> CloudMask:
    """The mask that a Sentinel-2 scene classification is, or a band of bits, by what the band is called."""
    plain = plain_name(name)
    if plain == "scl":
        return CloudMask(dataset, index, cloudy=CLOUDY_SCL)
    return CloudMask(dataset, index, bits=CLOUDY_BITS[plain])
