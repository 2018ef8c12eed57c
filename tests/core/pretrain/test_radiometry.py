"""Radiometric views: what may change, and what must not."""

from __future__ import annotations

import pytest
import torch

from deepsat.jobs import UserError
from deepsat.pretrain.radiometry import (
    Radiometry,
    artificially_changed,
    blurred,
    kept_bands,
    randomly_cropped,
    weakly_changed,
)


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def images(samples: int = 5, bands: int = 4) -> torch.Tensor:
    """(B,C,20,24), band 1 missing."""
    values = torch.randn(samples, bands, 20, 24, generator=generator(9))
    values[:, 1] = 0
    return values


def test_bands_are_dropped_as_often_as_asked_and_one_always_stays() -> None:
    present = torch.ones(4000, 5, dtype=torch.bool)
    present[:, 2] = False
    kept = kept_bands(present, Radiometry(drop_samples=0.5, drop_bands=0.4), generator())
    assert not kept[:, 2].any()
    untouched = (kept == present).all(1).float().mean()
    # .5 are spared, and .5 * .6^4 of the others lose nothing.
    assert float(untouched) == pytest.approx(0.5 + 0.5 * 0.6**4, abs=0.03)
    only_one = kept_bands(present, Radiometry(drop_samples=1.0, drop_bands=1.0), generator())
    assert bool((only_one.sum(1) == 1).all())
    assert float(only_one[:, 0].float().mean()) == pytest.approx(0.25, abs=0.03)
    assert torch.equal(kept_bands(present, Radiometry(drop_samples=0.0), generator()), present)


def test_weak_changes_are_gains_and_offsets_of_the_asked_strength() -> None:
    values = images(300)
    valid = torch.ones(300, 20, 24, dtype=torch.bool)
    valid[:, 3, 4:6] = False
    bands = torch.tensor([True, False, True, True]).expand(300, 4)
    changed = weakly_changed(values, valid, bands, Radiometry(strength=0.1, noise=0.0), generator())
    assert not changed[:, 1].any()
    assert not changed[:, :, 3, 4:6].any()
    source, target = values[:, 0, 5:].flatten(1), changed[:, 0, 5:].flatten(1)
    gain = ((source - source.mean(1, keepdim=True)) * target).sum(1) / source.var(1) / (source.shape[1] - 1)
    offset = target.mean(1) - gain * source.mean(1)
    torch.testing.assert_close(gain[:, None] * source + offset[:, None], target, rtol=1e-3, atol=1e-3)
    assert float(gain.mean()) == pytest.approx(1, abs=0.03)
    assert float(gain.std()) == pytest.approx(0.1, rel=0.15)
    assert float(offset.std()) == pytest.approx(0.1, rel=0.15)


def test_noise_has_the_asked_strength_and_strength_0_changes_nothing() -> None:
    values, valid = images(), torch.ones(5, 20, 24, dtype=torch.bool)
    bands = torch.ones(5, 4, dtype=torch.bool)
    noisy = weakly_changed(values, valid, bands, Radiometry(strength=0.0, noise=0.05), generator())
    assert float((noisy - values).std()) == pytest.approx(0.05, rel=0.05)
    same = weakly_changed(values, valid, bands, Radiometry(strength=0.0, noise=0.0), generator())
    assert torch.equal(same, values)


def test_artificial_changes_keep_missing_bands_and_pixels_missing() -> None:
    values = images(40)
    values[:, :, 7:9, 5] = 0
    changed = artificially_changed(values, generator())
    assert not changed[:, 1].any()
    assert not torch.equal(changed, values)
    gaps = torch.zeros(20, 24, dtype=torch.bool)
    gaps[7:9, 5] = True
    mirrored = torch.tensor([not bool(image[0][gaps].eq(0).all()) for image in changed])
    assert 0.3 < float(mirrored.float().mean()) < 0.7
    shown = torch.where(mirrored[:, None, None, None], changed.flip(-1), changed)
    for band in (0, 2, 3):
        assert torch.equal(shown[:, band] == 0, gaps.expand(40, 20, 24))
    # With seed 0 some samples are mirrored, some grey and some left as they are.
    first, second = changed[:, 0].flatten(1), changed[:, 2].flatten(1)
    grey = torch.isclose(first, second, atol=1e-5).all(1)
    assert 2 <= int(grey.sum()) <= 16


