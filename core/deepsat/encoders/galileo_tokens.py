"""Tokens of Galileo: which bands make one, what their patches become, and what is added to say what and where they are.

After G. Tseng et al. 2025, Galileo: Learning global and local features of many remote sensing modalities,
arXiv 2502.09356, and the authors' public code, https://github.com/nasaharvest/galileo (MIT): numbers and formulas are
theirs, the code is ours. Only what a Sentinel-2 image of one date needs is here.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from deepsat.imagery import Band
from deepsat.jobs.wavelengths import SENTINEL2_NM, plain_name


@dataclasses.dataclass(frozen=True)
class TokenGroup:
    """Bands that one token tells about."""

    name: str
    """As in the keys of the published weights."""
    bands: tuple[str, ...]


GROUPS = (
    TokenGroup("S2_RGB", ("B02", "B03", "B04")),
    TokenGroup("S2_Red_Edge", ("B05", "B06", "B07")),
    TokenGroup("S2_NIR_10m", ("B08",)),
    TokenGroup("S2_NIR_20m", ("B8A",)),
    TokenGroup("S2_SWIR", ("B11", "B12")),
)
"""The optical groups, in the order of Galileo's bands."""

SPACE_TIME_GROUPS = ("S1", *(group.name for group in GROUPS), "NDVI")
"""All groups of maps that change with time, in the order of the published encodings."""

GALILEO_SLOTS = tuple(Band(name, SENTINEL2_NM[plain_name(name)]) for group in GROUPS for name in group.bands)
"""The ten Sentinel-2 bands that Galileo knows: all but B01, B09 and B10."""

LARGEST_PATCH = 8
"""Side of the stored kernels; they are resampled to smaller patches."""

ENOUGH = 0.5
"""Share of a group's bands that must be there for its token to be used."""

JUNE = 5
"""Month, from 0, of an image without a date: the authors' own default."""

MONTHS = 12


def group_slices() -> tuple[slice, ...]:
    """For each group its places among `GALILEO_SLOTS`."""
    ends = [sum(len(group.bands) for group in GROUPS[: index + 1]) for index in range(len(GROUPS))]
    return tuple(slice(end - len(group.bands), end) for end, group in zip(ends, GROUPS, strict=True))


def slot_sources(slots: Sequence[int | None]) -> Tensor:
    """Which band of a scene fills which of Galileo's slots.

    A group is used if at least half of its bands are there; one that is missing then takes the band of its group with
    the nearest wavelength, as the authors do. The token of a group that lacks more is left out, as if masked. Where no
    group has enough, every group with a band is used.

    Args:
        slots: for each band of the scene its slot, from 0, or None; no slot twice.

    Returns:
        float32 (10, N): row by slot, column by band; one 1 in the row of each slot of a used group, 0 elsewhere.
    """
    filled = _filled_slots(slots, ENOUGH)
    if not filled:
        filled = _filled_slots(slots, enough=0.0)
    sources = torch.zeros(len(GALILEO_SLOTS), len(slots))
    for slot, band in filled.items():
        sources[slot, band] = 1
    return sources


def _filled_slots(slots: Sequence[int | None], enough: float) -> dict[int, int]:
    """Band by slot, for the slots of the groups that have enough of their bands."""
    bands = {slot: band for band, slot in enumerate(slots) if slot is not None}
    filled: dict[int, int] = {}
    for places in group_slices():
        wanted = range(places.start, places.stop)
        there = [slot for slot in wanted if slot in bands]
        if there and len(there) >= enough * len(wanted):
            filled |= {slot: bands[_nearest(slot, there)] for slot in wanted}
    return filled


def _nearest(slot: int, others: Sequence[int]) -> int:
    """Of some slots the one with the nearest wavelength."""
    nanometres = [slot.wavelength_nm or 0.0 for slot in GALILEO_SLOTS]
    return min(others, key=lambda other: abs(nanometres[other] - nanometres[slot]))


