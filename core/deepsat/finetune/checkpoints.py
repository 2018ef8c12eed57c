"""Where fine-tuning starts from."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch

from deepsat.checkpoints.card import Card
from deepsat.checkpoints.checkpoint import load_checkpoint, put_weights, read_checkpoint_card
from deepsat.checkpoints.model_folder import read_card
from deepsat.checkpoints.names import folder_of_checkpoint, is_model, settled_name
from deepsat.encoders import Architecture, build_network, renew_spectral_path, start_spectrally
from deepsat.encoders.band_adaptation import adapt_bands
from deepsat.finetune.continuing import NO_VALUES, continued_start
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.start import Start
from deepsat.imagery.scene import Scene
from deepsat.jobs.band_slots import match_slots
from deepsat.jobs.checkpoint_names import AUTO, RANDOM
from deepsat.jobs.listing import WHOLE


def check_checkpoint(checkpoint: str) -> None:
    """Refuses a checkpoint that is neither known by name nor the folder of a checkpoint or model.

    Raises:
        UserError: `CHECKPOINT_UNKNOWN`, with those that are known; `MODEL_INVALID` for a damaged folder.
    """
    folder = folder_of_checkpoint(checkpoint)
    if folder is not None:
        content_hash(folder)


def content_hash(folder: Path) -> str:
    """The hash of the weights in the folder of a checkpoint or model, as its card tells it.

    Raises:
        UserError: as `check_checkpoint`.
    """
    return read_card(folder).weights_hash if is_model(folder) else read_checkpoint_card(folder).weights_hash


def model_before(checkpoint: str) -> Card | None:
    """The card of the model that is continued from; None for any other start.

    Raises:
        UserError: as `check_checkpoint`.
    """
    folder = folder_of_checkpoint(checkpoint)
    return read_card(folder) if folder is not None and is_model(folder) else None


def fitting_checkpoint(checkpoint: str, scene: Scene) -> tuple[str, tuple[str, ...]]:
    """What `auto` stands for on a scene: the bundled checkpoint if it knows every band, else random weights.

    Random weights let all bands through, and bands weigh more than what a checkpoint knows of the others.

    Returns:
        The checkpoint, with `auto` settled; and a sentence where it is not the usual one.

    Raises:
        UserError: as `check_checkpoint`.
    """
    chosen = settled_name(checkpoint)
    folder = folder_of_checkpoint(chosen)
    if checkpoint != AUTO or folder is None:
        return chosen, ()
    unknown = match_slots(scene.bands, read_checkpoint_card(folder).bands, dtype=scene.dtype).unknown
    if not unknown:
        return chosen, ()
    return RANDOM, (_unknown_in_words(unknown, len(scene.bands), chosen),)


def _unknown_in_words(unknown: Sequence[str], count: int, checkpoint: str) -> str:
    so = f"unknown to the checkpoint {checkpoint}, so training starts from random weights."
    if len(unknown) > WHOLE:
        return f"Of {count} bands {len(unknown)} are {so}"
    if len(unknown) == 1:
        return f"Band {unknown[0]} is {so}"
    return f"Bands {', '.join(unknown)} are {so}"


def start_network(
    checkpoint: str,
    scene: Scene,
    classes: int,
    recipe: Recipe,
    seed: int,
    class_names: Sequence[str] = (),
    class_values: Mapping[str, Sequence[str]] = NO_VALUES,
) -> Start:
    """The network that fine-tuning starts from; the same seed gives the same weights.

    Args:
        checkpoint: `auto`, `random`, the name of a checkpoint, or the path of its folder or of a model's.
        scene: what will be learnt from; its bands become the network's inputs.
        classes: number of classes.
        recipe: how random weights are arranged.
        seed: of the random weights, the head's too.
        class_names: of the classes, in the order of their ids, for the rows of a model's head; empty where the head is
            of no use.
        class_values: as for `continued_start`.

    Raises:
        UserError: `CHECKPOINT_UNKNOWN`, `MODEL_INVALID`, or `BANDS_MISMATCH` where the checkpoint knows no band, or the
            scene lacks one of the model's.
    """
    folder = folder_of_checkpoint(checkpoint)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        if folder is None:
            moments = len(scene.moments) or None
            architecture = Architecture(len(scene.bands), classes, moments=moments)
            return _random_start(_for_scale(architecture, scene), recipe)
        if is_model(folder):
            return continued_start(folder, scene, class_names, class_values)
        return _pretrained_start(folder, scene, classes)


def _for_scale(architecture: Architecture, scene: Scene) -> Architecture:
    """Pixels of a divided scene are not repeated as well: their values change no faster than those of the imagery."""
    return architecture if scene.scale == 1 else dataclasses.replace(architecture, input_scale=1)


def _random_start(architecture: Architecture, recipe: Recipe) -> Start:
    network = build_network(architecture)
    start_spectrally(network, architecture, recipe.spectral_share)
    return Start(network, architecture, calibrated=False)


def _pretrained_start(folder: Path, scene: Scene, classes: int) -> Start:
    weights, card = load_checkpoint(folder)
    adapted, adaptation = adapt_bands(weights, card.bands, scene.bands, dtype=scene.dtype)
    architecture = dataclasses.replace(
        card.architecture, in_channels=len(scene.bands), classes=classes, moments=len(scene.moments) or None
    )
    architecture = _for_scale(architecture, scene)
    network = build_network(architecture)
    put_weights(network, adapted)
    share = card.pretraining.spectral_share
    if share:
        alone = sorted(slot for slot in adaptation.slots if slot is not None)
        renew_spectral_path(network, architecture, share, alone)
    # Published statistics belong to the values that the published network was fed with, and a random decoder has none.
    calibrated = card.imported is None
    fresh_share = share if calibrated else 0.0
    return Start(
        network,
        architecture,
        calibrated,
        adaptation.findings(),
        spectral_share=fresh_share,
        weights_hash=card.weights_hash,
        trusted_share=fresh_share,
    )
