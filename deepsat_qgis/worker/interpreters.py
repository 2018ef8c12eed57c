"""A Python to build the worker's environment from.

Never the program that QGIS runs in: started with arguments meant for Python, `qgis` opens another window.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from deepsat.jobs import ErrorCode, UserError
from deepsat_qgis.worker.lock_file import LockFile
from deepsat_qgis.worker.short_commands import ask

_PROBE = """
import importlib, json, platform, struct, sys
def works(name):
    try:
        importlib.import_module(name)
    except Exception:
        return False
    return True
print(json.dumps({
    "path": getattr(sys, "_base_executable", None) or sys.executable,
    "version": list(sys.version_info[:3]),
    "implementation": sys.implementation.name,
    "bits": 8 * struct.calcsize("P"),
    "platform": sys.platform,
    "machine": platform.machine(),
    "lacks": [name for name in ("venv", "ensurepip", "ssl", "ctypes", "zlib") if not works(name)],
}))
"""
_PROBE_SECONDS = 30
_PYTHON_NAME = re.compile(r"python(\d(\.\d+)?)?(\.exe)?", re.IGNORECASE)
_VERSIONS = ("3.12", "3.13", "3.11", "3.14", "3.10")
"""The best tried first."""
_APPLES_STAND_IN = "/usr/bin/python3"
"""Too old for torch on every macOS, and where Apple's developer tools are missing it opens a window to offer them."""
_FOR_INTEL_MACS = "it runs as a program for Intel processors, for which torch has no build on macOS any more"


@dataclass(frozen=True)
class Interpreter:
    """What a Python says about itself."""

    path: Path
    """The program itself, not a virtual environment's or a version manager's stand-in for it."""
    version: tuple[int, int, int]
    implementation: str
    bits: int
    platform: str
    machine: str
    lacks: tuple[str, ...]
    """Standard modules that building an environment needs and that are missing or do not load."""

    @property
    def tag(self) -> str:
        """Short name of the version, such as `cp311`."""
        return f"cp{self.version[0]}{self.version[1]}"

    @property
    def dotted(self) -> str:
        """The version, such as `3.11.2`."""
        return ".".join(map(str, self.version))

    @property
    def markers(self) -> dict[str, str]:
        """The values that markers of a lock file are compared with."""
        return {
            "python_version": f"{self.version[0]}.{self.version[1]}",
            "sys_platform": self.platform,
            "platform_machine": self.machine,
        }

    def problems(self, lock: LockFile) -> list[str]:
        """Why no environment for `lock` can be built from it, as clauses; empty when one can."""
        found = []
        if not lock.oldest_python <= self.version[:2] <= lock.newest_python:
            found.append(f"it is version {self.dotted}, and DeepSat needs {lock.pythons_in_words()}")
        if self.implementation != "cpython":
            found.append(f"it is {self.implementation}, and torch runs on CPython only")
        if self.bits != 64:
            found.append(f"it is a {self.bits}-bit program, and torch needs 64 bits")
        if self.lacks:
            found.append(f"it lacks {' and '.join(self.lacks)}")
        has_torch = any(pin.name == "torch" for pin in lock.pins_for(self.markers))
        if has_torch and (self.platform, self.machine) == ("darwin", "x86_64"):
            found.append(_FOR_INTEL_MACS)
        return found


def probe(program: Path) -> Optional[Interpreter]:
    """What the Python at `program` is, or None when it does not answer as a Python does."""
    answer = ask([str(program), "-I", "-c", _PROBE], _PROBE_SECONDS)
    try:
        told: dict[str, Any] = json.loads(answer.last_line if answer else "")
    except ValueError:
        return None
    return Interpreter(
        path=Path(told["path"]),
        version=(told["version"][0], told["version"][1], told["version"][2]),
        implementation=told["implementation"],
        bits=told["bits"],
        platform=told["platform"],
        machine=told["machine"],
        lacks=tuple(told["lacks"]),
    )


