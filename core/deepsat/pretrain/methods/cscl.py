"""CSCL: context-self contrast on the decoder's output, with labels: see `deepsat.losses.cscl`.

Encoder and decoder learn; the CSCL head is thrown away. Fine-tuning is the paper's second stage.
"""

from __future__ import annotations

from torch import nn

from deepsat.encoders import scene_features
from deepsat.encoders.networks import shrunk
from deepsat.losses.cscl import UNLABELLED, ContextSelfContrast
from deepsat.losses.info_nce import unit_length
from deepsat.losses.masked import masked_cross_entropy
from deepsat.pretrain.chips import ChipBatch
from deepsat.pretrain.methods.base import Method, MethodOutcome, Start
from deepsat.pretrain.radiometry import WEAK, Radiometry, kept_bands, weakly_changed
from deepsat.pretrain.views import Size, ViewSettings, draw_views, take_nearest, take_valid, take_view

MEASURED_PIXELS = 256


class ContextSelfContrastMethod(Method):
    """CSCL in its masked form: labelled chips of one date in, contrast of each pixel with its neighbours out.

    Args:
        start: see `Method`.
        view_side: side of a view in pixels.
        radiometry: changes of the images.
        cross_entropy: weight of masked cross-entropy beside the contrast, the paper's second stage at the same time; 0
            for contrast alone. Class ids must mean the same in all places then.
    """

    dates = 1
    trained_parts = ("encoder", "decoder")

    def __init__(
        self,
        start: Start,
        *,
        view_side: int = 64,
        radiometry: Radiometry = WEAK,
        cross_entropy: float = 0.0,
    ) -> None:
        super().__init__(start)
        self.views = ViewSettings(size=Size(view_side, view_side))
        self.radiometry = radiometry
        features = self.architecture.decoder_channels[-1]
        self.head = ContextSelfContrast(features, form="masked")
        self.cross_entropy = cross_entropy
        self.classifier = nn.Conv2d(features, UNLABELLED, kernel_size=1) if cross_entropy else None
        """A logit for each class id that there may be."""

    def forward(self, batch: ChipBatch) -> MethodOutcome:
        """The loss of one turned window of each sample; image and labels are cut and turned together.

        Labels where there are no data do not count: nothing there tells their class.
        """
        samples, _, _, height, width = batch.images.shape
        view, _ = draw_views(Size(height, width), self.views, samples=samples, generator=batch.draws.torch("views"))
        draws = batch.draws.torch("radiometry")
        bands = kept_bands(batch.present[:, 0], self.radiometry, draws)
        valid = take_valid(batch.valid[:, 0], view)
        images = weakly_changed(take_view(batch.images[:, 0], view), valid, bands, self.radiometry, draws)
        scale = self.architecture.input_scale
        embedding = shrunk(scene_features(self.network, images, scale), scale)
        labels = take_nearest(batch.labels, view).masked_fill(~valid, UNLABELLED)
        loss = self.head(embedding, labels)
        if self.classifier is not None:
            loss = loss + self.cross_entropy * masked_cross_entropy(self.classifier(embedding), labels)
        flat = embedding.detach().movedim(1, -1).flatten(0, 2)
        return MethodOutcome(loss, unit_length(flat[:: max(1, len(flat) // MEASURED_PIXELS)], 1), None)
