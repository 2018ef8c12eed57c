"""What the pages of all benchmarks are made of: tables, numbers in words, files."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.results import Result
from benchmarks.summary import Spread
from deepsat.outputs.temporary_files import whole_file


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a Markdown table, with an empty one behind it."""
    lines = [head, ["---"] * len(head), *rows]
    return [*(f"| {' | '.join(line)} |" for line in lines), ""]


def cell(spread: Spread | None) -> str:
    """`.612`, or with several seeds `.612 ± .010`; `-` where nothing was measured."""
    if spread is None:
        return "-"
    mean = score(spread.mean)
    return mean if math.isnan(spread.deviation) else f"{mean} ± {score(spread.deviation)}"


def score(value: float) -> str:
    """`.612`."""
    return f"{value:.3f}".removeprefix("0")


def points(gain: float) -> str:
    """A difference of two scores as `+1.2 points`."""
    return f"{signed(gain)} points"


def signed(gain: float) -> str:
    """A difference of two scores in points, as `+1.2`."""
    return f"{100 * gain:+.1f}"


def count(number: int, word: str) -> str:
    """`1 place`, `2 places`."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def seeds_in_words(seeds: Sequence[int]) -> str:
    """What scores are means of."""
    return "one seed" if len(seeds) == 1 else f"mean and standard deviation over {len(seeds)} seeds"


def dates_in_words(results: Sequence[Result]) -> str:
    """Which dates of its places the learners saw, as a sentence without full stop."""
    if any(r.first_date for r in results):
        return "every method sees the first date of a place only; places with more are marked \\*"
    several = {r.place: r.dates for r in results if r.dates > 1}
    counted = listed([f"{place} {dates}" for place, dates in sorted(several.items())])
    return "every method sees all dates of a place, classic ones as bands side by side" + (
        f"; more than one are there of {counted}" if several else ""
    )


def write(text: str, path: Path) -> None:
    """Writes a page, whole or not at all."""
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
