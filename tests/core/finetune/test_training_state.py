from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from deepsat.finetune.training_state import Progression, TrainingState


def trained() -> tuple[nn.Module, torch.optim.Optimizer]:
    torch.manual_seed(0)
    network = nn.Sequential(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3))
    optimiser = torch.optim.AdamW(network.parameters(), lr=0.1)
    step(network, optimiser, seed=1)
    return network, optimiser


def step(network: nn.Module, optimiser: torch.optim.Optimizer, seed: int) -> None:
    images = torch.randn(2, 2, 8, 8, generator=torch.Generator().manual_seed(seed))
    optimiser.zero_grad()
    network(images).square().sum().backward()
    optimiser.step()


def fresh() -> tuple[nn.Module, torch.optim.Optimizer]:
    network = nn.Sequential(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3))
    return network, torch.optim.AdamW(network.parameters(), lr=0.1)


def test_a_restored_training_goes_on_as_if_nothing_had_happened(tmp_path: Path) -> None:
    network, optimiser = trained()
    best = {name: tensor + 1 for name, tensor in network.state_dict().items()}
    progression = Progression(3, 9, False, 2, 0.5, 1, [{"step": 0, "held_out_mean_iou": 0.5}])
    start = {name: tensor - 1 for name, tensor in network.state_dict().items()}
    kept = {"start": start, "best": best}
    TrainingState(tmp_path / "model", "abc").save(network, kept, optimiser, progression)
    again, its_optimiser = fresh()
    restored = TrainingState(tmp_path / "model", "abc").restore(again, its_optimiser)
    assert restored is not None
    assert restored[1] == progression
    assert restored[0].keys() == kept.keys()
    for part, weights in kept.items():
        assert restored[0][part].keys() == weights.keys()
        assert all(torch.equal(tensor, weights[name]) for name, tensor in restored[0][part].items())
    for seed in (2, 3):
        step(network, optimiser, seed)
        step(again, its_optimiser, seed)
    for name, tensor in network.state_dict().items():
        assert torch.equal(tensor, again.state_dict()[name]), name


def test_the_state_of_another_training_or_a_damaged_one_is_none(tmp_path: Path) -> None:
    network, optimiser = trained()
    state = TrainingState(tmp_path / "model", "abc")
    assert state.restore(*fresh()) is None
    state.save(network, {"start": {}, "best": {}}, optimiser, Progression())
    assert state.restore(*fresh()) is not None
    assert TrainingState(tmp_path / "model", "abd").restore(*fresh()) is None
    assert state.named("another").restore(*fresh()) is None
    file = tmp_path / "model.resume" / "training.safetensors"
    file.write_bytes(file.read_bytes()[:100])
    assert state.restore(*fresh()) is None
    state.remove()
    assert list(tmp_path.iterdir()) == []


def test_the_state_lies_beside_the_model(tmp_path: Path) -> None:
    assert TrainingState(tmp_path / "forest.v2", "").folder == tmp_path / "forest.v2.resume"
    with pytest.raises(TypeError):
        Progression.from_json({"unknown": 1})
