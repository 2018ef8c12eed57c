from __future__ import annotations

import pytest
import torch
from torch import nn

from deepsat.finetune.weight_averaging import averaged, with_weights


def test_the_mean_is_weighted_and_counters_are_those_of_the_trained() -> None:
    start = {"weight": torch.tensor([0.0, 4.0]), "count": torch.tensor(3)}
    trained = {"weight": torch.tensor([8.0, 0.0]), "count": torch.tensor(9)}
    mean = averaged(start, trained, 0.25)
    assert mean["weight"].tolist() == [6.0, 1.0]
    assert mean["count"].item() == 9
    assert trained["weight"].tolist() == [8.0, 0.0]


@pytest.mark.parametrize(("share", "expected"), [(0.0, [8.0, 0.1]), (1.0, [0.3, 4.0])])
def test_the_ends_are_the_states_themselves(share: float, expected: list[float]) -> None:
    mean = averaged({"w": torch.tensor([0.3, 4.0])}, {"w": torch.tensor([8.0, 0.1])}, share)
    assert torch.equal(mean["w"], torch.tensor(expected))


def test_nothing_trained_is_the_start_to_the_last_bit() -> None:
    start = {"w": torch.randn(1000, generator=torch.Generator().manual_seed(1))}
    assert torch.equal(averaged(start, start, 0.3)["w"], start["w"])


def test_lent_weights_are_given_back_even_after_a_failure() -> None:
    network = nn.Linear(1, 1, bias=False)
    own = network.weight.item()
    with pytest.raises(RuntimeError), with_weights(network, {"weight": torch.tensor([[7.0]])}):
        assert network(torch.tensor([[2.0]])).item() == 14.0
        raise RuntimeError
    assert network.weight.item() == own
