"""Normalisation: exact on small scenes, close on large ones, and never divided by nothing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from deepsat.imagery import Normalisation, estimate, open_scene
from deepsat.jobs import ErrorCode, UserError


def test_a_small_scene_gives_the_exact_figures_of_its_valid_pixels(write_raster: Callable[..., str]) -> None:
    stored = np.random.default_rng(0).normal(300.0, [[[5.0]], [[70.0]]], (2, 61, 47)).astype(np.float32)
    stored[0, 10:30, 5:9] = -9999
    with open_scene([write_raster(stored, nodata=-9999)]) as scene:
        normalisation = estimate(scene, seed=0, pixels=500_000)
        one_band = estimate(scene, seed=0, bands=[1])
    known = stored[:, stored[0] != -9999].astype(np.float64)
    assert normalisation.mean == pytest.approx(known.mean(axis=1), rel=1e-6)
    assert normalisation.std == pytest.approx(known.std(axis=1), rel=1e-6)
    assert one_band.mean == pytest.approx((stored[1].mean(),), rel=1e-5)


def test_pieces_add_up_to_the_whole(write_raster: Callable[..., str]) -> None:
    # Rows differ widely, so that pieces have different means.
    stored = (np.arange(90)[None, :, None] ** 2 + np.arange(33)).astype(np.float32)
    with open_scene([write_raster(stored)]) as scene:
        in_pieces = estimate(scene, seed=0, pixels=90 * 33)
        assert in_pieces.mean[0] == pytest.approx(stored.mean(), rel=1e-6)
        assert in_pieces.std[0] == pytest.approx(stored.std(), rel=1e-6)


def test_a_large_scene_is_sampled_all_over(write_raster: Callable[..., str]) -> None:
    rows, columns = np.mgrid[:701, :1203]
    stored = np.stack([rows, columns]).astype(np.uint16)
    with open_scene([write_raster(stored)]) as scene:
        normalisation = estimate(scene, seed=5, pixels=100_000)
        again = estimate(scene, seed=5, pixels=100_000)
        other = estimate(scene, seed=6, pixels=100_000)
    assert normalisation.mean == pytest.approx((350, 601), rel=0.05)
    assert normalisation.std == pytest.approx((rows.std(), columns.std()), rel=0.05)
    assert normalisation == again
    assert normalisation != other


@pytest.mark.parametrize("shape", [(3, 90_000), (90_000, 3)])
def test_very_long_scenes_are_sampled_along_their_length(
    write_raster: Callable[..., str], shape: tuple[int, int]
) -> None:
    ramp = np.linspace(0, 1000, 90_000, dtype=np.float32)
    stored = np.broadcast_to(ramp if shape[0] == 3 else ramp[:, None], (1, *shape))
    with open_scene([write_raster(stored)]) as scene:
        normalisation = estimate(scene, seed=0, pixels=200_000)
    assert normalisation.mean[0] == pytest.approx(500, rel=0.05)
    assert normalisation.std[0] == pytest.approx(1000 / 12**0.5, rel=0.05)


def test_data_in_one_corner_are_found(write_raster: Callable[..., str]) -> None:
    stored = np.zeros((1, 600, 700), np.uint8)
    stored[0, 597:, 698:] = [[1, 2], [3, 4], [5, 6]]
    with open_scene([write_raster(stored, nodata=0)]) as scene:
        normalisation = estimate(scene, seed=0, pixels=20_000)
    assert normalisation.mean == (3.5,)
    assert normalisation.std[0] == pytest.approx(np.std([1, 2, 3, 4, 5, 6]))


def test_a_scene_of_nodata_is_refused(write_raster: Callable[..., str]) -> None:
    with open_scene([write_raster(np.zeros((1, 9, 8), np.uint8), nodata=0)]) as scene:
        with pytest.raises(UserError) as error:
            estimate(scene, seed=0)
    assert error.value.code is ErrorCode.RASTER_UNREADABLE
    assert error.value.found.startswith("NoData in every pixel")


def test_a_constant_band_gets_deviation_one_and_is_said(write_raster: Callable[..., str]) -> None:
    stored = np.stack([np.arange(42).reshape(6, 7), np.full((6, 7), 7)]).astype(np.float32)
    with open_scene([write_raster(stored, names=["red", "flag"])]) as scene:
        normalisation = estimate(scene, seed=0)
        said = normalisation.findings(scene.channel_names)
        shown = normalisation.apply(stored, np.ones((6, 7), bool))
    assert normalisation.std[1] == 1.0
    assert normalisation.constant == (1,)
    assert said == ("Band flag has the value 7 everywhere and tells nothing.",)
    assert not shown[1].any()


def test_a_band_that_ends_early_is_measured_where_it_has_data_and_said(write_raster: Callable[..., str]) -> None:
    stored = np.random.default_rng(4).normal(50.0, 9.0, (3, 40, 30)).astype(np.float32)
    stored[2, :10] = -1
    with open_scene([write_raster(stored, nodata=-1, names=("B1", "B2", "B7"))]) as scene:
        normalisation = estimate(scene, seed=0)
        pixels = scene.read(scene.grid.whole)
        said = normalisation.findings(scene.channel_names)
    assert pixels.valid.all()
    assert normalisation.mean == pytest.approx((stored[0].mean(), stored[1].mean(), stored[2, 10:].mean()), rel=1e-5)
    assert normalisation.std[2] == pytest.approx(stored[2, 10:].std(), rel=1e-5)
    assert said == (
        "Band B7 has no data on about 25.0% of the pixels that most bands cover; there it counts as its mean.",
    )
    applied = normalisation.apply(pixels.values, pixels.valid)
    assert not applied[2, :10].any()
    assert applied[0].all()


def test_a_frame_of_zeros_without_nodata_is_said(write_raster: Callable[..., str]) -> None:
    stored = np.random.default_rng(1).integers(1, 900, (3, 40, 50)).astype(np.uint16)
    stored[:, :, :10] = 0
    stored[0, :, 30:] = 0
    with open_scene([write_raster(stored)]) as scene:
        normalisation = estimate(scene, seed=0)
        assert normalisation.filled == {("", 0): pytest.approx(0.2)}
        (said,) = normalisation.of_channels([0, 2]).findings(["red", "nir"])
        assert said.startswith("All bands are 0 on about 20.0% of the pixels, which count as data.")
    with open_scene([write_raster(stored, nodata=0)]) as scene:
        assert estimate(scene, seed=0).filled == {}
    with open_scene([write_raster(stored[:1])]) as scene:
        assert estimate(scene, seed=0).findings(["height"]) == ()


@pytest.mark.parametrize(("fill", "dtype"), [(-9999, "int16"), (65535, "uint16"), (-999, "float32")])
def test_another_usual_fill_value_is_said_too(write_raster: Callable[..., str], fill: int, dtype: str) -> None:
    stored = np.random.default_rng(1).integers(1, 900, (3, 40, 50)).astype(dtype)
    stored[:, 30:] = fill
    stored[1, :30] = fill
    with open_scene([write_raster(stored, scales=(1e-4,) * 3, offsets=(-0.1,) * 3)]) as scene:
        normalisation = estimate(scene, seed=0)
        assert normalisation.filled == {("", fill): pytest.approx(0.25)}
        said = normalisation.findings(["a", "b", "c"])[-1]
    assert said.startswith(f"All bands are {fill} on about 25.0% of the pixels, which count as data.")
    assert said.endswith(f"declare {fill} as the raster's NoData value.")


def test_apply_centres_scales_and_blanks_what_is_not_valid() -> None:
    normalisation = Normalisation(mean=(10.0, -2.0), std=(2.0, 0.5))
    values = np.array([[[10, 14, 99]], [[-1.5, -2.5, 99]]], dtype=np.float32)
    valid = np.array([[True, True, False]])
    applied = normalisation.apply(values, valid)
    assert applied.dtype == np.float32
    assert applied.tolist() == [[[0, 2, 0]], [[1, -1, 0]]]
    batch = normalisation.apply(np.stack([values, values + 2]), np.stack([valid, ~valid]))
    assert batch[0].tolist() == applied.tolist()
    assert batch[1].tolist() == [[[0, 0, 45.5]], [[0, 0, 206]]]


def test_what_is_normalised_can_be_undone_and_what_is_missing_stays_missing() -> None:
    values = np.array([[[3.0, np.nan, 7.0]], [[10.0, 20.0, 30.0]]], dtype=np.float32)
    normalisation = Normalisation((4.0, 25.0), (2.0, 10.0))
    valid = np.array([[True, True, False]])
    found = normalisation.undone(normalisation.apply(values, valid)[:, 0].T)
    np.testing.assert_allclose(found, [[3, 10], [np.nan, 20], [np.nan, np.nan]])


def test_a_constant_channel_keeps_its_value_where_there_are_data() -> None:
    normalisation = Normalisation((7.0, 2.0), (1.0, 4.0), constant=(0,))
    np.testing.assert_allclose(
        normalisation.undone(np.array([[0.0, 1.0], [0.0, 0.0]], dtype=np.float32)), [[7, 6], [np.nan, np.nan]]
    )
