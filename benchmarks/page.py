"""The page of the experiment: every number and every sentence is computed from the results."""

from __future__ import annotations

import math
from collections.abc import Sequence

from benchmarks.label_sets import BUDGET_NAMES, Budget
from benchmarks.results import Result
from benchmarks.starts import FOREST, FROZEN, MODES, PLAIN, PRODUCT, RECIPE, SPECTRAL, TREES
from benchmarks.summary import Comparison, Spread, Summary

AIM_POINTS = 10.0
AIM_SHARE = 0.9
"""What a checkpoint is meant to gain over random weights: points of mean IoU, and a share of places to be ahead on."""

_MODES_IN_WORDS = {
    FROZEN: "encoder and decoder stay as they are, and the head alone is fitted",
    RECIPE: "the head is fitted, then all weights are trained with the recipe of the day for all of its steps",
    PRODUCT: "as `deepsat finetune` does it: some polygons are held out and choose when to stop",
}
_PLACES_IN_WORDS = {
    "scoring": "real places that were kept out of all pre-training and choosing",
    "development": "real places that settings are chosen by, so that these are no final scores",
}
_STARTS_IN_WORDS = {
    PLAIN: "the standard network with the ordinary random weights of its library",
    SPECTRAL: "random weights that let the bands of each pixel through, DeepSat's own start without a checkpoint",
    FOREST: f"a random forest of {TREES} trees on the bands of a pixel, classes balanced: a reference, not a network",
}


def summaries_of(results: Sequence[Result]) -> list[Summary]:
    """One for each budget and mode that a network was measured with, from few labels to many."""
    budgets = sorted({r.budget for r in results}, key=_by_labels)
    found = [Summary(results, budget, mode) for mode in MODES for budget in budgets]
    return [summary for summary in found if not summary.is_empty]


def page(results: Sequence[Result], *, places: str, command: str, picture: str) -> str:
    """The page as Markdown.

    Args:
        results: at most one of each key.
        places: `scoring` or `development`.
        command: that measures the same again.
        picture: path of the chart, as seen from the page.
    """
    summaries = summaries_of(results)
    parts = [
        _head(results, places, command),
        f"![Mean IoU against the number of labels, one line for each start]({picture})\n",
        _overview(summaries),
        _conclusions(summaries),
        *(_places(summary, _first_dates(results)) for summary in summaries),
    ]
    return "\n".join(parts)


def _head(results: Sequence[Result], places: str, command: str) -> str:
    software = sorted({r.software for r in results})
    seeds = sorted({r.seed for r in results})
    starts = list(dict.fromkeys(r.start for r in results))
    checkpoints = {r.start: r.checkpoint for r in results if r.checkpoint}
    lines = [
        "<!-- Written by benchmarks/label_fractions.py from its results; do not edit. -->",
        "# Labels against starts",
        "",
        "How good is the map, with how few labels, from which start? This is the experiment with which the papers on",
        f"contrastive pre-training argue, on {_PLACES_IN_WORDS[places]}.",
        "",
        "```",
        command,
        "```",
        "",
        f"measures it again on the {len({r.place for r in results})} {places} places; benchmarks/README.md says what"
        " they are and how they are scored. What was measured already is not measured twice.",
        "",
        f"- **Score**: mean IoU over the classes, on truth outside all training polygons; mean and standard deviation"
        f" over the seeds {', '.join(map(str, seeds))}.",
        "- **Labels**: 1, 3 or 5 polygons of 9 to 121 pixels for each class; or a share of one half of the dense truth,"
        " scored on the other half. **All polygons train**: unless the mode says otherwise none is held out, so"
        " training takes all planned steps. Where there is no dense truth, half of the polygons of each class are"
        " scored on, and which ones depends on the seed.",
        *(f"- **{mode}**: {_MODES_IN_WORDS[mode]}." for mode in MODES if any(r.mode == mode for r in results)),
        *(f"- **{start}**: {_start_in_words(start, checkpoints)}." for start in starts),
    ]
    if len(software) > 1:
        lines.append(f"- These results come from {len(software)} versions of the code: compare with care.")
    return "\n".join(lines) + "\n"


def _start_in_words(start: str, checkpoints: dict[str, str]) -> str:
    if start in _STARTS_IN_WORDS:
        return _STARTS_IN_WORDS[start]
    return f"the checkpoint with the hash {checkpoints.get(start, '(none)')}"


