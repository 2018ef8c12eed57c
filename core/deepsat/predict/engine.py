"""The engine: a model that turns batches of tiles into probabilities on a device."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from deepsat.devices import bf16_pays
from deepsat.jobs import ErrorCode, UserError
from deepsat.models import Model
from deepsat.reporting import Reporter

GPU_BATCH = 8
"""Tiles at a time; on a CPU one tile keeps all cores busy."""


class Engine:
    """Runs a model in evaluation mode, in bfloat16 where that pays, in smaller batches where memory runs out.

    Args:
        model: in evaluation mode, on `device`.
        device: where to compute.
        reporter: told when batches have to be smaller.
    """

    def __init__(self, model: Model, device: torch.device, reporter: Reporter) -> None:
        self._model = model
        self._device = device
        self._reporter = reporter
        self._bf16 = bf16_pays(device)
        self.batch_size = 1 if device.type == "cpu" else GPU_BATCH

    def probabilities(self, images: NDArray[np.float32]) -> NDArray[np.float32]:
        """Probabilities of each class.

        Args:
            images: float32 (B,C,H,W), normalised, 0 = no data.

        Returns:
            float32 (B,K,H,W), 0-1, adding up to 1 over the classes.

        Raises:
            UserError: `OUT_OF_MEMORY` when a single tile does not fit.
        """
        parts: list[NDArray[np.float32]] = []
        done = 0
        while done < len(images):
            try:
                parts.append(self._run(images[done : done + self.batch_size]))
                done += len(parts[-1])
            except RuntimeError as error:
                if not is_out_of_memory(error):
                    raise
                self._halve(error)
        return np.concatenate(parts)

    @torch.inference_mode()
    def _run(self, images: NDArray[np.float32]) -> NDArray[np.float32]:
        batch = torch.from_numpy(images).to(self._device)
        shares: NDArray[np.float32] = self._model.probabilities(batch, bf16=self._bf16).cpu().numpy()
        return shares

    def _halve(self, error: RuntimeError) -> None:
        if self.batch_size == 1:
            raise UserError(
                ErrorCode.OUT_OF_MEMORY,
                expected=f"memory for one tile on {self._device}",
                found="too little free memory",
                remedy="Close other programs that use it, or choose the device 'cpu'.",
                details=str(error),
            ) from error
        self.batch_size //= 2
        if self._device.type == "cuda":
            torch.cuda.empty_cache()
        text = f"Memory of {self._device} ran out; going on with {self.batch_size} tiles at a time."
        self._reporter.log(text, "warning")


def is_out_of_memory(error: RuntimeError) -> bool:
    """Whether torch ran out of memory; only CUDA has an error of its own for that."""
    words = str(error).lower()
    return isinstance(error, torch.OutOfMemoryError) or "out of memory" in words or "can't allocate memory" in words
