"""From stored numbers to physical values and a mask: NoData, masks, alpha, scale and offset."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import MaskFlags
from rasterio.windows import Window as RasterioWindow

from deepsat.imagery.bands import alpha_band_index
from deepsat.imagery.windows import Window
from deepsat.jobs.bands import Band

Stored = Sequence[NDArray[Any]]
"""One array (H, W) a band, each of its own stored type."""
BEYOND_MEASURE = 1e30
"""Nothing that is measured is as large: such values, -3.4e38 above all, fill what has no data, declared or not."""


@dataclasses.dataclass(frozen=True)
class MaskSources:
    """Where, beside its bands' NoData values, a dataset says that pixels are missing."""

    alpha: int | None
    """Index, from 1, of the transparency band; 0 there means missing."""
    whole_dataset: bool
    """Whether one mask, in or beside the file, stands for all bands."""
    own: frozenset[int]
    """Bands, from 1, that have a mask of their own."""

    @classmethod
    def of(cls, dataset: Any, indexes: Sequence[int]) -> MaskSources:
        """The masks of the data bands `indexes` of an open rasterio dataset."""
        alpha = alpha_band_index(dataset)
        flags = {index: set(dataset.mask_flag_enums[index - 1]) for index in indexes}
        shared = any(MaskFlags.per_dataset in f and MaskFlags.alpha not in f for f in flags.values())
        return cls(alpha, shared, frozenset(index for index, f in flags.items() if not f))

    @classmethod
    def of_warped(cls, warped: Any, source: Any, indexes: Sequence[int]) -> MaskSources:
        """Those of `source` as `coregistration.on_grid` warps it: its own, or the transparency that was added."""
        added = warped.count if warped.count > source.count else None
        return cls(alpha_band_index(source) or added, False, cls.of(source, indexes).own)

    def read(self, dataset: Any, indexes: Sequence[int], window: Window) -> NDArray[np.bool_]:
        """Where none of these masks says that one of the bands `indexes` is missing: True in a bool (H, W)."""
        region = _region(window)
        present = np.ones(window.shape, dtype=np.bool_)
        if self.alpha is not None:
            present &= dataset.read(self.alpha, window=region) != 0
        if self.whole_dataset:
            present &= dataset.read_masks(indexes[0], window=region) != 0
        for index in self.own.intersection(indexes):
            present &= dataset.read_masks(index, window=region) != 0
        return present


def read_stored(dataset: Any, indexes: Sequence[int], window: Window) -> Stored:
    """The stored numbers of the bands `indexes` (from 1, in this order) in a window inside the raster."""
    if window.shape == (1, 1) and dataset.width > 1:
        # Where GDAL resamples a single pixel, it mixes NoData values into it; in two pixels it does not.
        two = Window(window.row, max(window.column - 1, 0), 1, 2)
        place = window.column - two.column
        return [band[:, place : place + 1] for band in read_stored(dataset, indexes, two)]
    if len({dataset.dtypes[index - 1] for index in indexes}) == 1:
        return list(dataset.read(list(indexes), window=_region(window)))
    return [dataset.read(index, window=_region(window)) for index in indexes]


def physical_values(
    stored: Stored, bands: Sequence[Band], present: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Applies each band's NoData value, scale and offset.

    A pixel counts when more than half of its bands have data. One band that ends earlier than the others, or whose dark
    values happen to be its NoData value, should not make a hole in the map.

    Args:
        stored: one array (H, W) a band.
        bands: what the arrays are.
        present: bool (H, W), False where a mask says that data are missing.

    Returns:
        values: float32 (C, H, W); 0 where not valid, NaN where the pixel is valid and this band is missing.
        valid: bool (H, W), True where more than half of the bands are below `BEYOND_MEASURE` and `present` is True.
    """
    values = np.empty((len(stored), *present.shape), dtype=np.float32)
    for target, array, band in zip(values, stored, bands, strict=True):
        # A float64 beyond float32's range becomes infinite, and so is missing, as is a fill value that nobody declared.
        with np.errstate(over="ignore", invalid="ignore"):
            scaled = array if (band.scale, band.offset) == (1.0, 0.0) else array * np.float64(band.scale) + band.offset
            target[...] = scaled
        target[_is_nodata(array, band.nodata) | ~(np.abs(target) < BEYOND_MEASURE)] = np.nan
    valid = present & (2 * np.isfinite(values).sum(axis=0) > len(stored))
    values[:, ~valid] = 0
    return values, valid


def _is_nodata(array: NDArray[Any], nodata: float | None) -> NDArray[np.bool_]:
    """Where the stored number is the NoData value: True in a bool (H, W)."""
    if nodata is None or np.isnan(nodata):
        return np.zeros(array.shape, dtype=np.bool_)
    if np.issubdtype(array.dtype, np.floating):
        # A NoData value such as -3.4e38 is kept as float64, while float32 pixels hold its nearest neighbour.
        with np.errstate(over="ignore"):
            return np.asarray(array == array.dtype.type(nodata))
    limits = np.iinfo(array.dtype)
    if not nodata.is_integer() or not limits.min <= nodata <= limits.max:
        return np.zeros(array.shape, dtype=np.bool_)
    return np.asarray(array == array.dtype.type(int(nodata)))


def _region(window: Window) -> RasterioWindow:
    return RasterioWindow(window.column, window.row, window.width, window.height)
