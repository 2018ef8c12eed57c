"""Neighbourhood: each band's mean and deviation around a pixel, for learners that see one pixel at a time."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

SIDE_PX = 3
"""Side of the window. On 18 development places a second one of 7 pixels made a forest worse."""

FEATURES_A_BAND = 3


def neighbourhood(images: Tensor) -> Tensor:
    """Bands, and their means and standard deviations in the window around each pixel.

    Pixels without data, which are 0 in every band, take no part in their neighbours' figures; beyond the edges there
    are no data.

    Args:
        images: float32 (B,C,H,W), normalised, 0 = no data.

    Returns:
        float32 (B,3C,H,W): all bands, then all means, then all deviations; 0 where there are no data.
    """
    valid = (images != 0).any(dim=1, keepdim=True).to(images)
    counted = _window_mean(valid).clamp(min=1e-6)
    means = _window_mean(images) / counted
    # Around the mean of the whole, squares of float32 lose too little to matter: values are normalised.
    variances = _window_mean(images.square()) / counted - means.square()
    return torch.cat([images, means * valid, variances.clamp(min=0).sqrt() * valid], dim=1)


def _window_mean(images: Tensor) -> Tensor:
    """The sum over the window, divided by its full size; 0 beyond the edges."""
    return F.avg_pool2d(images, SIDE_PX, stride=1, padding=SIDE_PX // 2)
