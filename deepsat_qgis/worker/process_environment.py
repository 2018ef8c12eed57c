"""The environment variables that the worker is started with.

QGIS starts its own Python with variables that lead other programs astray: PYTHONHOME, PROJ_LIB, GDAL_DATA, loader
paths. The worker sees none of them, so that its libraries find their own data and nothing of QGIS'.
"""

from __future__ import annotations

import ntpath
from collections.abc import Mapping
from pathlib import Path
from typing import Optional

from deepsat_qgis.paths import CORE_FOLDER

_REMOVED_PREFIXES = ("PYTHON", "PROJ_", "GDAL_", "DYLD_", "QT_", "CONDA")
_REMOVED_NAMES = frozenset(
    {
        "LD_LIBRARY_PATH",
        "LD_PRELOAD",
        "VIRTUAL_ENV",
        "VIRTUAL_ENV_PROMPT",
        "GEOTIFF_CSV",
        "OGR_DRIVER_PATH",
        # Through it macOS' framework builds tell a child which Python to be.
        "__PYVENV_LAUNCHER__",
    }
)


def clean_environment(base: Mapping[str, str], core_folder: Optional[Path] = None) -> dict[str, str]:
    """The environment of a worker that is started from a process with the environment `base`.

    Args:
        base: usually `os.environ`; not changed.
        core_folder: folder that holds the package `deepsat`; None for the one that belongs to this plugin.
    """
    kept = {name: value for name, value in base.items() if not _is_removed(name)}
    osgeo4w = base.get("OSGEO4W_ROOT", "")
    if osgeo4w and "PATH" in kept:
        kept["PATH"] = _without_folder(kept["PATH"], osgeo4w)
    kept["PYTHONPATH"] = str(core_folder or CORE_FOLDER)
    kept["PYTHONNOUSERSITE"] = "1"
    # The folder that the worker is started in must not lend it modules (Python 3.11 and later).
    kept["PYTHONSAFEPATH"] = "1"
    kept["PYTHONDONTWRITEBYTECODE"] = "1"
    kept["PYTHONUTF8"] = "1"
    return kept


def worker_command(python: Path) -> list[str]:
    """The command that starts a worker with this interpreter."""
    return [str(python), "-m", "deepsat", "worker"]


def _is_removed(name: str) -> bool:
    upper = name.upper()
    return upper.startswith(_REMOVED_PREFIXES) or upper in _REMOVED_NAMES


def _without_folder(search_path: str, folder: str) -> str:
    """Windows looks for libraries along PATH: those of QGIS' own bundle must not be found there."""
    root = ntpath.normcase(ntpath.normpath(folder))

    def inside(entry: str) -> bool:
        normal = ntpath.normcase(ntpath.normpath(entry))
        return normal == root or normal.startswith(root + "\\")

    return ";".join(entry for entry in search_path.split(";") if entry and not inside(entry))
