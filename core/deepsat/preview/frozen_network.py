"""The frozen network: what a preview looks with."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from deepsat.devices import bf16_pays
from deepsat.encoders import scene_features
from deepsat.finetune.head import head_convolution
from deepsat.finetune.start import Start

HALO_PX = 1
"""Pixels beyond those that are mapped whose features the head's convolution may reach."""

_LARGEST_HALF = 65504.0


class FrozenNetwork:
    """Features of a network that learns no more, in half precision: in bfloat16 where prediction computes so.

    Args:
        start: calibrated, its network on `device`.
        device: where to compute.
    """

    def __init__(self, start: Start, device: torch.device) -> None:
        self.network = start.network.eval()
        self.device = device
        self.scale = start.architecture.input_scale
        self.stride = start.architecture.stride
        self.channels = start.architecture.feature_channels
        self.kernel: int = head_convolution(start.network).kernel_size[0]
        self.bf16 = bf16_pays(device)
        self.dtype = torch.bfloat16 if self.bf16 else torch.float16

    @property
    def reach(self) -> int:
        """Features, to each side, that one class of one pixel depends on, beyond the pixel's own."""
        return self.kernel // 2

    @torch.no_grad()
    def features(self, images: Tensor) -> Tensor:
        """What the head sees.

        Args:
            images: float32 (B,C,H,W), normalised, 0 = no data; H and W are multiples of `stride`.

        Returns:
            `dtype` (B,D,H*s,W*s) on the device, s being `scale`.
        """
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.bf16):
            features = scene_features(self.network, images.to(self.device), self.scale)
        if self.dtype is torch.float16:
            features = features.clamp(-_LARGEST_HALF, _LARGEST_HALF)
        return features.to(self.dtype)

    def patches(self, features: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
        """What the head's convolution sees at some pixels, averaged over the repetitions of a pixel.

        Args:
            features: (D,h,w), of which each pixel has `scale` x `scale`.
            rows: int64 (N,), first feature of each pixel.
            columns: likewise.

        Returns:
            float32 (N,D*k*k) on the CPU, in the order of the head's weights.
        """
        around = torch.arange(-self.reach, self.scale + self.reach)
        rows, columns = (rows[:, None] + around).to(self.device), (columns[:, None] + around).to(self.device)
        seen = features[:, rows[:, :, None], columns[:, None, :]].transpose(0, 1).float()
        return F.avg_pool2d(seen, self.scale, stride=1).flatten(1).cpu()

    @torch.no_grad()
    def class_ids(self, features: Tensor, weights: Tensor, biases: Tensor) -> Tensor:
        """The likeliest class of each pixel.

        Args:
            features: `dtype` (D,(H*s)+2*reach,(W*s)+2*reach) on the device.
            weights: float32 (K,D*k*k) of a head.
            biases: float32 (K,).

        Returns:
            uint8 (H,W) on the CPU.
        """
        # The mean over the repetitions of a pixel of what a convolution says is one convolution with larger steps.
        apart = self.scale - 1
        filters = F.pad(weights.view(-1, self.channels, self.kernel, self.kernel), [apart] * 4)
        filters = F.avg_pool2d(filters, self.scale, stride=1).contiguous(memory_format=torch.channels_last)
        kind = self.dtype if self.bf16 else torch.float32
        filters, biases = filters.to(self.device, kind), biases.to(self.device, kind)
        logits = F.conv2d(features[None].to(kind), filters, biases, stride=self.scale)
        return logits[0].argmax(dim=0).to(torch.uint8).cpu()
