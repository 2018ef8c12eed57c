"""The papers' experiment: how good is the map, with how few labels, from which start?

    python -m benchmarks.label_fractions --starts random spectral forest bundled

Measures whatever is not measured yet, one JSON line each, and writes a page with tables and a chart from them.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import itertools
import multiprocessing
import shlex
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from benchmarks.label_sets import BUDGET_NAMES, Budget, is_offered
from benchmarks.measuring import Task, measure
from benchmarks.page import page, summaries_of
from benchmarks.places import PLACES, Place, data_folder, find_places
from benchmarks.plot import draw
from benchmarks.results import Result, ResultFile, latest
from benchmarks.starts import FROZEN, MODES, PRODUCT, RECIPE, Start, checkpoint_hash, software_hash
from deepsat.finetune.recipe import Recipe
from deepsat.jobs import UserError
from deepsat.temporary_files import whole_file

_ROOT = Path(__file__).resolve().parents[1]
_DOCS = _ROOT / "docs"
_BUILD = _ROOT / "build" / "benchmarks"


class Runner:
    """Measures tasks, and keeps what came out.

    Args:
        file: where results are kept.
        recipe: settings of fine-tuning, before start and mode change theirs.
        device: for the networks, as jobs name it.
        threads: of each process.
        workers: processes that measure at the same time.
        any_software: whether results that other code measured count as done.
    """

    def __init__(
        self,
        file: ResultFile,
        recipe: Recipe | None = None,
        *,
        device: str = "cpu",
        threads: int = 1,
        workers: int = 1,
        any_software: bool = False,
    ) -> None:
        self._file, self._recipe = file, recipe or Recipe()
        self._device, self._threads, self._workers = device, threads, workers
        self._any_software = any_software
        self._software = software_hash()
        self._data: dict[str, str] = {}

    def missing(self, tasks: Sequence[Task]) -> list[Task]:
        """Tasks without a result of the same data, checkpoint, recipe and code."""
        done = {(r.key, r.setup) for r in self._file.read() if self._any_software or r.software == self._software}
        return [task for task in tasks if (_key(task), self._setup(task)) not in done]

    def results(self, tasks: Sequence[Task]) -> list[Result]:
        """What is known of these tasks by now, each measured last with its present data, checkpoint and recipe."""
        wanted = {(_key(task), self._setup(task)) for task in tasks}
        known = latest(r for r in self._file.read() if (r.key, r.setup) in wanted)
        order = {_key(task): number for number, task in enumerate(tasks)}
        return sorted(known, key=lambda r: order[r.key])

    def run(self, tasks: Sequence[Task]) -> list[str]:
        """Measures what is missing; returns a sentence for each task that could not be measured."""
        missing = self.missing(tasks)
        print(f"{len(tasks) - len(missing)} of {len(tasks)} measurements are there already.", flush=True)
        failures, started = [], time.monotonic()
        for number, (task, outcome) in enumerate(self._outcomes(missing), start=1):
            left = (time.monotonic() - started) / number * (len(missing) - number) / 60
            if isinstance(outcome, Result):
                self._file.append(outcome)
                figures = f"mean IoU {outcome.mean_iou:.3f} in {outcome.seconds:.1f} s"
                print(f"[{number}/{len(missing)}, {left:.0f} min left] {task}: {figures}", flush=True)
            else:
                failures.append(f"{task}: {outcome}")
                print(failures[-1], file=sys.stderr, flush=True)
        return failures

    def _outcomes(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result | str]]:
        """Each task with what came out, as they end."""
        if self._workers == 1:
            torch.set_num_threads(self._threads)
            for task in tasks:
                yield task, self._outcome(task)
            return
        # A forked process would inherit torch's threads in an unknown state.
        spawn = multiprocessing.get_context("spawn")
        with concurrent.futures.ProcessPoolExecutor(
            self._workers, mp_context=spawn, initializer=torch.set_num_threads, initargs=(self._threads,)
        ) as pool:
            waiting = {pool.submit(self._outcome, task): task for task in tasks}
            for future in concurrent.futures.as_completed(waiting):
                yield waiting[future], future.result()

    def _outcome(self, task: Task) -> Result | str:
        setup = self._setup(task)
        try:
            score = measure(task, self._recipe, self._device, self._threads)
        except (UserError, ValueError) as error:
            return str(error)
        folder = task.start.folder
        return Result(
            task.place.name, task.budget.name, task.start.name, task.mode, task.seed,
            setup=setup, software=self._software,
            mean_iou=score.mean_iou, overall=score.overall, iou=score.iou, training_pixels=score.training_pixels,
            scored_pixels=score.scored_pixels, seconds=round(score.seconds, 2),
            checkpoint="" if folder is None else checkpoint_hash(folder),
            first_date=task.place.is_first_of_many_dates,
        )  # fmt: skip

    def _setup(self, task: Task) -> str:
        name = task.place.name
        if name not in self._data:
            self._data[name] = task.place.data_hash()
        return task.start.setup_hash(task.mode, self._recipe, self._data[name])


def tasks_of(
    places: Sequence[Place], budgets: Sequence[Budget], starts: Sequence[Start], modes: Sequence[str], seeds: int
) -> list[Task]:
    """All measurements, seed by seed, so that an interrupted run has whole comparisons."""
    return [
        Task(place, budget, start, mode, seed)
        for seed, budget, place, start in itertools.product(range(seeds), budgets, places, starts)
        if is_offered(place, budget)
        for mode in (start.modes if len(start.modes) == 1 else modes)
    ]


def write_page(results: Sequence[Result], path: Path, *, places: str, command: str) -> None:
    """Writes the page, and the chart in `images` beside it."""
    picture = path.parent / "images" / f"{path.stem}.svg"
    draw(summaries_of(results), picture)
    text = page(results, places=places, command=command, picture=f"images/{picture.name}")
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0 when everything was measured, 1 when something could not be."""
    options = _parser().parse_args(arguments)
    try:
        starts = [Start.parse(text) for text in options.starts]
        budgets = [Budget(name) for name in options.budgets]
        places = find_places(tuple(options.only or PLACES[options.places]), options.data)
    except (ValueError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 2
    tasks = tasks_of(places, budgets, starts, options.modes, options.seeds)
    runner = Runner(
        ResultFile(options.results or _BUILD / f"label_fractions_{options.places}.jsonl"),
        device=options.device,
        threads=options.threads,
        workers=options.workers,
        any_software=options.any_software,
    )
    failures = [] if options.page_only else runner.run(tasks)
    results = runner.results(tasks)
    path = options.page or (_DOCS if options.places == "scoring" else _BUILD) / "label_fractions.md"
    if summaries_of(results):
        write_page(results, path, places=options.places, command=_command(options))
        print(f"{len(results)} results are shown in {path}")
    return 1 if failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.label_fractions", description=__doc__.splitlines()[0])
    parser.add_argument("--places", choices=PLACES, default="scoring", help="which list of places (%(default)s)")
    parser.add_argument("--only", nargs="+", metavar="PLACE", help="only these places, as folders of the data")
    parser.add_argument(
        "--starts",
        nargs="+",
        default=["random", "spectral", "forest"],
        metavar="START",
        help="random, spectral, forest, bundled, or NAME=FOLDER of a checkpoint",
    )
    parser.add_argument("--budgets", nargs="+", choices=BUDGET_NAMES, default=["k1", "k3", "k5"], metavar="BUDGET",
                        help=f"out of {' '.join(BUDGET_NAMES)} (k1 k3 k5)")  # fmt: skip
    parser.add_argument("--modes", nargs="+", choices=MODES, default=[FROZEN, RECIPE], help=f"({FROZEN} {RECIPE}); "
                        f"{PRODUCT} holds polygons out, as the product does")  # fmt: skip
    parser.add_argument("--seeds", type=int, default=3, help="how many (%(default)s)")
    parser.add_argument("--threads", type=int, default=1, help="of each process (%(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes at the same time (%(default)s)")
    parser.add_argument("--device", default="cpu", help="for the networks (%(default)s)")
    parser.add_argument("--data", type=Path, default=data_folder(), help="folder with the places")
    parser.add_argument("--results", type=Path, help="JSON lines (build/benchmarks/label_fractions_PLACES.jsonl)")
    parser.add_argument("--page", type=Path, help="Markdown page (docs/, for development places build/benchmarks/)")
    parser.add_argument("--page-only", action="store_true", help="measure nothing; write the page anew")
    parser.add_argument("--any-software", action="store_true", help="count results of other code as done too")
    return parser


def _command(options: argparse.Namespace) -> str:
    """What measures the same again; folders of checkpoints are another machine's business."""
    starts = [f"{text.partition('=')[0]}=FOLDER" if "=" in text else text for text in options.starts]
    parts = ["python", "-m", "benchmarks.label_fractions", "--places", options.places]
    if options.only:
        parts += ["--only", *options.only]
    parts += ["--starts", *starts, "--budgets", *options.budgets, "--modes", *options.modes]
    parts += ["--seeds", str(options.seeds)]
    return shlex.join(parts)


def _key(task: Task) -> tuple[str, str, str, str, int]:
    return (task.place.name, task.budget.name, task.start.name, task.mode, task.seed)


if __name__ == "__main__":
    sys.exit(main())
