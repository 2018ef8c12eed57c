"""The simulation of labelling on a place drawn here, and what its page says."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.labelling_rounds import ARMS, RANDOM, RANDOM_PURE, SUGGESTED, Simulation, quick_recipe, simulate
from benchmarks.places import Place
from benchmarks.suggestions import main
from benchmarks.suggestions_page import page
from deepsat.imagery import Window
from tests.benchmarks.tiny_place import write_place


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return write_place(tmp_path_factory.mktemp("places") / "tiny")


@pytest.fixture(scope="module")
def lines(place: Place) -> list[dict[str, Any]]:
    recipe = dataclasses.replace(quick_recipe(), calibration_windows=4, trees_a_kind=10)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("benchmarks.labelling_rounds.quick_recipe", lambda: recipe)
        return simulate(place, rounds=1, boxes=2, seeds=2, device="cpu")


def test_all_ways_begin_alike_and_place_the_same_number(lines: list[dict[str, Any]]) -> None:
    runs = {(line["arm"], line["seed"]) for line in lines}
    assert runs == {(SUGGESTED, 0), (RANDOM, 0), (RANDOM, 1), (RANDOM_PURE, 0), (RANDOM_PURE, 1)}
    assert [line["boxes"] for line in lines] == [0, 2] * 5
    first = [line for line in lines if line["boxes"] == 0]
    assert len({line["mean_iou"] for line in first}) == 1
    assert {line["named"] for line in first} == {0}
    assert [line["placed"] for line in lines] == [0, 2] * 5
    assert all(0.3 < line["mean_iou"] <= 1 for line in lines)
    assert {line["named"] for line in lines if line["arm"] == RANDOM_PURE and line["boxes"]} == {2}


def test_the_truth_names_pure_boxes_and_scores_outside_all(place: Place, tmp_path: Path) -> None:
    simulation = Simulation(place, tmp_path, "cpu")
    truth, names = place.truth(), place.class_names
    pure = mixed = 0
    for row in range(8, 60, 5):
        for column in range(8, 67, 5):
            window = Window(row, column, 5, 5)
            reference = simulation.labels.reference[window.slices]
            if (reference == 255).any():
                continue
            values, counts = np.unique(truth[window.slices], return_counts=True)
            answer = simulation.answer(window)
            assert answer == (names[int(values[counts.argmax()])] if counts.max() >= 0.65 * 25 else "")
            pure, mixed = pure + (answer != ""), mixed + (answer == "")
    assert pure > 0
    assert mixed > 0
    right = simulation.labels.reference.copy()
    right[10:20, 10:20] = 0
    everything = simulation.mean_iou(right, [])
    assert everything < 1
    assert simulation.mean_iou(right, [Window(10, 10, 10, 10)]) == 1


def test_the_page_has_every_number(lines: list[dict[str, Any]]) -> None:
    made = [
        {
            "place": place,
            "arm": arm,
            "seed": 0,
            "boxes": boxes,
            "placed": boxes,
            "named": boxes // 2,
            "mean_iou": iou + boxes / 100,
        }
        for place, ious in {"a": (0.5, 0.4, 0.45), "b": (0.3, 0.35, 0.2)}.items()
        for arm, iou in zip(ARMS, ious, strict=True)
        for boxes in (0, 10)
    ]
    text = page(made, places="development", command="python -m x", missing=["c"])
    assert "Not simulated yet: c." in text
    assert "| suggested | 0.400 | 0.500 | 50% |" in text
    assert "| random | 0.375 | 0.475 | 50% |" in text
    assert (
        "gives +0.025 (standard error over places 0.075, which may be chance) against “random”: ahead at 1 of 2" in text
    )
    assert "| a | 0.500 | 0.600 | 0.500 | 0.550 |" in text
    assert "behind at b." in text
    assert "not room" not in text
    assert "python -m x" in text
    short = [
        {**line, "placed": 4} if (line["place"], line["boxes"], line["arm"]) == ("b", 10, RANDOM) else line
        for line in made
    ]
    said = page(short, places="development", command="")
    assert "At b there is not room for 10 boxes where the truth is known: random 4 were placed" in said
    level = page([{**line, "mean_iou": 0.5} for line in made], places="development", command="")
    assert "ahead at 0 of 2 places." in level, "equal scores are neither ahead nor behind"
    assert " ± " in page(lines, places="development", command="")


def test_a_place_that_is_there_is_not_simulated_again(place: Place, tmp_path: Path) -> None:
    results, path = tmp_path / "results.jsonl", tmp_path / "page.md"
    line = {"place": "tiny", "seed": 0, "placed": 5, "named": 1, "mean_iou": 0.25}
    kept = [json.dumps({**line, "arm": arm, "boxes": boxes}) + "\n" for arm in ARMS for boxes in (0, 5)]
    results.write_text("".join(kept))
    options = ["--only", "tiny", "--data", str(place.folder.parent), "--results", str(results), "--page", str(path)]
    assert main(options) == 0
    assert results.read_text() == "".join(kept)
    assert "| tiny | 0.250 | 0.250 | 0.250 | 0.250 |" in path.read_text(encoding="utf-8")
    assert main(["--only", "nowhere", "--data", str(tmp_path)]) == 2
