"""Where a person's data lie on this computer: one folder, outside the plugin and the QGIS profile."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def data_folder(environ: Mapping[str, str], platform: str) -> Path:
    """The folder for everything that DeepSat keeps for a person; it may not exist yet.

    Args:
        environ: environment variables.
        platform: as `sys.platform`.
    """
    home = Path(environ.get("USERPROFILE" if platform == "win32" else "HOME") or Path.home())
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "DeepSat"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "DeepSat"
    return Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "deepsat"
