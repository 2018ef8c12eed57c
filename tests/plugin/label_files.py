"""What label files that were written hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osgeo import ogr


def rows_of(path: Path, field: str = "class") -> list[tuple[int, Any, float]]:
    """Id, class and area of every feature in the file, in the file's order."""
    dataset = ogr.Open(str(path))
    rows = []
    for feature in dataset.GetLayerByName("labels"):
        geometry = feature.GetGeometryRef()
        rows.append((feature.GetFID(), feature.GetField(field), 0.0 if geometry is None else geometry.GetArea()))
    return rows
