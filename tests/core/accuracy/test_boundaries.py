"""Boundaries: the definition by a slow loop, in parts as in one piece, and which pixels count where."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from deepsat.accuracy.boundaries import BoundaryScores, is_boundary

rasters = arrays(
    np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 7)), elements=st.sampled_from([0, 0, 0, 1, 4, 254, 255])
)


def slow_boundary(ids: np.ndarray) -> np.ndarray:
    found = np.zeros(ids.shape, dtype=bool)
    for row, column in np.ndindex(ids.shape):
        around = ids[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
        found[row, column] = ids[row, column] != 255 and len(set(around[around != 255].tolist())) > 1
    return found


@given(rasters)
def test_the_definition(ids: np.ndarray) -> None:
    assert is_boundary(ids).tolist() == slow_boundary(ids).tolist()


def test_reflected_borders_add_nothing() -> None:
    ids = np.random.default_rng(0).integers(0, 3, (6, 8)).astype(np.uint8)
    padded = np.pad(ids, 1, mode="reflect")
    assert slow_boundary(padded)[1:-1, 1:-1].tolist() == is_boundary(ids).tolist()


def test_a_straight_border_is_two_pixels_wide_and_gaps_are_no_border() -> None:
    ids = np.array([[0, 0, 0, 1, 1], [0, 0, 0, 1, 1], [0, 255, 0, 1, 1]], np.uint8)
    assert is_boundary(ids).tolist() == [[False, False, True, True, False]] * 3


@given(rasters, st.integers(0, 8))
def test_strips_with_a_row_on_either_side_add_up(ids: np.ndarray, cut: int) -> None:
    cut = min(cut, len(ids))
    said = np.where(ids == 255, 255, (ids // 4 + 1) % 2).astype(np.uint8)
    reference = np.where(ids == 255, 255, ids % 3).astype(np.uint8)
    whole = BoundaryScores.empty(3).add(said, reference)
    parts = BoundaryScores.empty(3)
    parts.add(said[: cut + 1], reference[: cut + 1], slice(0, cut))
    parts.add(said[max(cut - 1, 0) :], reference[max(cut - 1, 0) :], slice(min(cut, 1), None))
    assert parts.boundary.counts.tolist() == whole.boundary.counts.tolist()
    assert parts.interior.counts.tolist() == whole.interior.counts.tolist()


def test_mistakes_at_the_boundary_leave_the_interior_right() -> None:
    reference = np.repeat(np.array([[0] * 6 + [1] * 4], np.uint8), 5, axis=0)
    said = np.repeat(np.array([[0] * 5 + [1] * 5], np.uint8), 5, axis=0)
    scores = BoundaryScores.empty(2).add(said, reference)
    assert scores.boundary.counts.tolist() == [[0, 0], [5, 5]]
    assert scores.interior.counts.tolist() == [[25, 0], [0, 15]]
    assert scores.confusion().counts.tolist() == [[25, 0], [5, 20]]
