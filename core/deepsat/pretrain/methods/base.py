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
"""Share of a fresh decoder's finest channels that is a pass-through of the bands: see `start_spectrally`."""


class Start(NamedTuple):
    """What a training starts from."""

    network: nn.Module
    """From `build_network`, on the CPU."""
    architecture: Architecture
    spectral_share: float
    """Share of the decoder's finest channels that is a pass-through of the bands; 0 for weights without one."""
    weights_hash: str = ""
    """Of the checkpoint that the weights are from; empty for random ones."""


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
        start: its network's encoder, and decoder if the method trains it, is what is kept; it is trained in place.
    """

    dates: ClassVar[int]
    """Dates of a sample."""
    trained_parts: ClassVar[tuple[str, ...]]
    """Parts of the network that learn."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        self.network = start.network
        self.architecture = start.architecture
        self.spectral_share = start.spectral_share
        # The others learn already, but for what `build_network` leaves unused.
        for name, part in self.network.named_children():
            if name not in self.trained_parts:
                part.requires_grad_(False)
        rows = spectral_channels(self.network, self.architecture, self.spectral_share)
        self.spectral_features = next(reversed(rows.values()), 0)
        """How many of the decoder's last channels are a pass-through of the bands, which stays as it is."""
        self._pass_through = {name: self.network.get_parameter(name)[:n].detach().clone() for name, n in rows.items()}

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
        separate_spectral_path(self.network, self.architecture, self.spectral_share)


def start_network(architecture: Architecture, seed: int, spectral_share: float = SPECTRAL_SHARE) -> Start:
    """A fresh network with a pass-through of the bands; the same seed gives the same weights."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = build_network(architecture)
        start_spectrally(network, architecture, spectral_share)
        separate_spectral_path(network, architecture, spectral_share)
    return Start(network, architecture, spectral_share)
