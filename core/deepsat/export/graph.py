"""The graph that is exported: from values as they lie in a raster to probabilities, all that a map takes in between."""

from __future__ import annotations

import io
import math
import warnings

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from deepsat.checkpoints import Card
from deepsat.export.tree_ensemble import ML_OPSET, ExportedForest
from deepsat.imagery.mean_keeping import REACH, mean_keeping_weights
from deepsat.imagery.value_statistics import FAR_ABOVE, FAR_BELOW
from deepsat.models import Model

OPSET = 17
"""The first with layer normalisation as one operator; onnxruntime knows it since release 1.12."""
INPUT, OUTPUT = "image", "probabilities"
BYTE = 255.0


class RasterToProbabilities(nn.Module):
    """A model with what comes before it: NoData, scale and offset, finer pixels, normalisation.

    Args:
        model: in evaluation mode, on the CPU.
        card: of the model, which sees single images.
        divided: whether values come divided by 255, as of 8-bit imagery, and are whole numbers before that.
    """

    mean: Tensor
    std: Tensor
    nodata: Tensor
    parts: Tensor

    def __init__(self, model: Model, card: Card, *, divided: bool = False) -> None:
        super().__init__()
        forest = None if model.forest is None else ExportedForest(model.forest.arrays())
        self.model = Model(
            model.network,
            model.input_scale,
            forest,
            model.forest_share,
            smooths=model.smooths,
            scale=model.scale,
        )
        self.divided = divided
        # In stored values, so that nothing is added to large numbers in float32.
        scales, offsets = (np.array([getattr(band, name) for band in card.bands]) for name in ("scale", "offset"))
        weights = torch.from_numpy(mean_keeping_weights(model.scale))
        # One kernel for each part of a pixel, row by row.
        self.register_buffer("parts", torch.einsum("ia,jb->ijab", weights, weights).flatten(0, 1)[:, None])
        self.register_buffer("mean", _a_band((np.array(card.normalisation.mean) - offsets) / scales))
        self.register_buffer("std", _a_band(np.array(card.normalisation.std) / scales))
        told = [math.nan if band.nodata is None else band.nodata for band in card.bands]
        with np.errstate(over="ignore"):
            self.register_buffer("nodata", _a_band(np.array(told)))

    def forward(self, image: Tensor) -> Tensor:
        """Probabilities, float32 (B,K,H,W), of values float32 (B,C,h,w); 0 of every class where there are no data.

        H and W are h and w times the model's scale.
        """
        stored = torch.round(image * BYTE) if self.divided else image
        # Nothing equals NaN, so bands without a NoData value lack nothing but what is not a number.
        missing = torch.isnan(stored) | torch.isinf(stored) | (stored == self.nodata)
        known = torch.logical_not(missing)
        share = known.to(stored.dtype).mean(dim=1, keepdim=True)
        valid = share > 0.5
        values = (stored - self.mean) / self.std
        measured = (values >= -FAR_BELOW) & (values <= FAR_ABOVE)
        values = torch.where(known & valid & measured, values, torch.zeros_like(stored))
        if self.model.scale > 1:
            values, valid = self._finer(values, (known & valid).to(stored.dtype), valid.to(stored.dtype))
        answer = self.model.probabilities(values)
        return torch.where(valid, answer, torch.zeros_like(answer))

    def _finer(self, values: Tensor, known: Tensor, valid: Tensor) -> tuple[Tensor, Tensor]:
        """Divided pixels: see `imagery/finer_scene.py`; bilinear from what is known around gaps, which stay."""
        factor, channels = float(self.model.scale), len(self.mean.flatten())

        def around(images: Tensor) -> Tensor:
            return F.pad(images, (REACH,) * 4, mode="replicate")

        def between(images: Tensor) -> Tensor:
            return F.interpolate(images, scale_factor=factor, mode="bilinear", align_corners=False)

        def repeated(images: Tensor) -> Tensor:
            return F.interpolate(images, scale_factor=factor, mode="nearest") > 0.5

        keeping = F.conv2d(around(values), self.parts.repeat(channels, 1, 1, 1), groups=channels)
        kept = F.pixel_shuffle(keeping, self.model.scale)
        gaps = F.max_pool2d(around(1 - known), 2 * REACH + 1, stride=1)
        sums, weights = between(values), between(known).clamp(min=1e-6)
        linear = torch.where(repeated(known), sums / weights, torch.zeros_like(sums))
        return torch.where(repeated(gaps), linear, kept), repeated(valid)


def exported(module: RasterToProbabilities, channels: int, side: int, *, several: bool) -> bytes:
    """The module as ONNX, for square images of one size.

    torch's exporter by tracing writes it: the one by `torch.export`, the default since torch 2.9, took six times as
    long, asks for two more packages, and cannot follow Galileo's choice of band groups.

    Args:
        module: in evaluation mode.
        channels: C.
        side: of the images in pixels.
        several: whether the number of images is left open; else it is one.
    """
    written = io.BytesIO()
    example = torch.zeros(1, channels, side, side)
    with warnings.catch_warnings():
        # What tracing turns into constants is constant here: sizes, and which bands there are.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(),
            (example,),
            written,  # type: ignore[arg-type]  # memory, which this exporter takes as well as a path
            dynamo=False,
            opset_version=OPSET,
            custom_opsets={"ai.onnx.ml": ML_OPSET} if module.model.forest is not None else None,
            input_names=[INPUT],
            output_names=[OUTPUT],
            dynamic_axes={INPUT: {0: "batch"}, OUTPUT: {0: "batch"}} if several else None,
        )
    return written.getvalue()


def _a_band(values: np.typing.NDArray[np.float64]) -> Tensor:
    """float32 (1,C,1,1)."""
    return torch.from_numpy(values.astype(np.float32))[None, :, None, None]
