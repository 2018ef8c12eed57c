"""The classic learners: what they see of a scene, and how well they map it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.label_sets import Budget
from benchmarks.learners import (
    CLASSIC,
    FOREST,
    FOREST_NEARBY,
    SVM,
    Network,
    PixelLearner,
    bands_and_neighbourhood,
    learners_of,
    support_vectors,
)
from benchmarks.measuring import Score, Task, measure
from benchmarks.places import Place
from deepsat.finetune.recipe import Recipe
from deepsat.imagery import Pixels
from tests.benchmarks.tiny_place import write_place


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return write_place(tmp_path_factory.mktemp("places") / "plain")


@pytest.fixture(scope="module")
def textured(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return write_place(tmp_path_factory.mktemp("places") / "textured", textured=True)


def measured(place: Place, learner: PixelLearner, seed: int = 0, budget: str = "k10") -> Score:
    return measure(Task(place, Budget(budget), learner, seed), "cpu", 1)


def test_neighbours_decide_where_classes_differ_by_texture_only(textured: Place) -> None:
    alone, nearby = measured(textured, FOREST), measured(textured, FOREST_NEARBY)
    assert alone.mean_iou < 0.5
    assert nearby.mean_iou > alone.mean_iou + 0.15


def test_bands_alone_do_where_classes_differ_by_them(plain: Place) -> None:
    for learner in CLASSIC.values():
        score = measured(plain, learner, budget="k3")
        assert score.mean_iou > 0.85
        assert set(score.iou) == {"bare", "forest", "water"}
        assert (score.training_pixels, score.scored_pixels) == (144, 64 * 72 - 6 * 7 - 144)
        assert score.seconds > 0 and score.chosen == ""
        assert measured(plain, learner, budget="k3").iou == score.iou
    assert measured(plain, FOREST, seed=1, budget="k3").iou != measured(plain, FOREST, budget="k3").iou


def test_neighbourhood_counts_only_what_is_known() -> None:
    draw = np.random.default_rng(3)
    values = draw.normal(9000, 40, (2, 5, 7)).astype(np.float32)
    valid = np.ones((5, 7), bool)
    valid[0, 0] = valid[3, 4] = False
    values[:, ~valid] = 0
    values[1, 2, 2] = np.nan  # only this band is missing
    features = bands_and_neighbourhood(Pixels(values, valid))
    assert features.shape == (6, 5, 7) and features.dtype == np.float32
    assert np.array_equal(features[:2], values, equal_nan=True)
    for band, row, column in np.ndindex(2, 5, 7):
        known = window(np.where(valid, values[band], np.nan), row, column)
        assert features[2 + band, row, column] == pytest.approx(known.mean(), abs=0.01)
        assert features[4 + band, row, column] == pytest.approx(known.std(), abs=0.01)


def window(values: NDArray[np.float32], row: int, column: int) -> NDArray[np.float64]:
    found = values[max(0, row - 1) : row + 2, max(0, column - 1) : column + 2].astype(np.float64)
    return found[np.isfinite(found)]


def test_the_svm_is_standardised_balanced_and_takes_missing_bands() -> None:
    draw = np.random.default_rng(1)
    classes = np.repeat([0, 1], [190, 10])
    # What tells the classes apart is a millionth of what does not.
    telling = 1e-3 * (classes + draw.normal(0, 0.1, 200))
    features = np.stack([telling, draw.normal(0, 1e3, 200)], axis=1)
    features[5, 1] = np.nan
    machine = support_vectors(0, 1).fit(features, classes)
    found = machine.predict(np.array([[0.0, 0.0], [1e-3, 0.0], [1e-3, np.nan]]))
    assert found.tolist() == [0, 1, 1]
    settings = machine[-1].get_params()
    assert (settings["C"], settings["kernel"], settings["class_weight"]) == (10.0, "rbf", "balanced")


def test_missing_pixels_are_neither_learnt_nor_mapped(plain: Place, tmp_path: Path) -> None:
    import rasterio

    place = write_place(tmp_path / "holes")
    with rasterio.open(place.image, "r+") as dataset:
        dataset.nodata = 0
        values = dataset.read()
        values[:, :32] = 0
        dataset.write(values)
    whole, half = measured(plain, SVM), measured(place, SVM)
    assert half.training_pixels < whole.training_pixels
    # The maps' upper halves have no data, so nothing is scored there.
    assert half.scored_pixels < 0.6 * whole.scored_pixels


def test_of_several_dates_every_one_is_seen(tmp_path: Path) -> None:
    """Classes that the first date cannot tell apart, and the second can."""
    import rasterio

    alike = write_place(tmp_path / "dates", dates=2, textured=True)
    distinct = write_place(tmp_path / "plain")
    with rasterio.open(distinct.image) as source, rasterio.open(alike.folder / "image_1.tif", "r+") as second:
        second.write(source.read())
    for learner in (FOREST, SVM):
        first = measured(alike, learner)
        every = measured(dataclasses.replace(alike, every_date=True), learner)
        assert every.mean_iou > first.mean_iou + 0.3 and every.mean_iou > 0.8


def test_a_date_without_data_leaves_the_others(tmp_path: Path) -> None:
    import rasterio

    place = dataclasses.replace(write_place(tmp_path / "gaps", dates=2), every_date=True)
    with rasterio.open(place.folder / "image_1.tif", "r+") as dataset:
        dataset.nodata = 0
        values = dataset.read()
        values[:, 20:] = 0
        dataset.write(values)
    score = measured(place, FOREST)
    assert score.scored_pixels == measured(dataclasses.replace(place, every_date=False), FOREST).scored_pixels
    assert score.mean_iou > 0.85


def test_learners_are_named_on_the_command_line() -> None:
    assert learners_of("svm", ("frozen", "recipe"), Recipe()) == [SVM]
    found = learners_of("random", ("frozen", "recipe"), Recipe())
    assert [(learner.name, learner.mode) for learner in found] == [("random", "frozen"), ("random", "recipe")]
    assert all(isinstance(learner, Network) for learner in found)
    with pytest.raises(ValueError, match="a start is one of"):
        learners_of("nonsense", ("frozen",), Recipe())
