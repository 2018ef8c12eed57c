"""Galileo as a network for land cover: the published encoder, the bands beside its features, and a head.

The encoder is a vision transformer that sees small patches of groups of bands; see `galileo_tokens` for its source.
Here it looks at small square windows of the scene, each by itself, in two meshes of windows:

    bands (B,C,H,W) --> windows --> tokens, one a patch and group --> transformer --> mean over groups and meshes
          |                                                                              |
          +-- as they are: what a pixel's bands say must not be lost in its patch --> features of each pixel --> head

One mesh is half a window off the other, so that the edges of its windows lie in the middle of the other's and do not
show.
Any height and width will do: what windows reach beyond the image repeats its outermost rows and columns.

Measured with the nano encoder on six places with three polygons a class, mean IoU of a logistic regression on the
features alone: patches of 1, 2 and 4 pixels in two meshes of windows of 4 patches .697, .692 and .653, in time as
17 : 4 : 1; patches of 2 pixels in one mesh of windows of 4, 6 and 8 patches .680, .674 and .664.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from deepsat.encoders.galileo_tokens import GALILEO_SLOTS, GROUPS, FlexiblePatches, group_slices, place_encoding
from deepsat.encoders.torchvision_operators import declare_missing_operators

if TYPE_CHECKING:
    from deepsat.encoders.networks import Architecture

PATCH_SIZES = (1, 2, 4)
"""Sides of patches in pixels, among those that Galileo was trained with."""

WINDOW_PATCHES = 4
"""Patches along a side of what the transformer sees at a time; it was trained with 4 to 12."""

WINDOWS_AT_ONCE = 1024
"""Bounds memory: the hidden layers of so many windows take 170 MB."""


@dataclasses.dataclass(frozen=True)
class GalileoSize:
    """Sizes of a published encoder."""

    width: int
    depth: int
    heads: int
    mlp_ratio: int


SIZES = {"galileo_nano": GalileoSize(width=128, depth=4, heads=8, mlp_ratio=4)}
"""By name of the encoder."""


class GalileoEncoder(nn.Module):
    """What Galileo makes of patches of the optical bands of one date.

    Args:
        in_channels: bands of the scene.
        size: of the transformer.
        patch_size: side of a patch in pixels, one of `PATCH_SIZES`.
    """

    def __init__(self, in_channels: int, size: GalileoSize, patch_size: int) -> None:
        super().__init__()
        declare_missing_operators()
        from timm.models.vision_transformer import Block

        self.patch_size, self.window = patch_size, WINDOW_PATCHES * patch_size
        # No weights to learn, but part of the weights: which of a scene's bands are Galileo's.
        self.register_buffer("slots", torch.eye(len(GALILEO_SLOTS), in_channels))
        self.patches = nn.ModuleDict(
            {group.name: FlexiblePatches(len(group.bands), size.width, patch_size) for group in GROUPS}
        )
        # A quarter of a token's width each: what it is, when in the series, which month, where.
        self.group_encoding = nn.Parameter(torch.zeros(len(GROUPS), size.width // 4))
        places = place_encoding(WINDOW_PATCHES, patch_size, size.width // 4)
        self.register_buffer("place_encoding", places, persistent=False)
        self.blocks = nn.ModuleList(
            Block(size.width, size.heads, mlp_ratio=size.mlp_ratio, qkv_bias=True) for _ in range(size.depth)
        )
        self.norm = nn.LayerNorm(size.width)

    def forward(self, images: Tensor) -> list[Tensor]:
        """The images themselves, then the features of their patches: as other encoders, from fine to coarse.

        Args:
            images: float (B,C,H,W), each band at mean 0 and standard deviation 1, 0 = no data.

        Returns:
            The images, and float (B,D,ceil(H/p),ceil(W/p)).
        """
        # Never in half precision: the first block's attention has logits of many thousands.
        with torch.autocast(images.device.type, enabled=False):
            meshes = [self._mesh(images.float(), offset) for offset in (0, self.window // 2)]
        return [images, torch.stack(meshes).mean(dim=0)]

    def _mesh(self, images: Tensor, offset: int) -> Tensor:
        """Features of patches from windows that begin `offset` pixels above and left of the image."""
        height, width = images.shape[2:]
        beyond = [-(length + offset) % self.window for length in (height, width)]
        padded = F.pad(images, (offset, beyond[1], offset, beyond[0]), mode="replicate")
        windows = _windows_of(padded, self.window)
        # In slices rather than by torch.split, which torch's exporter to ONNX gets wrong for a short last part.
        starts = range(0, windows.shape[0], WINDOWS_AT_ONCE)
        seen = torch.cat([self._look(windows[start : start + WINDOWS_AT_ONCE]) for start in starts])
        features = _joined(seen, len(images), padded.shape[2] // self.window)
        skipped, rows, columns = (-(-length // self.patch_size) for length in (offset, height, width))
        return features[:, :, skipped : skipped + rows, skipped : skipped + columns]

    def _look(self, windows: Tensor) -> Tensor:
        """Windows (M,C,4p,4p) to features (M,D,4,4)."""
        tokens = self._tokens(windows)
        count, groups, width, side, _ = tokens.shape
        sequence = tokens.permute(0, 1, 3, 4, 2).flatten(1, 3)
        for block in self.blocks:
            sequence = block(sequence)
        means = self.norm(sequence).reshape(count, groups, side * side, width).mean(dim=1)
        features: Tensor = means.transpose(1, 2).reshape(count, width, side, side)
        return features

    def _tokens(self, windows: Tensor) -> Tensor:
        """Windows (M,C,4p,4p) to tokens (M,G,D,4,4) of the groups whose bands are there."""
        slots: Tensor = self.slots  # type: ignore[assignment]
        values = torch.einsum("sc,mchw->mshw", slots, windows)
        # Galileo's input is (x - (mean - 2 std)) / (4 std), where ours is (x - mean) / std.
        values = values / 4 + 0.5
        tokens = []
        for index, (group, places) in enumerate(zip(GROUPS, group_slices(), strict=True)):
            if bool(slots[places].any()):
                tokens.append(self.patches[group.name](values[:, places]) + self._encoding(index))
        return torch.stack(tokens, dim=1)

    def _encoding(self, group: int) -> Tensor:
        """(D,4,4): what is added to the tokens of a group."""
        place: Tensor = self.place_encoding  # type: ignore[assignment]
        kind = self.group_encoding[group, :, None, None].expand(-1, *place.shape[1:])
        return torch.cat([kind, place])


class BesideTheBands(nn.Module):
    """The decoder: each pixel gets features between those of the nearest patches, and keeps its bands.

    It has nothing to learn. Between patches features change linearly: measured, better than in steps.

    Args:
        patch_size: side of a patch in pixels.
    """

    def __init__(self, patch_size: int) -> None:
        super().__init__()
        self.patch_size = patch_size

    def forward(self, features: Sequence[Tensor]) -> Tensor:
        """Images (B,C,H,W) and features of patches (B,D,ceil(H/p),ceil(W/p)) to (B,D+C,H,W)."""
        images, patches = features
        height, width = images.shape[2:]
        spread = F.interpolate(patches, scale_factor=float(self.patch_size), mode="bilinear", align_corners=False)
        return torch.cat([spread[:, :, :height, :width], images.to(spread.dtype)], dim=1)


class GalileoNetwork(nn.Module):
    """Encoder, decoder and head, as the other networks have them.

    Args:
        architecture: of the family Galileo.
    """

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        size, patch_size = SIZES[architecture.encoder_name], architecture.patch_size or 0
        self.encoder = GalileoEncoder(architecture.in_channels, size, patch_size)
        self.decoder = BesideTheBands(patch_size)
        # Of one pixel: features of neighbours are largely the same, being of the same patch.
        self.segmentation_head = nn.Sequential(
            nn.Conv2d(size.width + architecture.in_channels, architecture.classes, 1)
        )

    def forward(self, images: Tensor) -> Tensor:
        """Float (B,C,H,W) of any size to logits (B,K,H,W)."""
        logits: Tensor = self.segmentation_head(self.decoder(self.encoder(images)))
        return logits


class GalileoFamily:
    """Networks around a Galileo encoder; see `families.Family`."""

    title = "Galileo"
    joins_dates = False

    def problems(self, architecture: Architecture) -> list[str]:
        """What is wrong with the settings, in clauses."""
        found = []
        if architecture.encoder_name not in SIZES:
            found.append(f"encoder_name is one of {', '.join(SIZES)}, not {architecture.encoder_name}")
        if architecture.patch_size not in PATCH_SIZES:
            found.append(f"patch_size is one of {', '.join(map(str, PATCH_SIZES))}, not {architecture.patch_size}")
        if architecture.decoder_channels:
            found.append("decoder_channels are empty, since the decoder learns nothing")
        return found

    def output_stride(self, architecture: Architecture) -> int:
        """Tiles that are multiples of a window see the same pixels in the same windows."""
        return WINDOW_PATCHES * (architecture.patch_size or 1)

    def feature_channels(self, architecture: Architecture) -> int:
        """The features' and the bands'."""
        return SIZES[architecture.encoder_name].width + architecture.in_channels

    def leaves_unused(self, architecture: Architecture, key: str) -> bool:
        """Every weight is used."""
        return False

    def smp_config(self, architecture: Architecture) -> dict[str, Any] | None:
        """None: segmentation-models-pytorch has no such network."""
        return None

    def build(self, architecture: Architecture) -> nn.Module:
        """The network with random weights."""
        return GalileoNetwork(architecture)


def _windows_of(images: Tensor, side: int) -> Tensor:
    """(B,C,h*side,w*side) to (B*h*w,C,side,side), image by image, row by row."""
    batch, channels, height, width = images.shape
    cut = images.reshape(batch, channels, height // side, side, width // side, side)
    return cut.permute(0, 2, 4, 1, 3, 5).reshape(-1, channels, side, side)


def _joined(windows: Tensor, batch: int, rows: int) -> Tensor:
    """The inverse of `_windows_of` for windows (B*h*w,D,s,s): (B,D,h*s,w*s)."""
    _, channels, side, _ = windows.shape
    grid = windows.reshape(batch, rows, -1, channels, side, side).permute(0, 3, 1, 4, 2, 5)
    return grid.reshape(batch, channels, rows * side, -1)
