"""Change between two dates: one encoder for both, and a U-Net's decoder on how their features differ.

The absolute difference of the two dates' features at each level takes the place of the features, as in SeCo's change
detection (Mañas et al. 2021, arXiv 2103.16607); the Siamese U-Net with differences: Daudt et al. 2018, arXiv
1810.08462. So any checkpoint for single images serves change too.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from deepsat.encoders.unet import UnetFamily

if TYPE_CHECKING:
    from deepsat.encoders.networks import Architecture

NAME = "ChangeUnet"
DATES = 2


class ChangeUnet(nn.Module):
    """A U-Net that sees two dates, (B,2*C,H,W), those of the first date first.

    Args:
        network: a U-Net for one date, of which it takes the parts.
    """

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.encoder = Differences(network.encoder)  # type: ignore[arg-type]
        self.decoder, self.segmentation_head = network.decoder, network.segmentation_head

    def forward(self, images: Tensor) -> Tensor:
        """Logits (B,K,H,W)."""
        logits: Tensor = self.segmentation_head(self.decoder(self.encoder(images)))  # type: ignore[operator]
        return logits


class Differences(nn.Module):
    """How the features of two dates differ, at each level.

    Args:
        encoder: of one date; it maps (B,C,H,W) to a list of features.
    """

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.dates = encoder

    def forward(self, images: Tensor) -> list[Tensor]:
        """Absolute differences of the features, from the images themselves to the coarsest level."""
        both = torch.cat(images.chunk(DATES, dim=1)).contiguous(memory_format=torch.channels_last)
        levels: list[Tensor] = self.dates(both)
        halves = (level.chunk(DATES) for level in levels)
        return [(first - second).abs() for first, second in halves]


class ChangeFamily(UnetFamily):
    """U-Nets for two dates; see `families.Family`."""

    title = "U-Net for change"
    joins_dates = True

    def problems(self, architecture: Architecture) -> list[str]:
        """What is wrong with the settings, in clauses."""
        found = super().problems(architecture)
        if architecture.moments != DATES:
            found.append(f"moments is {DATES} for change, not {architecture.moments}")
        return found

    def leaves_unused(self, architecture: Architecture, key: str) -> bool:
        """The stages beyond the depth."""
        return super().leaves_unused(architecture, key.replace("encoder.dates.", "encoder.", 1))

    def smp_config(self, architecture: Architecture) -> dict[str, Any] | None:
        """None: segmentation-models-pytorch has no such network."""
        return None

    def build(self, architecture: Architecture) -> nn.Module:
        """The network with random weights."""
        return ChangeUnet(UnetFamily().build(of_one_date(architecture)))


def of_one_date(architecture: Architecture) -> Architecture:
    """The U-Net that sees one of the two dates."""
    return dataclasses.replace(architecture, name="Unet", moments=None)


def of_two_dates(architecture: Architecture) -> Architecture:
    """The network for change that takes its parts from a U-Net."""
    return dataclasses.replace(architecture, name=NAME, moments=DATES)


@torch.no_grad()
def add_up_differences(network: nn.Module, architecture: Architecture, pairs: int, carried: int) -> None:
    """Makes a U-Net's pass-through of the bands one of how much they differ.

    The pass-through takes a projection p of the bands apart into its positive and its negative half, and puts it
    together again by subtracting one from the other. Of absolute differences the halves have to be added: |p1 - p2| is
    the sum of the differences of both halves, whatever the signs.

    Args:
        network: the U-Net of one date, started spectrally.
        architecture: its description.
        pairs: channels of the stem that hold a positive half; as many negative ones follow.
        carried: channels of the decoder's next-to-last block that carry the bands.
    """
    layer = network.get_submodule(f"decoder.blocks.{architecture.depth - 2}.conv1")
    weight: Tensor = layer[0].weight  # type: ignore[index]
    stem: Tensor = network.encoder.conv1.weight  # type: ignore[union-attr, assignment]
    skipped = weight.shape[1] - stem.shape[0]
    weight[:carried, skipped + pairs : skipped + 2 * pairs] = weight[:carried, skipped : skipped + pairs]
