"""InfoNCE against a slow loop and closed forms; unit vectors at and near zero."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from deepsat.losses.info_nce import info_nce, unit_length


def unit_vectors(*shape: int, seed: int) -> Tensor:
    """Random float64 vectors of length 1 along the last axis."""
    vectors = torch.randn(*shape, dtype=torch.float64, generator=torch.Generator().manual_seed(seed))
    return vectors / vectors.norm(dim=-1, keepdim=True)


def slow_info_nce(
    queries: Tensor, positives: Tensor, negatives: Tensor, temperature: float, counts: Tensor
) -> list[float]:
    """The formula, one exponential after the other."""
    losses = []
    for n in range(len(queries)):
        positive = math.exp(float(queries[n] @ positives[n]) / temperature)
        others = [math.exp(float(queries[n] @ k) / temperature) for m, k in enumerate(negatives) if counts[n, m]]
        losses.append(-math.log(positive / (positive + sum(others))))
    return losses


@pytest.mark.parametrize("temperature", [0.07, 0.1, 1.0])
def test_equals_the_slow_loop(temperature: float) -> None:
    queries, positives, negatives = unit_vectors(5, 4, seed=0), unit_vectors(5, 4, seed=1), unit_vectors(7, 4, seed=2)
    everything = torch.ones(5, 7, dtype=torch.bool)
    expected = slow_info_nce(queries, positives, negatives, temperature, everything)
    got = info_nce(queries, positives, negatives, temperature=temperature)
    assert got.tolist() == pytest.approx(expected, rel=1e-10)


def test_only_negatives_that_count_are_compared() -> None:
    queries, positives, negatives = unit_vectors(5, 4, seed=0), unit_vectors(5, 4, seed=1), unit_vectors(7, 4, seed=2)
    counts = torch.rand(5, 7, generator=torch.Generator().manual_seed(3)) < 0.5
    expected = slow_info_nce(queries, positives, negatives, 0.2, counts)
    got = info_nce(queries, positives, negatives, temperature=0.2, counts=counts)
    assert got.tolist() == pytest.approx(expected, rel=1e-10)


def test_closed_forms() -> None:
    same = torch.tensor([[1.0, 0.0]]).repeat(3, 1)
    assert info_nce(same, same, same, temperature=0.1).tolist() == pytest.approx([math.log(4)] * 3)
    opposed = info_nce(same, -same, same, temperature=0.5)
    assert opposed.tolist() == pytest.approx([math.log(3 * math.exp(4) + 1)] * 3)
    assert opposed.max() <= 2 / 0.5 + math.log(4)


def test_without_negatives_it_is_zero() -> None:
    queries, positives = unit_vectors(2, 3, seed=0).requires_grad_(), unit_vectors(2, 3, seed=1)
    assert info_nce(queries, positives, torch.empty(0, 3, dtype=torch.float64), temperature=0.1).tolist() == [0, 0]
    none = torch.zeros(2, 4, dtype=torch.bool)
    losses = info_nce(queries, positives, unit_vectors(4, 3, seed=2), temperature=0.1, counts=none)
    losses.sum().backward()
    assert losses.tolist() == [0, 0]
    assert queries.grad is not None
    assert queries.grad.abs().max() == 0


def test_gradcheck() -> None:
    inputs = [unit_vectors(3, 4, seed=s).requires_grad_() for s in range(3)]
    counts = torch.tensor([[True, False, True], [True, True, True], [False, False, True]])
    assert torch.autograd.gradcheck(lambda q, p, n: info_nce(q, p, n, temperature=0.5, counts=counts), inputs)


def test_autocast_does_not_coarsen_it() -> None:
    queries, positives, negatives = (unit_vectors(4, 8, seed=s).float() for s in range(3))
    exact = info_nce(queries, positives, negatives, temperature=0.07)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        inside = info_nce(queries, positives, negatives, temperature=0.07)
    assert torch.equal(exact, inside)


def test_unit_length_of_vectors_and_of_zero() -> None:
    vectors = torch.tensor([[3.0, 4.0], [0.0, 0.0], [0.0, 1e-12]], requires_grad=True)
    lengths = unit_length(vectors, 1)
    lengths[:, 0].sum().backward()
    torch.testing.assert_close(lengths, torch.tensor([[0.6, 0.8], [0.0, 0.0], [0.0, 1.0]]))
    assert vectors.grad is not None
    assert vectors.grad[0].tolist() == pytest.approx([(1 - 0.36) / 5, -0.6 * 0.8 / 5])
    assert vectors.grad[1].tolist() == [0, 0]


def test_unit_length_leaves_half_precision() -> None:
    assert unit_length(torch.ones(2, 3, dtype=torch.bfloat16), 0).dtype == torch.float32
    assert unit_length(torch.ones(2, 3, dtype=torch.float64), 0).dtype == torch.float64
    torch.testing.assert_close(unit_length(torch.ones(4, 3, dtype=torch.bfloat16), 0), torch.full((4, 3), 0.5))
