"""Training of the upsampling network: coarse windows in, labels of the finer grid out."""

from __future__ import annotations

import dataclasses

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from deepsat.class_map import NO_CLASS
from deepsat.encoders.upsampling import UpsamplingNetwork
from deepsat.imagery import Pixels
from deepsat.losses import masked_cross_entropy
from deepsat.losses.cscl import ContextSelfContrast

CONTRAST_SHARE = 0.5
"""Of the steps, that context-self contrast gets where it comes first."""
ATTENTION_CHANNELS = 32
"""Of the contrast's queries and keys."""
SIDE_PX = 24
"""Of the windows, in pixels of the imagery."""
BATCH = 4
LEARNING_RATE = 1e-3


@dataclasses.dataclass(frozen=True)
class FinerLabels:
    """A scene and labels on a grid that is `scale` times finer.

    Raises:
        ValueError: the grids do not belong together, or nothing is labelled.
    """

    image: NDArray[np.float32]
    """float32 (C, H, W), normalised, 0 where there are no data."""
    labels: NDArray[np.uint8]
    """uint8 (scale*H, scale*W): 0 to K-1, 255 where unlabelled."""
    scale: int

    def __post_init__(self) -> None:
        if self.labels.shape != tuple(self.scale * side for side in self.image.shape[1:]):
            raise ValueError(f"labels {self.labels.shape} are not {self.scale} times as fine as {self.image.shape}")
        if not (self.labels != NO_CLASS).any():
            raise ValueError("no pixel is labelled")

    def batch(self, seed: int, step: int) -> tuple[Tensor, Tensor]:
        """Windows around labelled pixels, each class as often as any other; they depend on seed and step alone."""
        draw = np.random.default_rng([seed, step])
        parts = [self._window(draw) for _ in range(BATCH)]
        images, labels = (torch.from_numpy(np.stack(arrays)) for arrays in zip(*parts, strict=True))
        return images, labels

    def _window(self, draw: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
        classes = np.unique(self.labels[self.labels != NO_CLASS])
        places = np.argwhere(self.labels == draw.choice(classes)) // self.scale
        shape = np.array(self.image.shape[1:])
        side = np.minimum(SIDE_PX, shape)
        row, column = np.clip(places[draw.integers(len(places))] - draw.integers(side), 0, shape - side)
        image = self.image[:, row : row + side[0], column : column + side[1]]
        finer, ends = (np.array([row, column]) * self.scale), (np.array([row, column]) + side) * self.scale
        labels = self.labels[finer[0] : ends[0], finer[1] : ends[1]]
        # Image and labels are turned by the same two numbers: flipped apart, they would teach nonsense.
        down, across = (int(turn) for turn in draw.choice((-1, 1), size=2))
        turned = image[:, ::down, ::across], labels[::down, ::across]
        return np.ascontiguousarray(turned[0]), np.ascontiguousarray(turned[1])


def normalised(pixels: Pixels) -> NDArray[np.float32]:
    """float32 (C, H, W): each band with mean 0 and deviation 1; 0 where there are no data."""
    known = pixels.valid & np.isfinite(pixels.values)
    kept = np.where(known, pixels.values, np.nan).astype(np.float64)
    mean, deviation = (find(kept, axis=(1, 2), keepdims=True) for find in (np.nanmean, np.nanstd))
    return np.where(known, (pixels.values - mean) / np.where(deviation > 0, deviation, 1), 0).astype(np.float32)


def trained_network(
    seen: FinerLabels, classes: int, *, steps: int, contrast_first: bool, seed: int, device: torch.device
) -> UpsamplingNetwork:
    """A network from random weights, in evaluation mode; the same seed gives the same weights on the same device.

    Args:
        seen: what it learns from.
        classes: K.
        steps: in all.
        contrast_first: whether `CONTRAST_SHARE` of them are taken by masked context-self contrast on the finer grid.
        seed: of all draws.
        device: to compute on.

    Raises:
        FloatingPointError: the loss is no number any more.
    """
    torch.manual_seed(seed)
    network = UpsamplingNetwork(seen.image.shape[0], classes, scale=seen.scale).to(device).train()
    contrast = ContextSelfContrast(network.feature_channels, ATTENTION_CHANNELS).to(device)
    first = round(CONTRAST_SHARE * steps) if contrast_first else 0
    solver = torch.optim.Adam([*network.parameters(), *contrast.parameters()], lr=LEARNING_RATE)
    for step in range(steps):
        if step == first:
            solver = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE)
        images, labels = (part.to(device) for part in seen.batch(seed, step))
        if step < first:
            loss: Tensor = contrast(network.features(images), labels)
        else:
            loss = masked_cross_entropy(network(images), labels)
        if not bool(torch.isfinite(loss)):
            raise FloatingPointError(f"the loss of step {step} is {float(loss)}: the training has failed")
        solver.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        solver.step()
    return network.eval()


@torch.inference_mode()
def class_map(network: UpsamplingNetwork, image: NDArray[np.float32], device: torch.device) -> NDArray[np.uint8]:
    """uint8 (scale*H, scale*W): the most probable class of each finer pixel, the scene seen at once."""
    logits = network(torch.from_numpy(image)[None].to(device))[0]
    return np.asarray(logits.argmax(dim=0).cpu().numpy(), dtype=np.uint8)
