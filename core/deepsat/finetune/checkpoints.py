"""Where fine-tuning starts from."""

from __future__ import annotations

import torch
from torch import nn

from deepsat.encoders import Architecture, build_network, start_spectrally
from deepsat.finetune.recipe import Recipe
from deepsat.jobs import ErrorCode, UserError

RANDOM = "random"
KNOWN = (RANDOM,)


def check_checkpoint(name: str) -> None:
    """Refuses a checkpoint that is not known.

    Raises:
        UserError: `CHECKPOINT_UNKNOWN`, with those that are known.
    """
    if name not in KNOWN:
        raise UserError(
            ErrorCode.CHECKPOINT_UNKNOWN,
            expected=f"one of these checkpoints: {', '.join(KNOWN)}",
            found=repr(name),
            remedy="Choose a checkpoint from the list.",
        )


def start_network(checkpoint: str, architecture: Architecture, recipe: Recipe, seed: int) -> nn.Module:
    """The network that fine-tuning starts from, on the CPU; the same seed gives the same weights.

    Raises:
        UserError: `CHECKPOINT_UNKNOWN`.
    """
    check_checkpoint(checkpoint)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = build_network(architecture)
        start_spectrally(network, architecture, recipe.spectral_share)
    return network
