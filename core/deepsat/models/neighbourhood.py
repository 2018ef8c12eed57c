"""Neighbourhood: each band's mean and deviation around a pixel, for learners that see one pixel at a time."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

SIDE_PX = 3
"""Side of the window. On 18 development places a second one of 7 pixels made a forest worse."""

FEATURES_A_BAND = 3


def neighbourhood(images: Tensor, spacing: int = 1) -> Tensor:
    """Bands, and their means and standard deviations in the window around each pixel.

    Pixels without data, which are 0 in every band, take no part in their neighbours' figures; beyond the edges there
    are no data.

    Args:
        images: float32 (B,C,H,W), normalised, 0 = no data.
        spacing: pixels from one to the next that is looked at; of a divided scene, those of an undivided pixel.

    Returns:
        float32 (B,3C,H,W): all bands, then all means, then all deviations; 0 where there are no data.
    """
    valid = (images != 0).any(dim=1, keepdim=True).to(images)
    counted = _window_mean(valid, spacing).clamp(min=1e-6)
    means = _window_mean(images, spacing) / counted
    # Around the mean of the whole, squares of float32 lose too little to matter: values are normalised.
    variances = _window_mean(images.square(), spacing) / counted - means.square()
    return torch.cat([images, means * valid, variances.clamp(min=0).sqrt() * valid], dim=1)


def _window_mean(images: Tensor, spacing: int) -> Tensor:
    """The sum over the window, divided by its full size; 0 beyond the edges."""
    if torch.onnx.is_in_onnx_export():
        return _one_by_one(images, spacing)
    if spacing == 1:
        return F.avg_pool2d(images, SIDE_PX, stride=1, padding=SIDE_PX // 2)
    channels = images.shape[1]
    filters = images.new_full((channels, 1, SIDE_PX, SIDE_PX), 1 / SIDE_PX**2)
    return F.conv2d(images, filters, padding=SIDE_PX // 2 * spacing, dilation=spacing, groups=channels)


def _one_by_one(images: Tensor, spacing: int) -> Tensor:
    """The same, added in the order in which torch adds: ONNX leaves the order open.

    Deviations of flat ground are what rounding makes them, and trees may ask whether they are above 0.
    """
    height, width = images.shape[2:]
    padded = F.pad(images, (SIDE_PX // 2 * spacing,) * 4)
    starts = [place * spacing for place in range(SIDE_PX)]
    parts = [padded[:, :, row : row + height, column : column + width] for row in starts for column in starts]
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total / SIDE_PX**2
