"""Dense contrast: a pixel against its own image in another view, and against other pixels.

Our design of the loss behind Embedding Earth (Tarasiou & Zafeiriou 2022, "Embedding Earth: self-supervised contrastive
pre-training for dense land cover classification", arXiv 2203.06041), whose loss was never published in detail and whose
code was never released: pixels are the instances, two views of a sample show the same ground, and the embedding is
compared at output resolution, so that encoder and decoder are both pre-trained. The contrast is InfoNCE (van den Oord
et al. 2018, arXiv 1807.03748), in both directions.
"""

from __future__ import annotations

import dataclasses
import math

import torch
from torch import Tensor

from deepsat.jobs import ErrorCode, UserError
from deepsat.losses.info_nce import info_nce, unit_length

NO_PARTNER = -1


@dataclasses.dataclass(frozen=True)
class DenseContrastSettings:
    """What is compared with what.

    Raises:
        UserError: a setting is out of its range; all that are, are named.
    """

    temperature: float = 0.1
    """Divisor t of the similarities."""
    anchors: int = 256
    """Pixels of a view that are compared, at most, a sample."""
    negatives: int = 256
    """Pixels of the other view that are offered to all anchors of the batch as negatives, at most, a sample."""
    exclusion_radius: float = 8.0
    """Distance in source pixels up to which a pixel of the same place is no negative: it may lie in the same parcel."""

    def __post_init__(self) -> None:
        wrong = [f"{name} {getattr(self, name)}" for name in ("anchors", "negatives") if getattr(self, name) < 1]
        wrong += [f"temperature {self.temperature}"] if not self.temperature > 0 else []
        radius = self.exclusion_radius
        wrong += [f"exclusion_radius {radius}"] if not (radius >= 0 and math.isfinite(radius)) else []
        if wrong:
            expected = "at least 1 anchor and 1 negative, a temperature above 0 and a finite radius from 0 on"
            raise _refusal(expected, ", ".join(wrong), "Correct these settings of the dense contrast.")


@dataclasses.dataclass(frozen=True)
class PairedView:
    """Where the pixels of one view lie, and which pixel of the other view shows the same ground."""

    partner: Tensor
    """(B,H,W) int64: flat index (row * width + column) into the other view of the sample, -1 where it shows none."""
    positions: Tensor
    """(B,H,W,2) float: row and column of the pixel's centre in source pixels of its place."""
    valid: Tensor
    """(B,H,W) bool, True = has data. Pixels without are never anchors, positives or negatives."""


@dataclasses.dataclass(frozen=True)
class Pairing:
    """Two views of each sample of a batch. Their sizes may differ."""

    view_1: PairedView
    view_2: PairedView
    place: Tensor
    """(B,) int64. Samples of one place share the frame of `positions`: the exclusion radius holds between them too."""

    def swapped(self) -> Pairing:
        """The same pairs seen from the other view."""
        return Pairing(view_1=self.view_2, view_2=self.view_1, place=self.place)


@dataclasses.dataclass(frozen=True)
class Pixels:
    """Some pixels of a view of a batch."""

    sample: Tensor
    """(N,) int64: which sample of the batch."""
    index: Tensor
    """(N,) int64: flat index (row * width + column) into the sample."""

    def of(self, maps: Tensor) -> Tensor:
        """Their values: (B,H,W,...) -> (N,...)."""
        return maps.flatten(1, 2)[self.sample, self.index]


def dense_contrast(
    embedding_1: Tensor,
    embedding_2: Tensor,
    pairing: Pairing,
    *,
    settings: DenseContrastSettings,
    generator: torch.Generator,
    keys_1: Tensor | None = None,
    keys_2: Tensor | None = None,
) -> Tensor:
    """Symmetric InfoNCE between the pixels of two views.

    L = (L(1 -> 2) + L(2 -> 1)) / 2, where L(1 -> 2) is the mean, over the drawn anchors a of view 1, of
    -log( exp(z_a.k_p / t) / (exp(z_a.k_p / t) + sum_n exp(z_a.k_n / t)) ), p the pixel of view 2 on the same ground, n
    the drawn pixels of view 2 of all samples, except p and those within the exclusion radius of a at the same place.
    An anchor for which no negative is left does not enter the mean. Negatives come from this process' batch.

    Args:
        embedding_1: (B,D,H1,W1) floating point, of any length: vectors are scaled to length 1 here. Autocast is fine.
        embedding_2: (B,D,H2,W2).
        pairing: which pixels are the same ground, where they lie, and which have data.
        settings: see `DenseContrastSettings`.
        generator: CPU generator of the draws, so that the device does not change them.
        keys_1: (B,D,H1,W1), view 1 by the momentum network: positives and negatives of view 2's anchors, without
            gradient. None takes `embedding_1` itself, with gradient.
        keys_2: (B,D,H2,W2), the same for view 2.

    Returns:
        Scalar float32 (float64 for float64 input) in [0, 2/t + log(M + 1)], M the drawn negatives; 0 with a gradient of
        0 where no pixel has a partner with data, or no negative is left.

    Raises:
        UserError: embeddings, keys and pairing do not have the same grids.
    """
    keys_1 = embedding_1 if keys_1 is None else keys_1.detach()
    keys_2 = embedding_2 if keys_2 is None else keys_2.detach()
    for name, maps, view in (
        ("embedding_1", embedding_1, pairing.view_1),
        ("keys_1", keys_1, pairing.view_1),
        ("embedding_2", embedding_2, pairing.view_2),
        ("keys_2", keys_2, pairing.view_2),
    ):
        _require_same_grid(name, maps, view)
    forwards = _one_way(embedding_1, keys_2, pairing, settings, generator)
    backwards = _one_way(embedding_2, keys_1, pairing.swapped(), settings, generator)
    return (forwards + backwards) / 2


