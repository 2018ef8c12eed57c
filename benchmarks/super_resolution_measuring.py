"""One measurement of the super-resolution benchmark: imagery made coarser, a map of it as fine as the truth."""

from __future__ import annotations

import dataclasses
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from benchmarks.degrading import write_degraded
from benchmarks.label_sets import CLASS_FIELD, Budget, LabelSet, label_set
from benchmarks.places import Place
from benchmarks.super_resolution_training import FinerLabels, class_map, normalised, trained_network
from deepsat.accuracy.boundaries import BoundaryScores
from deepsat.class_map import NO_CLASS
from deepsat.devices import choose_device
from deepsat.finetune.run import finetune
from deepsat.imagery import Scene, open_scene
from deepsat.imagery.finer_scene import FinerScene
from deepsat.jobs import FinetuneJob, PredictJob
from deepsat.labels import label_pixels, read_labels
from deepsat.predict.run import predict
from deepsat.reporting import SilentReporter

REPEATED = "DeepSat, map repeated"
INTERPOLATED = "DeepSat, probabilities interpolated"
FINER = "DeepSat, scale"
NETWORK_REPEATED = "network, map repeated"
UPSAMPLED = "network with blocks, cross-entropy"
CONTRAST_FIRST = "network with blocks, CSCL first"
WAYS = (REPEATED, INTERPOLATED, FINER, NETWORK_REPEATED, UPSAMPLED, CONTRAST_FIRST)
SCALES = (2, 4)

TRAININGS = ((REPEATED, INTERPOLATED), (FINER,), (NETWORK_REPEATED,), (UPSAMPLED,), (CONTRAST_FIRST,))
"""Ways that are read off one training each."""
NETWORKS = (NETWORK_REPEATED, UPSAMPLED, CONTRAST_FIRST)


@dataclasses.dataclass(frozen=True)
class SuperResolutionTask:
    """One training, and the maps that are read off it."""

    place: Place
    budget: Budget
    scale: int
    """How many times coarser the imagery is than the truth."""
    ways: tuple[str, ...]
    """One of `TRAININGS`."""
    seed: int
    steps: int
    """Of the small networks."""

    @property
    def keys(self) -> list[dict[str, Any]]:
        """What tells its results from others."""
        shared = {"place": self.place.name, "budget": self.budget.name, "scale": self.scale, "seed": self.seed}
        return [{**shared, "way": way, "steps": self.steps if way in NETWORKS else 0} for way in self.ways]


@dataclasses.dataclass(frozen=True)
class _Lesson:
    image: Path
    """The coarser one."""
    labels: LabelSet
    scale: int
    seed: int
    folder: Path
    device: str


def measure_super_resolution(task: SuperResolutionTask, device: str) -> list[dict[str, Any]]:
    """Makes the imagery coarser, learns, maps and scores: a result for each way, as plain JSON values.

    Raises:
        UserError: the place cannot be used, as where no polygon is as large as a coarser pixel.
        ValueError: no pixel is left to score on.
    """
    with tempfile.TemporaryDirectory(prefix="benchmark_") as name:
        folder = Path(name)
        labels = label_set(task.place, task.budget, task.seed, folder)
        coarse = folder / "coarse.tif"
        write_degraded(task.place.image, coarse, task.scale)
        started = time.process_time()
        maps = _maps(task, _Lesson(coarse, labels, task.scale, task.seed, folder, device))
        seconds = round(time.process_time() - started, 1)
        seen = _known(coarse, task.scale)
    return [{**key, **scores(maps[key["way"]], labels, seen), "seconds": seconds} for key in task.keys]


def scores(said: NDArray[np.uint8], labels: LabelSet, seen: NDArray[np.bool_]) -> dict[str, Any]:
    """Mean IoU of a map at full resolution, of all pixels and of those at boundaries and inside apart.

    Args:
        said: uint8 (H, W), index into the names of the labels; the truth may have a few rows and columns more.
        labels: with the reference.
        seen: bool (H, W), where the coarser imagery has data: elsewhere nothing is scored.

    Raises:
        ValueError: no pixel is left to score on.
    """
    height, width = said.shape
    reference = np.where(seen, labels.reference[:height, :width], NO_CLASS).astype(np.uint8)
    found = BoundaryScores.empty(len(labels.names)).add(said, reference)
    if found.confusion().total == 0:
        raise ValueError("no pixel is left to score on")
    return {
        "mean_iou": found.confusion().mean_iou,
        "boundary_iou": found.boundary.mean_iou,
        "interior_iou": found.interior.mean_iou,
        "boundary_pixels": found.boundary.total,
        "interior_pixels": found.interior.total,
    }