def _overview(summaries: Sequence[Summary]) -> str:
    lines = ["## Mean over places", ""]
    for mode in dict.fromkeys(s.mode for s in summaries):
        of_mode = [s for s in summaries if s.mode == mode]
        starts = list(dict.fromkeys(start for s in of_mode for start in s.starts if start != FOREST))
        lines += [
            f"| {mode} | {' | '.join(Budget(s.budget).title for s in of_mode)} |",
            f"| --- |{' --- |' * len(of_mode)}",
            *(
                f"| {start} | {' | '.join(_cell(s.over_places(start)) for s in of_mode)} |"
                for start in [*starts, *([FOREST] if any(FOREST in s.starts for s in of_mode) else [])]
            ),
            f"| *places* | {' | '.join(str(len(s.shared_places)) for s in of_mode)} |",
            "",
        ]
    return "\n".join(lines)


def _conclusions(summaries: Sequence[Summary]) -> str:
    lines = ["## What the numbers say", ""]
    for summary in summaries:
        said = [_said(summary, start) for start in summary.starts if start not in (PLAIN, FOREST)]
        said = [text for text in said if text]
        if said:
            lines += [f"**{Budget(summary.budget).title}, {summary.mode}.** {' '.join(said)}", ""]
    if len(lines) == 2:
        lines += ["There is only one start so far, so there is nothing to compare.", ""]
    return "\n".join(lines)


def _said(summary: Summary, start: str) -> str:
    """Sentences on one start against the others; empty where there is nothing to compare with."""
    rivals = [other for other in (PLAIN, SPECTRAL, FOREST) if other != start and other in summary.starts]
    compared = [(other, c) for other in rivals if (c := summary.compare(start, other)) is not None]
    if not compared:
        return ""
    clauses = [
        f"{_points(c.gain)} against `{other}` (ahead on {c.better} of {_count(c.places, 'place')})"
        for other, c in compared
    ]
    text = f"`{start}`: {'; '.join(clauses)}."
    against = dict(compared)
    if PLAIN in against:
        if against[PLAIN].worse:
            text += f" It is behind `{PLAIN}` on {', '.join(against[PLAIN].worse)}."
        if start != SPECTRAL:
            text += _aim(against[PLAIN])
    return text


def _aim(comparison: Comparison) -> str:
    met = comparison.gain >= AIM_POINTS / 100 and comparison.better >= AIM_SHARE * comparison.places
    wanted = f"{AIM_POINTS:g} points on average, ahead on {AIM_SHARE:.0%} of the places"
    return f" The aim against `{PLAIN}` ({wanted}) is {'met' if met else 'not met'}."


def _places(summary: Summary, first_dates: set[str]) -> str:
    starts, first_date = summary.starts, " \\*"
    lines = [
        f"## {Budget(summary.budget).title}, {summary.mode}",
        "",
        f"| place | {' | '.join(starts)} |",
        f"| --- |{' --- |' * len(starts)}",
        *(
            f"| {place + first_date * (place in first_dates)} |"
            f" {' | '.join(_cell(summary.at(start, place)) for start in starts)} |"
            for place in summary.places
        ),
        f"| **mean of {_count(len(summary.shared_places), 'place')}** |"
        f" {' | '.join(_cell(summary.over_places(start)) for start in starts)} |",
        f"| overall accuracy | {' | '.join(_cell(summary.over_places(start, 'overall')) for start in starts)} |",
        f"| ahead of {PLAIN} | {' | '.join(_ahead(summary, start, PLAIN) for start in starts)} |",
        f"| ahead of {SPECTRAL} | {' | '.join(_ahead(summary, start, SPECTRAL) for start in starts)} |",
        "",
    ]
    if first_dates & set(summary.places):
        lines += ["\\* There are more dates of this place; only the first one is used.", ""]
    return "\n".join(lines)


def _first_dates(results: Sequence[Result]) -> set[str]:
    return {r.place for r in results if r.first_date}


def _cell(spread: Spread | None) -> str:
    """`.612`, or with several seeds `.612 ± .010`."""
    if spread is None:
        return "-"
    mean = f"{spread.mean:.3f}".removeprefix("0")
    return mean if math.isnan(spread.deviation) else f"{mean} ± {f'{spread.deviation:.3f}'.removeprefix('0')}"


def _ahead(summary: Summary, start: str, other: str) -> str:
    comparison = None if start == other else summary.compare(start, other)
    return "" if comparison is None else f"{comparison.better} of {comparison.places}"


def _points(gain: float) -> str:
    return f"{100 * gain:+.1f} points"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _by_labels(budget: str) -> int:
    """Polygons first, then fractions; within each from few labels to many."""
    polygons = [name for name in BUDGET_NAMES if not Budget(name).is_fraction]
    fractions = [name for name in BUDGET_NAMES if Budget(name).is_fraction]
    return [*polygons, *reversed(fractions)].index(budget)
