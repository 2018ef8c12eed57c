"""Checkpoint folders: pre-trained weights to start from, and the card that says where they come from.

- `checkpoint.safetensors`: encoder and decoder under SMP's keys, without a head; the card, without dates, in its header
- `checkpoint.json`: the card, a STAC Item with the machine-learning-model extension
- `log/`: curves of the training, for TensorBoard
"""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from deepsat.checkpoints.checkpoint_card import CheckpointCard
from deepsat.checkpoints.model_folder import hash_of_weights
from deepsat.encoders import Architecture, build_network
from deepsat.finite import check_finite
from deepsat.jobs import ErrorCode, UserError
from deepsat.outputs.own_folders import CHECKPOINT_CARD_NAME
from deepsat.outputs.temporary_files import whole_folder

WEIGHTS_NAME = "checkpoint.safetensors"
LOG_NAME = "log"
CARD_KEY = "deepsat:checkpoint"
HEAD = "segmentation_head."
"""Beginning of the keys that a checkpoint does not have: a head belongs to the classes of one map."""


def save_checkpoint(
    folder: Path, network: nn.Module, card: CheckpointCard, *, half: bool = True, log: Path | None = None
) -> CheckpointCard:
    """Writes a checkpoint folder, whole or not at all; a checkpoint that was there is replaced.

    Args:
        folder: where to; a new folder, an empty one, or one with a checkpoint.
        network: built from `card.architecture`.
        card: its `weights_hash` and `parameters` are filled in here.
        half: whether weights of two axes and more are kept in half precision, which halves the file; the statistics of
            BatchNorm and all other vectors stay as they are.
        log: folder with event files to copy.

    Returns:
        The card as it was written.

    Raises:
        UserError: `TRAINING_FAILED` where a weight is not finite, `OUTPUT_UNWRITABLE` or `DISK_FULL`.
    """
    weights = {
        name: (_halved(tensor) if half else tensor).detach().cpu().contiguous().clone()
        for name, tensor in network.state_dict().items()
        if not name.startswith(HEAD) and not card.architecture.leaves_unused(name)
    }
    check_finite(weights)
    count = sum(tensor.numel() for tensor in weights.values())
    card = dataclasses.replace(card, weights_hash=hash_of_weights(weights), parameters=count)
    with whole_folder(folder, card=CHECKPOINT_CARD_NAME) as temporary:
        header = json.dumps(card.reproducible().to_json(), ensure_ascii=False, sort_keys=True)
        save_file(weights, temporary / WEIGHTS_NAME, {CARD_KEY: header})
        text = json.dumps(card.to_json(), indent=2, ensure_ascii=False, allow_nan=False)
        (temporary / CHECKPOINT_CARD_NAME).write_text(text, encoding="utf-8")
        if log is not None and log.is_dir():
            shutil.copytree(log, temporary / LOG_NAME)
    return card


def load_checkpoint(folder: Path) -> tuple[dict[str, Tensor], CheckpointCard]:
    """Opens a checkpoint folder.

    Args:
        folder: written by `save_checkpoint`.

    Returns:
        Weights in float32 on the CPU, exactly those of the card's network without its head; and the card.

    Raises:
        UserError: `MODEL_INVALID` when a file is missing, damaged, or does not belong to the others, with the keys that
            do not fit.
    """
    card = read_checkpoint_card(folder)
    weights = _read_weights(folder / WEIGHTS_NAME)
    if hash_of_weights(weights) != card.weights_hash:
        raise _invalid(f"weights with the hash {card.weights_hash[:16]}…", f"hash {hash_of_weights(weights)[:16]}…")
    fresh = _fresh_weights(card.architecture)
    unused = {name: tensor for name, tensor in fresh.items() if card.architecture.leaves_unused(name)}
    expected = {name: tuple(tensor.shape) for name, tensor in fresh.items() if name not in unused}
    found = {name: tuple(tensor.shape) for name, tensor in weights.items()}
    if expected != found:
        differing = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
        raise _invalid("weights that fit the card's architecture", f"{len(differing)} others, as {differing[0]}")
    return {**unused, **{name: t.float() if t.is_floating_point() else t for name, t in weights.items()}}, card


def put_weights(network: nn.Module, weights: Mapping[str, Tensor]) -> None:
    """Puts a checkpoint's weights into a network, whose head stays as it is.

    Args:
        network: from `build_network`.
        weights: every weight of the network except its head, and no others; see `load_checkpoint` and `adapt_bands`.

    Raises:
        UserError: `MODEL_INVALID`, with the first key that does not fit.
    """
    expected = {name: tuple(t.shape) for name, t in network.state_dict().items() if not name.startswith(HEAD)}
    found = {name: tuple(tensor.shape) for name, tensor in weights.items()}
    if expected != found:
        differing = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
        raise _invalid("weights that fit the network", f"{len(differing)} others, as {differing[0]}")
    network.load_state_dict(dict(weights), strict=False)


def read_checkpoint_card(folder: Path) -> CheckpointCard:
    """Reads the card of a checkpoint folder, without its weights.

    Raises:
        UserError: `CHECKPOINT_UNKNOWN` where there is none, `MODEL_INVALID` where it is damaged.
    """
    path = folder / CHECKPOINT_CARD_NAME
    if not path.is_file():
        raise UserError(
            ErrorCode.CHECKPOINT_UNKNOWN,
            expected=f"a folder with {CHECKPOINT_CARD_NAME} and {WEIGHTS_NAME}",
            found=f"no file {path}" if folder.is_dir() else f"no folder at {folder}",
            remedy="Choose the folder that pre-training wrote.",
        )
    try:
        return CheckpointCard.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise _invalid("a card that can be read", f"{path} ({error})") from error


def _halved(tensor: Tensor) -> Tensor:
    """Half precision for weights of two axes and more, unless a value is too large for it."""
    if tensor.dim() < 2 or not tensor.is_floating_point():
        return tensor
    halved = tensor.half()
    return halved if bool(halved.isfinite().all()) else tensor


def _fresh_weights(architecture: Architecture) -> dict[str, Tensor]:
    """Weights of a network without its head; those that the architecture leaves unused are 0."""
    with torch.random.fork_rng(devices=[]):
        network = build_network(architecture)
    return {name: tensor for name, tensor in network.state_dict().items() if not name.startswith(HEAD)}


def _read_weights(path: Path) -> dict[str, Tensor]:
    if not path.is_file():
        raise _invalid(f"{WEIGHTS_NAME} beside {CHECKPOINT_CARD_NAME}", f"no file {path}")
    try:
        with safe_open(path, framework="pt") as file:
            weights: dict[str, Tensor] = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError) as error:
        raise _invalid("weights that can be read", f"{path}, which is damaged ({error})") from error
    return weights


def _invalid(expected: str, found: str) -> UserError:
    return UserError(
        ErrorCode.MODEL_INVALID,
        expected=expected,
        found=found,
        remedy="Copy the whole checkpoint folder again; its files only work together and unchanged.",
    )
