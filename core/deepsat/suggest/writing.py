"""Writing suggestions: a vector file in the scene's CRS, whole or not at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyogrio.raw
import shapely

from deepsat.imagery import Grid, Window
from deepsat.temporary_files import whole_file
from deepsat.vector_files import written_by_gdal

LAYER_NAME = "suggestions"
DRIVERS = {".gpkg": "GPKG", ".geojson": "GeoJSON"}


@dataclasses.dataclass(frozen=True)
class Suggestion:
    """One place to label next."""

    window: Window
    """Its pixels."""
    rank: int
    """From 1, the most useful."""
    reason: str
    guess: str
    """Class that the model takes it for."""
    score: float
    """What the place adds to the labels and to the places before it, 0-1: see `spreading.Choice`."""
    share: float
    """Share of the scene that looks like it, 0-1."""


def write_suggestions(path: Path, suggestions: Sequence[Suggestion], grid: Grid, *, points: bool) -> None:
    """Writes suggestions in the order of their ranks.

    The fields are `rank`, `reason`, `guess`, `score`, `share` and `class`, which is empty: once a person fills it in,
    the file can be used as labels.

    Args:
        path: ending in one of `DRIVERS`.
        suggestions: at least one.
        grid: of the scene.
        points: whether to write the middles of the places instead of their outlines.

    Raises:
        UserError: `DISK_FULL` or `OUTPUT_UNWRITABLE`.
    """
    outlines = shapely.box(*np.array([grid.bounds_of_window(s.window) for s in suggestions]).T)
    empty = np.full(len(suggestions), None, dtype=object)
    fields = {
        "rank": np.array([s.rank for s in suggestions], dtype=np.int32),
        "reason": np.array([s.reason for s in suggestions], dtype=object),
        "guess": np.array([s.guess for s in suggestions], dtype=object),
        "score": np.array([round(s.score, 4) for s in suggestions]),
        "share": np.array([round(s.share, 4) for s in suggestions]),
        "class": empty,
    }
    with whole_file(path) as temporary, written_by_gdal(temporary):
        pyogrio.raw.write(
            temporary,
            shapely.to_wkb(shapely.centroid(outlines) if points else outlines),
            list(fields.values()),
            np.array(list(fields)),
            layer=LAYER_NAME,
            driver=DRIVERS[path.suffix.lower()],
            geometry_type="Point" if points else "Polygon",
            crs=grid.crs_wkt,
        )
