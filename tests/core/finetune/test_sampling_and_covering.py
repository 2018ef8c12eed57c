from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepsat.finetune.class_weights import class_weights_of
from deepsat.finetune.covering import CORE_PX, covering_windows, spread_over_parts, thinned
from deepsat.finetune.sampling import PolygonSampler, random_windows
from deepsat.imagery import Window
from deepsat.labels import LabelPixels

Build = Callable[[np.ndarray, np.ndarray], LabelPixels]


@pytest.fixture
def uneven(label_pixels_of: Build) -> LabelPixels:
    """Class 0: one polygon of 400 pixels and one of 4; class 1: one of 9."""
    classes, polygons = np.full((200, 300), 255), np.zeros((200, 300), dtype=int)
    for number, (class_id, row, column, side) in enumerate([(0, 20, 30, 20), (0, 150, 250, 2), (1, 100, 10, 3)]):
        square = (slice(row, row + side), slice(column, column + side))
        classes[square], polygons[square] = class_id, number
    return label_pixels_of(classes, polygons)


def test_classes_and_the_polygons_of_a_class_have_equal_chances(uneven: LabelPixels) -> None:
    sampler = PolygonSampler(uneven, height=200, width=300, chip_size=32, seed=5)
    drawn = Counter()
    for step in range(200):
        for window in sampler.windows(step, 10):
            assert window.intersection(Window(0, 0, 200, 300)) == window
            inside = {int(polygon) for polygon in uneven.polygon_ids[_inside(uneven, window)]}
            assert len(inside) == 1
            drawn.update(inside)
    assert drawn[0] / 2000 == pytest.approx(0.25, abs=0.04)
    assert drawn[1] / 2000 == pytest.approx(0.25, abs=0.04)
    assert drawn[2] / 2000 == pytest.approx(0.5, abs=0.04)


def _inside(pixels: LabelPixels, window: Window) -> np.ndarray:
    rows = (pixels.rows >= window.row) & (pixels.rows < window.end_row)
    inside: np.ndarray = rows & (pixels.columns >= window.column) & (pixels.columns < window.end_column)
    return inside


def test_draws_follow_seed_and_step_alone(uneven: LabelPixels) -> None:
    def sampler(seed: int) -> PolygonSampler:
        return PolygonSampler(uneven, height=200, width=300, chip_size=32, seed=seed)

    used = sampler(1)
    used.windows(0, 4)
    assert used.windows(3, 4) == sampler(1).windows(3, 4)
    assert sampler(1).windows(3, 4) != sampler(1).windows(4, 4)
    assert sampler(1).windows(3, 4) != sampler(2).windows(3, 4)


def test_chips_larger_than_the_raster_begin_at_its_corner(label_pixels_of: Build) -> None:
    pixels = label_pixels_of(np.array([[0, 1, 255]]), np.array([[0, 1, 0]]))
    windows = PolygonSampler(pixels, height=1, width=3, chip_size=32, seed=0).windows(0, 5)
    assert set(windows) == {Window(0, 0, 32, 32)}


def test_random_windows_stay_inside_and_spread() -> None:
    windows = random_windows(100, 300, side=64, count=50, seed=1)
    assert all(window.intersection(Window(0, 0, 100, 300)) == window for window in windows)
    assert len({window.column // 64 for window in windows}) == 4
    assert windows == random_windows(100, 300, side=64, count=50, seed=1)
    assert set(random_windows(10, 20, side=64, count=3, seed=1)) == {Window(0, 0, 64, 64)}


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 300)), min_size=1, max_size=40, unique=True))
def test_each_labelled_pixel_lies_in_one_core_and_no_core_is_empty(places: list[tuple[int, int]]) -> None:
    rows, columns = np.array(sorted(places), dtype=np.int32).T
    pixels = LabelPixels(rows, columns, np.zeros(len(rows), np.uint8), rows, None)  # type: ignore[arg-type]
    counts = np.zeros(len(rows), dtype=int)
    for covering in covering_windows(pixels):
        assert covering.core.shape == (CORE_PX, CORE_PX)
        assert covering.core.intersection(covering.around) == covering.core
        assert _inside(pixels, covering.core).any()
        counts += _inside(pixels, covering.core)
    assert counts.tolist() == [1] * len(rows)


