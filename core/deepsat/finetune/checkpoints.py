"""Where fine-tuning starts from."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import torch
from torch import nn

from deepsat.checkpoints.checkpoint import load_checkpoint, put_weights, read_checkpoint_card
from deepsat.checkpoints.names import folder_of_checkpoint
from deepsat.encoders import Architecture, build_network, start_spectrally
from deepsat.encoders.band_adaptation import adapt_bands
from deepsat.finetune.recipe import Recipe
from deepsat.imagery.scene import Scene


@dataclasses.dataclass(frozen=True)
class Start:
    """A network to fine-tune, on the CPU."""

    network: nn.Module
    architecture: Architecture
    calibrated: bool
    """Whether batch normalisation already has the statistics that the weights were trained with."""
    findings: tuple[str, ...] = ()
    """Sentences about how the checkpoint fits the scene."""


def check_checkpoint(checkpoint: str) -> None:
    """Refuses a checkpoint that is neither known by name nor a checkpoint folder.

    Raises:
        UserError: `CHECKPOINT_UNKNOWN`, with those that are known; `MODEL_INVALID` for a damaged folder.
    """
    folder = folder_of_checkpoint(checkpoint)
    if folder is not None:
        read_checkpoint_card(folder)


def start_network(checkpoint: str, scene: Scene, classes: int, recipe: Recipe, seed: int) -> Start:
    """The network that fine-tuning starts from; the same seed gives the same weights.

    Args:
        checkpoint: `auto`, `random`, the name of a checkpoint, or the path of its folder.
        scene: what will be learnt from; its bands become the network's inputs.
        classes: number of classes.
        recipe: how random weights are arranged.
        seed: of the random weights, the head's too.

    Raises:
        UserError: `CHECKPOINT_UNKNOWN`, `MODEL_INVALID`, or `BANDS_MISMATCH` where the checkpoint knows no band.
    """
    folder = folder_of_checkpoint(checkpoint)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        if folder is None:
            return _random_start(Architecture(in_channels=len(scene.bands), classes=classes), recipe)
        return _pretrained_start(folder, scene, classes)


def _random_start(architecture: Architecture, recipe: Recipe) -> Start:
    network = build_network(architecture)
    start_spectrally(network, architecture, recipe.spectral_share)
    return Start(network, architecture, calibrated=False)


def _pretrained_start(folder: Path, scene: Scene, classes: int) -> Start:
    weights, card = load_checkpoint(folder)
    adapted, adaptation = adapt_bands(weights, card.bands, scene.bands, dtype=scene.dtype)
    architecture = dataclasses.replace(card.architecture, in_channels=len(scene.bands), classes=classes)
    network = build_network(architecture)
    put_weights(network, adapted)
    # Published statistics belong to the values that the published network was fed with, and a random decoder has none.
    return Start(network, architecture, calibrated=card.imported is None, findings=adaptation.findings())
