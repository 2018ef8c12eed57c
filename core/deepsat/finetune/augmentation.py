"""Augmentation: the eight turns and mirrorings of a square, and weak changes of brightness.

Strong radiometric changes are left out on purpose: they teach the network to ignore what the bands say, which with few
polygons is what decides (they cost 6 points of mIoU against weak ones in a first measurement).
"""

from __future__ import annotations

import dataclasses

import numpy as np
import torch
from torch import Tensor


@dataclasses.dataclass(frozen=True)
class Augmentation:
    """What is done to each chip of a batch."""

    quarter_turns: tuple[int, ...]
    """(B,) anticlockwise, 0-3."""
    mirrored: tuple[bool, ...]
    """(B,) left and right exchanged, after the turn."""
    gain: Tensor
    """float32 (B,C), about 1."""
    offset: Tensor
    """float32 (B,C), about 0, in standard deviations of a band."""

    @classmethod
    def draw(cls, *, count: int, bands: int, strength: float, seed: int, step: int) -> Augmentation:
        """The augmentation of one training step; depends on nothing but the arguments.

        Args:
            count: chips.
            bands: bands of a chip.
            strength: standard deviation of gains and offsets.
            seed: of all draws.
            step: number of the step, from 0.
        """
        draw = np.random.default_rng([seed, step, 1])
        turns = tuple(map(int, draw.integers(4, size=count)))
        mirrored = tuple(map(bool, draw.integers(2, size=count)))
        gain, offset = strength * draw.standard_normal((2, count, bands), dtype=np.float32)
        return cls(turns, mirrored, torch.from_numpy(1 + gain), torch.from_numpy(offset))

    def of_images(self, images: Tensor, valid: Tensor) -> Tensor:
        """Turned and brightened images.

        Args:
            images: float32 (B,C,S,S), 0 where there are no data, on any device.
            valid: bool (B,S,S), True where there are data.

        Returns:
            float32 (B,C,S,S); 0 where there were no data.
        """
        gain, offset = self.gain.to(images)[:, :, None, None], self.offset.to(images)[:, :, None, None]
        return self.turned((images * gain + offset) * valid[:, None])

    def turned(self, chips: Tensor) -> Tensor:
        """The chips, (B,…,S,S), images or labels, turned and mirrored: an image and its labels stay together."""
        parts = zip(chips, self.quarter_turns, self.mirrored, strict=True)
        return torch.stack([_turned(chip, turns, mirrored) for chip, turns, mirrored in parts])


def _turned(chip: Tensor, turns: int, mirrored: bool) -> Tensor:
    turned = torch.rot90(chip, turns, dims=(-2, -1))
    return turned.flip(-1) if mirrored else turned
