"""Noise fractions stand out from the noise in their order, and what looks at them says what scikit-learn says."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from deepsat.models.noise_fractions import MOST, noise_rotation, noise_rotations, rotated


def scene(height: int = 60, width: int = 47, seed: int = 0) -> torch.Tensor:
    """Three bands of two smooth pictures, the stronger one in the band with by far the most noise."""
    draw = np.random.default_rng(seed)
    rows, columns = np.mgrid[:height, :width]
    strong, weak = np.sin(rows / 9) * 3, np.cos(columns / 7)
    noise = draw.normal(size=(3, height, width)) * np.array([3.0, 0.1, 0.1])[:, None, None]
    bands = np.stack([strong, weak, weak * 0.5]) + noise
    return torch.from_numpy(bands.astype(np.float32))[None]


def neighbours_differ_by(fractions: torch.Tensor) -> torch.Tensor:
    """Variance of the noise of (M,H,W), from neighbours in both directions."""
    down, across = fractions.diff(dim=1).flatten(1), fractions.diff(dim=2).flatten(1)
    return torch.cat([down, across], dim=1).var(dim=1) / 2


def test_fractions_come_in_the_order_of_signal_to_noise_with_noise_alike_and_uncorrelated() -> None:
    images = scene()
    rotation = noise_rotation(images)
    fractions = rotated(rotation, images[0].flatten(1))
    variances, noise = fractions.var(dim=1), neighbours_differ_by(fractions.view(3, 60, 47))
    assert variances[0] == pytest.approx(1, abs=0.01)
    assert (variances.diff() < 0).all()
    torch.testing.assert_close(noise / noise.mean(), torch.ones(3), atol=0.02, rtol=0)
    off_diagonal = torch.corrcoef(fractions) - torch.eye(3)
    assert off_diagonal.abs().max() < 0.01
    # The clear picture first, though the noisy band varies most: the two bands that show it, weighed together.
    first = rotation[0].abs() * images[0].flatten(1).std(dim=1)
    assert first[0] < 0.05 * first[1:].sum()


def test_a_turned_scene_and_bands_in_another_order_have_the_same_fractions() -> None:
    images = scene()
    rotation = noise_rotation(images)
    torch.testing.assert_close(noise_rotation(images.transpose(2, 3)), rotation, atol=1e-5, rtol=1e-4)
    order = [2, 0, 1]
    torch.testing.assert_close(noise_rotation(images[:, order]), rotation[:, order], atol=1e-5, rtol=1e-4)


def test_what_has_no_data_changes_nothing() -> None:
    images = scene()
    framed = torch.zeros(1, 3, 80, 90)
    framed[:, :, 7:67, 11:58] = images
    torch.testing.assert_close(noise_rotation(framed), noise_rotation(images), atol=1e-6, rtol=1e-5)


def test_of_a_divided_scene_the_neighbours_are_undivided_pixels() -> None:
    images = scene()
    divided = images.repeat_interleave(2, dim=2).repeat_interleave(2, dim=3)
    torch.testing.assert_close(noise_rotation(divided, 2), noise_rotation(images), atol=1e-5, rtol=1e-4)
    # A pattern that comes again after two pixels is noise to neighbours, and none to those two apart.
    pattern = torch.tensor([[1.0, -1.0], [-1.0, 1.0]]).repeat(20, 20)
    with_pattern = torch.stack([pattern, images[0, 2, :40, :40]])[None]
    assert noise_rotation(with_pattern, 2)[0].abs().argmax() == 0
    assert noise_rotation(with_pattern, 1)[0].abs().argmax() == 1


@given(bands=st.integers(1, 20), height=st.integers(1, 5), width=st.integers(1, 5), filled=st.booleans())
def test_any_scene_has_finite_fractions_at_most_so_many(bands: int, height: int, width: int, filled: bool) -> None:
    images = torch.zeros(1, bands, height, width)
    if filled:
        images += torch.arange(images.numel()).view(images.shape) % 7 - 3.0
    rotation = noise_rotation(images)
    assert rotation.shape == (min(bands, MOST), bands)
    assert torch.isfinite(rotation).all()


def test_turning_is_a_product_of_matrices() -> None:
    draw = torch.Generator().manual_seed(2)
    rotation, values = torch.randn(4, 7, generator=draw), torch.randn(7, 33, generator=draw)
    torch.testing.assert_close(rotated(rotation, values), rotation @ values)
    assert torch.equal(rotated(rotation, values)[:, :9], rotated(rotation, values[:, :9].clone()))


def test_of_a_series_each_date_is_turned_by_what_it_shows() -> None:
    draw = torch.Generator().manual_seed(6)
    first, second = (torch.randn(2, 3, 9, 7, generator=draw) for _ in range(2))
    series = torch.cat([first, second], dim=1)
    rotations = noise_rotations(series, 2, 2)
    assert torch.equal(rotations.joint, noise_rotation(series, 2))
    assert torch.equal(rotations.by_date, torch.stack([noise_rotation(first, 2), noise_rotation(second, 2)]))
    single = noise_rotations(first)
    assert torch.equal(single.joint, noise_rotation(first))
    assert torch.equal(single.by_date, single.joint[None])
