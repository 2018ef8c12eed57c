from __future__ import annotations

import dataclasses
import json
import os
import stat
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from sklearn.ensemble import RandomForestClassifier
from torch import nn

from deepsat.checkpoints import Card, hash_of_weights, load_model, read_card, save_model
from deepsat.checkpoints.model_folder import CARD_KEY
from deepsat.encoders import Architecture, build_network, declare_missing_operators, parameter_count
from deepsat.jobs import ErrorCode, UserError
from deepsat.models import Forest, Model
from deepsat.models.forest import arrays_of_trees


def refusal(folder: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        load_model(folder)
    assert caught.value.code is ErrorCode.MODEL_INVALID
    return caught.value


def test_network_and_card_come_back_as_they_were(tmp_path: Path, network: nn.Module, unsaved: Card) -> None:
    saved = save_model(tmp_path / "modèle", Model(network, 2), unsaved)
    again, card = load_model(tmp_path / "modèle")
    images = torch.randn(1, 3, 64, 96)
    with torch.no_grad():
        assert torch.equal(again.network(images), network(images))
    assert not again.training
    assert card.to_json() == saved.to_json() == read_card(tmp_path / "modèle").to_json()
    assert (len(card.weights_hash), card.parameters) == (64, parameter_count(network))
    assert sorted(p.name for p in tmp_path.rglob("*")) == sorted(
        ["modèle", "config.json", "model.json", "model.safetensors"]
    )


@pytest.fixture
def forest() -> Forest:
    """Of nine features (three bands), with noise fractions, and three classes."""
    draw = np.random.default_rng(0)
    trees = RandomForestClassifier(4, random_state=0).fit(draw.normal(size=(90, 9)), np.arange(90) % 3).estimators_
    linear = {"rotation": torch.randn(2, 3), "band_weights": torch.randn(3, 3), "band_biases": torch.randn(3)}
    return Forest({**arrays_of_trees([tree.tree_ for tree in trees], np.arange(3), 3), **linear})


@pytest.mark.skipif(os.name != "posix", reason="permissions of other people")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_other_people_may_read_a_model_where_they_may_read_files(
    tmp_path: Path, network: nn.Module, unsaved: Card, umask: int, mode: int
) -> None:
    before = os.umask(umask)
    try:
        save_model(tmp_path / "model", Model(network, 2), unsaved)
    finally:
        os.umask(before)
    found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "model").iterdir()}
    assert {"model.safetensors", "model.json"} <= found.keys()
    assert set(found.values()) == {mode}


def test_a_forest_comes_back_and_belongs_to_its_network(
    tmp_path: Path, network: nn.Module, forest: Forest, unsaved: Card
) -> None:
    saved = save_model(tmp_path / "model", Model(network, 2, forest, 0.75, smooths=True), unsaved)
    again, card = load_model(tmp_path / "model")
    images = torch.randn(1, 3, 32, 64)
    with torch.no_grad():
        expected = Model(network, 2, forest, 0.75, smooths=True).probabilities(images)
        assert torch.equal(again.probabilities(images), expected)
        assert not torch.equal(Model(network, 2).probabilities(images), expected)
    assert (card.forest_share, card.trees, saved.trees, card.smooths) == (0.75, 4, 4, True)
    path = tmp_path / "model" / "forest.safetensors"
    arrays = load_file(path)
    path.unlink()
    assert "forest.safetensors" in refusal(tmp_path / "model").found
    save_file({**arrays, "shares": arrays["shares"].flip(2).contiguous()}, path)
    assert "hash" in refusal(tmp_path / "model").found
    path.write_bytes(b"no forest")
    assert "damaged" in refusal(tmp_path / "model").found


def test_a_forest_of_other_bands_or_classes_is_refused(
    tmp_path: Path, network: nn.Module, forest: Forest, unsaved: Card
) -> None:
    beyond = {**forest.arrays(), "features": forest.arrays()["features"] + 9}
    fewer = {name: values[:2] if name.startswith("band") else values for name, values in forest.arrays().items()}
    fewer["shares"] = fewer["shares"][:, :, :2].contiguous()
    more_bands = {**forest.arrays(), "rotation": torch.randn(2, 4), "band_weights": torch.randn(3, 4)}
    for arrays in (beyond, fewer, more_bands):
        save_model(tmp_path / "model", Model(network, 2, Forest(arrays), 1.0), unsaved)
        assert "classes" in refusal(tmp_path / "model").found


