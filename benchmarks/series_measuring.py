"""One measurement of the series benchmark: a network, or a forest, on one date or on all dates of a place."""

from __future__ import annotations

import dataclasses
import re
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import torch
from numpy.typing import NDArray

from benchmarks.label_sets import CLASS_FIELD, Budget, LabelSet, label_set
from benchmarks.learners import forest
from benchmarks.places import Place
from deepsat.accuracy.boundaries import BoundaryScores
from deepsat.class_map import NO_CLASS
from deepsat.devices import bf16_pays, choose_device
from deepsat.encoders.temporal_networks import TEMPORAL_NETWORKS, TemporalArchitecture, build_temporal_network
from deepsat.finetune.run import finetune
from deepsat.imagery import open_scene
from deepsat.jobs import FinetuneJob, PredictJob
from deepsat.labels import label_pixels, read_labels
from deepsat.predict.run import predict
from deepsat.reporting import SilentReporter
from deepsat.series.mapping import series_probabilities
from deepsat.series.training import SeriesRecipe, train_on_series
from deepsat.series.windows import Series

FOREST, DEEPSAT = "forest", "deepsat"
NETWORKS = tuple(TEMPORAL_NETWORKS)
ONE, ALL = "one date", "all dates"
SINGLE = "date {}"
"""One date by its place in the series, from 1 on: see `single_dates`."""
CROSS_ENTROPY, CONTRAST_FIRST, CONTRAST_BESIDE = "cross-entropy", "CSCL, then cross-entropy", "with masked CSCL"
TRAININGS = (CROSS_ENTROPY, CONTRAST_FIRST, CONTRAST_BESIDE)
NO_TRAINING = ""
"""Of the forest, and of DeepSat, which sees to that itself."""

CONTRAST_SHARE = 0.5
"""Of the steps, that CSCL gets where it comes first."""
CONTRAST_WEIGHT = 0.1
"""Of masked CSCL beside the cross-entropy."""


@dataclasses.dataclass(frozen=True)
class SeriesTask:
    """One measurement."""

    place: Place
    budget: Budget
    learner: str
    """One of `NETWORKS`, `FOREST` or `DEEPSAT`."""
    training: str
    """One of `TRAININGS`, or `NO_TRAINING`."""
    dates: str
    """`ONE`: the middle one; `ALL`; or one of `single_dates`."""
    seed: int
    steps: int
    """Of training in all, whatever the training consists of."""

    @property
    def key(self) -> dict[str, Any]:
        """What tells it from other measurements."""
        return {
            "place": self.place.name,
            "budget": self.budget.name,
            "learner": self.learner,
            "training": self.training,
            "dates": self.dates,
            "seed": self.seed,
            "steps": self.steps if self.training else 0,
        }

    def recipe(self) -> SeriesRecipe:
        """Settings of the training; every one takes equally many steps."""
        first = round(CONTRAST_SHARE * self.steps) if self.training == CONTRAST_FIRST else 0
        weight = CONTRAST_WEIGHT if self.training == CONTRAST_BESIDE else 0.0
        return SeriesRecipe(steps=self.steps - first, contrast_steps=first, contrast_weight=weight, batch_size=4)


@dataclasses.dataclass(frozen=True)
class PlaceSeries:
    """What a place shows at its dates."""

    values: NDArray[np.float32]
    """float32 (T,C,H,W), each band with mean 0 and deviation 1 over all dates; 0 where there are no data."""
    days: NDArray[np.int64]
    """int64 (T,)."""
    valid: NDArray[np.bool_]
    """bool (H,W): where every date has data."""


def measure_series(task: SeriesTask, device: str, threads: int) -> dict[str, Any]:
    """Learns, maps the place and scores the map: the task's key and what came out, as plain JSON values.

    Raises:
        UserError: the place cannot be used.
        ValueError: no pixel is left to score on.
    """
    with tempfile.TemporaryDirectory(prefix="benchmark_") as folder:
        labels = label_set(task.place, task.budget, task.seed, Path(folder))
        targets = _targets(task.place, labels)
        seen = read_series(task.place, task.dates)
        targets[~seen.valid] = NO_CLASS
        started = time.monotonic()
        if task.learner == FOREST:
            class_ids, facts = _by_forest(seen, targets, task.seed, threads)
        elif task.learner == DEEPSAT:
            class_ids, facts = _by_deepsat(task, labels, Path(folder), device)
        else:
            class_ids, facts = _by_network(task, seen, targets, len(labels.names), device)
    class_ids[~seen.valid] = NO_CLASS
    seconds = time.monotonic() - started
    scores = BoundaryScores.empty(len(labels.names)).add(class_ids, labels.reference)
    if scores.confusion().total == 0:
        raise ValueError(f"{task.key}: no pixel is left to score on")
    return {
        **task.key,
        "date_count": len(seen.days),
        "mean_iou": scores.confusion().mean_iou,
        "boundary_iou": scores.boundary.mean_iou,
        "interior_iou": scores.interior.mean_iou,
        "boundary_pixels": scores.boundary.total,
        "interior_pixels": scores.interior.total,
        "seconds": round(seconds, 1),
        **facts,
    }


