"""Whether a training's numbers are numbers still: one that is not spoils a network for ever, step after step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import torch
from torch import Tensor

from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.listing import listed


def check_finite(tensors: Mapping[str, Tensor]) -> None:
    """Refuses infinite and undefined numbers.

    Args:
        tensors: by name, on one device.

    Raises:
        UserError: `TRAINING_FAILED`, with the names of those that are not finite.
    """
    found = not_finite(tensors)
    if found:
        raise training_failed(found)


def not_finite(tensors: Mapping[str, Tensor]) -> str:
    """Says which tensors have infinite or undefined numbers; empty where none has. Tensors are by name, on one device.

    A look at all of a network takes milliseconds: sums are not finite where a number is not.
    """
    if _sums_finite(tensors.values()):
        return ""
    # Finite numbers may have a sum that is not.
    names = [name for name, tensor in tensors.items() if not bool(tensor.isfinite().all())]
    return f"infinite or undefined numbers in {listed(names)}" if names else ""


def training_failed(found: str) -> UserError:
    """`TRAINING_FAILED`, with what is not finite."""
    return UserError(
        ErrorCode.TRAINING_FAILED,
        expected="a training whose numbers stay finite",
        found=found,
        remedy="Look for values in the imagery that no sensor measures, such as NoData that is not declared, or start "
        "over with another seed.",
    )


def _sums_finite(tensors: Iterable[Tensor]) -> bool:
    sums = [tensor.detach().float().sum() for tensor in tensors]
    return not sums or bool(torch.stack(sums).isfinite().all())
