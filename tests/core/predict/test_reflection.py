from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepsat.imagery import Window, open_scene
from deepsat.imagery.reflection import read_reflected, reflected_indexes


@given(before=st.integers(0, 9), size=st.integers(1, 9), after=st.integers(0, 9))
def test_reflection_is_numpys(before: int, size: int, after: int) -> None:
    expected = np.pad(np.arange(size), (before, after), mode="reflect")
    assert reflected_indexes(-before, before + size + after, size).tolist() == expected.tolist()


def test_example_of_the_docstring() -> None:
    assert reflected_indexes(-2, 8, 4).tolist() == [2, 1, 0, 1, 2, 3, 2, 1]


@pytest.mark.parametrize(
    "window", [Window(-3, -2, 9, 12), Window(1, 2, 2, 3), Window(4, 5, 20, 20), Window(2, -40, 3, 5)]
)
def test_windows_beyond_the_raster_show_its_mirror_image(write_raster: object, window: Window) -> None:
    values = np.arange(2 * 5 * 7, dtype=np.float32).reshape(2, 5, 7)
    path = write_raster(values, nodata=17.0)  # type: ignore[operator]
    margin = 64
    padding = ((0, 0), (margin, margin), (margin, margin))
    mirrored = np.pad(values, padding, mode="reflect")
    rows = slice(margin + window.row, margin + window.end_row)
    columns = slice(margin + window.column, margin + window.end_column)
    expected = mirrored[:, rows, columns]
    with open_scene([path]) as scene:
        pixels = read_reflected(scene, window)
        swapped = read_reflected(scene, window, (1, 0))
    missing = (expected == 17.0).any(axis=0)
    assert np.array_equal(pixels.valid, ~missing)
    assert np.array_equal(pixels.values, np.where(missing, 0, expected))
    assert np.array_equal(swapped.values, pixels.values[::-1])
