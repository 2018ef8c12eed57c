"""Reference points and their answers, from a CSV or a vector layer, on the pixels of a map."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy.point_tables import PointTable, number_of, points_from_csv, points_from_vector
from deepsat.accuracy.sample_files import ANSWER, STRATUM_AREA
from deepsat.imagery.grid import Grid
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.sentences import about, reasons
from deepsat.labels.class_values import NO_WORDS, named, same_names


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
    drawn_field: str
    """The field that tells what stood in the map that the points were drawn from; empty for none."""
    drawn_values: tuple[str | None, ...]
    """Its values."""
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
            drawn_values=tuple(self.drawn_values[index] for index in kept) if self.drawn_field else (),
            findings=(*self.findings, *_about_outside(self.ids[~self.inside].tolist())),
        )


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
        points = points_from_csv(path, wanted, strata_field)
    else:
        points = points_from_vector(path, wanted, grid, layer, strata_field)
    answers = _on_pixels(dataclasses.replace(points, references=named(points.references, words)), grid, path, wanted)
    return dataclasses.replace(answers, findings=(*answers.findings, *same_names(points.references, words)))


def _on_pixels(points: PointTable, grid: Grid, path: str, class_field: str) -> Answers:
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
        drawn_field=points.drawn_field,
        drawn_values=tuple(points.drawn_values[index] for index in kept) if points.drawn_field else (),
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


def _strata(points: PointTable, kept: NDArray[np.intp]) -> tuple[tuple[str, ...], dict[str, float]]:
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
            area = number_of(hectares)
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
