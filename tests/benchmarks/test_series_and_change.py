from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio

from benchmarks import series
from benchmarks.change import CHANGE, NO_CHANGE, page
from benchmarks.label_sets import Budget
from benchmarks.series_measuring import (
    ALL,
    CONTRAST_BESIDE,
    CONTRAST_FIRST,
    CROSS_ENTROPY,
    DEEPSAT,
    FOREST,
    NO_TRAINING,
    ONE,
    SeriesTask,
    images,
    measure_series,
    read_series,
    single_dates,
)
from benchmarks.synthetic_change import patches_of, write_changed_pair
from tests.benchmarks.tiny_place import truth_of, write_place


def test_a_forest_and_a_network_are_measured_on_a_series(tmp_path: Path) -> None:
    place = write_place(tmp_path / "place", dates=3)
    forest = measure_series(SeriesTask(place, Budget("f100"), FOREST, NO_TRAINING, ALL, 0, 4), "cpu", 1)
    assert forest["mean_iou"] > 0.9 and forest["date_count"] == 3 and forest["steps"] == 0
    task = SeriesTask(place, Budget("f100"), "date_attention", CONTRAST_FIRST, ONE, 0, 4)
    assert (task.recipe().contrast_steps, task.recipe().steps) == (2, 2)
    network = measure_series(task, "cpu", 1)
    assert network["date_count"] == 1 and network["parameters"] > 1e6
    assert 0 <= network["boundary_iou"] <= 1 and network["boundary_pixels"] + network["interior_pixels"] > 500
    assert forest["boundary_pixels"] == network["boundary_pixels"]
    text = series.page([forest, network], command="again", missing=0)
    assert "U-Net with attention over dates | CSCL, then cross-entropy" in text and "| forest |" in text


def test_longer_training_is_shown_beside_the_first_and_not_mixed_with_it() -> None:
    line = {
        "place": "here", "budget": "f100", "learner": "tsvit", "dates": ALL, "seed": 0, "date_count": 3,
        "parameters": 1, "boundary_pixels": 9, "interior_pixels": 9, "interior_iou": 0.5, "seconds": 1.0,
        "still_falling": False,
    }  # fmt: skip
    measured = [
        (60, CROSS_ENTROPY, 0.4),
        (60, CONTRAST_BESIDE, 0.5),
        (600, CROSS_ENTROPY, 0.7),
        (600, CONTRAST_BESIDE, 0.6),
    ]
    lines = [
        {**line, "steps": steps, "training": training, "mean_iou": value, "boundary_iou": value - 0.1}
        for steps, training, value in measured
    ]
    text = series.page(lines, command="again", missing=0)
    assert "is trained for 60 steps" in text
    assert "| here | TSViT | cross-entropy | -, - | -, - | .400, .700 | .300, .600 |" in text
    assert "| 60 | with masked CSCL | all dates | +10.0 | +10.0 | +0.0 | 1 of 1 |" in text
    assert "| 600 | with masked CSCL | all dates | -10.0 | -10.0 | +0.0 | 0 of 1 |" in text
    assert "Longer" not in series.page(lines[:2], command="again", missing=0)


def test_what_is_measured_is_not_measured_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = write_place(tmp_path / "place", dates=2)
    results = tmp_path / "results.jsonl"
    task = SeriesTask(place, Budget("k3"), FOREST, NO_TRAINING, ONE, 0, 4)
    results.write_text(json.dumps({**task.key, "mean_iou": 0.5}) + "\n")
    series.run([task], results, device="cpu", threads=1, workers=1)
    assert "1 of 1 measurements are there already." in capsys.readouterr().out


def test_each_band_of_a_series_has_mean_0_over_all_dates(tmp_path: Path) -> None:
    seen = read_series(write_place(tmp_path / "place", dates=3), ALL)
    assert seen.values.shape[:2] == (3, 3) and seen.days.tolist() == [61, 183, 305]
    assert np.allclose(seen.values.mean(axis=(0, 2, 3)), 0, atol=1e-4)
    # One more in each band with each date.
    assert (np.diff(seen.values.mean(axis=(2, 3)), axis=0) > 0).all()


