"""The one table from exceptions to the errors that people see."""

from __future__ import annotations

import sys
import traceback

from deepsat.jobs import Cancelled, DeepSatError, ErrorCode, InternalError, UserError
from deepsat.outputs.output_checks import DISK_IS_FULL

_OUT_OF_MEMORY_WORDS = ("out of memory", "defaultcpuallocator", "can't allocate memory", "not enough memory")
"""How torch's allocators say it where they raise a plain RuntimeError: the CPU's and Apple's do."""


def foreseen_error(exception: BaseException) -> DeepSatError:
    """The error to show for `exception`: itself where it is foreseen, else `INTERNAL` with a traceback in `details`."""
    if isinstance(exception, DeepSatError):
        return exception
    if isinstance(exception, KeyboardInterrupt):
        return Cancelled()
    details = "".join(traceback.format_exception(exception))
    if is_out_of_memory(exception):
        return _out_of_memory(exception, details)
    if isinstance(exception, OSError) and exception.errno in DISK_IS_FULL:
        return _disk_full(exception, details)
    if isinstance(exception, ImportError) and not (exception.name or "").startswith("deepsat"):
        return broken_environment(exception, details)
    return InternalError(
        ErrorCode.INTERNAL,
        expected="",
        found=f"{type(exception).__name__}: {first_line(exception)}",
        remedy="Please report it with the details.",
        details=details,
    )


def broken_environment(exception: BaseException, details: str) -> UserError:
    """The error for a dependency that cannot be imported."""
    return UserError(
        ErrorCode.ENVIRONMENT_BROKEN,
        expected="an environment in which every dependency can be imported",
        found=f"{type(exception).__name__}: {first_line(exception)}",
        remedy="Install the worker environment again.",
        details=details,
    )


def is_out_of_memory(exception: BaseException) -> bool:
    """Whether memory ran out, of the computer or of a device: only CUDA's has an error of its own in torch."""
    if isinstance(exception, MemoryError):
        return True
    # Without torch in memory no torch exception can have been raised, and importing it here would cost seconds.
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(exception, getattr(torch, "OutOfMemoryError", ())):
        return True
    words = str(exception).lower()
    return isinstance(exception, RuntimeError) and any(phrase in words for phrase in _OUT_OF_MEMORY_WORDS)


def first_line(exception: BaseException) -> str:
    """What an exception says, as a clause; empty where it says nothing."""
    lines = str(exception).strip().splitlines()
    return lines[0].rstrip(".")[:300] if lines else ""


def in_words(exception: BaseException) -> str:
    """The same, or its type where it says nothing."""
    return first_line(exception) or type(exception).__name__


def _out_of_memory(exception: BaseException, details: str) -> UserError:
    return UserError(
        ErrorCode.OUT_OF_MEMORY,
        expected="enough free memory for the job",
        found=first_line(exception) or "an allocation that failed",
        remedy="Close other programs, or choose the device 'cpu' if this was a GPU.",
        details=details,
    )


def _disk_full(exception: OSError, details: str) -> UserError:
    return UserError(
        ErrorCode.DISK_FULL,
        expected="enough free space for the outputs and temporary files",
        found=(exception.strerror or "no space left") + (f" ({exception.filename})" if exception.filename else ""),
        remedy="Free some space, or choose another disk for the output.",
        details=details,
    )
