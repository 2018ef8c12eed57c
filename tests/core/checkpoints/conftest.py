"""A card and a network that belong together."""

from __future__ import annotations

import dataclasses

import pytest
import torch
from torch import nn

from deepsat.checkpoints import Card, HeldOutSkill, TrainingFacts
from deepsat.class_map import ClassMap
from deepsat.encoders import Architecture, build_network
from deepsat.imagery import Band, Normalisation

BANDS = (Band("B02", 492.4, 1e-4, -0.1, 0.0), Band("B8A", 864.7, 1e-4, 0.0, float("nan")), Band("thermal"))


@pytest.fixture
def card() -> Card:
    return Card(
        bands=BANDS,
        normalisation=Normalisation((0.1, 1 / 3, 280.25), (0.01, 0.2, 7.5), (2,)),
        class_map=ClassMap.from_names(["fields", "water", "Wäldchen"]),
        architecture=Architecture(in_channels=3, classes=3, decoder_channels=(16, 8, 8)),
        tile_size=512,
        tile_margin=32,
        gsd_m=28.5,
        footprint=(-78.8, 35.7, -78.6, 35.9),
        training=TrainingFacts(
            checkpoint="random",
            scene="scène 1.tif",
            loss="cross_entropy",
            seed=7,
            steps=30,
            seconds=12.5,
            polygons={"fields": 2, "water": 3, "Wäldchen": 1},
            pixels={"fields": 40, "water": 51, "Wäldchen": 9},
            held_out=HeldOutSkill(2, 33, 0.91, 0.8, {"fields": 0.7, "water": 0.9}),
            candidates={"random forest": 0.75, "fitted head": 0.8},
            chosen="fitted head",
            recipe={"steps": 120, "learning_rate": 1e-4},
        ),
        deepsat_version="0.1.0",
        framework_version=torch.__version__,
        created="2026-01-31T12:00:00Z",
        weights_hash="ab" * 32,
        parameters=123,
    )


@pytest.fixture
def unsaved(card: Card) -> Card:
    return dataclasses.replace(card, weights_hash="", parameters=0)


@pytest.fixture
def network(card: Card) -> nn.Module:
    torch.manual_seed(5)
    network = build_network(card.architecture)
    # Statistics other than those of a fresh network, so that losing them would show.
    network(torch.randn(2, 3, 64, 64))
    return network.eval()
