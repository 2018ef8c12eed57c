"""How much memory this computer has."""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path


@dataclasses.dataclass(frozen=True)
class InstalledMemory:
    """Memory of the computer, in bytes."""

    total: int
    available: int | None
    """What programs can still get without swapping; None where the system does not tell."""


def installed_memory() -> InstalledMemory:
    """Memory of this computer.

    Raises:
        OSError: the system does not tell.
    """
    if sys.platform == "win32":
        return _on_windows()
    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return InstalledMemory(total, _available_on_linux())


def memory_in_words() -> str:
    """The memory as a phrase, such as `16.0 GB, 9.3 GB of it available`."""
    memory = installed_memory()
    available = "" if memory.available is None else f", {memory.available / 1e9:.1f} GB of it available"
    return f"{memory.total / 1e9:.1f} GB{available}"


def _available_on_linux() -> int | None:
    table = Path("/proc/meminfo")
    if not table.is_file():
        return None
    for line in table.read_text(encoding="ascii").splitlines():
        name, _, value = line.partition(":")
        if name == "MemAvailable":
            return int(value.split()[0]) * 1024
    return None


def _on_windows() -> InstalledMemory:
    if sys.platform != "win32":
        raise NotImplementedError("only Windows has kernel32")
    import ctypes

    class MemoryStatus(ctypes.Structure):
        """`MEMORYSTATUSEX` of the Windows API."""

        _fields_ = [
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in ("total", "available")),
            *((f"other_{number}", ctypes.c_ulonglong) for number in range(5)),
        ]

    status = MemoryStatus()
    status.length = ctypes.sizeof(MemoryStatus)
    if not ctypes.WinDLL("kernel32", use_last_error=True).GlobalMemoryStatusEx(ctypes.byref(status)):
        raise ctypes.WinError(ctypes.get_last_error())
    return InstalledMemory(status.total, status.available)
