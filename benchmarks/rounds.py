"""How long an analyst waits in each round of labelling: for the preview, and for the map.

    python -m benchmarks.rounds [--sample FOLDER] [--data FOLDER] [--place NAME] [--only WHAT ...]

Each worker is a process of its own, started as QGIS starts it. A second round has two polygons more than the first.
Times are printed, with how busy the machine was; they are worth something on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import rasterio
import shapely
from shapely.affinity import affine_transform

import deepsat_qgis  # noqa: F401 (puts the package deepsat on the path)
from benchmarks.places import Place, data_folder
from deepsat.jobs import Cancelled, Event, Job, MapJob, PreviewJob, Progress
from deepsat_qgis.paths import CORE_FOLDER
from deepsat_qgis.worker.client import WorkerClient
from deepsat_qgis.worker.process_environment import clean_environment, worker_command

SIDE_PX = 1000
BUILD = Path(__file__).resolve().parents[1] / "build"
WHAT = ("preview", "map", "behind")
"""A preview alone, the map, and a preview while another worker fine-tunes."""


@dataclasses.dataclass(frozen=True)
class Rounds:
    """A scene, and the labels of two rounds."""

    name: str
    raster: Path
    labels: tuple[Path, Path]
    extent: tuple[float, float, float, float] | None
    """Part to preview; None for all of it."""


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="benchmarks.rounds", description="Seconds of each round of labelling.")
    parser.add_argument("--sample", type=Path, default=BUILD / "sample", help="what `make sample` made (%(default)s)")
    parser.add_argument("--data", type=Path, default=data_folder(), help="folder with the places")
    parser.add_argument("--place", default="hls/scene03", help="repeated to 1000 x 1000 pixels (%(default)s)")
    parser.add_argument("--only", nargs="+", choices=WHAT, default=WHAT, help="what to measure")
    parser.add_argument("--scenes", nargs="+", choices=("sample", "repeated"), default=("sample", "repeated"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="deepsat-rounds-") as name:
        folder = Path(name)
        if "sample" in options.scenes:
            measure(sample_rounds(options.sample, folder), folder, options.only)
        if "repeated" in options.scenes:
            measure(repeated_rounds(Place(options.place, options.data / options.place), folder), folder, options.only)


def measure(rounds: Rounds, folder: Path, what: tuple[str, ...]) -> None:
    """Prints the seconds of both rounds."""
    with rasterio.open(rounds.raster) as dataset:
        say(f"\n{rounds.name}: {dataset.height} x {dataset.width} pixels, {dataset.count} bands")
    if "preview" in what:
        with worker() as client:
            for number in (0, 1):
                said(client, preview_job(rounds, number, folder), f"preview, round {number + 1}")
    if "map" in what:
        started = time.monotonic()
        with worker() as client:
            said(client, map_job(rounds, 0, folder), "map, round 1, with the start of the worker", started)
            said(client, map_job(rounds, 1, folder), "map, round 2, same worker")
    if "behind" in what:
        with worker() as client:
            said(client, preview_job(rounds, 0, folder), "preview, round 1")
            with fine_tuning_behind(rounds, folder):
                said(client, preview_job(rounds, 1, folder), "preview, round 2, another worker fine-tuning")


def said(client: WorkerClient, job: Job, what: str, started: float | None = None) -> None:
    """Carries out a job, and prints how long it took."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    started = time.monotonic() if started is None else started
    result = client.run(job, lambda event: None, lambda: False)
    seconds = time.monotonic() - started
    more = f", {'remembered' if result['cached'] else 'seen anew'}" if "cached" in result else f", {result['chosen']}"
    say(f"  {what:50} {seconds:7.2f} s{more} (load before {load:.1f})")


@contextlib.contextmanager
def worker() -> Iterator[WorkerClient]:
    """A worker of its own."""
    client = WorkerClient(worker_command(Path(sys.executable)), clean_environment(os.environ, CORE_FOLDER))
    try:
        client.start()
        yield client
    finally:
        client.close()


