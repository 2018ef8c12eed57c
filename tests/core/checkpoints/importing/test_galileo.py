"""Importing Galileo: every tensor accounted for, features as computed slowly from the file, and what is refused."""

from __future__ import annotations

import dataclasses
import json
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from deepsat.checkpoints import load_model
from deepsat.checkpoints.checkpoint import load_checkpoint, put_weights
from deepsat.checkpoints.importing.galileo import read, recognises
from deepsat.checkpoints.importing.imported import Imported, Published
from deepsat.checkpoints.importing.run import import_checkpoint
from deepsat.encoders import build_network
from deepsat.encoders.band_adaptation import adapt_bands
from deepsat.encoders.galileo_tokens import GALILEO_SLOTS
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.imagery import estimate, open_scene
from deepsat.jobs import ErrorCode, FinetuneJob, ImportCheckpointJob, UserError
from deepsat.reporting import SilentReporter

DATA = Path(os.environ.get("DEEPSAT_DATA", Path(__file__).parents[5] / "shared" / "data"))
REAL, PLACE = DATA / "weights" / "galileo_nano", DATA / "hls" / "scene04"
needs_real = pytest.mark.skipif(
    not (REAL.is_dir() and PLACE.is_dir()),
    reason="the published weights of Galileo and a scene to try them on are not on this machine (DEEPSAT_DATA)",
)

GROUPS = ("S2_RGB", "S2_Red_Edge", "S2_NIR_10m", "S2_NIR_20m", "S2_SWIR")
PLACES = {"S2_RGB": (0, 1, 2), "S2_Red_Edge": (3, 4, 5), "S2_NIR_10m": (6,), "S2_NIR_20m": (7,), "S2_SWIR": (8, 9)}
CONFIG = {"model": {"encoder": {"embedding_size": 128, "depth": 4, "num_heads": 8, "mlp_ratio": 4,
                                "max_patch_size": 8, "max_sequence_length": 24}}}  # fmt: skip
DROPPED = {
    "pos_embed": 1, "month_embed.weight": 1, "space_time_embed.S1.": 2, "space_time_embed.NDVI.": 2,
    "space_embed.": 6, "time_embed.": 6, "static_embed.": 8,
    "sp_channel_embed": 1, "t_channel_embed": 1, "st_channel_embed": 1,
}  # fmt: skip


def random_tensors(seed: int = 0) -> dict[str, Tensor]:
    """A Galileo-nano as published, with random weights and the fixed tables of time."""
    draw = torch.Generator().manual_seed(seed)

    def some(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=draw) / math.sqrt(shape[-1] if len(shape) < 4 else 8)

    angles = np.outer(np.arange(24), 10_000.0 ** (-np.arange(16) / 64))
    tensors = {
        "pos_embed": torch.from_numpy(np.concatenate([np.sin(angles), np.cos(angles)], 1)).float(),
        "month_embed.weight": torch.tensor(
            [[math.sin(m * math.pi / 6)] * 16 + [math.cos(m * math.pi / 6)] * 16 for m in range(12)]
        ),
        "s_t_channel_embed": some(7, 32),
        "sp_channel_embed": some(3, 32),
        "t_channel_embed": some(3, 32),
        "st_channel_embed": some(4, 32),
    }

    def layer(name: str, *shape: int) -> None:
        tensors[f"{name}.weight"], tensors[f"{name}.bias"] = some(*shape), some(shape[0])

    for index in range(4):
        for norm in ("norm1", "norm2"):
            layer(f"blocks.{index}.{norm}", 128)
            tensors[f"blocks.{index}.{norm}.weight"] += 1
        for part in ("q", "k", "v", "proj"):
            layer(f"blocks.{index}.attn.{part}", 128, 128)
        layer(f"blocks.{index}.mlp.fc1", 512, 128)
        layer(f"blocks.{index}.mlp.fc2", 128, 512)
    layer("norm", 128)
    maps = {"S1": 2, "S2_RGB": 3, "S2_Red_Edge": 3, "S2_NIR_10m": 1, "S2_NIR_20m": 1, "S2_SWIR": 2, "NDVI": 1}
    for name, bands in maps.items():
        layer(f"space_time_embed.{name}.proj", 128, bands, 8, 8)
    for name, bands in {"SRTM": 2, "DW": 9, "WC": 5}.items():
        layer(f"space_embed.{name}.proj", 128, bands, 8, 8)
    for name, count in {"ERA5": 2, "TC": 3, "VIIRS": 1}.items():
        layer(f"time_embed.{name}", 128, count)
    for name, count in {"LS": 1, "location": 3, "DW_static": 9, "WC_static": 5}.items():
        layer(f"static_embed.{name}", 128, count)
    return tensors


