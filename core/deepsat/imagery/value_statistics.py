"""What the values of a scene are like, gathered window by window: means, deviations, fill values, values far out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery.scene import Pixels
from deepsat.jobs.bands import Band

USUAL_FILLS = (0, -999, -9999, -32768, 32767, 65535)
"""Stored values that programs write where there are no data, whether or not they declare them."""
SPREAD_PIXELS = 8192
"""About how many pixels tell how widely values are spread."""
OUTER_PERCENT = 1.0
"""Of the values at either end that do not tell how widely they are spread: as many may be absurd."""
NORMAL_SPREAD = 4.653
"""Standard deviations of a normal distribution between what `OUTER_PERCENT` leaves."""
FAR_BELOW, FAR_ABOVE = 1e3, 1e6
"""So many standard deviations from the others, a value is no measurement, but a fill value or damage.

Upwards measurements have long tails: a ship on calm water lies some 100 000 deviations above it in a radar image,
bright clouds lie some tens above dark water. Downwards they have none.
"""
ROUNDING = 1e-6
"""A standard deviation below this share of the mean is rounding, not signal."""


class RunningMoments:
    """Running mean and sum of squared deviations of each channel (Chan, Golub & LeVeque 1979).

    Args:
        channel_count: C.
        limits: lowest and highest value of each channel that counts, float64 (2,C); None where all do.
    """

    def __init__(self, channel_count: int, limits: NDArray[np.float64] | None = None) -> None:
        self.count = 0
        self.mean = np.zeros(channel_count)
        self._limits = limits
        self._known, self._far = np.zeros(channel_count), np.zeros(channel_count)
        self._squares = np.zeros(channel_count)
        self._farthest = np.zeros(channel_count)

    def add(self, values: NDArray[np.float64]) -> None:
        """Adds pixels: float64 (C,N), NaN where a band is missing."""
        self.count += values.shape[1]
        if self._limits is not None:
            values = self._without_far(values, self._limits)
        known = ~np.isnan(values)
        count = known.sum(axis=1)
        total = np.maximum(self._known + count, 1)
        mean = np.where(known, values, 0).sum(axis=1) / np.maximum(count, 1)
        difference = np.where(count > 0, mean - self.mean, 0)
        squares = np.where(known, values - mean[:, None], 0) ** 2
        self._squares += squares.sum(axis=1) + difference**2 * self._known * count / total
        self.mean += difference * count / total
        self._known += count

    @property
    def std(self) -> NDArray[np.float64]:
        """Standard deviations, float64 (C,)."""
        return np.sqrt(self._squares / np.maximum(self._known, 1))

    @property
    def missing(self) -> NDArray[np.float64]:
        """Share of the pixels where each channel has no data, 0-1, float64 (C,)."""
        return 1 - (self._known + self._far) / self.count

    @property
    def far(self) -> dict[int, tuple[float, float]]:
        """Of channels with values beyond the limits: the share of the pixels, 0-1, and one of the values."""
        return {
            int(channel): (float(self._far[channel] / self.count), float(self._farthest[channel]))
            for channel in np.flatnonzero(self._far)
        }

    def _without_far(self, values: NDArray[np.float64], limits: NDArray[np.float64]) -> NDArray[np.float64]:
        far = (values < limits[0][:, None]) | (values > limits[1][:, None])
        self._far += far.sum(axis=1)
        for channel in np.flatnonzero(far.any(axis=1)):
            values_far = values[channel, far[channel]]
            found = np.append(values_far, self._farthest[channel])
            self._farthest[channel] = found[np.abs(found).argmax()]
        return np.where(far, np.nan, values)


class Extremes:
    """Lowest and highest values of each channel, and how widely all but the outermost are spread.

    Args:
        channel_count: C.
        every: of so many pixels one tells of the spread.
        seed: chooses these, since columns at even distances could all lie in a frame.
    """

    def __init__(self, channel_count: int, every: int, seed: int) -> None:
        self._every, self._draw = every, np.random.default_rng(seed)
        self._lowest, self._highest = np.full(channel_count, np.inf), np.full(channel_count, -np.inf)
        self._sample: list[NDArray[np.float32]] = []

    def add(self, values: NDArray[np.float64]) -> None:
        """Adds pixels: float64 (C,N), NaN where a band is missing."""
        if values.shape[1] == 0:
            return
        self._lowest = np.fmin(self._lowest, np.fmin.reduce(values, axis=1))
        self._highest = np.fmax(self._highest, np.fmax.reduce(values, axis=1))
        self._sample.append(values[:, self._draw.random(values.shape[1]) * self._every < 1].astype(np.float32))

    def limits(self) -> NDArray[np.float64] | None:
        """Lowest and highest value of each channel that may be a measurement, float64 (2,C); None where all may be."""
        # Channel by channel, since in most all pixels have data.
        parts = np.concatenate(self._sample, axis=1)
        found = np.array([_limits(part[~np.isnan(part)]) for part in parts]).T
        return found if (self._lowest < found[0]).any() or (self._highest > found[1]).any() else None


def _limits(values: NDArray[np.float32]) -> tuple[float, float]:
    """Lowest and highest value that may be a measurement, of some, float32 (N,)."""
    if len(values) == 0:
        return -np.inf, np.inf
    low, middle, high = np.percentile(values.astype(np.float64), (OUTER_PERCENT, 50, 100 - OUTER_PERCENT))
    spread = (high - low) / NORMAL_SPREAD
    # Of values that are nearly all alike nothing tells how far others may lie.
    if spread <= ROUNDING * abs(middle):
        return -np.inf, np.inf
    return middle - FAR_BELOW * spread, middle + FAR_ABOVE * spread


class Fills:
    """Pixels of images where all of several bands are stored as the same one of `USUAL_FILLS`."""

    def __init__(self) -> None:
        self._pixels: dict[str, int] = {}
        self._filled: dict[tuple[str, int], int] = {}
        self._bands: dict[str, tuple[Band, ...]] = {}

    def add(self, image: str, bands: Sequence[Band], pixels: Pixels) -> None:
        """Counts what one image, by its name, shows in a window."""
        if len(bands) < 2 or not pixels.valid.any():
            return
        self._bands[image] = tuple(bands)
        self._pixels[image] = self._pixels.get(image, 0) + int(pixels.valid.sum())
        for fill in USUAL_FILLS:
            found = _count_filled(pixels, _physical(fill, bands))
            if found:
                self._filled[image, fill] = self._filled.get((image, fill), 0) + found

    def shares(self) -> Iterator[tuple[str, int, float]]:
        """Each image with each fill value that it shows, and on which share, 0-1, of its valid pixels."""
        for (image, fill), count in self._filled.items():
            yield image, fill, count / self._pixels[image]

    def is_far(self, image: str, fill: int, limits: NDArray[np.float64] | None) -> bool:
        """Whether a fill value lies beyond the limits, float64 (2,C), of all channels."""
        if limits is None:
            return False
        bands = self._bands[image]
        values = np.resize(_physical(fill, bands), limits.shape[1])
        return bool(((values < limits[0]) | (values > limits[1])).all())


def _count_filled(pixels: Pixels, values: NDArray[np.float32]) -> int:
    """In how many valid pixels each channel has its one of the values, float32 (C,)."""
    found = pixels.valid
    for channel, value in zip(pixels.values, values, strict=True):
        found = found & (channel == value)
        # Most scenes have no such pixel: their first band tells.
        if not found.any():
            return 0
    return int(found.sum())


def _physical(stored: int, bands: Sequence[Band]) -> NDArray[np.float32]:
    """What a stored value is called in each band, float32 (C,)."""
    return np.array([stored * np.float64(band.scale) + band.offset for band in bands], dtype=np.float32)