def test_artificial_blur_does_not_mix_gaps_into_the_image() -> None:
    values = torch.full((60, 2, 12, 12), 3.0)
    values[:, :, :, :6] = 0
    changed = artificially_changed(values, generator(2))
    for image in changed:
        data = image.ne(0).any(0)
        assert int(data.sum()) == 72
        for band in image:
            torch.testing.assert_close(band[data], band[data][:1].expand(72))


def test_contrast_is_about_the_mean_of_the_pixels_with_data() -> None:
    """An image of 3 everywhere has no contrast: bands of it change by their own gain and the offset alone."""
    values = torch.full((200, 2, 8, 8), 3.0)
    values[:, :, 5:] = 0
    means = artificially_changed(values, generator(1))[:, :, :5].mean((2, 3))
    assert float(means.min()) > 3 * 0.9 - 0.4 - 1e-4
    assert float(means.max()) < 3 * 1.1 + 0.4 + 1e-4
    pattern = torch.where(torch.arange(8) % 2 == 0, 4.0, 2.0).expand(200, 1, 8, 8)
    # Half of the images are blurred: the others show the whole gain.
    ranges = artificially_changed(pattern, generator(1)).flatten(1)
    spread = (ranges.amax(1) - ranges.amin(1)) / 2
    assert 1.2 < float(spread.max()) < 1.4 * 1.1
    assert float(ranges.mean(1).min()) > 3 * 0.9 - 0.4 - 1e-4


def test_blur_keeps_a_constant_and_spreads_a_point_as_a_gaussian() -> None:
    constant = torch.full((2, 3, 9, 11), 4.0)
    torch.testing.assert_close(blurred(constant, torch.tensor([0.5, 2.0])), constant)
    point = torch.zeros(1, 1, 21, 21)
    point[0, 0, 10, 10] = 1
    spread = blurred(point, torch.tensor([1.0]))[0, 0]
    assert float(spread.sum()) == pytest.approx(1, abs=1e-5)
    assert float(spread[10, 11] / spread[10, 10]) == pytest.approx(0.6065, abs=1e-3)
    assert float(spread[12, 10] / spread[10, 10]) == pytest.approx(0.1353, abs=1e-3)


def test_a_crop_of_everything_is_the_image_and_others_are_parts_of_it() -> None:
    rows, columns = torch.meshgrid(torch.arange(24.0), torch.arange(24.0), indexing="ij")
    ramps = torch.stack([rows, columns]).expand(50, 2, 24, 24)
    whole = randomly_cropped(ramps, 24, generator(), smallest=1.0)
    assert whole.shape == (50, 2, 24, 24)
    parts = randomly_cropped(ramps, 12, generator(), smallest=0.2)
    height = (parts[:, 0, -1, 0] - parts[:, 0, 0, 0]) * 12 / 11 / 24
    width = (parts[:, 1, 0, -1] - parts[:, 1, 0, 0]) * 12 / 11 / 24
    area = height * width
    assert 0.18 < float(area.min()) < 0.3
    assert 0.8 < float(area.max()) <= 1.02
    assert bool((parts[:, 0, 1:] > parts[:, 0, :-1] - 1e-4).all()), "rows still run downwards"
    assert float((height / width).max()) < 1.4


def test_settings_out_of_range_are_named() -> None:
    with pytest.raises(UserError, match=r"strength -1.*drop_bands 1\.5"):
        Radiometry(strength=-1.0, drop_bands=1.5)