def read_series(place: Place, dates: str) -> PlaceSeries:
    """What a place shows at some of its dates: see `images`."""
    everything = sorted(place.folder.glob("image*.tif"))
    paths = images(place, dates)
    days = np.array([_day(path, everything.index(path), len(everything)) for path in paths], dtype=np.int64)
    parts = []
    for path in paths:
        with open_scene([str(path)]) as scene:
            parts.append(scene.read(scene.grid.whole))
    valid = np.stack([part.valid for part in parts])
    values = np.stack([part.values for part in parts])
    known = valid[:, None] & np.isfinite(values)
    mean, deviation = _statistics(values, known)
    return PlaceSeries(
        np.where(known, (values - mean) / deviation, 0).astype(np.float32), days, np.asarray(valid.all(axis=0))
    )


def images(place: Place, dates: str) -> list[Path]:
    """All images of a place in the order of time, the middle one, or one of `single_dates`."""
    paths = sorted(place.folder.glob("image*.tif"))
    if dates == ALL:
        return paths
    return [paths[len(paths) // 2 if dates == ONE else single_dates(place).index(dates)]]


def single_dates(place: Place) -> list[str]:
    """What each date of a place is called as `SeriesTask.dates`."""
    return [SINGLE.format(number + 1) for number in range(len(list(place.folder.glob("image*.tif"))))]


def _statistics(values: NDArray[np.float32], known: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Mean and deviation of each band over dates and pixels, (1,C,1,1)."""
    kept = np.where(known, values, np.nan).astype(np.float64)
    mean, deviation = (find(kept, axis=(0, 2, 3), keepdims=True) for find in (np.nanmean, np.nanstd))
    return mean, np.where(deviation > 0, deviation, 1)


def _day(path: Path, index: int, count: int) -> int:
    """Day of the year in the file's name; of dates that nobody knows, places at equal distances over a year."""
    found = re.search(r"(\d{4})-(\d{2})-(\d{2})", path.stem)
    if found is None:
        return int((index + 0.5) / count * 365) + 1
    return date(*map(int, found.groups())).timetuple().tm_yday


def _targets(place: Place, labels: LabelSet) -> NDArray[np.uint8]:
    """uint8 (H,W): index into the names of the labels; 255 outside the polygons."""
    with open_scene([str(place.image)]) as scene:
        pixels = label_pixels(read_labels(str(labels.polygons), CLASS_FIELD, scene.grid), scene.grid, scene.valid)
        chip = pixels.chip(scene.grid.whole)
    table = np.full(256, NO_CLASS, dtype=np.uint8)
    for land_cover in pixels.class_map.classes:
        table[land_cover.id] = labels.names.index(land_cover.name)
    return table[chip]


def _by_forest(
    seen: PlaceSeries, targets: NDArray[np.uint8], seed: int, threads: int
) -> tuple[NDArray[np.uint8], dict[str, Any]]:
    """A random forest on the bands of all dates, stacked."""
    stacked = seen.values.reshape(-1, *targets.shape)
    known = targets != NO_CLASS
    learnt = forest(seed, threads).fit(stacked[:, known].T, targets[known])
    mapped = learnt.predict(stacked.reshape(len(stacked), -1).T).reshape(targets.shape).astype(np.uint8)
    return mapped, {"parameters": 0, "still_falling": False, "loss": None}


def _by_deepsat(
    task: SeriesTask, labels: LabelSet, folder: Path, device: str
) -> tuple[NDArray[np.uint8], dict[str, Any]]:
    """What people get: `finetune`, then `predict`."""
    rasters = tuple(map(str, images(task.place, task.dates)))
    settings: dict[str, Any] = {"class_field": CLASS_FIELD, "seed": task.seed, "device": device}
    job = FinetuneJob(rasters, str(labels.polygons), model=str(folder / "model"), **settings)
    made = finetune(job, SilentReporter())
    output = folder / "map.tif"
    predict(PredictJob(rasters, job.model, str(output), device=device), SilentReporter())
    with rasterio.open(output) as dataset:
        mapped = dataset.read(1)
    table = np.full(256, NO_CLASS, dtype=np.uint8)
    for land_cover in made["classes"]:
        table[land_cover["id"]] = labels.names.index(land_cover["name"])
    return table[mapped], {"parameters": 0, "still_falling": False, "loss": None}


def _by_network(
    task: SeriesTask, seen: PlaceSeries, targets: NDArray[np.uint8], classes: int, device: str
) -> tuple[NDArray[np.uint8], dict[str, Any]]:
    reporter, recipe = SilentReporter(), task.recipe()
    on = choose_device(device, reporter)
    bf16 = bf16_pays(on) and TEMPORAL_NETWORKS[task.learner].learns_in_bf16
    torch.manual_seed(task.seed)
    network = build_temporal_network(TemporalArchitecture(task.learner, seen.values.shape[1], classes)).to(on)
    series = Series(seen.values, seen.days, targets)
    curve = train_on_series(network, series, recipe, seed=task.seed, device=on, reporter=reporter, bf16=bf16)
    # Only the transformer knows the size of its windows; the others see more around a pixel in larger tiles.
    side = recipe.side if task.learner == "tsvit" else 64
    shares = series_probabilities(
        network, seen.values, seen.days, classes, side=side, dates=recipe.dates, device=on, reporter=reporter, bf16=bf16
    )
    learnt = sum(weights.numel() for weights in network.parameters() if weights.requires_grad)
    last = float(np.mean(curve.cross_entropy[-max(1, len(curve.cross_entropy) // 5) :]))
    facts = {"parameters": learnt, "still_falling": curve.still_falling, "loss": last}
    return shares.argmax(axis=0).astype(np.uint8), facts
