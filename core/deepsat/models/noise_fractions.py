"""Noise fractions: the bands turned so that what stands out most from the noise comes first.

Neighbouring pixels mostly show the same ground, so what they differ by is mostly noise: the minimum noise fraction of
Green, Berman, Switzer & Craig 1988, A transformation for ordering multispectral data in terms of image quality with
implications for noise removal, doi 10.1109/36.3001. Nothing is learnt from labels.
"""

from __future__ import annotations

import dataclasses

import torch
from torch import Tensor

MOST = 16
"""Fractions are at most so many, the ones with the least noise: others tell hardly anything and take time."""
RIDGE = 1e-4
"""Added to the variances, of which normalised bands have 1 each: bands may repeat each other exactly."""


@dataclasses.dataclass(frozen=True)
class NoiseRotations:
    """What turns the bands of a scene into noise fractions; see `noise_rotation`."""

    joint: Tensor
    """float32 (M,C): of all bands; of a series, of those of all dates."""
    by_date: Tensor
    """float32 (T,m,C/T): of the bands of each date; T is 1 where there is one date, and both are the same."""


def noise_rotations(images: Tensor, dates: int = 1, spacing: int = 1) -> NoiseRotations:
    """The rotations of a scene.

    Args:
        images: as `noise_rotation` takes them; of a series the bands of one date after those of another.
        dates: T.
        spacing: as `noise_rotation` takes it.
    """
    joint = noise_rotation(images, spacing)
    if dates == 1:
        return NoiseRotations(joint, joint[None])
    each = [noise_rotation(date, spacing) for date in images.chunk(dates, dim=1)]
    return NoiseRotations(joint, torch.stack(each))


def noise_rotation(images: Tensor, spacing: int = 1) -> Tensor:
    """What turns bands into noise fractions.

    Args:
        images: float32 (B,C,H,W), normalised, 0 = no data.
        spacing: pixels between neighbours; of a divided scene, those of an undivided pixel.

    Returns:
        float32 (M,C) for M = C, at most `MOST`, on the CPU: fractions are rotation @ bands. The noise of all is alike,
        the first has a variance of about 1, and each has no more than the one before.
    """
    signal, noise = _Covariance(images.shape[1]), _Covariance(images.shape[1])
    # One after the other: hundreds of bands would take gigabytes.
    for image in images.cpu():
        values, valid = image.double(), (image != 0).any(dim=0)
        signal.add(values[:, valid])
        for axis, length in enumerate(valid.shape):
            step = min(spacing, length)
            here, there = (torch.arange(length - step) + start for start in (step, 0))
            both = valid.index_select(axis, here) & valid.index_select(axis, there)
            differences = values.index_select(axis + 1, here) - values.index_select(axis + 1, there)
            noise.add(differences[:, both])
    return _rotation(signal.matrix(), noise.matrix() / 2).float()


def rotated(rotation: Tensor, values: Tensor) -> Tensor:
    """float32 (M,N): rotation (M,C) @ values (C,N), added up band by band, so that bits depend on nothing else."""
    total = rotation[:, :1] * values[:1]
    for band in range(1, len(values)):
        total = total + rotation[:, band : band + 1] * values[band : band + 1]
    return total


class _Covariance:
    """The covariance of C values, of which more and more are seen."""

    def __init__(self, channels: int) -> None:
        self._count = 0
        self._sums = torch.zeros(channels, dtype=torch.float64)
        self._products = torch.zeros(channels, channels, dtype=torch.float64)

    def add(self, values: Tensor) -> None:
        """Sees float64 (C,N)."""
        self._count += values.shape[1]
        self._sums += values.sum(dim=1)
        self._products += values @ values.T

    def matrix(self) -> Tensor:
        """float64 (C,C), with a ridge; the ridge alone where nothing was seen."""
        count = max(self._count, 1)
        means = self._sums / count
        return self._products / count - torch.outer(means, means) + RIDGE * torch.eye(len(means), dtype=means.dtype)


def _rotation(signal: Tensor, noise: Tensor) -> Tensor:
    """Directions in which the signal's variance is largest against the noise's, all with the noise of the first."""
    whitening = torch.linalg.inv(torch.linalg.cholesky(noise))
    ratios, directions = torch.linalg.eigh(whitening @ signal @ whitening.T)
    order = torch.argsort(ratios, descending=True)[:MOST]
    rows: Tensor = directions.T[order] @ whitening / ratios[order[0]].sqrt()
    # Eigenvectors have no sign: the largest weight is above 0.
    largest = rows.gather(1, rows.abs().argmax(dim=1, keepdim=True))
    return rows * largest.sign()