def find_base_python(lock: LockFile, chosen: Optional[Path] = None, failed: Collection[Path] = ()) -> Interpreter:
    """The first Python that an environment for `lock` can be built from.

    Args:
        lock: packages and versions.
        chosen: the only candidate; None to look for some.
        failed: Pythons that seemed to do, and made no environment.

    Raises:
        UserError: `INSTALL_FAILED`, naming each Python that was looked at and why it does not do.
    """
    looked_at: dict[Path, str] = {}
    for program in [chosen] if chosen else _candidates():
        interpreter = probe(program)
        if interpreter is None:
            if chosen:
                looked_at[program] = "it does not answer as a Python does"
            continue
        problems = interpreter.problems(lock)
        if not problems and interpreter.path not in failed:
            return interpreter
        looked_at[interpreter.path] = ", ".join(problems) or "it makes no virtual environment"
    is_for_intel = any(_FOR_INTEL_MACS in why for why in looked_at.values())
    raise UserError(
        ErrorCode.INSTALL_FAILED,
        expected=f"a 64-bit Python {lock.pythons_in_words()} with the modules venv, ensurepip and ssl",
        found="; ".join(f"{path}: {why}" for path, why in looked_at.items()) or "no Python at all",
        remedy=how_to_get_python("darwin on intel" if is_for_intel else sys.platform),
    )


def how_to_get_python(platform: str = sys.platform) -> str:
    """What to install on this system, or on `darwin on intel`, as a full sentence."""
    if platform == "win32":
        return "Install Python 3.12 (64-bit) from python.org for your user, then try again; no administrator is needed."
    if platform == "darwin on intel":
        return (
            "On a Mac with Apple silicon install Python with 'brew install python@3.12', then try again. On one with "
            "an Intel processor use a Python of your own that has torch, such as one of conda-forge."
        )
    if platform == "darwin":
        return "Install Python 3.12 from python.org or with 'brew install python@3.12', then try again."
    if shutil.which("apt-get"):
        return "Install it with 'sudo apt-get install python3 python3-venv', then try again."
    return "Install Python 3 with its venv module from your system's packages, then try again."


def _candidates() -> Iterator[Path]:
    """Programs worth asking, the likeliest first, each once."""
    seen = set()
    for program in _programs():
        if program.is_file() and os.path.normcase(program) not in seen:
            seen.add(os.path.normcase(program))
            yield program


def _programs() -> Iterator[Path]:
    if sys.executable and _PYTHON_NAME.fullmatch(Path(sys.executable).name):
        yield Path(sys.executable)
    yield from _beside_qgis()
    if sys.platform == "darwin":
        yield from pythons_of_mac()
    for name in ("python3", *(f"python{version}" for version in _VERSIONS), "python"):
        found = shutil.which(name)
        if found and not (sys.platform == "darwin" and found == _APPLES_STAND_IN):
            yield Path(found)
    if sys.platform == "win32":
        installed = Path(os.environ.get("LOCALAPPDATA", "")) / "Programs" / "Python"
        yield from sorted(installed.glob("Python3*/python.exe"), reverse=True)


def pythons_of_mac(root: Path = Path("/")) -> Iterator[Path]:
    """Where python.org, Homebrew and MacPorts install them: programs started from Finder have none on their PATH."""
    for version in _VERSIONS:
        yield root / "Library" / "Frameworks" / "Python.framework" / "Versions" / version / "bin" / "python3"
        for folder in ("opt/homebrew/bin", "usr/local/bin", "opt/local/bin"):
            yield root / folder / f"python{version}"


def _beside_qgis() -> Iterator[Path]:
    """The Python that QGIS was packaged with, which is not the running program."""
    prefix = Path(sys.base_prefix)
    if sys.platform == "win32":
        yield prefix / "python.exe"
        yield prefix / "python3.exe"
    elif sys.platform == "darwin":
        yield prefix / "bin" / "python3"
        yield prefix.parent / "MacOS" / "bin" / "python3"
    else:
        yield prefix / "bin" / "python3"