def test_smp_opens_the_folder_with_the_same_logits(tmp_path: Path, unsaved: Card) -> None:
    declare_missing_operators()
    import segmentation_models_pytorch as smp

    # As deep as what fine-tuning makes.
    architecture = Architecture(in_channels=3, classes=3)
    network = build_network(architecture).eval()
    save_model(tmp_path / "model", Model(network, 2), dataclasses.replace(unsaved, architecture=architecture))
    # The same layout in memory, so that sums are rounded alike.
    opened = smp.from_pretrained(str(tmp_path / "model")).eval().to(memory_format=torch.channels_last)
    images = torch.randn(1, 3, 64, 96)
    with torch.no_grad():
        assert torch.equal(opened(images), network(images))


def test_the_weights_file_describes_itself_and_is_the_same_at_any_time(
    tmp_path: Path, network: nn.Module, unsaved: Card
) -> None:
    save_model(tmp_path / "one", Model(network, 2), unsaved)
    training = dataclasses.replace(unsaved.training, seconds=99.0)
    save_model(
        tmp_path / "two",
        Model(network, 2),
        dataclasses.replace(unsaved, created="2027-01-01T00:00:00Z", training=training),
    )
    one, two = (tmp_path / name / "model.safetensors" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    header_length = int.from_bytes(one.read_bytes()[:8], "little")
    header = json.loads(one.read_bytes()[8 : 8 + header_length])["__metadata__"]
    assert Card.from_json(json.loads(header[CARD_KEY])).class_map == unsaved.class_map


def test_hash_tells_values_shapes_names_and_types_apart() -> None:
    plain = {"a": torch.arange(6.0), "b": torch.zeros(2)}
    hashes = {
        hash_of_weights(plain),
        hash_of_weights({"a": torch.arange(6.0).reshape(2, 3), "b": torch.zeros(2)}),
        hash_of_weights({"a": torch.arange(6.0), "c": torch.zeros(2)}),
        hash_of_weights({"a": torch.arange(6.0), "b": torch.zeros(2, dtype=torch.int32)}),
        hash_of_weights({"a": torch.arange(6.0) + 1e-6, "b": torch.zeros(2)}),
    }
    assert len(hashes) == 5
    assert hash_of_weights(dict(reversed(plain.items()))) in hashes


def test_missing_files_are_named(tmp_path: Path, network: nn.Module, unsaved: Card) -> None:
    folder = tmp_path / "model"
    assert "no folder at" in refusal(folder).found
    folder.mkdir()
    assert "no file" in refusal(folder).found
    save_model(folder, Model(network, 2), unsaved)
    (folder / "model.safetensors").unlink()
    assert "model.safetensors" in refusal(folder).found


def test_a_card_that_was_edited_is_refused(tmp_path: Path, network: nn.Module, unsaved: Card) -> None:
    save_model(tmp_path / "model", Model(network, 2), unsaved)
    path = tmp_path / "model" / "model.json"
    swapped = path.read_text(encoding="utf-8").replace('"fields"', '"?"').replace('"water"', '"fields"')
    path.write_text(swapped.replace('"?"', '"water"'), encoding="utf-8")
    assert read_card(tmp_path / "model").class_map.names == ("water", "fields", "Wäldchen")
    assert "otherwise" in refusal(tmp_path / "model").found
    path.write_text("{", encoding="utf-8")
    assert "cannot be read" in refusal(tmp_path / "model").found


def test_weights_that_were_edited_damaged_or_exchanged_are_refused(
    tmp_path: Path, network: nn.Module, unsaved: Card
) -> None:
    save_model(tmp_path / "model", Model(network, 2), unsaved)
    path = tmp_path / "model" / "model.safetensors"
    whole = path.read_bytes()
    header_length = int.from_bytes(whole[:8], "little")
    metadata = json.loads(whole[8 : 8 + header_length])["__metadata__"]
    weights = load_file(path)
    weights["segmentation_head.0.bias"] = weights["segmentation_head.0.bias"] + 1
    save_file(weights, path, metadata)
    assert "hash" in refusal(tmp_path / "model").found
    path.write_bytes(whole[: len(whole) // 2])
    assert "damaged" in refusal(tmp_path / "model").found
    save_file(weights, path)
    assert "without one" in refusal(tmp_path / "model").found


def test_a_folder_with_other_things_is_not_replaced(tmp_path: Path, network: nn.Module, unsaved: Card) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(UserError) as caught:
        save_model(folder, Model(network, 2), unsaved)
    assert caught.value.code is ErrorCode.OUTPUT_UNWRITABLE
    assert [p.name for p in tmp_path.rglob("*")] == ["photos", "holiday.jpg"]
