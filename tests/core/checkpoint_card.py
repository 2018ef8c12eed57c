"""The card of a checkpoint that DeepSat trained, of which tests take what they need."""

from __future__ import annotations

import dataclasses

from deepsat.checkpoints.checkpoint_card import CheckpointCard, PretrainingFacts
from deepsat.encoders import Architecture
from deepsat.jobs.band_slots import SENTINEL2_SLOTS

CARD = CheckpointCard(
    bands=SENTINEL2_SLOTS,
    architecture=Architecture(in_channels=13, classes=1, decoder_channels=(16, 16, 8, 8, 8)),
    pretraining=PretrainingFacts(
        method="embedding_earth",
        trained_parts=("encoder", "decoder"),
        checkpoint="random",
        places=("Tirol/Höhe", "b/c"),
        rasters=5,
        pixels=12_345,
        licence="CC BY 4.0, Müller",
        seed=4,
        steps=90,
        steps_planned=100,
        seconds=12.5,
        measures={"loss": 4.25, "uniformity": -2.5},
        settings={"view_side": 64, "learning_rate": 0.001},
    ),
    footprint=(-10.5, 40.0, 11.25, 47.5),
    deepsat_version="0.1.0",
    framework_version="2.13.0",
    created="2026-01-31T12:00:00Z",
)
"""Of a network with little to compute and without a pass-through of the bands."""
SHALLOW_CARD = dataclasses.replace(
    CARD, architecture=dataclasses.replace(CARD.architecture, decoder_channels=(16, 8, 8))
)
"""The same, of the least there is: the last two stages of the encoder, most of its weights, are not used."""