def published(tensors: dict[str, Tensor], config: dict[str, Any] | None = None) -> Published:
    return Published(Path("g"), Path("g/encoder.pt"), tensors, {}, CONFIG if config is None else config)


def slow_features(tensors: dict[str, Tensor], image: np.ndarray, groups: tuple[str, ...] = GROUPS) -> np.ndarray:
    """Features (128, 4, 4) of one window (10, 8, 8) for patches of 2 x 2 pixels, step by step in double precision."""
    w = {name: tensor.double().numpy() for name, tensor in tensors.items()}
    units = torch.eye(64).view(64, 1, 8, 8)
    shrink = F.interpolate(units, (2, 2), mode="bicubic", antialias=True).reshape(64, 4).double().numpy()
    values, sequence = image.astype(float) / 4 + 0.5, []
    for group in groups:
        kernel = w[f"space_time_embed.{group}.proj.weight"].reshape(128, -1, 64) @ np.linalg.pinv(shrink).T
        for i in range(4):
            for j in range(4):
                patch = values[list(PLACES[group]), 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].reshape(-1, 4)
                token = np.einsum("dcp,cp->d", kernel, patch) + w[f"space_time_embed.{group}.proj.bias"]
                waves = [
                    wave(2 * place * 10_000 ** (-index / 32))
                    for place in (j, i)
                    for wave in (math.sin, math.cos)
                    for index in range(8)
                ]
                kind = w["s_t_channel_embed"][1 + GROUPS.index(group)]
                sequence.append(token + np.concatenate([kind, w["pos_embed"][0], w["month_embed.weight"][5], waves]))
    x = np.stack(sequence)
    for index in range(4):
        block = f"blocks.{index}."
        seen = normed(x, w, f"{block}norm1")
        q, k, v = (linear(seen, w, f"{block}attn.{part}").reshape(-1, 8, 16) for part in "qkv")
        logits = np.einsum("qhd,khd->hqk", q, k) / 4
        scores = np.exp(logits - logits.max(-1, keepdims=True))
        mixed = np.einsum("hqk,khd->qhd", scores / scores.sum(-1, keepdims=True), v)
        x = x + linear(mixed.reshape(-1, 128), w, f"{block}attn.proj")
        hidden = linear(normed(x, w, f"{block}norm2"), w, f"{block}mlp.fc1")
        hidden = hidden * (1 + np.vectorize(math.erf)(hidden / math.sqrt(2))) / 2
        x = x + linear(hidden, w, f"{block}mlp.fc2")
    return normed(x, w, "norm").reshape(len(groups), 4, 4, 128).mean(0).transpose(2, 0, 1)


def linear(x: np.ndarray, w: dict[str, np.ndarray], name: str) -> np.ndarray:
    return np.einsum("ni,oi->no", x, w[f"{name}.weight"]) + w[f"{name}.bias"]


def normed(x: np.ndarray, w: dict[str, np.ndarray], name: str) -> np.ndarray:
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5) * w[f"{name}.weight"] + w[f"{name}.bias"]


def encoder_for(imported: Imported, bands: int, weights: dict[str, Tensor] | None = None) -> Any:
    network = build_network(dataclasses.replace(imported.architecture, in_channels=bands)).eval()
    put_weights(network, weights or imported.weights)
    return network.encoder


def test_every_tensor_is_used_or_dropped_with_a_reason() -> None:
    tensors = random_tensors()
    imported = read(published(tensors))
    assert (len(tensors), imported.used) == (106, 77)
    assert {name: dropped.count for name, dropped in imported.dropped.items()} == DROPPED
    assert imported.used + sum(DROPPED.values()) == len(tensors)
    assert "radar" in imported.dropped["space_time_embed.S1."].reason
    assert imported.kind == "Galileo-nano" and imported.trained_parts == ("encoder",)
    assert [band.name for band in imported.bands][:4] == ["B02", "B03", "B04", "B05"]
    assert imported.architecture.patch_size == 2 and imported.licence == "MIT"
    assert any("June" in sentence for sentence in imported.adapted)
    network = build_network(imported.architecture)
    assert set(imported.weights) == {key for key in network.state_dict() if not key.startswith("segmentation_head.")}


