"""Measuring: one place, budget, start, mode and seed, by way of the product's own jobs."""

from __future__ import annotations

import dataclasses
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray

from benchmarks.label_sets import CLASS_FIELD, Budget, LabelSet, label_set
from benchmarks.places import Place
from benchmarks.starts import FOREST, FOREST_PIXELS_A_CLASS, TREES, Start
from deepsat.accuracy import Confusion
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.imagery import open_scene
from deepsat.jobs import FinetuneJob, PredictJob
from deepsat.labels import NO_CLASS, LabelPixels, label_pixels, read_labels
from deepsat.predict.run import predict
from deepsat.reporting import SilentReporter

MINUTES = 600.0
"""So long that the time never shortens a training."""


@dataclasses.dataclass(frozen=True)
class Task:
    """One measurement."""

    place: Place
    budget: Budget
    start: Start
    mode: str
    seed: int

    def __str__(self) -> str:
        return f"{self.place.name} {self.budget.name} {self.start.name} {self.mode} seed {self.seed}"


@dataclasses.dataclass(frozen=True)
class Score:
    """How well the map of a place agrees with what is known of it, away from the training polygons."""

    mean_iou: float
    """Over the classes that occur both in the polygons and among the scored pixels, 0-1."""
    overall: float
    """Overall accuracy, 0-1."""
    iou: dict[str, float]
    """By class."""
    training_pixels: int
    scored_pixels: int
    seconds: float


def measure(task: Task, recipe: Recipe, device: str, threads: int) -> Score:
    """Learns from the task's polygons, maps the place and scores the map.

    Args:
        task: what to measure.
        recipe: settings of fine-tuning, before start and mode change theirs.
        device: for the network, as jobs name it.
        threads: for the forest; those of the network are set for the whole process.

    Raises:
        UserError: the place or the start cannot be used.
        ValueError: no pixel is left to score on.
    """
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="label_fractions_") as name:
        folder = Path(name)
        labels = label_set(task.place, task.budget, task.seed, folder)
        if not np.any(labels.reference != NO_CLASS):
            raise ValueError(f"{task}: no pixel is left to score on")
        training = _training_pixels(task.place, labels)
        if task.start.name == FOREST:
            mapped = _map_of_forest(task, labels, training, threads)
        else:
            mapped = _map_of_network(task, labels, task.start.recipe(task.mode, recipe), device, folder)
    confusion = Confusion.empty(len(labels.names)).add(mapped, labels.reference)
    scored = confusion.reference_totals > 0
    return Score(
        mean_iou=confusion.mean_iou,
        overall=confusion.overall,
        iou={labels.names[k]: float(confusion.iou[k]) for k in np.flatnonzero(scored)},
        training_pixels=len(training),
        scored_pixels=confusion.total,
        seconds=time.monotonic() - started,
    )


def _map_of_network(task: Task, labels: LabelSet, recipe: Recipe, device: str, folder: Path) -> NDArray[np.uint8]:
    """uint8 (H, W): index into `labels.names`, 255 where there are no data."""
    model, output, image = str(folder / "model"), str(folder / "map.tif"), str(task.place.image)
    job = FinetuneJob((image,), str(labels.polygons), CLASS_FIELD, model, checkpoint=task.start.checkpoint,
                      seed=task.seed, device=device, max_minutes=MINUTES)  # fmt: skip
    classes = finetune(job, SilentReporter(), recipe)["classes"]
    predict(PredictJob((image,), model, output, device=device), SilentReporter())
    table = np.full(256, NO_CLASS, dtype=np.uint8)
    for land_cover in classes:
        table[land_cover["id"]] = labels.names.index(land_cover["name"])
    with rasterio.open(output) as dataset:
        return np.asarray(table[dataset.read(1)], dtype=np.uint8)


def _map_of_forest(task: Task, labels: LabelSet, training: LabelPixels, threads: int) -> NDArray[np.uint8]:
    """The same of a random forest on the bands of each pixel, where it will be scored; 255 elsewhere."""
    from sklearn.ensemble import RandomForestClassifier

    with open_scene([str(task.place.image)]) as scene:
        pixels = scene.read(scene.grid.whole)
    learnt = _thinned(training.class_ids, task.seed)
    forest = RandomForestClassifier(TREES, class_weight="balanced", random_state=task.seed, n_jobs=threads)
    # A forest takes NaN, where a single band is missing, as a value.
    forest.fit(pixels.values[:, training.rows[learnt], training.columns[learnt]].T, training.class_ids[learnt])
    wanted = (labels.reference != NO_CLASS) & pixels.valid
    mapped = np.full(wanted.shape, NO_CLASS, dtype=np.uint8)
    mapped[wanted] = forest.predict(pixels.values[:, wanted].T)
    table = np.full(256, NO_CLASS, dtype=np.uint8)
    for land_cover in training.class_map.classes:
        table[land_cover.id] = labels.names.index(land_cover.name)
    return table[mapped]


def _training_pixels(place: Place, labels: LabelSet) -> LabelPixels:
    """Of all polygons, exactly as fine-tuning finds them."""
    with open_scene([str(place.image)]) as scene:
        return label_pixels(read_labels(str(labels.polygons), CLASS_FIELD, scene.grid), scene.grid, scene.valid)


def _thinned(class_ids: NDArray[np.uint8], seed: int) -> NDArray[np.intp]:
    """Indexes of at most `FOREST_PIXELS_A_CLASS` of each class, ascending."""
    draw = np.random.default_rng(seed)
    members = [draw.permutation(np.flatnonzero(class_ids == k))[:FOREST_PIXELS_A_CLASS] for k in np.unique(class_ids)]
    return np.sort(np.concatenate(members))
