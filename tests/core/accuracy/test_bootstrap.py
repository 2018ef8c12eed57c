"""Intervals from whole polygons: around the estimate, narrower with more polygons, never narrower with more pixels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepsat.accuracy import Confusion, Evidence, PolygonCounts, score_intervals
from deepsat.accuracy.bootstrap import mean_iou_difference
from deepsat.accuracy.confusion import scores_of


def polygons(count: int, pixels: int, seed: int = 0) -> PolygonCounts:
    """`count` polygons of each of three classes; how much of a polygon is right differs from polygon to polygon."""
    random = np.random.default_rng(seed)
    classes = np.repeat(np.arange(3, dtype=np.uint8), count)
    counts = np.zeros((len(classes), 3), dtype=np.int64)
    for index, class_id in enumerate(classes):
        right = int(random.binomial(pixels, random.uniform(0.3, 1)))
        counts[index, class_id], counts[index, (class_id + 1) % 3] = right, pixels - right
    return PolygonCounts(classes, counts)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 6)), max_size=60))
def test_polygons_add_up_to_the_confusion(triples: list[tuple[int, int, int]]) -> None:
    said, true, polygon = (np.array([triple[axis] for triple in triples], dtype=np.int64) for axis in range(3))
    counts = PolygonCounts.of(said, true, polygon, 4)
    assert counts.confusion().counts.tolist() == Confusion.empty(4).add(said, true).counts.tolist()
    assert counts.map_counts.sum() == len(triples)
    assert len(counts.classes) == len({(p, t) for _, t, p in triples})


def test_the_intervals_contain_the_estimate() -> None:
    counts = polygons(8, 40)
    confusion, intervals = counts.confusion(), score_intervals(counts, seed=1)
    for name in ("overall", "mean_iou", "users", "producers", "f1", "iou"):
        interval, value = getattr(intervals, name), np.asarray(getattr(confusion, name))
        assert (interval.low < value).all() and (value < interval.high).all(), name
        assert (interval.low >= 0).all() and (interval.high <= 1).all(), name


def test_more_polygons_narrow_the_intervals_and_more_pixels_in_them_do_not() -> None:
    def width(counts: PolygonCounts) -> float:
        interval = score_intervals(counts, seed=1).overall
        return float(interval.high - interval.low)

    few, many = width(polygons(6, 50)), width(polygons(96, 50))
    # Sixteen times as many polygons: a quarter of the width.
    assert many == pytest.approx(few / 4, rel=0.4)
    six = polygons(6, 50)
    assert width(PolygonCounts(six.classes, six.map_counts * 100)) == pytest.approx(width(six))


def test_the_intervals_are_as_wide_as_theory_says() -> None:
    # With equal polygons the share right is a mean over polygons, whose standard error is known.
    counts = polygons(100, 20, seed=3)
    shares = counts.map_counts[np.arange(300), counts.classes] / 20
    error = np.sqrt(sum(shares[counts.classes == k].var() / 100 for k in range(3)) / 9)
    interval = score_intervals(counts, seed=1).overall
    assert float(interval.high - interval.low) == pytest.approx(2 * 1.96 * error, rel=0.1)


def test_the_same_seed_gives_the_same_intervals() -> None:
    counts = polygons(5, 30)
    one, same, other = (score_intervals(counts, seed=seed).iou for seed in (5, 5, 6))
    assert one.low.tolist() == same.low.tolist()
    assert one.low.tolist() != other.low.tolist()


def test_a_class_with_one_polygon_has_no_interval() -> None:
    counts = PolygonCounts(np.array([0, 0, 0, 1], np.uint8), np.array([[4, 1], [2, 3], [5, 0], [1, 4]]))
    intervals = score_intervals(counts, seed=0)
    assert np.isnan(intervals.producers.low[1]) and np.isnan(intervals.iou.high[1])
    assert intervals.producers.low[0] < 11 / 15 < intervals.producers.high[0]
    assert np.isfinite(intervals.overall.low)
    alone = PolygonCounts(np.array([0, 1], np.uint8), np.array([[4, 1], [1, 4]]))
    assert np.isnan(score_intervals(alone, seed=0).overall.low)


def test_nothing_held_out_gives_no_interval() -> None:
    empty = PolygonCounts(np.zeros(0, np.uint8), np.zeros((0, 2), np.int64))
    assert np.isnan(score_intervals(empty, seed=0).mean_iou.low)


def test_scores_of_many_matrices_are_those_of_each() -> None:
    counts = np.random.default_rng(0).integers(0, 9, (5, 3, 3))
    counts[2, :, 1] = 0
    together = scores_of(counts)
    for index, one in enumerate(counts):
        alone = Confusion(one)
        assert together.mean_iou[index] == pytest.approx(alone.mean_iou)
        assert together.f1[index] == pytest.approx(alone.f1, nan_ok=True)
    assert together.f1[0, 0] == pytest.approx(2 * counts[0, 0, 0] / (counts[0, 0].sum() + counts[0, :, 0].sum()))


def test_evidence_counts_the_most_probable_class_as_rows() -> None:
    probabilities = np.array([[0.7, 0.3], [0.2, 0.8], [0.6, 0.4]], np.float32)
    evidence = Evidence(np.array([0, 0, 1], np.uint8), probabilities, np.array([4, 4, 9], np.int32))
    assert evidence.confusion().counts.tolist() == [[1, 1], [1, 0]]
    assert evidence.by_polygon().classes.tolist() == [0, 1]
    assert evidence.by_polygon().map_counts.tolist() == [[1, 1], [1, 0]]


def test_evidence_of_a_constant_model_fills_one_row() -> None:
    probabilities = np.tile(np.array([0.1, 0.8, 0.1], np.float32), (6, 1))
    evidence = Evidence(np.array([0, 1, 1, 2, 2, 2], np.uint8), probabilities, np.arange(6, dtype=np.int32))
    assert evidence.confusion().counts.tolist() == [[0, 0, 0], [1, 2, 3], [0, 0, 0]]


def test_evidence_that_does_not_fit_together_is_refused() -> None:
    with pytest.raises(ValueError, match="shapes"):
        Evidence(np.zeros(3, np.uint8), np.zeros((2, 2), np.float32), np.zeros(3, np.int32))
    with pytest.raises(ValueError, match="between 0 and 1"):
        Evidence(np.array([2], np.uint8), np.zeros((1, 2), np.float32), np.zeros(1, np.int32))


def test_a_difference_is_of_the_same_drawn_polygons() -> None:
    counts = polygons(6, 40)
    worse = counts.map_counts.copy()
    for index, class_id in enumerate(counts.classes):
        moved = min(2, int(worse[index, class_id]))
        worse[index, class_id] -= moved
        worse[index, (class_id + 1) % 3] += moved
    difference = mean_iou_difference(counts, PolygonCounts(counts.classes, worse), seed=1)
    apart = score_intervals(counts, seed=1).mean_iou
    assert 0 < difference.low < difference.high < 0.15 < apart.high - apart.low
    turned = mean_iou_difference(PolygonCounts(counts.classes, worse), counts, seed=1)
    assert turned.low == pytest.approx(-difference.high)


def test_a_difference_needs_the_same_polygons() -> None:
    with pytest.raises(ValueError, match="same polygons"):
        mean_iou_difference(polygons(3, 10), polygons(4, 10), seed=0)
