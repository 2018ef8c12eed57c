"""Previews in a real worker: the second one uses what the process remembers of the first."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import deepsat_qgis  # noqa: F401 - puts the package deepsat on the path
from deepsat.jobs import Cancelled, Event, PreviewJob, Progress
from deepsat_qgis.paths import CORE_FOLDER
from deepsat_qgis.worker.client import WorkerClient
from deepsat_qgis.worker.process_environment import clean_environment, worker_command

pytest.importorskip("torch", reason="needs the worker's libraries in the interpreter that runs the tests")
numpy = pytest.importorskip("numpy")
rasterio = pytest.importorskip("rasterio")
pyogrio = pytest.importorskip("pyogrio")
shapely = pytest.importorskip("shapely")

LEFT, TOP, PIXEL = 500_000.0, 5_000_000.0, 10.0
ROWS, COLUMNS = 90, 110
SQUARES = [(5, 5), (40, 30), (5, 70), (30, 80), (70, 5), (80, 10), (70, 70), (80, 90)]
SIDE = 8


def truth() -> Any:
    """Three classes, uint8 (ROWS, COLUMNS), without symmetry."""
    rows, columns = numpy.mgrid[:ROWS, :COLUMNS]
    return ((columns > 55).astype(numpy.uint8) + (rows > 60)).astype(numpy.uint8)


def write_labels(path: Path, names: tuple[str, ...]) -> None:
    path.unlink(missing_ok=True)
    squares = [
        shapely.box(LEFT + PIXEL * c, TOP - PIXEL * (r + SIDE), LEFT + PIXEL * (c + SIDE), TOP - PIXEL * r)
        for r, c in SQUARES
    ]
    classes = numpy.array([names[truth()[r, c]] for r, c in SQUARES], dtype=object)
    pyogrio.raw.write(
        path,
        shapely.to_wkb(numpy.array(squares)),
        [classes],
        ["class"],
        geometry_type="Polygon",
        crs="EPSG:32633",
        driver="GPKG",
    )


@pytest.fixture
def job(tmp_path: Path) -> PreviewJob:
    """A preview of a small scene whose classes differ in brightness."""
    noise = numpy.random.default_rng(0).integers(0, 200, (4, ROWS, COLUMNS))
    bands = (300 * numpy.arange(1, 5)[:, None, None] * truth() + noise).astype(numpy.uint16)
    layout = {"driver": "GTiff", "height": ROWS, "width": COLUMNS, "count": 4, "dtype": "uint16", "crs": "EPSG:32633"}
    with rasterio.open(
        tmp_path / "scene.tif", "w", transform=rasterio.Affine(PIXEL, 0, LEFT, 0, -PIXEL, TOP), **layout
    ) as dataset:
        dataset.write(bands)
    write_labels(tmp_path / "labels.gpkg", ("a", "b", "c"))
    return PreviewJob(
        (str(tmp_path / "scene.tif"),), str(tmp_path / "labels.gpkg"), "class", str(tmp_path / "map.tif"), device="cpu"
    )


@pytest.fixture
def client() -> Iterator[WorkerClient]:
    """A worker of its own for every test, which may take long to import what it needs before it can stop."""
    environment = clean_environment(os.environ, CORE_FOLDER)
    client = WorkerClient(worker_command(Path(sys.executable)), environment, cancel_deadline=60)
    client.start()
    yield client
    client.close()


def mapped(job: PreviewJob) -> Any:
    with rasterio.open(job.output) as dataset:
        return dataset.read(1)


def test_the_second_preview_in_one_process_remembers_the_first(client: WorkerClient, job: PreviewJob) -> None:
    first = client.run(job, lambda event: None, lambda: False)
    assert first["cached"] is False
    assert (mapped(job) == truth()).mean() > 0.9
    before = mapped(job)
    write_labels(Path(job.labels), ("c", "b", "a"))
    second = client.run(job, lambda event: None, lambda: False)
    assert second["cached"] is True
    assert numpy.array_equal(mapped(job), 2 - before)
    part = dataclasses.replace(job, extent=(LEFT, TOP - 300, LEFT + 500, TOP))
    assert client.run(part, lambda event: None, lambda: False)["cached"] is False
    assert mapped(part).shape == (30, 50)


def test_a_cancelled_preview_leaves_nothing_and_the_next_one_works(client: WorkerClient, job: PreviewJob) -> None:
    asked: list[str] = []

    def note(event: Event) -> None:
        if isinstance(event, Progress) and event.stage == "features":
            asked.append(event.text)

    with pytest.raises(Cancelled):
        client.run(job, note, lambda: bool(asked))
    assert not Path(job.output).exists()
    client.run(job, lambda event: None, lambda: False)
    assert (mapped(job) == truth()).mean() > 0.9
