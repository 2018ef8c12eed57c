"""Maps finer than their imagery: the grid, and borders that no pixel of the imagery shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from rasterio.crs import CRS
from rasterio.transform import Affine

from deepsat.checkpoints import read_card
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.jobs import ErrorCode, FinetuneJob, PredictJob, UserError
from deepsat.predict.run import predict
from deepsat.reporting import SilentReporter
from tests.core.finetune.conftest import write_polygons

SIDE, FINE = 48, 192
GRID = Affine(10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0)
LEVELS = np.array([[800.0, 2600.0], [1700.0, 900.0]])


@pytest.fixture(scope="module")
def truth() -> np.ndarray:
    """uint8 (FINE, FINE): a wavy border at 2.5 m."""
    rows, columns = np.mgrid[:FINE, :FINE]
    return (columns + 0.35 * rows + 12 * np.sin(rows / 9) > 120).astype(np.uint8)


@pytest.fixture
def job(truth: np.ndarray, tmp_path: Path) -> Callable[..., FinetuneJob]:
    """The job on imagery of 10 m, each pixel the mean of what it covers."""
    draw = np.random.default_rng(4)
    means = LEVELS[truth].reshape(SIDE, 4, SIDE, 4, 2).mean(axis=(1, 3)).transpose(2, 0, 1)
    raster, labels = str(tmp_path / "scene.tif"), str(tmp_path / "labels.gpkg")
    profile = {"crs": CRS.from_epsg(32633), "transform": GRID, "photometric": "MINISBLACK"}
    with rasterio.open(raster, "w", driver="GTiff", dtype="float32", count=2, height=SIDE, width=SIDE, **profile) as d:
        d.write((means + draw.normal(0, 20, means.shape)).astype(np.float32))
    # Polygons along the border, so that what lies between the two classes is learnt too.
    polygons: list[tuple[str, object]] = []
    for row in (10, 60, 110, 160):
        edge = int(np.flatnonzero(truth[row])[0])
        for name, first, end in (("left", edge - 30, edge), ("right", edge, edge + 30)):
            columns = (np.array([first, end]) * 2.5 + 500_000.0).tolist()
            polygons.append(
                (name, shapely.box(columns[0], 5_000_000 - (row + 2) * 2.5, columns[1], 5_000_000 - row * 2.5))
            )
    write_polygons(labels, polygons)

    def make(name: str, scale: int, **settings: object) -> FinetuneJob:
        plain = {"checkpoint": "random", "device": "cpu", "scale": scale, **settings}
        return FinetuneJob((raster,), labels, "class", str(tmp_path / name), **plain)  # type: ignore[arg-type]

    return make


@pytest.fixture
def mapped(job: Callable[..., FinetuneJob], untrained: Recipe, tmp_path: Path) -> Callable[[int], np.ndarray]:
    """The map, on the finest grid."""

    def ids(scale: int) -> np.ndarray:
        settings = job(f"model{scale}", scale)
        finetune(settings, SilentReporter(), untrained)
        output = str(tmp_path / f"map{scale}.tif")
        predict(PredictJob(settings.input, settings.model, output, device="cpu"), SilentReporter())
        with rasterio.open(output) as dataset:
            assert dataset.shape == (SIDE * scale, SIDE * scale)
            assert tuple(dataset.bounds) == (500_000.0, 5_000_000.0 - 480, 500_480.0, 5_000_000.0)
            assert dataset.transform.a == 10 / scale
            return np.kron(dataset.read(1), np.ones((4 // scale, 4 // scale), np.uint8))

    return ids


def test_a_finer_map_knows_more_of_the_border(mapped: Callable[[int], np.ndarray], truth: np.ndarray) -> None:
    wrong = {scale: float((mapped(scale) != truth).mean()) for scale in (1, 4)}
    assert wrong[1] < 0.03
    assert wrong[4] < 0.6 * wrong[1]


def test_the_card_tells_the_scale(job: Callable[..., FinetuneJob], head_alone: Recipe) -> None:
    settings = job("model", 2)
    finetune(settings, SilentReporter(), head_alone)
    card = read_card(Path(settings.model))
    assert (card.scale, card.architecture.input_scale, card.gsd_m) == (2, 1, pytest.approx(5.0, rel=0.01))


def test_continuing_at_another_scale_is_refused(job: Callable[..., FinetuneJob], head_alone: Recipe) -> None:
    first = job("first", 2)
    finetune(first, SilentReporter(), head_alone)
    with pytest.raises(UserError) as error:
        finetune(job("next", 4, checkpoint=first.model), SilentReporter(), head_alone)
    assert error.value.code is ErrorCode.INVALID_JOB
    assert error.value.expected == "the scale 2, as that of the model to continue from"


def test_other_scales_are_refused(job: Callable[..., FinetuneJob]) -> None:
    assert job("model", 3).problems() == ["scale must be one of 1, 2, 4, not 3"]
