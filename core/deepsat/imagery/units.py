"""Units of a series: reflectance at one date and the numbers that it is stored as at another are not alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery.raster_scene import RasterScene
from deepsat.imagery.series import Image
from deepsat.imagery.windows import Window
from deepsat.jobs import ErrorCode, UserError

SCALED = 0.01
"""A scale up to this makes physical values of large whole numbers."""

REFLECTANCE = 2.0
"""Typical reflectances are not above this, over snow and clouds neither."""
STORED = 100.0
"""Typical numbers that it is stored as, 0.01 and more of 10000, are not below this. Between both lie decibels and
degrees, which change from date to date."""

_SIDE = 32
_MOST_BANDS = 8


def check_units(images: Sequence[Image]) -> None:
    """Refuses reflectance beside the numbers that it is stored as, by the scales and types, and by the values.

    Values are looked at where there are floats: whole numbers alone hold no reflectance. One band that nobody knows may
    be anything, such as rain, which is 1 mm in one month and 200 mm in another.

    Raises:
        UserError: `INVALID_JOB`, with a raster of each kind.
    """
    for image in images[1:]:
        _check_scales(images[0].raster, image.raster)
    bands = [images[0].raster.bands[place] for place in images[0].bands]
    if len(bands) == 1 and bands[0].wavelength_nm is None:
        return
    if not any(np.issubdtype(np.dtype(image.raster.dtype), np.floating) for image in images):
        return
    typical = [_typical(image) for image in images]
    small = [image.raster for image, values in zip(images, typical, strict=True) if _all(values <= REFLECTANCE)]
    large = [image.raster for image, values in zip(images, typical, strict=True) if _all(values >= STORED)]
    if small and large:
        found = f"values up to about {REFLECTANCE:g} in {small[0].name}, and of {STORED:g} and more in {large[0].name}"
        raise _refused(found, "Take images of one kind, or bring all dates to the same unit.")


def _all(are: NDArray[np.bool_]) -> bool:
    return are.size > 0 and bool(are.all())


def _check_scales(first: RasterScene, raster: RasterScene) -> None:
    """Only one of the two is scaled."""
    scaled, plain = (first, raster) if _is_scaled(first) else (raster, first)
    if _is_scaled(scaled) and not _is_scaled(plain) and np.issubdtype(np.dtype(plain.dtype), np.integer):
        raise _refused(
            f"{scaled.name} with the scale {scaled.bands[0].scale:g}, and whole numbers without a scale in "
            f"{plain.name}",
            "Take images of one kind, or write scale and offset into the rasters that lack them.",
        )


def _is_scaled(raster: RasterScene) -> bool:
    return all(band.scale <= SCALED for band in raster.bands)


def _typical(image: Image) -> NDArray[np.float32]:
    """How large the values of some bands are, without sign: float32 (B,), of those that show anything."""
    chosen = image.bands[:: -(-len(image.bands) // _MOST_BANDS)]
    grid, found = image.raster.grid, []
    for row, column in ((0.5, 0.5), (0.25, 0.25), (0.25, 0.75), (0.75, 0.25), (0.75, 0.75)):
        window = Window(int(row * grid.height) - _SIDE // 2, int(column * grid.width) - _SIDE // 2, _SIDE, _SIDE)
        pixels = image.raster.read(window, chosen)
        found.append(np.abs(pixels.values[:, pixels.valid]))
    values = np.concatenate(found, axis=1)
    shown = [band[band > 0] for band in values]
    return np.array([np.median(band) for band in shown if band.size], dtype=np.float32)


def _refused(found: str, remedy: str) -> UserError:
    return UserError(ErrorCode.INVALID_JOB, expected="values in one unit at every date", found=found, remedy=remedy)
