"""Normalisation: each band, of a series at each moment, brought to mean 0 and standard deviation 1."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery.value_statistics import FAR_ABOVE, FAR_BELOW
from deepsat.jobs.listing import listed

WORTH_SAYING = 0.001
"""A band that is missing on a smaller share of the pixels is not mentioned, nor are fill values."""
DARK_WORTH_SAYING = 0.01
"""Likewise for pixels where all bands are 0: deep shadow in pictures of 8 bits is rarer."""


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
    filled: Mapping[tuple[str, int], float] = dataclasses.field(default_factory=dict, compare=False)
    """Share, 0-1, of the valid pixels of an image, by its date or name, empty for the only one, where all of several
    bands are stored as this one of `USUAL_FILLS`, as beyond the edge of an image whose NoData value nobody declared.
    Told once, never stored."""
    far: Mapping[int, tuple[float, float]] = dataclasses.field(default_factory=dict, compare=False)
    """Channels, from 0, with values that are no measurements and were left out: the share, 0-1, of the valid pixels
    where they are, and one of them. Told once, never stored."""

    def apply(self, values: NDArray[np.float32], valid: NDArray[np.bool_]) -> NDArray[np.float32]:
        """(values - mean) / std; 0 where not valid, and 0, which is the mean, where a band is missing.

        It is missing too where a value is no measurement: see `FAR_BELOW`.

        Args:
            values: float32 (..., C, H, W), NaN where a band is missing.
            valid: bool (..., H, W), True where there are data.

        Returns:
            float32 of the shape of `values`, a new array.
        """
        standardised = self.standardised(values)
        # Nothing compares to NaN, so that what is missing is not known either.
        known = valid[..., None, :, :] & (standardised >= -FAR_BELOW) & (standardised <= FAR_ABOVE)
        return np.where(known, standardised, np.float32(0)).astype(np.float32, copy=False)

    def standardised(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """(values - mean) / std of float32 (..., C, H, W), NaN where a band is missing; infinite beyond float32."""
        mean = np.asarray(self.mean, dtype=np.float32)[:, None, None]
        std = np.asarray(self.std, dtype=np.float32)[:, None, None]
        with np.errstate(over="ignore"):
            return np.asarray((values - mean) / std, dtype=np.float32)

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
            {place: self.far[channel] for place, channel in enumerate(channels) if channel in self.far},
        )

    def findings(self, names: Sequence[str]) -> tuple[str, ...]:
        """Sentences about channels, by name, that tell nothing, or not everywhere, and about values that are no data.

        Args:
            names: of all channels.
        """
        partial = {name: share for name, share in zip(names, self.missing, strict=False) if share >= WORTH_SAYING}
        return (*self._of_constant(names), *_of_partial(partial), *_of_filled(self.filled), *self._of_far(names))

    def _of_far(self, names: Sequence[str]) -> list[str]:
        if not self.far:
            return []
        share = max(share for share, _ in self.far.values())
        example = max((value for _, value in self.far.values()), key=abs)
        if len(self.far) > 1:
            return [
                f"Bands {listed([names[index] for index in self.far])} have values far beyond all others, such as "
                f"{example:g}, on up to {max(share, WORTH_SAYING):.1%} of the pixels: they count as missing. Declare "
                "what shows no ground as the raster's NoData value."
            ]
        return [
            f"Band {names[index]} has values far beyond all others, such as {example:g}, on up to "
            f"{max(share, WORTH_SAYING):.1%} of the pixels: they count as missing. Declare what shows no ground as the "
            "raster's NoData value."
            for index in self.far
        ]

    def _of_constant(self, names: Sequence[str]) -> list[str]:
        if len(self.constant) == 1:
            (index,) = self.constant
            return [f"Band {names[index]} has the value {self.mean[index]:g} everywhere and tells nothing."]
        constant = listed([names[index] for index in self.constant])
        return [f"Bands {constant} have one value everywhere and tell nothing."] if constant else []


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


def _of_filled(filled: Mapping[tuple[str, int], float]) -> list[str]:
    """What is said of images, by date or name, whose bands are all stored as one fill value here and there."""
    said = []
    for fill in sorted({fill for _, fill in filled}, key=abs):
        least = WORTH_SAYING if fill else DARK_WORTH_SAYING
        shares = {image: share for (image, one), share in filled.items() if one == fill and share >= least}
        images = sorted(image for image in shares if image)
        if "" in shares:
            said.append(
                f"All bands are {fill} on about {shares['']:.1%} of the pixels, which count as data. If they show no "
                f"ground, such as the frame of an image, declare {fill} as the raster's NoData value."
            )
        if len(images) == 1:
            said.append(
                f"All bands of {images[0]} are {fill} on about {shares[images[0]]:.1%} of the pixels, which count as "
                f"data. If they show no ground, such as the frame of an image, declare {fill} as this raster's NoData "
                "value."
            )
        elif images:
            said.append(
                f"All bands are {fill} on up to {max(shares[image] for image in images):.1%} of the pixels of "
                f"{listed(images)}, which count as data. If they show no ground, such as the frame of an image, "
                f"declare {fill} as the NoData value of these rasters."
            )
    return said
