"""From logits to shares: softmax whose bits do not depend on how many threads compute it."""

from __future__ import annotations

from torch import Tensor


def shares_of(logits: Tensor) -> Tensor:
    """Probabilities of each class.

    `torch.softmax` cuts an image into as many parts as there are threads, and computes what is left over at the end of
    each in another way: with three threads other bits come out than with two.

    Args:
        logits: float32 (B,K,H,W).

    Returns:
        float32 (B,K,H,W), 0-1, adding up to 1 over the classes.
    """
    shares = (logits - logits.amax(dim=1, keepdim=True)).exp_()
    return shares / shares.sum(dim=1, keepdim=True)
