"""Bands with holes are left out, unless most have them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio

from deepsat.imagery import Window, open_scene, usable_bands, with_usable_bands
from deepsat.jobs.band_slots import match_slots

HEIGHT, WIDTH = 40, 100


def raster_of(path: Path, holes: dict[int, float]) -> str:
    """Five bands of noise around 100, 200, …; a share of the columns of some has no data."""
    draw = np.random.default_rng(0)
    values = draw.normal(100 * np.arange(1, 6)[:, None, None], 10, (5, HEIGHT, WIDTH)).astype(np.float32)
    for band, share in holes.items():
        values[band, :, : round(share * WIDTH)] = -9999
    with rasterio.open(
        path, "w", driver="GTiff", dtype="float32", count=5, height=HEIGHT, width=WIDTH, crs="EPSG:32633",
        transform=rasterio.Affine(10, 0, 0, 0, -10, 0), nodata=-9999,
    ) as dataset:  # fmt: skip
        dataset.write(values)
        dataset.descriptions = ("B1", "B2", "B3", "B4", "B5")
    return str(path)


def test_a_patchy_band_is_left_out_and_said(tmp_path: Path) -> None:
    with open_scene([raster_of(tmp_path / "s.tif", {1: 0.3})]) as scene:
        usable = with_usable_bands(scene, 0)
        window = Window(3, 0, 20, 30)
        whole, chosen = scene.read(window), usable.scene.read(window)
        np.testing.assert_array_equal(chosen.values, whole.values[[0, 2, 3, 4]])
        assert chosen.valid.all()
        np.testing.assert_array_equal(usable.scene.read(window, [2, 0]).values, whole.values[[3, 0]])
    assert [band.name for band in scene.bands] == ["B1", "B2", "B3", "B4", "B5"]
    assert [band.name for band in usable.scene.bands] == ["B1", "B3", "B4", "B5"]
    assert usable.normalisation.mean == pytest.approx((100, 300, 400, 500), rel=0.01)
    assert usable.normalisation.constant == ()
    assert usable.left_out == {1: scene.bands[1]}
    assert usable.findings == (
        "Band B2 has no data on about 30.0% of the pixels that most bands cover, so it is left out.",
    )


@pytest.mark.parametrize("holes", [{}, {0: 0.01}, {0: 0.3, 1: 0.3, 2: 0.3}], ids=["none", "few", "most"])
def test_otherwise_every_band_stays(tmp_path: Path, holes: dict[int, float]) -> None:
    with open_scene([raster_of(tmp_path / "s.tif", holes)]) as scene:
        usable = with_usable_bands(scene, 0)
        assert usable.scene is scene
        assert usable.left_out == {}
        assert len(usable.normalisation.mean) == 5
        assert not any("left out" in finding for finding in usable.findings)


def test_a_band_that_is_left_out_takes_nothing_from_what_the_others_are(tmp_path: Path) -> None:
    """The names B1 to B5 and B7 together are Landsat 4-7; B1 to B5 alone could be many a sensor."""
    path = tmp_path / "landsat.tif"
    values = np.random.default_rng(1).normal(900, 50, (6, HEIGHT, WIDTH)).astype(np.float32)
    values[5, :, :40] = -9999
    with rasterio.open(
        path, "w", driver="GTiff", dtype="float32", count=6, height=HEIGHT, width=WIDTH, crs="EPSG:32633",
        transform=rasterio.Affine(30, 0, 0, 0, -30, 0), nodata=-9999,
    ) as dataset:  # fmt: skip
        dataset.write(values)
        dataset.descriptions = ("B1", "B2", "B3", "B4", "B5", "B7")
    with open_scene([str(path)]) as scene:
        usable = with_usable_bands(scene, 0)
        assert [band.name for band in usable.scene.bands] == ["B1", "B2", "B3", "B4", "B5"]
        assert [band.wavelength_nm for band in usable.scene.bands] == [485, 560, 660, 830, 1650]
        assert match_slots(usable.scene.bands).unknown == ()


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five bands count as many."""
    monkeypatch.setattr(usable_bands, "MANY", 4)


@pytest.mark.usefixtures("many")
def test_bands_that_tell_nothing_are_left_out_and_said_in_a_sentence_each(tmp_path: Path) -> None:
    path = raster_of(tmp_path / "s.tif", {1: 1.0, 4: 0.4})
    with rasterio.open(path, "r+") as dataset:
        dataset.write(np.full((HEIGHT, WIDTH), 7.5, np.float32), 4)
    with open_scene([path]) as scene:
        usable = with_usable_bands(scene, 0)
        window = Window(3, 0, 20, 30)
        np.testing.assert_array_equal(usable.scene.read(window).values, scene.read(window).values[[0, 2]])
    assert [band.name for band in usable.scene.bands] == ["B1", "B3"]
    assert usable.normalisation.mean == pytest.approx((100, 300), rel=0.01)
    assert usable.normalisation.std == pytest.approx((10, 10), rel=0.1)
    assert [*usable.left_out] == [1, 3, 4]
    assert usable.findings == (
        "Left out, 1 of 5 bands, having no data: B2.",
        "Left out, 1 of 5 bands, having one value everywhere: B4.",
        "Band B5 has no data on about 40.0% of the pixels that most bands cover, so it is left out.",
    )


def test_among_few_bands_one_that_seems_to_have_one_value_stays(tmp_path: Path) -> None:
    """Values are looked at in a sample: what a band shows in one place may be just where the labels lie."""
    path = raster_of(tmp_path / "s.tif", {})
    with rasterio.open(path, "r+") as dataset:
        dataset.write(np.full((HEIGHT, WIDTH), 7.5, np.float32), 4)
    with open_scene([path]) as scene:
        usable = with_usable_bands(scene, 0)
        assert usable.scene is scene and usable.normalisation.constant == (3,)


@pytest.mark.usefixtures("many")
def test_a_band_that_a_model_before_needs_stays_though_it_has_one_value(tmp_path: Path) -> None:
    path = raster_of(tmp_path / "s.tif", {})
    with rasterio.open(path, "r+") as dataset:
        dataset.write(np.full((2, HEIGHT, WIDTH), 7, np.float32), (2, 4))
    with open_scene([path]) as scene:
        usable = with_usable_bands(scene, 0, [scene.bands[0], scene.bands[3]])
    assert [band.name for band in usable.scene.bands] == ["B1", "B3", "B4", "B5"]
    assert usable.findings == (
        "Band B4 has the value 7 everywhere and tells nothing.",
        "Left out, 1 of 5 bands, having one value everywhere: B2.",
    )


def test_a_raster_of_one_value_keeps_its_bands(tmp_path: Path) -> None:
    path = raster_of(tmp_path / "s.tif", {})
    with rasterio.open(path, "r+") as dataset:
        dataset.write(np.full((5, HEIGHT, WIDTH), 7, np.float32))
    with open_scene([path]) as scene:
        usable = with_usable_bands(scene, 0)
        assert usable.scene is scene
    assert usable.findings == ("Bands B1, B2, B3, B4, B5 have one value everywhere and tell nothing.",)
