"""The page of the series benchmark."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence

import numpy as np

from benchmarks.json_lines import Line
from benchmarks.label_sets import BUDGET_NAMES, Budget
from benchmarks.page_parts import count, score, signed, table
from benchmarks.series_measuring import (
    ALL,
    CONTRAST_BESIDE,
    CONTRAST_FIRST,
    CONTRAST_WEIGHT,
    CROSS_ENTROPY,
    DEEPSAT,
    FOREST,
    NETWORKS,
    ONE,
    TRAININGS,
)
from deepsat.encoders.temporal_networks import TEMPORAL_NETWORKS

SCORES = {"mean_iou": "mean IoU", "boundary_iou": "at boundaries", "interior_iou": "inside"}


def page(lines: Sequence[Line], *, command: str, missing: int) -> str:
    """The whole page, as Markdown.

    Args:
        lines: measurements, as `measure_series` gives them.
        command: what measures the same again.
        missing: measurements that are still to come.
    """
    fewest = min((line["steps"] for line in lines if line["training"]), default=0)
    first = [line for line in lines if line["steps"] in (0, fewest)]
    longer = [line for line in lines if line["steps"] > fewest]
    with_networks = [line for line in first if line["training"]] or first
    places = list(dict.fromkeys((line["place"], line["budget"]) for line in with_networks))
    parts = [*_head(first, missing)]
    for place, budget in places:
        parts += _place([line for line in first if (line["place"], line["budget"]) == (place, budget)])
    parts += _best_date(first)
    parts += _longer(first, longer)
    parts += _contrast(lines)
    parts += ["## The same again", "```", command, "```", ""]
    return "\n".join(parts)


def _head(lines: Sequence[Line], missing: int) -> list[str]:
    steps = sorted({line["steps"] for line in lines if line["training"]})
    seeds = len({line["seed"] for line in lines if line["training"]})
    unfinished = [f"Of this list there is still to come: {count(missing, 'measurement')}.", ""] if missing else []
    taken = " or ".join(map(str, steps)) or "no"
    return [
        "# Series of dates: networks, contrast and a forest",
        "",
        "This page is written by `benchmarks/series.py`.",
        "",
        f"Every network is trained for {taken} steps of 4 windows of 24 x 24 pixels, whatever its training consists "
        f"of, with {count(seeds, 'seed')}. That is minutes on one core, where the papers train for hours on GPUs: an "
        "asterisk marks a network whose loss was still falling by more than 5 % when its training ended, so that more "
        "steps may change its place in the table. Read these numbers as what a laptop gives in minutes, not as what "
        "the networks can do.",
        "",
        "- **forest**: 300 trees on the bands of all dates, stacked; one pixel at a time.",
        "- **DeepSat**: what people get, `finetune` and `predict` with nothing set: see recipe.md.",
        f"- **{CROSS_ENTROPY}**: masked cross-entropy.",
        f"- **{CONTRAST_FIRST}**: half of the steps by masked context-self contrast, the others by cross-entropy.",
        f"- **{CONTRAST_BESIDE}**: cross-entropy plus {CONTRAST_WEIGHT:g} x masked context-self contrast.",
        "",
        "A boundary pixel is one in whose 3 x 3 window the truth changes. One date is the middle one of the series. At "
        "places whose dates nobody knows they count as spread evenly over a year. Weights are the learnt ones, in "
        "millions; seconds are of learning and mapping on one core.",
        "",
        f"Measured on {datetime.date.today().isoformat()}.",
        "",
        *unfinished,
    ]


def _place(lines: Sequence[Line]) -> list[str]:
    first = lines[0]
    dates = max(line["date_count"] for line in lines)
    pixels = f"{first['boundary_pixels']} boundary and {first['interior_pixels']} interior pixels are scored"
    head = f"## {first['place']}, {Budget(first['budget']).title} of the training half"
    if not Budget(first["budget"]).is_fraction:
        head = f"## {first['place']}, {Budget(first['budget']).title}"
    rows = [_row(lines, FOREST, ""), _row(lines, DEEPSAT, "")]
    rows += [_row(lines, network, training) for network in NETWORKS for training in TRAININGS]
    columns = ["learner", "training", *(f"{name}, {dates}" for dates in (ONE, ALL) for name in SCORES.values())]
    return [
        head,
        "",
        f"{count(dates, 'date')}; {pixels}.",
        "",
        *table([*columns, "weights (M)", "seconds, all dates"], [row for row in rows if row]),
    ]


def _row(lines: Sequence[Line], learner: str, training: str) -> list[str]:
    """The cells of one learner; none where nothing was measured."""
    mine = [line for line in lines if line["learner"] == learner and line["training"] == training]
    if not mine:
        return []
    title = {FOREST: "forest", DEEPSAT: "DeepSat"}.get(learner) or TEMPORAL_NETWORKS[learner].title
    cells = [_cell([line for line in mine if line["dates"] == dates], name) for dates in (ONE, ALL) for name in SCORES]
    whole = [line for line in mine if line["dates"] == ALL]
    weights = f"{mine[0]['parameters'] / 1e6:.1f}" if mine[0]["parameters"] else "-"
    seconds = f"{np.mean([line['seconds'] for line in whole]):.0f}" if whole else "-"
    return [title, training or "-", *cells, weights, seconds]


def _cell(lines: Sequence[Line], name: str) -> str:
    known = [line[name] for line in lines if np.isfinite(line[name])]
    if not known:
        return "-"
    mark = "*" if any(line["still_falling"] for line in lines) else ""
    return score(float(np.mean(known))) + mark


def _best_date(lines: Sequence[Line]) -> list[str]:
    """What all dates give more than the best single one; empty where no place was measured date by date."""
    single = [line for line in lines if line["dates"] not in (ONE, ALL)]
    rows = []
    groups = {(line["place"], line["budget"], line["learner"]) for line in single}
    for place, budget, learner in sorted(groups, key=lambda one: (one[0], BUDGET_NAMES.index(one[1]), one[2])):
        mine = [line for line in lines if (line["place"], line["budget"], line["learner"]) == (place, budget, learner)]
        every = [line["mean_iou"] for line in mine if line["dates"] == ALL]
        if not every:
            continue
        alone: dict[str, list[float]] = {}
        for line in mine:
            if line["dates"] not in (ONE, ALL):
                alone.setdefault(line["dates"], []).append(line["mean_iou"])
        means = {dates: float(np.mean(found)) for dates, found in alone.items()}
        best = max(means, key=lambda dates: means[dates])
        rows.append([
            place, Budget(budget).title, {FOREST: "forest", DEEPSAT: "DeepSat"}[learner], str(len(means)),
            score(float(np.mean(list(means.values())))), f"{score(means[best])} ({best})",
            score(float(np.mean(every))), signed(float(np.mean(every)) - means[best]),
        ])  # fmt: skip
    if not rows:
        return []
    columns = ["place", "labels", "learner", "dates", "their mean", "best single date", "all dates",
               "all dates less the best one"]  # fmt: skip
    return [
        "## All dates against the best single one",
        "",
        "Mean IoU of maps from single dates: the forest's from each, DeepSat's from those on which the forest does "
        "best. The best one is found by the very pixels that are scored: nobody could know it beforehand, so that it "
        "is a stronger rival than any date that a person would choose.",
        "",
        *table(columns, rows),
    ]


def _contrast(lines: Sequence[Line]) -> list[str]:
    """What contrast changes against cross-entropy alone, over everything that was measured with both."""
    rows = []
    steps = sorted({line["steps"] for line in lines if line["training"]})
    for taken, training, dates in itertools.product(steps, (CONTRAST_FIRST, CONTRAST_BESIDE), (ONE, ALL)):
        pairs = _pairs([line for line in lines if line["steps"] == taken], training, dates)
        if not pairs:
            continue
        gains = [np.array([other[name] - plain[name] for plain, other in pairs]) for name in SCORES]
        better = f"{int((gains[0] > 0).sum())} of {len(pairs)}"
        rows.append([str(taken), training, dates, *(signed(float(np.nanmean(gain))) for gain in gains), better])
    if not rows:
        return []
    return [
        "## What contrast changes",
        "",
        f"Points of mean IoU against {CROSS_ENTROPY} alone with equally many steps, mean over networks and places.",
        "",
        *table(["steps", "training", "dates", *SCORES.values(), "better"], rows),
    ]


def _longer(first: Sequence[Line], longer: Sequence[Line]) -> list[str]:
    """What more steps bring, network by network; empty where none took more."""
    if not longer:
        return []
    few, many = (max(line["steps"] for line in lines) for lines in (first, longer))
    shown = list(itertools.product((ONE, ALL), list(SCORES)[:2]))
    columns = [f"{SCORES[name]}, {dates}: {few} steps, {many}" for dates, name in shown]
    keys = ("place", "learner", "training")
    rows = []
    for key in dict.fromkeys(tuple(line[name] for name in keys) for line in longer):
        mine = [[line for line in lines if tuple(line[n] for n in keys) == key] for lines in (first, longer)]
        cells = [
            ", ".join(_cell([line for line in lines if line["dates"] == dates], name) for lines in mine)
            for dates, name in shown
        ]
        rows.append([key[0], TEMPORAL_NETWORKS[key[1]].title, key[2], *cells])
    return [
        "## Longer training",
        "",
        f"The same networks after {few} steps and after {many}, which take {many // few} times as long; an asterisk as "
        "above. What contrast changes then is in the next table.",
        "",
        *table(["place", "network", "training", *columns], rows),
    ]


def _pairs(lines: Sequence[Line], training: str, dates: str) -> list[tuple[Line, Line]]:
    """Measurements with cross-entropy alone and with this training, everything else being the same."""
    same = ("place", "budget", "learner", "seed", "steps")
    mine = [line for line in lines if line["dates"] == dates]
    plain = {tuple(line[n] for n in same): line for line in mine if line["training"] == CROSS_ENTROPY}
    others = [(tuple(line[n] for n in same), line) for line in mine if line["training"] == training]
    return [(plain[key], line) for key, line in others if key in plain]
