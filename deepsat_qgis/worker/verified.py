"""Proves that a Python can do the worker's work: every direct pin imports, and a device computes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deepsat.jobs import ErrorCode, UserError
from deepsat_qgis.paths import CORE_FOLDER
from deepsat_qgis.worker.lock_file import Pin
from deepsat_qgis.worker.short_commands import ask_patiently

_SCRIPT = Path(__file__).with_name("verification.py")
_SECONDS = 600
"""The first import of torch from a cold, slow or scanned disk takes minutes."""


@dataclass(frozen=True)
class Verification:
    """What a Python showed of itself."""

    versions: dict[str, str]
    """By module."""
    failures: dict[str, str]
    """Modules that do not import, with the error."""
    device: str
    """In words, such as `cpu (processor)`; empty where torch is not among the modules or no device computed."""
    device_problems: tuple[str, ...]
    """Devices that were tried before that one, and why they did not compute."""


def verify_python(
    python: Path, pins: Sequence[Pin], device: str, is_cancelled: Callable[[], bool] = lambda: False
) -> Verification:
    """Imports the direct pins in a Python and convolves on its device.

    Args:
        python: interpreter to prove.
        pins: those with a module are imported.
        device: `auto`, `cpu` or `cuda`.
        is_cancelled: asked about four times a second.

    Raises:
        Cancelled: as `is_cancelled` said.
        UserError: `ENVIRONMENT_BROKEN` when the interpreter gives no answer at all.
    """
    modules = {pin.module: pin.name for pin in pins if pin.module}
    # torch first: what it loads of OpenMP must be there before others bring theirs.
    ordered = dict(sorted(modules.items(), key=lambda item: item[0] != "torch"))
    request = json.dumps({"modules": ordered, "device": device, "core": str(CORE_FOLDER)})
    answer = ask_patiently([str(python), "-s", str(_SCRIPT), request], _SECONDS, is_cancelled)
    try:
        told: dict[str, Any] = json.loads(answer.last_line if answer else "")
    except ValueError:
        raise _no_answer(python, answer.errors if answer else "", answer.status if answer else None) from None
    convolution = told.get("convolution", {})
    device_words = f"{convolution['device']} ({convolution['name']})" if convolution.get("device") else ""
    return Verification(told["versions"], told["failures"], device_words, tuple(convolution.get("problems", ())))


def _no_answer(python: Path, errors: str, status: object) -> UserError:
    ended = "did not start or did not end in time" if status is None else f"ended with status {status}"
    return UserError(
        ErrorCode.ENVIRONMENT_BROKEN,
        expected=f"{python} to import DeepSat's packages",
        found=f"the interpreter {ended} while importing them",
        remedy="Install the environment again; if it fails again, copy the environment report into an issue.",
        details="\n".join(errors.splitlines()[-40:]),
    )
