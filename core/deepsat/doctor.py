"""The doctor: does everything that DeepSat's worker needs really work on this computer?

Each check does the thing itself (imports the library, writes a raster, runs a convolution) and yields one sentence.
"""

from __future__ import annotations

import dataclasses
import importlib
import importlib.metadata
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import deepsat
from deepsat.failures import foreseen_error
from deepsat.installed_memory import memory_in_words
from deepsat.reporting import Reporter

LIBRARIES = {
    "torch": "torch",
    "segmentation_models_pytorch": "segmentation-models-pytorch",
    "timm": "timm",
    "numpy": "numpy",
    "rasterio": "rasterio",
    "shapely": "shapely",
    "pyogrio": "pyogrio",
    "pyproj": "pyproj",
    "safetensors": "safetensors",
    "certifi": "certifi",
    "sklearn": "scikit-learn",
    "scipy": "scipy",
    "jinja2": "Jinja2",
    "matplotlib": "matplotlib",
}
"""Import name to distribution name of every dependency."""

FASTER_WITH = {"numba": "numba", "openvino": "openvino"}
"""The same of what makes maps faster, which DeepSat does without."""

_IMPORTING_TORCHVISION = frozenset({"segmentation_models_pytorch", "timm"})
_OLDEST_PYTHON = (3, 10)
_DEVICE = "device "
_LITTLE_DISK_BYTES = 10**9


@dataclasses.dataclass(frozen=True)
class Check:
    """One thing that was tried."""

    name: str
    ok: bool
    text: str
    """What was found, as a sentence or short phrase for a person."""
    required: bool = True
    """Whether DeepSat cannot work without it."""


class NotAsNeeded(Exception):
    """Raised by a check that found something it does not accept; its text says what."""


def examine(reporter: Reporter) -> dict[str, Any]:
    """Runs every check.

    Returns:
        Plain JSON: `ok` (every required check passed), `checks` (list of `Check` fields), `versions` (library to
        version), `device` (what `auto` stands for) and `markdown` (all of it as text to copy into a report).

    Raises:
        Cancelled: the person asked to stop.
    """
    plan = _plan()
    checks: list[Check] = []
    for number, (name, check, required) in enumerate(plan):
        reporter.check_cancelled()
        reporter.progress(number / (len(plan) + 1), "doctor", f"Checking {name} ...")
        checks.append(_tried(name, check, required))
    checks += _device_checks(reporter, 1 - 1 / (len(plan) + 1))
    ok = all(check.ok for check in checks if check.required)
    usable = [check.name for check in checks if check.name.startswith(_DEVICE) and check.ok]
    versions = {name: _version(distribution) for name, distribution in LIBRARIES.items()}
    reporter.progress(1.0, "doctor", "Everything works." if ok else "Something does not work.")
    return {
        "ok": ok,
        "checks": [dataclasses.asdict(check) for check in checks],
        "versions": {"deepsat": deepsat.__version__, "python": platform.python_version(), **versions},
        "device": usable[0].removeprefix(_DEVICE) if usable else "",
        "markdown": markdown(checks, ok),
    }


def markdown(checks: list[Check], ok: bool) -> str:
    """The checks as a Markdown table under a verdict."""
    verdict = "everything needed works" if ok else "something needed does not work"
    rows = [f"| {check.name} | {_verdict(check)} | {check.text.replace('|', '/')} |" for check in checks]
    system = f"DeepSat {deepsat.__version__}, Python {platform.python_version()}, {platform.platform()}"
    heading = [
        f"## DeepSat environment: {verdict}",
        "",
        system,
        "",
        "| check | result | found |",
        "| --- | --- | --- |",
    ]
    return "\n".join([*heading, *rows, ""])


def _verdict(check: Check) -> str:
    if check.ok:
        return "ok"
    return "**failed**" if check.required else "not usable"


def _plan() -> list[tuple[str, Callable[[], str], bool]]:
    """Name, function and necessity of every check but the devices'."""
    imports = [(name, _import_check(name, distribution), True) for name, distribution in LIBRARIES.items()]
    return [
        ("Python", _python, True),
        *imports,
        *((name, _import_check(name, distribution), False) for name, distribution in FASTER_WITH.items()),
        ("reading and writing rasters", _raster_round_trip, True),
        ("coordinate systems", _coordinates, True),
        ("vector formats", _vector_formats, True),
        ("memory", memory_in_words, False),
        ("disk for temporary files", _temporary_disk, False),
    ]


