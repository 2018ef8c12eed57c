"""Fine-tuning and mapping with a Galileo network, whose weights are random here: its way through the library."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import torch

from deepsat.checkpoints import load_model
from deepsat.checkpoints.checkpoint import save_checkpoint
from deepsat.encoders import Architecture, build_network
from deepsat.encoders.galileo_tokens import GALILEO_SLOTS
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.jobs import FinetuneJob, PredictJob
from deepsat.predict.run import predict
from deepsat.reporting import SilentReporter

from .test_checkpoint_start import CARD

ARCHITECTURE = Architecture(
    in_channels=10,
    classes=1,
    name="Galileo",
    encoder_name="galileo_nano",
    decoder_channels=(),
    input_scale=1,
    patch_size=2,
)


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(3)
    folder = tmp_path_factory.mktemp("galileo") / "c"
    card = dataclasses.replace(CARD, architecture=ARCHITECTURE, bands=GALILEO_SLOTS)
    save_checkpoint(folder, build_network(ARCHITECTURE), card)
    return folder


def test_a_galileo_checkpoint_is_fine_tuned_saved_and_mapped_with(
    checkpoint: Path,
    small_scene: Any,
    job_for: Callable[..., FinetuneJob],
    quick: Recipe,
    untrained: Recipe,
    tmp_path: Path,
) -> None:
    scene = tmp_path / "named.tif"
    with rasterio.open(small_scene.raster) as source:
        profile, values = source.profile, source.read()
    with rasterio.open(scene, "w", **profile) as target:
        target.write(values)
        target.descriptions = ("green", "red", "nir")
    few = dataclasses.replace(quick, steps=2)
    first = finetune(job_for("first", input=(str(scene),), checkpoint=str(checkpoint)), SilentReporter(), few)
    # A network that was tried and not chosen leaves nothing behind: without the trial the model is the same.
    finetune(job_for("second", input=(str(scene),), checkpoint=str(checkpoint)), SilentReporter(), untrained)
    assert first["held_out"]["overall_accuracy"] > 0.9
    folder = tmp_path / "first"
    assert sorted(path.name for path in folder.iterdir()) == ["forest.safetensors", "model.json", "model.safetensors"]
    model, card = load_model(folder)
    network = model.network
    assert card.architecture == dataclasses.replace(ARCHITECTURE, in_channels=3, classes=3)
    assert card.to_json()["properties"]["mlm:architecture"] == "Galileo"
    # Red and green fill the three slots of the colours; near infrared has its own.
    assert network.encoder.slots[:3].tolist() == [[1, 0, 0], [1, 0, 0], [0, 1, 0]]
    assert network.encoder.slots.sum() == 4 and network.encoder.slots[6].tolist() == [0, 0, 1]
    assert load_model(tmp_path / "second")[1].weights_hash == card.weights_hash
    output = tmp_path / "map.tif"
    predict(PredictJob(input=(str(scene),), model=str(folder), output=str(output), device="cpu"), SilentReporter())
    with rasterio.open(output) as mapped:
        agreement = float(np.mean(mapped.read(1) == small_scene.truth))
    assert agreement > 0.9
