"""How far the features of two dates lie apart."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from deepsat.encoders import scene_features
from deepsat.encoders.networks import shrunk

SAMPLED = 400
"""Pixels of each window that the features' deviations are estimated from."""


class FeatureDistance:
    """Distances of features, each channel measured by its deviation within the dates.

    A channel that is nearly the same everywhere does not drown the others: its measure is at least a tenth of the mean
    one.

    Args:
        network: for one date, calibrated, in evaluation mode; None to compare the bands themselves.
        input_scale: `Architecture.input_scale`.
        device: of the network.
    """

    def __init__(self, network: nn.Module | None, input_scale: int, device: torch.device) -> None:
        self._network, self._scale, self._device = network, input_scale, device
        self._measure = torch.ones(0)

    @torch.inference_mode()
    def fit(self, images: Tensor, valid: Tensor) -> None:
        """Learns the features' deviations.

        Args:
            images: float32 (B,2*C,H,W), normalised, those of the first date first.
            valid: bool (B,H,W), True where both dates have data; somewhere.
        """
        parts = []
        for image, known in zip(images, valid, strict=True):
            features = torch.stack(self._features(image[None]))[:, 0][:, :, known.to(self._device)]
            parts.append(features[:, :, :: max(1, features.shape[2] // SAMPLED)])
        found = torch.cat(parts, dim=2)
        deviation = found.var(dim=2, correction=0).mean(dim=0).sqrt()
        self._measure = torch.clamp(deviation, min=max(float(deviation.mean()) / 10, 1e-6))

    @torch.inference_mode()
    def of(self, images: Tensor) -> NDArray[np.float32]:
        """Distances, float32 (B,H,W): the root mean square of the channels' differences in deviations.

        Args:
            images: as for `fit`.
        """
        before, after = self._features(images)
        apart = (after - before) / self._measure[:, None, None]
        found: NDArray[np.float32] = apart.square().mean(dim=1).sqrt().cpu().numpy()
        return found

    def _features(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Those of both dates, each (B,D,H,W)."""
        both = torch.cat(images.to(self._device).chunk(2, dim=1))
        if self._network is None:
            bands, others = both.chunk(2)
            return bands, others
        first, second = shrunk(scene_features(self._network, both, self._scale).float(), self._scale).chunk(2)
        return first, second
