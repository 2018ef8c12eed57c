"""A small scene with classes that its bands tell apart, and polygons on it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import pytest
import rasterio
import shapely
from rasterio.crs import CRS
from rasterio.transform import Affine

from deepsat.class_map import ClassMap
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.jobs import FinetuneJob
from deepsat.labels import LabelPixels
from deepsat.reporting import SilentReporter

TRANSFORM = Affine(10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0)
CLASSES = ("bare", "forest", "water")
SPECTRA = np.array([[900, 1200, 2000], [300, 400, 3000], [600, 400, 150]], dtype=np.float64)
HEIGHT, WIDTH = 96, 112


@dataclasses.dataclass(frozen=True)
class SmallScene:
    """Files, and what is true, uint8 (HEIGHT, WIDTH)."""

    raster: str
    labels: str
    truth: np.ndarray


@dataclasses.dataclass(frozen=True)
class Learnt:
    """What a run with nothing set leaves, for tests that look at it from several sides; nobody writes there."""

    job: FinetuneJob
    result: dict[str, Any]
    reporter: SilentReporter

    @property
    def folder(self) -> Path:
        return Path(self.job.model).parent

    @property
    def report(self) -> Path:
        return Path(self.job.report or "")


@pytest.fixture(scope="session")
def small_scene(tmp_path_factory: pytest.TempPathFactory) -> SmallScene:
    """Three classes in slanted stripes, four polygons of 5 x 5 pixels in each."""
    folder = tmp_path_factory.mktemp("small scene")
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    truth = (((rows + 2 * columns) // 24) % 3).astype(np.uint8)
    draw = np.random.default_rng(11)
    values = (SPECTRA[truth].transpose(2, 0, 1) + draw.normal(0, 60, (3, HEIGHT, WIDTH))).clip(1).astype(np.uint16)
    raster, labels = str(folder / "scene.tif"), str(folder / "labels.gpkg")
    profile = {"crs": CRS.from_epsg(32633), "transform": TRANSFORM, "photometric": "MINISBLACK"}
    with rasterio.open(
        raster, "w", driver="GTiff", dtype="uint16", count=3, height=HEIGHT, width=WIDTH, **profile
    ) as dataset:
        dataset.write(values)
    write_polygons(labels, polygons_in(truth, per_class=4, draw=draw))
    return SmallScene(raster, labels, truth)


def polygons_in(truth: np.ndarray, *, per_class: int, draw: np.random.Generator) -> list[tuple[str, object]]:
    """Squares of 5 pixels that lie in one class each, apart from one another."""
    taken = np.zeros(truth.shape, dtype=bool)
    found: list[tuple[str, object]] = []
    counts = dict.fromkeys(range(len(CLASSES)), 0)
    while min(counts.values()) < per_class:
        row, column = int(draw.integers(truth.shape[0] - 5)), int(draw.integers(truth.shape[1] - 5))
        square = (slice(row, row + 5), slice(column, column + 5))
        class_ids = np.unique(truth[square])
        if len(class_ids) == 1 and counts[int(class_ids[0])] < per_class and not taken[square].any():
            taken[square] = True
            counts[int(class_ids[0])] += 1
            left, top = TRANSFORM.c + TRANSFORM.a * column, TRANSFORM.f + TRANSFORM.e * row
            right, bottom = left + 5 * TRANSFORM.a, top + 5 * TRANSFORM.e
            found.append((CLASSES[int(class_ids[0])], shapely.box(left, bottom, right, top)))
    return found


def write_polygons(path: str, polygons: list[tuple[str, object]]) -> None:
    """Writes classes and shapes as a GeoPackage with the text field `class`."""
    pyogrio.raw.write(
        path,
        np.array([shapely.to_wkb(shape) for _, shape in polygons], dtype=object),
        [np.array([name for name, _ in polygons], dtype=object)],
        fields=["class"],
        geometry_type="Polygon",
        crs="EPSG:32633",
        driver="GPKG",
    )


@pytest.fixture(scope="session")
def quick() -> Recipe:
    """A recipe that ends within seconds."""
    # Without a margin the network is trained even where the polygons leave nothing to gain.
    return Recipe(
        margin=0.0,
        trees_a_kind=3,
        calibration_windows=3,
        chip_size=32,
        batch_size=4,
        steps=6,
        warm_up=2,
        evaluate_every=3,
        tile_size=64,
        tile_margin=16,
    )


@pytest.fixture(scope="session")
def untrained(quick: Recipe) -> Recipe:
    """The same without training all weights: head and forest are fitted and compared."""
    return dataclasses.replace(quick, candidates=("forest", "head"))


@pytest.fixture(scope="session")
def head_alone(quick: Recipe) -> Recipe:
    """The least that makes a model: a head is fitted, and nothing is held out."""
    return dataclasses.replace(quick, candidates=("head",), folds=0)


@pytest.fixture(scope="session")
def all_weights(quick: Recipe) -> Recipe:
    """All weights are trained on all polygons, and nothing else is done; their state is saved at each step."""
    return dataclasses.replace(quick, candidates=("network",), folds=0, steps=4, save_seconds=0.0)


@pytest.fixture(scope="session")
def learnt(small_scene: SmallScene, quick: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Learnt:
    folder = tmp_path_factory.mktemp("learnt")
    job = FinetuneJob(
        input=(small_scene.raster,), labels=small_scene.labels, class_field="class", model=str(folder / "model"),
        device="cpu", checkpoint="random", report=str(folder / "report.html"),
    )  # fmt: skip
    reporter = SilentReporter()
    return Learnt(job, finetune(job, reporter, quick), reporter)


@pytest.fixture
def job_for(small_scene: SmallScene, tmp_path: Path) -> Callable[..., FinetuneJob]:
    """The job of fine-tuning on the small scene, with some settings changed."""

    def job(name: str = "model", **settings: object) -> FinetuneJob:
        plain: dict[str, object] = {
            "input": (small_scene.raster,),
            "labels": small_scene.labels,
            "class_field": "class",
            "model": str(tmp_path / name),
            "device": "cpu",
            # Not `auto`: what comes with DeepSat may change, these tests do not.
            "checkpoint": "random",
        }
        return FinetuneJob(**{**plain, **settings})  # type: ignore[arg-type]

    return job


@pytest.fixture
def label_pixels_of() -> Callable[[np.ndarray, np.ndarray], LabelPixels]:
    """Label pixels from rasters of class ids (255 = none) and of polygon numbers."""

    def build(class_ids: np.ndarray, polygon_ids: np.ndarray) -> LabelPixels:
        rows, columns = np.nonzero(class_ids != 255)
        names = ClassMap.from_names([f"class {index}" for index in range(int(class_ids[rows, columns].max()) + 1)])
        return LabelPixels(
            rows.astype(np.int32),
            columns.astype(np.int32),
            class_ids[rows, columns].astype(np.uint8),
            polygon_ids[rows, columns].astype(np.int32),
            names,
        )

    return build
