"""Measures of an embedding's health: they show a collapse long before a loss does."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from deepsat.losses.info_nce import unit_length


@torch.no_grad()
def alignment(queries: Tensor, positives: Tensor) -> float:
    """Mean squared distance of positive pairs, 0 (identical) to 4 (opposite).

    Args:
        queries: (N,D), scaled to length 1 here.
        positives: (N,D), row n the positive of query n.

    Source: Wang & Isola 2020, arXiv 2005.10242, with exponent 2.
    """
    return float((unit_length(queries, 1) - unit_length(positives, 1)).square().sum(1).mean())


@torch.no_grad()
def uniformity(vectors: Tensor) -> float:
    """log mean exp(-2 |x - y|^2) over all pairs of vectors: 0 for a collapsed embedding, below -3 for a good one.

    Args:
        vectors: (N,D), N at least 2, scaled to length 1 here.

    Source: Wang & Isola 2020, arXiv 2005.10242, with t = 2.
    """
    unit = unit_length(vectors, 1)
    squared = (2 - 2 * unit @ unit.T).clamp(min=0)
    first, second = torch.triu_indices(len(unit), len(unit), offset=1, device=unit.device)
    return float((-2 * squared[first, second]).exp().mean().log())


@torch.no_grad()
def effective_rank(vectors: Tensor) -> float:
    """exp of the entropy of the normalised singular values of the centred vectors: 1 to min(N, D); 0 if all are equal.

    Args:
        vectors: (N,D); NaN comes out where they are not finite.

    Source: Roy & Vetterli 2007, "The effective rank: a measure of effective dimensionality", EUSIPCO.
    """
    if not bool(vectors.isfinite().all()):
        return math.nan
    values = torch.linalg.svdvals((vectors - vectors.mean(0)).float().cpu())
    total = values.sum()
    if float(total) <= 1e-6 * float(vectors.float().norm()):
        return 0.0
    shares = values / total
    return float(torch.exp(-(shares * shares.clamp(min=1e-12).log()).sum()))