class FlexiblePatches(nn.Module):
    """Patches of one group become tokens, by kernels that are resampled to the side of the patch.

    Beyer et al. 2023, FlexiViT: One model for all patch sizes, arXiv 2212.08013. If R resizes an image of 8 x 8 to
    p x p, the kernel of p x p is the pseudo-inverse of R's matrix (64 x p²) applied to the kernel of 8 x 8.

    Args:
        bands: of the group.
        width: of a token.
        patch_size: side p of a patch in pixels, 1-8.
    """

    def __init__(self, bands: int, width: int, patch_size: int) -> None:
        super().__init__()
        convolution = nn.Conv2d(bands, width, LARGEST_PATCH)
        self.weight, self.bias = convolution.weight, convolution.bias
        self.patch_size = patch_size
        self.register_buffer("resampling", kernel_resampling(patch_size), persistent=False)

    def kernels(self) -> Tensor:
        """float (D,C,p,p)."""
        flat: Tensor = self.weight.flatten(2) @ self.resampling.T  # type: ignore[operator]
        return flat.reshape(*flat.shape[:2], self.patch_size, self.patch_size)

    def forward(self, images: Tensor) -> Tensor:
        """Images (B,C,H,W), H and W multiples of the patch's side p, to tokens (B,D,H/p,W/p)."""
        batch, channels, height, width = images.shape
        side = self.patch_size
        cut = images.reshape(batch, channels, height // side, side, width // side, side)
        # A matrix product, since GPUs round the factors of a convolution, and the first block magnifies small errors.
        tokens = F.linear(cut.permute(0, 2, 4, 1, 3, 5).flatten(3), self.kernels().flatten(1), self.bias)
        return tokens.permute(0, 3, 1, 2)


def kernel_resampling(patch_size: int) -> Tensor:
    """float32 (p², 64): takes a kernel of 8 x 8 to one of p x p; see `FlexiblePatches`."""
    count = LARGEST_PATCH**2
    units = torch.eye(count).view(count, 1, LARGEST_PATCH, LARGEST_PATCH)
    if patch_size == LARGEST_PATCH:
        return torch.eye(count)
    resized = F.interpolate(units, (patch_size, patch_size), mode="bicubic", antialias=True)
    inverse: Tensor = torch.linalg.pinv(resized.flatten(1))
    return inverse


def wave_encoding(positions: Tensor, width: int) -> Tensor:
    """Sines, then cosines, of positions (...) times falling frequencies: (..., width).

    The frequencies are 10000^(-i / (2 width)) for i below width / 2: slower to fall than usual, as the authors' are.
    """
    frequencies = 10_000.0 ** (-torch.arange(width // 2, dtype=torch.float32) / (2 * width))
    angles = positions[..., None].float() * frequencies
    return torch.cat([angles.sin(), angles.cos()], dim=-1)


def month_encoding(month: int, width: int) -> Tensor:
    """float32 (width,): the sine of the month's angle on the circle of the year, repeated, then its cosine."""
    angle = torch.tensor(2 * math.pi * month / MONTHS)
    return torch.cat([angle.sin().repeat(width // 2), angle.cos().repeat(width // 2)])


def place_encoding(side: int, patch_size: int, width: int) -> Tensor:
    """What is added to tokens to say where and when they are, besides what they are.

    Args:
        side: patches along a side of the window.
        patch_size: pixels along a side of a patch; places are counted in pixels, which stand for 10 m whatever the
            scene's pixels are.
        width: of each of the three parts.

    Returns:
        float32 (3 * width, side, side): place in time (the first date), month (June), place in space (half for
        the column, then half for the row).
    """
    steps = wave_encoding(torch.arange(side) * patch_size, width // 2)
    rows, columns = steps[:, None].expand(side, side, -1), steps[None].expand(side, side, -1)
    first_date = wave_encoding(torch.zeros(side, side), width)
    month = month_encoding(JUNE, width).expand(side, side, -1)
    return torch.cat([first_date, month, columns, rows], dim=-1).permute(2, 0, 1)
