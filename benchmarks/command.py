"""What the commands of the benchmarks share: options, the list of measurements, where results and pages go."""

from __future__ import annotations

import argparse
import dataclasses
import itertools
from collections.abc import Collection, Sequence
from pathlib import Path

from benchmarks.label_sets import Budget, shortcoming
from benchmarks.learners import Learner
from benchmarks.measuring import Task
from benchmarks.places import PLACES, Place, data_folder, find_places
from benchmarks.results import Result, ResultFile
from benchmarks.running import Runner

_ROOT = Path(__file__).resolve().parents[1]
DOCS = _ROOT / "docs"
BUILD = _ROOT / "build" / "benchmarks"


def parser(
    name: str, description: str, budgets: Sequence[str], usual: Sequence[str], *, every_date: bool = False
) -> argparse.ArgumentParser:
    """A parser with the options that every benchmark has.

    Args:
        name: of the module.
        description: one line.
        budgets: those that can be measured.
        usual: those of them that are measured where nothing else is said.
        every_date: whether all dates of a place are used where nothing else is said.
    """
    found = argparse.ArgumentParser(prog=f"benchmarks.{name}", description=description)
    add_places(found, PLACES)
    found.add_argument("--budgets", nargs="+", choices=budgets, default=list(usual), metavar="BUDGET",
                       help=f"out of {' '.join(budgets)} ({' '.join(usual)})")  # fmt: skip
    found.add_argument("--every-date", action=argparse.BooleanOptionalAction, default=every_date,
                       help="use all dates of a place, not the first one only (%(default)s)")  # fmt: skip
    found.add_argument("--seeds", type=int, default=3, help="how many (%(default)s)")
    found.add_argument("--threads", type=int, default=1, help="of each process (%(default)s)")
    found.add_argument("--workers", type=int, default=1, help="processes at the same time (%(default)s)")
    found.add_argument("--device", default="cpu", help="for the networks (%(default)s)")
    add_files(found, f"{name}.jsonl")
    found.add_argument("--any-software", action="store_true", help="count results of other code as done too")
    return found


def add_places(found: argparse.ArgumentParser, lists: Collection[str]) -> None:
    """Adds the options that say where to measure.

    Args:
        found: gets them.
        lists: names of the lists of places, `scoring` among them.
    """
    found.add_argument("--places", choices=lists, default="scoring", help="which list of places (%(default)s)")
    found.add_argument("--only", nargs="+", metavar="PLACE", help="only these places, as folders of the data")


def add_files(found: argparse.ArgumentParser, results: str) -> None:
    """Adds the options that say where imagery lies, and where results and page go.

    Args:
        found: gets them.
        results: what the file of results is called by itself.
    """
    found.add_argument("--data", type=Path, default=data_folder(), help="folder with the places")
    found.add_argument("--results", type=Path, help=f"JSON lines (build/benchmarks/{results})")
    found.add_argument("--page", type=Path, help="Markdown page (docs/, of development or single places build/)")
    found.add_argument("--page-only", action="store_true", help="measure nothing; write the page anew")


def places_of(options: argparse.Namespace) -> list[Place]:
    """The places that are asked for.

    Raises:
        FileNotFoundError: one has no image.
    """
    found = find_places(tuple(options.only or PLACES[options.places]), options.data)
    return [dataclasses.replace(place, every_date=options.every_date) for place in found]


def page_of(options: argparse.Namespace, name: str) -> Path:
    """Where the page goes: into the documentation only if all scoring places are on it."""
    is_whole = options.places != "development" and not options.only
    return options.page or (DOCS if is_whole else BUILD) / f"{name}.md"


def repeated(options: argparse.Namespace, name: str) -> list[str]:
    """The part of the command that all benchmarks share, to measure the same again."""
    parts = ["python", "-m", f"benchmarks.{name}", "--places", options.places]
    if options.only:
        parts += ["--only", *options.only]
    parts.append("--every-date" if options.every_date else "--no-every-date")
    return [*parts, "--budgets", *options.budgets, "--seeds", str(options.seeds)]


def tasks_of(places: Sequence[Place], budgets: Sequence[Budget], learners: Sequence[Learner], seeds: int) -> list[Task]:
    """All that the places have labels for, seed by seed, so that an interrupted run has whole comparisons."""
    offered = {(p.name, b.name) for p in places for b in budgets if not shortcoming(p, b)}
    return [
        Task(place, budget, learner, seed)
        for seed, budget, place, learner in itertools.product(range(seeds), budgets, places, learners)
        if (place.name, budget.name) in offered
    ]


def run(options: argparse.Namespace, name: str, tasks: Sequence[Task]) -> tuple[list[Result], list[str]]:
    """Measures what is missing, unless only the page is wanted.

    Returns:
        Results of the tasks, and a sentence for each that could not be measured.
    """
    runner = Runner(
        ResultFile(options.results or BUILD / f"{name}.jsonl"),
        device=options.device,
        threads=options.threads,
        workers=options.workers,
        any_software=options.any_software,
    )
    failures = [] if options.page_only else runner.run(tasks)
    return runner.results(tasks), failures
