"""The page of the experiment: every number and every sentence is computed from the results."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.label_sets import BUDGET_NAMES, Budget
from benchmarks.learners import CLASSIC, FOREST, FOREST_NEARBY, SVM, SVM_COST, TREES, WINDOW_PX
from benchmarks.page_parts import cell, count, dates_in_words, listed, points, seeds_in_words, table
from benchmarks.places import PLACES_IN_WORDS
from benchmarks.plot import Panel
from benchmarks.results import Result
from benchmarks.starts import AUTO, FROZEN, MODES, PLAIN, PRODUCT, RECIPE, SPECTRAL
from benchmarks.summary import Comparison, Summary

AIM_POINTS = 10.0
AIM_SHARE = 0.9
"""What a checkpoint is meant to gain over random weights: points of mean IoU, and a share of places to be ahead on."""

_MODES_IN_WORDS = {
    FROZEN: "encoder and decoder stay as they are, and the head alone is fitted",
    RECIPE: "the head is fitted, then all weights are trained with the recipe of the day for all of its steps",
    PRODUCT: "as `deepsat finetune` does it: polygons are held out in turn, and choose what the model consists of",
}
_STARTS_IN_WORDS = {
    PLAIN: "the standard network with the ordinary random weights of its library",
    SPECTRAL: "random weights that let the bands of each pixel through, DeepSat's own start without a checkpoint",
    AUTO: "what DeepSat takes by itself: the bundled checkpoint where it knows all bands, else `spectral`",
    FOREST.name: f"a random forest of {TREES} trees on a pixel's bands, classes balanced: a reference, not a network",
    FOREST_NEARBY.name: f"the same on bands, and on their means and deviations in {WINDOW_PX} x {WINDOW_PX} pixels",
    SVM.name: f"a support vector machine on standardised bands, RBF kernel, C = {SVM_COST:g}, classes balanced",
}


def summaries_of(results: Sequence[Result]) -> list[Summary]:
    """One for each budget and mode that a network was measured with, from few labels to many."""
    budgets = sorted({r.budget for r in results}, key=_by_labels)
    found = [Summary(results, budget, mode) for mode in MODES for budget in budgets]
    return [summary for summary in found if not summary.is_empty]


def panels(summaries: Sequence[Summary]) -> list[list[Panel]]:
    """For the chart: a column for each mode; polygons in one row, fractions in the other.

    Args:
        summaries: none of them empty.
    """
    modes = dict.fromkeys(s.mode for s in summaries)
    kinds = [fractions for fractions in (False, True) if any(_is_fraction(s) == fractions for s in summaries)]
    return [
        [
            _panel([s for s in summaries if s.mode == mode and _is_fraction(s) == kind], str(mode), kind)
            for mode in modes
        ]
        for kind in kinds
    ]


def _panel(summaries: list[Summary], title: str, is_fraction: bool) -> Panel:
    summaries = sorted(summaries, key=lambda s: Budget(s.budget).amount)
    learners = dict.fromkeys(learner for s in summaries for learner in s.learners)
    return Panel(
        title,
        "% of the training half" if is_fraction else "polygons a class",
        tuple(f"{Budget(s.budget).amount:g}" for s in summaries),
        {learner: [s.over_places(learner) for s in summaries] for learner in learners},
    )


def _is_fraction(summary: Summary) -> bool:
    return Budget(summary.budget).is_fraction


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


def _not_measured(results: Sequence[Result], starts: Sequence[str]) -> list[str]:
    """A line on the starts that some numbers of labels lack, so that a dash in a table has its reason."""
    budgets = sorted({r.budget for r in results}, key=BUDGET_NAMES.index)
    known = {(r.learner, r.budget) for r in results}
    lacking = {start: [Budget(name).title for name in budgets if (start, name) not in known] for start in starts}
    said = [f"`{start}` with {listed(titles)}" for start, titles in lacking.items() if titles]
    return [f"- **Not measured**: {listed(said)}."] if said else []


def _head(results: Sequence[Result], places: str, command: str) -> str:
    software = sorted({r.software for r in results})
    seeds = sorted({r.seed for r in results})
    starts = list(dict.fromkeys(r.learner for r in results))
    checkpoints = {r.learner: r.checkpoint for r in results if r.checkpoint}
    lines = [
        "<!-- Written by benchmarks/label_fractions.py from its results; do not edit. -->",
        "# Labels against starts",
        "",
        "How good is the map, with how few labels, from which start? This is the experiment with which the papers on",
        f"contrastive pre-training argue, on {PLACES_IN_WORDS[places]}.",
        "",
        "```",
        command,
        "```",
        "",
        f"measures it again on the {len({r.place for r in results})} {places} places; benchmarks/README.md says what"
        " they are and how they are scored. What was measured already is not measured twice.",
        "",
        f"- **Score**: mean IoU over the classes, on truth outside all training polygons; {seeds_in_words(seeds)}.",
        f"- **Dates**: {dates_in_words(results)}.",
        "- **Labels**: 1, 3, 5 or 10 polygons of 9 to 121 pixels for each class; or a share of one half of the dense"
        " truth, scored on the other half. **All polygons train**: unless the mode says otherwise none is held out, so"
        " training takes all planned steps. Where there is no dense truth, half of the polygons of each class are"
        " scored on, and which ones depends on the seed.",
        *(f"- **{mode}**: {_MODES_IN_WORDS[mode]}." for mode in MODES if any(r.mode == mode for r in results)),
        *(f"- **{start}**: {_start_in_words(start, checkpoints)}." for start in starts),
    ]
    lines += _not_measured(results, starts)
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
        learners = dict.fromkeys(learner for s in of_mode for learner in s.learners)
        lines += table(
            [str(mode), *(Budget(s.budget).title for s in of_mode)],
            [
                *([name, *(cell(s.over_places(name)) for s in of_mode)] for name in sorted(learners, key=_is_classic)),
                ["*places*", *(str(len(s.shared_places)) for s in of_mode)],
            ],
        )
    return "\n".join(lines)


def _is_classic(learner: str) -> bool:
    return learner in CLASSIC


def _conclusions(summaries: Sequence[Summary]) -> str:
    lines = ["## What the numbers say", ""]
    for summary in summaries:
        said = [_said(summary, start) for start in summary.learners if start != PLAIN and start not in CLASSIC]
        said = [text for text in said if text]
        if said:
            lines += [f"**{Budget(summary.budget).title}, {summary.mode}.** {' '.join(said)}", ""]
    if len(lines) == 2:
        lines += ["There is only one start so far, so there is nothing to compare.", ""]
    return "\n".join(lines)


def _said(summary: Summary, start: str) -> str:
    """Sentences on one start against the others; empty where there is nothing to compare with."""
    rivals = [other for other in (PLAIN, SPECTRAL, *CLASSIC) if other != start and other in summary.learners]
    compared = [(other, c) for other in rivals if (c := summary.compare(start, other)) is not None]
    if not compared:
        return ""
    clauses = [
        f"{points(c.gain)} against `{other}` (ahead on {c.better} of {count(c.places, 'place')})"
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
    starts, first_date = summary.learners, " \\*"
    rows = [
        [place + first_date * (place in first_dates), *(cell(summary.at(start, place)) for start in starts)]
        for place in summary.places
    ]
    mean_of = f"**mean of {count(len(summary.shared_places), 'place')}**"
    rows += [
        [mean_of, *(cell(summary.over_places(start)) for start in starts)],
        ["overall accuracy", *(cell(summary.over_places(start, "overall")) for start in starts)],
        *([f"ahead of {rival}", *(_ahead(summary, start, rival) for start in starts)] for rival in (PLAIN, SPECTRAL)),
    ]
    lines = [f"## {Budget(summary.budget).title}, {summary.mode}", "", *table(["place", *starts], rows)]
    if first_dates & set(summary.places):
        lines += ["\\* There are more dates of this place; only the first one is used.", ""]
    return "\n".join(lines)


def _first_dates(results: Sequence[Result]) -> set[str]:
    return {r.place for r in results if r.first_date}


def _ahead(summary: Summary, start: str, other: str) -> str:
    comparison = None if start == other else summary.compare(start, other)
    return "" if comparison is None else f"{comparison.better} of {comparison.places}"


def _by_labels(budget: str) -> int:
    """Polygons first, then fractions; within each from few labels to many."""
    polygons = [name for name in BUDGET_NAMES if not Budget(name).is_fraction]
    fractions = [name for name in BUDGET_NAMES if Budget(name).is_fraction]
    return [*polygons, *reversed(fractions)].index(budget)
