"""Weights of the classes in the losses."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from deepsat.labels import LabelPixels


def class_weights_of(pixels: LabelPixels, balance: float) -> Tensor:
    """float32 (K,): (mean pixels of a class / its pixels) to the power `balance`; 0 for a class without a pixel."""
    counts = pixels.count_by_class.astype(np.float64)
    present = counts > 0
    weights = np.zeros(len(counts))
    weights[present] = (counts[present].mean() / counts[present]) ** balance
    return torch.from_numpy(weights).float()
