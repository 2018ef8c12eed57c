"""Held-out polygons: whole ones, of every class that can spare one, drawn by the seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepsat.labels import ClassMap, HeldOut, LabelPixels, hold_out


def pixels_of(*sizes: list[int]) -> LabelPixels:
    """Label pixels of classes whose polygons have these sizes; polygon ids run on over the classes."""
    polygons = [(class_id, size) for class_id, of_class in enumerate(sizes) for size in of_class]
    polygon_ids = np.repeat(np.arange(len(polygons)), [size for _, size in polygons]).astype(np.int32)
    class_ids = np.array([class_id for class_id, _ in polygons], np.uint8)[polygon_ids]
    places = np.arange(len(polygon_ids), dtype=np.int32)
    class_map = ClassMap.from_names([f"class {number}" for number in range(len(sizes))])
    return LabelPixels(places, places[::-1].copy(), class_ids, polygon_ids, class_map)


@given(st.lists(st.lists(st.integers(0, 60), max_size=9), min_size=1, max_size=6), st.integers(0, 1000))
def test_the_laws_of_holding_out(sizes: list[list[int]], seed: int) -> None:
    pixels = pixels_of(*sizes)
    split = hold_out(pixels, 0.25, seed=seed)
    owners = {int(number) for number in np.unique(pixels.polygon_ids)}
    assert set(split.training) | set(split.held_out) == owners
    assert not set(split.training) & set(split.held_out)
    counts = pixels.polygons_by_class
    kept = pixels.of_polygons(split.training).polygons_by_class
    held = pixels.of_polygons(split.held_out).polygons_by_class
    assert np.all(kept[counts >= 1] >= 1)
    assert np.all(held[counts >= 2] >= 1)
    assert np.all(held[counts == 1] == 0)
    assert np.all(held <= np.maximum(1, np.floor(0.25 * counts + 0.5)))
    assert split.scored_classes == tuple(int(k) for k in np.flatnonzero(held))
    # At least half of the pixels train, whichever way the polygons fall.
    assert np.all(2 * pixels.of_polygons(split.training).count_by_class >= pixels.count_by_class)


def test_the_share_is_rounded_class_by_class() -> None:
    split = hold_out(pixels_of([10] * 8, [10] * 2, [10] * 6, [10] * 5), 0.25, seed=3)
    counted = [sum(start <= i < end for i in split.held_out) for start, end in [(0, 8), (8, 10), (10, 16), (16, 21)]]
    assert counted == [2, 1, 2, 1]


def test_the_seed_decides_and_matters() -> None:
    pixels = pixels_of([10] * 12, [7] * 9)
    assert hold_out(pixels, seed=1) == hold_out(pixels, seed=1)
    assert len({hold_out(pixels, seed=seed).held_out for seed in range(20)}) > 10


def test_the_largest_polygon_trains() -> None:
    for seed in range(10):
        assert hold_out(pixels_of([121, 9], [5, 5]), seed=seed).held_out[0] == 1


def test_a_class_with_one_polygon_is_trained_on_and_said() -> None:
    split = hold_out(pixels_of([5, 5, 5], [9], [4, 4], [3]), seed=0)
    assert 3 in split.training
    assert split.scored_classes == (0, 2)
    assert split.findings == (
        "Classes 'class 1', 'class 3' have a single polygon, so they are trained on and not scored.",
    )


def test_nothing_is_held_out_where_every_class_has_one_polygon() -> None:
    assert hold_out(pixels_of([5], [9]), seed=0) == HeldOut(
        training=(0, 1),
        held_out=(),
        scored_classes=(),
        findings=("Classes 'class 0', 'class 1' have a single polygon, so they are trained on and not scored.",),
    )


@pytest.mark.parametrize("fraction", [0.01, 0.99])
def test_every_share_leaves_something_on_both_sides(fraction: float) -> None:
    split = hold_out(pixels_of([10] * 4, [10] * 5), fraction, seed=0)
    assert {i < 4 for i in split.training} == {i < 4 for i in split.held_out} == {True, False}


def test_a_share_of_nothing_holds_nothing_out() -> None:
    split = hold_out(pixels_of([5, 5, 5], [9, 9]), 0, seed=0)
    assert split == HeldOut(training=(0, 1, 2, 3, 4), held_out=(), scored_classes=(), findings=())
