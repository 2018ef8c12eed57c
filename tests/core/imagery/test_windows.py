"""Windows: laws that hold for all of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepsat.imagery import Window

windows = st.builds(
    Window,
    row=st.integers(-20, 20),
    column=st.integers(-20, 20),
    height=st.integers(0, 15),
    width=st.integers(0, 15),
)


def pixels_of(window: Window) -> set[tuple[int, int]]:
    """Every pixel of a window, by its definition."""
    return {
        (row, column)
        for row in range(window.row, window.row + window.height)
        for column in range(window.column, window.column + window.width)
    }


@given(windows, windows)
def test_intersection_holds_exactly_the_shared_pixels(one: Window, two: Window) -> None:
    shared = pixels_of(one) & pixels_of(two)
    assert pixels_of(one.intersection(two)) == shared
    assert one.intersection(two).pixel_count == two.intersection(one).pixel_count == len(shared)
    assert one.intersection(two).is_empty is not bool(shared)


@given(windows, st.integers(0, 9))
def test_growing_adds_the_margin_on_every_side_and_can_be_undone(window: Window, margin: int) -> None:
    grown = window.grown(margin)
    assert (grown.row, grown.end_row) == (window.row - margin, window.end_row + margin)
    assert (grown.column, grown.end_column) == (window.column - margin, window.end_column + margin)
    assert grown.grown(-margin) == window


@given(windows, windows)
def test_relative_to_counts_from_the_corner_of_the_other(window: Window, outer: Window) -> None:
    moved = window.relative_to(outer)
    assert (moved.row, moved.column) == (window.row - outer.row, window.column - outer.column)
    assert moved.shifted(outer.row, outer.column) == window


def test_slices_cut_the_window_out_of_an_array() -> None:
    array = np.arange(5 * 7).reshape(5, 7)
    assert array[Window(1, 2, 3, 4).slices].tolist() == [[9, 10, 11, 12], [16, 17, 18, 19], [23, 24, 25, 26]]


@pytest.mark.parametrize("window", [Window(-1, 0, 2, 2), Window(0, -1, 2, 2)])
def test_slices_refuse_to_count_from_the_other_end(window: Window) -> None:
    with pytest.raises(ValueError, match="outside"):
        _ = window.slices


def test_negative_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        Window(0, 0, 3, -1)
