"""Checkpoint folders: what is saved comes back, and what does not belong together is refused."""

from __future__ import annotations

import copy
import dataclasses
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from pystac.validation import validate_dict
from torch import nn

from deepsat.checkpoints.checkpoint import (
    load_checkpoint,
    put_weights,
    read_checkpoint_card,
    save_checkpoint,
)
from deepsat.checkpoints.checkpoint_card import CheckpointCard
from deepsat.encoders import build_network
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.choices import METHODS
from tests.core.checkpoint_card import CARD

ARCHITECTURE = CARD.architecture


@pytest.fixture(scope="module")
def _network() -> nn.Module:
    torch.manual_seed(1)
    network = build_network(ARCHITECTURE)
    # Statistics other than those of a fresh network, so that losing them would show.
    network(torch.randn(2, 13, 64, 64))
    return network.eval()


@pytest.fixture(scope="module")
def _saved(_network: nn.Module, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checkpoints") / "c"
    save_checkpoint(folder, _network, CARD)
    return folder


@pytest.fixture
def network(_network: nn.Module) -> nn.Module:
    return copy.deepcopy(_network)


@pytest.fixture
def saved(_saved: Path, tmp_path: Path) -> Path:
    """A checkpoint folder of the network, in half precision."""
    return Path(shutil.copytree(_saved, tmp_path / "c"))


def test_weights_come_back_exactly_without_half_precision(network: nn.Module, tmp_path: Path) -> None:
    saved = save_checkpoint(tmp_path / "c", network, CARD, half=False)
    weights, card = load_checkpoint(tmp_path / "c")
    expected = {k: v for k, v in network.state_dict().items() if not k.startswith("segmentation_head.")}
    assert weights.keys() == expected.keys()
    assert all(torch.equal(weights[key], expected[key]) for key in expected)
    assert card == saved
    assert card.parameters == sum(tensor.numel() for tensor in expected.values())


def test_half_precision_rounds_weights_and_keeps_statistics(network: nn.Module, saved: Path) -> None:
    weights, _ = load_checkpoint(saved)
    assert all(tensor.dtype in (torch.float32, torch.int64) for tensor in weights.values())
    original = network.state_dict()
    assert torch.equal(weights["encoder.conv1.weight"], original["encoder.conv1.weight"].half().float())
    assert not torch.equal(weights["encoder.conv1.weight"], original["encoder.conv1.weight"])
    assert torch.equal(weights["encoder.bn1.running_var"], original["encoder.bn1.running_var"])
    assert (saved / "checkpoint.safetensors").stat().st_size < 2.05 * sum(tensor.numel() for tensor in weights.values())


def test_a_weight_too_large_for_half_precision_keeps_its_own(network: nn.Module, tmp_path: Path) -> None:
    with torch.no_grad():
        network.encoder.conv1.weight[0, 0, 0, 0] = 1e6
    save_checkpoint(tmp_path / "c", network, CARD)
    assert float(load_checkpoint(tmp_path / "c")[0]["encoder.conv1.weight"][0, 0, 0, 0]) == 1e6


@pytest.mark.parametrize("wrong", [torch.inf, torch.nan])
def test_weights_that_are_not_finite_are_not_saved(network: nn.Module, saved: Path, wrong: float) -> None:
    network.encoder.bn1.running_var[5] = wrong
    before = (saved / "checkpoint.safetensors").read_bytes()
    with pytest.raises(UserError, match="undefined numbers in encoder.bn1.running_var") as caught:
        save_checkpoint(saved, network, CARD)
    assert caught.value.code is ErrorCode.TRAINING_FAILED
    assert (saved / "checkpoint.safetensors").read_bytes() == before


def test_finite_weights_whose_sum_is_not_are_saved(network: nn.Module, tmp_path: Path) -> None:
    with torch.no_grad():
        network.encoder.conv1.weight[0, 0].fill_(3e38)
    save_checkpoint(tmp_path / "c", network, CARD)
    assert torch.equal(load_checkpoint(tmp_path / "c")[0]["encoder.conv1.weight"], network.encoder.conv1.weight)


def test_the_card_comes_back_from_its_json() -> None:
    document = json.loads(json.dumps(CARD.to_json()))
    assert CheckpointCard.from_json(document) == CARD
    # Without extensions, whose schemas lie on the network.
    assert len(validate_dict({**document, "stac_extensions": []}, extensions=[])) == 1
    assert document["properties"]["bands"][8] == {"name": "B8A", "eo:center_wavelength": 0.865}
    assert document["properties"]["mlm:input"][0]["input"]["shape"] == [-1, 13, 128, 128]


@pytest.mark.parametrize("method", METHODS)
def test_the_title_tells_the_method_as_people_call_it(method: str) -> None:
    def title(places: tuple[str, ...]) -> str:
        facts = dataclasses.replace(CARD.pretraining, method=method, places=places)
        return str(dataclasses.replace(CARD, pretraining=facts).to_json()["properties"]["title"])

    called = {"embedding_earth": "Embedding Earth", "seco": "SeCo", "cscl": "CSCL"}[method]
    assert [title(("a",)), title(("a", "b"))] == [f"{called}, 1 place", f"{called}, 2 places"]


def test_equal_trainings_write_equal_weight_files(network: nn.Module, saved: Path, tmp_path: Path) -> None:
    later = dataclasses.replace(
        CARD, created="2027-01-01T00:00:00Z", pretraining=dataclasses.replace(CARD.pretraining, seconds=99.0)
    )
    save_checkpoint(tmp_path / "later", network, later)
    files = [(folder / "checkpoint.safetensors").read_bytes() for folder in (saved, tmp_path / "later")]
    assert files[0] == files[1]


def test_a_checkpoint_is_replaced_and_other_folders_are_not(network: nn.Module, saved: Path, tmp_path: Path) -> None:
    other = dataclasses.replace(CARD, created="2027-01-01T00:00:00Z")
    save_checkpoint(saved, network, other)
    assert read_checkpoint_card(saved).created == "2027-01-01T00:00:00Z"
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("!")
    with pytest.raises(UserError, match=r"thesis\.txt"):
        save_checkpoint(tmp_path / "mine", network, CARD)


def test_log_files_are_copied(network: nn.Module, tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "events").write_bytes(b"\x01")
    save_checkpoint(tmp_path / "c", network, CARD, log=tmp_path / "log")
    assert (tmp_path / "c" / "log" / "events").read_bytes() == b"\x01"


def test_a_card_of_other_weights_is_refused(network: nn.Module, saved: Path, tmp_path: Path) -> None:
    with torch.no_grad():
        network.encoder.conv1.weight.mul_(2)
    save_checkpoint(tmp_path / "b", network, CARD)
    (saved / "checkpoint.json").write_bytes((tmp_path / "b" / "checkpoint.json").read_bytes())
    with pytest.raises(UserError, match="hash") as caught:
        load_checkpoint(saved)
    assert caught.value.code is ErrorCode.MODEL_INVALID


def test_weights_of_another_architecture_are_refused_by_name(network: nn.Module, tmp_path: Path) -> None:
    architecture = dataclasses.replace(ARCHITECTURE, decoder_channels=(16, 16, 8, 8, 9))
    wider = dataclasses.replace(CARD, architecture=architecture)
    save_checkpoint(tmp_path / "c", network, wider)
    with pytest.raises(UserError, match=r"others, as decoder\.blocks\.4\.conv1\.0\.weight"):
        load_checkpoint(tmp_path / "c")


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda folder: (folder / "checkpoint.json").unlink(), ErrorCode.CHECKPOINT_UNKNOWN),
        (lambda folder: (folder / "checkpoint.json").write_text("{"), ErrorCode.MODEL_INVALID),
        (lambda folder: (folder / "checkpoint.json").write_text("[]"), ErrorCode.MODEL_INVALID),
        (lambda folder: (folder / "checkpoint.safetensors").unlink(), ErrorCode.MODEL_INVALID),
        (lambda folder: (folder / "checkpoint.safetensors").write_bytes(b"12345678"), ErrorCode.MODEL_INVALID),
    ],
    ids=["no card", "broken card", "other card", "no weights", "broken weights"],
)
def test_damaged_folders_are_refused(saved: Path, damage: Callable[[Path], object], code: ErrorCode) -> None:
    damage(saved)
    with pytest.raises(UserError) as caught:
        load_checkpoint(saved)
    assert caught.value.code is code


