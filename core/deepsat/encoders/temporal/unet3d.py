"""UNet3D and UNet3Df: U-Nets that convolve over time as over space.

UNet3D is the baseline of Rustowicz et al. 2019 (CVPR workshops, semantic segmentation of crop type in Africa), UNet3Df
its form with 128 features at the end, on which context-self contrast was shown (Tarasiou et al. 2022, arXiv
2104.04310). Theirs take exactly T dates, because a linear layer over time ends them; how ours take any number is said
in `UNet3D.features`.
"""

from __future__ import annotations

import dataclasses

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from deepsat.encoders.temporal.date_order import existing_first, take_dates, weights_for
from deepsat.encoders.temporal.network import TemporalNetwork, checked_series, grown_to_multiple, with_day_plane

STRIDE = 4
"""Two poolings, over time too."""


@dataclasses.dataclass(frozen=True)
class UNet3DSettings:
    """Settings of UNet3D and UNet3Df.

    Raises:
        ValueError: a setting is out of its range.
    """

    dates: int = 16
    """T, the dates for which the weights over time are kept; 16 in the paper."""
    channels: int = 64
    """Of the first level; the others have twice and four times as many."""

    def __post_init__(self) -> None:
        if self.dates < 1 or self.channels < 2 or self.channels % 2:
            raise ValueError(f"dates >= 1 and an even number of channels are needed, not {self.dates}, {self.channels}")


class UNet3D(TemporalNetwork):
    """Three levels of 64, 128 and 256 channels, pooled 2 x 2 x 2; 6.2 million weights.

    Args:
        bands: C.
        classes: K.
        settings: widths, and the dates that the weights over time are kept for.
        wide: whether the last block keeps 128 channels and another convolution follows: UNet3Df, 7.2 million weights.
    """

    def __init__(self, bands: int, classes: int, settings: UNet3DSettings, *, wide: bool = False) -> None:
        first, second, third = (settings.channels * factor for factor in (1, 2, 4))
        last = second if wide else first // 2
        super().__init__(last)
        self.fine = _block(bands + 1, first, first)
        self.middle = _block(first, second, second)
        self.coarse = nn.ModuleList([_layer(second, third), _layer(third, third)])
        self.rise_to_middle = _rise(third, second)
        self.middle_again = _block(2 * second, second, second)
        self.rise_to_fine = _rise(second, first)
        self.rise_norm = nn.Sequential(nn.BatchNorm3d(first), nn.LeakyReLU())
        self.fine_again = _block(2 * first, second if wide else first, last)
        self.mixing = nn.Conv3d(last, last, kernel_size=3, padding=1) if wide else None
        self.over_time = nn.Linear(settings.dates, 1)
        # Over classes and over time both are linear, so which comes first is the same; features come before classes.
        self.classifier = nn.Conv2d(last, classes, kernel_size=1)

    def features(self, images: Tensor, days: Tensor, present: Tensor) -> Tensor:
        """See `TemporalNetwork.features`.

        Any number of dates is taken: those that exist move to the front, the place of the others is held at 0 behind
        each layer as convolution does beyond the end of a series, and the T weights over time are spread over the dates
        that there are (`weights_for`). Cutting or repeating dates until there are T would throw data away, or cost five
        times as much for three dates.
        """
        height, width = images.shape[-2:]
        images = with_day_plane(checked_series(images, days, present), days)
        order, exists = existing_first(present, STRIDE)
        volume = take_dates(grown_to_multiple(images, STRIDE), order, exists).transpose(1, 2)
        collapsed = self._collapsed(self._volume(volume, exists), exists)
        return collapsed[..., :height, :width]

    def _volume(self, volume: Tensor, exists: Tensor) -> Tensor:
        """(B,C,N,H,W) with dates that exist (B,N), to features (B,D,N,H,W)."""
        half = exists[:, 0::2] | exists[:, 1::2]
        quarter = half[:, 0::2] | half[:, 1::2]
        fine = _through(self.fine, volume, exists)
        middle = _through(self.middle, _pooled(fine, exists, half), half)
        coarse = _through(self.coarse, _pooled(middle, half, quarter), quarter)
        joined = torch.cat([_held(self.rise_to_middle(coarse), half), middle], dim=1)
        middle = _through(self.middle_again, joined, half)
        risen = _held(self.rise_norm(self.rise_to_fine(middle)), exists)
        fine = _through(self.fine_again, torch.cat([risen, fine], dim=1), exists)
        return fine if self.mixing is None else self.mixing(fine)

    def _collapsed(self, volume: Tensor, exists: Tensor) -> Tensor:
        """(B,D,N,H,W) to (B,D,H,W), by the weights over time."""
        weights = weights_for(self.over_time.weight[0], exists.sum(dim=1), exists.shape[1])
        return torch.einsum("bdnhw,bn->bdhw", volume, weights.to(volume.dtype)) + self.over_time.bias


def _layer(incoming: int, outgoing: int) -> nn.Sequential:
    convolution = nn.Conv3d(incoming, outgoing, kernel_size=3, padding=1)
    return nn.Sequential(convolution, nn.BatchNorm3d(outgoing), nn.LeakyReLU())


def _block(incoming: int, middle: int, outgoing: int) -> nn.ModuleList:
    return nn.ModuleList([_layer(incoming, middle), _layer(middle, outgoing)])


def _rise(incoming: int, outgoing: int) -> nn.ConvTranspose3d:
    return nn.ConvTranspose3d(incoming, outgoing, kernel_size=3, stride=2, padding=1, output_padding=1)


def _through(layers: nn.ModuleList, volume: Tensor, exists: Tensor) -> Tensor:
    """All layers one after the other, dates that do not exist held at 0 behind each."""
    for layer in layers:
        volume = _held(layer(volume), exists)
    return volume


def _held(volume: Tensor, exists: Tensor) -> Tensor:
    return volume.masked_fill(~exists[:, None, :, None, None], 0.0)


def _pooled(volume: Tensor, exists: Tensor, pooled_exists: Tensor) -> Tensor:
    """The maximum over 2 x 2 x 2, over dates that exist."""
    lowest = torch.finfo(volume.dtype).min
    return _held(F.max_pool3d(volume.masked_fill(~exists[:, None, :, None, None], lowest), 2), pooled_exists)
