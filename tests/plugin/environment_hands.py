"""Locks, files and interpreters for tests of the set-up."""

from __future__ import annotations

from pathlib import Path

from deepsat_qgis.worker.interpreters import Interpreter


def interpreter(**changes: object) -> Interpreter:
    values = {
        "path": Path("/p"),
        "version": (3, 11, 2),
        "implementation": "cpython",
        "bits": 64,
        "platform": "linux",
        "machine": "x86_64",
        "lacks": (),
    }
    return Interpreter(**{**values, **changes})  # type: ignore[arg-type]


SMALL_LOCK = """# python: 3.10-3.14
## first
alpha==1.0  # 1.5 MB, 4.0 MB installed, import alpha
beta==2.0 ; python_version >= "3.11"  # 0.50 MB, 1.0 MB installed
beta==1.9 ; python_version < "3.11"  # 0.40 MB, 1.0 MB installed
## second
Gamma_Ray==3.1 ; sys_platform == "win32"  # 9.0 MB, 9.0 MB installed
"""

LINUX_311 = {"python_version": "3.11", "sys_platform": "linux", "platform_machine": "x86_64"}


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
