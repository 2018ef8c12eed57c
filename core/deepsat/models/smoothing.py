"""Smoothing along the image: a pixel listens to neighbours that look like it.

A bilateral filter (Tomasi and Manduchi 1998) of the probabilities, guided by the image: noise within a field goes,
borders stay. The settings are those that were best, or nearly so, with 1, 3, 5 and 10 polygons a class on 18 places
that settings are chosen by; a plain Gaussian gained nothing there. See docs/recipe.md.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

REACH_PX = 2
"""Pixels to each side that are listened to."""
DISTANCE_PX = 1.5
"""Standard deviation of the weight over the distance on the ground."""
LIKENESS = 0.3
"""The same over the distance in the bands: root of the mean square difference, in standard deviations of the scene."""


def smoothed(probabilities: Tensor, images: Tensor) -> Tensor:
    """Weighted means of probabilities over alike neighbours.

    Args:
        probabilities: float32 (B,K,H,W), 0-1, adding up to 1 over the classes.
        images: float32 (B,C,H,W), normalised, 0 = no data.

    Returns:
        float32 (B,K,H,W), likewise adding up to 1; pixels without data neither listen nor are listened to.
    """
    valid = (images != 0).any(dim=1, keepdim=True).to(probabilities)
    height, width = images.shape[2:]
    around = (REACH_PX,) * 4
    wide_images, wide_shares = F.pad(images, around), F.pad(probabilities, around)
    wide_valid = F.pad(valid, around)
    total, weights = torch.zeros_like(probabilities), torch.zeros_like(valid)
    for row in range(2 * REACH_PX + 1):
        for column in range(2 * REACH_PX + 1):
            there = (..., slice(row, row + height), slice(column, column + width))
            away = math.hypot(row - REACH_PX, column - REACH_PX) / DISTANCE_PX
            unlike = (wide_images[there] - images).square().mean(dim=1, keepdim=True) / LIKENESS**2
            weight = torch.exp(-0.5 * (away**2 + unlike)) * wide_valid[there]
            total += weight * wide_shares[there]
            weights += weight
    return torch.where(valid > 0, total / weights.clamp(min=1e-12), probabilities)
