"""Who computes a map: this process, or the workers of a cluster."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Protocol

import torch

from deepsat.devices import describe_device
from deepsat.jobs import PredictJob
from deepsat.models import Model
from deepsat.predict.engine import Engine
from deepsat.predict.journal import Journal
from deepsat.predict.outputs import Outputs
from deepsat.predict.pipeline import Seams, map_tiles
from deepsat.predict.scene_parts import quantiser_for
from deepsat.predict.work import Work
from deepsat.reporting import Reporter


class Computing(Protocol):
    """Maps the tiles of a plan."""

    @property
    def title(self) -> str:
        """What computes, such as `torch in bfloat16`."""

    @property
    def where(self) -> str:
        """On which device, in words."""

    def map(self, work: Work, outputs: Outputs, reporter: Reporter, journal: Journal | None) -> Seams:
        """Maps all tiles, those excepted that the journal has: see `pipeline.map_tiles`."""


class Here:
    """This process.

    Args:
        engine: for the model.
        device: that it computes on.
    """

    def __init__(self, engine: Engine, device: torch.device) -> None:
        self._engine, self._device = engine, device

    @property
    def title(self) -> str:
        """That of the engine."""
        return self._engine.title

    @property
    def where(self) -> str:
        """The device."""
        return f"{self._device}: {describe_device(self._device)}"

    def map(self, work: Work, outputs: Outputs, reporter: Reporter, journal: Journal | None) -> Seams:
        """Maps all tiles: see `Computing.map`."""
        return map_tiles(work.source, work.plan, self._engine, outputs, reporter, journal)


@contextlib.contextmanager
def computing(
    job: PredictJob, model: Model, device: torch.device, work: Work, reporter: Reporter
) -> Iterator[Computing]:
    """Who computes a job; a cluster's workers end with the block.

    Args:
        job: says whether there is a cluster, and which engine.
        model: on `device`; the workers of a cluster open their own.
        device: to compute on where there is no cluster.
        work: what there is to do.
        reporter: told what happens.
    """
    if job.cluster:
        from deepsat.predict.cluster.run import on_cluster

        with on_cluster(job, reporter) as cluster:
            yield cluster
    else:
        quantiser = quantiser_for(job, model, device, work, reporter)
        engine = Engine(
            model,
            device,
            reporter,
            pixels=work.plan.pixel_count,
            name=job.engine,
            precision=job.precision,
            quantiser=quantiser,
        )
        yield Here(engine, device)