def test_patches_of_another_class_are_pasted(tmp_path: Path) -> None:
    place = write_place(tmp_path / "place", dates=2)
    images = sorted(place.folder.glob("image*.tif"))
    truth = truth_of(64, 72)
    pair = write_changed_pair(images[0], images[1], truth, tmp_path, seed=3)
    with rasterio.open(images[1]) as one, rasterio.open(pair.after) as two:
        difference = np.abs(one.read().astype(float) - two.read()).max(axis=0)
        assert one.transform == two.transform
    changed = pair.change == 1
    assert 0.02 < changed.mean() < 0.2
    assert np.median(difference[changed]) > 500 and (difference[pair.change == 0] == 0).all()
    assert (pair.change[truth == 0] == 255).all()


def test_squares_are_drawn_inside_of_one_kind() -> None:
    change = np.zeros((40, 50), np.uint8)
    change[5:20, 30:45] = 1
    found = patches_of(change, 3, seed=0)
    assert [kind for _, kind in found] == [False] * 3 + [True] * 3
    taken = np.zeros(change.shape, int)
    for (row, column, side), kind in found:
        square = (slice(row, row + side), slice(column, column + side))
        assert (change[square] == int(kind)).all()
        taken[square] += 1
    assert taken.max() == 1
    assert NO_CHANGE < CHANGE


def test_the_page_of_change_shows_both_scores() -> None:
    line = {"place": "here", "seed": 0, "f1": 0.25, "average_precision": 0.5, "changed": 0.05, "seconds": 3.0}
    methods = ("bands, no label", "random network, no label", "checkpoint, no label", "5 polygons of each, checkpoint")
    text = page([{**line, "method": method} for method in methods], command="again")
    assert "| bands, no label | .250 / .500 | .250 / .500 | 3 |" in text and "5.0%" in text


def test_the_best_single_date_is_found_and_compared(tmp_path: Path) -> None:
    place = write_place(tmp_path / "place", dates=3)
    assert single_dates(place) == ["date 1", "date 2", "date 3"]
    assert [images(place, dates)[0].stem for dates in (*single_dates(place), ONE)] == [
        "image_0", "image_1", "image_2", "image_1"
    ]  # fmt: skip
    tasks = series.forest_of_each_date([place], [Budget("f100")], seeds=1)
    assert [(task.learner, task.dates) for task in tasks] == [(FOREST, dates) for dates in single_dates(place)]
    scores = [{**task.key, "mean_iou": score} for task, score in zip(tasks, (0.2, 0.5, 0.3), strict=True)]
    best = series.deepsat_of_best_dates(tasks, scores)
    assert [(task.learner, task.dates) for task in best] == [
        (DEEPSAT, "date 2"), (DEEPSAT, "date 3"), (DEEPSAT, "date 1")
    ]  # fmt: skip
    line = measure_series(tasks[2], "cpu", 1)
    assert line["date_count"] == 1 and line["mean_iou"] > 0.8
    found = [
        {**line, "dates": dates, "mean_iou": value}
        for dates, value in (("date 1", 0.5), ("date 2", 0.7), ("date 3", 0.6), (ALL, 0.78))
    ]
    text = series.page(found, command="again", missing=0)
    assert "| place | 100 % of the truth | forest | 3 | .600 | .700 (date 2) | .780 | +8.0 |" in text
    assert "best single" not in series.page(found[-1:], command="again", missing=0)


def test_of_a_task_that_was_measured_twice_the_last_result_counts(tmp_path: Path) -> None:
    tasks = series.forest_of_each_date([write_place(tmp_path / "place", dates=3)], [Budget("f100")], seeds=1)
    lines = [{**task.key, "mean_iou": score} for task, score in zip(tasks, (0.2, 0.5, 0.3), strict=True)]
    found = series.latest_of(tasks[:2], [*lines, {**lines[0], "mean_iou": 0.4}])
    assert [(line["dates"], line["mean_iou"]) for line in found] == [("date 1", 0.4), ("date 2", 0.5)]
