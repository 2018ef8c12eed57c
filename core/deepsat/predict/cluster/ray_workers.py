"""Workers as actors of Ray: started, given work, replaced where they are lost."""

from __future__ import annotations

import contextlib
import dataclasses
import heapq
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import deepsat
from deepsat.extras import needed_package
from deepsat.failures import in_words
from deepsat.jobs import ErrorCode, PredictJob, UserError, job_to_json
from deepsat.predict.cluster.shard_worker import Failed, ShardWorker
from deepsat.reporting import Reporter

START_SECONDS = 300.0
"""How long no worker at all may live before that is an error: a busy cluster gives room late."""
CONNECT_SECONDS = 10.0
MOST_LOSSES = 3
"""Workers that one shard may cost: whatever ends the third would end all of them."""
AHEAD = 2
"""Shards a worker that may be done before those above them are written: they wait in memory."""
CPUS_A_WORKER = 4
_POLL_SECONDS = 0.5

Call = tuple[str, tuple[Any, ...]]
"""A method of `ShardWorker`, and what it is given."""


@dataclasses.dataclass(frozen=True)
class Layout:
    """How many workers are started, and what each of them gets.

    More may be asked for than there is room for: a cluster that grows makes room for those that wait.
    """

    workers: int
    cpus: int
    gpus: int

    @classmethod
    def of(cls, resources: dict[str, float], job: PredictJob) -> Layout:
        """The layout for a job.

        Args:
            resources: of the cluster, as Ray tells them.
            job: says how many workers are wanted, and on which device.

        Raises:
            UserError: `DEVICE_UNAVAILABLE` for graphics cards that the cluster has none of.
        """
        cpus = max(int(resources.get("CPU", 1)), 1)
        gpus = 0 if job.device == "cpu" else int(resources.get("GPU", 0))
        if job.device not in ("auto", "cpu") and not (gpus and job.device.startswith("cuda")):
            raise UserError(
                ErrorCode.DEVICE_UNAVAILABLE,
                expected="a device that the workers of the cluster have",
                found=f"{job.device}: the cluster has {_in_words(resources)}",
                remedy="Choose the device 'auto' or 'cpu', or start Ray where there are graphics cards.",
            )
        workers = job.workers or gpus or max(cpus // CPUS_A_WORKER, 1)
        return cls(workers, max(min(cpus // workers, CPUS_A_WORKER), 1), 1 if gpus else 0)


class RayWorkers:
    """Workers of one job.

    Args:
        ray: the module, connected to a cluster.
        job: what they map.
        layout: how many to start.
        reporter: told of losses; asked whether to stop.

    Attributes:
        count: of workers that were asked for.
        there: how many of them have lived at the same time so far.
        device: that they compute on, in words.
    """

    def __init__(self, ray: Any, job: PredictJob, layout: Layout, reporter: Reporter) -> None:
        self._ray, self._reporter, self.count = ray, reporter, layout.workers
        self.device, self.there = "", 0
        on = dataclasses.replace(job, device="cuda" if layout.gpus else "cpu")
        actor = ray.remote(num_cpus=layout.cpus, num_gpus=layout.gpus, max_restarts=0)(ShardWorker)
        self._new: Callable[[], Any] = lambda: actor.remote(job_to_json(on), layout.cpus)
        self._starting: dict[Any, Any] = {}
        self._idle: list[Any] = []
        self._busy: dict[Any, tuple[Any, int]] = {}
        self._losses = 0
        for _ in range(layout.workers):
            self._start()

    def answers(self, calls: Sequence[Call]) -> Iterator[Any]:
        """What the workers answer to calls, in the order of the calls; a call whose worker is lost goes to another.

        Raises:
            UserError: `CLUSTER_FAILED` where no worker lives, or a call ends each worker; what a worker reports.
            Cancelled: the person asked to stop.
        """
        waiting, done, losses = list(range(len(calls))), dict[int, Any](), [0] * len(calls)
        for number in range(len(calls)):
            while number not in done:
                while self._idle and waiting and waiting[0] < number + AHEAD * self.count:
                    self._give(calls, heapq.heappop(waiting))
                for asked, answer in self._returned():
                    if answer is None:
                        losses[asked] += 1
                        self._check_losses(losses[asked])
                        heapq.heappush(waiting, asked)
                    else:
                        done[asked] = answer
            yield done.pop(number)

    def close(self) -> None:
        """Ends all workers at once."""
        actors = [*self._starting.values(), *self._idle, *(actor for actor, _ in self._busy.values())]
        for actor in actors:
            self._ray.kill(actor)

    def _start(self) -> None:
        actor = self._new()
        self._starting[actor.prepare.remote()] = actor

    def _give(self, calls: Sequence[Call], number: int) -> None:
        actor, (method, arguments) = self._idle.pop(), calls[number]
        self._busy[getattr(actor, method).remote(*arguments)] = (actor, number)

    def _returned(self) -> list[tuple[int, Any]]:
        """Calls that came back within a moment, with their answer; None for those whose worker is lost."""
        ready = self._wait()
        back = []
        for reference in ready:
            answer = self._answer(reference)
            if reference in self._starting:
                actor = self._starting.pop(reference)
                if answer is None:
                    self._ray.kill(actor)
                    self._losses += 1
                    self._check_losses(self._losses - self.count)
                    self._start()
                else:
                    self.device = str(answer)
                    self._idle.append(actor)
                    self.there = max(self.there, len(self._idle) + len(self._busy))
                continue
            actor, number = self._busy.pop(reference)
            if answer is None:
                self._ray.kill(actor)
                self._start()
            else:
                self._idle.append(actor)
            back.append((number, answer))
        return back

    def _wait(self) -> list[Any]:
        """References that are ready; at least one."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            self._reporter.check_cancelled()
            references = [*self._starting, *self._busy]
            ready, _ = self._ray.wait(references, num_returns=1, timeout=_POLL_SECONDS)
            if ready:
                return list(ready)
            if not self._busy and not self._idle and time.monotonic() > deadline:
                raise failed(
                    f"room for a worker within {START_SECONDS:.0f} s",
                    f"none; the cluster has {_in_words(self._ray.cluster_resources())}",
                    "Wait until it is less busy, or ask for fewer workers.",
                )

    def _answer(self, reference: Any) -> Any | None:
        """What a worker answered; None where it is lost.

        Raises:
            DeepSatError: what the worker reports.
        """
        try:
            answer = self._ray.get(reference)
        except self._ray.exceptions.RayError as error:
            reason = in_words(error)
            self._reporter.log(f"A worker was lost ({reason}); another one takes over.", "warning")
            self._last_loss = str(error)
            return None
        if isinstance(answer, Failed):
            raise answer.error()
        return answer

    def _check_losses(self, count: int) -> None:
        if count >= MOST_LOSSES:
            raise failed(
                "workers that live",
                f"{count} that were lost, one after the other, at the same work",
                "Look into the details, and whether the workers have DeepSat, memory and the files.",
                self._last_loss,
            )

    _last_loss = ""


@contextlib.contextmanager
def connected(address: str) -> Iterator[Any]:
    """Ray, connected to a cluster for as long as the block lasts.

    Args:
        address: `local` to start one on this computer, else as `ray.init` takes it.

    Raises:
        UserError: `PACKAGE_MISSING` without Ray, `CLUSTER_FAILED` where nothing answers.
    """
    # Ray tells its makers how it is used unless it is told not to: DeepSat sends nothing anywhere.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    ray = needed_package("ray", "cluster")
    ours = not ray.is_initialized()
    if ours:
        with _own_signals():
            _connect(ray, address)
    try:
        yield ray
    finally:
        if ours:
            ray.shutdown()


def failed(expected: str, found: str, remedy: str, details: str = "") -> UserError:
    """`CLUSTER_FAILED`."""
    return UserError(ErrorCode.CLUSTER_FAILED, expected=expected, found=found, remedy=remedy, details=details)


def _connect(ray: Any, address: str) -> None:
    core = str(Path(deepsat.__file__).resolve().parents[1])
    paths = os.pathsep.join(path for path in (core, os.environ.get("PYTHONPATH", "")) if path)
    options = {"include_dashboard": False} if address == "local" else {}
    try:
        _check_answers(address)
        ray.init(
            address=address,
            log_to_driver=False,
            logging_level="ERROR",
            runtime_env={"env_vars": {"PYTHONPATH": paths}},
            **options,
        )
    except (ConnectionError, ValueError, RuntimeError, OSError) as error:
        reason = in_words(error)
        raise failed(
            f"a Ray cluster that answers at “{address}”",
            reason,
            "Start one with “ray start --head”, or give “local” to share the work among processes of this computer.",
            str(error),
        ) from error


def _check_answers(address: str) -> None:
    """Raises `OSError` where nothing listens at HOST:PORT: Ray itself would try for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_SECONDS).close()


@contextlib.contextmanager
def _own_signals() -> Iterator[None]:
    """Gives back the handler of SIGTERM, which Ray replaces by one that ends the process at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _in_words(resources: dict[str, float]) -> str:
    return f"{resources.get('CPU', 0):.0f} processors and {resources.get('GPU', 0):.0f} graphics cards"
