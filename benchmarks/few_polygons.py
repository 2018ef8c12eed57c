"""A few polygons: what is the map worth, and how does it compare with forests, an SVM and an untrained network?

    python -m benchmarks.few_polygons --workers 2

Measures whatever is not measured yet, one JSON line each, and writes a page with tables and a chart from them.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import command
from benchmarks.few_polygons_page import page, panels
from benchmarks.groups import METHODS, groups
from benchmarks.label_sets import POLYGON_BUDGETS, Budget, shortcoming
from benchmarks.learners import CLASSIC, Learner, Network
from benchmarks.page_parts import write
from benchmarks.plot import draw
from benchmarks.results import Result
from benchmarks.starts import AUTO, PLAIN, PRODUCT, RECIPE, Start
from deepsat.finetune.recipe import Recipe

NAME = "few_polygons"


def learners(recipe: Recipe) -> dict[str, Learner]:
    """The methods by name: the product as it is, what it is compared with, and an untrained network.

    Args:
        recipe: settings of fine-tuning.
    """
    deepsat, untrained = Network(Start(AUTO), PRODUCT, recipe), Network(Start(PLAIN), RECIPE, recipe)
    return {deepsat.name: deepsat, **CLASSIC, untrained.name: untrained}


def write_page(results: Sequence[Result], path: Path, *, command: str, left_out: Sequence[str] = ()) -> None:
    """Writes the page, and the chart in `images` beside it."""
    picture = path.parent / "images" / f"{path.stem}.svg"
    draw(panels(groups(results)[0]), picture, {name: method.title for name, method in METHODS.items()})
    write(page(results, command=command, picture=f"images/{picture.name}", left_out=left_out), path)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0 when everything was measured, 1 when something could not be, 2 for places that are not there."""
    options = _parser().parse_args(arguments)
    try:
        places = command.places_of(options)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    budgets = [Budget(name) for name in options.budgets]
    left_out = [said for place in places for budget in budgets if (said := shortcoming(place, budget))]
    for said in left_out:
        print(f"Left out: {said}.", flush=True)
    chosen = [learner for name, learner in learners(Recipe()).items() if name in options.methods]
    results, failures = command.run(options, NAME, command.tasks_of(places, budgets, chosen, options.seeds))
    path = command.page_of(options, NAME)
    if results:
        write_page(results, path, command=_command(options), left_out=left_out)
        print(f"{len(results)} results are shown in {path}")
    return 1 if failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = command.parser(NAME, __doc__.splitlines()[0], POLYGON_BUDGETS, POLYGON_BUDGETS, every_date=True)
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS), help="(all)")
    return parser


def _command(options: argparse.Namespace) -> str:
    """What measures the same again."""
    parts = command.repeated(options, NAME)
    return shlex.join(parts if set(options.methods) == set(METHODS) else [*parts, "--methods", *options.methods])


if __name__ == "__main__":
    sys.exit(main())
