"""Continuing: a fine-tuned model is where the next one starts.

Its weights and the statistics of its batch normalisation are kept; bands are matched by name or wavelength, and the
rows of its head by the names of their classes, else by the values that these names stand for. Which classes there are,
the labels decide.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import torch
from torch import Tensor, nn

from deepsat.checkpoints import Card, load_model
from deepsat.encoders import build_network
from deepsat.encoders.band_adaptation import with_bands_moved
from deepsat.finetune.head import head_convolution
from deepsat.finetune.start import Start
from deepsat.imagery.scene import Scene
from deepsat.jobs.sentences import quoted

NO_VALUES: Mapping[str, Sequence[str]] = MappingProxyType({})
"""Where names of classes are the values of the class field themselves."""


def continued_start(
    folder: Path, scene: Scene, class_names: Sequence[str], class_values: Mapping[str, Sequence[str]] = NO_VALUES
) -> Start:
    """The start that a model is.

    Args:
        folder: of the model.
        scene: what will be learnt from; its bands become the network's inputs.
        class_names: of the new head, in the order of the ids; empty for a head of one class that is not used.
        class_values: values of the class field that a name stands for: a model that was made before they had names
            knows its classes by them.

    Raises:
        UserError: `MODEL_INVALID`, or `BANDS_MISMATCH` where the scene lacks a band of the model.
    """
    model, card = load_model(folder)
    matched = card.match_bands(scene.bands)
    weights, adaptation = with_bands_moved(model.network.state_dict(), matched, scene.bands)
    architecture = dataclasses.replace(
        card.architecture, in_channels=len(scene.bands), classes=max(1, len(class_names))
    )
    network = build_network(architecture)
    head = {name for name in weights if name.startswith("segmentation_head.")}
    kept = {name: tensor for name, tensor in weights.items() if name not in head}
    network.load_state_dict({**network.state_dict(), **kept})
    former = _former_names(card.class_map.names, class_names, class_values)
    known_as = [former[name][0] if name in former else name for name in class_names]
    _keep_rows(network, weights, card.class_map.names, known_as)
    return Start(
        network,
        architecture,
        calibrated=True,
        findings=(
            _origin(folder, card),
            *_optimism(card),
            *adaptation.findings("model"),
            *_changes(card, class_names, former),
        ),
        weights_hash=card.weights_hash,
        steps=card.training.steps,
        trusted_share=card.training.trusted_share,
        tried_with=card.training.tried_with,
        continues=True,
    )


def _former_names(
    before: Sequence[str], now: Sequence[str], values: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """What the model calls the classes that it knows by their values alone."""
    new = [name for name in now if name not in before]
    known = {name: [value for value in values.get(name, ()) if value in before and value not in now] for name in new}
    return {name: listed for name, listed in known.items() if listed}


@torch.no_grad()
def _keep_rows(network: nn.Module, weights: dict[str, Tensor], before: Sequence[str], now: Sequence[str]) -> None:
    """Copies the head's rows of the classes that are still there; those of new classes are 0."""
    convolution = head_convolution(network)
    for parameter, key in ((convolution.weight, "weight"), (convolution.bias, "bias")):
        if parameter is None:
            continue
        parameter.zero_()
        for row, name in enumerate(now):
            if name in before:
                parameter[row] = weights[f"segmentation_head.0.{key}"][before.index(name)]


def _origin(folder: Path, card: Card) -> str:
    # The panel's models are all called `model`, each in the folder of its run.
    name = folder.absolute().parent.name if folder.name == "model" else folder.name
    return f"Training continues from the model {name}, which is made of: {card.training.chosen}."


def _optimism(card: Card) -> tuple[str, ...]:
    if card.training.steps == 0:
        return ()
    return (
        "That model's network has learnt from labels already; scores on held-out polygons that were among them lean to "
        "the optimistic side.",
    )


def _changes(card: Card, class_names: Sequence[str], former: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Sentences about classes that have another name, that are gone, and new ones."""
    renamed = {value for values in former.values() for value in values}
    gone = [name for name in card.class_map.names if name not in class_names and name not in renamed]
    new = [name for name in class_names if name not in card.class_map.names and name not in former]
    found = [f"Class '{name}' is what that model knows as {quoted(values)}." for name, values in former.items()]
    if gone and class_names:
        words = ("Class", "has", "is") if len(gone) == 1 else ("Classes", "have", "are")
        found.append(
            f"{words[0]} {quoted(gone)} of that model {words[1]} no labels and {words[2]} not mapped any more."
        )
    if new:
        found.append(f"{'Class' if len(new) == 1 else 'Classes'} {quoted(new)}: new, not known to that model.")
    if gone and new:
        found.append("A class with another name is a new one: what the model knew of it by its old name is not used.")
    return tuple(found)
