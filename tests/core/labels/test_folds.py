"""Folds: whole polygons, each held out once, and nothing beside it is learnt from."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepsat.class_map import ClassMap
from deepsat.labels import LabelPixels, polygon_folds
from deepsat.labels.folds import BUFFER_PX, NO_FOLD

Square = tuple[int, int, int, int]
"""Class, row, column, side."""


def pixels_of(*squares: Square, classes: int = 3) -> LabelPixels:
    """Square polygons in the order given, on a raster of 400 x 400."""
    raster = np.full((2, 400, 400), -1)
    for number, (class_id, row, column, side) in enumerate(squares):
        raster[:, row : row + side, column : column + side] = np.array([class_id, number])[:, None, None]
    rows, columns = np.nonzero(raster[0] >= 0)
    class_map = ClassMap.from_names([f"class {number}" for number in range(classes)])
    return LabelPixels(
        rows.astype(np.int32),
        columns.astype(np.int32),
        raster[0, rows, columns].astype(np.uint8),
        raster[1, rows, columns].astype(np.int32),
        class_map,
    )


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5)), min_size=2, max_size=30), st.integers(2, 5))
def test_the_laws_of_folds(drawn: list[tuple[int, int]], count: int) -> None:
    squares = [
        (class_id, 60 * (number // 6) + 3, 60 * (number % 6) + 3, 2 + side)
        for number, (class_id, side) in enumerate(drawn)
    ]
    pixels = pixels_of(*squares)
    folds = polygon_folds(pixels, count)
    assert folds.count <= count
    for class_id, polygons in enumerate(pixels.polygons_by_class):
        of_class = pixels.class_ids == class_id
        if polygons > 1:
            assert np.all(folds.held_out_in[of_class] != NO_FOLD)
            assert set(folds.held_out_in[of_class]) == set(range(min(count, polygons)))
            for polygon in np.unique(pixels.polygon_ids[of_class]):
                assert len(np.unique(folds.held_out_in[pixels.polygon_ids == polygon])) == 1
    for fold in range(folds.count):
        training, held_out = folds.training(fold), folds.held_out(fold)
        assert held_out.any()
        assert not np.any(training & held_out)
        # Polygons lie far apart here: all that is not held out trains, but for the middles of halved ones.
        whole = ~np.isin(pixels.class_ids, folds.halved)
        np.testing.assert_array_equal(training[whole], ~held_out[whole])
        assert set(pixels.class_ids[training]) == set(pixels.class_ids)


def test_neighbours_are_held_out_together() -> None:
    along = [(0, 10, 10 + 40 * k, 5) for k in (3, 0, 7, 1, 2, 6, 5, 4)]
    pixels = pixels_of(*along, (1, 300, 50, 5), (1, 300, 350, 5))
    folds = polygon_folds(pixels, 4)
    by_column = {int(column): int(fold) for column, fold in zip(pixels.columns, folds.held_out_in, strict=True)}
    runs = [by_column[10 + 40 * k] for k in range(8)]
    assert runs in ([0, 0, 1, 1, 2, 2, 3, 3], [3, 3, 2, 2, 1, 1, 0, 0])


def test_what_lies_beside_a_held_out_pixel_is_not_learnt_from() -> None:
    pixels = pixels_of((0, 0, 0, 10), (1, 0, 10, 10), (0, 100, 0, 10), (1, 100, 200, 10))
    folds = polygon_folds(pixels, 2)
    fold = int(folds.held_out_in[(pixels.polygon_ids == 0)][0])
    beside = pixels.where(folds.training(fold) & (pixels.polygon_ids == 1))
    if folds.held_out_in[pixels.polygon_ids == 1][0] != fold:
        assert beside.columns.min() == 10 + int(BUFFER_PX) - 1
    whole = pixels.where(folds.training(fold) & (pixels.polygon_ids == 3))
    assert len(whole) in (0, 100)


def test_a_class_is_never_lost_to_the_buffer() -> None:
    pixels = pixels_of((0, 0, 0, 6), (1, 0, 6, 2), (0, 100, 0, 6), (1, 100, 6, 2))
    folds = polygon_folds(pixels, 2)
    for fold in range(2):
        assert set(pixels.class_ids[folds.training(fold)]) == {0, 1}


def test_a_single_polygon_is_halved_with_a_gap_and_said() -> None:
    pixels = pixels_of((0, 0, 0, 8), (1, 100, 0, 5), (1, 200, 0, 5), (2, 300, 300, 3))
    folds = polygon_folds(pixels, 4)
    single = pixels.class_ids == 0
    columns = {fold: set(pixels.rows[single & (folds.held_out_in == fold)]) for fold in (0, 1, NO_FOLD)}
    assert max(columns[0]) < min(columns[1])
    assert len(columns[NO_FOLD]) >= 1
    assert folds.halved == (0,)
    assert folds.has_whole_polygons
    assert not polygon_folds(pixels_of((0, 0, 0, 8), (1, 100, 0, 6)), 4).has_whole_polygons
    assert "'class 0' has a single polygon" in folds.findings[0]
    # Nine pixels are too few to be cut.
    assert "'class 2' has a single small polygon" in folds.findings[1]
    assert np.all(folds.held_out_in[pixels.class_ids == 2] == NO_FOLD)
    assert folds.scored_classes == (0, 1)
    assert folds.scored_polygons == (0, 1, 2)


@pytest.mark.parametrize("count", [0, 1])
def test_without_folds_everything_trains(count: int) -> None:
    folds = polygon_folds(pixels_of((0, 0, 0, 8), (0, 50, 0, 8), (1, 100, 0, 5)), count)
    assert folds.count == 0
    assert folds.findings == ()
    assert folds.scored_classes == ()


def test_some_of_the_pixels_keep_their_folds() -> None:
    pixels = pixels_of((0, 0, 0, 8), (0, 50, 0, 8), (1, 100, 0, 5), (1, 200, 0, 5))
    folds = polygon_folds(pixels, 2)
    chosen = np.arange(len(pixels)) % 3 == 0
    part = folds.of(chosen)
    np.testing.assert_array_equal(part.held_out_in, folds.held_out_in[chosen])
    np.testing.assert_array_equal(part.training(0), folds.training(0)[chosen])