def test_thinning_bounds_places_and_pixels_but_keeps_every_class(label_pixels_of: Build) -> None:
    draw = np.random.default_rng(0)
    classes = np.full((CORE_PX * 8, CORE_PX * 8), 255)
    classes[draw.random(classes.shape) < 0.2] = 0
    classes[5, 5], classes[400, 300] = 1, 2
    pixels = label_pixels_of(classes, classes)
    kept = pixels.where(thinned(pixels, per_class=50, windows=6, seed=1))
    assert kept.count_by_class.tolist() == [50, 1, 1]
    assert len(covering_windows(kept)) <= 6
    places = {(int(r), int(c), int(k)) for r, c, k in zip(kept.rows, kept.columns, kept.class_ids, strict=True)}
    assert all(classes[row, column] == class_id for row, column, class_id in places)
    assert thinned(pixels, per_class=10**6, windows=10**6, seed=1).all()


def test_thinning_keeps_something_of_each_polygon(label_pixels_of: Build) -> None:
    """However large the others are, a small polygon is learnt from, and the large ones still give most."""
    classes, polygons = np.full((700, 700), 255), np.zeros((700, 700), dtype=int)
    small = [(k % 2, 400 + 100 * (k // 4), 30 + 170 * (k % 4), 5) for k in range(10)]
    places = [(0, 0, 0, 300), (1, 0, 320, 300), *small]
    for number, (class_id, row, column, side) in enumerate(places):
        square = (slice(row, row + side), slice(column, column + side))
        classes[square], polygons[square] = class_id, number
    pixels = label_pixels_of(classes, polygons)
    for seed in range(10):
        kept = pixels.where(thinned(pixels, per_class=500, windows=14, seed=seed))
        assert np.bincount(kept.polygon_ids).tolist() == [375, 375, *[25] * 10]
        assert len(covering_windows(kept)) <= 14
    # Where each polygon takes a window of its own, there may be more of them.
    few = pixels.where(thinned(pixels, per_class=500, windows=4, seed=0))
    assert len(np.unique(few.polygon_ids)) < 12
    more = pixels.where(thinned(pixels, per_class=500, windows=4, most_windows=30, seed=0))
    assert len(np.unique(more.polygon_ids)) == 12
    assert len(covering_windows(more)) <= 12


def test_thinning_keeps_something_of_each_part(label_pixels_of: Build) -> None:
    classes = np.zeros((20, 400), dtype=int)
    pixels = label_pixels_of(classes, classes)
    halves = (pixels.columns >= 398).astype(np.int64)
    for seed in range(10):
        kept = thinned(pixels, per_class=100, windows=50, seed=seed, parts=halves)
        assert np.bincount(halves[kept])[1] >= 40 * 0.5
        assert kept.sum() == 100


@given(st.lists(st.integers(0, 6), min_size=1, max_size=80), st.integers(1, 60), st.integers(0, 5))
def test_half_of_what_is_kept_is_shared_out_among_the_parts(sizes: list[int], count: int, seed: int) -> None:
    parts = np.array(sizes)
    members = np.arange(len(parts)) * 3
    kept = spread_over_parts(members, parts, count, np.random.default_rng(seed))
    assert len(set(kept.tolist())) == len(kept) == min(count, len(parts))
    assert set(kept.tolist()) <= set(members.tolist())
    there = np.bincount(parts)
    share = count // (2 * len(np.unique(parts)))
    assert (np.bincount(parts[kept // 3], minlength=len(there)) >= np.minimum(there, share)).all()


def test_class_weights_balance_by_the_asked_for_power(uneven: LabelPixels) -> None:
    plain, half, full = (class_weights_of(uneven, power).tolist() for power in (0.0, 0.5, 1.0))
    assert plain == [1, 1]
    assert full[1] / full[0] == pytest.approx(404 / 9)
    assert half[1] / half[0] == pytest.approx((404 / 9) ** 0.5)
