"""Prints the sizes that stand behind the pins of a lock file, for a folder of downloaded wheels.

pip download --no-deps -r core/worker.lock -d WHEELS && python3 build_tools/lock_sizes.py WHEELS
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path


def main(wheels: Path) -> None:
    """One line a wheel: the pin and its comment."""
    for path in sorted(wheels.glob("*.whl"), key=lambda wheel: wheel.name.lower()):
        name, version = path.name.split("-")[:2]
        with zipfile.ZipFile(path) as wheel:
            installed = sum(item.file_size for item in wheel.infolist())
        print(f"{name}=={version}  # {path.stat().st_size / 1e6:.2f} MB, {installed / 1e6:.2f} MB installed")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
