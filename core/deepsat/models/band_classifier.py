"""A logistic regression on the bands of a pixel."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from deepsat.models.noise_fractions import rotated
from deepsat.models.shares import shares_of


class BandClassifier(nn.Module):
    """Says of a pixel by its bands alone what it shows.

    Args:
        weights: float32 (K,C).
        biases: float32 (K,).

    Raises:
        ValueError: they do not fit each other, or are not finite.
    """

    weights: Tensor
    biases: Tensor

    def __init__(self, weights: Tensor, biases: Tensor) -> None:
        super().__init__()
        if weights.dim() != 2 or biases.shape != weights.shape[:1]:
            raise ValueError(f"weights of bands {tuple(weights.shape)} do not fit biases {tuple(biases.shape)}")
        if not (torch.isfinite(weights).all() and torch.isfinite(biases).all()):
            raise ValueError("the weights of bands are finite numbers")
        self.register_buffer("weights", weights)
        self.register_buffer("biases", biases)

    @property
    def band_count(self) -> int:
        """C."""
        return self.weights.shape[1]

    @property
    def class_count(self) -> int:
        """K."""
        return len(self.biases)

    def forward(self, bands: Tensor) -> Tensor:
        """Probabilities, float32 (N,K), of pixels whose bands are float32 (C,N)."""
        logits = rotated(self.weights, bands) + self.biases[:, None]
        return shares_of(logits[None, :, :, None])[0, :, :, 0].T
