"""UNet2D-CLSTM: a U-Net for each date, a convolutional LSTM over the dates, the mean of its outputs.

Rustowicz et al. 2019 (CVPR workshops), as a backbone in Tarasiou et al. 2022, arXiv 2104.04310. ConvLSTM: Shi et al.
2015, arXiv 1506.04214. The released network normalises each step of the LSTM by batch statistics of its own, which ties
it to one number of dates; ours normalises by groups of channels, so any number will do.
"""

from __future__ import annotations

import dataclasses

import torch
from torch import Tensor, nn

from deepsat.encoders.temporal.network import TemporalNetwork, checked_series, grown_to_multiple, with_day_plane

STRIDE = 4
CHANNELS_A_GROUP = 16


@dataclasses.dataclass(frozen=True)
class UNet2DClstmSettings:
    """Settings of UNet2D-CLSTM.

    Raises:
        ValueError: a setting is out of its range.
    """

    channels: int = 64
    """Of the U-Net's first level; the others have twice and four times as many, and its output twice."""
    hidden_channels: int = 64
    """Of the LSTM. 64 gives the 2.3 million weights that are reported; the released configuration has 128 and 3.1."""

    def __post_init__(self) -> None:
        if self.channels < 2 or self.channels % 2 or self.hidden_channels < 1:
            found = f"{self.channels}, {self.hidden_channels}"
            raise ValueError(f"an even number of channels and hidden_channels >= 1 are needed, not {found}")


class UNet2DClstm(TemporalNetwork):
    """A U-Net of 64, 128 and 256 channels for each date, then a ConvLSTM with 3 x 3 kernels.

    Args:
        bands: C.
        classes: K.
        settings: widths.
    """

    def __init__(self, bands: int, classes: int, settings: UNet2DClstmSettings) -> None:
        super().__init__(settings.hidden_channels)
        self.unet = _DateUNet(bands + 1, settings.channels)
        self.lstm = ConvLstmCell(2 * settings.channels, settings.hidden_channels)
        self.classifier = nn.Conv2d(settings.hidden_channels, classes, kernel_size=3, padding=1)

    def features(self, images: Tensor, days: Tensor, present: Tensor) -> Tensor:
        """See `TemporalNetwork.features`; the order of the dates matters."""
        height, width = images.shape[-2:]
        images = grown_to_multiple(with_day_plane(checked_series(images, days, present), days), STRIDE)
        # The U-Net sees no date that does not exist: it would move the statistics of batch normalisation.
        seen = self.unet(images[present])
        maps = seen.new_zeros(*present.shape, *seen.shape[1:])
        maps[present] = seen
        return self._mean_output(maps, present)[..., :height, :width]

    def _mean_output(self, maps: Tensor, present: Tensor) -> Tensor:
        batch, _, _, height, width = maps.shape
        hidden = cell = maps.new_zeros(batch, self.lstm.hidden_channels, height, width)
        total = torch.zeros_like(hidden)
        for date in range(maps.shape[1]):
            exists = present[:, date, None, None, None]
            next_hidden, next_cell = self.lstm(maps[:, date], hidden, cell)
            hidden, cell = torch.where(exists, next_hidden, hidden), torch.where(exists, next_cell, cell)
            total = total + torch.where(exists, hidden, 0.0)
        return total / present.sum(dim=1)[:, None, None, None]


class ConvLstmCell(nn.Module):
    """One step of a convolutional LSTM.

    Args:
        channels: of the input.
        hidden_channels: of hidden and cell state.
    """

    def __init__(self, channels: int, hidden_channels: int) -> None:
        super().__init__()
        self.hidden_channels = hidden_channels
        self.from_input = nn.Conv2d(channels, 4 * hidden_channels, kernel_size=3, padding=1)
        self.from_hidden = nn.Conv2d(hidden_channels, 4 * hidden_channels, kernel_size=3, padding=1)
        # A group for each gate: input, forget, output, candidate.
        self.input_norm, self.hidden_norm = (nn.GroupNorm(4, 4 * hidden_channels) for _ in range(2))

    def forward(self, values: Tensor, hidden: Tensor, cell: Tensor) -> tuple[Tensor, Tensor]:
        """The next hidden and cell state, each (B,A,H,W), from an input (B,C,H,W)."""
        gates = self.input_norm(self.from_input(values)) + self.hidden_norm(self.from_hidden(hidden))
        take, keep, show, candidate = gates.chunk(4, dim=1)
        cell = torch.sigmoid(keep) * cell + torch.sigmoid(take) * torch.tanh(candidate)
        return torch.sigmoid(show) * torch.tanh(cell), cell


class _DateUNet(nn.Module):
    """The U-Net of one date: (N,C,H,W) to (N,2 * width,H,W), sides multiples of 4."""

    def __init__(self, channels: int, width: int) -> None:
        super().__init__()
        first, second, third = width, 2 * width, 4 * width
        self.fine = nn.Sequential(_grouped(channels, first), _grouped(first, first))
        self.middle = nn.Sequential(_grouped(first, second), _grouped(second, second))
        self.coarse = nn.Sequential(_grouped(second, third), _grouped(third, third))
        self.rise_to_middle = nn.ConvTranspose2d(third, second, kernel_size=2, stride=2)
        self.middle_again = nn.Sequential(_batched(2 * second, second), _batched(second, second))
        self.rise_to_fine = nn.ConvTranspose2d(second, first, kernel_size=2, stride=2)
        self.fine_again = nn.Sequential(_batched(2 * first, first), _batched(first, first // 2))
        self.last = nn.Conv2d(first // 2, second, kernel_size=3, padding=1)
        self.pool = nn.MaxPool2d(2)

    def forward(self, images: Tensor) -> Tensor:
        fine = self.fine(images)
        middle = self.middle(self.pool(fine))
        risen = self.rise_to_middle(self.coarse(self.pool(middle)))
        risen = self.rise_to_fine(self.middle_again(torch.cat([risen, middle], dim=1)))
        maps: Tensor = self.last(self.fine_again(torch.cat([risen, fine], dim=1)))
        return maps


def _grouped(incoming: int, outgoing: int) -> nn.Sequential:
    groups = max(1, outgoing // CHANNELS_A_GROUP)
    convolution = nn.Conv2d(incoming, outgoing, kernel_size=3, padding=1)
    return nn.Sequential(convolution, nn.GroupNorm(groups, outgoing), nn.LeakyReLU())


def _batched(incoming: int, outgoing: int) -> nn.Sequential:
    convolution = nn.Conv2d(incoming, outgoing, kernel_size=3, padding=1)
    return nn.Sequential(convolution, nn.BatchNorm2d(outgoing), nn.LeakyReLU())
