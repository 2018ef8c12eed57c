"""The page of the super-resolution benchmark."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import numpy as np

from benchmarks.json_lines import Line
from benchmarks.label_sets import Budget
from benchmarks.page_parts import count, score, signed, table
from benchmarks.super_resolution_measuring import CONTRAST_FIRST, NETWORK_REPEATED, REPEATED, UPSAMPLED, WAYS
from benchmarks.super_resolution_training import ATTENTION_CHANNELS, BATCH, CONTRAST_SHARE, SIDE_PX

SCORES = {"mean_iou": "mean IoU", "boundary_iou": "at boundaries", "interior_iou": "inside"}
AIM = 0.03
"""Mean IoU at boundaries above that of the repeated map."""


def page(lines: Sequence[Line], *, command: str, steps: int, missing: int) -> str:
    """The whole page, as Markdown.

    Args:
        lines: measurements, as `measure_super_resolution` gives them.
        command: what measures the same again.
        steps: of the small networks.
        missing: measurements that are still to come or that could not be made.
    """
    parts = [*_head(lines, steps, missing), *_gains(lines), *_pairs(lines)]
    for place, budget in dict.fromkeys((line["place"], line["budget"]) for line in lines):
        parts += _place([line for line in lines if (line["place"], line["budget"]) == (place, budget)])
    parts += ["## The same again", "```", command, "```", ""]
    return "\n".join(parts)


def _head(lines: Sequence[Line], steps: int, missing: int) -> list[str]:
    seeds = len({line["seed"] for line in lines})
    single = " What another seed would change was not measured." if seeds == 1 else ""
    unfinished = [f"Of this list there is still to come: {count(missing, 'map')}.", ""] if missing else []
    return [
        "# Maps finer than their imagery",
        "",
        "This page is written by `benchmarks/super_resolution.py`.",
        "",
        "Imagery is made 2 or 4 times coarser by means over blocks of pixels (1:2, 1:4). Every map is as fine as the "
        "imagery was, and scored there, on truth outside of what was learnt from. A boundary pixel is one in whose "
        f"3 x 3 window the truth changes. {count(seeds, 'seed')}.{single}",
        "",
        f"- **{REPEATED}**: `finetune` and `predict` on the coarser imagery with nothing set; each pixel of the map is "
        "divided.",
        "- **DeepSat, probabilities interpolated**: of the same model, bilinearly between the centres of pixels, then "
        "the likeliest class.",
        "- **DeepSat, scale**: the same with `scale` 2 or 4: imagery divided with means kept, labels by share.",
        "- **network with blocks**: a U-Net of three levels with one or two blocks of transposed convolution, batch "
        "normalisation and LeakyReLU behind it (`encoders/upsampling.py`), as in the paper on context-self contrast "
        f"(arXiv 2104.04310). {steps} steps of {BATCH} windows of {SIDE_PX} x {SIDE_PX} coarser pixels from random "
        "weights: seconds to minutes on one core, where the paper trains on a GPU. Only from a share of the truth: "
        "small polygons that lie apart from each other hold no boundary to learn from.",
        f"- **CSCL first**: {CONTRAST_SHARE:.0%} of these steps by masked context-self contrast on the finer grid, "
        f"with {ATTENTION_CHANNELS} attention channels.",
        f"- **{NETWORK_REPEATED}**: that U-Net without blocks, to tell what the blocks do from what the network does.",
        "",
        f"Measured on {datetime.date.today().isoformat()}.",
        "",
        *unfinished,
    ]


def _gains(lines: Sequence[Line]) -> list[str]:
    """Against the repeated map of DeepSat, mean over places: the aim."""
    rows = [
        row
        for budget in dict.fromkeys(line["budget"] for line in lines)
        for scale in sorted({line["scale"] for line in lines})
        for way in WAYS[1:]
        if (row := _gain(lines, budget, scale, REPEATED, way))
    ]
    return [
        f"## Against {REPEATED}",
        "",
        f"Points, mean over places. The aim is {100 * AIM:+.0f} points at boundaries.",
        "",
        *table(["labels", "coarser", "way", *SCORES.values(), "better at boundaries", "aim"], rows),
    ]


def _pairs(lines: Sequence[Line]) -> list[str]:
    """What blocks and contrast change, the network being the same."""
    pairs = ((NETWORK_REPEATED, UPSAMPLED, "blocks"), (UPSAMPLED, CONTRAST_FIRST, "CSCL first, with blocks"))
    rows = [
        [*row[:2], title, *row[3:-1]]
        for first, second, title in pairs
        for budget in dict.fromkeys(line["budget"] for line in lines)
        for scale in sorted({line["scale"] for line in lines})
        if (row := _gain(lines, budget, scale, first, second))
    ]
    if not rows:
        return []
    return [
        "## What blocks and contrast change in the small network",
        "",
        "Points, mean over places: blocks against the repeated map of the same U-Net, contrast first against "
        "cross-entropy alone with equally many steps.",
        "",
        *table(["labels", "coarser", "what", *SCORES.values(), "better at boundaries"], rows),
    ]


def _gain(lines: Sequence[Line], budget: str, scale: int, first: str, second: str) -> list[str]:
    """The cells of one comparison over places that were measured both ways; none where there are none."""
    mine = [line for line in lines if (line["budget"], line["scale"]) == (budget, scale)]
    before, after = (
        {(line["place"], line["seed"]): line for line in mine if line["way"] == way} for way in (first, second)
    )
    both = [key for key in before if key in after]
    if not both:
        return []
    gains = {name: np.array([after[key][name] - before[key][name] for key in both]) for name in SCORES}
    means = {name: float(np.nanmean(values)) for name, values in gains.items()}
    better = f"{int((gains['boundary_iou'] > 0).sum())} of {len(both)}"
    met = "met" if means["boundary_iou"] >= AIM else "not met"
    return [Budget(budget).title, f"1:{scale}", second, *map(signed, means.values()), better, met]


def _place(lines: Sequence[Line]) -> list[str]:
    first = lines[0]
    pixels = f"{first['boundary_pixels']} boundary and {first['interior_pixels']} interior pixels are scored"
    budget = Budget(first["budget"])
    scales = sorted({line["scale"] for line in lines})
    columns = [f"{name}, 1:{scale}" for scale in scales for name in SCORES.values()]
    rows = [
        [way, *(_cell(lines, way, scale, name) for scale in scales for name in SCORES), *_seconds(lines, way, scales)]
        for way in WAYS
        if any(line["way"] == way for line in lines)
    ]
    return [
        f"## {first['place']}, {budget.title}{' of the training half' if budget.is_fraction else ''}",
        "",
        f"{pixels}.",
        "",
        *table(["way", *columns, *(f"CPU seconds, 1:{scale}" for scale in scales)], rows),
    ]


def _cell(lines: Sequence[Line], way: str, scale: int, name: str) -> str:
    known = [line[name] for line in lines if (line["way"], line["scale"]) == (way, scale) and np.isfinite(line[name])]
    return score(float(np.mean(known))) if known else "-"


def _seconds(lines: Sequence[Line], way: str, scales: Sequence[int]) -> list[str]:
    found = [[line["seconds"] for line in lines if (line["way"], line["scale"]) == (way, scale)] for scale in scales]
    return [f"{np.mean(seconds):.0f}" if seconds else "-" for seconds in found]
