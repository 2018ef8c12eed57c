"""Line charts as SVG that follows the colours of the page it stands in."""

from __future__ import annotations

import dataclasses
import io
import math
import re
import warnings

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import Normal, Stroke
from matplotlib.ticker import MaxNLocator, ScalarFormatter

_INK, _LINE = "#010203", "#010204"
_SERIES = ("#010211", "#010212", "#010213", "#010214", "#010215", "#010216")
_PAGE_COLOURS = {_INK: "currentColor", _LINE: "var(--line)"} | {
    c: f"var(--series-{i})" for i, c in enumerate(_SERIES, 1)
}
"""Matplotlib knows no CSS: these colours, which nothing else has, are exchanged for the page's."""

_DASHES = ("-", "--", "-.", ":")
_MOST_NAMES = 16
"""Along an axis; of more every second, third, ... is written."""
_LEVEL = 60
"""Letters that fit side by side along an axis; names that have more are turned."""
_LONGEST_NAME = 24
"""Letters of a name beside or below a chart, which is to have room."""


@dataclasses.dataclass(frozen=True)
class Curve:
    """Points of one quantity, such as over the steps of a training; values that are not finite leave a gap."""

    name: str
    steps: tuple[float, ...]
    values: tuple[float, ...]
    colour: str = ""
    """`#rrggbb` of the class that it is named after; empty for the page's own."""
    spread: tuple[float, ...] = ()
    """How far to each side of `values` it is shaded, one for each; empty for no shade."""


@dataclasses.dataclass(frozen=True)
class Chart:
    """Curves that share their axes."""

    title: str
    x_label: str
    y_label: str
    curves: tuple[Curve, ...]
    marks: tuple[tuple[int, str], ...] = ()
    """Steps at which something changed, and what, such as the start of a stage."""
    y_range: tuple[float, float] | None = None
    """Lowest and highest value shown; None to fit the curves."""
    x_range: tuple[float, float] | None = None
    """Likewise of the steps."""
    x_names: tuple[str, ...] = ()
    """What is written at the steps 0, 1, ... in place of numbers."""
    size: tuple[float, float] = (7.2, 3.0)
    """Width and height, in inches of 72 points; a page may show it smaller."""


class _Ticks(ScalarFormatter):
    """Numbers along an axis with the sign before decimals that a language has."""

    def __init__(self, point: str) -> None:
        super().__init__()
        self._point = point

    def __call__(self, x: float, pos: int | None = None) -> str:
        return str(super().__call__(x, pos)).replace(".", self._point)


def chart_svg(chart: Chart, point: str = ".") -> str:
    """The chart as an `<svg>` element, with `point` before decimals; the same chart gives the same text.

    The page sets the variables `--line` and `--series-1` to `--series-6`, and its text colour is used for words.
    """
    figure = Figure(figsize=chart.size, layout="constrained")
    axes = figure.add_subplot()
    text = io.StringIO()
    with (
        mpl.rc_context(
            {"svg.fonttype": "none", "svg.hashsalt": chart.title, "text.parse_math": False, "font.size": 10}
        ),
        warnings.catch_warnings(),
    ):
        _draw(axes, chart, point)
        # The page has the letters that Matplotlib's own font lacks, such as Chinese ones.
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        figure.savefig(text, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return _for_page(text.getvalue())


def _for_page(svg: str) -> str:
    """The element alone, without namespaces, which HTML does not need, in the page's width and colours."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' xmlns(:\w+)?="[^"]*"', "", svg)
    svg = re.sub(r' (width|height)="[0-9.]+pt"', "", svg)
    for drawn, shown in _PAGE_COLOURS.items():
        svg = svg.replace(drawn, shown)
    return svg


def _draw(axes: Axes, chart: Chart, point: str) -> None:
    for number, curve in enumerate(chart.curves):
        _draw_curve(axes, curve, number)
    for step, text in chart.marks:
        axes.axvline(step, color=_LINE, linestyle=":")
        axes.annotate(text, (step, 1), xycoords=("data", "axes fraction"), xytext=(3, -3), textcoords="offset points",
                      va="top", color=_INK)  # fmt: skip
    if chart.y_range is not None and all(map(math.isfinite, chart.y_range)):
        axes.set_ylim(*chart.y_range)
    if chart.x_range is not None:
        axes.set_xlim(*chart.x_range)
    axes.set_xlabel(chart.x_label, color=_INK)
    axes.set_ylabel(chart.y_label, color=_INK)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(_Ticks(point))
    if chart.x_names:
        _write_names(axes, chart.x_names)
    else:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=(1, 2, 5, 10)))
    axes.tick_params(colors=_INK)
    axes.grid(color=_LINE, linewidth=0.6)
    axes.patch.set_alpha(0)
    axes.figure.patch.set_alpha(0)
    for name, spine in axes.spines.items():
        spine.set_visible(name in ("left", "bottom"))
        spine.set_color(_LINE)
    if any(curve.colour for curve in chart.curves):
        _draw_legend_beside(axes, chart.curves)
    elif len(chart.curves) > 1:
        axes.legend(frameon=False, labelcolor=_INK)


def _draw_curve(axes: Axes, curve: Curve, number: int) -> None:
    colour, dash = curve.colour or _SERIES[number % len(_SERIES)], _DASHES[number % len(_DASHES)]
    marker = "o" if len(curve.steps) <= 25 else ""
    # A class may be as pale as the page: a rim in the colour of the page's lines sets it off.
    rim = [Stroke(linewidth=3, foreground=_LINE), Normal()] if curve.colour else None
    axes.plot(
        curve.steps, curve.values, color=colour, linestyle=dash, marker=marker, markersize=3, label=curve.name,
        path_effects=rim,
    )  # fmt: skip
    if len(curve.spread) == 1:
        axes.errorbar(curve.steps, curve.values, curve.spread, color=colour, alpha=0.5, capsize=4)
    elif curve.spread:
        low = [value - spread for value, spread in zip(curve.values, curve.spread, strict=True)]
        high = [value + spread for value, spread in zip(curve.values, curve.spread, strict=True)]
        axes.fill_between(curve.steps, low, high, color=colour, alpha=0.15, linewidth=0)


def _write_names(axes: Axes, names: tuple[str, ...]) -> None:
    places = range(0, len(names), -(-len(names) // _MOST_NAMES))
    written = [_shortened(names[place]) for place in places]
    axes.set_xticks(list(places), written)
    if sum(map(len, written)) > _LEVEL:
        for label in axes.get_xticklabels():
            label.set(rotation=45, ha="right", rotation_mode="anchor")


def _draw_legend_beside(axes: Axes, curves: tuple[Curve, ...]) -> None:
    names = [_in_legend(curve.name) for curve in curves]
    lines = list(axes.get_lines())[: len(curves)]
    axes.figure.legend(lines, names, loc="outside right upper", frameon=False, labelcolor=_INK)


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _in_legend(name: str) -> str:
    """Matplotlib leaves out names that begin with an underscore."""
    short = _shortened(name)
    return f"\N{WORD JOINER}{short}" if short.startswith("_") else short
