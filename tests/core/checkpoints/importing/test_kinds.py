"""Kinds of published files: each weight lands where it belongs, and none is lost or made up in silence."""

from __future__ import annotations

import importlib
import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from deepsat.checkpoints.importing.imported import Imported
from deepsat.checkpoints.importing.kinds import kind_of
from deepsat.checkpoints.importing.published import open_published
from deepsat.checkpoints.importing.resnets import restated
from deepsat.encoders import build_network, declare_missing_operators
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_slots import SENTINEL2_SLOTS
from tests.core.checkpoints.importing.published_files import (
    prefixed,
    resnet,
    seco_state,
    trunk,
    write_lightning,
)

declare_missing_operators()
smp = importlib.import_module("segmentation_models_pytorch")

ALL = [band.name for band in SENTINEL2_SLOTS]


def read(path: Path, file_kind: str = "auto") -> Imported:
    published = open_published(path)
    return kind_of(published, file_kind).read(published)


def dino(network: nn.Module, other: nn.Module) -> dict[str, Any]:
    """DINO's file: teacher and student with heads, the loss's centre, and the state of the training."""
    states = {}
    for role, each in (("student", other), ("teacher", network)):
        backbone = {n: t for n, t in each.state_dict().items() if not n.startswith("fc.")}
        states[role] = prefixed("module.backbone.", backbone) | {"module.head.mlp.0.weight": torch.ones(2)}
    return {**states, "optimizer": {"state": {0: {"exp_avg": torch.ones(2)}}}, "epoch": 100,
            "dino_loss": {"center": torch.zeros(1, 4)}, "fp16_scaler": {"scale": 1.0}}  # fmt: skip


def moco(network: nn.Module, other: nn.Module, query: str = "encoder_q", key: str = "encoder_k") -> dict[str, Any]:
    state = prefixed(f"module.{query}.", network.state_dict()) | prefixed(f"module.{key}.", other.state_dict())
    return {"epoch": 100, "arch": "resnet18", "state_dict": state | {"module.queue": torch.ones(2, 2)},
            "optimizer": {"state": {}}}  # fmt: skip


@pytest.fixture(scope="module")
def network() -> nn.Module:
    return resnet("resnet18", 3)


@pytest.fixture(scope="module")
def wide() -> nn.Module:
    return resnet("resnet18", 13)


@pytest.fixture(scope="module")
def other() -> nn.Module:
    return resnet("resnet18", 3, seed=2)


def assert_encoder_is(imported: Imported, expected: dict[str, Tensor]) -> None:
    found = {name: tensor for name, tensor in imported.weights.items() if name.startswith("encoder.")}
    assert found.keys() == expected.keys()
    assert all(torch.equal(found[name], tensor) for name, tensor in expected.items())
    assert imported.used == len(expected)


@pytest.mark.parametrize("legacy", [False, True], ids=["zip", "before zip"])
def test_seco_lands_where_it_belongs(network: nn.Module, other: nn.Module, tmp_path: Path, legacy: bool) -> None:
    file = write_lightning(tmp_path / "seco_resnet18_1m.ckpt", seco_state(network, other), legacy=legacy)
    imported = read(file)
    assert_encoder_is(imported, trunk(network))
    assert [band.name for band in imported.bands] == ["B04", "B03", "B02"]
    assert [band.wavelength_nm for band in imported.bands] == [665.0, 560.0, 492.0]
    assert (imported.kind, imported.architecture.encoder_name) == ("SeCo", "resnet18")
    assert {name: group.count for name, group in imported.dropped.items()} == {
        "callbacks/": 1, "encoder_k.": imported.used, "heads_k.": 12, "heads_q.": 12, "optimizer_states/": 1,
        "queue": 2, "settings and counters": 7,
    }  # fmt: skip
    assert imported.input_contract["mean"] == [2453.5, 1884.5, 1471.0]
    assert imported.trained_parts == ("encoder",)
    assert "CC BY 4.0" in imported.licence
    assert any("decoder is random" in sentence for sentence in imported.adapted)


@pytest.mark.parametrize("name", ["resnet34", "resnet50"])
def test_deeper_networks_are_recognised_by_their_blocks(tmp_path: Path, name: str) -> None:
    network = resnet(name, 3)
    torch.save(network.state_dict(), tmp_path / "model.pth")
    imported = read(tmp_path / "model.pth", "torchgeo")
    assert imported.architecture.encoder_name == name
    assert_encoder_is(imported, trunk(network))
    assert {key: group.count for key, group in imported.dropped.items()} == {"fc.": 2}


