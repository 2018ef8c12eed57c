"""Files behind imagery and polygons: virtual files take their content from them, so nobody is to overwrite them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from deepsat.imagery.file_states import names_of_raster
from deepsat.jobs.virtual_vectors import files_behind_vector

_VIRTUAL = ".vrt"
_WHOLE = (".tif", ".tiff", ".jp2")
"""Rasters that need not be opened: nothing lies behind them."""


def files_behind(path: str) -> Iterator[str]:
    """What an input is read from beside itself, as far as it can be told: sources of virtual files and theirs.

    Args:
        path: of a raster, of polygons, or of a folder, of which the virtual rasters count; any name that GDAL opens.
    """
    if "://" in path or path.lower().endswith(_WHOLE):
        return
    if os.path.isdir(path):
        for file in Path(path).rglob("*"):
            if file.suffix.lower() == _VIRTUAL:
                yield from files_behind(str(file))
        return
    yield from (name for name in names_of_raster(path) if name != path)
    yield from files_behind_vector(path)
