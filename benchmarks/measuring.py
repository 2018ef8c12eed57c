"""Measuring: one place, budget, learner and seed."""

from __future__ import annotations

import dataclasses
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.label_sets import CLASS_FIELD, Budget, LabelSet, label_set
from benchmarks.learners import Learner, Lesson
from benchmarks.places import Place
from deepsat.accuracy import Confusion
from deepsat.class_map import NO_CLASS
from deepsat.imagery import open_scene
from deepsat.labels import LabelPixels, label_pixels, read_labels


@dataclasses.dataclass(frozen=True)
class Task:
    """One measurement."""

    place: Place
    budget: Budget
    learner: Learner
    seed: int

    def __str__(self) -> str:
        return f"{self.place.name} {self.budget.name} {self.learner.name} {self.learner.mode} seed {self.seed}"


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
    """Of learning and mapping."""
    memory_mb: int
    """The most that the process has ever held; of the measurement, if the process does nothing else."""
    libraries_mb: int
    """The same just before learning began."""
    chosen: str
    """See `Map`."""


def measure(task: Task, device: str, threads: int) -> Score:
    """Learns from the task's polygons, maps the place and scores the map.

    Args:
        task: what to measure.
        device: for networks, as jobs name it.
        threads: for classic learners; those of networks are set for the whole process.

    Raises:
        UserError: the place or the start cannot be used.
        ValueError: no pixel is left to score on.
    """
    with tempfile.TemporaryDirectory(prefix="benchmark_") as name:
        folder = Path(name)
        labels = label_set(task.place, task.budget, task.seed, folder)
        if not np.any(labels.reference != NO_CLASS):
            raise ValueError(f"{task}: no pixel is left to score on")
        training = _training_pixels(task.place, labels)
        libraries_mb, started = peak_memory_mb(), time.monotonic()
        made = task.learner.map(Lesson(task.place.images, labels, training, task.seed, folder, device, threads))
        seconds, memory_mb = time.monotonic() - started, peak_memory_mb()
    confusion = Confusion.empty(len(labels.names)).add(made.classes, labels.reference)
    scored = confusion.reference_totals > 0
    return Score(
        mean_iou=confusion.mean_iou,
        overall=confusion.overall,
        iou={labels.names[k]: float(confusion.iou[k]) for k in np.flatnonzero(scored)},
        training_pixels=len(training),
        scored_pixels=confusion.total,
        seconds=seconds,
        memory_mb=memory_mb,
        libraries_mb=libraries_mb,
        chosen=made.chosen,
    )


def peak_memory_mb() -> int:
    """The most that this process has held, in millions of bytes."""
    # The system call's own unit differs.
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit // 1_000_000


def _training_pixels(place: Place, labels: LabelSet) -> LabelPixels:
    """Of all polygons, exactly as fine-tuning finds them."""
    with open_scene(list(map(str, place.images))) as scene:
        return label_pixels(read_labels(str(labels.polygons), CLASS_FIELD, scene.grid), scene.grid, scene.valid)
