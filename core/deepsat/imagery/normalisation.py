"""Normalisation: each band, of a series at each moment, brought to mean 0 and standard deviation 1."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery.scene import Scene
from deepsat.imagery.windows import Window
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.listing import listed

SAMPLE_SIDE_PX = 64
CONSTANT_BELOW = 1e-6
"""A standard deviation below this share of the mean is rounding, not signal."""
MOST_VALUES = 3 * 1024**2
"""Of all channels together that are looked at at once: some 25 MB each time that they are copied as float64."""
WORTH_SAYING = 0.001
"""A band that is missing on a smaller share of the pixels is not mentioned."""
USUAL_FILLS = (0, -999, -9999, -32768, 32767, 65535)
"""Stored values that programs write where there are no data, whether or not they declare them."""
FILL_WORTH_SAYING = 0.01
"""Likewise for pixels where all bands have such a value: deep shadow in pictures of 8 bits is rarer."""


@dataclasses.dataclass(frozen=True)
class Normalisation:
    """Mean and standard deviation of each channel of a scene, in its physical values."""

    mean: tuple[float, ...]
    std: tuple[float, ...]
    """Above 0; 1 for a constant one."""
    constant: tuple[int, ...] = ()
    """Channels, from 0, that have one value everywhere and so tell nothing."""
    missing: tuple[float, ...] = dataclasses.field(default=(), compare=False)
    """Share, 0-1, of the valid pixels where each has no data; empty where not known. Told once, never stored."""
    filled: Mapping[int, float] = dataclasses.field(default_factory=dict, compare=False)
    """Share, 0-1, of the valid pixels where all of several channels are stored as this one of `USUAL_FILLS`, as beyond
    the edge of an image whose NoData value nobody declared. Told once, never stored."""

    def apply(self, values: NDArray[np.float32], valid: NDArray[np.bool_]) -> NDArray[np.float32]:
        """(values - mean) / std; 0 where not valid, and 0, which is the mean, where a band is missing.

        Args:
            values: float32 (..., C, H, W), NaN where a band is missing.
            valid: bool (..., H, W), True where there are data.

        Returns:
            float32 of the shape of `values`, a new array.
        """
        mean = np.asarray(self.mean, dtype=np.float32)[:, None, None]
        std = np.asarray(self.std, dtype=np.float32)[:, None, None]
        known = valid[..., None, :, :] & ~np.isnan(values)
        return np.where(known, (values - mean) / std, np.float32(0)).astype(np.float32, copy=False)

    def undone(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Physical values, float32 (N,C), of normalised ones; NaN where they are 0, as `apply` leaves it."""
        physical = values * np.asarray(self.std, dtype=np.float32) + np.asarray(self.mean, dtype=np.float32)
        missing = values == 0
        # A channel of one value is 0 where it has data too.
        missing[:, list(self.constant)] = missing.all(axis=1, keepdims=True)
        return np.where(missing, np.float32(np.nan), physical)

    def of_channels(self, channels: Sequence[int]) -> Normalisation:
        """That of some of the channels, from 0, in the order given."""
        return Normalisation(
            tuple(self.mean[channel] for channel in channels),
            tuple(self.std[channel] for channel in channels),
            tuple(place for place, channel in enumerate(channels) if channel in self.constant),
            tuple(self.missing[channel] for channel in channels) if self.missing else (),
            self.filled,
        )

    def findings(self, names: Sequence[str]) -> tuple[str, ...]:
        """Sentences about channels, by name, that tell nothing, or not everywhere."""
        partial = {name: share for name, share in zip(names, self.missing, strict=False) if share >= WORTH_SAYING}
        return (*self._of_constant(names), *_of_partial(partial), *self._of_filled())

    def _of_filled(self) -> list[str]:
        return [
            f"All bands are {fill} on about {share:.1%} of the pixels, which count as data. If they show no ground, "
            f"such as the frame of an image, declare {fill} as the raster's NoData value."
            for fill, share in self.filled.items()
            if share >= FILL_WORTH_SAYING
        ]

    def _of_constant(self, names: Sequence[str]) -> list[str]:
        if len(self.constant) == 1:
            (index,) = self.constant
            return [f"Band {names[index]} has the value {self.mean[index]:g} everywhere and tells nothing."]
        constant = listed([names[index] for index in self.constant])
        return [f"Bands {constant} have one value everywhere and tell nothing."] if constant else []


