"""Networks: their description, building them, and which of their parts learn.

The weights of a U-Net have the keys of segmentation-models-pytorch, so that `smp.from_pretrained` opens what DeepSat
saves. What differs between kinds of network is in `families`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from deepsat.encoders.each_date import EachDate
from deepsat.encoders.families import FAMILIES, Family
from deepsat.jobs.bands import MOST_BANDS

_OPTIONAL = {"patch_size", "moments"}
"""Settings that only some networks have."""


@dataclasses.dataclass(frozen=True)
class Architecture:
    """Everything that has to be known to build a network.

    Raises:
        ValueError: a setting is out of its range, with the range.
    """

    in_channels: int
    """Bands, 1 to `MOST_BANDS`."""
    classes: int
    """1-255."""
    name: str = "Unet"
    encoder_name: str = "resnet18"
    decoder_channels: tuple[int, ...] = (128, 64, 32, 32)
    """Channels of the decoder's blocks, from coarse to fine; the last is what the head sees.

    There are as many blocks as stages of the encoder are used: 5 for all of it. Empty for Galileo.
    """
    input_scale: int = 2
    """How often each pixel is repeated, in both directions, before the network sees it.

    A ResNet's finest features have half the resolution of its input: with 2 they have one for each pixel of the scene.
    """
    patch_size: int | None = None
    """Side of the patches, in pixels, of a network that sees patches; None for others."""
    moments: int | None = None
    """Dates of a series that the network sees one by one, at least 1: see `each_date`; None for a single image."""

    def __post_init__(self) -> None:
        problems = [
            *_out_of_range("in_channels", self.in_channels, 1, MOST_BANDS),
            *_out_of_range("classes", self.classes, 1, 255),
            *_out_of_range("input_scale", self.input_scale, 1, 4),
            *_out_of_range("moments", self.moments or 1, 1, 366),
            *(self._family.problems(self) if self.name in FAMILIES else [_unknown_name(self.name)]),
        ]
        if problems:
            raise ValueError("; ".join(problems))

    @property
    def _family(self) -> Family:
        return FAMILIES[self.name]

    @property
    def title(self) -> str:
        """What people call such a network."""
        return self._family.title

    @property
    def depth(self) -> int:
        """Stages of a U-Net's encoder that are used."""
        return len(self.decoder_channels)

    @property
    def feature_channels(self) -> int:
        """Channels that the head sees; of a series, those of all dates, unless the network makes one of them."""
        return self._family.feature_channels(self) * (self.moments or 1 if self.sees_dates_apart else 1)

    @property
    def sees_dates_apart(self) -> bool:
        """Whether each date of a series goes through the network alone: see `each_date`."""
        return self.moments is not None and not self._family.joins_dates

    @property
    def channels(self) -> int:
        """Channels of the images that go in: the bands, of a series at each of its moments."""
        return self.in_channels * (self.moments or 1)

    @property
    def output_stride(self) -> int:
        """Heights and widths of the network's input are best a multiple of this."""
        return self._family.output_stride(self)

    @property
    def stride(self) -> int:
        """Sides of a tile, in pixels of the scene, are best a multiple of this."""
        stride = self.output_stride
        return stride // self.input_scale if stride % self.input_scale == 0 else stride

    def leaves_unused(self, key: str) -> bool:
        """Whether the weights of this key are there only because segmentation-models-pytorch builds every stage.

        They are 0, cannot learn, and need not be stored.
        """
        return self._family.leaves_unused(self, key)

    def to_json(self) -> dict[str, Any]:
        """All settings as plain JSON values; without a patch size where there is none."""
        settings = {**dataclasses.asdict(self), "decoder_channels": list(self.decoder_channels)}
        return {name: value for name, value in settings.items() if name not in _OPTIONAL or value is not None}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Architecture:
        """Reads what `to_json` wrote.

        Raises:
            ValueError: a setting is missing, unknown or out of its range.
        """
        names = {field.name for field in dataclasses.fields(cls)}
        if set(document) | _OPTIONAL != names:
            raise ValueError(f"settings {', '.join(sorted(names))} are needed, not {', '.join(sorted(document))}")
        return cls(**{**document, "decoder_channels": tuple(document["decoder_channels"])})

    def smp_config(self) -> dict[str, Any] | None:
        """The `config.json` with which `smp.from_pretrained` builds the same network; None where it has no such one."""
        return self._family.smp_config(self) if self.moments is None else None


def build_network(architecture: Architecture) -> nn.Module:
    """Builds the network with random weights, drawn from torch's generator, laid out channels-last.

    Returns:
        A module that maps float (B,C,H,W) to logits (B,K,H,W), C being `Architecture.channels`, H and W multiples of
        `Architecture.output_stride`; its parts are `encoder`, `decoder` and `segmentation_head`: see `families`.
        `scene_logits` feeds it pixels of a scene.
    """
    network = FAMILIES[architecture.name].build(architecture)
    if architecture.moments is not None and architecture.sees_dates_apart:
        network = EachDate(network, architecture.moments)
    return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]


def scene_logits(network: nn.Module, images: Tensor, input_scale: int) -> Tensor:
    """Logits of each pixel of a scene.

    Args:
        network: from `build_network`.
        images: float (B,C,H,W), normalised, 0 = no data; H and W times `input_scale` are multiples of the
            network's output stride.
        input_scale: `Architecture.input_scale`.

    Returns:
        float32 (B,K,H,W).
    """
    logits: Tensor = network(enlarged(images, input_scale))
    return shrunk(logits.float(), input_scale)


def scene_features(network: nn.Module, images: Tensor, input_scale: int) -> Tensor:
    """The decoder's last features, which the head turns into logits: (B,D,H*s,W*s) for input (B,C,H,W) and scale s."""
    if isinstance(network, EachDate):
        return network.features(enlarged(images, input_scale))
    return image_features(network, images, input_scale)


def image_features(network: nn.Module, images: Tensor, input_scale: int) -> Tensor:
    """The decoder's last features of one image, or of one date of a series: as `scene_features`."""
    features: Tensor = network.decoder(network.encoder(enlarged(images, input_scale)))  # type: ignore[operator]
    return features


def enlarged(images: Tensor, scale: int) -> Tensor:
    """Each pixel repeated `scale` times in both directions: (B,C,H,W) to (B,C,H*scale,W*scale), channels-last."""
    larger = images if scale == 1 else F.interpolate(images, scale_factor=float(scale), mode="nearest")
    return larger.contiguous(memory_format=torch.channels_last)


def shrunk(logits: Tensor, scale: int) -> Tensor:
    """The mean over each block of scale x scale: (B,K,H*scale,W*scale) to (B,K,H,W)."""
    return logits if scale == 1 else F.avg_pool2d(logits, scale)


def freeze_batch_norm(network: nn.Module) -> None:
    """Lets batch normalisation use its running statistics and keep them.

    To be called again after each `network.train()`, which undoes it.
    """
    for module in batch_norms(network):
        module.eval()


def batch_norms(network: nn.Module) -> list[nn.BatchNorm2d]:
    """All layers of batch normalisation."""
    return [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]


def parameter_count(network: nn.Module) -> int:
    """Number of learnable weights."""
    return sum(weights.numel() for weights in network.parameters())


def _out_of_range(name: str, value: int, lowest: int, highest: int) -> list[str]:
    return [] if lowest <= value <= highest else [f"{name} lies between {lowest} and {highest}, not {value}"]


def _unknown_name(name: str) -> str:
    return f"name is one of {', '.join(FAMILIES)}, not {name}"
