"""The papers' experiment: how good is the map, with how few labels, from which start?

    python -m benchmarks.label_fractions --starts random spectral forest bundled

Measures whatever is not measured yet, one JSON line each, and writes a page with tables and a chart from them.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import command
from benchmarks.label_fractions_page import page, panels, summaries_of
from benchmarks.label_sets import BUDGET_NAMES, Budget
from benchmarks.learners import CLASSIC, learners_of
from benchmarks.page_parts import write
from benchmarks.plot import draw
from benchmarks.results import Result
from benchmarks.starts import FROZEN, MODES, PRODUCT, RECIPE
from deepsat.finetune.recipe import Recipe

NAME = "label_fractions"


def write_page(results: Sequence[Result], path: Path, *, places: str, command: str) -> None:
    """Writes the page, and the chart in `images` beside it."""
    picture = path.parent / "images" / f"{path.stem}.svg"
    draw(panels(summaries_of(results)), picture)
    write(page(results, places=places, command=command, picture=f"images/{picture.name}"), path)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0 when everything was measured, 1 when something could not be."""
    options = _parser().parse_args(arguments)
    try:
        modes = tuple(options.modes)
        learners = [learner for text in options.starts for learner in learners_of(text, modes, Recipe())]
        places = command.places_of(options)
    except (ValueError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 2
    tasks = command.tasks_of(places, [Budget(name) for name in options.budgets], learners, options.seeds)
    results, failures = command.run(options, NAME, tasks)
    path = command.page_of(options, NAME)
    if summaries_of(results):
        write_page(results, path, places=options.places, command=_command(options))
        print(f"{len(results)} results are shown in {path}")
    return 1 if failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = command.parser(NAME, __doc__.splitlines()[0], BUDGET_NAMES, ("k1", "k3", "k5"))
    parser.add_argument(
        "--starts",
        nargs="+",
        default=["random", "spectral", "forest"],
        metavar="START",
        help=f"random, spectral, auto, bundled, {', '.join(CLASSIC)}, or NAME=FOLDER of a checkpoint",
    )
    parser.add_argument("--modes", nargs="+", choices=MODES, default=[FROZEN, RECIPE], help=f"({FROZEN} {RECIPE}); "
                        f"{PRODUCT} holds polygons out, as the product does")  # fmt: skip
    return parser


def _command(options: argparse.Namespace) -> str:
    """What measures the same again; folders of checkpoints are another machine's business."""
    starts = [f"{text.partition('=')[0]}=FOLDER" if "=" in text else text for text in options.starts]
    return shlex.join([*command.repeated(options, NAME), "--starts", *starts, "--modes", *options.modes])


if __name__ == "__main__":
    sys.exit(main())
