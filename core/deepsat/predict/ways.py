"""Ways of computing a model, and which of them are worth trying on a device."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import torch

from deepsat.devices import bf16_pays, installed_engines
from deepsat.jobs import ErrorCode, UserError
from deepsat.models import Model

FLOAT32, BFLOAT16, INT8 = "float32", "bfloat16", "int8"
AGREEMENT = {FLOAT32: 0.999, BFLOAT16: 0.995, INT8: 0.98}
"""Share of the pixels that must have the same class as with torch in float32, for each precision."""
WORTH_OPENVINO = 4 * 512**2
"""Pixels of all tiles from which on the second that OpenVINO takes to start, and to be proven, is won back."""


@dataclasses.dataclass(frozen=True)
class Way:
    """A way of computing."""

    openvino: bool
    precision: str
    """One of those of `AGREEMENT`."""

    @property
    def title(self) -> str:
        """In words."""
        return f"{'OpenVINO' if self.openvino else 'torch'} in {self.precision}"


REFERENCE = Way(openvino=False, precision=FLOAT32)


def ways_of(device: torch.device, pixels: int, name: str, precision: str, model: Model) -> Iterator[Way]:
    """What to try, best first; the last one needs no proof.

    Args:
        device: where to compute.
        pixels: of all tiles that there will be; for few of them OpenVINO is left out where it is not asked for.
        name: one of `deepsat.jobs.choices.ENGINES`; a name leaves out the others.
        precision: one of `deepsat.jobs.choices.PRECISIONS`; what may follow after int8 is what `auto` tries.
        model: to compute.

    Raises:
        UserError: `INVALID_JOB` where OpenVINO is asked for and cannot compute this.
    """
    bf16 = bf16_pays(device) and precision != FLOAT32
    fits = device.type == "cpu" and model.forest_share < 1
    asked_for = name == "openvino" or precision == INT8
    if asked_for and not (fits and "openvino" in installed_engines()):
        raise _not_there(device, fits)
    if precision == INT8:
        yield Way(openvino=True, precision=INT8)
    worth = name == "auto" and fits and pixels >= WORTH_OPENVINO and "openvino" in installed_engines()
    if name == "openvino" or worth:
        if bf16:
            yield Way(openvino=True, precision=BFLOAT16)
        yield Way(openvino=True, precision=FLOAT32)
    if bf16 and model.forest_share < 1:
        yield Way(openvino=False, precision=BFLOAT16)
    yield REFERENCE


def _not_there(device: torch.device, fits: bool) -> UserError:
    reason = "it is not installed" if fits else f"it does not compute this model on {device}"
    return UserError(
        ErrorCode.INVALID_JOB,
        expected=f"an engine that there is here, one of {', '.join(installed_engines())}",
        found=f"openvino: {reason}",
        remedy="Choose the engine 'auto', and the precision 'auto'.",
    )
