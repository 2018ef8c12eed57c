"""Smoothing: noise within a surface goes, borders and pixels without data stay."""

from __future__ import annotations

import math

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from deepsat.models.smoothing import DISTANCE_PX, LIKENESS, REACH_PX, smoothed


def shares_of(*shape: int, seed: int) -> torch.Tensor:
    return torch.softmax(2 * torch.randn(*shape, generator=torch.Generator().manual_seed(seed)), dim=1)


@given(st.integers(1, 6), st.integers(1, 7), st.integers(0, 100))
def test_it_is_the_weighted_mean_of_the_definition(height: int, width: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    image = draw.normal(size=(2, height, width)).astype(np.float32) * 0.4
    valid = draw.random((height, width)) > 0.2
    image[:, ~valid] = 0
    shares = shares_of(1, 3, height, width, seed=seed)
    found = smoothed(shares, torch.from_numpy(image)[None])[0].numpy()
    for row in range(height):
        for column in range(width):
            total, weights = np.zeros(3), 0.0
            for r in range(max(0, row - REACH_PX), min(height, row + REACH_PX + 1)):
                for c in range(max(0, column - REACH_PX), min(width, column + REACH_PX + 1)):
                    unlike = np.square(image[:, r, c] - image[:, row, column]).mean()
                    weight = valid[r, c] * math.exp(
                        -((r - row) ** 2 + (c - column) ** 2) / (2 * DISTANCE_PX**2) - unlike / (2 * LIKENESS**2)
                    )
                    total, weights = total + weight * shares[0, :, r, c].numpy(), weights + weight
            expected = total / weights if valid[row, column] else shares[0, :, row, column].numpy()
            np.testing.assert_allclose(found[:, row, column], expected, atol=1e-5)


def test_noise_goes_and_a_border_stays() -> None:
    image = torch.ones(1, 3, 20, 24)
    image[..., 10:] = -1
    truth = (image[:, :1] < 0).float()
    noise = (torch.rand(1, 1, 20, 24, generator=torch.Generator().manual_seed(0)) < 0.15).float()
    second = 0.1 + 0.8 * (truth - noise).abs()
    found = smoothed(torch.cat([1 - second, second], dim=1), image)
    np.testing.assert_allclose(found.sum(dim=1), 1, atol=1e-5)
    wrong_before = float(((second > 0.5).float() != truth).float().mean())
    wrong_after = float(((found[:, 1:] > 0.5).float() != truth).float().mean())
    assert wrong_before > 0.1
    assert wrong_after < 0.02