def test_a_network_of_other_blocks_is_refused_in_words(tmp_path: Path) -> None:
    torch.save(resnet("resnet101", 3).state_dict(), tmp_path / "model.pth")
    with pytest.raises(UserError, match="3, 4, 23, 3 bottleneck blocks") as caught:
        read(tmp_path / "model.pth")
    assert caught.value.code is ErrorCode.MODEL_INVALID


def test_caco_is_known_by_its_name_and_an_unknown_file_is_not_claimed(
    network: nn.Module, other: nn.Module, tmp_path: Path
) -> None:
    caco = read(write_lightning(tmp_path / "resnet18-caco-100k.ckpt", seco_state(network, other)), "seco")
    assert (caco.kind, caco.licence) == ("CACo", "")
    assert "Change-Aware" in caco.source
    unknown = read(write_lightning(tmp_path / "last.ckpt", seco_state(network, other)))
    assert (unknown.kind, unknown.licence) == ("SeCo or CACo", "")


def test_seco_eco_takes_its_bands_from_its_settings(other: nn.Module, tmp_path: Path) -> None:
    network = resnet("resnet18", 9)
    names = ["B2", "B3", "B4", "B5", "B6", "B7", "B8", "B8A", "NDVI"]
    file = write_lightning(tmp_path / "seco-eco_e100.ckpt", seco_state(network, other), band_names=names)
    imported = read(file, "ssl4eo")
    assert imported.kind == "SeCo-Eco"
    assert [band.name for band in imported.bands] == [*ALL[1:9], "NDVI"]
    assert [band.wavelength_nm is None for band in imported.bands] == [False] * 8 + [True]
    stem, published = imported.weights["encoder.conv1.weight"], network.state_dict()["conv1.weight"]
    assert torch.allclose(stem[:, 1], published[:, 1] * (1183.6 / 255), rtol=1e-5)
    assert torch.equal(stem[:, 8], published[:, 8])
    assert "The input NDVI is no band of a scene and stays 0." in imported.adapted
    assert imported.input_contract["values"].endswith("divided by 255")
    assert imported.input_contract["mean"][:2] == [884.3 / 255, 1144.2 / 255]


def test_seco_eco_without_settings_has_twelve_bands(other: nn.Module, tmp_path: Path) -> None:
    file = write_lightning(tmp_path / "eco.ckpt", seco_state(resnet("resnet18", 12), other))
    assert [band.name for band in read(file).bands] == [name for name in ALL if name != "B10"]
    narrow = write_lightning(tmp_path / "odd.ckpt", seco_state(resnet("resnet18", 5), other))
    with pytest.raises(UserError, match="a network for 5 bands"):
        read(narrow)


@pytest.mark.parametrize(("query", "key"), [("encoder_q", "encoder_k"), ("base_encoder", "momentum_encoder")])
def test_moco_takes_the_query_encoder(wide: nn.Module, tmp_path: Path, query: str, key: str) -> None:
    torch.save(moco(wide, resnet("resnet18", 13, seed=2), query, key), tmp_path / "B13_rn18_moco.pth")
    imported = read(tmp_path / "B13_rn18_moco.pth")
    assert imported.kind == "SSL4EO-S12 MoCo"
    assert [band.name for band in imported.bands] == ALL
    expected = trunk(wide)
    for name in ("encoder.layer4.1.conv2.weight", "encoder.bn1.running_var", "encoder.layer1.0.bn1.running_mean"):
        assert torch.equal(imported.weights[name], expected[name]), name
    counts = {name: group.count for name, group in imported.dropped.items()}
    assert counts[f"module.{query}.fc."] == 2
    assert counts[f"module.{key}."] == imported.used + 2
    assert counts["module.queue"] == 1


def test_dino_takes_the_teacher(wide: nn.Module, tmp_path: Path) -> None:
    torch.save(dino(wide, resnet("resnet18", 13, seed=2)), tmp_path / "B13_rn18_dino.pth")
    imported = read(tmp_path / "B13_rn18_dino.pth", "ssl4eo")
    assert imported.kind == "SSL4EO-S12 DINO"
    assert torch.equal(imported.weights["encoder.layer3.0.conv1.weight"], trunk(wide)["encoder.layer3.0.conv1.weight"])
    assert {name: group.count for name, group in imported.dropped.items()} == {
        "dino_loss/": 1, "optimizer/": 1, "settings and counters": 2, "student/module.backbone.": imported.used,
        "student/module.head.": 1, "teacher/module.head.": 1,
    }  # fmt: skip


