"""Virtual vector files (OGR VRT): which files their features lie in.

Here and not with the polygons, since QGIS gives the worker a copy of them, and alone knows what it is a copy of.
"""

from __future__ import annotations

import html
import os
import re
from pathlib import Path
from typing import Iterator

_ENDING = ".vrt"
_MOST_TEXT = 10**7
"""Bytes of a virtual vector file, beyond which it is none that anybody wrote."""
_SOURCE = re.compile(r"<SrcDataSource\b([^>]*)>([^<]+)<")
_RELATIVE = re.compile(r"""relativeToVRT\s*=\s*["'](1|yes|true|on)["']""", re.IGNORECASE)


def files_behind_vector(path: str) -> Iterator[str]:
    """The files of a virtual vector file, be they virtual themselves; none of any other file."""
    return _sources(path, {path})


def _sources(path: str, seen: set[str]) -> Iterator[str]:
    if not path.lower().endswith(_ENDING) or not os.path.isfile(path) or os.path.getsize(path) > _MOST_TEXT:
        return
    for attributes, name in _SOURCE.findall(Path(path).read_text(encoding="utf-8", errors="replace")):
        source = html.unescape(name).strip()
        if _RELATIVE.search(attributes):
            source = os.path.join(os.path.dirname(path), source)
        if source not in seen:
            seen.add(source)
            yield source
            yield from _sources(source, seen)