def test_weights_are_put_into_a_network_whose_head_stays(network: nn.Module, tmp_path: Path) -> None:
    save_checkpoint(tmp_path / "c", network, CARD, half=False)
    weights, _ = load_checkpoint(tmp_path / "c")
    other = build_network(dataclasses.replace(ARCHITECTURE, classes=4))
    head = other.segmentation_head[0].weight.clone()
    put_weights(other, weights)
    assert torch.equal(other.segmentation_head[0].weight, head)
    assert torch.equal(other.decoder.blocks[0].conv1[0].weight, network.decoder.blocks[0].conv1[0].weight)
    with pytest.raises(UserError, match=r"1 others, as encoder\.bn1\.bias"):
        put_weights(other, {key: tensor for key, tensor in weights.items() if key != "encoder.bn1.bias"})


def test_stages_that_are_not_used_are_not_stored(tmp_path: Path) -> None:
    shallow = dataclasses.replace(ARCHITECTURE, decoder_channels=(16, 8, 8, 8))
    network = build_network(shallow)
    saved = save_checkpoint(tmp_path / "c", network, dataclasses.replace(CARD, architecture=shallow), half=False)
    weights, _ = load_checkpoint(tmp_path / "c")
    put_weights(network, weights)
    assert saved.parameters < 3_500_000 < sum(tensor.numel() for tensor in weights.values())
    assert not weights["encoder.layer4.0.conv1.weight"].any()
    assert weights["encoder.layer3.0.conv1.weight"].any()
