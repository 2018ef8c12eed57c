"""Fetches genuine products of Landsat and Sentinel-2, thinned to few pixels, to try what reads them on.

    python -m build_tools.products BUILD_FOLDER

Run with the worker's Python. They come from the tests of the Python package eodatasets3 (Geoscience Australia,
Apache-2.0; imagery: U.S. Geological Survey, public domain, and Copernicus Sentinel data, free and open). It is fetched
with a pinned hash; only its data files are taken, none of its code is run.
"""

from __future__ import annotations

import shutil
import sys
import tarfile
import tempfile
from pathlib import Path

from build_tools.pinned_package import download

PACKAGE = "eodatasets3==0.30.5"
SHA256 = "b025b3bcf679df2bac90c9feef4cc69baa8e320edc0265cf611c1d632ed2f9f8"  # pragma: allowlist secret
FOLDER = "eodatasets3-0.30.5/tests/integration/data/"


def main(build_folder: Path) -> None:
    """Writes the products into `build_folder/products`, whole or not at all."""
    target = build_folder / "products"
    build_folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build_folder, prefix=".products-") as scratch:
        unpacked = fetch(Path(scratch))
        if target.exists():
            shutil.rmtree(target)
        unpacked.rename(target)
    print(f"Genuine products: {target}")


def fetch(scratch: Path) -> Path:
    """Downloads the package and returns the folder of its data."""
    with tarfile.open(download(PACKAGE, SHA256, scratch, is_source=True)) as package:
        members = [member for member in package.getmembers() if member.name.startswith(FOLDER)]
        package.extractall(scratch, members, filter="data")
    return scratch / FOLDER


if __name__ == "__main__":
    main(Path(sys.argv[1]))
