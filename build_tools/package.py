"""Lays the plugin out as its zip's one folder, and packs it.

    python3 -m build_tools.package BUILD_FOLDER

makes BUILD_FOLDER/package/deepsat_qgis and BUILD_FOLDER/deepsat_qgis-VERSION.zip.

Standard library only. The same files always give the same bytes: order and dates in the zip are fixed.
"""

from __future__ import annotations

import re
import shutil
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLUGIN = "deepsat_qgis"

_LEFT_OUT = ("__pycache__", "*.pyc", ".*", "ruff.toml", "*.egg-info")
_FIXED_DATE = (2020, 1, 1, 0, 0, 0)
_AT_TOP = ("metadata.txt", "LICENSE", "NOTICE", "README.md", "CHANGELOG.md")


def main(build_folder: Path) -> None:
    """Builds folder and zip, and prints where they are."""
    folder = lay_out(build_folder / "package")
    archive = pack(folder, build_folder / f"{PLUGIN}-{version_in(folder)}.zip")
    print(f"Package: {archive} ({archive.stat().st_size:,} bytes)")


def lay_out(parent: Path) -> Path:
    """Copies the plugin, the core, the resources and the sample into `parent/deepsat_qgis`, and returns that folder."""
    folder = parent / PLUGIN
    if folder.exists():
        shutil.rmtree(folder)
    ignored = shutil.ignore_patterns(*_LEFT_OUT)
    shutil.copytree(ROOT / PLUGIN, folder, ignore=ignored)
    for name in ("core", "resources"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copytree(parent.parent / "sample", folder / "resources" / "sample", ignore=ignored)
    for name in _AT_TOP:
        shutil.copy(ROOT / name, folder / name)
    return folder


def pack(folder: Path, archive: Path) -> Path:
    """Packs `folder`, itself the one entry at the archive's top."""
    partial = archive.with_name(f".~{archive.name}")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), _FIXED_DATE)
                entry.external_attr = 0o644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(entry, path.read_bytes(), compresslevel=9)
    partial.replace(archive)
    return archive


def version_in(folder: Path) -> str:
    """The version that the metadata in `folder` say.

    Raises:
        ValueError: there is none, or the core's differs.
    """
    found = re.search(r"^version=(\S+)$", (folder / "metadata.txt").read_text(encoding="utf-8"), re.MULTILINE)
    core = (folder / "core" / "deepsat" / "__init__.py").read_text(encoding="utf-8")
    if not found or f'__version__ = "{found.group(1)}"' not in core:
        raise ValueError(
            f"metadata.txt and core/deepsat/__init__.py must say the same version, not {found and found[1]}"
        )
    return found.group(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
