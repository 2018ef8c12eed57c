"""The report: one HTML file that stands alone, in words that an analyst can quote, and its numbers as JSON."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import numpy as np

from deepsat.accuracy.area import Estimate
from deepsat.accuracy.bootstrap import Interval
from deepsat.accuracy.charts import Chart, chart_svg
from deepsat.accuracy.class_spectra import bands_not_drawn, spectra_chart
from deepsat.accuracy.confusion import Confusion
from deepsat.accuracy.report_content import (
    Baseline,
    ClassArea,
    ClassCount,
    MapAccuracy,
    ReportContent,
    SkillCurve,
    SkillWording,
    Stratum,
    class_areas,
    class_counts,
    scene_facts,
)
from deepsat.accuracy.report_language import ENGLISH, Language, language_of
from deepsat.accuracy.report_numbers import Numbers, calibration_chart, numbers_of, report_json
from deepsat.accuracy.report_translation import chart_in, in_language
from deepsat.jobs.choices import LANGUAGES
from deepsat.jobs.report_files import json_beside
from deepsat.outputs.temporary_files import whole_file
from deepsat.resources import RESOURCES_FOLDER

__all__ = [
    "Baseline",
    "ClassArea",
    "ClassCount",
    "MapAccuracy",
    "ReportContent",
    "SkillCurve",
    "SkillWording",
    "Stratum",
    "class_areas",
    "class_counts",
    "report_html",
    "report_json",
    "scene_facts",
    "write_report",
]

TEMPLATE_FOLDER = RESOURCES_FOLDER / "report"
TEMPLATE_NAME = "report.html.jinja"


def write_report(path: Path | str, content: ReportContent, language: str = LANGUAGES[0]) -> None:
    """Writes the report as one HTML file without links to anything outside, and its numbers beside it as `.json`.

    Args:
        path: of the HTML file.
        content: in English.
        language: that it is written in, one of `LANGUAGES`.

    Raises:
        UserError: `DISK_FULL` or `OUTPUT_UNWRITABLE`.
    """
    spoken = language_of(language)
    page = report_html(content, spoken)
    numbers = json.dumps(report_json(content, spoken), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    for file, text in ((json_beside(path), numbers), (Path(path), page)):
        with whole_file(file) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")


def report_html(content: ReportContent, language: Language = ENGLISH) -> str:
    """The report's HTML in `language`; the same content, which is in English, gives the same text."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATE_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(_filters(language))
    numbers = numbers_of(content)
    content = in_language(content, language)
    return environment.get_template(TEMPLATE_NAME).render(
        content=content,
        language=language.code,
        tr=language.filled,
        words=content.wording,
        numbers=numbers,
        charts=[chart for chart in content.charts if _has_points(chart)],
        calibration_chart=None
        if numbers.reliability is None
        else chart_in(calibration_chart(numbers.reliability), language),
        spectra_chart=_spectra_chart(content, language),
        bands_not_drawn=[] if content.spectra is None else bands_not_drawn(content.spectra),
        skill_curve=content.skill_curve,
        scores=_score_rows(content, numbers),
        matrix=_matrix(content, numbers.confusion),
        sample=None if content.map_accuracy is None else _sample(content, content.map_accuracy),
        edges=_edges(content),
        area_total=sum(area.hectares for area in content.areas),
    )


def _filters(language: Language) -> dict[str, Callable[..., str]]:
    """How the template writes numbers and charts."""
    return {
        "percent": language.percent,
        "whole": language.whole,
        "hectares": language.hectares,
        "decimal": language.decimal,
        "span": lambda score: language.span(score.low, score.high),
        "give_or_take": lambda found, unit: language.give_or_take(found.value, found.half_width, unit),
        "place": language.place,
        "capital": lambda text: text[:1].upper() + text[1:],
        "svg": lambda chart: chart_svg(chart, language.point),
    }


def _spectra_chart(content: ReportContent, language: Language) -> Chart | None:
    if content.spectra is None:
        return None
    names, colours = [shown.name for shown in content.classes], [shown.colour for shown in content.classes]
    return chart_in(spectra_chart(content.spectra, names, colours), language)


