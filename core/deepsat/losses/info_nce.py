"""InfoNCE with explicit negatives, and the unit vectors it compares."""

from __future__ import annotations

import torch
from torch import Tensor


def at_least_float32(values: Tensor) -> Tensor:
    """`values` in float32, or float64 if they are: half precision is too coarse for norms, cosines and softmax sums."""
    return values if values.dtype == torch.float64 else values.float()


def unit_length(vectors: Tensor, dim: int) -> Tensor:
    """Scale vectors to length 1.

    Args:
        vectors: any shape, any floating dtype.
        dim: the axis along which a vector lies.

    Returns:
        The same shape, float32 (float64 for float64 input). A zero vector stays zero and gets no gradient: dividing by
        a small constant instead would multiply its gradient by the constant's inverse.
    """
    vectors = at_least_float32(vectors)
    squared = vectors.square().sum(dim, keepdim=True)
    nonzero = squared > torch.finfo(squared.dtype).tiny
    scale = torch.where(nonzero, torch.where(nonzero, squared, 1.0).rsqrt(), 0.0)
    return vectors * scale


def info_nce(
    queries: Tensor,
    positives: Tensor,
    negatives: Tensor,
    *,
    temperature: float,
    counts: Tensor | None = None,
) -> Tensor:
    """How badly each query tells its positive from the negatives.

    l_n = -log( exp(q_n.p_n / t) / (exp(q_n.p_n / t) + sum_m exp(q_n.k_m / t)) ), m over the negatives that count for n.

    Args:
        queries: (N,D) unit vectors.
        positives: (N,D) unit vectors, row n the positive of query n.
        negatives: (M,D) unit vectors, offered to every query; M may be 0.
        temperature: t > 0.
        counts: (N,M) bool, True = negative m counts for query n; None lets all of them count.

    Returns:
        (N,) float32 (float64 for float64 input), not reduced, in [0, 2/t + log(M + 1)]: 0 for a query without any
        negative that counts, log(M + 1) where every similarity is the same.

    Source: van den Oord et al. 2018, arXiv 1807.03748; with a queue of negatives, He et al. 2020, arXiv 1911.05722.
    """
    with torch.autocast(queries.device.type, enabled=False):
        queries, positives, negatives = map(at_least_float32, (queries, positives, negatives))
        positive_logits = (queries * positives).sum(1) / temperature
        negative_logits = queries @ negatives.T / temperature
    if counts is not None:
        negative_logits = negative_logits.masked_fill(~counts, -torch.inf)
    logits = torch.cat([positive_logits[:, None], negative_logits], dim=1)
    return torch.logsumexp(logits, dim=1) - positive_logits