def draw_pixels(allowed: Tensor, count: int, generator: torch.Generator) -> Pixels:
    """Draw up to `count` different pixels a sample among the allowed ones, each equally likely.

    Args:
        allowed: (B,H,W) bool, True = may be drawn.
        count: how many a sample; a sample with fewer gives all it has, one with none gives none.
        generator: CPU generator.

    Returns:
        The pixels, ordered by sample.
    """
    flat = allowed.flatten(1)
    draws = torch.rand(flat.shape, generator=generator).to(flat.device)
    draws = torch.where(flat, draws, -1.0)
    best, index = draws.topk(min(count, flat.shape[1]), dim=1)
    sample, rank = torch.nonzero(best >= 0, as_tuple=True)
    return Pixels(sample=sample, index=index[sample, rank])


def usable_anchors(pairing: Pairing) -> Tensor:
    """Pixels of view 1 that can be anchors: (B,H1,W1) bool, True = has data and a partner that has data."""
    here, there = pairing.view_1, pairing.view_2
    partner = here.partner.flatten(1)
    partner_valid = there.valid.flatten(1).gather(1, partner.clamp(min=0)) & (partner != NO_PARTNER)
    return here.valid & partner_valid.reshape(here.valid.shape)


def negative_pairs(pairing: Pairing, anchors: Pixels, offered: Pixels, radius: float) -> Tensor:
    """Which of the offered pixels of view 2 are negatives of which anchors of view 1.

    Args:
        pairing: the two views.
        anchors: N pixels of view 1.
        offered: M pixels of view 2.
        radius: exclusion radius in source pixels.

    Returns:
        (N,M) bool, True = is a negative: at another place, or further than `radius` away; never the anchor's partner.
    """
    row, column = anchors.of(pairing.view_1.positions).unbind(-1)
    other_row, other_column = offered.of(pairing.view_2.positions).unbind(-1)
    squared = (row[:, None] - other_row).square() + (column[:, None] - other_column).square()
    elsewhere = pairing.place[anchors.sample][:, None] != pairing.place[offered.sample]
    partner = anchors.of(pairing.view_1.partner)[:, None] == offered.index
    own_partner = partner & (anchors.sample[:, None] == offered.sample)
    return (elsewhere | (squared > radius**2)) & ~own_partner


def _one_way(
    embedding: Tensor, keys: Tensor, pairing: Pairing, settings: DenseContrastSettings, generator: torch.Generator
) -> Tensor:
    """L(1 -> 2) of the pairing's views: `embedding` (B,D,H1,W1) of view 1 against `keys` (B,D,H2,W2) of view 2."""
    anchors = draw_pixels(usable_anchors(pairing), settings.anchors, generator)
    offered = draw_pixels(pairing.view_2.valid, settings.negatives, generator)
    counts = negative_pairs(pairing, anchors, offered, settings.exclusion_radius)
    positives = Pixels(sample=anchors.sample, index=anchors.of(pairing.view_1.partner))
    losses = info_nce(
        _unit_vectors(embedding, anchors),
        _unit_vectors(keys, positives),
        _unit_vectors(keys, offered),
        temperature=settings.temperature,
        counts=counts,
    )
    with_negatives = counts.any(1)
    return torch.where(with_negatives, losses, 0.0).sum() / with_negatives.sum().clamp(min=1)


def _unit_vectors(maps: Tensor, pixels: Pixels) -> Tensor:
    """(B,D,H,W) -> (N,D) unit vectors."""
    return unit_length(maps.flatten(2)[pixels.sample, :, pixels.index], 1)


def _require_same_grid(name: str, maps: Tensor, view: PairedView) -> None:
    grid = tuple(view.partner.shape)
    if maps.dim() == 4 and (maps.shape[0], *maps.shape[2:]) == grid:
        return
    found = f"{name} of shape {tuple(maps.shape)} for a view of {grid[0]} x {grid[1]} x {grid[2]}"
    raise _refusal(
        "embeddings (B,D,H,W) on the grid of their view", found, "Pair the views at the output's resolution."
    )


def _refusal(expected: str, found: str, remedy: str) -> UserError:
    return UserError(ErrorCode.INVALID_JOB, expected=expected, found=found, remedy=remedy)
