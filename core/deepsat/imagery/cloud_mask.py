"""Cloud masks: pixels of one date that show the sky and not the ground."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasterio.windows import Window as RasterioWindow

from deepsat.imagery.windows import Window

CLOUDY_SCL = (0, 1, 3, 8, 9, 10)
"""Classes of Sentinel-2's scene classification that hide the ground: no data, defective, cloud shadow, cloud of medium
and of high probability, thin cirrus (ESA, Sentinel-2 Level-2A algorithm theoretical basis document)."""


class CloudMask:
    """A band of an open dataset that tells where the ground is hidden.

    Args:
        dataset: on the scene's grid.
        index: of its band, from 1.
        cloudy: values that mean hidden; None for all but 0 and NoData.
    """

    def __init__(self, dataset: Any, index: int, cloudy: Collection[int] | None = None) -> None:
        self._dataset, self._index, self._cloudy = dataset, index, cloudy

    def clear(self, window: Window) -> NDArray[np.bool_]:
        """Where the ground is seen: bool (H,W) of a window inside the scene."""
        region = RasterioWindow(window.column, window.row, window.width, window.height)
        values = self._dataset.read(self._index, window=region)
        if self._cloudy is not None:
            return ~np.isin(values, list(self._cloudy))
        known = self._dataset.read_masks(self._index, window=region) != 0
        return np.asarray((values == 0) | ~known)


def cloud_mask_of(dataset: Any, index: int) -> CloudMask:
    """The mask that a Sentinel-2 scene classification is."""
    return CloudMask(dataset, index, CLOUDY_SCL)