def test_features_are_those_of_the_published_network() -> None:
    tensors = random_tensors()
    imported = read(published(tensors))
    image = torch.randn(10, 8, 8, generator=torch.Generator().manual_seed(4))
    with torch.no_grad():
        features = encoder_for(imported, 10)._mesh(image[None], 0)[0].numpy()
    expected = slow_features(tensors, image.numpy())
    assert expected.std(axis=(1, 2)).mean() > 0.01
    np.testing.assert_allclose(features, expected, atol=1e-4)


def test_a_scene_with_some_groups_gives_features_of_these_tokens_alone() -> None:
    tensors = random_tensors()
    imported = read(published(tensors))
    bands = tuple(GALILEO_SLOTS[slot] for slot in (6, 2, 1, 0))
    weights, _ = adapt_bands(imported.weights, imported.bands, bands)
    image = torch.randn(4, 8, 8, generator=torch.Generator().manual_seed(4))
    with torch.no_grad():
        features = encoder_for(imported, 4, weights)._mesh(image[None], 0)[0].numpy()
    in_slots = np.zeros((10, 8, 8))
    in_slots[[6, 2, 1, 0]] = image.numpy()
    np.testing.assert_allclose(features, slow_features(tensors, in_slots, ("S2_RGB", "S2_NIR_10m")), atol=1e-4)


def test_names_with_backbone_are_the_same_names() -> None:
    tensors = random_tensors()
    wrapped = {name.replace("blocks.", "blocks.backbone.", 1): tensor for name, tensor in tensors.items()}
    assert recognises(published(wrapped))
    plain, other = read(published(tensors)), read(published(wrapped))
    assert all(torch.equal(plain.weights[key], other.weights[key]) for key in plain.weights)


def test_other_networks_are_not_recognised() -> None:
    assert recognises(published(random_tensors()))
    assert not recognises(published({"conv1.weight": torch.zeros(64, 3, 7, 7), "fc.bias": torch.zeros(10)}))


def changed(name: str, tensor: Tensor | None) -> Callable[[dict[str, Tensor]], None]:
    def change(tensors: dict[str, Tensor]) -> None:
        if tensor is None:
            del tensors[name]
        else:
            tensors[name] = tensor

    return change


