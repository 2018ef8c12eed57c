"""SeCo: seasonal contrast on the encoder's pooled features: see `deepsat.losses.seasonal_contrast`.

Only the encoder learns; the decoder of the checkpoint keeps its start.
"""

from __future__ import annotations

import functools

from torch import Tensor, nn

from deepsat.encoders.networks import enlarged
from deepsat.losses.info_nce import unit_length
from deepsat.losses.seasonal_contrast import SeasonalContrast, SeasonalContrastSettings, seasonal_views
from deepsat.pretrain.chips import ChipBatch
from deepsat.pretrain.methods.base import Method, MethodOutcome, Start
from deepsat.pretrain.radiometry import WEAK, Radiometry, artificially_changed, kept_bands, randomly_cropped


class PooledEncoder(nn.Module):
    """An encoder's deepest features, averaged over the image: (B,C,H,W) -> (B,D).

    Args:
        encoder: of a network from `build_network`.
        input_scale: see `Architecture`.
    """

    def __init__(self, encoder: nn.Module, input_scale: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.input_scale = input_scale

    def forward(self, images: Tensor) -> Tensor:
        """(B,C,H,W) -> (B,D)."""
        features: Tensor = self.encoder(enlarged(images, self.input_scale))[-1]
        return features.mean((2, 3))


class SeasonalContrastMethod(Method):
    """SeCo: chips of three different dates in, three-subspace InfoNCE out. One shard a process.

    Args:
        start: see `Method`.
        settings: of the loss.
        view_side: side of a view in pixels.
        radiometry: only its dropped bands count, the same in all views of a sample.
        seed: of the queue's first keys.
    """

    dates = 3
    trained_parts = ("encoder",)

    def __init__(
        self,
        start: Start,
        settings: SeasonalContrastSettings,
        *,
        view_side: int = 64,
        radiometry: Radiometry = WEAK,
        seed: int = 0,
    ) -> None:
        super().__init__(start)
        self.view_side = view_side
        self.radiometry = radiometry
        encoder: nn.Module = self.network.encoder  # type: ignore[assignment]
        pooled = PooledEncoder(encoder, self.architecture.input_scale)
        size = int(encoder.out_channels[-1])  # type: ignore[index]
        self.contrast = SeasonalContrast(pooled, size, settings=settings, seed=seed)
        self._queries: list[Tensor] = []
        self.contrast.heads[0].register_forward_hook(self._keep_queries)

    def forward(self, batch: ChipBatch) -> MethodOutcome:
        """Query t0, keys T(t1), t2, T(t0), each cropped at random."""
        bands = kept_bands(batch.present.all(1), self.radiometry, batch.draws.torch("bands"))
        draws = batch.draws.torch("views")
        views = seasonal_views(
            (batch.images * bands[:, None, :, None, None]).unbind(1),
            augment=functools.partial(artificially_changed, generator=draws),
            crop=functools.partial(randomly_cropped, side=self.view_side, generator=draws),
        )
        loss = self.contrast(views.query, views.keys, generator=batch.draws.torch("shuffle"))
        return MethodOutcome(loss.total, unit_length(self._queries.pop(), 1), None)

    def _keep_queries(self, _head: nn.Module, _inputs: object, output: Tensor) -> None:
        """Keeps the query's embedding in subspace 0, which the loss does not hand out, for the measures."""
        self._queries[:] = [output.detach()]
