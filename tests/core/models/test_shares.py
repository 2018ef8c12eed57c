"""Shares of classes: right, and the same bits whatever computes them."""

from __future__ import annotations

import pytest
import torch

from deepsat.models.shares import shares_of


def test_shares_are_those_of_softmax_and_add_up_to_one() -> None:
    logits = torch.randn(2, 5, 30, 17, generator=torch.Generator().manual_seed(0)) * 30
    shares = shares_of(logits)
    torch.testing.assert_close(shares, torch.softmax(logits, dim=1))
    torch.testing.assert_close(shares.sum(dim=1), torch.ones(2, 30, 17))
    assert shares_of(torch.full((1, 4, 1, 1), 1e4)).flatten().tolist() == [0.25] * 4


@pytest.mark.parametrize("threads", [2, 3, 5])
def test_threads_change_no_bit(threads: int) -> None:
    logits = torch.randn(1, 10, 301, 257, generator=torch.Generator().manual_seed(1)) * 4
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(1)
        expected = shares_of(logits)
        torch.set_num_threads(threads)
        assert torch.equal(shares_of(logits), expected)
    finally:
        torch.set_num_threads(before)
