"""Writing suggestions: a vector file in the scene's CRS, whole or not at all.

GeoJSON tells of a CRS no more than its code (https://gdal.org/drivers/vector/geojson.html): without one, as of MODIS'
sinusoidal grid, coordinates in metres would be taken for degrees. Then the file is in longitude and latitude.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyogrio.raw
import pyproj
import shapely
from pyproj.exceptions import ProjError

from deepsat.imagery import Grid, Window
from deepsat.outputs.output_checks import unwritable
from deepsat.outputs.temporary_files import whole_file
from deepsat.outputs.vector_files import written_by_gdal

LAYER_NAME = "suggestions"
DEGREES = "EPSG:4326"
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


def check_crs(path: Path, grid: Grid) -> None:
    """Refuses, before any work, a file that cannot say where places of a scene lie.

    Args:
        path: ending in one of `DRIVERS`.
        grid: of the scene.

    Raises:
        UserError: `OUTPUT_UNWRITABLE`.
    """
    _crs_of_file(path, grid)


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
    crs, transformer = _crs_of_file(path, grid)
    outlines = shapely.box(*np.array([grid.bounds_of_window(s.window) for s in suggestions]).T)
    places = shapely.centroid(outlines) if points else outlines
    if transformer is not None:
        places = shapely.transform(places, transformer.transform, interleaved=False)
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
            shapely.to_wkb(places),
            list(fields.values()),
            np.array(list(fields)),
            layer=LAYER_NAME,
            driver=DRIVERS[path.suffix.lower()],
            geometry_type="Point" if points else "Polygon",
            crs=crs,
        )


def _crs_of_file(path: Path, grid: Grid) -> tuple[str, pyproj.Transformer | None]:
    """The CRS to write, and how to get there from the grid's; None where it is the same."""
    if path.suffix.lower() != ".geojson":
        return grid.crs_wkt, None
    crs = pyproj.CRS.from_wkt(grid.crs_wkt)
    authority = crs.to_authority(min_confidence=100)
    if authority is not None:
        return ":".join(authority), None
    try:
        return DEGREES, pyproj.Transformer.from_crs(crs, DEGREES, always_xy=True)
    except ProjError as error:
        expected = "GeoJSON of a scene whose CRS has a code, or can be transformed to longitude and latitude"
        raise unwritable(path, expected, f"the CRS {crs.name}", "Choose a name that ends with .gpkg.") from error