def test_moco_on_photographs_is_not_taken_for_sentinel2(network: nn.Module, other: nn.Module, tmp_path: Path) -> None:
    torch.save(moco(network, other), tmp_path / "moco_v2_800ep.pth")
    imported = read(tmp_path / "moco_v2_800ep.pth")
    assert (imported.kind, imported.source) == ("MoCo", "")
    assert_encoder_is(imported, trunk(network))


def test_a_network_fed_with_reflectance_does_the_same_with_standardised_bands(wide: nn.Module, tmp_path: Path) -> None:
    torch.save(moco(wide, wide), tmp_path / "B13_rn18_moco.pth")
    imported = read(tmp_path / "B13_rn18_moco.pth")
    mean, std = (torch.tensor(imported.input_contract[name]).view(1, -1, 1, 1) for name in ("mean", "std"))
    assert 0.13 < float(mean[0, 1]) < 0.14 < float(mean[0, 0]) < 0.17
    ours = build_network(imported.architecture).eval()
    ours.load_state_dict(dict(imported.weights), strict=False)
    torch.manual_seed(4)
    reflectance = torch.rand(1, 13, 64, 64) * 0.3
    with torch.no_grad():
        theirs = wide.bn1(wide.conv1(reflectance))  # type: ignore[operator]
        found = ours.encoder.bn1(ours.encoder.conv1((reflectance - mean) / std))
        wrong = ours.encoder.bn1(ours.encoder.conv1(reflectance))
    inner = (..., slice(2, -2), slice(2, -2))
    assert torch.allclose(found[inner], theirs[inner], atol=1e-4)
    assert not torch.allclose(wrong[inner], theirs[inner], atol=0.1)


def test_restating_multiplies_each_band_by_its_own_deviation() -> None:
    encoder = {"encoder.conv1.weight": torch.ones(1, 2, 1, 1), "encoder.bn1.running_mean": torch.tensor([5.0])}
    found = restated(encoder, [1.0, 10.0], [2.0, 3.0])
    assert found["encoder.conv1.weight"].flatten().tolist() == [2.0, 3.0]
    assert found["encoder.bn1.running_mean"].tolist() == [-6.0]


def test_torchgeos_thirteen_bands_and_plain_safetensors(wide: nn.Module, tmp_path: Path) -> None:
    state = {name: tensor.contiguous() for name, tensor in wide.state_dict().items() if not name.startswith("fc.")}
    save_file(state, tmp_path / "resnet18_sentinel2_all_moco.safetensors")
    imported = read(tmp_path / "resnet18_sentinel2_all_moco.safetensors")
    assert [band.name for band in imported.bands] == ALL
    assert imported.dropped == {}
    published = wide.state_dict()["conv1.weight"]
    assert torch.allclose(imported.weights["encoder.conv1.weight"][:, 7], published[:, 7] * 0.12484, rtol=1e-5)
    assert "It is assumed that they are Sentinel-2's in their order" in imported.adapted[0]


def test_seco_eco_is_the_same_network_from_its_authors_and_from_torchgeo(other: nn.Module, tmp_path: Path) -> None:
    network = resnet("resnet18", 12)
    own = read(write_lightning(tmp_path / "seco_eco.ckpt", seco_state(network, other)))
    torch.save(network.state_dict(), tmp_path / "resnet50_sentinel2_all_seco_eco-a273eb78.pth")
    torchgeos = read(tmp_path / "resnet50_sentinel2_all_seco_eco-a273eb78.pth")
    assert (torchgeos.kind, torchgeos.input_contract) == (own.kind, own.input_contract)
    assert own.weights.keys() == torchgeos.weights.keys()
    assert all(torch.equal(own.weights[key], torchgeos.weights[key]) for key in own.weights)


