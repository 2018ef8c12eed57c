"""Means and deviations around a pixel, against a slow reference."""

from __future__ import annotations

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from deepsat.models import neighbourhood


@given(st.integers(1, 7), st.integers(1, 9), st.integers(1, 3), st.integers(0, 1000))
def test_figures_are_those_of_the_pixels_with_data(height: int, width: int, bands: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    image = draw.normal(size=(bands, height, width)).astype(np.float32)
    valid = draw.random((height, width)) > 0.3
    image[:, ~valid] = 0
    seen = neighbourhood(torch.from_numpy(image)[None])[0].numpy()
    assert seen.shape == (3 * bands, height, width)
    np.testing.assert_array_equal(seen[:bands], image)
    for row in range(height):
        for column in range(width):
            window = (slice(max(row - 1, 0), row + 2), slice(max(column - 1, 0), column + 2))
            for band in range(bands):
                values = image[band][window][valid[window]]
                found = seen[[bands + band, 2 * bands + band], row, column]
                expected = [values.mean(), values.std()] if valid[row, column] else [0, 0]
                np.testing.assert_allclose(found, expected, atol=2e-3)
