"""Where the plugin finds what belongs to it, in the repository and in the installed zip alike.

The zip holds `core/` and `resources/` inside the plugin folder; the repository holds them beside it.
"""

from __future__ import annotations

from pathlib import Path

PLUGIN_FOLDER = Path(__file__).resolve().parent


def _own_folder(name: str) -> Path:
    """The folder `name` inside the plugin folder when it is packed there, else beside it."""
    packed = PLUGIN_FOLDER / name
    return packed if packed.is_dir() else PLUGIN_FOLDER.parent / name


CORE_FOLDER = _own_folder("core")
"""Holds the package `deepsat`; goes on the import path of QGIS (for `deepsat.jobs`) and of the worker."""

RESOURCES_FOLDER = _own_folder("resources")
"""Holds icons, the report's template, the bundled checkpoint and, once packed, the sample scene."""

_PACKED_SAMPLE = RESOURCES_FOLDER / "sample"

SAMPLE_FOLDER = _PACKED_SAMPLE if _PACKED_SAMPLE.is_dir() else PLUGIN_FOLDER.parent / "build" / "sample"
"""The sample scene; in the repository `make sample` builds it."""


def icon_path(name: str) -> str:
    """Path of the icon `name`, such as `finetune`, as text for `QIcon`."""
    return str(RESOURCES_FOLDER / "icons" / f"{name}.svg")