def test_torchgeos_networks_for_red_green_blue_are_known_by_name(network: nn.Module, tmp_path: Path) -> None:
    published = network.state_dict()["conv1.weight"]
    found = {}
    for name in ("resnet18_sentinel2_rgb_moco-e3a335e3.pth", "resnet18_sentinel2_rgb_seco-cefca942.pth", "mine.pth"):
        torch.save(network.state_dict(), tmp_path / name)
        found[name.split("-")[0]] = read(tmp_path / name)
    moco, seco, mine = found.values()
    scale = torch.tensor([1138.8, 875.1, 850.3]).view(1, 3, 1, 1) / 10_000
    assert torch.allclose(moco.weights["encoder.conv1.weight"], published * scale, rtol=1e-5)
    assert moco.input_contract["values"] == "Sentinel-2 L1C, stored numbers divided by 10,000"
    assert torch.equal(seco.weights["encoder.conv1.weight"], published)
    assert seco.input_contract["mean"] == [2453.5, 1884.5, 1471.0]
    assert torch.equal(mine.weights["encoder.conv1.weight"], published)
    assert mine.input_contract["mean"] == [0.485, 0.456, 0.406]
    assert [each.kind for each in found.values()] == ["SSL4EO-S12 MoCo", "SeCo", "ResNet"]


def test_softcon_is_fed_with_standardised_bands(wide: nn.Module, tmp_path: Path) -> None:
    torch.save(wide.state_dict(), tmp_path / "B13_rn50_softcon.pth")
    imported = read(tmp_path / "B13_rn50_softcon.pth")
    assert_encoder_is(imported, trunk(wide))
    assert (imported.kind, imported.input_contract["std"][10]) == ("SoftCon", 47.5)
    assert not any("10,000" in sentence for sentence in imported.adapted)


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ({}, [0.485, 0.456, 0.406]),
        ({"mean": None, "std": None}, [0.485, 0.456, 0.406]),
        ({"mean": [0.5, 0.5, 1], "std": [1, 1, 1]}, [0.5, 0.5, 1.0]),
        ({"mean": 0.5, "std": 0.5}, "three numbers as mean in config.json. Found: 0.5"),
        ({"mean": [0, 0, 0], "std": ["a", 1, 1]}, "three numbers as std in config.json"),
        ({"mean": [math.nan] * 3, "std": [1, 1, 1]}, "three numbers as mean in config.json"),
    ],
)
def test_figures_of_timm_are_taken_or_refused(network: nn.Module, tmp_path: Path, stated: Any, found: Any) -> None:
    torch.save(network.state_dict(), tmp_path / "pytorch_model.bin")
    (tmp_path / "config.json").write_text(json.dumps({"pretrained_cfg": stated}))
    if isinstance(found, str):
        with pytest.raises(UserError, match=found) as caught:
            read(tmp_path)
        assert caught.value.code is ErrorCode.MODEL_INVALID
    else:
        assert read(tmp_path).input_contract["mean"] == found


def test_counters_of_old_files_may_be_missing(network: nn.Module, tmp_path: Path) -> None:
    state = {name: t for name, t in network.state_dict().items() if not name.endswith("num_batches_tracked")}
    torch.save(state, tmp_path / "old.pth")
    imported = read(tmp_path / "old.pth")
    assert imported.used == len(state) - 2
    assert int(imported.weights["encoder.bn1.num_batches_tracked"]) == 0


def _spoil_missing(state: dict[str, Any]) -> None:
    del state["layer2.0.bn1.running_mean"]


def _spoil_unknown(state: dict[str, Any]) -> None:
    state.update({f"layer9.{index:02}.weight": torch.ones(1) for index in range(25)})


def _spoil_unknown_in_a_layer(state: dict[str, Any]) -> None:
    state["layer1.0.se.fc1.weight"] = torch.ones(1)


def _spoil_shape(state: dict[str, Any]) -> None:
    state["layer1.0.conv1.weight"] = torch.ones(64, 64, 1, 1)


def _spoil_numbers(state: dict[str, Any]) -> None:
    state["layer1.0.conv1.weight"] = torch.full((64, 64, 3, 3), float("nan"))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_spoil_missing, r"without encoder\.layer2\.0\.bn1\.running_mean$"),
        (_spoil_unknown, r"25 unknown weights: layer9\.00\.weight, .*layer9\.19\.weight, … \(25 in all\)$"),
        (_spoil_unknown_in_a_layer, r"1 unknown weights: layer1\.0\.se\.fc1\.weight$"),
        (_spoil_shape, r"encoder\.layer1\.0\.conv1\.weight \(64, 64, 1, 1\) instead of \(64, 64, 3, 3\)"),
        (_spoil_numbers, r"undefined numbers in encoder\.layer1\.0\.conv1\.weight"),
    ],
    ids=["missing", "unknown", "unknown in a layer", "shape", "numbers"],
)
def test_what_does_not_fit_is_refused_by_name(
    network: nn.Module, tmp_path: Path, spoil: Callable[[dict[str, Any]], None], words: str
) -> None:
    state = dict(network.state_dict())
    spoil(state)
    torch.save(state, tmp_path / "model.pth")
    with pytest.raises(UserError) as caught:
        read(tmp_path / "model.pth")
    assert caught.value.code is ErrorCode.MODEL_INVALID
    assert re.search(words, caught.value.found), caught.value.found