def repeated(values: NDArray[Any], scale: int) -> NDArray[Any]:
    """Each pixel scale x scale times: (H, W) to (scale*H, scale*W)."""
    return np.repeat(np.repeat(values, scale, axis=0), scale, axis=1)


def _maps(task: SuperResolutionTask, lesson: _Lesson) -> dict[str, NDArray[np.uint8]]:
    """Of each way of the task, uint8 (scale*H, scale*W)."""
    if task.ways == (REPEATED, INTERPOLATED):
        return _of_coarse_model(lesson)
    if task.ways == (FINER,):
        return {FINER: _by_deepsat(lesson, lesson.scale)[0]}
    return {way: _by_network(lesson, way, task.steps) for way in task.ways}


def _known(coarse: Path, scale: int) -> NDArray[np.bool_]:
    with open_scene([str(coarse)]) as scene:
        return np.asarray(repeated(scene.read(scene.grid.whole).valid, scale))


def _of_coarse_model(lesson: _Lesson) -> dict[str, NDArray[np.uint8]]:
    """The model that knows nothing of finer pixels, its map repeated, and its probabilities interpolated."""
    mapped, table = _by_deepsat(lesson, 1)
    with open_scene([str(lesson.folder / "probability.tif")]) as percent:
        pixels = percent.read(percent.grid.whole)
    # Pixels without data are 0 of every class, and so weigh nothing.
    shares = torch.from_numpy(np.where(pixels.valid, pixels.values, 0))[None]
    finer = F.interpolate(shares, scale_factor=lesson.scale, mode="bilinear", align_corners=False)[0].numpy()
    known = repeated(pixels.valid, lesson.scale)
    interpolated = np.where(known, table[finer.argmax(axis=0)], NO_CLASS).astype(np.uint8)
    return {REPEATED: repeated(mapped, lesson.scale), INTERPOLATED: interpolated}


def _by_deepsat(lesson: _Lesson, scale: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """What people get, `finetune` and `predict`: the map, and the table from its classes to the labels'."""
    image, model, output = (str(lesson.folder / name) for name in (lesson.image.name, "model", "map.tif"))
    job = FinetuneJob((image,), str(lesson.labels.polygons), CLASS_FIELD, model, seed=lesson.seed,
                      device=lesson.device, scale=scale)  # fmt: skip
    made = finetune(job, SilentReporter())
    probability = str(lesson.folder / "probability.tif")
    predict(PredictJob((image,), model, output, device=lesson.device, probability=probability), SilentReporter())
    table = _table(((known["id"], known["name"]) for known in made["classes"]), lesson.labels.names)
    with rasterio.open(output) as dataset:
        return table[dataset.read(1)], table


def _by_network(lesson: _Lesson, way: str, steps: int) -> NDArray[np.uint8]:
    """The small network, as fine as the imagery and its map repeated, or with blocks."""
    scale = 1 if way == NETWORK_REPEATED else lesson.scale
    with open_scene([str(lesson.image)]) as scene:
        image = normalised(scene.read(scene.grid.whole))
        targets = _targets(scene, lesson.labels, 1) if scale == 1 else _finer_targets(lesson)
    on = choose_device(lesson.device, SilentReporter())
    seen, first = FinerLabels(image, targets, scale), way == CONTRAST_FIRST
    network = trained_network(
        seen, len(lesson.labels.names), steps=steps, contrast_first=first, seed=lesson.seed, device=on
    )
    mapped = class_map(network, image, on)
    return repeated(mapped, lesson.scale) if scale == 1 else mapped


def _finer_targets(lesson: _Lesson) -> NDArray[np.uint8]:
    with FinerScene(open_scene([str(lesson.image)]), lesson.scale) as scene:
        return _targets(scene, lesson.labels, lesson.scale)


def _targets(scene: Scene, labels: LabelSet, scale: int) -> NDArray[np.uint8]:
    """uint8 of the scene's grid: index into the names of the labels; given to finer pixels by share, as jobs do."""
    drawn = read_labels(str(labels.polygons), CLASS_FIELD, scene.grid)
    pixels = label_pixels(drawn, scene.grid, scene.valid, by_share=scale > 1)
    table = _table(((known.id, known.name) for known in pixels.class_map.classes), labels.names)
    return table[pixels.chip(scene.grid.whole)]


def _table(classes: Iterable[tuple[int, str]], names: tuple[str, ...]) -> NDArray[np.uint8]:
    """uint8 (256,): from a class id to the index of its name; 255 elsewhere."""
    table = np.full(256, NO_CLASS, dtype=np.uint8)
    for class_id, name in classes:
        table[class_id] = names.index(name)
    return table
