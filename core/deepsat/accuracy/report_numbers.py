"""The numbers of a report, worked out once, and the same numbers as JSON."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy.area import Estimate
from deepsat.accuracy.bootstrap import CONFIDENCE, DRAWS, Interval, ScoreIntervals, score_intervals
from deepsat.accuracy.calibration import Reliability, reliability, temperature, tendency
from deepsat.accuracy.charts import Chart, Curve
from deepsat.accuracy.class_spectra import spectra_json
from deepsat.accuracy.confusion import Confusion
from deepsat.accuracy.report_content import MapAccuracy, ReportContent, SkillCurve
from deepsat.accuracy.report_language import ENGLISH, Language
from deepsat.accuracy.report_translation import in_language
from deepsat.jobs.events import finite

_BY_CLASS = ("producers", "users", "f1", "iou")

LEAST_SHOWN = 20
"""Pixels that a point of the calibration chart stands for at least: fewer only draw the eye."""


@dataclasses.dataclass(frozen=True)
class Numbers:
    """What is worked out from a report's content."""

    confusion: Confusion | None
    """None where nothing was scored."""
    intervals: ScoreIntervals | None
    """None where there are no polygons to draw."""
    reliability: Reliability | None
    """None without probabilities."""
    temperature: float

    @property
    def tendency(self) -> str:
        """See `calibration.tendency`; empty without probabilities."""
        return "" if self.reliability is None else tendency(self.reliability, self.temperature)


def numbers_of(content: ReportContent) -> Numbers:
    """Works the numbers out; the same content gives the same numbers."""
    confusion, counts, evidence = content.skill, content.polygon_counts, content.evidence
    if confusion is None or confusion.total == 0:
        return Numbers(None, None, None, float("nan"))
    return Numbers(
        confusion,
        None if counts is None else score_intervals(counts, seed=content.seed),
        None if evidence is None else reliability(evidence),
        float("nan") if evidence is None else temperature(evidence),
    )


def report_json(content: ReportContent, language: Language = ENGLISH) -> dict[str, Any]:
    """Everything that the report shows, as plain JSON: shares 0-1, areas in hectares, null for what is not known.

    Intervals are pairs of the lower and the upper end, at 95 % confidence. Sentences are in `language`, keys are not.
    """
    numbers = numbers_of(content)
    method = language.filled(
        "percentile bootstrap over whole {} within each class", language.said(content.wording.units)
    )
    content = in_language(content, language)
    document = {
        "title": content.title,
        "subtitle": content.subtitle,
        "scene": dict(content.scene),
        "settings": dict(content.settings),
        "run": dict(content.run),
        "findings": list(content.findings),
        "classes": [{"id": index, **dataclasses.asdict(shown)} for index, shown in enumerate(content.classes)],
        "skill": _skill(content, numbers, method),
        "calibration": _calibration(numbers),
        "doubtful_polygons": [polygon.to_json() for polygon in content.doubtful],
        "class_spectra": None
        if content.spectra is None
        else spectra_json(content.spectra, [shown.name for shown in content.classes]),
        "baselines": [dataclasses.asdict(baseline) for baseline in content.baselines],
        "skill_curve": None if content.skill_curve is None else _skill_curve(content.skill_curve),
        "map_accuracy": None if content.map_accuracy is None else _map_accuracy(content, content.map_accuracy),
        "boundary": _boundary(content),
        "areas": [dataclasses.asdict(area) for area in content.areas],
        "charts": [_chart(chart) for chart in content.charts],
    }
    return dict(finite(document))


def _skill(content: ReportContent, numbers: Numbers, method: str) -> dict[str, Any] | None:
    confusion = numbers.confusion
    if confusion is None:
        return None
    return {
        "of": content.wording.title,
        "is_map_accuracy": False,
        "note": content.evidence_note,
        "pixels": confusion.total,
        **_scores(content, confusion),
        "confusion": _matrix(content, confusion),
        "intervals": None if numbers.intervals is None else _intervals(content, numbers.intervals, method),
    }


def _scores(content: ReportContent, confusion: Confusion) -> dict[str, Any]:
    by_class = {name: getattr(confusion, name) for name in _BY_CLASS}
    return {
        "overall": confusion.overall,
        "mean_iou": confusion.mean_iou,
        "classes": {
            shown.name: {name: float(values[index]) for name, values in by_class.items()}
            for index, shown in enumerate(content.classes)
        },
    }


