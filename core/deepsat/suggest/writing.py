"""Writing suggestions: a vector file in the scene's CRS, whole or not at all."""

from __future__ import annotations

import dataclasses
import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyogrio
import pyogrio.raw
import shapely
from pyogrio.errors import DataSourceError

from deepsat.imagery import Grid, Window
from deepsat.temporary_files import whole_file

LAYER_NAME = "suggestions"
DRIVERS = {".gpkg": "GPKG", ".geojson": "GeoJSON"}

_DATE = "2000-01-01T00:00:00Z"
"""What a GeoPackage says of its last change: the same each time, so that equal jobs write equal bytes."""


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
    with whole_file(path) as temporary, _same_date(), _as_os_error(temporary):
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


@contextmanager
def _same_date() -> Iterator[None]:
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _DATE})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


@contextmanager
def _as_os_error(path: Path) -> Iterator[None]:
    """GDAL's failure to write as one that `whole_file` puts into words."""
    try:
        yield
    except DataSourceError as error:
        raise OSError(errno.EIO, str(error), str(path)) from error
