"""The page on suggestions: every number, and every sentence with a number, comes from what was simulated."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from benchmarks.json_lines import Line
from benchmarks.labelling_rounds import ARMS, KNOWN_SHARE, PURE_SHARE, RANDOM, RANDOM_PURE, SUGGESTED

EVEN = 0.0005
"""Scores that differ by less are equal to the digits that are shown."""


def page(lines: Sequence[Line], *, places: str, command: str, missing: Sequence[str] = ()) -> str:
    """The page as Markdown.

    Args:
        lines: as `simulate` returns them.
        places: name of the list of places.
        command: that simulates the same again.
        missing: places with dense truth that were not simulated.
    """
    counts = sorted({line["boxes"] for line in lines})
    names = list(dict.fromkeys(line["place"] for line in lines))
    seeds = len({line["seed"] for line in lines if line["arm"] == RANDOM})
    parts = [
        "# Where to label next: is it worth following?",
        "",
        "This page is written by `benchmarks/suggestions.py`.",
        "",
        *_method(places, len(names), seeds),
        *([f"\nNot simulated yet: {', '.join(missing)}."] if missing else []),
        "",
        "## Mean over places",
        *_means(lines, counts),
        "",
        *(_sentence(lines, names, count, rival) for count in counts[1:] for rival in (RANDOM, RANDOM_PURE)),
        *_short_of_room(lines, counts[-1]),
        "",
        f"## Each place, with {counts[-1]} boxes",
        *_places(lines, names, counts[-1]),
        "",
        "## The same again",
        "```",
        command,
        "```",
    ]
    return "\n".join(parts) + "\n"


def _method(places: str, count: int, seeds: int) -> list[str]:
    return [
        f"At each of the {count} {places} places with dense truth a model begins with one polygon of each class. Then "
        "boxes of 5 x 5 pixels are placed round by round, the truth names their class, and the model is fitted anew "
        "(forest and head; all weights are not trained, for time).",
        "",
        f"- **{SUGGESTED}**: the boxes that `suggestlabels` ranks first, asked again after each round.",
        f"- **{RANDOM}**: boxes anywhere, mean of {seeds} draws.",
        f"- **{RANDOM_PURE}**: the same, but whoever places them sees beforehand which boxes are mixed and avoids "
        "them at no cost; the suggestions do not know that.",
        "",
        "Every box costs the same; all ways of placing get equally many, except where noted. A box is mixed when its "
        f"largest class fills less than {PURE_SHARE:.0%} of it: it "
        f"is paid for and teaches nothing. Boxes lie only where at least {KNOWN_SHARE:.0%} of the pixels have truth. "
        "Mean IoU is of the whole map, on truth outside the first polygons and outside all boxes of all ways of "
        "placing, so that all are scored on the same pixels. Settings were chosen on places that are not among the "
        "scoring places.",
    ]


def _means(lines: Sequence[Line], counts: Sequence[int]) -> list[str]:
    header = "| boxes | " + " | ".join(str(count) for count in counts) + " | boxes that could be named |"
    rows = [header, "| --- |" + " --- |" * (len(counts) + 1)]
    for arm in ARMS:
        scores = [np.mean(list(_by_place(lines, arm, count).values())) for count in counts]
        last = [line for line in lines if line["arm"] == arm and line["boxes"] == counts[-1]]
        named = np.mean([line["named"] / line["placed"] for line in last if line["placed"]])
        rows.append(f"| {arm} | " + " | ".join(f"{score:.3f}" for score in scores) + f" | {named:.0%} |")
    return rows


def _sentence(lines: Sequence[Line], names: Sequence[str], count: int, rival: str) -> str:
    own, other = _by_place(lines, SUGGESTED, count), _by_place(lines, rival, count)
    gains = np.array([own[name] - other[name] for name in names])
    behind = [name for name, gain in zip(names, gains, strict=True) if gain < -EVEN]
    words = f"With {count} boxes, following the suggestions gives {gains.mean():+.3f}"
    if len(gains) > 1:
        error = float(gains.std(ddof=1)) / math.sqrt(len(gains))
        clear = "" if abs(gains.mean()) > 2 * error else ", which may be chance"
        words += f" (standard error over places {error:.3f}{clear})"
    words += f" against “{rival}”: ahead at {int((gains > EVEN).sum())} of {len(names)} places"
    return f"- {words}{'; behind at ' + ', '.join(behind) if behind else ''}."


def _short_of_room(lines: Sequence[Line], count: int) -> list[str]:
    """Places where some way of placing found no room for all its boxes, so that costs were not equal."""
    short: dict[str, dict[str, list[int]]] = {}
    for line in lines:
        if line["boxes"] == count and line["placed"] < count:
            short.setdefault(line["place"], {}).setdefault(line["arm"], []).append(line["placed"])
    return [
        f"- At {place} there is not room for {count} boxes where the truth is known: "
        + ", ".join(f"{arm} {np.mean(placed):.3g}" for arm, placed in arms.items())
        + " were placed, so costs differ there. The place stays in all means."
        for place, arms in short.items()
    ]


def _places(lines: Sequence[Line], names: Sequence[str], count: int) -> list[str]:
    rows = ["| place | no box | " + " | ".join(ARMS) + " |", "| --- |" + " --- |" * (len(ARMS) + 1)]
    start = _by_place(lines, SUGGESTED, 0)
    by_arm = {arm: _by_place(lines, arm, count) for arm in ARMS}
    for name in names:
        scores = " | ".join(_with_spread(lines, arm, name, count, by_arm[arm][name]) for arm in ARMS)
        rows.append(f"| {name} | {start[name]:.3f} | {scores} |")
    return rows


def _with_spread(lines: Sequence[Line], arm: str, place: str, count: int, mean: float) -> str:
    """The mean, and the standard deviation over draws where there are several."""
    scores = [x["mean_iou"] for x in lines if (x["arm"], x["place"], x["boxes"]) == (arm, place, count)]
    return f"{mean:.3f}" + (f" ± {np.std(scores, ddof=1):.3f}" if len(scores) > 1 else "")


def _by_place(lines: Sequence[Line], arm: str, count: int) -> dict[str, float]:
    """Mean IoU at each place, over the seeds."""
    scores: dict[str, list[float]] = {}
    for line in lines:
        if line["arm"] == arm and line["boxes"] == count:
            scores.setdefault(line["place"], []).append(line["mean_iou"])
    return {place: float(np.mean(values)) for place, values in scores.items()}