@contextlib.contextmanager
def fine_tuning_behind(rounds: Rounds, folder: Path) -> Iterator[None]:
    """Another worker fine-tunes from before the block until its end."""
    begun, enough = threading.Event(), threading.Event()

    def note(event: Event) -> None:
        if isinstance(event, Progress) and event.stage == "network":
            begun.set()

    def fine_tune() -> None:
        with worker() as client, contextlib.suppress(Cancelled):
            while not enough.is_set():
                client.run(map_job(rounds, 0, folder), note, enough.is_set)

    thread = threading.Thread(target=fine_tune)
    thread.start()
    try:
        begun.wait(600)
        yield
    finally:
        enough.set()
        thread.join()


def preview_job(rounds: Rounds, number: int, folder: Path) -> PreviewJob:
    """The preview of one round."""
    output = str(folder / "preview.tif")
    return PreviewJob((str(rounds.raster),), str(rounds.labels[number]), "class", output, extent=rounds.extent)


def map_job(rounds: Rounds, number: int, folder: Path) -> MapJob:
    """The map of one round."""
    model, output = str(folder / "model"), str(folder / "map.tif")
    return MapJob((str(rounds.raster),), str(rounds.labels[number]), "class", model, output)


def sample_rounds(sample: Path, folder: Path) -> Rounds:
    """The demo's scene: all of it."""
    raster = folder / "sample.tif"
    shutil.copy(sample / "raleigh_landsat7_2000.tif", raster)
    labels = in_two_rounds(sample / "raleigh_training.gpkg", folder / "sample", None)
    return Rounds("demo sample", raster, labels, None)


def repeated_rounds(place: Place, folder: Path) -> Rounds:
    """A real place, side by side with itself until there are 1000 x 1000 pixels; its polygons spread over all of it."""
    raster = folder / "repeated.tif"
    with rasterio.open(place.image) as dataset:
        values, profile = dataset.read(), dict(dataset.profile)
        size, descriptions = dataset.shape, dataset.descriptions
        step = (dataset.transform.a * size[1], dataset.transform.e * size[0])
    times = [-(-SIDE_PX // length) for length in size]
    profile |= {"height": SIDE_PX, "width": SIDE_PX, "driver": "GTiff", "photometric": "MINISBLACK"}
    for name in ("blockxsize", "blockysize", "tiled"):
        profile.pop(name, None)
    with rasterio.open(raster, "w", **profile) as dataset:
        dataset.write(np.tile(values, (1, *times))[:, :SIDE_PX, :SIDE_PX])
        dataset.descriptions = descriptions
    moves = [(step[0] * j, step[1] * i) for i in range(times[0] - 1) for j in range(times[1] - 1)]
    labels = in_two_rounds(place.polygons(5), folder / "repeated", moves)
    return Rounds(f"{place.name} repeated", raster, labels, None)


def in_two_rounds(labels: Path, stem: Path, moves: list[tuple[float, float]] | None) -> tuple[Path, Path]:
    """All polygons but two, and all polygons; moved to different places, where there are any."""
    meta, _, shapes, fields = pyogrio.raw.read(labels, columns=["class"])
    geometries: Any = shapely.from_wkb(shapes)
    for index in range(len(geometries) if moves else 0):
        across, down = (moves or [])[index % len(moves or [])]
        geometries[index] = affine_transform(geometries[index], [1, 0, 0, 1, across, down])
    written = []
    for number, count in enumerate((len(geometries) - 2, len(geometries))):
        path = stem.with_name(f"{stem.name}_round{number + 1}.gpkg")
        pyogrio.raw.write(
            path, shapely.to_wkb(geometries[:count]), [fields[0][:count]], ["class"],
            geometry_type=meta["geometry_type"], crs=meta["crs"], driver="GPKG",
        )  # fmt: skip
        written.append(path)
    return written[0], written[1]


def say(text: str) -> None:
    """Prints at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
