"""Reference points and their answers, from a CSV or a vector layer, on the pixels of a map."""

from __future__ import annotations

import csv
import dataclasses
import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from deepsat.accuracy.sample_files import ANSWER, STRATUM, STRATUM_AREA
from deepsat.imagery.grid import Grid
from deepsat.jobs import ErrorCode, UserError
from deepsat.labels.class_values import NO_WORDS, named, same_names, values_in_words
from deepsat.labels.features import field_names, read_features, transformer_to
from deepsat.labels.sentences import about, reasons

_WHOLE_NUMBER = re.compile(r"-?\d+(?:[.,]00?)?")
_DELIMITERS = ",;\t"
_PLACES = (
    "Give points as columns x and y, coordinates in the CRS of the map; save polygons as a GeoPackage instead of a "
    "table."
)


@dataclasses.dataclass(frozen=True)
class Answers:
    """Answered points with a place, N of them, on the pixels of a map or outside of it."""

    ids: NDArray[np.int64]
    """As the file numbers them."""
    rows: NDArray[np.int64]
    """0 for a point outside of the map."""
    columns: NDArray[np.int64]
    """Likewise."""
    inside: NDArray[np.bool_]
    """Whether each lies on the map."""
    references: tuple[str, ...]
    """Class that each point is said to be of."""
    strata: tuple[str, ...]
    """Stratum of each point; empty where the file tells of none."""
    stratum_hectares: dict[str, float]
    """Area of each stratum; empty where the file tells of none."""
    unanswered: int
    """Points that have no answer."""
    findings: tuple[str, ...]
    """Sentences about points that were left out."""

    def on_the_map(self) -> Answers:
        """Those on the map, with a sentence on the others where there are any."""
        kept = np.flatnonzero(self.inside)
        return dataclasses.replace(
            self,
            **{name: getattr(self, name)[kept] for name in ("ids", "rows", "columns", "inside")},
            references=tuple(self.references[index] for index in kept),
            strata=tuple(self.strata[index] for index in kept) if self.strata else (),
            findings=(*self.findings, *_about_outside(self.ids[~self.inside].tolist())),
        )


