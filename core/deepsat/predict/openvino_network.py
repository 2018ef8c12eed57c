"""A network run by OpenVINO on the CPU: the fastest there for Intel's and AMD's processors."""

from __future__ import annotations

import functools
import importlib
import sys
from typing import Any

import torch
from torch import Tensor, nn

from deepsat.models.shares import shares_of
from deepsat.predict.lean_network import lean_logits
from deepsat.predict.quantising import Quantiser
from deepsat.predict.ways import BFLOAT16, FLOAT32, INT8

_EXAMPLE_PX = 64
"""Side of the image that the network is traced with: small, because that is done by torch."""


class OpenVinoNetwork:
    """Turns images into probabilities; it is traced once, and compiled anew for images of another shape.

    One that is compiled for any shape would take more memory.

    Args:
        network: from `build_network`, in evaluation mode, on the CPU.
        input_scale: `Architecture.input_scale`.
        quantiser: needed for int8.

    Raises:
        ImportError: OpenVINO is not installed.
    """

    def __init__(self, network: nn.Module, input_scale: int, quantiser: Quantiser | None) -> None:
        self._openvino = import_openvino()
        self._network, self._input_scale, self._quantiser = network, input_scale, quantiser
        self._traced: Any = None
        self._request: Any = None
        self._compiled_for: tuple[tuple[int, ...], str] | None = None

    def __call__(self, images: Tensor, *, precision: str = FLOAT32) -> Tensor:
        """Probabilities, float32 (B,K,H,W), of float32 (B,C,H,W).

        Args:
            images: what the network sees.
            precision: to compute in, one of `ways.AGREEMENT`.

        Raises:
            RuntimeError: OpenVINO cannot take this network.
        """
        if self._compiled_for != (images.shape[1:], precision):
            self._compile(images.shape[1:], precision)
        said = (self._request.infer([image])[0] for image in images.contiguous().numpy()[:, None])
        # The next inference writes where this one did, so none may be kept as it is.
        shares = [shares_of(torch.from_numpy(logits)) for logits in said]
        return shares[0] if len(shares) == 1 else torch.cat(shares)

    def _compile(self, shape: torch.Size, precision: str) -> None:
        # What was compiled before gives back its memory first.
        self._request = self._compiled_for = None
        model = self._model(shape, precision)
        model.reshape([1, *shape])
        settings = {
            # Of a network of int8, what is left in floating point.
            "INFERENCE_PRECISION_HINT": "bf16" if precision == BFLOAT16 else "f32",
            "INFERENCE_NUM_THREADS": torch.get_num_threads(),
            "NUM_STREAMS": 1,
            "PERFORMANCE_HINT": "LATENCY",
        }
        compiled = _core().compile_model(model, "CPU", settings)
        self._request, self._compiled_for = compiled.create_infer_request(), (shape, precision)

    def _model(self, shape: torch.Size, precision: str) -> Any:
        if self._traced is None:
            channels, height, width = shape
            example = torch.zeros(1, channels, min(_EXAMPLE_PX, height), min(_EXAMPLE_PX, width))
            lean = lean_logits(self._network, self._input_scale)
            with torch.inference_mode():
                self._traced = self._openvino.convert_model(lean, example_input=example, input=[1, channels, -1, -1])
        if precision != INT8:
            return self._traced
        if self._quantiser is None:
            raise ValueError("int8 needs parts of the scene that it is fitted to")
        return self._quantiser.quantised(self._traced)


def import_openvino() -> Any:
    """OpenVINO, without the part that tells its makers what it is used for: DeepSat sends nothing anywhere.

    Raises:
        ImportError: it is not installed.
    """
    stay_silent()
    return importlib.import_module("openvino")


@functools.cache
def _core() -> Any:
    """OpenVINO's way to the processor, one for as long as the process lasts.

    Each one gives the thread a stack for signals, and with its end takes that down and sets back the one before. With
    two that do not end in turn, signals are left with a stack that is gone: the next one, such as the end of a child,
    kills the process.
    """
    return import_openvino().Core()


def stay_silent() -> None:
    """Keeps OpenVINO, and NNCF, from reporting to their makers; comes before the first import of either."""
    # None makes the import of that package fail, for which both are prepared.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
