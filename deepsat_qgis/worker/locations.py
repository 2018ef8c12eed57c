"""Where environments live on this machine: one folder a person, outside the plugin and the QGIS profile.

A profile may be synchronised, copied or deleted, and a plugin folder is replaced at every update; an environment of a
gigabyte must survive both.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Optional

from deepsat.jobs.personal_folders import data_folder

ENVIRONMENTS_VARIABLE = "DEEPSAT_ENVIRONMENTS"
"""Environment variable that names another folder for environments."""

INSTALL_LOG_NAME = "install.log"


def environments_folder(environ: Optional[Mapping[str, str]] = None, platform: str = sys.platform) -> Path:
    """The folder that holds every worker environment of this person."""
    environ = os.environ if environ is None else environ
    chosen = environ.get(ENVIRONMENTS_VARIABLE, "")
    if chosen:
        return Path(chosen).expanduser().absolute()
    return data_folder(environ, platform) / "environments"


def interpreter_in(folder: Path, platform: str = sys.platform) -> Path:
    """The Python of the virtual environment `folder`."""
    return folder / "Scripts" / "python.exe" if platform == "win32" else folder / "bin" / "python"


def nearest_existing(path: Path) -> Path:
    """`path` itself or its closest parent that exists; tells which disk a new folder will be on."""
    for candidate in (path, *path.parents):
        if candidate.exists():
            return candidate
    return Path(path.anchor or ".")
