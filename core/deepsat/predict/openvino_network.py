"""A network run by OpenVINO on the CPU: the fastest there for Intel's and AMD's processors."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from deepsat.encoders import scene_logits

_EXAMPLE_PX = 64
"""Side of the image that the network is traced with: small, because that is done by torch."""


class OpenVinoNetwork:
    """Turns images of one shape into probabilities: for any shape OpenVINO would take more memory.

    Args:
        network: from `build_network`, in evaluation mode, on the CPU.
        input_scale: `Architecture.input_scale`.
        shape: C, H and W of the images.
        bf16: whether to compute in bfloat16; else in float32.

    Raises:
        ImportError: OpenVINO is not installed.
        RuntimeError: OpenVINO cannot take this network.
    """

    def __init__(self, network: nn.Module, input_scale: int, shape: tuple[int, int, int], *, bf16: bool) -> None:
        openvino = import_openvino()
        example = torch.zeros(1, shape[0], min(_EXAMPLE_PX, shape[1]), min(_EXAMPLE_PX, shape[2]))
        with torch.inference_mode():
            described = openvino.convert_model(
                _Logits(network, input_scale).eval(), example_input=example, input=[1, *shape]
            )
        settings = {
            "INFERENCE_PRECISION_HINT": "bf16" if bf16 else "f32",
            "INFERENCE_NUM_THREADS": torch.get_num_threads(),
            "NUM_STREAMS": 1,
            "PERFORMANCE_HINT": "LATENCY",
        }
        compiled = openvino.Core().compile_model(described, "CPU", settings)
        self._request = compiled.create_infer_request()

    def __call__(self, images: Tensor) -> Tensor:
        """Probabilities, float32 (B,K,H,W), of float32 (B,C,H,W)."""
        logits = [self._request.infer([image])[0].copy() for image in images.contiguous().numpy()[:, None]]
        return torch.softmax(torch.from_numpy(np.concatenate(logits)), dim=1)


def import_openvino() -> Any:
    """OpenVINO, without the part that tells its makers what it is used for: DeepSat sends nothing anywhere.

    Raises:
        ImportError: it is not installed.
    """
    # None makes the import of that package fail, for which OpenVINO is prepared; this comes before the first import.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    return importlib.import_module("openvino")


class _Logits(nn.Module):
    """From pixels of a scene to their logits, as one module."""

    def __init__(self, network: nn.Module, input_scale: int) -> None:
        super().__init__()
        self.network, self.input_scale = network, input_scale

    def forward(self, images: Tensor) -> Tensor:
        return scene_logits(self.network, images, self.input_scale)
