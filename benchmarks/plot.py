"""The chart of the experiment: mean IoU over places against the number of labels, one line for each start."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np

from benchmarks.label_sets import Budget
from benchmarks.starts import FOREST
from benchmarks.summary import Summary

mpl.use("Agg")

import matplotlib.pyplot as plt  # the backend has to be chosen first

_COLOURS = ("#7a7a7a", "#d08c2f", "#2b6cb0", "#a23b72", "#2f855a", "#5b4b9a", "#b83232")
_FOREST_COLOUR = "#1a1a1a"


def draw(summaries: Sequence[Summary], path: Path) -> None:
    """Writes the chart as SVG, the same bytes for the same numbers.

    Args:
        summaries: one for each budget and mode, none of them empty.
        path: of the file.
    """
    modes = list(dict.fromkeys(s.mode for s in summaries))
    kinds = [fractions for fractions in (False, True) if any(_is_fraction(s) == fractions for s in summaries)]
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "deepsat", "font.size": 9}
    with mpl.rc_context(settings):
        figure, all_axes = plt.subplots(
            len(kinds), len(modes), figsize=(4.2 * len(modes), 3.2 * len(kinds)), sharey=True, squeeze=False,
            layout="constrained",
        )  # fmt: skip
        starts = list(dict.fromkeys(start for s in summaries for start in s.starts if start != FOREST))
        for row, fractions in zip(all_axes, kinds, strict=True):
            for axes, mode in zip(row, modes, strict=True):
                _panel(axes, [s for s in summaries if s.mode == mode and _is_fraction(s) == fractions], starts)
                axes.set_title(mode)
                axes.set_xlabel("% of the training half" if fractions else "polygons a class")
            row[0].set_ylabel("mean IoU over places")
        handles, labels = max((axes.get_legend_handles_labels() for axes in all_axes.flat), key=lambda x: len(x[0]))
        figure.legend(handles, labels, loc="outside lower center", ncols=min(6, len(labels)), frameon=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format="svg", metadata={"Date": None})
        plt.close(figure)


def _is_fraction(summary: Summary) -> bool:
    return Budget(summary.budget).is_fraction


def _panel(axes: Any, summaries: list[Summary], starts: list[str]) -> None:
    summaries = sorted(summaries, key=lambda s: Budget(s.budget).amount)
    for start in [*starts, FOREST]:
        points = [(x, spread) for x, s in enumerate(summaries) if (spread := s.over_places(start)) is not None]
        if points:
            colour = _FOREST_COLOUR if start == FOREST else _COLOURS[starts.index(start) % len(_COLOURS)]
            axes.errorbar(
                [x for x, _ in points],
                [spread.mean for _, spread in points],
                yerr=np.nan_to_num([spread.deviation for _, spread in points]),
                color=colour, label=start, marker="o", markersize=4, linewidth=1.4, capsize=2,
                linestyle="--" if start == FOREST else "-",
            )  # fmt: skip
    axes.set_xticks(range(len(summaries)), [f"{Budget(s.budget).amount:g}" for s in summaries])
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
