"""One network for each date: a series seen date by date, and all dates together by the head.

So whatever looks at single images, a pretrained checkpoint above all, serves series too, and the head learns when in
the year a class shows itself. Which dates: `deepsat.imagery.moments`.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class EachDate(nn.Module):
    """Sees M dates with the same encoder and decoder; the head sees the features of all of them.

    Args:
        network: for one date, with `encoder`, `decoder` and `segmentation_head`: see `families`.
        moments: M.
    """

    def __init__(self, network: nn.Module, moments: int) -> None:
        super().__init__()
        self.encoder, self.decoder = network.encoder, network.decoder
        head: nn.Conv2d = network.segmentation_head[0]  # type: ignore[index, assignment]
        self.moments, self._channels = moments, head.in_channels
        wider = nn.Conv2d(moments * head.in_channels, head.out_channels, head.kernel_size, padding=head.padding)  # type: ignore[arg-type]
        self.segmentation_head = nn.Sequential(wider)

    def features(self, images: Tensor) -> Tensor:
        """What the head sees: (B,M*D,H,W) of images (B,M*C,H,W), the channels of the first date first."""
        return torch.cat([self._date(part) for part in images.chunk(self.moments, dim=1)], dim=1)

    def forward(self, images: Tensor) -> Tensor:
        """Logits (B,K,H,W) of images (B,M*C,H,W); the features of one date at a time are kept in memory."""
        head: nn.Conv2d = self.segmentation_head[0]  # type: ignore[assignment]
        slices = torch.split(head.weight, self._channels, dim=1)
        parts = images.chunk(self.moments, dim=1)
        logits: Tensor = F.conv2d(self._date(parts[0]), slices[0], head.bias, head.stride, head.padding)
        for part, weight in zip(parts[1:], slices[1:], strict=True):
            logits = logits + F.conv2d(self._date(part), weight, None, head.stride, head.padding)
        return logits

    def _date(self, images: Tensor) -> Tensor:
        laid_out = images.contiguous(memory_format=torch.channels_last)
        features: Tensor = self.decoder(self.encoder(laid_out))  # type: ignore[operator]
        return features