def _tried(name: str, check: Callable[[], str], required: bool) -> Check:
    try:
        return Check(name, True, check(), required)
    except NotAsNeeded as finding:
        return Check(name, False, str(finding), required)
    # A library that is broken raises whatever it likes while it is imported; finding that out is the purpose.
    except Exception as exception:  # noqa: BLE001
        return Check(name, False, foreseen_error(exception).found, required)


def _device_checks(reporter: Reporter, fraction: float) -> list[Check]:
    reporter.check_cancelled()
    reporter.progress(fraction, "doctor", "Running a convolution on each device ...")
    try:
        from deepsat.devices import device_reports

        reports = device_reports()
    except Exception as exception:  # noqa: BLE001
        return [Check(f"{_DEVICE}cpu", False, foreseen_error(exception).found)]
    return [
        Check(
            _DEVICE + report.name,
            report.works,
            f"{report.description}: {report.failure or 'a convolution and its gradient are right'}.",
            required=report.name == "cpu",
        )
        for report in reports
    ]


def _python() -> str:
    found = f"{platform.python_version()} ({platform.machine()}) at {sys.executable}"
    if sys.version_info[:2] < _OLDEST_PYTHON:
        raise NotAsNeeded(f"{found}; at least {'.'.join(map(str, _OLDEST_PYTHON))} is needed")
    return found


def _import_check(name: str, distribution: str) -> Callable[[], str]:
    def check() -> str:
        if name in _IMPORTING_TORCHVISION:
            from deepsat.encoders.torchvision_operators import declare_missing_operators

            declare_missing_operators()
        if name == "openvino":
            from deepsat.predict.openvino_network import import_openvino

            import_openvino()
        importlib.import_module(name)
        return _version(distribution)

    return check


def _version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _raster_round_trip() -> str:
    """Writes a compressed GeoTIFF with a CRS and reads it back."""
    import numpy as np
    import rasterio

    pixels = np.arange(35, dtype=np.uint8).reshape(5, 7)
    layout = {"driver": "GTiff", "height": 5, "width": 7, "count": 1, "dtype": "uint8", "compress": "deflate"}
    with tempfile.TemporaryDirectory(prefix="deepsat-") as folder:
        path = Path(folder) / "check.tif"
        with rasterio.open(
            path, "w", crs="EPSG:32633", transform=rasterio.Affine(10, 0, 5e5, 0, -10, 5e6), **layout
        ) as dataset:
            dataset.write(pixels, 1)
        with rasterio.open(path) as dataset:
            if not np.array_equal(dataset.read(1), pixels) or dataset.crs.to_epsg() != 32633:
                raise NotAsNeeded("a GeoTIFF did not come back as it was written")
    return f"GDAL {rasterio.__gdal_version__} writes and reads a GeoTIFF"


def _coordinates() -> str:
    """Transforms a point; a PROJ database of another program beside ours shows here."""
    import pyproj

    transformer = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:32633", always_xy=True)
    easting, northing = transformer.transform(15.0, 45.0)
    # On the central meridian the easting is 500 km by definition.
    if abs(easting - 500_000) > 0.01 or abs(northing - 4_982_950.4) > 1:
        raise NotAsNeeded(f"15 E 45 N came out as {easting:.1f} m, {northing:.1f} m in EPSG:32633")
    return f"PROJ {pyproj.proj_version_str} transforms a point rightly"


def _vector_formats() -> str:
    import pyogrio

    formats = pyogrio.list_drivers()
    missing = [name for name in ("GPKG", "ESRI Shapefile", "GeoJSON") if name not in formats]
    if missing:
        raise NotAsNeeded(f"GDAL {pyogrio.__gdal_version_string__} cannot read {', '.join(missing)}")
    return f"GDAL {pyogrio.__gdal_version_string__} reads GPKG, Shapefile and GeoJSON"


def _temporary_disk() -> str:
    folder = tempfile.gettempdir()
    free = shutil.disk_usage(folder).free
    found = f"{free / 1e9:.1f} GB free in {folder}"
    if free < _LITTLE_DISK_BYTES:
        raise NotAsNeeded(f"{found}; less than {_LITTLE_DISK_BYTES / 1e9:.0f} GB is little for large scenes")
    return found