@pytest.mark.parametrize("count", [1, 4, 7])
def test_bands_that_nothing_names_are_refused(tmp_path: Path, count: int) -> None:
    torch.save(resnet("resnet18", count).state_dict(), tmp_path / "model.pth")
    with pytest.raises(UserError, match=f"a network for {count} band"):
        read(tmp_path / "model.pth")


def test_another_kind_than_said_is_refused_in_words(network: nn.Module, other: nn.Module, tmp_path: Path) -> None:
    torch.save(network.state_dict(), tmp_path / "model.pth")
    with pytest.raises(UserError, match="built as a ResNet of torchgeo") as caught:
        read(tmp_path / "model.pth", "seco")
    assert "'torchgeo'" in caught.value.remedy
    write_lightning(tmp_path / "s.ckpt", seco_state(network, other))
    with pytest.raises(UserError, match="built as SeCo or CACo"):
        read(tmp_path / "s.ckpt", "smp")
    torch.save({"lstm.weight": torch.ones(2)}, tmp_path / "lstm.pth")
    with pytest.raises(UserError, match=r"other names: lstm\.weight"):
        read(tmp_path / "lstm.pth")


@pytest.mark.parametrize("weights_file", ["model.safetensors", "pytorch_model.bin"])
def test_a_folder_of_smp_brings_its_decoder(tmp_path: Path, weights_file: str) -> None:
    torch.manual_seed(3)
    theirs = smp.Unet("resnet18", encoder_weights=None, in_channels=12, classes=4, decoder_channels=(32, 16, 16, 8, 8))
    theirs(torch.randn(2, 12, 32, 32))
    theirs.eval()
    theirs.save_pretrained(str(tmp_path))
    if weights_file.endswith(".bin"):
        torch.save(theirs.state_dict(), tmp_path / weights_file)
        (tmp_path / "model.safetensors").unlink()
    imported = read(tmp_path)
    expected = {n: t for n, t in theirs.state_dict().items() if not n.startswith("segmentation_head.")}
    assert imported.weights.keys() == expected.keys()
    assert all(torch.equal(imported.weights[name], tensor) for name, tensor in expected.items())
    assert imported.architecture.decoder_channels == (32, 16, 16, 8, 8)
    assert imported.architecture.input_scale == 1
    assert imported.trained_parts == ("encoder", "decoder")
    assert {name: group.count for name, group in imported.dropped.items()} == {"segmentation_head.": 2}
    assert [band.name for band in imported.bands] == [name for name in ALL if name != "B10"]


def test_an_smp_network_that_the_names_do_not_tell_apart_is_refused(tmp_path: Path) -> None:
    smp.Unet("resnet18", encoder_weights=None, in_channels=3).save_pretrained(str(tmp_path))
    config = json.loads((tmp_path / "config.json").read_text())
    (tmp_path / "config.json").write_text(json.dumps({**config, "decoder_interpolation": "bilinear"}))
    with pytest.raises(UserError, match="decoder_interpolation bilinear"):
        read(tmp_path)


def test_folders_are_opened_only_where_it_is_clear_what_is_meant(network: nn.Module, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="0: none"):
        read(tmp_path)
    torch.save(network.state_dict(), tmp_path / "a.pth")
    assert read(tmp_path).architecture.encoder_name == "resnet18"
    torch.save(network.state_dict(), tmp_path / "b.pth")
    with pytest.raises(UserError, match=r"2: a\.pth, b\.pth"):
        read(tmp_path)
    (tmp_path / "checkpoint.json").write_text("{}")
    with pytest.raises(UserError, match="a checkpoint of DeepSat"):
        read(tmp_path)
    with pytest.raises(UserError) as caught:
        read(tmp_path / "missing")
    assert caught.value.code is ErrorCode.CHECKPOINT_UNKNOWN
