"""Embedding Earth: dense contrast between two dates of a place.

Our re-implementation from the description of Tarasiou & Zafeiriou 2022, arXiv 2203.06041, whose code was never
released: see `deepsat.losses.dense_contrast`. A view is one date of a window; the two views of a sample are different
dates where the place has several, overlapping windows with a known shift, turned for the whole batch, and changed
radiometrically, weakly. Encoder and decoder learn; the projection is thrown away.
"""

from __future__ import annotations

import dataclasses

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


class EmbeddingEarth(Method):
    """Embedding Earth: chips of two dates in, dense contrast out. Negatives come from the shard.

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
        views, images = self._views(batch)
        valid = batch.valid.all(1)
        pairing = pair_views(*views, valid, place=batch.place, origins=batch.origins)
        embeddings = self._embedded(self.network, self.projection, images)
        keys: tuple[Tensor | None, Tensor | None] = (None, None)
        if self.momentum_network is not None and self.momentum_projection is not None:
            with torch.no_grad():
                keys = self._embedded(self.momentum_network, self.momentum_projection, images)
        draws = batch.draws.torch("contrast")
        loss = dense_contrast(
            *embeddings, pairing, settings=self.settings.contrast, generator=draws, keys_1=keys[0], keys_2=keys[1]
        )
        return MethodOutcome(loss, *measured_pairs(embeddings, pairing, batch.draws.torch("measures")))

    def _views(self, batch: ChipBatch) -> tuple[tuple[View, View], tuple[Tensor, Tensor]]:
        """How the two views are cut, and their images (B,C,S,S), 0 without data."""
        samples, _, _, height, width = batch.images.shape
        views = draw_views(
            Size(height, width), self.settings.views, samples=samples, generator=batch.draws.torch("views")
        )
        radiometry, draws = self.settings.radiometry, batch.draws.torch("radiometry")
        bands = kept_bands(batch.present.all(1), radiometry, draws)
        images = [
            weakly_changed(
                take_view(batch.images[:, date], view), take_valid(batch.valid[:, date], view), bands, radiometry, draws
            )
            for date, view in enumerate(views)
        ]
        return views, (images[0], images[1])

    def _embedded(
        self, network: nn.Module, projection: nn.Module, images: tuple[Tensor, Tensor]
    ) -> tuple[Tensor, Tensor]:
        """(B,E,S,S) of each view, both through the network at once, so that they share batch statistics."""
        scale = self.architecture.input_scale
        features = shrunk(scene_features(network, torch.cat(images), scale), scale)[:, self.spectral_features :]
        first, second = projection(features).chunk(2)
        return first, second


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
