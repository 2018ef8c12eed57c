"""Running: whatever is not measured yet, each measurement in a process of its own, so that its memory is known."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any

import torch

from benchmarks.measuring import Score, Task, measure
from benchmarks.page_parts import count
from benchmarks.results import Key, Result, ResultFile, latest
from benchmarks.software import software_hash
from deepsat.jobs import UserError


class Runner:
    """Measures tasks, and keeps what came out.

    Args:
        file: where results are kept.
        device: for networks, as jobs name it.
        threads: of each process.
        workers: processes that measure at the same time.
        any_software: whether results that other code measured count as done.
    """

    def __init__(
        self, file: ResultFile, *, device: str = "cpu", threads: int = 1, workers: int = 1, any_software: bool = False
    ) -> None:
        self._file, self._device, self._threads, self._workers = file, device, threads, workers
        self._any_software = any_software
        self._software = software_hash()
        self._data: dict[str, str] = {}

    def missing(self, tasks: Sequence[Task]) -> list[Task]:
        """Tasks without a result of the same data, settings and code."""
        done = {(r.key, r.setup) for r in self._file.read() if self._any_software or r.software == self._software}
        return [task for task in tasks if (_key(task), self._setup(task)) not in done]

    def results(self, tasks: Sequence[Task]) -> list[Result]:
        """What is known of these tasks by now, each measured last with its present data and settings."""
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
            if isinstance(outcome, Score):
                self._file.append(self._result(task, outcome))
                figures = f"mean IoU {outcome.mean_iou:.3f} in {outcome.seconds:.1f} s, {outcome.memory_mb} MB"
                print(f"[{number}/{len(missing)}, {left:.0f} min left] {task}: {figures}", flush=True)
            else:
                failures.append(f"{task}: {outcome}")
                print(failures[-1], file=sys.stderr, flush=True)
        return failures

    def _outcomes(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Score | str]]:
        """Each task with what came out, as they end."""
        context = multiprocessing.get_context("forkserver")
        # Loading the libraries takes longer than a forest; a server that loaded them and computed nothing is forked.
        context.set_forkserver_preload(["benchmarks.preloading"])
        waiting, running = list(reversed(tasks)), dict[Connection, tuple[Any, Task]]()
        with tempfile.TemporaryDirectory(prefix="benchmark_") as folder:
            try:
                while waiting or running:
                    while waiting and len(running) < self._workers:
                        task = waiting.pop()
                        connection, process = self._started(context, task, folder)
                        running[connection] = (process, task)
                    for ready in wait(list(running)):
                        if isinstance(ready, Connection):
                            process, task = running.pop(ready)
                            yield task, _received(ready, process)
            finally:
                for process, _ in running.values():
                    process.terminate()
                    process.join()

    def _started(self, context: Any, task: Task, folder: str) -> tuple[Connection, Any]:
        """A process that measures, and where it will send what came out."""
        receiving, sending = context.Pipe(duplex=False)
        process = context.Process(target=_measured, args=(sending, task, self._device, self._threads, folder))
        process.start()
        # As long as this end is open too, the death of the process would go unnoticed.
        sending.close()
        return receiving, process

    def _result(self, task: Task, score: Score) -> Result:
        return Result(
            task.place.name, task.budget.name, task.learner.name, task.learner.mode, task.seed,
            setup=self._setup(task), software=self._software,
            mean_iou=score.mean_iou, overall=score.overall, iou=score.iou, training_pixels=score.training_pixels,
            scored_pixels=score.scored_pixels, seconds=round(score.seconds, 2),
            checkpoint=task.learner.checkpoint, first_date=task.place.is_first_of_many_dates,
            dates=len(task.place.images),
            memory_mb=score.memory_mb, libraries_mb=score.libraries_mb, chosen=score.chosen,
            conditions=f"{self._device}, {count(self._threads, 'thread')}, {self._workers} at the same time",
        )  # fmt: skip

    def _setup(self, task: Task) -> str:
        """Hash of all that a score depends on, except the software."""
        name = task.place.name
        if name not in self._data:
            self._data[name] = task.place.data_hash()
        settings = {"data": self._data[name], **task.learner.settings()}
        return hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()[:16]


def _measured(connection: Connection, task: Task, device: str, threads: int, folder: str) -> None:
    """What a process does: measures, and sends the score or a sentence."""
    torch.set_num_threads(threads)
    # Of a process that is killed, whoever started it removes what is left.
    tempfile.tempdir = folder
    try:
        outcome: Score | str = measure(task, device, threads)
    except (UserError, ValueError) as error:
        outcome = str(error)
    connection.send(outcome)
    connection.close()


def _received(connection: Connection, process: Any) -> Score | str:
    try:
        outcome: Score | str = connection.recv()
    except EOFError:
        process.join()
        return f"its process ended with exit status {process.exitcode}"
    process.join()
    return outcome


def _key(task: Task) -> Key:
    return (task.place.name, task.budget.name, task.learner.name, task.learner.mode, task.seed)
