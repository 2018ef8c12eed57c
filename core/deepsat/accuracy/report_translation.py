"""A report's content in another language: what is worded is said, names and paths stay."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from deepsat.accuracy.charts import Chart, Curve
from deepsat.accuracy.report_content import DATES, WHOLE_MAP, MapAccuracy, ReportContent, SkillCurve, SkillWording
from deepsat.accuracy.report_language import ENGLISH, Language

_IN_WORDS = ("Size", "Pixel size", "Longest time", "Device", "Model", "Training of all weights")
"""Facts that DeepSat words itself; others are names, paths and what was typed."""


def in_language(content: ReportContent, language: Language) -> ReportContent:
    """`content` in `language`; the names of facts, which are keys of the JSON, stay."""
    if language is ENGLISH:
        return content
    say = language.said
    return dataclasses.replace(
        content,
        title=say(content.title),
        subtitle=language.dated(content.subtitle),
        scene=_facts(content.scene, language),
        charts=tuple(chart_in(chart, language) for chart in content.charts),
        findings=tuple(map(say, content.findings)),
        settings=_facts(content.settings, language),
        run=_facts(content.run, language),
        evidence_note=say(content.evidence_note),
        baselines=tuple(dataclasses.replace(tried, name=say(tried.name)) for tried in content.baselines),
        skill_curve=None if content.skill_curve is None else _skill_curve(content.skill_curve, language),
        map_accuracy=None if content.map_accuracy is None else _map_accuracy(content.map_accuracy, language),
        wording=SkillWording(**{name: say(text) for name, text in dataclasses.asdict(content.wording).items()}),
    )


def chart_in(chart: Chart, language: Language) -> Chart:
    """`chart` in `language`."""
    say = language.said
    return dataclasses.replace(
        chart,
        title=say(chart.title),
        x_label=say(chart.x_label),
        y_label=say(chart.y_label),
        curves=tuple(_curve_in(curve, language) for curve in chart.curves),
        marks=tuple((step, say(text)) for step, text in chart.marks),
    )


def _skill_curve(shown: SkillCurve, language: Language) -> SkillCurve:
    return dataclasses.replace(shown, chart=chart_in(shown.chart, language), of=language.said(shown.of))


def _curve_in(curve: Curve, language: Language) -> Curve:
    """One that is named after a class keeps its name."""
    return curve if curve.colour else dataclasses.replace(curve, name=language.said(curve.name))


def _facts(facts: Mapping[str, str], language: Language) -> dict[str, str]:
    numbers = language.reports.numbers
    said = {name: numbers(language.said(value)) if name in _IN_WORDS else value for name, value in facts.items()}
    return {**said, **({DATES: language.dated(said[DATES])} if DATES in said else {})}


def _map_accuracy(found: MapAccuracy, language: Language) -> MapAccuracy:
    strata = tuple(
        dataclasses.replace(stratum, name=language.said(WHOLE_MAP)) if stratum.name == WHOLE_MAP else stratum
        for stratum in found.strata
    )
    return dataclasses.replace(found, design=language.said(found.design), strata=strata)
