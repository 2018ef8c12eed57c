"""Families of networks: what differs between them, so that everything else can treat them alike.

A network of any family has three parts. `encoder` maps images to a list of features, the images themselves first and
the coarsest features last; `decoder` maps that list to features of each pixel; `segmentation_head`, whose first layer
is a convolution, maps these to logits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from torch import nn

from deepsat.encoders.change_unet import NAME as CHANGE
from deepsat.encoders.change_unet import ChangeFamily
from deepsat.encoders.galileo import GalileoFamily
from deepsat.encoders.unet import UnetFamily

if TYPE_CHECKING:
    from deepsat.encoders.networks import Architecture


class Family(Protocol):
    """One kind of network. Every method but `problems` is given an architecture without problems."""

    title: str
    """What people call it."""

    joins_dates: bool
    """Whether it makes one of several dates itself; else each date is seen alone, and the head sees all of them."""

    def problems(self, architecture: Architecture) -> list[str]:
        """What is wrong with an architecture's settings, in clauses."""

    def output_stride(self, architecture: Architecture) -> int:
        """Heights and widths of the network's input are best a multiple of this."""

    def feature_channels(self, architecture: Architecture) -> int:
        """Channels that the head sees."""

    def leaves_unused(self, architecture: Architecture, key: str) -> bool:
        """Whether the weights of a key are 0, cannot learn, and need not be stored."""

    def smp_config(self, architecture: Architecture) -> dict[str, Any] | None:
        """The `config.json` of segmentation-models-pytorch; None where it has no such network."""

    def build(self, architecture: Architecture) -> nn.Module:
        """The network with random weights, drawn from torch's generator."""


FAMILIES: Mapping[str, Family] = {"Unet": UnetFamily(), "Galileo": GalileoFamily(), CHANGE: ChangeFamily()}
"""By `Architecture.name`."""
