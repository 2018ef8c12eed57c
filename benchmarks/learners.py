"""Learners: whatever makes a map of a place from its polygons, networks and classic ones alike."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import rasterio
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from benchmarks.label_sets import CLASS_FIELD, LabelSet
from benchmarks.starts import Start
from deepsat.class_map import NO_CLASS
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.imagery import Pixels, open_scene
from deepsat.jobs import FinetuneJob, PredictJob
from deepsat.labels import LabelPixels
from deepsat.predict.run import predict
from deepsat.reporting import SilentReporter

MINUTES = 600.0
"""So long that the time never shortens a training."""

NO_MODE = "classic"
"""Mode of the learners that have no weights to start from or to freeze."""

TREES = 300
SVM_COST = 10.0
WINDOW_PX = 3
PIXELS_A_CLASS = 20_000
"""The classic learners learn from no more, which only matters to the largest fractions."""


@dataclasses.dataclass(frozen=True)
class Lesson:
    """What a learner is given."""

    images: tuple[Path, ...]
    """One for each date, in the order of time."""
    labels: LabelSet
    training: LabelPixels
    """The pixels of the labels' polygons, as fine-tuning finds them."""
    seed: int
    folder: Path
    """For whatever is written on the way."""
    device: str
    """For networks, as jobs name it."""
    threads: int
    """For the classic learners; those of networks are set for the whole process."""


@dataclasses.dataclass(frozen=True)
class Map:
    """What a learner made of it."""

    classes: NDArray[np.uint8]
    """uint8 (H, W): index into the names of the labels; 255 where there are no data."""
    chosen: str = ""
    """What the product chose to make the model of; empty for other learners."""


class Learner(Protocol):
    """Makes maps from polygons."""

    @property
    def name(self) -> str:
        """As results and tables call it."""

    @property
    def mode(self) -> str:
        """How its weights are trained; `NO_MODE` without weights."""

    @property
    def checkpoint(self) -> str:
        """Hash of the weights that it starts from; empty without any."""

    def settings(self) -> dict[str, Any]:
        """All that its maps depend on beside data and software, as plain JSON values."""

    def map(self, lesson: Lesson) -> Map:
        """Learns, and maps the whole scene.

        Raises:
            UserError: the place or the start cannot be used.
        """


@dataclasses.dataclass(frozen=True)
class Network:
    """The product's own jobs, fine-tuning and mapping."""

    start: Start
    mode: str
    base: Recipe = dataclasses.field(default_factory=Recipe)
    """Settings, before start and mode change theirs."""

    @property
    def name(self) -> str:
        """That of the start."""
        return self.start.name

    @property
    def checkpoint(self) -> str:
        """See `Learner`."""
        return self.start.weights_hash

    def settings(self) -> dict[str, Any]:
        """See `Learner`."""
        return {
            "checkpoint": self.checkpoint,
            "recipe": self.start.recipe(self.mode, self.base).to_json(),
            "start": self.name if self.start.folder is None else "",
        }

    def map(self, lesson: Lesson) -> Map:
        """See `Learner`."""
        model, output = str(lesson.folder / "model"), str(lesson.folder / "map.tif")
        images = tuple(map(str, lesson.images))
        job = FinetuneJob(images, str(lesson.labels.polygons), CLASS_FIELD, model, checkpoint=self.start.checkpoint,
                          seed=lesson.seed, device=lesson.device, max_minutes=MINUTES)  # fmt: skip
        result = finetune(job, SilentReporter(), self.start.recipe(self.mode, self.base))
        predict(PredictJob(images, model, output, device=lesson.device), SilentReporter())
        table = _table({c["id"]: c["name"] for c in result["classes"]}, lesson.labels.names)
        with rasterio.open(output) as dataset:
            return Map(np.asarray(table[dataset.read(1)], dtype=np.uint8), result["chosen"])