@pytest.mark.parametrize(
    ("change", "config", "message"),
    [
        (changed("blocks.2.attn.k.weight", None), CONFIG, r"without blocks\.2\.attn\.k\.weight"),
        (changed("prompt", torch.zeros(3)), CONFIG, "also prompt"),
        (changed("norm.bias", torch.zeros(127)), CONFIG, r"norm\.bias \(127,\)"),
        (changed("s_t_channel_embed", torch.zeros(6, 32)), CONFIG, r"s_t_channel_embed \(6, 32\)"),
        (changed("month_embed.weight", torch.zeros(12, 32)), CONFIG, "month_embed.weight as Galileo computes it"),
        (changed("norm.bias", torch.zeros(128)), {"model": {"encoder": {"num_heads": 4}}}, "with 4 heads"),
        (changed("norm.bias", torch.zeros(128)), {"model": {"encoder": {"depth": 12}}}, "one that says depth 12"),
        (changed("norm.bias", torch.zeros(())), CONFIG, r"norm\.bias \(\)"),
        (changed("pos_embed", torch.zeros(())), CONFIG, r"pos_embed as Galileo computes it. Found: shape \(\)"),
        (changed("norm.bias", torch.full((128,), math.nan)), CONFIG, r"undefined numbers in norm\.bias"),
        (changed("blocks.1.attn.k.bias", torch.full((128,), math.inf)), CONFIG, r"numbers in blocks\.1\.attn\.k\.bias"),
        (changed("blocks.0.attn.proj.backbone.weight", torch.zeros(128, 128)), CONFIG, "each weight .* once"),
        (
            changed("norm.bias", torch.zeros(128)),
            {"model": "galileo"},
            "settings under model. Found: one that says galileo",
        ),
        (
            changed("norm.bias", torch.zeros(128)),
            {"model": {"encoder": None}},
            "under encoder. Found: one that says None",
        ),
        (
            changed("norm.bias", torch.zeros(128)),
            {"model": {"encoder": [1]}},
            r"under encoder. Found: one that says \[1\]",
        ),
        (changed("norm.bias", torch.zeros(128)), {"model": {"encoder": {"num_heads": None}}}, "a whole num_heads"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(
    change: Callable[[dict[str, Tensor]], None], config: dict[str, Any], message: str
) -> None:
    tensors = random_tensors()
    change(tensors)
    with pytest.raises(UserError, match=message) as caught:
        read(published(tensors, config))
    assert caught.value.code is ErrorCode.MODEL_INVALID


def test_the_job_writes_a_checkpoint_with_the_same_weights(tmp_path: Path) -> None:
    tensors = random_tensors()
    folder = tmp_path / "published"
    folder.mkdir()
    torch.save(tensors, folder / "encoder.pt")
    (folder / "config.json").write_text(json.dumps(CONFIG))
    output = tmp_path / "checkpoint"
    job = ImportCheckpointJob(input=str(folder), output=str(output), file_kind="galileo")
    result = import_checkpoint(job, SilentReporter())
    assert result["used"] == 77 and result["bands"] == [slot.name for slot in GALILEO_SLOTS]
    weights, card = load_checkpoint(output)
    expected = read(published(tensors)).weights
    assert set(weights) == set(expected)
    assert all(torch.equal(weights[key], expected[key]) for key in expected)
    assert card.architecture.title == "Galileo"


@needs_real
def test_the_real_file_gives_the_features_of_the_published_network() -> None:
    tensors = torch.load(REAL / "encoder.pt", map_location="cpu", weights_only=True)
    imported = read(published(dict(tensors), json.loads((REAL / "config.json").read_text())))
    assert (imported.used, imported.kind) == (77, "Galileo-nano")
    assert {name: dropped.count for name, dropped in imported.dropped.items()} == DROPPED
    with open_scene([str(PLACE / "image_0.tif")]) as scene:
        pixels = scene.read(scene.grid.whole)
        images = torch.from_numpy(estimate(scene, 0).apply(pixels.values, pixels.valid)[None])
        weights, adaptation = adapt_bands(imported.weights, imported.bands, scene.bands, dtype=scene.dtype)
    assert adaptation.unknown == ("coastal",)
    encoder = encoder_for(imported, 7, weights)
    with torch.no_grad():
        features = encoder._mesh(images[..., :64, :96], 0)[0]
    # More than half of the channels tell places apart.
    assert float((features.flatten(1).std(dim=1) > 0.05).float().mean()) > 0.5
    in_slots = np.zeros((10, 8, 8))
    in_slots[[0, 1, 2, 6, 8, 9]] = images[0, 1:, 24:32, 40:48].numpy()
    expected = slow_features(tensors, in_slots, ("S2_RGB", "S2_NIR_10m", "S2_SWIR"))
    assert expected.std(axis=(1, 2)).mean() > 0.02
    np.testing.assert_allclose(features[:, 12:16, 20:24].numpy(), expected, atol=1e-4)


@needs_real
@pytest.mark.slow
def test_the_real_file_is_imported_and_fine_tuned_from(tmp_path: Path) -> None:
    checkpoint, model = tmp_path / "checkpoint", tmp_path / "model"
    job = ImportCheckpointJob(input=str(REAL), output=str(checkpoint), file_kind="auto")
    result = import_checkpoint(job, SilentReporter())
    assert (result["kind"], result["used"]) == ("Galileo-nano", 77)
    tuning = FinetuneJob(
        input=(str(PLACE / "image_0.tif"),),
        labels=str(PLACE / "labels_k10.gpkg"),
        class_field="class",
        model=str(model),
        checkpoint=str(checkpoint),
        device="cpu",
    )
    recipe = Recipe(
        trees_a_kind=8, calibration_windows=4, steps=2, warm_up=1, evaluate_every=2, batch_size=2,
        head_pixels_per_class=200,
    )  # fmt: skip
    outcome = finetune(tuning, SilentReporter(), recipe)
    assert outcome["held_out"]["mean_iou"] > 0.6
    assert any("coastal is unknown to the checkpoint; only the head sees it" in text for text in outcome["findings"])
    loaded, card = load_model(model)
    assert card.architecture.title == "Galileo" and card.architecture.in_channels == 7
    assert loaded.network.encoder.slots.sum() == 6
