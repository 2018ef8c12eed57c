"""The command: a published file becomes a checkpoint folder whose card says what was done."""

from __future__ import annotations

import copy
import dataclasses
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from pystac.validation import validate_dict
from torch import nn

import deepsat
from deepsat import operations
from deepsat.checkpoints.checkpoint import load_checkpoint, read_checkpoint_card
from deepsat.checkpoints.checkpoint_card import CheckpointCard
from deepsat.checkpoints.importing.resnets import pass_stem_through
from deepsat.encoders import Architecture, build_network
from deepsat.jobs import Cancelled, ErrorCode, ImportCheckpointJob, UserError
from deepsat.reporting import SilentReporter
from tests.core.checkpoints.importing.published_files import resnet, seco_state, trunk, write_lightning


@pytest.fixture(scope="module")
def network() -> nn.Module:
    return resnet("resnet18", 3)


@pytest.fixture(scope="module")
def seco(network: nn.Module, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("seco") / "seco_resnet18_100k.ckpt"
    return write_lightning(file, seco_state(network, resnet("resnet18", 3, seed=2)))


@pytest.fixture(scope="module")
def imported(seco: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], SilentReporter]:
    output, reporter = tmp_path_factory.mktemp("out") / "my seco", SilentReporter()
    return output, operations.run(ImportCheckpointJob(str(seco), str(output)), reporter), reporter


def test_the_folder_holds_the_published_encoder(
    network: nn.Module, imported: tuple[Path, dict[str, Any], SilentReporter]
) -> None:
    weights, card = load_checkpoint(imported[0])
    for name, tensor in trunk(network).items():
        assert torch.equal(weights[name], tensor), name
    assert [band.name for band in card.bands] == ["B04", "B03", "B02"]
    assert card.pretraining.trained_parts == ("encoder",)
    assert card.pretraining.checkpoint == "SeCo"


def test_what_was_imported_can_be_imported_again_in_its_place(
    seco: Path, imported: tuple[Path, dict[str, Any], SilentReporter]
) -> None:
    output, before, _ = imported
    (output / "checkpoint.safetensors").write_bytes(b"damaged")
    again = operations.run(ImportCheckpointJob(str(seco), str(output)), SilentReporter())
    assert again == before
    assert load_checkpoint(output)[1].pretraining.checkpoint == "SeCo"


def test_the_result_says_what_was_done(imported: tuple[Path, dict[str, Any], SilentReporter]) -> None:
    output, result, reporter = imported
    assert {name: result[name] for name in ("output", "name", "kind", "encoder", "bands", "used", "findings")} == {
        "output": str(output), "name": "my seco", "kind": "SeCo", "encoder": "resnet18",
        "bands": ["B04", "B03", "B02"], "used": 120, "findings": [],
    }  # fmt: skip
    assert result["dropped"]["encoder_k."]["count"] == 120
    assert "momentum copy" in result["dropped"]["encoder_k."]["reason"]
    logged = [text for text, _ in reporter.logged]
    assert logged[0] == "SeCo, resnet18 for the bands B04, B03, B02: 120 tensors are used."
    assert any(text.startswith("Left out: queue (2)") for text in logged)
    assert set(result["adapted"]) < set(logged)
    assert reporter.progressed[-1][0] == 1.0


def test_the_card_remembers_the_file_and_comes_back(
    seco: Path, imported: tuple[Path, dict[str, Any], SilentReporter]
) -> None:
    card = read_checkpoint_card(imported[0])
    facts = card.imported
    assert facts is not None
    assert (facts.kind, facts.file, facts.used) == ("SeCo", "seco_resnet18_100k.ckpt", 120)
    assert facts.md5 == hashlib.md5(seco.read_bytes()).hexdigest()
    assert facts.input_contract["std"] == [1158.5, 887.2, 750.0]
    assert list(facts.adapted) == imported[1]["adapted"]
    document = json.loads(json.dumps(card.to_json()))
    assert CheckpointCard.from_json(document) == card
    assert document["properties"]["title"] == "SeCo, resnet18"
    assert document["properties"]["mlm:pretrained_source"] == "SeCo"
    # Without extensions, whose schemas lie on the network.
    assert len(validate_dict({**document, "stac_extensions": []}, extensions=[])) == 1


def test_a_card_with_half_of_the_facts_is_refused(imported: tuple[Path, dict[str, Any], SilentReporter]) -> None:
    document = copy.deepcopy(read_checkpoint_card(imported[0]).to_json())
    del document["properties"]["deepsat:import"]["md5"]
    with pytest.raises(UserError, match="md5 is missing"):
        CheckpointCard.from_json(document)
    del document["properties"]["deepsat:import"]
    assert CheckpointCard.from_json(document).imported is None


