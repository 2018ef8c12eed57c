"""Using a Python that somebody made by other means, such as a conda environment with CUDA.

It is only looked at, never changed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from deepsat.jobs import ErrorCode, UserError
from deepsat_qgis.worker.interpreters import Interpreter, probe
from deepsat_qgis.worker.lock_file import LockFile, Pin
from deepsat_qgis.worker.verified import Verification, verify_python


def check_existing_python(
    python: Path, lock: LockFile, device: str, is_cancelled: Callable[[], bool] = lambda: False
) -> tuple[Interpreter, Verification, tuple[str, ...]]:
    """Whether the worker can run in `python`.

    Args:
        python: its interpreter.
        lock: packages and versions to compare with.
        device: `auto`, `cpu` or `cuda`.
        is_cancelled: asked about four times a second.

    Returns:
        The interpreter, what it showed, and what a person should know about it, as sentences.

    Raises:
        Cancelled: as `is_cancelled` said.
        UserError: `INSTALL_FAILED`, with the list of everything that it lacks.
    """
    interpreter = probe(python)
    if interpreter is None:
        raise _does_not_do(python, ["it does not answer as a Python does"], "Name the program of a Python.")
    lacks = _version_problems(interpreter, lock)
    if lacks:
        raise _does_not_do(python, lacks, f"Make an environment with Python {lock.pythons_in_words()}.")
    pins = lock.pins_for(interpreter.markers)
    shown = verify_python(python, pins, device, is_cancelled)
    direct = [pin for pin in pins if pin.module]
    lacking = [pin for pin in direct if pin.module in shown.failures or _too_old(pin, shown)]
    if lacking:
        lacks = [f"{pin.name} {pin.version} ({_why_lacking(pin, shown)})" for pin in lacking]
        names = " ".join(pin.requirement for pin in lacking)
        raise _does_not_do(python, lacks, f"Install them there: '{python} -m pip install {names}'.")
    if not shown.device and "torch" in shown.versions:
        raise _does_not_do(python, list(shown.device_problems), "Install a torch that can compute on this machine.")
    return interpreter, shown, tuple(_findings(direct, shown))


def _version_problems(interpreter: Interpreter, lock: LockFile) -> list[str]:
    """A newer Python than the lock's may do, since its packages are there already; an older one cannot run DeepSat."""
    problems = []
    if interpreter.version[:2] < lock.oldest_python:
        oldest = ".".join(map(str, lock.oldest_python))
        problems.append(f"it is Python {interpreter.dotted}, and DeepSat needs {oldest} or newer")
    if interpreter.bits != 64:
        problems.append(f"it is a {interpreter.bits}-bit program, and torch needs 64 bits")
    return problems


def _too_old(pin: Pin, shown: Verification) -> bool:
    """A package whose major version is older than the lock's; other differences are only told."""
    version = shown.versions.get(pin.module, pin.version)
    return _major(version) < _major(pin.version)


def _why_lacking(pin: Pin, shown: Verification) -> str:
    return shown.failures.get(pin.module, "") or f"it has {shown.versions[pin.module]}"


def _major(version: str) -> int:
    first = version.split(".")[0]
    return int(first) if first.isdigit() else 0


def _findings(direct: list[Pin], shown: Verification) -> list[str]:
    other = [
        f"{pin.name} {shown.versions[pin.module]} instead of {pin.version}"
        for pin in direct
        if shown.versions[pin.module].split("+")[0] != pin.version
    ]
    findings = [f"Versions differ from those DeepSat is tested with: {', '.join(other)}."] if other else []
    return findings + [f"A device did not compute: {problem}." for problem in shown.device_problems]


def _does_not_do(python: Path, lacks: list[str], remedy: str) -> UserError:
    return UserError(
        ErrorCode.INSTALL_FAILED,
        expected="a Python with everything that DeepSat needs",
        found=f"{python} lacks: {'; '.join(lacks)}",
        remedy=remedy,
    )
