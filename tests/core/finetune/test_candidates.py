"""Candidates: what a polygon says of a model that has not seen it, and which model that chooses."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
import torch

from deepsat.accuracy import Evidence
from deepsat.encoders import Architecture, build_network
from deepsat.finetune import skill_curve
from deepsat.finetune.candidates import MARGIN, Candidate, blends, chosen_of, score_of
from deepsat.finetune.chips import ChipReader
from deepsat.finetune.cross_validation import cross_validated
from deepsat.finetune.head import calibrate_batch_norm
from deepsat.finetune.labelled import Labelled, look_at_labels
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.skill_curve import skill_by_polygons
from deepsat.imagery import estimate, open_scene
from deepsat.labels import LabelPixels, label_pixels, polygon_folds, read_labels
from deepsat.labels.folds import NO_FOLD
from deepsat.reporting import SilentReporter

FOREST, HEAD, USUAL = Candidate(1.0), Candidate(0.0), Candidate(0.75)


def evidence_of(classes: list[int], polygons: list[int], said: list[int], class_count: int = 2) -> Evidence:
    probabilities = np.eye(class_count, dtype=np.float32)[said]
    return Evidence(np.array(classes, np.uint8), probabilities, np.array(polygons, np.int32))


def test_a_large_polygon_counts_as_much_as_a_small_one() -> None:
    # Class 0: a polygon of eight pixels that is right, one of two that is wrong. Class 1: one of two, right.
    found = evidence_of([0] * 10 + [1] * 2, [0] * 8 + [1] * 2 + [2] * 2, [0] * 8 + [1] * 4)
    # Half of class 0 is found, and half a class too much is called class 1.
    assert score_of(found) == pytest.approx((0.5 + 1 / 1.5) / 2)
    assert found.confusion().mean_iou == pytest.approx((0.8 + 0.5) / 2)


def test_a_class_without_a_held_out_pixel_does_not_count() -> None:
    assert score_of(evidence_of([0, 1], [0, 1], [0, 2], class_count=3)) == pytest.approx(0.5)


def test_a_class_with_weak_evidence_has_no_say() -> None:
    right, wrong = (
        evidence_of([0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 1, 1]),
        evidence_of([0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 0, 1]),
    )
    evidence = {USUAL: wrong, FOREST: right}
    assert chosen_of(evidence, USUAL) == FOREST
    assert score_of(wrong, weak=[1]) == 1
    assert chosen_of(evidence, USUAL, weak=[1]) == USUAL
    # Half of class 1 is called class 0, which is no fault of class 0's own polygon.
    assert score_of(wrong, weak=[0]) == pytest.approx(0.5)
    assert chosen_of(evidence, USUAL, weak=[0, 1]) == USUAL


def test_blends_are_means_of_what_both_say(label_pixels_of: Any) -> None:
    pixels: LabelPixels = label_pixels_of(np.array([[0, 1]]), np.array([[0, 1]]))
    network, forest = np.array([[1, 0], [0.2, 0.8]], np.float32), np.array([[0, 1], [0.4, 0.6]], np.float32)
    found = blends(pixels, network, forest, (0.0, 0.75, 1.0), trained=True)
    np.testing.assert_allclose(found[Candidate(0.0, True)].probabilities, network)
    np.testing.assert_allclose(found[Candidate(0.75, True)].probabilities, [[0.25, 0.75], [0.35, 0.65]])
    np.testing.assert_allclose(found[Candidate(1.0, True)].probabilities, forest)
    assert [candidate.name for candidate in found] == [
        "fine-tuned network",
        "75% random forest, 25% fine-tuned network",
        "random forest",
    ]


@pytest.mark.parametrize(("lead", "expected"), [(MARGIN + 0.01, FOREST), (MARGIN - 0.01, USUAL), (-0.1, USUAL)])
def test_the_usual_candidate_is_left_only_for_a_clear_lead(lead: float, expected: Candidate) -> None:
    count = 1000
    wrong = {USUAL: 300, FOREST: 300, HEAD: 400}
    # Score of a class of which w of n pixels are called the other: 1 - w/n for it, and n/(n + w) for the other.
    while mean_score(wrong[FOREST], count) - mean_score(300, count) < lead:
        wrong[FOREST] -= 1
    while mean_score(wrong[FOREST], count) - mean_score(300, count) > lead:
        wrong[FOREST] += 1
    evidence = {
        candidate: evidence_of([0] * count + [1] * count, [0] * count + [1] * count,
                               [1] * errors + [0] * (count - errors) + [1] * count)
        for candidate, errors in wrong.items()
    }  # fmt: skip
    assert chosen_of(evidence, USUAL) == expected


def test_with_no_margin_a_tie_keeps_the_usual_candidate() -> None:
    said = evidence_of([0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 0, 1])
    better = evidence_of([0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 1, 1])
    assert chosen_of({FOREST: said, USUAL: said, HEAD: said}, USUAL, margin=0) == USUAL
    assert chosen_of({FOREST: said, USUAL: said, HEAD: better}, USUAL, margin=0) == HEAD


def mean_score(wrong: int, count: int) -> float:
    return ((count - wrong) / count + count / (count + wrong)) / 2


@pytest.fixture(scope="module")
def seen(small_scene: Any) -> Labelled:
    torch.manual_seed(0)
    network = build_network(Architecture(in_channels=3, classes=3))
    with open_scene([small_scene.raster]) as scene:
        reader = ChipReader(scene, estimate(scene, 0))
        calibrate_batch_norm(network, reader.read([scene.grid.whole]).images, 2)
        pixels = label_pixels(read_labels(small_scene.labels, "class", scene.grid), scene.grid)
        folds, cpu = polygon_folds(pixels, 4), torch.device("cpu")
        return look_at_labels(network, reader, pixels, folds, input_scale=2, device=cpu, reporter=SilentReporter())


def validated(labelled: Labelled) -> Any:
    return cross_validated(labelled, Recipe(), None, 0, lambda: None)


def test_each_pixel_is_held_out_once_and_told_by_those_that_learnt_elsewhere(seen: Labelled) -> None:
    found = validated(seen)
    np.testing.assert_array_equal(found.pixels.class_ids, seen.pixels.class_ids)
    for said in (found.head, found.forest):
        np.testing.assert_allclose(said.sum(axis=1), 1, atol=1e-5)
        assert (said.argmax(axis=1) == seen.pixels.class_ids).mean() > 0.8
    assert np.abs(found.head - found.forest).mean() > 0.01
    here = found.in_folds([2])
    np.testing.assert_array_equal(here.head, found.head[seen.folds.held_out_in == 2])
    np.testing.assert_array_equal(here.pixels.rows, seen.pixels.rows[seen.folds.held_out_in == 2])


def test_what_a_polygon_is_called_does_not_reach_what_is_said_of_it(seen: Labelled) -> None:
    """The labels of one fold are turned round: those who had not seen it say the same of it as before."""
    fold = 1
    here = seen.folds.held_out_in == fold
    turned = seen.pixels.class_ids.copy()
    turned[here] = (turned[here] + 1) % 3
    other = dataclasses.replace(seen, pixels=dataclasses.replace(seen.pixels, class_ids=turned))
    before, after = validated(seen), validated(other)
    np.testing.assert_array_equal(before.forest[here], after.forest[here])
    np.testing.assert_array_equal(before.head[here], after.head[here])
    assert not np.array_equal(before.forest[~here], after.forest[~here])


def test_pixels_in_no_fold_are_not_scored(seen: Labelled) -> None:
    held_out_in = seen.folds.held_out_in.copy()
    held_out_in[:7] = NO_FOLD
    found = validated(dataclasses.replace(seen, folds=dataclasses.replace(seen.folds, held_out_in=held_out_in)))
    assert len(found.pixels) == len(seen.pixels) - 7


def test_the_skill_curve_ends_at_the_score_and_leaves_out_what_no_class_has(seen: Labelled) -> None:
    """Three of four polygons are learnt from in a fold; the last point is what the comparison says of all folds."""
    found = validated(seen)
    evidence = Evidence(found.pixels.class_ids, found.head, found.pixels.polygon_ids)
    points = skill_by_polygons(seen, evidence, 0.0, Recipe(), None, 0, lambda: None)
    assert [count for count, _ in points] == [1, 2, 3]
    assert points[-1][1] == evidence.confusion().mean_iou
    assert len({skill for _, skill in points}) > 1
    single = seen.where(seen.pixels.polygon_ids < 0)
    assert skill_by_polygons(single, evidence, 1.0, Recipe(), None, 0, lambda: None) == ()


def test_each_point_of_the_skill_curve_holds_every_polygon_out_once(
    seen: Labelled, monkeypatch: pytest.MonkeyPatch
) -> None:
    fits: list[tuple[int, float, set[int]]] = []

    def says(training: Labelled, scored: Labelled, share: float, *settings: Any) -> np.ndarray:
        fits.append((len(np.unique(training.pixels.polygon_ids)), share, set(scored.pixels.polygon_ids.tolist())))
        return np.eye(3, dtype=np.float32)[scored.pixels.class_ids]

    monkeypatch.setattr(skill_curve, "_says", says)
    wrong = Evidence(seen.pixels.class_ids, np.eye(3)[(seen.pixels.class_ids + 1) % 3], seen.pixels.polygon_ids)
    points = skill_by_polygons(seen, wrong, 0.25, Recipe(), None, 0, lambda: None)
    assert points == ((1, 1.0), (2, 1.0), (3, 0.0))
    assert [(polygons, share) for polygons, share, _ in fits] == [(3, 0.25)] * 4 + [(6, 0.25)] * 4
    for four in (fits[:4], fits[4:]):
        assert sorted(polygon for *_, held_out in four for polygon in held_out) == [*range(12)]
