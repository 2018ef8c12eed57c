"""Tables of points, from a CSV or a vector layer: ids, places and texts of the columns that an evaluation asks for."""

from __future__ import annotations

import csv
import dataclasses
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from deepsat.accuracy.sample_files import DRAWN_VALUES, STRATUM, STRATUM_AREA
from deepsat.imagery.grid import Grid
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.class_colours import plain_name
from deepsat.labels.class_values import values_in_words
from deepsat.labels.features import field_names, read_features, transformer_to

_WHOLE_NUMBER = re.compile(r"-?\d+(?:[.,]00?)?")
_DELIMITERS = ",;\t"
_PLACES = (
    "Give points as columns x and y, coordinates in the CRS of the map; save polygons as a GeoPackage instead of a "
    "table."
)


@dataclasses.dataclass(frozen=True)
class PointTable:
    """Points as a file has them, N of them: ids, places in the map's CRS (NaN for none), and texts of its columns."""

    ids: NDArray[np.int64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    references: list[str | None]
    """Answers; None for none."""
    strata: list[str | None] | None
    hectares: list[str | None] | None
    """Areas of the strata; None, as for the strata, where the file has no such column."""
    drawn_field: str
    """The column that tells what stood in the map that the points were drawn from; empty where there is none."""
    drawn_values: list[str | None]
    """Of that column; empty without one."""


def points_from_csv(path: str, class_field: str, strata_field: str) -> PointTable:
    """Reads a table with the columns `x` and `y`, in the map's CRS.

    Args:
        path: of the table.
        class_field: column with the answers.
        strata_field: column that names each point's stratum; empty for `stratum` where there is one.

    Raises:
        UserError: `LABELS_UNREADABLE` or `CLASS_FIELD_MISSING`.
    """
    header, rows = _csv_rows(path)
    needed = [class_field, *([strata_field] if strata_field else [])]
    for name in ("x", "y"):
        if name not in header:
            raise _unreadable(f"the columns {', '.join(header)} in {path}, without {name}", _PLACES)
    for name in needed:
        _check_column(name, header, path)

    def column(name: str) -> list[str | None] | None:
        if name not in header:
            return None
        index = header.index(name)
        return [plain_name(row[index]) or None if index < len(row) else None for row in rows]

    ids = np.arange(1, len(rows) + 1)
    given = column("id")
    if given and all(text and text.isdecimal() for text in given):
        ids = np.array([int(str(text)) for text in given])
    x, y = (np.array([number_of(text or "nan") for text in column(name) or []]) for name in ("x", "y"))
    strata, drawn = column(strata_field or STRATUM), _drawn_field(header)
    references = _without_decimals(column(class_field) or [])
    return PointTable(ids, x, y, references, strata, column(STRATUM_AREA), drawn, column(drawn) or [])


def _without_decimals(answers: list[str | None]) -> list[str | None]:
    """Whole numbers as such: programs write a column of them as 3.0 or 3,0 once a cell in it is empty."""
    if any(answer is not None and not _WHOLE_NUMBER.fullmatch(answer) for answer in answers):
        return answers
    return [None if answer is None else answer.replace(",", ".").partition(".")[0] for answer in answers]


def _csv_rows(path: str) -> tuple[list[str], list[list[str]]]:
    """Header and rows; spreadsheets save with semicolons in some countries, and with a mark in front."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "not UTF-8 text" if isinstance(error, UnicodeDecodeError) else (error.strerror or str(error))
        raise _unreadable(f"{path} ({reason})", "Save the table as CSV in UTF-8.") from error
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(_DELIMITERS, key=first.count)
    rows = [row for row in csv.reader(text.splitlines(), delimiter=delimiter) if any(cell.strip() for cell in row)]
    if not rows:
        raise _unreadable(f"an empty file at {path}", "Choose a table with the columns x, y and the reference class.")
    return [name.strip() for name in rows[0]], rows[1:]


def number_of(text: str) -> float:
    """A number, also with a decimal comma; NaN for what is none."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return float("nan")


def points_from_vector(path: str, class_field: str, grid: Grid, layer: str, strata_field: str) -> PointTable:
    """Reads the points of a vector layer, from any CRS into that of `grid`.

    Args:
        path: of the vector file.
        class_field: field with the answers.
        grid: of the map.
        layer: of the file; empty for its only one.
        strata_field: field that names each point's stratum; empty for `stratum` where there is one.

    Raises:
        UserError: `LABELS_UNREADABLE` or `CLASS_FIELD_MISSING`.
    """
    features = read_features(path, class_field, layer)
    shapes = np.array([_single_point(shape) for shape in features.geometries], dtype=object)
    transformer = transformer_to(grid, features.crs)
    x, y = transformer.transform(shapely.get_x(shapes), shapely.get_y(shapes))
    fields = field_names(path, layer)
    stratum = strata_field or (STRATUM if STRATUM in fields else "")
    strata = _texts(path, stratum, layer) if stratum else None
    hectares = _texts(path, STRATUM_AREA, layer) if stratum and STRATUM_AREA in fields else None
    references, drawn = values_in_words(features.values, class_field, features.ids), _drawn_field(fields)
    drawn_values = _texts(path, drawn, layer) if drawn else []
    return PointTable(features.ids, np.asarray(x), np.asarray(y), references, strata, hectares, drawn, drawn_values)


def _drawn_field(fields: Sequence[str]) -> str:
    return next((name for name in DRAWN_VALUES if name in fields), "")


def _texts(path: str, field: str, layer: str) -> list[str | None]:
    values = read_features(path, field, layer).values.tolist()
    return [None if _is_null(value) else plain_name(str(value)) or None for value in values]


def _is_null(value: Any) -> bool:
    return value is None or value != value


def _single_point(shape: Any) -> Any:
    """The point itself, or that of a group of one; None for all else."""
    parts = [] if shape is None else [part for part in shapely.get_parts(shape) if not shapely.is_empty(part)]
    is_point = len(parts) == 1 and shapely.get_type_id(parts[0]) == shapely.GeometryType.POINT
    return parts[0] if is_point else None


def _check_column(name: str, header: Sequence[str], path: str) -> None:
    if name not in header:
        raise UserError(
            ErrorCode.CLASS_FIELD_MISSING,
            expected=f"a column named {name} in {path}",
            found=f"the columns {', '.join(header)}",
            remedy="Choose the column with the reference class.",
        )


def _unreadable(found: str, remedy: str) -> UserError:
    return UserError(ErrorCode.LABELS_UNREADABLE, expected="a table of reference points", found=found, remedy=remedy)
