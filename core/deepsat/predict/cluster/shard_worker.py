"""What a worker of a cluster does: it opens model and scene once, then maps shard after shard.

It knows nothing of Ray, and everything that fails in it is a value: an exception would have to survive the way back.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import torch

from deepsat.checkpoints import load_model
from deepsat.devices import choose_device, describe_device
from deepsat.failures import foreseen_error
from deepsat.jobs import DeepSatError, ErrorCode, PredictJob, job_from_json
from deepsat.jobs.errors import error_of
from deepsat.predict.block_cache import block_cache, bytes_needed
from deepsat.predict.cluster.shards import Shard
from deepsat.predict.engine import Engine
from deepsat.predict.imagery import open_imagery
from deepsat.predict.journal import Entry
from deepsat.predict.pipeline import map_rows
from deepsat.predict.returned_memory import return_large_arrays
from deepsat.predict.scene_parts import quantiser_for
from deepsat.predict.work import layers_of, work_of
from deepsat.reporting import SilentReporter

Answer = TypeVar("Answer")


@dataclasses.dataclass(frozen=True)
class Failed:
    """A failure that is foreseen, or a mistake of ours, on its way back."""

    code: str
    expected: str
    found: str
    remedy: str
    details: str

    @classmethod
    def of(cls, exception: Exception) -> Failed:
        """The error that a person would see for the exception."""
        error = foreseen_error(exception)
        return cls(error.code.value, error.expected, error.found, error.remedy, error.details)

    def error(self) -> DeepSatError:
        """As an exception again."""
        told = {"expected": self.expected, "found": self.found, "remedy": self.remedy, "details": self.details}
        return error_of(ErrorCode(self.code), **told)


@dataclasses.dataclass(frozen=True)
class MappedShard:
    """What came out of one shard."""

    entries: tuple[Entry, ...]
    """One for each row of tiles; seams are counted from the shard's first row."""
    engine: str
    """What computed it: `Engine.title`."""


class ShardWorker:
    """Maps parts of a job's map.

    Args:
        job: a `PredictJob` as JSON.
        threads: processors that it may use.
    """

    def __init__(self, job: Mapping[str, Any], threads: int) -> None:
        self._document, self._threads = job, threads
        self._reporter = SilentReporter()

    def prepare(self) -> str | Failed:
        """Opens model and scene; returns the device in words."""
        return self._caught(self._prepare)

    def prove(self) -> str | Failed:
        """Which engine the first tile with enough data decides for: its title."""
        return self._caught(self._prove)

    def map(self, shard: Shard, engine: str) -> MappedShard | Failed:
        """Maps a shard as an engine of that title does, which has been proven."""
        return self._caught(lambda: self._map(shard, engine))

    def _prepare(self) -> str:
        torch.set_num_threads(self._threads)
        return_large_arrays()
        job = job_from_json(self._document)
        if not isinstance(job, PredictJob):
            raise TypeError(f"the workers of a cluster map, they do not {job.kind}")
        self._job, self._device = job, choose_device(job.device, self._reporter)
        self._model, card = load_model(Path(job.model), self._device)
        self._model.turns = job.augment
        # Open until the process ends.
        scene = open_imagery(job, card)
        self._work, self._layers = work_of(job, card, scene), layers_of(job, card)
        # One for all shards: each worker makes the same one of the same parts, once.
        self._quantiser = quantiser_for(job, self._model, self._device, self._work, self._reporter)
        return f"{self._device}: {describe_device(self._device)}"

    def _prove(self) -> str:
        plan, source, engine = self._work.plan, self._work.source, self._new_engine()
        places = ((i, j) for i in range(len(plan.rows.starts)) for j in range(len(plan.columns.starts)))
        for place in places:
            values, valid = source.read(plan.window(*place))
            if valid.any():
                engine.begin(values[None])()
            if engine.is_decided:
                break
        return engine.title

    def _map(self, shard: Shard, title: str) -> MappedShard:
        source, plan, entries = self._work.source, self._work.plan, list[Entry]()
        # A new one for each shard, so that a shard is the same whichever shards its worker had before.
        engine = self._new_engine()
        engine.keep(title)
        rows = range(shard.first, shard.end)
        with block_cache(bytes_needed(source.scene, plan)):
            map_rows(source, plan, engine, self._layers, self._reporter, rows, entries.append)
        return MappedShard(tuple(entries), engine.title if engine.is_decided else title)

    def _new_engine(self) -> Engine:
        pixels = self._work.plan.pixel_count
        asked = {"name": self._job.engine, "precision": self._job.precision}
        return Engine(self._model, self._device, self._reporter, pixels=pixels, quantiser=self._quantiser, **asked)

    def _caught(self, act: Callable[[], Answer]) -> Answer | Failed:
        try:
            return act()
        # The boundary of the process: what is not foreseen becomes a message with its traceback.
        except Exception as exception:  # noqa: BLE001
            return Failed.of(exception)
