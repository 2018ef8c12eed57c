"""The lock files: what the worker's environment holds, at which versions, and how many bytes that is.

A lock file is a pip requirements file of `name==version [; marker]` lines under `## section` headings. The comment
behind a pin says its size and, for a direct pin, the module to import: `# 16.9 MB, 57.4 MB installed, import numpy`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from deepsat.jobs import ErrorCode, InternalError
from deepsat_qgis.paths import CORE_FOLDER

LOCK_PATH = CORE_FOLDER / "worker.lock"
CUDA_LOCK_NAME = "worker-cuda.lock"

_PIN = re.compile(
    r"(?P<name>[\w.-]+)==(?P<version>[\w.+!-]+)(?:\s*;\s*(?P<marker>.+?))?"
    r"\s+#\s*(?P<download>[\d.]+) MB, (?P<installed>[\d.]+) MB installed(?:, import (?P<module>[\w.]+))?"
)
_PYTHON_RANGE = re.compile(r"#\s*python:\s*3\.(\d+)-3\.(\d+)")
_MARKER = re.compile(r"""(\w+)\s*(<|>=|==|!=)\s*["']([^"']*)["']""")


@dataclass(frozen=True)
class Pin:
    """One package at one version."""

    name: str
    """Normalised: lower case, words joined by hyphens."""
    version: str
    marker: str
    """Where the package is needed, as a pip marker; empty for everywhere."""
    section: str
    download_bytes: int
    installed_bytes: int
    module: str
    """Module to import to verify a direct pin; empty for a package that only others need."""

    @property
    def requirement(self) -> str:
        """What pip is asked for. The marker has been evaluated before."""
        return f"{self.name}=={self.version}"


@dataclass(frozen=True)
class LockFile:
    """All pins, for every platform and Python version they serve."""

    path: Path
    digest: str
    """Hexadecimal SHA-256 of the pins; comments do not count."""
    oldest_python: tuple[int, int]
    newest_python: tuple[int, int]
    pins: tuple[Pin, ...]
    cuda_pins: tuple[Pin, ...]
    """What the CUDA build of torch takes on top; its torch line stands for the difference in size."""

    @property
    def key(self) -> str:
        """Start of the digest; names the environment's folder."""
        return self.digest[:12]

    def pins_for(self, markers: Mapping[str, str]) -> tuple[Pin, ...]:
        """The pins that hold for an interpreter with these marker values."""
        return tuple(pin for pin in self.pins if marker_holds(pin.marker, markers))

    def cuda_pins_for(self, markers: Mapping[str, str]) -> tuple[Pin, ...]:
        """The pins that the CUDA build of torch adds for an interpreter with these marker values."""
        return tuple(pin for pin in self.cuda_pins if marker_holds(pin.marker, markers))

    def pythons_in_words(self) -> str:
        """The supported versions, such as `3.10 to 3.14`."""
        return f"{_dotted(self.oldest_python)} to {_dotted(self.newest_python)}"


def read_lock(path: Path = LOCK_PATH) -> LockFile:
    """Reads a lock file and the CUDA lock beside it, where there is one.

    Raises:
        InternalError: `INTERNAL` when the file is missing or a line cannot be understood: it is part of DeepSat.
    """
    text = _text(path)
    python_range = _PYTHON_RANGE.search(text)
    if python_range is None:
        raise _unreadable(path, "no line '# python: 3.X-3.Y'")
    cuda_path = path.with_name(CUDA_LOCK_NAME)
    pins = tuple(_pins(text, path))
    cuda_pins = tuple(_pins(_text(cuda_path), cuda_path)) if cuda_path.is_file() else ()
    oldest, newest = (int(minor) for minor in python_range.groups())
    return LockFile(path, _digest((*pins, *cuda_pins)), (3, oldest), (3, newest), pins, cuda_pins)


def normalised(name: str) -> str:
    """A package's name as pip compares names (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def marker_holds(marker: str, markers: Mapping[str, str]) -> bool:
    """Whether `marker` holds for these values: comparisons joined by `and`, all that a lock file needs.

    Raises:
        InternalError: `INTERNAL` for any other marker.
    """
    return all(_comparison_holds(part.strip(), markers) for part in marker.split(" and ") if part.strip())


def total_bytes(pins: Iterable[Pin]) -> tuple[int, int]:
    """Bytes to download and bytes on disk of all `pins` together."""
    pins = tuple(pins)
    return sum(pin.download_bytes for pin in pins), sum(pin.installed_bytes for pin in pins)


def _comparison_holds(comparison: str, markers: Mapping[str, str]) -> bool:
    match = _MARKER.fullmatch(comparison)
    if match is None or match.group(1) not in markers:
        raise _unreadable(LOCK_PATH, f"the marker {comparison!r}")
    found, operator, wanted = markers[match.group(1)], match.group(2), match.group(3)
    if operator in ("==", "!="):
        return (found == wanted) == (operator == "==")
    is_older = _numbers(found) < _numbers(wanted)
    return is_older if operator == "<" else not is_older


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _pins(text: str, path: Path) -> Iterable[Pin]:
    section = ""
    for line in text.splitlines():
        if line.startswith("## "):
            section = line[3:].strip()
        elif line.strip() and not line.startswith("#"):
            yield _pin(line, section, path)


def _pin(line: str, section: str, path: Path) -> Pin:
    match = _PIN.fullmatch(line.strip())
    if match is None:
        raise _unreadable(path, f"the line {line!r}")
    return Pin(
        name=normalised(match.group("name")),
        version=match.group("version"),
        marker=match.group("marker") or "",
        section=section,
        download_bytes=round(float(match.group("download")) * 1e6),
        installed_bytes=round(float(match.group("installed")) * 1e6),
        module=match.group("module") or "",
    )


def _digest(pins: Iterable[Pin]) -> str:
    lines = sorted(f"{pin.requirement} ; {pin.marker}" for pin in pins)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise _unreadable(path, str(error)) from error


def _dotted(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"


def _unreadable(path: Path, found: str) -> InternalError:
    return InternalError(
        ErrorCode.INTERNAL,
        expected=f"pins as DeepSat writes them in {path}",
        found=found,
        remedy="Install the DeepSat plugin again.",
    )
