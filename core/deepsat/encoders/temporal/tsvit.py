"""TSViT: a transformer over time for each patch, then over space, with a token for each class.

Tarasiou, Chavez & Zafeiriou 2023, "ViTs for SITS", CVPR, arXiv 2301.04944.
"""

from __future__ import annotations

import dataclasses

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from deepsat.encoders.temporal.day_table import DayTable
from deepsat.encoders.temporal.network import TemporalNetwork, checked_series, grown_to_multiple


@dataclasses.dataclass(frozen=True)
class TSViTSettings:
    """Settings of TSViT.

    Raises:
        ValueError: a setting is out of its range.
    """

    patch_size: int = 2
    """Side of a patch in pixels; 2 for parcels at 10 m, 3 for larger ones."""
    window: int = 24
    """Side, in pixels, of the windows that it learns from: the places inside them are told apart. Windows of another
    side are taken too; their places are interpolated."""
    width: int = 128
    heads: int = 4
    temporal_depth: int = 4
    spatial_depth: int = 4

    def __post_init__(self) -> None:
        problems = [f"{name} is at least 1" for name, value in dataclasses.asdict(self).items() if value < 1]
        if self.window % max(self.patch_size, 1):
            problems.append(f"window is a multiple of patch_size, not {self.window} of {self.patch_size}")
        if self.width % max(self.heads, 1):
            problems.append(f"width is a multiple of heads, not {self.width} of {self.heads}")
        if problems:
            raise ValueError("; ".join(problems))


class TSViT(TemporalNetwork):
    """Transformers of 128 channels, 4 heads and 4 + 4 layers; 1.7 million weights.

    Its features tell the classes apart already: D is K times the width, class by class.

    Args:
        bands: C.
        classes: K.
        settings: widths and depths.
    """

    def __init__(self, bands: int, classes: int, settings: TSViTSettings) -> None:
        super().__init__(classes * settings.width)
        width, patch, side = settings.width, settings.patch_size, settings.window // settings.patch_size
        self.patch_size, self.classes = patch, classes
        self.patches = nn.Linear(bands * patch**2, width)
        self.days = DayTable(width)
        self.class_tokens = nn.Parameter(torch.randn(classes, width))
        self.over_time = _transformer(settings, settings.temporal_depth)
        self.places = nn.Parameter(torch.randn(1, width, side, side))
        self.over_space = _transformer(settings, settings.spatial_depth)
        self.last_norm = nn.LayerNorm(width)
        self.pixel_weights = nn.Parameter(torch.empty(width, patch, patch).uniform_(-(width**-0.5), width**-0.5))
        self.classifier = _SumOfClass(classes)

    def features(self, images: Tensor, days: Tensor, present: Tensor) -> Tensor:
        """See `TemporalNetwork.features`; the order of the dates does not matter.

        A pixel's features are each class's token of its patch, weighted by what the last layer takes for that pixel: a
        class's logit is their sum.
        """
        height, width = images.shape[-2:]
        images = grown_to_multiple(checked_series(images, days, present), self.patch_size)
        tokens = self._over_space(self._over_time(images, days, present))
        # (B,K,h,w,E) and (E,p,p): each patch becomes p x p pixels.
        pixels = torch.einsum("bkhwe,epq->bkehpwq", tokens, self.pixel_weights)
        maps: Tensor = pixels.flatten(5, 6).flatten(3, 4).flatten(1, 2)
        return maps[..., :height, :width]

    def _over_time(self, images: Tensor, days: Tensor, present: Tensor) -> Tensor:
        """The class tokens of each patch: (B,K,h,w,E)."""
        batch, dates, bands, height, width = images.shape
        patch = self.patch_size
        cells = images.reshape(batch, dates, bands, height // patch, patch, width // patch, patch)
        cells = cells.permute(0, 3, 5, 1, 2, 4, 6).flatten(4)
        tokens = self.patches(cells) + self.days(days, present)[:, None, None]
        rows, columns = tokens.shape[1:3]
        sequences = tokens.flatten(0, 2)
        sequences = torch.cat([self.class_tokens.expand(len(sequences), -1, -1), sequences], dim=1)
        gone = (~present)[:, None].expand(batch, rows * columns, dates).reshape(-1, dates)
        gone = F.pad(gone, (self.classes, 0), value=False)
        seen: Tensor = self.over_time(sequences, src_key_padding_mask=gone)[:, : self.classes]
        return seen.reshape(batch, rows, columns, self.classes, -1).permute(0, 3, 1, 2, 4)

    def _over_space(self, tokens: Tensor) -> Tensor:
        """Tokens (B,K,h,w,E) that have looked at each other, class by class."""
        batch, classes, rows, columns, _ = tokens.shape
        places: Tensor = self.places
        if places.shape[-2:] != (rows, columns):
            places = F.interpolate(places, (rows, columns), mode="bilinear", align_corners=False)
        sequences = (tokens + places.permute(0, 2, 3, 1)[:, None]).flatten(0, 1).flatten(1, 2)
        seen: Tensor = self.last_norm(self.over_space(sequences))
        return seen.reshape(batch, classes, rows, columns, -1)


class _SumOfClass(nn.Module):
    """The sum of each class's features, and a bias: (B,K*E,H,W) to (B,K,H,W)."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(classes))

    def forward(self, features: Tensor) -> Tensor:
        batch, _, height, width = features.shape
        sums = features.reshape(batch, len(self.bias), -1, height, width).sum(dim=2)
        return sums + self.bias[:, None, None]


def _transformer(settings: TSViTSettings, depth: int) -> nn.TransformerEncoder:
    layer = nn.TransformerEncoderLayer(
        settings.width, settings.heads, 4 * settings.width, 0.0, "gelu", batch_first=True, norm_first=True
    )
    return nn.TransformerEncoder(layer, depth, nn.LayerNorm(settings.width), enable_nested_tensor=False)
