"""Cross-entropy over labelled pixels only: most of every tile that a few polygons label is unlabelled."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor

UNLABELLED = 255
"""Target of a pixel that does not count."""


def masked_cross_entropy(logits: Tensor, target: Tensor, class_weights: Tensor | None = None) -> Tensor:
    """Weighted mean cross-entropy of the labelled pixels of the whole batch.

    L = sum_p m_p w_(y_p) ce_p / sum_p m_p w_(y_p), where m_p is 1 for a labelled pixel and 0 for others. The sums run
    over the batch, so that a labelled pixel counts the same whether its tile has many of them or few.

    Args:
        logits: (B,K,H,W), any floating dtype; the loss is computed in float32, or float64 for float64 logits.
        target: (B,H,W) integers: 0 to K-1, or 255 where unlabelled.
        class_weights: (K,) weights of at least 0; None weighs all classes the same.

    Returns:
        A scalar of at least 0: 0 with a gradient of zeros where nothing is labelled.

    Raises:
        ValueError: the shapes do not fit together.
    """
    if logits.ndim != 4 or target.shape != (logits.shape[0], *logits.shape[2:]):
        raise ValueError(f"targets (B,H,W) belong to logits (B,K,H,W), not {(*target.shape,)} to {(*logits.shape,)}")
    labelled = target != UNLABELLED
    class_ids = target.long().masked_fill(~labelled, 0)
    # One-hot rather than gather: the gradient of gather adds up in any order on a GPU, and equal jobs must end equal.
    chosen = F.one_hot(class_ids, logits.shape[1]).movedim(-1, 1)
    precise = logits if logits.dtype.itemsize > 4 else logits.float()
    entropies = -(F.log_softmax(precise, dim=1) * chosen).sum(dim=1)
    weights = labelled.to(precise.dtype)
    if class_weights is not None:
        weights = weights * class_weights.to(weights)[class_ids]
    total = weights.sum()
    return (weights * entropies).sum() / total.clamp_min(weights.new_tensor(1e-12))
