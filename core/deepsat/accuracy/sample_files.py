"""Files of sample points: written for answers to be entered, and read back with them.

AcATaMa (https://github.com/SMByC/AcATaMa, `core/response_design.py`, 2026) takes any point layer that QGIS opens as its
sampling file: single points in a layer with a CRS, numbered by the field `id`. It reads no other field. What a person
answers there it saves as a GeoPackage or Shapefile of points with the fields `ID`, `Label` (name of the class),
`Is labeled as` and `In thematic map as` (values in the map), and `Match`: `evaluate` reads that with `Label` as class
field. It saves no strata: its points are those of the map alone that they were drawn from. Our files are such layers: a
GeoPackage, or a CSV whose column `WKT` GDAL takes for the geometry (https://gdal.org/drivers/vector/csv.html), with its
CRS beside it in a file `.prj`.

Columns: `id`; `x`, `y` in the map's CRS; `map_value`, `map_class`; `stratum` and `stratum_ha`, its area; and
`reference`, empty, for the answer. The stratum stays right when a better map is evaluated with the same points.
"""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray

from deepsat.accuracy.map_classes import MapClasses
from deepsat.accuracy.sample_design import DrawnPoints
from deepsat.imagery.grid import Grid
from deepsat.jobs import ErrorCode, UserError
from deepsat.outputs.temporary_files import whole_file
from deepsat.outputs.vector_files import written_by_gdal

ANSWER, STRATUM, STRATUM_AREA, MAP_VALUE = "reference", "stratum", "stratum_ha", "map_value"
DRAWN_VALUES = (MAP_VALUE, "In thematic map as", "In themati")
"""Fields that tell what stood in the map when the points were drawn: ours, and AcATaMa's, in a Shapefile too."""
LAYER_NAME = "sample_points"
ENDINGS = (".csv", ".gpkg")


@dataclasses.dataclass(frozen=True)
class _Table:
    """Columns of a file of points, arrays of equal length."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    columns: dict[str, NDArray[Any]]


def check_sample_path(path: Path) -> None:
    """Refuses a path at which no sample can be written, before any work.

    Raises:
        UserError: `OUTPUT_UNWRITABLE`.
    """
    if path.suffix.lower() not in ENDINGS:
        raise UserError(
            ErrorCode.OUTPUT_UNWRITABLE,
            expected=f"a file that ends with {' or '.join(ENDINGS)}",
            found=str(path),
            remedy="Choose one of these endings.",
        )
    shapefile = path.with_suffix(".shp")
    if path.suffix.lower() == ".csv" and shapefile.exists():
        raise UserError(
            ErrorCode.OUTPUT_UNWRITABLE,
            expected="a name that no Shapefile beside it has, because a .prj file is written with the points",
            found=str(shapefile),
            remedy="Choose another name, or the ending .gpkg.",
        )


def write_sample(path: Path, drawn: DrawnPoints, classes: MapClasses, grid: Grid) -> None:
    """Writes points with an empty column for the answers.

    Args:
        path: `.csv` or `.gpkg`.
        drawn: the points.
        classes: of the map that they were drawn from.
        grid: of that map.

    Raises:
        UserError: `OUTPUT_UNWRITABLE` or `DISK_FULL`.
    """
    check_sample_path(path)
    table = _table(drawn, classes, grid)
    if path.suffix.lower() == ".gpkg":
        _write_geopackage(path, table, grid)
    else:
        _write_csv(path, table, grid)


def _table(drawn: DrawnPoints, classes: MapClasses, grid: Grid) -> _Table:
    a, _, c, _, e, f = grid.transform
    x = np.asarray(c + a * (drawn.columns + 0.5), dtype=np.float64)
    y = np.asarray(f + e * (drawn.rows + 0.5), dtype=np.float64)
    names = np.array(classes.names, dtype=object)[drawn.class_ids]
    columns = {
        "id": np.arange(1, len(x) + 1),
        "x": x,
        "y": y,
        MAP_VALUE: np.array(classes.values, dtype=np.int64)[drawn.class_ids],
        "map_class": names,
        STRATUM: names,
        STRATUM_AREA: (classes.square_metres / 10_000)[drawn.class_ids],
        ANSWER: np.full(len(x), "", dtype=object),
    }
    return _Table(x, y, columns)


def _write_geopackage(path: Path, table: _Table, grid: Grid) -> None:
    points = shapely.to_wkb(shapely.points(table.x, table.y))
    # An empty text is an answer that somebody gave; NULL is none.
    columns = {**table.columns, ANSWER: np.full(len(table.x), None, dtype=object)}
    with whole_file(path) as temporary, written_by_gdal(temporary):
        pyogrio.raw.write(
            temporary,
            points,
            list(columns.values()),
            list(columns),
            layer=LAYER_NAME,
            driver="GPKG",
            geometry_type="Point",
            crs=grid.crs_wkt,
        )


def _write_csv(path: Path, table: _Table, grid: Grid) -> None:
    with whole_file(path.with_suffix(".prj")) as temporary:
        temporary.write_text(_projection_file(grid), encoding="utf-8")
    rows = zip(*(column.tolist() for column in table.columns.values()), strict=True)
    with whole_file(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["WKT", *table.columns])
        for x, y, row in zip(table.x.tolist(), table.y.tolist(), rows, strict=True):
            writer.writerow([f"POINT ({x!r} {y!r})", *row])


def _projection_file(grid: Grid) -> str:
    """The CRS as other programs write it beside a table; codes of authorities are lost in their dialect, so kept."""
    return str(grid.crs.to_wkt(version="WKT1_GDAL"))