@dataclasses.dataclass(frozen=True)
class PixelLearner:
    """A classic learner, which sees one pixel at a time, and of several dates the features of each, side by side."""

    name: str
    features: Callable[[Pixels], NDArray[np.float32]]
    """Of a date, float32 (F, H, W); NaN where one is missing."""
    classifier: Callable[[int, int], Any]
    """From a seed and a number of threads, as scikit-learn has them."""
    mode: str = NO_MODE
    checkpoint: str = ""

    def settings(self) -> dict[str, Any]:
        """See `Learner`; its numbers stand in the code."""
        return {"learner": self.name}

    def map(self, lesson: Lesson) -> Map:
        """See `Learner`."""
        seen, training = [_whole(image) for image in lesson.images], lesson.training
        features = np.concatenate([_without_gaps(self.features(pixels), pixels.valid) for pixels in seen])
        valid = np.logical_or.reduce([pixels.valid for pixels in seen])
        learnt = training.where(_thinned(training.class_ids, lesson.seed))
        classifier = self.classifier(lesson.seed, lesson.threads)
        classifier.fit(features[:, learnt.rows, learnt.columns].T, learnt.class_ids)
        mapped = np.full(valid.shape, NO_CLASS, dtype=np.uint8)
        mapped[valid] = classifier.predict(features[:, valid].T)
        table = _table({c.id: c.name for c in training.class_map.classes}, lesson.labels.names)
        return Map(table[mapped])


def bands(pixels: Pixels) -> NDArray[np.float32]:
    """The bands of each pixel."""
    return pixels.values


def bands_and_neighbourhood(pixels: Pixels) -> NDArray[np.float32]:
    """Bands, and their means and standard deviations in a window around each pixel: float32 (3C, H, W).

    Written anew, so that a mistake in the product's own would not flatter the product. Missing values take no part.
    """
    known = np.isfinite(pixels.values) & pixels.valid
    # Squares of large values lose digits; a band's mean is subtracted on the way only.
    centre = np.array([band[there].mean() if there.any() else 0.0 for band, there in zip(pixels.values, known)])
    values = np.where(known, pixels.values - centre[:, None, None], 0.0).astype(np.float64)
    share = _window_mean(known.astype(np.float64)).clip(min=1e-9)
    means = _window_mean(values) / share
    deviations = np.sqrt((_window_mean(values**2) / share - means**2).clip(min=0))
    return np.concatenate([pixels.values, means + centre[:, None, None], deviations]).astype(np.float32)


def forest(seed: int, threads: int) -> Any:
    """A random forest, classes balanced; it takes NaN as a value."""
    return RandomForestClassifier(TREES, class_weight="balanced", random_state=seed, n_jobs=threads)


def support_vectors(seed: int, threads: int) -> Any:
    """A support vector machine with an RBF kernel on standardised bands; NaN becomes the mean. Nothing is drawn."""
    imputer = SimpleImputer(keep_empty_features=True)
    return make_pipeline(imputer, StandardScaler(), SVC(C=SVM_COST, class_weight="balanced", random_state=seed))


FOREST = PixelLearner("forest", bands, forest)
FOREST_NEARBY = PixelLearner("forest-nearby", bands_and_neighbourhood, forest)
SVM = PixelLearner("svm", bands, support_vectors)
CLASSIC = {learner.name: learner for learner in (FOREST, FOREST_NEARBY, SVM)}


def learners_of(text: str, modes: tuple[str, ...], base: Recipe) -> list[Learner]:
    """The classic learner of this name, or the start of this name in each mode.

    Raises:
        ValueError: neither; see `Start.parse`.
    """
    if text in CLASSIC:
        return [CLASSIC[text]]
    start = Start.parse(text)
    if start.name in CLASSIC:
        raise ValueError(f"{start.name} is a learner of its own, so no checkpoint can be called that")
    return [Network(start, mode, base) for mode in modes]


def _whole(image: Path) -> Pixels:
    with open_scene([str(image)]) as scene:
        return scene.read(scene.grid.whole)


def _without_gaps(features: NDArray[np.float32], valid: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The features with NaN where a date has no data."""
    return np.where(valid, features, np.float32(np.nan))


def _window_mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each band (C, H, W), 0 beyond the edges."""
    size = (1, WINDOW_PX, WINDOW_PX)
    return np.asarray(uniform_filter(values, size, mode="constant"), dtype=np.float64)


def _thinned(class_ids: NDArray[np.uint8], seed: int) -> NDArray[np.intp]:
    """Indexes of at most `PIXELS_A_CLASS` of each class, ascending."""
    draw = np.random.default_rng(seed)
    members = [draw.permutation(np.flatnonzero(class_ids == k))[:PIXELS_A_CLASS] for k in np.unique(class_ids)]
    return np.sort(np.concatenate(members))


def _table(names_by_id: Mapping[int, str], names: tuple[str, ...]) -> NDArray[np.uint8]:
    """uint8 (256,): from a map's class id to the index of its name; 255 elsewhere."""
    table = np.full(256, NO_CLASS, dtype=np.uint8)
    for class_id, name in names_by_id.items():
        table[class_id] = names.index(name)
    return table
