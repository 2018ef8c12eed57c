"""States of files: what tells, without reading them, whether imagery is still the same."""

from __future__ import annotations

import dataclasses
import html
import os
import re
from collections.abc import Iterator
from pathlib import Path

from deepsat.imagery.archives import archive_of
from deepsat.imagery.raster_scene import open_raster
from deepsat.jobs import UserError

State = list[str | int]
"""Full path, size, and time of the last change; of a file in an archive those of the archive."""

_SIDECARS = (".msk", ".aux.xml")
_WHOLE = (".tif", ".tiff", ".jp2")
"""Rasters of which, beside these sidecars, nothing lies in another file: sources of virtual rasters are many."""
_BESIDE_VECTORS = ("-wal", "-journal")
_PARTS_OF_SHAPES = (".shx", ".dbf", ".prj")
_ELSEWHERE = ("GTI", "STACIT", "STACTA", "WCS", "WMS", "WMTS", "OGCAPI")
"""Drivers of GDAL whose files only say where the pixels are."""
_SOURCE = re.compile(r"<(?:SourceFilename|SourceDataset)\b([^>]*)>([^<]+)<")


def state_of_file(path: str) -> State | None:
    """The state of one file; None where a name is none of a file."""
    packed = archive_of(path)
    file = Path(path) if packed is None else packed[0]
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None
    return [str(Path(path).absolute()), found.st_size, found.st_mtime_ns] if file.is_file() else None


def states_of_raster(path: str) -> list[State] | None:
    """The states of all files that a raster is read from, in the order of their paths.

    Those are its own, what lies beside them, such as masks, and of a virtual raster its sources and theirs.

    Returns:
        None where any part of it is no file, but a table of a database, for example: there nobody can tell.
    """
    states: dict[str, State] = {}
    for parts in _all_parts(path):
        if parts is None:
            return None
        for file in parts.files:
            state = state_of_file(file)
            if state is None:
                return None
            states[str(state[0])] = state
    return [states[file] for file in sorted(states)]


def names_of_raster(path: str) -> list[str]:
    """What a raster is read from, as far as it can be told, whether it is there or not: see `states_of_raster`."""
    return [file for parts in _all_parts(path) if parts is not None for file in parts.files]


def states_of_vector(path: str) -> list[State] | None:
    """As `states_of_raster`, of polygons: with edits that wait beside a GeoPackage, and the parts of a shapefile."""
    if path.lower().endswith(".vrt"):
        return None
    own = state_of_file(path)
    beside = [path + suffix for suffix in _BESIDE_VECTORS]
    beside += [str(Path(path).with_suffix(suffix)) for suffix in _PARTS_OF_SHAPES if path.lower().endswith(".shp")]
    found = [state for file in beside if (state := state_of_file(file)) is not None]
    return None if own is None else [own, *found]


@dataclasses.dataclass(frozen=True)
class _Parts:
    files: list[str]
    sources: list[str]
    """Of a virtual raster: any names that GDAL opens."""


def _all_parts(path: str) -> Iterator[_Parts | None]:
    """The parts of a raster, and of all that it is made of in turn; None for each where that cannot be told."""
    waiting, seen = [path], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        parts = _parts(name, is_source=len(seen) > 1)
        yield parts
        waiting += parts.sources if parts is not None else []


def _parts(name: str, is_source: bool) -> _Parts | None:
    """What a raster consists of; None where that cannot be told."""
    if is_source and name.lower().endswith(_WHOLE):
        return _Parts([name, *(name + suffix for suffix in _SIDECARS if os.path.exists(name + suffix))], [])
    try:
        with open_raster(name) as dataset:
            driver, files = dataset.driver, list(dataset.files)
            text = dataset.tags(ns="xml:VRT").get("xml:VRT", "") if driver == "VRT" else ""
    except UserError:
        # Plain numbers, as ENVI has them, are a source too, but no raster by themselves.
        return _Parts([name], [])
    if driver in _ELSEWHERE:
        return None
    # A virtual raster may stand in another as it is, in words.
    is_file = not name.startswith("<")
    sources = list(_sources(text, os.path.dirname(name) if is_file else ""))
    own = [file for file in files if file not in sources] or [name] * is_file
    return _Parts(own, sources)


def _sources(text: str, folder: str) -> Iterator[str]:
    for attributes, name in _SOURCE.findall(text):
        source = html.unescape(name)
        yield os.path.join(folder, source) if 'relativeToVRT="1"' in attributes else source
