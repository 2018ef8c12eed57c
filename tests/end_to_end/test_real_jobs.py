"""The real fine-tuning in a real worker: cancelled and killed in the middle, and the whole way to a map."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import deepsat_qgis  # noqa: F401 - puts the package deepsat on the path
from deepsat.jobs import Cancelled, DeepSatError, ErrorCode, Event, MapJob, ModelInfoJob, Progress
from deepsat_qgis.paths import CORE_FOLDER
from deepsat_qgis.worker.client import WorkerClient
from deepsat_qgis.worker.process_environment import clean_environment, worker_command

pytest.importorskip("torch", reason="needs the worker's libraries in the interpreter that runs the tests")
numpy = pytest.importorskip("numpy")
rasterio = pytest.importorskip("rasterio")
pyogrio = pytest.importorskip("pyogrio")
shapely = pytest.importorskip("shapely")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals are tested where they exist"),
]

LEFT, TOP, PIXEL = 500_000.0, 5_000_000.0, 10.0
ROWS, COLUMNS = 90, 110
SQUARES = [(5, 5), (25, 10), (40, 30), (5, 70), (30, 80), (45, 95), (70, 5), (75, 30), (80, 10), (70, 70), (80, 90)]
SIDE = 8


def truth() -> Any:
    """Three classes, uint8 (ROWS, COLUMNS), without symmetry."""
    rows, columns = numpy.mgrid[:ROWS, :COLUMNS]
    return ((columns > 55).astype(numpy.uint8) + (rows > 60)).astype(numpy.uint8)


@pytest.fixture
def job(tmp_path: Path) -> MapJob:
    """A map job on a small scene whose classes differ in brightness."""
    noise = numpy.random.default_rng(0).integers(0, 200, (4, ROWS, COLUMNS))
    bands = (300 * numpy.arange(1, 5)[:, None, None] * truth() + noise).astype(numpy.uint16)
    layout = {"driver": "GTiff", "height": ROWS, "width": COLUMNS, "count": 4, "dtype": "uint16", "crs": "EPSG:32633"}
    transform = rasterio.Affine(PIXEL, 0, LEFT, 0, -PIXEL, TOP)
    with rasterio.open(tmp_path / "scene.tif", "w", transform=transform, **layout) as dataset:
        dataset.write(bands)
    squares = [
        shapely.box(LEFT + PIXEL * c, TOP - PIXEL * (r + SIDE), LEFT + PIXEL * (c + SIDE), TOP - PIXEL * r)
        for r, c in SQUARES
    ]
    classes = numpy.array([f"class {truth()[r, c]}" for r, c in SQUARES], dtype=object)
    pyogrio.raw.write(
        tmp_path / "labels.gpkg",
        shapely.to_wkb(numpy.array(squares)),
        [classes],
        ["class"],
        geometry_type="Polygon",
        crs="EPSG:32633",
        driver="GPKG",
    )
    return MapJob(
        input=(str(tmp_path / "scene.tif"),),
        labels=str(tmp_path / "labels.gpkg"),
        class_field="class",
        model=str(tmp_path / "model"),
        output=str(tmp_path / "map.tif"),
        report=str(tmp_path / "report.html"),
        device="cpu",
        max_minutes=0.2,
    )


@pytest.fixture
def client() -> Iterator[WorkerClient]:
    """A worker of its own for every test."""
    client = WorkerClient(worker_command(Path(sys.executable)), clean_environment(os.environ, CORE_FOLDER))
    client.start()
    yield client
    client.close()


def finished_outputs(job: MapJob) -> list[str]:
    return [path for path in (job.model, job.output, job.report) if Path(path).exists()]


def has_begun(event: Event) -> bool:
    return isinstance(event, Progress) and event.fraction >= 0.04


def test_cancelling_a_training_is_quick_and_leaves_no_output(client: WorkerClient, job: MapJob) -> None:
    asked: list[float] = []

    def note(event: Event) -> None:
        if has_begun(event) and not asked:
            asked.append(time.monotonic())

    with pytest.raises(Cancelled):
        client.run(job, note, lambda: bool(asked))
    assert time.monotonic() - asked[0] < 4
    assert finished_outputs(job) == []
    assert not list(Path(job.model).parent.glob("*.aux.xml"))


def test_killing_a_training_leaves_no_output(client: WorkerClient, job: MapJob) -> None:
    with pytest.raises(DeepSatError) as caught:
        client.run(job, lambda event: os.kill(client.pid, signal.SIGKILL) if has_begun(event) else None, lambda: False)
    assert caught.value.code is ErrorCode.WORKER_DIED
    assert finished_outputs(job) == []


def test_a_map_job_writes_everything_and_its_model_describes_itself(client: WorkerClient, job: MapJob) -> None:
    fractions: list[float] = []

    def note(event: Event) -> None:
        if isinstance(event, Progress):
            fractions.append(event.fraction)

    result = client.run(job, note, lambda: False)
    assert (result["model"], result["output"], result["report"]) == (job.model, job.output, job.report)
    assert finished_outputs(job) == [job.model, job.output, job.report]
    assert not [path.name for path in Path(job.model).parent.iterdir() if path.name.startswith(".~")]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    with rasterio.open(job.output) as dataset:
        mapped = dataset.read(1)
    assert (mapped == truth()).mean() > 0.9
    about = client.run(ModelInfoJob(job.model), lambda event: None, lambda: False)
    assert about["model"] == job.model
    assert "class 0" in str(about["card"])