def _has_points(chart: Chart) -> bool:
    return any(curve.steps for curve in chart.curves)


@dataclasses.dataclass(frozen=True)
class _Score:
    """One score and its interval, 0-1 or NaN."""

    value: float
    low: float = math.nan
    high: float = math.nan


@dataclasses.dataclass(frozen=True)
class _ScoreRow:
    """One class as the table of scores shows it."""

    name: str
    colour: str
    scores: tuple[_Score, ...]
    """Producer's, user's, F1, IoU."""
    pixels: int


def _score_rows(content: ReportContent, numbers: Numbers) -> tuple[_ScoreRow, ...]:
    confusion = numbers.confusion
    if confusion is None:
        return ()
    names = ("producers", "users", "f1", "iou")
    intervals: list[Interval | None] = [getattr(numbers.intervals, name, None) for name in names]
    return tuple(
        _ScoreRow(
            shown.name,
            shown.colour,
            tuple(
                _score(getattr(confusion, name)[index], interval, index)
                for name, interval in zip(names, intervals, strict=True)
            ),
            int(confusion.reference_totals[index]),
        )
        for index, shown in enumerate(content.classes)
    )


def _score(value: float, interval: Interval | None, index: int) -> _Score:
    if interval is None:
        return _Score(float(value))
    return _Score(float(value), float(interval.low[index]), float(interval.high[index]))


@dataclasses.dataclass(frozen=True)
class _MatrixRow:
    """One row of a confusion matrix as the template shows it."""

    name: str
    colour: str
    counts: tuple[int, ...]
    strengths: tuple[float, ...]
    """Share of each count in its reference class, 0-1, for the cells' colour."""
    reference_total: int
    map_total: int


def _matrix(content: ReportContent, confusion: Confusion | None) -> tuple[_MatrixRow, ...]:
    if confusion is None:
        return ()
    strengths = confusion.counts / np.maximum(confusion.reference_totals, 1)
    return tuple(
        _MatrixRow(
            name=shown.name,
            colour=shown.colour,
            counts=tuple(int(count) for count in confusion.counts[index]),
            strengths=tuple(float(strength) for strength in strengths[index]),
            reference_total=int(confusion.reference_totals[index]),
            map_total=int(confusion.map_totals[index]),
        )
        for index, shown in enumerate(content.classes)
    )


@dataclasses.dataclass(frozen=True)
class _Estimated:
    """An estimate and the half of its 95 % interval."""

    value: float
    half_width: float

    @classmethod
    def of(cls, found: Estimate, index: int | tuple[()], unit: float = 1.0) -> _Estimated:
        values = (np.asarray(found.value)[index] / unit, np.asarray(found.half_width)[index] / unit)
        return cls(*map(float, values))


def _sample(content: ReportContent, found: MapAccuracy) -> dict[str, Any]:
    """What the template shows of a probability sample."""
    estimate, mapped = found.estimate, float(found.mapped_square_metres.sum())
    rows = [
        {
            "name": shown.name,
            "colour": shown.colour,
            "users": _Estimated.of(estimate.users, index),
            "producers": _Estimated.of(estimate.producers, index),
            "hectares": _Estimated.of(estimate.areas, index, 10_000),
            "share": _Estimated.of(estimate.areas, index, found.square_metres),
            "mapped": float(found.mapped_square_metres[index]) / 10_000,
        }
        for index, shown in enumerate(content.classes)
    ]
    return {
        "overall": _Estimated.of(estimate.overall, ()),
        "rows": rows,
        "points": found.confusion.total,
        "hectares": mapped / 10_000,
        "matrix": _matrix(content, found.confusion),
    }


def _edges(content: ReportContent) -> list[dict[str, Any]]:
    """Boundary and interior: share right, mean IoU, IoU of each class."""
    if content.boundary is None:
        return []
    parts = {"boundary": content.boundary.boundary, "interior": content.boundary.interior}
    return [
        {"kind": kind, "pixels": part.total, "overall": part.overall, "mean_iou": part.mean_iou, "iou": part.iou}
        for kind, part in parts.items()
    ]
