"""Measures and schedule: closed forms."""

from __future__ import annotations

import math

import pytest
import torch

from deepsat.pretrain.measures import alignment, effective_rank, uniformity
from deepsat.pretrain.schedule import learning_rate_share


def test_alignment_of_equal_orthogonal_and_opposite_pairs() -> None:
    queries = torch.tensor([[2.0, 0.0], [0.0, 3.0]])
    assert alignment(queries, queries * 5) == pytest.approx(0)
    assert alignment(queries, queries.flip(0)) == pytest.approx(2)
    assert alignment(queries, -queries) == pytest.approx(4)


def test_uniformity_of_a_collapse_and_of_two_opposite_points() -> None:
    assert uniformity(torch.ones(5, 3)) == pytest.approx(0, abs=1e-6)
    assert uniformity(torch.tensor([[1.0, 0.0], [-7.0, 0.0]])) == pytest.approx(-8)
    # Pairs at squared distances 2, 2 and 4.
    corners = torch.tensor([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]])
    assert uniformity(corners) == pytest.approx(math.log((2 * math.exp(-4) + math.exp(-8)) / 3))


def test_effective_rank_counts_equal_directions() -> None:
    axes = torch.cat([torch.eye(4), -torch.eye(4)])
    assert effective_rank(axes) == pytest.approx(4, rel=1e-5)
    assert effective_rank(axes[:, :1] * torch.tensor([[1.0, 2.0, 3.0]])) == pytest.approx(1, rel=1e-3)
    assert effective_rank(torch.ones(6, 3)) == 0
    # Singular values in the proportion 3 to 1: the entropy of (3/4, 1/4).
    uneven = torch.tensor([[3.0, 0.0], [-3.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    entropy = -(0.75 * math.log(0.75) + 0.25 * math.log(0.25))
    assert effective_rank(uneven) == pytest.approx(math.exp(entropy), rel=1e-5)
    uneven[1, 1] = math.nan
    assert math.isnan(effective_rank(uneven))


def test_learning_rate_rises_and_falls_along_a_cosine() -> None:
    shares = [learning_rate_share(step, total=104, warm_up=4) for step in range(104)]
    assert shares[:5] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert shares[54] == pytest.approx(0.5)
    assert shares[4 + 25] == pytest.approx(0.5 * (1 + math.cos(math.pi / 4)))
    assert all(later < earlier for earlier, later in zip(shares[4:], shares[5:], strict=False))
    assert 0 < shares[-1] < 0.001
    assert learning_rate_share(0, total=1, warm_up=0) == 1
