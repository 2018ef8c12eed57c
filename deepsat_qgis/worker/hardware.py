"""Which graphics processor the machine has, asked of its driver rather than guessed from a list of devices."""

from __future__ import annotations

import shutil

from deepsat_qgis.worker.short_commands import ask

_SECONDS = 20
_QUERY = ("--query-gpu=name,driver_version,memory.total", "--format=csv,noheader")


def nvidia_gpus() -> tuple[str, ...]:
    """Name, driver and memory of every NVIDIA graphics processor whose driver answers; empty when none does."""
    program = shutil.which("nvidia-smi")
    answer = ask([program, *_QUERY], _SECONDS) if program else None
    if answer is None or answer.status != 0:
        return ()
    return tuple(line.strip() for line in answer.output.splitlines() if line.strip())
