"""What all networks for series share: their interface, and how they treat dates that do not exist.

Images are float32 (B,T,C,H,W), normalised, 0 = no data; days are the day of the year of each date, (B,T), 1-366;
`present` is bool (B,T), True where the date exists. A series shorter than its batch is filled up with dates that do not
exist: in evaluation mode their images and days change nothing.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

DAYS_A_YEAR = 365.0


class TemporalNetwork(nn.Module):
    """A network for series. Each kind computes `features`; its `classifier` turns these into logits.

    Args:
        feature_channels: D, the channels of `features`.
    """

    classifier: nn.Module
    """Maps features (B,D,H,W) to logits (B,K,H,W)."""

    def __init__(self, feature_channels: int) -> None:
        super().__init__()
        self.feature_channels = feature_channels

    def features(self, images: Tensor, days: Tensor, present: Tensor) -> Tensor:
        """What the classifier and context-self contrast see.

        Args:
            images: float (B,T,C,H,W); height and width may be any.
            days: (B,T), integer or floating, 1-366; any where no date is present.
            present: bool (B,T), True where the date exists; at least one in each series.

        Returns:
            float (B,D,H,W).

        Raises:
            ValueError: shapes do not fit together, or a series has no date.
        """
        raise NotImplementedError

    def forward(self, images: Tensor, days: Tensor, present: Tensor) -> Tensor:
        """Logits of each pixel, float (B,K,H,W); arguments as for `features`."""
        logits: Tensor = self.classifier(self.features(images, days, present))
        return logits


def checked_series(images: Tensor, days: Tensor, present: Tensor) -> Tensor:
    """The images, 0 at dates that do not exist.

    Raises:
        ValueError: shapes do not fit together, or a series has no date.
    """
    if images.ndim != 5 or days.shape != images.shape[:2] or present.shape != images.shape[:2]:
        shapes = f"{(*images.shape,)}, {(*days.shape,)} and {(*present.shape,)}"
        raise ValueError(f"images (B,T,C,H,W), days (B,T) and present (B,T) belong together, not {shapes}")
    if not bool(present.any(dim=1).all()):
        raise ValueError("each series needs at least one date that exists")
    # Not a product: whatever stands in for a missing date may be NaN.
    return images.masked_fill(~present[:, :, None, None, None], 0.0)


def with_day_plane(images: Tensor, days: Tensor) -> Tensor:
    """Images (B,T,C,H,W) with a plane more that holds the day of the year / 365, as in the CSCL paper's inputs."""
    batch, dates, _, height, width = images.shape
    plane = (days.to(images.dtype) / DAYS_A_YEAR)[:, :, None, None, None].expand(batch, dates, 1, height, width)
    return torch.cat([images, plane], dim=2)


def grown_to_multiple(images: Tensor, multiple: int) -> Tensor:
    """Images (B,T,C,H,W), continued below and to the right by their last pixels to multiples of a side."""
    batch, dates, _, height, width = images.shape
    down, right = -height % multiple, -width % multiple
    if down == right == 0:
        return images
    grown = F.pad(images.flatten(0, 1), (0, right, 0, down), mode="replicate")
    return grown.reshape(batch, dates, *grown.shape[1:])
