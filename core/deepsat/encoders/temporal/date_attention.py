"""Attention over dates on top of any two-dimensional U-Net: L-TAE in the manner of U-TAE.

The encoder looks at each date for itself. A light temporal attention looks at its coarsest features; what it attends to
there weighs the dates at every finer level too, and the decoder sees one image's worth of features. Garnot & Landrieu
2021, "Panoptic segmentation of satellite image time series with convolutional temporal attention networks", ICCV, arXiv
2107.07933; the attention: Garnot & Landrieu 2020, arXiv 2007.00586.
"""

from __future__ import annotations

import dataclasses
import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from deepsat.encoders.networks import Architecture, build_network, enlarged, shrunk
from deepsat.encoders.temporal.network import TemporalNetwork, checked_series, grown_to_multiple

PERIOD = 1000.0
"""Longest wavelength of the encoding of days, divided by 2 pi, in days; the authors'."""


@dataclasses.dataclass(frozen=True)
class DateAttentionSettings:
    """Settings of attention over dates.

    Raises:
        ValueError: a setting is out of its range.
    """

    encoder_name: str = "resnet18"
    decoder_channels: tuple[int, ...] = (128, 64, 32, 32)
    """See `Architecture`."""
    input_scale: int = 2
    """See `Architecture`."""
    heads: int = 16
    """The encoder's channels, at every level, are a multiple of this."""
    key_channels: int = 4
    """Of a head's key."""
    width: int = 256
    """Of the tokens; a multiple of the heads."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "decoder_channels", tuple(self.decoder_channels))
        if min(self.heads, self.key_channels, self.width) < 1 or self.width % (2 * self.heads):
            raise ValueError(f"width is a multiple of twice the heads, not {self.width} of {self.heads}")
        self.architecture(bands=1, classes=1)

    def architecture(self, bands: int, classes: int) -> Architecture:
        """The network of one date."""
        return Architecture(
            in_channels=bands,
            classes=classes,
            encoder_name=self.encoder_name,
            decoder_channels=self.decoder_channels,
            input_scale=self.input_scale,
        )


class DateAttention(TemporalNetwork):
    """A U-Net, its encoder applied to each date, with attention over the dates between encoder and decoder.

    `unet` has the keys of a network for one date, so the weights of any checkpoint for such a one can be put there.

    Args:
        bands: C.
        classes: K.
        settings: the U-Net and the attention.
    """

    def __init__(self, bands: int, classes: int, settings: DateAttentionSettings) -> None:
        architecture = settings.architecture(bands, classes)
        super().__init__(architecture.feature_channels)
        self.input_scale, self._stride = architecture.input_scale, architecture.stride
        self.unet = build_network(architecture)
        channels: list[int] = list(self.unet.encoder.out_channels[1:])  # type: ignore[union-attr, index]
        if any(count % settings.heads for count in channels):
            raise ValueError(f"the encoder's channels {channels} are not multiples of {settings.heads} heads")
        self.attention = LightAttention(channels[-1], settings)
        # Linear, so the mean over a pixel's repetitions may be taken before or after it.
        self.classifier = self.unet.segmentation_head  # type: ignore[assignment]

    def features(self, images: Tensor, days: Tensor, present: Tensor) -> Tensor:
        """See `TemporalNetwork.features`; the order of the dates does not matter."""
        height, width = images.shape[-2:]
        images = grown_to_multiple(checked_series(images, days, present), self._stride)
        levels = self.unet.encoder(enlarged(images[present], self.input_scale))  # type: ignore[operator]
        series = [_by_date(level, present) for level in levels]
        attended, shares = self.attention(series[-1], days, present)
        # The decoder asks of the image itself for nothing but its size.
        weighed = [series[0].mean(dim=1), *(weighed_dates(level, shares) for level in series[1:-1]), attended]
        maps = shrunk(self.unet.decoder(weighed), self.input_scale)  # type: ignore[operator]
        return maps[..., :height, :width]


class LightAttention(nn.Module):
    """L-TAE: each head has one learnt query; a date's channels are shared out among the heads.

    Args:
        channels: of the features.
        settings: heads and widths.
    """

    def __init__(self, channels: int, settings: DateAttentionSettings) -> None:
        super().__init__()
        self.heads, self.key_channels = settings.heads, settings.key_channels
        # Of one date each: statistics over all dates would see those that do not exist.
        self.before = nn.GroupNorm(settings.heads, channels)
        self.tokens = nn.Conv2d(channels, settings.width, kernel_size=1)
        self.keys = nn.Conv2d(settings.width, settings.heads * settings.key_channels, kernel_size=1)
        self.queries = nn.Parameter(
            torch.randn(settings.heads, settings.key_channels) * (2 / settings.key_channels) ** 0.5
        )
        self.after = nn.Sequential(
            nn.Conv2d(settings.width, channels, kernel_size=1), nn.GroupNorm(settings.heads, channels), nn.ReLU()
        )

    def forward(self, series: Tensor, days: Tensor, present: Tensor) -> tuple[Tensor, Tensor]:
        """Looks at a series.

        Args:
            series: (B,T,C,h,w).
            days: (B,T), any number for dates that do not exist, NaN too.
            present: bool (B,T).

        Returns:
            (B,C,h,w), and the share of each date (B,heads,T,h,w), adding up to 1 over the dates.
        """
        batch, dates = present.shape
        tokens = self.tokens(self.before(series.flatten(0, 1)))
        # A share of 0 does not take back a NaN.
        code = day_code(days.masked_fill(~present, 0), tokens.shape[1] // self.heads).repeat(1, 1, self.heads)
        tokens = tokens + code.to(tokens.dtype).flatten(0, 1)[:, :, None, None]
        size = tokens.shape[-2:]
        keys = self.keys(tokens).reshape(batch, dates, self.heads, self.key_channels, *size)
        scores = torch.einsum("bthkyx,hk->bhtyx", keys, self.queries) / self.key_channels**0.5
        scores = scores.masked_fill(~present[:, None, :, None, None], -torch.inf)
        shares = torch.softmax(scores, dim=2)
        return self.after(weighed_dates(tokens.reshape(batch, dates, -1, *size), shares)), shares


def weighed_dates(series: Tensor, shares: Tensor) -> Tensor:
    """Sums over dates, each head weighing its part of the channels: (B,T,C,H,W) and (B,heads,T,h,w) to (B,C,H,W)."""
    batch, dates, _, *size = series.shape
    heads = shares.shape[1]
    if list(shares.shape[-2:]) != size:
        shares = F.interpolate(shares.flatten(1, 2), size, mode="bilinear", align_corners=False)
    shares = shares.reshape(batch, heads, dates, *size)
    parts = series.reshape(batch, dates, heads, -1, *size)
    return torch.einsum("bthcyx,bhtyx->bhcyx", parts, shares).flatten(1, 2)


def day_code(days: Tensor, width: int) -> Tensor:
    """Sines and cosines of days (B,T): float32 (B,T,width), width even."""
    exponents = torch.arange(width // 2, device=days.device, dtype=torch.float32) * (2 / width)
    angles = days.float()[..., None] * torch.exp(-math.log(PERIOD) * exponents)
    return torch.cat([angles.sin(), angles.cos()], dim=-1)


def _by_date(features: Tensor, present: Tensor) -> Tensor:
    """Features (N,C,H,W) of the dates that exist, at their places: (B,T,C,H,W), 0 elsewhere."""
    placed = features.new_zeros(*present.shape, *features.shape[1:])
    placed[present] = features
    return placed
