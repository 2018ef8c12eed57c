"""Files behind imagery and polygons: virtual files take their content from them, so nobody is to overwrite them."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from pathlib import Path

from deepsat.imagery.file_states import names_of_raster

_VIRTUAL = ".vrt"
_WHOLE = (".tif", ".tiff", ".jp2")
"""Rasters that need not be opened: nothing lies behind them."""
_MOST_TEXT = 10**7
"""Bytes of a virtual vector file, beyond which it is none that anybody wrote."""
_VECTOR_SOURCE = re.compile(r"<SrcDataSource\b([^>]*)>([^<]+)<")
_RELATIVE = re.compile(r"""relativeToVRT\s*=\s*["'](1|yes|true|on)["']""", re.IGNORECASE)


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
    yield from _vector_sources(path, {path})


def _vector_sources(path: str, seen: set[str]) -> Iterator[str]:
    """The files of a virtual vector file, be they virtual themselves."""
    if not path.lower().endswith(_VIRTUAL) or not os.path.isfile(path) or os.path.getsize(path) > _MOST_TEXT:
        return
    for attributes, name in _VECTOR_SOURCE.findall(Path(path).read_text(encoding="utf-8", errors="replace")):
        source = html.unescape(name).strip()
        if _RELATIVE.search(attributes):
            source = os.path.join(os.path.dirname(path), source)
        if source not in seen:
            seen.add(source)
            yield source
            yield from _vector_sources(source, seen)
