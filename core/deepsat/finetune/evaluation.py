"""Evaluation: how well a network maps labelled pixels that it does not learn from."""

from __future__ import annotations

import dataclasses

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from deepsat.accuracy import Confusion
from deepsat.class_map import NO_CLASS
from deepsat.encoders import scene_logits
from deepsat.finetune.chips import ChipReader
from deepsat.finetune.covering import CONTEXT_PX, CORE_PX, covering_windows
from deepsat.labels import LabelPixels
from deepsat.reporting import Reporter

BATCH = 4


@dataclasses.dataclass(frozen=True)
class Evaluation:
    """What was found on labelled pixels."""

    confusion: Confusion
    loss: float
    """Mean over the classes of their mean cross-entropy."""

    @property
    def score(self) -> float:
        """To compare by: mean IoU, 0-1.

        Not the loss: it goes on falling where all held-out pixels are right already, and the map gets worse meanwhile.
        """
        return self.confusion.mean_iou


class Evaluator:
    """Maps labelled pixels with a network and compares.

    Args:
        reader: of the scene.
        pixels: labelled pixels to look at, at least one.
        input_scale: `Architecture.input_scale`.
        device: of the networks.
        bf16: whether to compute in bfloat16, as prediction will.
    """

    def __init__(
        self, reader: ChipReader, pixels: LabelPixels, *, input_scale: int, device: torch.device, bf16: bool
    ) -> None:
        self._reader = reader
        self._pixels = pixels
        self._windows = covering_windows(pixels)
        self._input_scale = input_scale
        self._device = device
        self._bf16 = bf16

    @torch.inference_mode()
    def evaluate(self, network: nn.Module, reporter: Reporter) -> Evaluation:
        """Looks at all pixels; the network is left in evaluation mode."""
        network.eval()
        class_count = len(self._pixels.class_map)
        confusion = Confusion.empty(class_count)
        sums, counts = torch.zeros(class_count, dtype=torch.float64), torch.zeros(class_count, dtype=torch.float64)
        inner = slice(CONTEXT_PX, CONTEXT_PX + CORE_PX)
        for start in range(0, len(self._windows), BATCH):
            reporter.check_cancelled()
            windows = self._windows[start : start + BATCH]
            images = self._reader.read([window.around for window in windows]).images.to(self._device)
            with torch.autocast(self._device.type, torch.bfloat16, enabled=self._bf16):
                logits = scene_logits(network, images, self._input_scale)
            logits = logits[:, :, inner, inner].cpu()
            labels = np.stack([self._pixels.chip(window.core) for window in windows])
            confusion.add(logits.argmax(dim=1).numpy(), labels)
            targets = torch.from_numpy(labels).long()
            entropies = F.cross_entropy(logits, targets, ignore_index=NO_CLASS, reduction="none").double()
            labelled = targets != NO_CLASS
            sums.index_add_(0, targets[labelled], entropies[labelled])
            counts += torch.bincount(targets[labelled], minlength=class_count)
        seen = counts > 0
        return Evaluation(confusion, float((sums[seen] / counts[seen]).mean()))