def _matrix(content: ReportContent, confusion: Confusion) -> dict[str, Any]:
    names = [shown.name for shown in content.classes]
    return {"rows_map": names, "columns_reference": names, "counts": confusion.counts.tolist()}


def _intervals(content: ReportContent, intervals: ScoreIntervals, method: str) -> dict[str, Any]:
    return {
        "method": method,
        "confidence": CONFIDENCE,
        "draws": DRAWS,
        "seed": content.seed,
        "overall": _pair(intervals.overall, ()),
        "mean_iou": _pair(intervals.mean_iou, ()),
        "classes": {
            shown.name: {name: _pair(getattr(intervals, name), index) for name in _BY_CLASS}
            for index, shown in enumerate(content.classes)
        },
    }


def _pair(interval: Interval, index: int | tuple[()]) -> list[float]:
    return [float(interval.low[index]), float(interval.high[index])]


def _calibration(numbers: Numbers) -> dict[str, Any] | None:
    found = numbers.reliability
    if found is None:
        return None
    return {
        "expected_calibration_error": found.error,
        "overconfidence": found.overconfidence,
        "temperature": numbers.temperature,
        "bins": {
            "confidence": found.confidence.tolist(),
            "accuracy": found.accuracy.tolist(),
            "pixels": found.pixels.tolist(),
        },
    }


def _map_accuracy(content: ReportContent, found: MapAccuracy) -> dict[str, Any]:
    estimate = found.estimate
    return {
        "is_map_accuracy": True,
        "design": found.design,
        "points": found.confusion.total,
        "confidence": CONFIDENCE,
        "overall": _estimate(estimate.overall, ()),
        "classes": {
            shown.name: {
                "users": _estimate(estimate.users, index),
                "producers": _estimate(estimate.producers, index),
                "area_hectares": _estimate(estimate.areas, index, 10_000),
                "area_share": _estimate(estimate.areas, index, found.square_metres),
                "mapped_hectares": float(found.mapped_square_metres[index]) / 10_000,
            }
            for index, shown in enumerate(content.classes)
        },
        "confusion": _matrix(content, found.confusion),
        "strata": [dataclasses.asdict(stratum) for stratum in found.strata],
    }


def _estimate(found: Estimate, index: int | tuple[()], unit: float = 1.0) -> dict[str, float]:
    value, error = np.asarray(found.value)[index] / unit, np.asarray(found.standard_error)[index] / unit
    half = np.asarray(found.half_width)[index] / unit
    return {"value": float(value), "standard_error": float(error), "half_width_95": float(half)}


def _boundary(content: ReportContent) -> dict[str, Any] | None:
    if content.boundary is None:
        return None
    parts: dict[str, Confusion] = {"boundary": content.boundary.boundary, "interior": content.boundary.interior}
    return {name: {"pixels": part.total, **_scores(content, part)} for name, part in parts.items()}


def _skill_curve(shown: SkillCurve) -> dict[str, Any]:
    return {**_chart(shown.chart), "of": shown.of, "is_the_model": shown.is_the_model}


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "title": chart.title,
        "x": chart.x_label,
        "y": chart.y_label,
        "curves": [{"name": curve.name, "x": list(curve.steps), "y": list(curve.values)} for curve in chart.curves],
        "marks": [list(mark) for mark in chart.marks],
    }


def calibration_chart(found: Reliability) -> Chart:
    """Accuracy against confidence, in percent, beside the diagonal on which both agree."""
    seen = found.pixels >= min(LEAST_SHOWN, int(found.pixels.max()))
    measured = Curve("held-out pixels", _percents(found.confidence[seen]), _percents(found.accuracy[seen]))
    diagonal = Curve("as sure as right", (0.0, 100.0), (0.0, 100.0))
    return Chart(
        "How sure, and how right",
        "probability of the class that is said (%)",
        "share of pixels right (%)",
        (measured, diagonal),
        y_range=(0.0, 103.0),
        x_range=(0.0, 103.0),
        size=(5.0, 3.6),
    )


def _percents(shares: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(round(100 * float(share), 2) for share in shares)
