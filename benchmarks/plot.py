"""Charts: mean IoU against the number of labels, one line for each learner, one panel for each thing told apart."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np

from benchmarks.learners import CLASSIC
from benchmarks.starts import PLAIN
from benchmarks.summary import Spread

mpl.use("Agg")

import matplotlib.pyplot as plt  # the backend has to be chosen first

_COLOURS = ("#2b6cb0", "#d08c2f", "#a23b72", "#2f855a", "#5b4b9a", "#b83232")
_PLAIN_COLOUR = "#9a9a9a"
_DASHED_COLOURS = ("#1a1a1a", "#8a5a2b", "#3f9fa6")


@dataclasses.dataclass(frozen=True)
class Panel:
    """One chart among others."""

    title: str
    x_label: str
    ticks: tuple[str, ...]
    lines: Mapping[str, Sequence[Spread | None]]
    """By learner, one for each tick."""


def draw(rows: Sequence[Sequence[Panel]], path: Path, titles: Mapping[str, str] | None = None) -> None:
    """Writes the chart as SVG, the same bytes for the same numbers.

    Args:
        rows: at least one panel in each; a learner has the same colour in all. Classic ones are dashed.
        path: of the file.
        titles: of learners; others are called by their name.
    """
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "deepsat", "font.size": 9}
    learners = list(dict.fromkeys(name for row in rows for panel in row for name in panel.lines))
    styles, columns = _styles(learners), max(map(len, rows))
    with mpl.rc_context(settings):
        figure, all_axes = plt.subplots(
            len(rows), columns, figsize=(4.2 * columns, 3.2 * len(rows)), sharey=True, squeeze=False,
            layout="constrained",
        )  # fmt: skip
        for row, line_of_axes in zip(rows, all_axes, strict=True):
            for panel, axes in zip(row, line_of_axes, strict=False):
                _draw_panel(axes, panel, styles, titles or {})
            for axes in line_of_axes[len(row) :]:
                axes.set_axis_off()
            line_of_axes[0].set_ylabel("mean IoU over places")
        handles = {label: handle for axes in all_axes.flat for handle, label in zip(*axes.get_legend_handles_labels())}
        figure.legend(
            handles.values(), handles.keys(), loc="outside lower center", ncols=min(6, len(handles)), frameon=False
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format="svg", metadata={"Date": None})
        plt.close(figure)


def _styles(learners: Sequence[str]) -> dict[str, dict[str, Any]]:
    networks = [name for name in learners if name not in CLASSIC and name != PLAIN]
    solid = {n: {"color": _COLOURS[i % len(_COLOURS)], "linestyle": "-"} for i, n in enumerate(networks)}
    solid[PLAIN] = {"color": _PLAIN_COLOUR, "linestyle": "-"}
    return solid | {n: {"color": c, "linestyle": "--"} for n, c in zip(CLASSIC, _DASHED_COLOURS, strict=True)}


def _draw_panel(axes: Any, panel: Panel, styles: Mapping[str, dict[str, Any]], titles: Mapping[str, str]) -> None:
    for learner, spreads in panel.lines.items():
        points = [(x, spread) for x, spread in enumerate(spreads) if spread is not None]
        if points:
            axes.errorbar(
                [x for x, _ in points],
                [spread.mean for _, spread in points],
                yerr=np.nan_to_num([spread.deviation for _, spread in points]),
                label=titles.get(learner, learner), marker="o", markersize=4, linewidth=1.4, capsize=2,
                **styles[learner],
            )  # fmt: skip
    axes.set_title(panel.title)
    axes.set_xlabel(panel.x_label)
    axes.set_xticks(range(len(panel.ticks)), panel.ticks)
    axes.set_xlim(-0.3, len(panel.ticks) - 0.7)
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
