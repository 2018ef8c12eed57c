"""Model folders: weights, card, and what segmentation-models-pytorch needs to open them.

A folder holds

    model.safetensors   weights under SMP's keys; the card, without dates, in its header: the file describes itself
    forest.safetensors  the random forest that maps beside the network, where it has a share
    model.json          the card
    config.json         `smp.from_pretrained(folder)` builds the network from it; only there for SMP's networks
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from deepsat.checkpoints.card import Card
from deepsat.checkpoints.stac import invalid_card
from deepsat.encoders import build_network, parameter_count
from deepsat.jobs import ErrorCode, UserError
from deepsat.models import Forest, Model
from deepsat.outputs.own_folders import MODEL_CARD_NAME
from deepsat.outputs.temporary_files import previous_of, swap_folders, whole_folder

WEIGHTS_NAME = "model.safetensors"
FOREST_NAME = "forest.safetensors"
CONFIG_NAME = "config.json"
CARD_KEY = "deepsat:card"
"""Key of the card in the header of the weights. It is the only one: safetensors writes several in random order."""


def save_model(folder: Path, model: Model, card: Card) -> Card:
    """Writes a model folder, whole or not at all; a model that was there is kept as the one before it.

    See `restore_previous`.

    Args:
        folder: where to; a new folder, an empty one, or one with a model.
        model: its network built from `card.architecture`.
        card: its `weights_hash`, `parameters` and what it says of forest and smoothing are filled in here.

    Returns:
        The card as it was written.

    Raises:
        UserError: `OUTPUT_UNWRITABLE` or `DISK_FULL`.
    """
    weights = {name: tensor.detach().cpu().contiguous() for name, tensor in model.network.state_dict().items()}
    trees = {} if model.forest is None else model.forest.arrays()
    card = dataclasses.replace(
        card,
        weights_hash=_hash_of_both(weights, trees),
        parameters=parameter_count(model.network),
        forest_share=model.forest_share,
        trees=0 if model.forest is None else model.forest.tree_count,
        smooths=model.smooths,
        scale=model.scale,
    )
    with whole_folder(folder, keep_previous=True) as temporary:
        save_file(weights, temporary / WEIGHTS_NAME, {CARD_KEY: _as_text(card.reproducible().to_json(), None)})
        if trees:
            save_file(trees, temporary / FOREST_NAME)
        (temporary / MODEL_CARD_NAME).write_text(_as_text(card.to_json(), 2), encoding="utf-8")
        config = card.architecture.smp_config()
        if config is not None:
            (temporary / CONFIG_NAME).write_text(_as_text(config, 2), encoding="utf-8")
    return card


def load_model(folder: Path, device: torch.device | str = "cpu") -> tuple[Model, Card]:
    """Opens a model folder.

    Args:
        folder: written by `save_model`.
        device: where to put the model.

    Returns:
        The model in evaluation mode, and its card.

    Raises:
        UserError: `MODEL_INVALID` when a file is missing, damaged, or does not belong to the others.
    """
    card = read_card(folder)
    weights, embedded = _read_weights(folder / WEIGHTS_NAME)
    # As JSON, since a NoData value that is not a number does not equal itself.
    if embedded.reproducible().to_json() != card.reproducible().to_json():
        raise _mixed_up("a card that says the same as the copy inside the weights", "a model.json that says otherwise")
    trees = _read_tensors(folder / FOREST_NAME)[0] if card.forest_share else {}
    found_hash = _hash_of_both(weights, trees)
    if found_hash != card.weights_hash:
        raise _mixed_up(f"weights with the hash {card.weights_hash[:16]}…", f"hash {found_hash[:16]}…")
    network = build_network(card.architecture)
    expected = {name: tuple(tensor.shape) for name, tensor in network.state_dict().items()}
    found = {name: tuple(tensor.shape) for name, tensor in weights.items()}
    if expected != found:
        differing = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
        raise _mixed_up("weights that fit the architecture in the card", f"{len(differing)} others, as {differing[0]}")
    network.load_state_dict(weights, strict=True)
    repeats, share = card.architecture.input_scale, card.forest_share
    model = Model(network, repeats, _forest(trees, card), share, smooths=card.smooths, scale=card.scale)
    return model.to(device).eval(), card


def restore_previous(folder: Path) -> Card:
    """Gives a model's place back to the model before, which it changes places with: twice changes nothing.

    Args:
        folder: of the model; there may be none any more.

    Returns:
        The card of the model that lies there now.

    Raises:
        UserError: `MODEL_INVALID` where there is no model before, or a damaged one; `OUTPUT_UNWRITABLE`.
    """
    previous = previous_of(folder)
    if not (previous / MODEL_CARD_NAME).is_file():
        raise UserError(
            ErrorCode.MODEL_INVALID,
            expected=f"the model before it, in {previous}",
            found="no model there",
            remedy="Only a model that was written in place of another one can be undone.",
        )
    _, card = load_model(previous)
    swap_folders(folder, previous)
    return card


def read_card(folder: Path) -> Card:
    """Reads the card of a model folder, without its weights.

    Raises:
        UserError: `MODEL_INVALID`.
    """
    path = folder / MODEL_CARD_NAME
    if not path.is_file():
        raise UserError(
            ErrorCode.MODEL_INVALID,
            expected=f"a folder with {MODEL_CARD_NAME} and {WEIGHTS_NAME}",
            found=f"no file {path}" if folder.is_dir() else f"no folder at {folder}",
            remedy="Choose the folder that fine-tuning wrote.",
        )
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise invalid_card(f"{path}, which cannot be read ({error})") from error
    return Card.from_json(document)


def hash_of_weights(weights: dict[str, Tensor]) -> str:
    """SHA-256, in hexadecimal, of all tensors' names, types, shapes and values, in the order of their names."""
    digest = hashlib.sha256()
    for name in sorted(weights):
        tensor = weights[name].detach().cpu().contiguous()
        digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}\n".encode())
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()


