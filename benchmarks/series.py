"""Series of dates: do networks for series and context-self contrast beat a forest on the stacked bands?

    python -m benchmarks.series --workers 2

Measures whatever is not measured yet, one JSON line each, and writes a page with tables from them.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import dataclasses
import itertools
import multiprocessing
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from benchmarks.command import BUILD, add_files, add_places, page_of
from benchmarks.json_lines import add_lines, read_lines
from benchmarks.label_sets import BUDGET_NAMES, Budget, shortcoming
from benchmarks.page_parts import write
from benchmarks.places import Place, find_places
from benchmarks.series_measuring import (
    ALL,
    DEEPSAT,
    FOREST,
    NETWORKS,
    NO_TRAINING,
    ONE,
    TRAININGS,
    SeriesTask,
    measure_series,
    single_dates,
)
from benchmarks.series_page import page

NAME = "series"
SCORING = ("belgium_series", "hls/scene20")
"""Places with three dates or more that nothing was chosen by."""
DEVELOPMENT = ("slovenia", "hls/scene12", "hls/scene27")
"""Likewise, for choosing by."""
BEST_DATES = 5
"""Single dates that DeepSat is measured on."""
PLACES = {"scoring": SCORING, "development": DEVELOPMENT}


def tasks_of(
    places: Sequence[Place],
    budgets: Sequence[Budget],
    networks: Sequence[str],
    trainings: Sequence[str],
    *,
    seeds: int,
    steps: int,
) -> list[SeriesTask]:
    """All that the places have labels for; what needs no training of a network first."""
    learners = [(FOREST, NO_TRAINING), (DEEPSAT, NO_TRAINING), *itertools.product(networks, trainings)]
    return [
        SeriesTask(place, budget, learner, training, dates, seed, steps)
        for seed, place, budget, dates, (learner, training) in itertools.product(
            range(seeds), places, budgets, (ONE, ALL), learners
        )
        if not shortcoming(place, budget)
    ]


def forest_of_each_date(places: Sequence[Place], budgets: Sequence[Budget], *, seeds: int) -> list[SeriesTask]:
    """The forest on each date of each place by itself, to find the best ones."""
    return [
        SeriesTask(place, budget, FOREST, NO_TRAINING, dates, seed, 0)
        for seed, budget, place in itertools.product(range(seeds), budgets, places)
        if not shortcoming(place, budget)
        for dates in single_dates(place)
    ]


def deepsat_of_best_dates(tasks: Sequence[SeriesTask], lines: Sequence[dict[str, Any]]) -> list[SeriesTask]:
    """DeepSat on the dates on which the forest does best, which takes a hundredth of the time.

    Args:
        tasks: of the forest, from `forest_of_each_date`.
        lines: results, these among them.
    """
    scores = {tuple(key_of(line).values()): line["mean_iou"] for line in lines}
    ranked = sorted(tasks, key=lambda task: -scores.get(tuple(task.key.values()), 0.0))
    groups: dict[tuple[str, str, int], list[SeriesTask]] = {}
    for task in ranked:
        groups.setdefault((task.place.name, task.budget.name, task.seed), []).append(task)
    return [dataclasses.replace(task, learner=DEEPSAT) for group in groups.values() for task in group[:BEST_DATES]]


def run(tasks: Sequence[SeriesTask], results: Path, *, device: str, threads: int, workers: int) -> None:
    """Measures the tasks that have no result yet, each written as it ends."""
    results.parent.mkdir(parents=True, exist_ok=True)
    done = [key_of(line) for line in read_lines(results)]
    missing = [task for task in tasks if task.key not in done]
    print(f"{len(tasks) - len(missing)} of {len(tasks)} measurements are there already.", flush=True)
    # A forked process would inherit torch's threads in an unknown state.
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(
        workers, mp_context=spawn, initializer=torch.set_num_threads, initargs=(threads,)
    ) as pool:
        waiting = [pool.submit(measure_series, task, device, threads) for task in missing]
        for number, future in enumerate(concurrent.futures.as_completed(waiting), start=1):
            line = future.result()
            add_lines(results, [line])
            what = ", ".join(str(value) for value in key_of(line).values() if value != "")
            print(f"[{number}/{len(missing)}] {what}: {line['mean_iou']:.3f} in {line['seconds']:.0f} s", flush=True)


def key_of(line: dict[str, Any]) -> dict[str, Any]:
    """What was measured; see `SeriesTask.key`."""
    return {name: line[name] for name in ("place", "budget", "learner", "training", "dates", "seed", "steps")}


def latest_of(tasks: Sequence[SeriesTask], lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last result of each task that has one: two runs at the same time may both have measured it."""
    latest = {tuple(key_of(line).values()): line for line in lines}
    wanted = {tuple(task.key.values()) for task in tasks}
    return [line for key, line in latest.items() if key in wanted]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0 when everything was measured, 2 for places that are not there."""
    options = _parser().parse_args(arguments)
    try:
        places = find_places(tuple(options.only or PLACES[options.places]), options.data)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    tasks, single = _wanted(options, places)
    results = options.results or BUILD / f"{NAME}.jsonl"

    def measured(wanted: Sequence[SeriesTask]) -> None:
        if not options.page_only:
            run(wanted, results, device=options.device, threads=1, workers=options.workers)

    measured([*tasks, *single])
    best = deepsat_of_best_dates(single, read_lines(results))
    measured(best)
    tasks += [*single, *best]
    lines = latest_of(tasks, read_lines(results))
    path = page_of(options, NAME)
    if lines:
        write(page(lines, command=_command(options), missing=len(tasks) - len(lines)), path)
        print(f"{len(lines)} maps are shown in {path}")
    return 0


def _wanted(options: argparse.Namespace, places: Sequence[Place]) -> tuple[list[SeriesTask], list[SeriesTask]]:
    """What is asked for, each once; and the forest on each date by itself."""
    budgets = [Budget(name) for name in options.budgets]
    of_dates = [Budget(name) for name in options.date_budgets] or budgets
    trainings, seeds = options.trainings, options.seeds
    tasks = tasks_of(places, budgets, options.networks, trainings, seeds=seeds, steps=options.steps)
    longer = options.longer_networks
    tasks += tasks_of(places, budgets, longer, trainings, seeds=seeds, steps=options.longer_steps) if longer else []
    single: list[SeriesTask] = []
    if options.each_date:
        tasks += tasks_of(places, of_dates, [], [], seeds=options.date_seeds, steps=options.steps)
        single = forest_of_each_date(places, of_dates, seeds=options.date_seeds)
    return list({tuple(task.key.values()): task for task in tasks}.values()), single


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"benchmarks.{NAME}", description=__doc__.splitlines()[0])
    add_places(parser, PLACES)
    parser.add_argument("--budgets", nargs="+", choices=BUDGET_NAMES, default=["f100"], metavar="BUDGET",
                        help=f"out of {' '.join(BUDGET_NAMES)} (f100)")  # fmt: skip
    parser.add_argument("--networks", nargs="*", choices=NETWORKS, default=list(NETWORKS), help="(all)")
    parser.add_argument("--trainings", nargs="+", choices=TRAININGS, default=list(TRAININGS), help="(all)")
    parser.add_argument("--each-date", action="store_true", help="find the best single date too")
    parser.add_argument("--date-budgets", nargs="+", choices=BUDGET_NAMES, default=[], metavar="BUDGET",
                        help="for --each-date, instead of the budgets")  # fmt: skip
    parser.add_argument("--date-seeds", type=int, default=1, help="for --each-date (%(default)s)")
    parser.add_argument("--seeds", type=int, default=1, help="how many (%(default)s)")
    parser.add_argument("--steps", type=int, default=80, help="of each training (%(default)s)")
    parser.add_argument("--longer-networks", nargs="+", choices=NETWORKS, default=[], metavar="NETWORK",
                        help="that are trained for more steps too (none)")  # fmt: skip
    parser.add_argument("--longer-steps", type=int, default=600, help="these many (%(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes with one thread each (%(default)s)")
    parser.add_argument("--device", default="cpu", help="for the networks (%(default)s)")
    add_files(parser, f"{NAME}.jsonl")
    return parser


def _command(options: argparse.Namespace) -> str:
    """What measures the same again."""
    parts = ["python", "-m", f"benchmarks.{NAME}", "--places", options.places]
    if options.only:
        parts += ["--only", *options.only]
    parts += ["--budgets", *options.budgets, "--seeds", str(options.seeds), "--steps", str(options.steps)]
    if set(options.networks) != set(NETWORKS):
        parts += ["--networks", *options.networks]
    if options.each_date:
        parts.append("--each-date")
        parts += ["--date-budgets", *options.date_budgets] if options.date_budgets else []
        parts += ["--date-seeds", str(options.date_seeds)] if options.date_seeds > 1 else []
    if options.longer_networks:
        parts += ["--longer-networks", *options.longer_networks, "--longer-steps", str(options.longer_steps)]
    if set(options.trainings) != set(TRAININGS):
        parts += ["--trainings", *options.trainings]
    return shlex.join(parts)


if __name__ == "__main__":
    sys.exit(main())
