"""Embedding Earth: dense contrast between two dates of a place.

Our re-implementation from the description of Tarasiou & Zafeiriou 2022, arXiv 2203.06041, whose code was never
released: see `deepsat.losses.dense_contrast`. A view is one date of a window, or several: then each passes through the
network by itself, as it does in maps of series, and the mean of their features is contrasted. The two views of a sample
have no date in common where the place has several; they are overlapping windows with a known shift, turned for the
whole batch, and changed radiometrically, weakly. Encoder and decoder learn; the projection is thrown away.
"""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

import torch
from torch import Tensor, nn

from deepsat.encoders import scene_features
from deepsat.encoders.networks import shrunk
from deepsat.losses.dense_contrast import (
    DenseContrastSettings,
    Pairing,
    Pixels,
    dense_contrast,
    draw_pixels,
    usable_anchors,
)
from deepsat.losses.info_nce import unit_length
from deepsat.losses.momentum import follow, momentum_copy
from deepsat.pretrain.chips import ChipBatch
from deepsat.pretrain.correspondence import pair_views
from deepsat.pretrain.methods.base import Method, MethodOutcome, Start
from deepsat.pretrain.radiometry import WEAK, Radiometry, kept_bands, weakly_changed
from deepsat.pretrain.views import Size, View, ViewSettings, draw_views, take_valid, take_view

MEASURED_PIXELS = 16
"""Pixels a sample of which the measures are taken."""


@dataclasses.dataclass(frozen=True)
class EmbeddingEarthSettings:
    """Settings of the method."""

    views: ViewSettings = dataclasses.field(default_factory=lambda: ViewSettings(size=Size(64, 64)))
    contrast: DenseContrastSettings = dataclasses.field(default_factory=DenseContrastSettings)
    radiometry: Radiometry = WEAK
    embedding_size: int = 64
    """Length of the compared vectors."""
    momentum: float | None = None
    """Share of the momentum network that a step keeps; None compares with the network itself."""
    dates_per_view: int = 1
    """N: dates that a view shows."""


class _Views(NamedTuple):
    """Both views of all samples."""

    cuts: tuple[View, View]
    """How they are cut."""
    images: Tensor
    """float32 (2,N,B,C,S,S): N dates of each view; 0 without data."""
    valid: Tensor
    """bool (2,N,B,S,S), True = has data."""


class EmbeddingEarth(Method):
    """Embedding Earth: chips of two dates, or of N for each of two views, in; dense contrast out.

    Negatives come from the shard.

    Args:
        start: see `Method`.
        settings: see `EmbeddingEarthSettings`.
    """

    dates = 2
    trained_parts = ("encoder", "decoder")

    def __init__(self, start: Start, settings: EmbeddingEarthSettings = EmbeddingEarthSettings()) -> None:
        super().__init__(start)
        self.settings = settings
        # The pass-through knows the bands by itself: the rest of the features learns what they do not tell.
        features = self.architecture.decoder_channels[-1] - self.spectral_features
        self.projection = nn.Sequential(
            nn.Conv2d(features, 4 * features, kernel_size=1),
            nn.ReLU(),
            nn.Conv2d(4 * features, settings.embedding_size, kernel_size=1),
        )
        self.momentum_network = None if settings.momentum is None else momentum_copy(self.network)
        self.momentum_projection = None if settings.momentum is None else momentum_copy(self.projection)

    def before_step(self) -> None:
        """Moves the momentum network, if there is one."""
        momentum = self.settings.momentum
        if momentum is not None and self.momentum_network is not None and self.momentum_projection is not None:
            follow(self.momentum_network, self.network, momentum=momentum)
            follow(self.momentum_projection, self.projection, momentum=momentum)

    def forward(self, batch: ChipBatch) -> MethodOutcome:
        """The dense contrast of two views of each sample."""
        views = self._views(batch)
        # Ground that some date of each view shows.
        valid = torch.unflatten(batch.valid, 1, (2, -1)).any(2).all(1)
        pairing = pair_views(*views.cuts, valid, place=batch.place, origins=batch.origins)
        embeddings = self._embedded(self.network, self.projection, views)
        keys: tuple[Tensor | None, Tensor | None] = (None, None)
        if self.momentum_network is not None and self.momentum_projection is not None:
            with torch.no_grad():
                keys = self._embedded(self.momentum_network, self.momentum_projection, views)
        draws = batch.draws.torch("contrast")
        loss = dense_contrast(
            *embeddings, pairing, settings=self.settings.contrast, generator=draws, keys_1=keys[0], keys_2=keys[1]
        )
        return MethodOutcome(loss, *measured_pairs(embeddings, pairing, batch.draws.torch("measures")))

    def _views(self, batch: ChipBatch) -> _Views:
        samples, _, _, height, width = batch.images.shape
        cuts = draw_views(
            Size(height, width), self.settings.views, samples=samples, generator=batch.draws.torch("views")
        )
        radiometry, draws = self.settings.radiometry, batch.draws.torch("radiometry")
        bands = kept_bands(batch.present.all(1), radiometry, draws)
        cut_of_date = [cut for cut in cuts for _ in range(self.settings.dates_per_view)]
        valid = [take_valid(batch.valid[:, date], cut) for date, cut in enumerate(cut_of_date)]
        images = [
            weakly_changed(take_view(batch.images[:, date], cut), valid[date], bands, radiometry, draws)
            for date, cut in enumerate(cut_of_date)
        ]
        return _Views(cuts, *(torch.unflatten(torch.stack(parts), 0, (2, -1)) for parts in (images, valid)))

    def _embedded(self, network: nn.Module, projection: nn.Module, views: _Views) -> tuple[Tensor, Tensor]:
        """(B,E,S,S) of each view, all dates through the network at once, so that they share batch statistics."""
        scale, leading = self.architecture.input_scale, views.valid.shape[:3]
        features = shrunk(scene_features(network, views.images.flatten(0, 2), scale), scale)[
            :, self.spectral_features :
        ]
        if self.settings.dates_per_view > 1:
            features = _mean_of_dates(torch.unflatten(features, 0, leading), views.valid).flatten(0, 1)
        first, second = projection(features).chunk(2)
        return first, second


def _mean_of_dates(features: Tensor, valid: Tensor) -> Tensor:
    """Mean (2,B,D,S,S) over the dates of features (2,N,B,D,S,S), of each pixel over the dates that show it; else 0."""
    shown = valid[:, :, :, None].to(features.dtype)
    return (features * shown).sum(1) / shown.sum(1).clamp(min=1)


@torch.no_grad()
def measured_pairs(
    embeddings: tuple[Tensor, Tensor], pairing: Pairing, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Some pixels of view 1 and their partners in view 2: two (N,E) of unit vectors, float32."""
    anchors = draw_pixels(usable_anchors(pairing), MEASURED_PIXELS, generator)
    partners = Pixels(sample=anchors.sample, index=anchors.of(pairing.view_1.partner))
    first = embeddings[0].flatten(2)[anchors.sample, :, anchors.index]
    second = embeddings[1].flatten(2)[partners.sample, :, partners.index]
    return unit_length(first, 1), unit_length(second, 1)
