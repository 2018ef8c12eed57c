"""Images of Planet: bands by the names of files, and masks (udm2) that lie beside them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray

from deepsat.imagery import open_scene
from deepsat.imagery.stacking import stack_bands
from deepsat.jobs import ErrorCode, StackBandsJob, UserError
from deepsat.jobs.planet import cloud_mask_name, is_radiance, named_descriptions
from deepsat.reporting import SilentReporter
from tests.core.imagery.delivered import COLUMNS, ROWS, write

SUPERDOVE = ["coastal_blue", "blue", "green_i", "green", "yellow", "red", "rededge", "nir"]
SHADOW, LIGHT_HAZE, HEAVY_HAZE, CLOUD = 2, 3, 4, 5


def write_image(
    folder: Path, day: str = "20210617", *, kind: str = "AnalyticMS_SR_8b_clip", count: int = 8, shift: float = 0.0
) -> Path:
    values = np.arange(1, count + 1, dtype=np.uint16)[:, None, None] * np.full((1, ROWS, COLUMNS), 100, np.uint16)
    return write(folder / f"{day}_100559_24_2456_3B_{kind}.tif", values, 3, shift=shift)


def write_mask(folder: Path, hidden: dict[int, tuple[int, int]], day: str = "20210617", shift: float = 0.0) -> Path:
    """Band by band, from 0, the one pixel that it is 1 at; all of the first band says clear."""
    bands = np.zeros((8, ROWS, COLUMNS), np.uint8)
    bands[0] = 1
    for band, (row, column) in hidden.items():
        bands[band, row, column] = 1
    return write(folder / f"{day}_100559_24_2456_3B_udm2_clip.tif", bands, 3, shift=shift)


def hidden_in(path: Path) -> list[tuple[int, int]]:
    with open_scene([str(path)]) as scene:
        return hidden_pixels(scene.read(scene.grid.whole).valid)


def hidden_pixels(valid: NDArray[np.bool_]) -> list[tuple[int, int]]:
    return [(int(row), int(column)) for row, column in np.argwhere(~valid)]


PIXELS = {SHADOW: (1, 2), LIGHT_HAZE: (2, 5), HEAVY_HAZE: (4, 3), CLOUD: (6, 7)}
HIDDEN = [(1, 2), (4, 3), (6, 7)]


def test_what_hides_the_ground_is_left_out(tmp_path: Path) -> None:
    """Through light haze the ground is seen."""
    image = write_image(tmp_path)
    mask = write_mask(tmp_path, PIXELS)
    for given in (image, tmp_path):
        with open_scene([str(given)]) as scene:
            assert hidden_pixels(scene.read(scene.grid.whole).valid) == HIDDEN
            assert (scene.paths, scene.masks) == ((str(image),), (str(mask),))
            assert scene.findings == (f"Shadow, heavy haze and cloud are hidden as Planet's masks tell: {mask.name}.",)


def test_masks_beside_other_images_hide_nothing(tmp_path: Path) -> None:
    write_image(tmp_path)
    other = write_image(tmp_path, "20210618")
    write_mask(tmp_path, PIXELS)
    assert hidden_in(other) == []


def test_a_mask_of_ones_own_counts_too(tmp_path: Path) -> None:
    image = write_image(tmp_path)
    write_mask(tmp_path, {CLOUD: (6, 7)})
    own = np.zeros((ROWS, COLUMNS), np.uint8)
    own[3, 8] = 1
    mask = write(tmp_path / "own" / "mask.tif", own, 3)
    with open_scene([str(image)], masks=[str(mask)]) as scene:
        assert hidden_pixels(scene.read(scene.grid.whole).valid) == [(3, 8), (6, 7)]


def test_masks_are_found_in_archives(tmp_path: Path) -> None:
    files = [write_image(tmp_path / "order" / "PSScene"), write_mask(tmp_path / "order" / "PSScene", PIXELS)]
    with zipfile.ZipFile(tmp_path / "order.zip", "w") as packed:
        for file in files:
            packed.write(file, f"PSScene/{file.name}")
    assert hidden_in(tmp_path / "order.zip") == HIDDEN


def test_scenes_side_by_side_keep_bands_and_masks(tmp_path: Path) -> None:
    width = 3.0 * COLUMNS
    for number, shift in enumerate((0.0, width)):
        write(
            tmp_path / f"20210617_10055{number}_24_2456_3B_AnalyticMS_SR.tif",
            np.full((4, ROWS, COLUMNS), 100 + number, np.uint16),
            3,
            shift=shift,
        )
    bands = np.zeros((8, ROWS, COLUMNS), np.uint8)
    bands[CLOUD, 2, 4] = 1
    write(tmp_path / "20210617_100551_24_2456_3B_udm2.tif", bands, 3, shift=width)
    with open_scene([str(tmp_path)]) as scene:
        assert [band.name for band in scene.bands] == ["blue", "green", "red", "nir"]
        assert hidden_pixels(scene.read(scene.grid.whole).valid) == [(2, COLUMNS + 4)]


def test_each_date_of_a_series_has_its_mask(tmp_path: Path) -> None:
    for day, value in (("20210617", 100), ("20210717", 200)):
        path = write_image(tmp_path, day)
        with rasterio.open(path, "r+") as dataset:
            dataset.write(np.full((8, ROWS, COLUMNS), value, np.uint16))
    write_mask(tmp_path, {CLOUD: (2, 4)}, "20210617")
    with open_scene([str(tmp_path)]) as scene:
        values = scene.read(scene.grid.whole).values
    # What one date does not show comes from the other.
    assert values[0, 2, 4] == 200
    assert values[0, 2, 5] == 100
    assert values[8, 2, 4] == 200


def test_stacks_remember_masks_and_names(tmp_path: Path) -> None:
    write_image(tmp_path / "in")
    write_mask(tmp_path / "in", PIXELS)
    found = stack_bands(StackBandsJob((str(tmp_path / "in"),), str(tmp_path / "out")), SilentReporter())
    with open_scene([found["rasters"][0]["path"]]) as scene:
        assert [band.name for band in scene.bands] == SUPERDOVE
        assert hidden_pixels(scene.read(scene.grid.whole).valid) == HIDDEN


def test_another_raster_with_the_name_of_a_mask_is_refused(tmp_path: Path) -> None:
    image = write_image(tmp_path)
    mask = write(tmp_path / cloud_mask_name(image.name), np.zeros((ROWS, COLUMNS), np.uint8), 3)
    with pytest.raises(UserError) as error:
        open_scene([str(image)])
    assert error.value.code is ErrorCode.RASTER_UNREADABLE
    assert error.value.found == f"1 in {mask}"


def test_bands_have_planets_names_and_wavelengths(tmp_path: Path) -> None:
    with open_scene([str(write_image(tmp_path))]) as scene:
        assert [band.name for band in scene.bands] == SUPERDOVE
        assert [band.wavelength_nm for band in scene.bands] == [443, 490, 531, 565, 610, 665, 705, 865]
    with open_scene([str(write_image(tmp_path, kind="AnalyticMS_SR", count=4))]) as scene:
        assert [(band.name, band.wavelength_nm) for band in scene.bands] == [
            ("blue", 490),
            ("green", 560),
            ("red", 660),
            ("nir", 850),
        ]


@pytest.mark.parametrize(
    ("name", "descriptions"),
    [
        ("20210617_100559_24_2456_3B_AnalyticMS_SR.tif", ["nir", "red", "", ""]),
        ("20210617_100559_24_2456_3B_AnalyticMS_SR.tif", [""] * 5),
        ("composite.tif", [""] * 4),
        ("ortho.tif", [""] * 4),
    ],
)
def test_names_are_not_guessed(name: str, descriptions: list[str]) -> None:
    assert named_descriptions(f"/data/{name}", descriptions) == descriptions


@pytest.mark.parametrize(
    ("name", "mask"),
    [
        ("20210617_100559_24_2456_3B_AnalyticMS_SR_8b_harmonized_clip.tif", "20210617_100559_24_2456_3B_udm2_clip.tif"),
        ("20190109_015005_1020_3B_AnalyticMS.tif", "20190109_015005_1020_3B_udm2.tif"),
        ("composite.tif", "composite_udm2.tif"),
        ("C:\\data\\composite.tif", "C:\\data\\composite_udm2.tif"),
        ("20190109_015005_1020_3B_Visual.tif", None),
        ("my_composite.tif", None),
    ],
)
def test_masks_have_planets_names(name: str, mask: str | None) -> None:
    assert cloud_mask_name(name) == mask


def test_radiances_of_several_days_are_said(tmp_path: Path) -> None:
    for day in ("20210617", "20210717"):
        write_image(tmp_path, day, kind="AnalyticMS", count=4)
    with open_scene([str(tmp_path)]) as scene:
        assert scene.findings[0].startswith("Radiances, which change with the sun from day to day: 20210617_")
    with open_scene([str(tmp_path / "20210617_100559_24_2456_3B_AnalyticMS.tif")]) as scene:
        assert scene.findings == ()
    assert not is_radiance("20210617_100559_24_2456_3B_AnalyticMS_SR_8b.tif")