@dataclasses.dataclass(frozen=True)
class _Points:
    """Points as a file has them, N of them: ids, places in the map's CRS (NaN for none), and texts of its columns."""

    ids: NDArray[np.int64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    references: list[str | None]
    strata: list[str | None] | None
    hectares: list[str | None] | None


def read_answers(
    path: str,
    class_field: str,
    grid: Grid,
    layer: str = "",
    strata_field: str = "",
    words: Mapping[str, str] = NO_WORDS,
) -> Answers:
    """Reads points and puts them on the pixels of a map, at least one.

    Args:
        path: `.csv` with the columns `x` and `y`, in the map's CRS; or a vector file with points, in any CRS.
        class_field: column with the answers; empty for `reference`.
        grid: of the map.
        layer: layer of a vector file; empty for its only one.
        strata_field: column that names each point's stratum; empty for `stratum` where there is one.
        words: class names by answer; other answers are names themselves.

    Raises:
        UserError: `LABELS_UNREADABLE`, `CLASS_FIELD_MISSING` or `LABELS_UNUSABLE`.
    """
    wanted = class_field or ANSWER
    if Path(path).suffix.lower() == ".csv":
        points = _from_csv(path, wanted, strata_field)
    else:
        points = _from_vector(path, wanted, grid, layer, strata_field)
    answers = _on_pixels(dataclasses.replace(points, references=named(points.references, words)), grid, path, wanted)
    return dataclasses.replace(answers, findings=(*answers.findings, *same_names(points.references, words)))


def _on_pixels(points: _Points, grid: Grid, path: str, class_field: str) -> Answers:
    a, _, c, _, e, f = grid.transform
    with np.errstate(invalid="ignore"):
        columns = np.floor((points.x + grid.turns_towards(points.x) - c) / a)
        rows = np.floor((points.y - f) / e)
        inside = (columns >= 0) & (columns < grid.width) & (rows >= 0) & (rows < grid.height)
    answered = np.array([reference is not None for reference in points.references], dtype=np.bool_)
    placed = np.isfinite(points.x) & np.isfinite(points.y)
    findings = []
    placeless = points.ids[answered & ~placed].tolist()
    if placeless:
        one = "feature is no point with a place and was left out"
        findings.append(about(placeless, one, "features are no points with a place and were left out"))
    on_map = np.flatnonzero(answered & inside)
    findings += _twice(rows[on_map] * grid.width + columns[on_map], points.ids[on_map])
    if len(on_map) == 0:
        findings += _about_outside(points.ids[answered & placed].tolist())
        raise UserError(
            ErrorCode.LABELS_UNUSABLE,
            expected=f"points on the map with an answer in the field {class_field}",
            found=f"none among the {len(points.ids)} points of {path}" + reasons(findings),
            remedy="Enter what each point is, and check that the points lie on the map.",
        )
    kept = np.flatnonzero(answered & placed)
    return Answers(
        points.ids[kept],
        np.where(inside, rows, 0)[kept].astype(np.int64),
        np.where(inside, columns, 0)[kept].astype(np.int64),
        inside[kept],
        tuple(str(points.references[index]) for index in kept),
        *_strata(points, kept),
        unanswered=int((~answered).sum()),
        findings=tuple(findings),
    )


def _about_outside(ids: list[int]) -> list[str]:
    if not ids:
        return []
    one = "point lies outside the map and was left out"
    return [about(ids, one, "points lie outside the map and were left out")]


def _twice(pixels: NDArray[np.float64], ids: NDArray[np.int64]) -> list[str]:
    """A sentence where a pixel has several points: a table joined with itself would promise twice the evidence."""
    _, first = np.unique(pixels, return_index=True)
    again = np.delete(ids, first).tolist()
    if not again:
        return []
    return [
        about(
            again,
            "point lies in the pixel of another and counts beside it; a copy makes intervals too narrow",
            "points lie in pixels of others and count beside them; copies make intervals too narrow",
        )
    ]


def _strata(points: _Points, kept: NDArray[np.intp]) -> tuple[tuple[str, ...], dict[str, float]]:
    """Strata of the points that are kept; areas of all strata of the file, those without an answered point too."""
    if points.strata is None:
        return (), {}
    without = [int(points.ids[index]) for index in kept if points.strata[index] is None]
    if without:
        raise UserError(
            ErrorCode.LABELS_UNUSABLE,
            expected="a stratum for each point",
            found=about(without, "point has none", "points have none").rstrip("."),
            remedy="Fill in the strata that the points were drawn from.",
        )
    areas: dict[str, float] = {}
    for stratum, hectares in zip(points.strata, points.hectares or [], strict=False):
        if stratum is not None and hectares is not None:
            area = _number(hectares)
            if not math.isclose(areas.setdefault(stratum, area), area, rel_tol=1e-6):
                raise _two_areas(stratum, areas[stratum], area)
    return tuple(str(points.strata[index]) for index in kept), areas


def _two_areas(stratum: str, one: float, other: float) -> UserError:
    return UserError(
        ErrorCode.LABELS_UNUSABLE,
        expected=f"one area for each stratum in the field {STRATUM_AREA}",
        found=f"{one:g} ha and {other:g} ha for the stratum {stratum}",
        remedy="Evaluate samples of different strata one by one; the areas must be those of the field that names the "
        "strata.",
    )


def _from_csv(path: str, class_field: str, strata_field: str) -> _Points:
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
        return [" ".join(row[index].split()) or None if index < len(row) else None for row in rows]

    ids = np.arange(1, len(rows) + 1)
    given = column("id")
    if given and all(text and text.isdecimal() for text in given):
        ids = np.array([int(str(text)) for text in given])
    x, y = (np.array([_number(text or "nan") for text in column(name) or []]) for name in ("x", "y"))
    strata = column(strata_field or STRATUM)
    return _Points(ids, x, y, _without_decimals(column(class_field) or []), strata, column(STRATUM_AREA))


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


def _number(text: str) -> float:
    """A number, also with a decimal comma; NaN for what is none."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return float("nan")


def _from_vector(path: str, class_field: str, grid: Grid, layer: str, strata_field: str) -> _Points:
    features = read_features(path, class_field, layer)
    shapes = np.array([_single_point(shape) for shape in features.geometries], dtype=object)
    transformer = transformer_to(grid, features.crs)
    x, y = transformer.transform(shapely.get_x(shapes), shapely.get_y(shapes))
    fields = field_names(path, layer)
    stratum = strata_field or (STRATUM if STRATUM in fields else "")
    strata = _texts(path, stratum, layer) if stratum else None
    hectares = _texts(path, STRATUM_AREA, layer) if stratum and STRATUM_AREA in fields else None
    references = values_in_words(features.values, class_field, features.ids)
    return _Points(features.ids, np.asarray(x), np.asarray(y), references, strata, hectares)


def _texts(path: str, field: str, layer: str) -> list[str | None]:
    values = read_features(path, field, layer).values.tolist()
    return [None if _is_null(value) else " ".join(str(value).split()) or None for value in values]


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
