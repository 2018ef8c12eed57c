"""Super-resolution: are maps finer than their imagery better at boundaries than coarse maps that are divided?

    python -m benchmarks.super_resolution

Measures whatever is not measured yet, one JSON line each, and writes a page with tables from them.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from benchmarks.command import BUILD, add_files, add_places, page_of
from benchmarks.json_lines import Line, add_lines, read_lines
from benchmarks.label_sets import BUDGET_NAMES, Budget, shortcoming
from benchmarks.page_parts import write
from benchmarks.places import Place, find_places
from benchmarks.super_resolution_measuring import (
    NETWORKS,
    SCALES,
    TRAININGS,
    SuperResolutionTask,
    measure_super_resolution,
)
from benchmarks.super_resolution_page import page
from deepsat.jobs import UserError

NAME = "super_resolution"
SCORING = ("hls/scene06", "hls/scene59", "spain", "amazon/Amazon_122_33", "amazon/Amazon_124_36", "kampala")
"""Places that nothing was chosen by, those that are large enough to be made coarser; the largest last, so that an
interrupted run has most of them."""
DEVELOPMENT = ("hls/scene12", "hls/scene54", "amazon/Amazon_1712_26")
"""For choosing by."""
PLACES = {"scoring": SCORING, "development": DEVELOPMENT}
KEY = ("place", "budget", "scale", "seed", "way", "steps")


def tasks_of(
    places: Sequence[Place], budgets: Sequence[Budget], scales: Sequence[int], *, seeds: int, steps: int
) -> list[SuperResolutionTask]:
    """All that the places have labels for; of small networks with a share of the truth only.

    Small polygons that lie apart from each other hold no boundary that a network could learn to draw.
    """
    return [
        SuperResolutionTask(place, budget, scale, ways, seed, steps)
        for seed in range(seeds)
        for budget in budgets
        for place in places
        for scale in scales
        for ways in TRAININGS
        if not shortcoming(place, budget) and (budget.is_fraction or ways[0] not in NETWORKS)
    ]


def run(tasks: Sequence[SuperResolutionTask], results: Path, *, device: str) -> list[str]:
    """Measures the tasks that have no result yet, each written as it ends.

    Returns:
        A sentence for each that could not be measured.
    """
    results.parent.mkdir(parents=True, exist_ok=True)
    done = [key_of(line) for line in read_lines(results)]
    missing = [task for task in tasks if any(key not in done for key in task.keys)]
    print(f"{len(tasks) - len(missing)} of {len(tasks)} trainings are there already.", flush=True)
    failures = []
    for number, task in enumerate(missing, start=1):
        what = f"[{number}/{len(missing)}] {task.place.name}, {task.budget.name}, 1:{task.scale}"
        try:
            lines = measure_super_resolution(task, device)
        except UserError as error:
            failures.append(f"{what}, {task.ways[0]}: {error}")
            print(failures[-1], file=sys.stderr, flush=True)
            continue
        add_lines(results, lines)
        for line in lines:
            score = f"{line['mean_iou']:.3f}, {line['boundary_iou']:.3f} at boundaries"
            print(f"{what}, {line['way']}: {score}, in {line['seconds']:.0f} s", flush=True)
    return failures


def key_of(line: Line) -> Line:
    """What was measured; see `SuperResolutionTask.keys`."""
    return {name: line[name] for name in KEY}


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0 when everything was measured, 1 when a part failed, 2 for places that are not there."""
    options = _parser().parse_args(arguments)
    torch.set_num_threads(1)
    try:
        places = find_places(tuple(options.only or PLACES[options.places]), options.data)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    budgets = [Budget(name) for name in options.budgets]
    tasks = tasks_of(places, budgets, options.scales, seeds=options.seeds, steps=options.steps)
    results = options.results or BUILD / f"{NAME}.jsonl"
    failures = [] if options.page_only else run(tasks, results, device=options.device)
    wanted = [key for task in tasks for key in task.keys]
    lines = [line for line in read_lines(results) if key_of(line) in wanted]
    path = page_of(options, NAME)
    if lines:
        write(page(lines, command=_command(options), steps=options.steps, missing=len(wanted) - len(lines)), path)
        print(f"{len(lines)} maps are shown in {path}")
    return 1 if failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"benchmarks.{NAME}", description=__doc__.splitlines()[0])
    add_places(parser, PLACES)
    parser.add_argument("--budgets", nargs="+", choices=BUDGET_NAMES, default=["f100", "k10"], metavar="BUDGET",
                        help=f"out of {' '.join(BUDGET_NAMES)} (f100 k10)")  # fmt: skip
    parser.add_argument("--scales", nargs="+", type=int, choices=SCALES, default=list(SCALES), help="(2 4)")
    parser.add_argument("--seeds", type=int, default=1, help="how many (%(default)s)")
    parser.add_argument("--steps", type=int, default=400, help="of the small networks (%(default)s)")
    parser.add_argument("--device", default="cpu", help="for the networks (%(default)s)")
    add_files(parser, f"{NAME}.jsonl")
    return parser


def _command(options: argparse.Namespace) -> str:
    """What measures the same again."""
    parts = ["python", "-m", f"benchmarks.{NAME}", "--places", options.places]
    if options.only:
        parts += ["--only", *options.only]
    parts += ["--budgets", *options.budgets, "--scales", *map(str, options.scales)]
    return shlex.join([*parts, "--seeds", str(options.seeds), "--steps", str(options.steps)])


if __name__ == "__main__":
    sys.exit(main())
