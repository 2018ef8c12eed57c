"""What the learners see at labelled pixels."""

from __future__ import annotations

import dataclasses

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from deepsat.encoders import scene_features
from deepsat.encoders.networks import shrunk
from deepsat.finetune.chips import ChipReader
from deepsat.finetune.covering import CONTEXT_PX, CORE_PX, CoveringWindow, covering_windows
from deepsat.finetune.head import head_convolution
from deepsat.labels import Folds, LabelPixels
from deepsat.models import Model, neighbourhood
from deepsat.models.noise_fractions import NoiseRotations
from deepsat.reporting import Reporter


@dataclasses.dataclass(frozen=True)
class Labelled:
    """Labelled pixels, one row each, in the order of `pixels`."""

    pixels: LabelPixels
    folds: Folds
    features: Tensor
    """float32 (N,D*k*k) on the CPU: what the head's k x k convolution sees, in the order of its weights."""
    surroundings: NDArray[np.float32]
    """float32 (N,3C): see `neighbourhood`."""
    rotations: NoiseRotations | None = None
    """Of the scene; None where the forest shall do without."""

    def where(self, chosen: NDArray[np.bool_]) -> Labelled:
        """Some of the pixels."""
        return dataclasses.replace(
            self,
            pixels=self.pixels.where(chosen),
            folds=self.folds.of(chosen),
            features=self.features[torch.from_numpy(chosen)],
            surroundings=self.surroundings[chosen],
        )

    @property
    def class_ids(self) -> Tensor:
        """int64 (N,)."""
        return torch.from_numpy(self.pixels.class_ids).long()


@torch.no_grad()
def look_at_labels(
    network: nn.Module,
    reader: ChipReader,
    pixels: LabelPixels,
    folds: Folds,
    *,
    input_scale: int,
    device: torch.device,
    reporter: Reporter,
) -> Labelled:
    """Gathers what head and forest see at labelled pixels; features are averaged over the repetitions of a pixel.

    Args:
        network: in evaluation mode, on `device`.
        reader: of the scene.
        pixels: where to look.
        folds: of these pixels.
        input_scale: `Architecture.input_scale`.
        device: of the network.
        reporter: asked whether to stop.
    """
    kernel = head_convolution(network).kernel_size[0]
    features: list[Tensor] = []
    surroundings: list[Tensor] = []
    order: list[NDArray[np.intp]] = []
    for covering in covering_windows(pixels):
        reporter.check_cancelled()
        members, rows, columns = _inside(pixels, covering)
        images = reader.read([covering.around]).images
        maps = scene_features(network, images.to(device), input_scale)
        columns_of_kernel = F.unfold(maps.float(), kernel, padding=kernel // 2).view(1, -1, *maps.shape[2:])
        features.append(shrunk(columns_of_kernel, input_scale)[0, :, rows, columns].T.cpu())
        surroundings.append(neighbourhood(images, reader.scale)[0, :, rows, columns].T)
        order.append(members)
    back = np.argsort(np.concatenate(order))
    return Labelled(pixels, folds, torch.cat(features)[back], torch.cat(surroundings)[back].numpy())


@torch.inference_mode()
def probabilities_at_labels(
    model: Model, reader: ChipReader, pixels: LabelPixels, *, bf16: bool, device: torch.device, reporter: Reporter
) -> NDArray[np.float32]:
    """What a model says of labelled pixels: float32 (N,K), 0-1, in the order of `pixels`."""
    parts, order = [], []
    for covering in covering_windows(pixels):
        reporter.check_cancelled()
        members, rows, columns = _inside(pixels, covering)
        shares = model.probabilities(reader.read([covering.around]).images.to(device), bf16=bf16)
        parts.append(shares[0, :, rows, columns].T.cpu())
        order.append(members)
    found: NDArray[np.float32] = torch.cat(parts)[np.argsort(np.concatenate(order))].numpy()
    return found


def _inside(pixels: LabelPixels, covering: CoveringWindow) -> tuple[NDArray[np.intp], Tensor, Tensor]:
    """The pixels in the core of a window, and their rows and columns in the window read around it."""
    core = covering.core
    inside = (pixels.rows // CORE_PX == core.row // CORE_PX) & (pixels.columns // CORE_PX == core.column // CORE_PX)
    members = np.flatnonzero(inside)
    rows = torch.from_numpy(pixels.rows[members] - core.row + CONTEXT_PX).long()
    columns = torch.from_numpy(pixels.columns[members] - core.column + CONTEXT_PX).long()
    return members, rows, columns