def test_the_same_file_gives_the_same_checkpoint(
    seco: Path, imported: tuple[Path, dict[str, Any], SilentReporter], tmp_path: Path
) -> None:
    torch.manual_seed(99)
    operations.run(ImportCheckpointJob(str(seco), str(tmp_path / "again")), SilentReporter())
    assert read_checkpoint_card(tmp_path / "again").weights_hash == read_checkpoint_card(imported[0]).weights_hash


def test_a_refused_or_cancelled_import_writes_nothing(seco: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        operations.run(ImportCheckpointJob(str(seco), str(tmp_path / "out"), "galileo"), SilentReporter())
    assert caught.value.code is ErrorCode.MODEL_INVALID
    with pytest.raises(Cancelled):
        operations.run(ImportCheckpointJob(str(seco), str(tmp_path / "out")), SilentReporter(cancelled=True))
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_prints_the_result(network: nn.Module, tmp_path: Path) -> None:
    torch.save(network.state_dict(), tmp_path / "resnet18.pth")
    command = [sys.executable, "-m", "deepsat", "import-checkpoint", "--input", "resnet18.pth", "--output", "c"]
    environment = {**os.environ, "PYTHONPATH": str(Path(deepsat.__file__).parent.parent)}
    outcome = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
    result = json.loads(outcome.stdout)
    assert outcome.returncode == 0
    assert result["dropped"] == {"fc.": {"count": 2, "reason": "the classifier of other classes"}}
    assert result["findings"] == ["The file states no licence; its publisher's terms hold."]
    assert "Left out: fc. (2): the classifier of other classes." in outcome.stderr
    assert read_checkpoint_card(tmp_path / "c").pretraining.method == "imported"


def test_half_of_the_last_channels_are_the_first_features_and_nothing_else() -> None:
    architecture = Architecture(in_channels=3, classes=1)
    torch.manual_seed(3)
    network = build_network(architecture).eval()
    stem = network.encoder.conv1.weight.clone()  # type: ignore[union-attr, operator]
    pass_stem_through(network, architecture)
    assert torch.equal(network.encoder.conv1.weight, stem)  # type: ignore[union-attr, arg-type]
    with torch.no_grad():
        features = network.encoder(torch.randn(1, 3, 64, 64))  # type: ignore[operator]
        before = network.decoder(features)  # type: ignore[operator]
        deeper = network.decoder([*features[:2], *(torch.randn_like(each) for each in features[2:])])  # type: ignore[operator]
        first = network.decoder([features[0], features[1] * 2, *features[2:]])  # type: ignore[operator]
    changed = [(before != each).flatten(2).any(dim=2)[0] for each in (deeper, first)]
    assert not changed[0][:8].any()
    # A random channel may be silent.
    assert int(changed[0][8:].sum()) >= 4
    assert changed[1][:8].all()


def test_a_model_of_deepsat_can_be_started_from(tmp_path: Path) -> None:
    from deepsat.checkpoints import Card, TrainingFacts, save_model
    from deepsat.class_map import ClassMap
    from deepsat.imagery import Band, Normalisation
    from deepsat.models import Model

    architecture = Architecture(in_channels=2, classes=3, decoder_channels=(16, 16, 8, 8))
    facts = TrainingFacts("random", "s.tif", "cross_entropy", 0, 1, 1.0, {}, {}, None, {}, "fitted head", {})
    bands = (Band("Green", 560.0), Band("NIR", 850.0))
    card = Card(bands, Normalisation((0.0, 0.0), (1.0, 1.0)), ClassMap.from_names(["a", "b", "c"]), architecture, 64, 8,
                10.0, (0.0, 0.0, 1.0, 1.0), facts, "0.1.0", "2")  # fmt: skip
    torch.manual_seed(6)
    network = build_network(architecture)
    save_model(tmp_path / "model", Model(network, architecture.input_scale), card)
    result = operations.run(ImportCheckpointJob(str(tmp_path / "model"), str(tmp_path / "c")), SilentReporter())
    weights, found = load_checkpoint(tmp_path / "c")
    assert result["kind"] == "DeepSat model"
    assert found.bands == bands
    assert found.architecture == dataclasses.replace(architecture, classes=found.architecture.classes)
    assert torch.equal(
        weights["decoder.blocks.3.conv2.0.weight"], network.state_dict()["decoder.blocks.3.conv2.0.weight"]
    )
