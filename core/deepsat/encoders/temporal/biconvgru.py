"""BiConvGRU: two convolutional GRUs, one from the first date on and one from the last, and what they end with.

Rußwurm & Körner 2018, ISPRS International Journal of Geo-Information 7, 129, arXiv 1802.02080; as a backbone in
Tarasiou et al. 2022, arXiv 2104.04310. ConvGRU: Ballas et al. 2016, arXiv 1511.06432.
"""

from __future__ import annotations

import dataclasses

import torch
from torch import Tensor, nn

from deepsat.encoders.temporal.network import TemporalNetwork, checked_series, with_day_plane


@dataclasses.dataclass(frozen=True)
class BiConvGruSettings:
    """Settings of BiConvGRU.

    Raises:
        ValueError: a setting is out of its range.
    """

    channels: int = 64
    """Of the convolution before the GRUs."""
    hidden_channels: int = 256
    """Of each GRU."""

    def __post_init__(self) -> None:
        if self.channels < 1 or self.hidden_channels < 1:
            raise ValueError(f"at least 1 channel is needed, not {self.channels} and {self.hidden_channels}")


class BiConvGru(TemporalNetwork):
    """A 3 x 3 convolution of each date, two ConvGRUs of 256 channels, a 3 x 3 convolution; 4.5 million weights.

    Args:
        bands: C.
        classes: K.
        settings: widths.
    """

    def __init__(self, bands: int, classes: int, settings: BiConvGruSettings) -> None:
        super().__init__(2 * settings.hidden_channels)
        self.of_date = nn.Conv3d(bands + 1, settings.channels, kernel_size=(1, 3, 3), padding=(0, 1, 1))
        self.ahead = ConvGruCell(settings.channels, settings.hidden_channels)
        self.back = ConvGruCell(settings.channels, settings.hidden_channels)
        self.classifier = nn.Conv2d(self.feature_channels, classes, kernel_size=3, padding=1)

    def features(self, images: Tensor, days: Tensor, present: Tensor) -> Tensor:
        """See `TemporalNetwork.features`; the order of the dates matters."""
        series = with_day_plane(checked_series(images, days, present), days)
        maps = self.of_date(series.transpose(1, 2)).transpose(1, 2)
        dates = list(range(maps.shape[1]))
        ends = [_end(self.ahead, maps, present, dates), _end(self.back, maps, present, dates[::-1])]
        return torch.cat(ends, dim=1)


class ConvGruCell(nn.Module):
    """One step of a convolutional GRU with 3 x 3 kernels.

    Args:
        channels: of the input.
        hidden_channels: of the state.
    """

    def __init__(self, channels: int, hidden_channels: int) -> None:
        super().__init__()
        self.hidden_channels = hidden_channels
        both = channels + hidden_channels
        self.gates = nn.Conv2d(both, 2 * hidden_channels, kernel_size=3, padding=1)
        self.candidate = nn.Conv2d(both, hidden_channels, kernel_size=3, padding=1)

    def forward(self, values: Tensor, state: Tensor) -> Tensor:
        """The next state (B,A,H,W), from an input (B,C,H,W)."""
        update, reset = torch.sigmoid(self.gates(torch.cat([values, state], dim=1))).chunk(2, dim=1)
        candidate = torch.tanh(self.candidate(torch.cat([values, reset * state], dim=1)))
        return (1 - update) * state + update * candidate


def _end(cell: ConvGruCell, maps: Tensor, present: Tensor, dates: list[int]) -> Tensor:
    """The state behind the last of the dates; one that does not exist leaves it as it is."""
    batch, _, _, height, width = maps.shape
    state = maps.new_zeros(batch, cell.hidden_channels, height, width)
    for date in dates:
        state = torch.where(present[:, date, None, None, None], cell(maps[:, date], state), state)
    return state
