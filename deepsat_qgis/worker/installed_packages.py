"""What is really in an environment: which packages, and whether all of their files are there.

pip writes a package's metadata before its last files, so after a kill it takes half a package for a whole one. Each
package lists its files with their sizes (`RECORD`); comparing them tells.
"""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Optional

from deepsat_qgis.worker.lock_file import Pin, normalised


def installed_versions(site_packages: Path) -> dict[str, str]:
    """Version of each package in a folder, by normalised name; from folder names alone, so it takes milliseconds."""
    found = {}
    for folder in _metadata_folders(site_packages):
        name, _, version = folder.name[: -len(".dist-info")].partition("-")
        found[normalised(name)] = version
    return found


def missing_or_other(pins: Iterable[Pin], site_packages: Path) -> list[str]:
    """The pins that are not installed at their version, as clauses such as `numpy 2.4.6 is missing`."""
    found = installed_versions(site_packages)
    return [complaint for pin in pins for complaint in [_complaint(pin, found.get(pin.name, ""))] if complaint]


def damaged_packages(site_packages: Path, names: Optional[Iterable[str]] = None) -> dict[str, str]:
    """Packages of which files are missing or cut short, by normalised name, with one such file each.

    Args:
        site_packages: folder that they are installed in.
        names: normalised names of the packages to look at; None for all.
    """
    wanted = None if names is None else set(names)
    damaged = {}
    for folder in _metadata_folders(site_packages):
        name = _package_of(folder)
        if wanted is None or name in wanted:
            bad_file = _first_bad_file(folder, site_packages)
            if bad_file:
                damaged[name] = bad_file
    return damaged


def forget_packages(site_packages: Path, names: Iterable[str]) -> None:
    """Removes what pip knows of damaged packages, so that it installs them anew over the files that are there."""
    wanted = set(names)
    for folder in _metadata_folders(site_packages):
        if _package_of(folder) in wanted:
            shutil.rmtree(folder)


def is_at_version(pin: Pin, version: str) -> bool:
    """Whether `version` is the pinned one; a build's own suffix, such as `+cpu`, does not count."""
    return version.split("+")[0] == pin.version


def _complaint(pin: Pin, version: str) -> str:
    if not version:
        return f"{pin.name} {pin.version} is missing"
    return "" if is_at_version(pin, version) else f"{pin.name} is {version} instead of {pin.version}"


def _package_of(metadata: Path) -> str:
    return normalised(metadata.name.split("-")[0])


def _metadata_folders(site_packages: Path) -> list[Path]:
    return sorted(site_packages.glob("*.dist-info"))


def _first_bad_file(metadata: Path, site_packages: Path) -> str:
    """A file of the package that is not there as its record says; empty when all are."""
    record = metadata / "RECORD"
    try:
        with record.open(newline="", encoding="utf-8") as lines:
            rows = list(csv.reader(lines))
    except OSError:
        return f"{metadata.name}/RECORD"
    for row in rows:
        # Bytecode that a wheel brings along is compiled anew, to another size.
        has_fixed_size = len(row) == 3 and row[2] and not row[0].endswith(".pyc")
        if has_fixed_size and not _has_size(site_packages / row[0], int(row[2])):
            return row[0]
    return ""


def _has_size(path: Path, size: int) -> bool:
    try:
        return os.stat(path).st_size == size
    except OSError:
        return False
