"""The page of the benchmark with a few polygons: every number and every sentence is computed from the results."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.aims import AIM_BUDGETS, AIMS, DEEPSAT, FORESTS, Aim
from benchmarks.groups import METHODS, TUNED_TITLE, Group, better_forest, gain_of_kind, groups
from benchmarks.label_sets import Budget
from benchmarks.learners import FOREST, FOREST_NEARBY, SVM
from benchmarks.page_parts import (
    cell,
    count,
    dates_in_words,
    listed,
    points,
    score,
    seeds_in_words,
    signed,
    table,
)
from benchmarks.places import kind_of
from benchmarks.plot import Panel
from benchmarks.results import Result
from benchmarks.starts import PLAIN
from benchmarks.summary import Spread, Summary

PLACE_BUDGET = "k3"
"""The number of polygons that all methods are shown for place by place; the smallest one where it was not measured."""


TIE = 0.005
"""Mean IoU: kinds of place that differ by less are said to be alike."""


def panels(group: Group) -> list[list[Panel]]:
    """For the chart: all places that have every number of polygons, then each kind of place; two panels in a row."""
    found = [_panel(group, f"{kind} ({len(group.places(kind))})", group.places(kind)) for kind in group.kinds]
    whole = group.places_with_all_budgets
    if len(found) > 1 and whole:
        # A line over other places at each of its points would rise and fall with the places.
        found.insert(0, _panel(group, f"{count(len(whole), 'place')} of all kinds", whole))
    return [found[i : i + 2] for i in range(0, len(found), 2)]


def _panel(group: Group, title: str, places: Sequence[str]) -> Panel:
    lines = {
        name: [s.over_places(name, places=[p for p in s.shared_places if p in places]) for s in group.summaries]
        for name in group.methods
    }
    return Panel(title, "polygons a class", tuple(f"{Budget(s.budget).amount:g}" for s in group.summaries), lines)


def page(results: Sequence[Result], *, command: str, picture: str, left_out: Sequence[str] = ()) -> str:
    """The page as Markdown.

    Args:
        results: at most one of each key.
        command: that measures the same again.
        picture: path of the chart, as seen from the page.
        left_out: sentences, without full stop, on what could not be offered.
    """
    first, *others = groups(results)
    parts = [
        _head(results, first, command, left_out),
        f"![Mean IoU against polygons a class, one line for each method, by kind of place]({picture})\n",
        _means(first),
        _aims(first),
        _differences(first),
        _kinds(first),
        _places(first),
        _gains(first),
        _chosen(first),
        _costs(first),
    ]
    for group in others:
        parts += [
            f"## The {group.title}\n\nSettings were chosen by these {count(len(group.places()), 'place')}, so their"
            " scores lean to DeepSat's side. No number above contains them.\n",
            *(
                f"#{text}"
                for section in (_means, _differences, _kinds, _places, _gains, _chosen)
                if (text := section(group))
            ),
        ]
    return "\n".join(part for part in parts if part)


def _head(results: Sequence[Result], first: Group, command: str, left_out: Sequence[str]) -> str:
    seeds, software = sorted({r.seed for r in results}), {r.software for r in results}
    spread = seeds_in_words(seeds)
    checkpoints = sorted({r.checkpoint for r in results if r.checkpoint})
    lines = [
        "<!-- Written by benchmarks/few_polygons.py from its results; do not edit. -->",
        "# A few polygons",
        "",
        "A person draws 1, 3, 5 or 10 small polygons of each class. What is the map worth that DeepSat makes of them,",
        "and would a classic classifier have done as well?",
        "",
        "```",
        command,
        "```",
        "",
        f"measures it again on {count(len(first.places()), 'place')}, the {first.title}; benchmarks/README.md says what"
        " they are. What was measured already is not measured twice.",
        "",
        f"- **Score**: mean IoU over the classes, on truth outside all training polygons; {spread}. With each seed"
        " another person has drawn: the first one the polygons of the set of that size, the others as many of each"
        " class out of all sets of the place. Where there are polygons only, half of each class's are scored on, and"
        " the seed draws which ones.",
        f"- **Dates**: {dates_in_words(results)}.",
        *(f"- **{METHODS[name].title}**: {METHODS[name].words}." for name in first.methods),
        f"- **Better forest**: at each place the one of *{METHODS[FOREST.name].title}* and"
        f" *{METHODS[FOREST_NEARBY.name].title}* that scores better there. Nobody knows beforehand which one that is:"
        " this rival is stronger than what a person has.",
        *(f"- **Checkpoint** of DeepSat's start: {listed(checkpoints)}." for _ in checkpoints[:1]),
        *(f"- **Left out**: {said}." for said in left_out),
        *_fewer_seeds(results, first.methods),
    ]
    if first.title == TUNED_TITLE:
        lines.append("- **These are no final scores**: settings were chosen by these places.")
    if len(software) > 1:
        lines.append(f"- These results come from {len(software)} versions of the code: compare with care.")
    return "\n".join(lines) + "\n"


def _fewer_seeds(results: Sequence[Result], methods: Sequence[str]) -> list[str]:
    """Methods that were not measured with all seeds."""
    seeds = {name: {r.seed for r in results if r.learner == name} for name in methods}
    most = max(map(len, seeds.values()), default=0)
    return [
        f"- **Fewer seeds**: {METHODS[name].title} was measured with {count(len(found), 'seed')} alone."
        for name, found in seeds.items()
        if len(found) < most
    ]


def _means(group: Group) -> str:
    rows = []
    for name in group.methods:
        rows.append([METHODS[name].title, *(cell(s.over_places(name)) for s in group.summaries)])
        if name == FORESTS[-1]:
            rows.append(["*better forest*", *(_score(better_forest(s, s.shared_places)) for s in group.summaries)])
    rows.append(["*places*", *(str(len(s.shared_places)) for s in group.summaries)])
    lines = [f"## Mean over the {group.title}", "", *table(["mean IoU", *group.heads], rows)]
    if len({s.shared_places for s in group.summaries}) > 1:
        lines += ["Not every place has every number of polygons: compare within a column, not along a row.", ""]
    return "\n".join(lines)


def _aims(group: Group) -> str:
    numbers = listed([f"{Budget(name).amount:g}" for name in AIM_BUDGETS])
    lines = ["## Are the aims met?", "", f"With {numbers} polygons a class, DeepSat is meant to be", ""]
    lines += [f"- {aim.words}: {_verdict(aim, group)}" for aim in AIMS]
    return "\n".join([*lines, ""])


def _verdict(aim: Aim, group: Group) -> str:
    said = []
    for summary in group.summaries:
        comparison = aim.comparison(summary)
        if summary.budget in AIM_BUDGETS and comparison is not None:
            where = f" on {comparison.worst}" if aim.everywhere else ""
            met = "met" if aim.is_met_by(comparison) else "not met"
            said.append(f"{points(aim.figure(comparison))}{where} with {Budget(summary.budget).amount:g} ({met})")
    met_by_all = aim.is_met(group.summaries)
    verdict = "not measured in full" if met_by_all is None else "met" if met_by_all else "not met"
    return f"**{verdict}**{': ' if said else ''}{', '.join(said)}."


def _differences(group: Group) -> str:
    rows = []
    for summary in group.summaries:
        forest = summary.compare(DEEPSAT, *FORESTS)
        if forest is None:
            continue
        others = [summary.compare(DEEPSAT, name) for name in (SVM.name, PLAIN)]
        rows.append([
            Budget(summary.budget).title,
            signed(forest.gain),
            f"{forest.better} of {forest.places}",
            f"{forest.worst} ({signed(forest.gains[forest.worst])})",
            str(len(forest.below(-0.01))),
            *("-" if c is None else f"{signed(c.gain)}, {c.better} of {c.places}" for c in others),
        ])  # fmt: skip
    if not rows:
        return ""
    head = ["points of mean IoU", "less the better forest", "places ahead", "worst place", "places over 1 point behind",
            "less the SVM, places ahead", "less the random U-Net, places ahead"]  # fmt: skip
    return "\n".join(["## DeepSat against the others", "", *table(head, rows)])


def _kinds(group: Group) -> str:
    rows = [
        [kind, str(len(group.places(kind))), *(_kind_cell(s, group.places(kind)) for s in group.summaries)]
        for kind in group.kinds
    ]
    lines = [
        "## By kind of place",
        "",
        "DeepSat against the better forest, and the difference in points.",
        "",
        *table(["kind", "places", *group.heads], rows),
        _advice(group),
        "",
    ]
    return "\n".join(lines)


def _kind_cell(summary: Summary, places: Sequence[str]) -> str:
    shared = [place for place in summary.shared_places if place in places]
    own, rival = summary.over_places(DEEPSAT, places=shared), better_forest(summary, shared)
    return "-" if own is None or rival is None else f"{score(own.mean)} / {score(rival)} ({signed(own.mean - rival)})"


def _advice(group: Group) -> str:
    """On which kinds of place a few polygons are better spent on the forest."""
    gains = {kind: gain for kind in group.kinds if (gain := gain_of_kind(group, kind)) is not None}
    if not gains:
        return "There is nothing to compare yet."
    forest = [f"{kind} ({points(gain)})" for kind, gain in gains.items() if gain <= -TIE]
    deepsat = [f"{kind} ({points(gain)})" for kind, gain in gains.items() if gain >= TIE]
    same = [f"{kind} ({points(gain)})" for kind, gain in gains.items() if abs(gain) < TIE]
    numbers = listed([f"{Budget(s.budget).amount:g}" for s in group.summaries if s.budget in AIM_BUDGETS])
    said = (
        f"a few polygons are better spent on the forest at places of this kind: **{listed(forest)}**."
        if forest
        else "on no kind of place are a few polygons better spent on the forest."
    )
    said += f" DeepSat makes more of them at: {listed(deepsat)}." if deepsat else ""
    said += f" It makes no difference at: {listed(same)}." if same else ""
    return f"With {numbers} polygons a class, {said}"


def _places(group: Group) -> str:
    summary = next((s for s in group.summaries if s.budget == PLACE_BUDGET), group.summaries[0])
    comparison = summary.compare(DEEPSAT, *FORESTS)
    gains = {} if comparison is None else comparison.gains
    rows = [
        [
            _marked(place, group),
            kind_of(place),
            *(cell(summary.at(name, place)) for name in group.methods),
            signed(gains[place]) if place in gains else "-",
        ]
        for place in group.places()
        if place in summary.places
    ]
    head = ["place", "kind", *(METHODS[name].title for name in group.methods), "DeepSat less the better forest"]
    lines = [f"## {Budget(summary.budget).title}, place by place", "", *table(head, rows)]
    if any(r.first_date for r in group.results):
        lines += ["\\* There are more dates of this place; only the first one is used.", ""]
    return "\n".join(lines)


def _marked(place: str, group: Group) -> str:
    return place + " \\*" * any(r.first_date for r in group.results if r.place == place)


def _gains(group: Group) -> str:
    compared = [summary.compare(DEEPSAT, *FORESTS) for summary in group.summaries]
    if not any(compared):
        return ""
    rows = [
        [
            _marked(place, group),
            *("-" if c is None or place not in c.gains else signed(c.gains[place]) for c in compared),
        ]
        for place in group.places()
    ]
    lines = ["## DeepSat less the better forest, place by place", "", "In points of mean IoU.", ""]
    return "\n".join([*lines, *table(["place", *group.heads], rows)])


def _chosen(group: Group) -> str:
    choices = [r for r in group.results if r.learner == DEEPSAT]
    if not choices:
        return ""
    names = sorted({r.chosen for r in choices}, key=lambda name: -sum(r.chosen == name for r in choices))
    rows = [
        [name, *(str(sum(r.chosen == name and r.budget == s.budget for r in choices)) for s in group.summaries)]
        for name in names
    ]
    lines = ["## What DeepSat chose", "", "How often a model consisted of what, over places and seeds.", ""]
    return "\n".join([*lines, *table(["model", *group.heads], rows)])


def _costs(group: Group) -> str:
    rows = []
    for name in group.methods:
        own = [r for r in group.results if r.learner == name]
        slowest = max(own, key=lambda r: r.seconds)
        memory = [r.memory_mb for r in own]
        rows.append([
            METHODS[name].title,
            *(_seconds(s.over_places(name, "seconds")) for s in group.summaries),
            f"{slowest.seconds:.1f} s ({slowest.place})",
            f"{np.median(memory):.0f} MB",
            f"{max(memory)} MB",
        ])  # fmt: skip
    libraries = round(float(np.median([r.libraries_mb for r in group.results])))
    lines = [
        "## Time and memory",
        "",
        "Seconds of learning and mapping the whole scene, mean over places; the most memory that a process of its own"
        f" held, of which {libraries} MB were there before learning began: libraries, loaded for all methods alike.",
        "Seconds go by the clock, and grow with whatever else the machine does: compare methods, not days.",
        f"Measured on: {listed(sorted({r.conditions for r in group.results}))}.",
        "",
        *table(["method", *group.heads, "slowest", "memory, median", "memory, largest"], rows),
    ]
    return "\n".join(lines)


def _seconds(spread: Spread | None) -> str:
    return "-" if spread is None else f"{spread.mean:.1f} s"


def _score(value: float | None) -> str:
    return "-" if value is None else score(value)