def _hash_of_both(weights: dict[str, Tensor], trees: dict[str, Tensor]) -> str:
    return hash_of_weights({**weights, **{f"forest/{name}": tensor for name, tensor in trees.items()}})


def _forest(trees: dict[str, Tensor], card: Card) -> Forest | None:
    if not trees:
        return None
    try:
        forest = Forest(trees)
    except ValueError as error:
        raise _mixed_up("a forest as DeepSat writes it", str(error)) from error
    if forest.class_count != len(card.class_map) or not forest.fits(card.architecture.channels):
        raise _mixed_up("a forest that fits the bands and classes in the card", f"one for {forest.class_count} classes")
    return forest


def _read_weights(path: Path) -> tuple[dict[str, Tensor], Card]:
    """The tensors of a weights file, and the card in its header."""
    weights, header = _read_tensors(path)
    try:
        return weights, Card.from_json(json.loads(header[CARD_KEY]))
    except (KeyError, ValueError) as error:
        raise _mixed_up("weights that DeepSat wrote, with a card inside", f"{path} without one") from error


def _read_tensors(path: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    """The tensors of a file, and its header."""
    if not path.is_file():
        raise _mixed_up(f"{path.name} beside {MODEL_CARD_NAME}", f"no file {path}")
    try:
        with safe_open(path, framework="pt") as file:
            header: dict[str, str] = file.metadata() or {}
            return {name: file.get_tensor(name) for name in file.keys()}, header  # noqa: SIM118 (a file is no dictionary)
    except (SafetensorError, OSError) as error:
        raise _mixed_up("weights that can be read", f"{path}, which is damaged ({error})") from error


def _as_text(document: Any, indent: int | None) -> str:
    return json.dumps(document, indent=indent, ensure_ascii=False, allow_nan=False, sort_keys=indent is None)


def _mixed_up(expected: str, found: str) -> UserError:
    return UserError(
        ErrorCode.MODEL_INVALID,
        expected=expected,
        found=found,
        remedy="Copy the whole model folder again, or fine-tune again; its files only work together and unchanged.",
    )
