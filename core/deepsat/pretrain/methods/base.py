"""What the training loop asks of a method."""

from __future__ import annotations

import abc
from typing import ClassVar, NamedTuple

import torch
from torch import Tensor, nn

from deepsat.encoders import (
    Architecture,
    build_network,
    separate_spectral_path,
    spectral_channels,
    start_spectrally,
)
from deepsat.pretrain.chips import ChipBatch

SPECTRAL_SHARE = 0.5
"""Share of the decoder's finest channels that starts as a pass-through of the bands: see `start_spectrally`."""


class MethodOutcome(NamedTuple):
    """What a method makes of one batch."""

    loss: Tensor
    """Scalar with gradient."""
    queries: Tensor
    """(N,D) some embeddings, detached, of which the measures are taken."""
    positives: Tensor | None
    """(N,D) what each of them should be close to; None for a method without pairs."""


class Method(nn.Module, abc.ABC):
    """A network and what trains it.

    Args:
        network: from `build_network`; its encoder, and its decoder if the method trains it, is what is kept.
        architecture: the network's description.
    """

    dates: ClassVar[int]
    """Dates of a sample."""
    trained_parts: ClassVar[tuple[str, ...]]
    """Parts of the network that learn."""

    def __init__(self, network: nn.Module, architecture: Architecture) -> None:
        super().__init__()
        self.network = network
        self.architecture = architecture
        for name, part in network.named_children():
            part.requires_grad_(name in self.trained_parts)
        for name, weights in network.named_parameters():
            if architecture.leaves_unused(name):
                weights.requires_grad_(False)
        rows = spectral_channels(network, architecture, SPECTRAL_SHARE)
        self.spectral_features = rows[list(rows)[-1]]
        """How many of the decoder's last channels are a pass-through of the bands, which stays as it is."""
        self._pass_through = {name: network.get_parameter(name)[:n].detach().clone() for name, n in rows.items()}

    @abc.abstractmethod
    def forward(self, batch: ChipBatch) -> MethodOutcome:
        """The loss of one shard of a step; every draw comes from the batch's key."""

    def before_step(self) -> None:
        """Called once before the shards of a step; momentum networks move here."""

    @torch.no_grad()
    def after_step(self) -> None:
        """Called once after a step's weights are set: the pass-through of the bands is put back.

        Contrast alone would give it up: of pixels of one class it makes features as different as it can.
        """
        for name, rows in self._pass_through.items():
            self.network.get_parameter(name)[: len(rows)].copy_(rows)
        separate_spectral_path(self.network, self.architecture, SPECTRAL_SHARE)


def start_network(architecture: Architecture, seed: int) -> nn.Module:
    """A fresh network with a pass-through of the bands, on the CPU; the same seed gives the same weights."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = build_network(architecture)
        start_spectrally(network, architecture, SPECTRAL_SHARE)
        separate_spectral_path(network, architecture, SPECTRAL_SHARE)
    return network
