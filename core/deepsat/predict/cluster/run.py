"""Mapping on a cluster: shards to the workers, their rows into the same rasters in the same order."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator

from deepsat.jobs import PredictJob
from deepsat.predict.cluster.ray_workers import Layout, RayWorkers, connected
from deepsat.predict.cluster.shards import shards_of
from deepsat.predict.journal import Journal
from deepsat.predict.outputs import Outputs
from deepsat.predict.pipeline import Seams, replayed, write_entry
from deepsat.predict.tile_progress import TileProgress
from deepsat.predict.work import Work
from deepsat.reporting import Reporter


class Cluster:
    """The workers of a cluster: see `predict.computing`.

    Args:
        workers: that live.

    Attributes:
        title: the engine that the first tile with enough data decided for, on a worker.
    """

    def __init__(self, workers: RayWorkers) -> None:
        self._workers = workers
        self.title: str = next(iter(workers.answers([("prove", ())])))

    @property
    def where(self) -> str:
        """How many workers there are, of how many that were asked for, and what they compute on."""
        count, there = self._workers.count, self._workers.there
        of = f"{there} of " if there < count else ""
        return f"{of}{count} worker{'s' if count > 1 else ''} of a cluster, {self._workers.device}"

    def map(self, work: Work, outputs: Outputs, reporter: Reporter, journal: Journal | None) -> Seams:
        """Maps all tiles: see `Computing.map`."""
        done = replayed(journal, outputs, work.plan, reporter)
        shards = shards_of(done.rows, len(work.plan.rows.starts), self._workers.count)
        progress, columns = TileProgress(work.plan, done.rows, reporter), len(work.plan.columns.starts)
        seams, others = done.seams, set[str]()
        answers = self._workers.answers([("map", (shard, self.title)) for shard in shards])
        for shard, mapped in zip(shards, answers, strict=True):
            for entry in mapped.entries:
                counted_on = entry.after(seams.compared, seams.differing)
                write_entry(dataclasses.replace(counted_on, engine=self.title), outputs, journal)
            last = mapped.entries[-1]
            seams += Seams(last.compared, last.differing)
            others |= {mapped.engine} - {self.title}
            progress.add((shard.end - shard.first) * columns)
        if others:
            other = ", ".join(sorted(others))
            reporter.log(
                f"Some workers cannot compute by {self.title} and took {other}: the map may differ a little from that "
                "of one computer.",
                "warning",
            )
        return seams


@contextlib.contextmanager
def on_cluster(job: PredictJob, reporter: Reporter) -> Iterator[Cluster]:
    """The workers of a job's cluster, which end with the block.

    Raises:
        UserError: `PACKAGE_MISSING` or `CLUSTER_FAILED`; what workers report.
    """
    reporter.progress(0.0, "predict", "Starting the workers of the cluster.")
    with connected(job.cluster) as ray, contextlib.ExitStack() as stack:
        workers = RayWorkers(ray, job, Layout.of(ray.cluster_resources(), job), reporter)
        stack.callback(workers.close)
        yield Cluster(workers)