def estimate(scene: Scene, seed: int, pixels: int = 200_000, bands: Sequence[int] | None = None) -> Normalisation:
    """Estimates mean and standard deviation from windows spread over the scene; from all of it where it is small.

    Args:
        scene: an open scene.
        seed: places the windows.
        pixels: about how many pixels to look at.
        bands: which of the scene's bands, from 0, in which order; None for all.

    Raises:
        UserError: `RASTER_UNREADABLE` when no pixel of the raster has data.
    """
    chosen = scene if bands is None else scene.with_bands(bands)
    moments = _Moments(chosen.channel_count)
    at_once = min(pixels, MOST_VALUES // chosen.channel_count)
    for window in _spread_windows(scene.grid.whole, pixels, at_once, np.random.default_rng(seed)):
        moments.add(chosen, window)
    if moments.count == 0:
        # Data may fill a corner that every sampled window missed: then only a look at everything decides.
        for window in _row_bands(scene.grid.whole, at_once):
            moments.add(chosen, window)
    if moments.count == 0:
        raise _without_data(scene)
    return moments.normalisation()


def _without_data(scene: Scene) -> UserError:
    if scene.hides_clouds:
        return UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected="a raster with ground that no cloud mask hides",
            found=f"NoData, or what bands such as SCL and cloud masks hide, in every pixel of {scene.path}",
            remedy="Check the cloud masks, which hide what is not 0, bands such as SCL, and the raster's NoData value.",
        )
    return UserError(
        ErrorCode.RASTER_UNREADABLE,
        expected="a raster with data in all bands somewhere",
        found=f"NoData in every pixel of {scene.path}",
        remedy="Check the raster's NoData value, and that it shows something in QGIS.",
    )


def _of_partial(missing: Mapping[str, float]) -> list[str]:
    """What is said of bands that lack data here and there, by name, with the share of the pixels where they do."""
    if len(missing) > 1:
        return [
            f"Bands {listed([*missing])} have no data on up to {max(missing.values()):.1%} of the pixels that most "
            "bands cover; there they count as their means."
        ]
    return [
        f"Band {name} has no data on about {share:.1%} of the pixels that most bands cover; "
        "there it counts as its mean."
        for name, share in missing.items()
    ]


class _Moments:
    """Running mean and sum of squared deviations of each band (Chan, Golub & LeVeque 1979)."""

    def __init__(self, band_count: int) -> None:
        self.count = 0
        self._filled = dict.fromkeys(USUAL_FILLS, 0)
        self._known = np.zeros(band_count)
        self._mean = np.zeros(band_count)
        self._squares = np.zeros(band_count)

    def add(self, scene: Scene, window: Window) -> None:
        pixels = scene.read(window)
        values = pixels.values[:, pixels.valid].astype(np.float64)
        self.count += values.shape[1]
        if len(values) > 1:
            for fill in USUAL_FILLS:
                self._filled[fill] += int((values == _physical(fill, scene)).all(axis=0).sum())
        known = ~np.isnan(values)
        count = known.sum(axis=1)
        total = np.maximum(self._known + count, 1)
        mean = np.where(known, values, 0).sum(axis=1) / np.maximum(count, 1)
        difference = np.where(count > 0, mean - self._mean, 0)
        squares = np.where(known, values - mean[:, None], 0) ** 2
        self._squares += squares.sum(axis=1) + difference**2 * self._known * count / total
        self._mean += difference * count / total
        self._known += count

    def normalisation(self) -> Normalisation:
        std = np.sqrt(self._squares / np.maximum(self._known, 1))
        constant = std <= CONSTANT_BELOW * np.abs(self._mean)
        std = np.where(constant, 1.0, std)
        indexes = tuple(int(index) for index in np.flatnonzero(constant))
        missing = tuple(float(share) for share in 1 - self._known / self.count)
        filled = {fill: number / self.count for fill, number in self._filled.items() if number}
        return Normalisation(tuple(map(float, self._mean)), tuple(map(float, std)), indexes, missing, filled)


def _physical(stored: int, scene: Scene) -> NDArray[np.float32]:
    """What a stored value is called in each channel, float32 (C,1)."""
    values = np.array([stored * np.float64(band.scale) + band.offset for band in scene.bands], dtype=np.float32)
    return np.tile(values, scene.channel_count // len(scene.bands))[:, None]


def _spread_windows(whole: Window, pixels: int, at_once: int, draw: np.random.Generator) -> Iterator[Window]:
    """Everything in rows, or one window at a random place in each cell of a coarse mesh over the raster."""
    if whole.pixel_count <= pixels:
        yield from _row_bands(whole, at_once)
        return
    cells = max(1, round(pixels / SAMPLE_SIDE_PX**2))
    down = min(max(1, round(math.sqrt(cells * whole.height / whole.width))), cells)
    across = max(1, round(cells / down))
    for i in range(down):
        for j in range(across):
            row, height = _placed(i, down, whole.height, draw)
            column, width = _placed(j, across, whole.width, draw)
            yield Window(row, column, height, width)


def _placed(cell: int, cells: int, length: int, draw: np.random.Generator) -> tuple[int, int]:
    """Start and length of a sample inside one of `cells` equal parts of an axis."""
    start, end = cell * length // cells, (cell + 1) * length // cells
    side = min(SAMPLE_SIDE_PX, end - start)
    return start + int(draw.integers(end - start - side + 1)), side


def _row_bands(whole: Window, pixels: int) -> Iterator[Window]:
    """All rows, in bands of about `pixels` pixels."""
    step = max(1, pixels // max(1, whole.width))
    for row in range(0, whole.height, step):
        yield Window(row, 0, min(step, whole.height - row), whole.width)
