"""A map by a local Ray cluster of two workers: the same bytes as by one process, also where a worker dies."""

from __future__ import annotations

import dataclasses
import importlib
import importlib.util
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import deepsat
from deepsat.jobs import Cancelled, ErrorCode, PredictJob, UserError
from deepsat.outputs.temporary_files import journal_of
from deepsat.predict.cluster.ray_workers import connected
from deepsat.predict.run import predict
from deepsat.reporting import SilentReporter

needs_ray = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None, reason="Ray, which the cluster consists of, is not installed"
)
OUTPUTS = ("map", "probability", "confidence", "entropy")


class Watching(SilentReporter):
    """Does something once, as soon as part of the map is done."""

    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__()
        self._act = act

    def progress(self, fraction: float, stage: str, text: str, figures: object = None) -> None:
        super().progress(fraction, stage, text)
        if 0.02 < fraction < 0.9:
            act, self._act = self._act, lambda: None
            act()


def job_for(folder: Path, raster: str, model: str, **options: object) -> PredictJob:
    folder.mkdir()
    paths = {name: str(folder / f"{name}.tif") for name in OUTPUTS}
    return PredictJob((raster,), model, paths.pop("map"), **paths, device="cpu", engine="torch", **options)  # type: ignore[arg-type]


def contents(job: PredictJob) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(Path(job.output).parent.iterdir())}


def worker_processes() -> list[int]:
    """Processes that carry out calls of our workers, below this process."""
    parents, titles = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            titles[int(folder.name)] = (folder / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue

    def ours(process: int) -> bool:
        while process in parents and process != os.getpid():
            process = parents[process]
        return process == os.getpid()

    return [process for process, title in titles.items() if b"ray::ShardWorker" in title and ours(process)]


@pytest.fixture
def scene(write_raster: Callable[..., str]) -> str:
    """Patches of four bands, taller than wide, with a hole."""
    draw = np.random.default_rng(2)
    patches = draw.integers(0, 4, (20, 4)).repeat(29, axis=0).repeat(31, axis=1)[:520, :100]
    values = np.stack([(patches == band) for band in range(4)]).astype(np.float32)
    values += draw.normal(0, 0.2, values.shape).astype(np.float32)
    values[:, 300:340, 20:70] = np.nan
    return write_raster(values, nodata=float("nan"))


@needs_ray
@pytest.mark.skipif(sys.platform != "linux", reason="looks for the workers in /proc")
def test_a_cluster_writes_the_bytes_of_one_process_and_a_lost_worker_is_made_good(
    scene: str, model_of_largest_band: Callable[..., str], tmp_path: Path
) -> None:
    model = model_of_largest_band()
    alone = job_for(tmp_path / "alone", scene, model)
    expected = predict(alone, SilentReporter())
    killed: list[int] = []

    def kill_one() -> None:
        killed.extend(worker_processes()[:1])
        os.kill(killed[0], signal.SIGKILL)

    shared = job_for(tmp_path / "shared", scene, model, cluster="local", workers=2)
    reporter = Watching(kill_one)
    found = predict(shared, reporter)
    assert len(killed) == 1
    assert any("A worker was lost" in text for text, level in reporter.logged if level == "warning")
    assert contents(shared) == contents(alone)
    assert found["area"] == expected["area"]
    assert found["seam_disagreement"] == expected["seam_disagreement"]
    assert found["engine"] == expected["engine"]
    # The other one may have come too late to live beside the one that was killed.
    assert found["device"].removeprefix("1 of ").startswith("2 workers of a cluster, cpu")
    fractions = [call[0] for call in reporter.progressed]
    assert fractions == sorted(fractions)
    assert worker_processes() == []
    # Who started the cluster ends it.
    assert not importlib.import_module("ray").is_initialized()


@needs_ray
def test_a_cut_off_run_goes_on_and_what_goes_wrong_leaves_nothing(
    scene: str, model_of_largest_band: Callable[..., str], tmp_path: Path
) -> None:
    import ray

    model = model_of_largest_band()
    alone = job_for(tmp_path / "alone", scene, model)
    predict(alone, SilentReporter())
    core = str(Path(deepsat.__file__).parents[1])
    environment = {"env_vars": {"PYTHONPATH": core}}
    # A cluster with room for one worker, which is used and left as it is.
    ray.init(num_cpus=1, num_gpus=0, include_dashboard=False, logging_level="ERROR", runtime_env=environment)
    try:
        job = job_for(tmp_path / "shared", scene, model, cluster="local", workers=1)
        journal, kept = journal_of(Path(job.output)), tmp_path / "journal"

        def cut_off() -> None:
            kept.write_bytes(journal.read_bytes())
            raise Cancelled

        with pytest.raises(Cancelled):
            predict(job, Watching(cut_off))
        assert contents(job) == {}
        journal.write_bytes(kept.read_bytes())
        reporter, crowded = SilentReporter(), dataclasses.replace(job, workers=3)
        # Workers that the cluster has no room for are not counted.
        assert predict(crowded, reporter)["device"].startswith("1 of 3 workers of a cluster, cpu")
        assert any("Going on with an earlier run" in text for text, _ in reporter.logged)
        assert contents(job) == contents(alone)
        with pytest.raises(UserError) as caught:
            predict(dataclasses.replace(job, device="cuda"), SilentReporter())
        assert caught.value.code is ErrorCode.DEVICE_UNAVAILABLE and "0 graphics cards" in caught.value.found

        # What is damaged only where a worker reads.
        Path(scene).write_bytes(Path(scene).read_bytes()[: Path(scene).stat().st_size // 2])
        broken = job_for(tmp_path / "broken", scene, model, cluster="local", workers=1)
        with pytest.raises(UserError) as caught:
            predict(broken, SilentReporter())
        assert caught.value.code is ErrorCode.RASTER_UNREADABLE
        assert contents(broken) == {}
        assert ray.is_initialized()
    finally:
        ray.shutdown()


def test_a_cluster_that_does_not_answer_is_said() -> None:
    with pytest.raises(UserError) as caught, connected("127.0.0.1:1"):
        raise AssertionError
    assert caught.value.code is ErrorCode.CLUSTER_FAILED
    assert "127.0.0.1:1" in caught.value.expected


def test_without_ray_the_command_that_installs_it_is_said(
    scene: str, model_of_largest_band: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    job = job_for(tmp_path / "one", scene, model_of_largest_band(), cluster="auto")
    with pytest.raises(UserError) as caught:
        predict(job, SilentReporter())
    assert caught.value.code is ErrorCode.PACKAGE_MISSING
    assert caught.value.remedy.endswith("-m pip install ray")
    assert contents(job) == {}
