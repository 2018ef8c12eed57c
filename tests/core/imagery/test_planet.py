"""Images of Planet: bands by the names of files, and masks (udm2) that lie beside them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray

from deepsat.imagery import open_scene
from deepsat.imagery.pair import open_pair
from deepsat.imagery.stacking import stack_bands
from deepsat.jobs import ErrorCode, StackBandsJob, UserError
from deepsat.jobs.bands import Band
from deepsat.jobs.planet import cloud_mask_names, is_radiance, with_planet_wavelengths
from deepsat.reporting import SilentReporter
from tests.core.imagery.delivered import COLUMNS, ROWS, write

SUPERDOVE_NM = [443, 490, 531, 565, 610, 665, 705, 865]
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
        assert [band.wavelength_nm for band in scene.bands] == [490, 560, 660, 850]
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


def test_stacks_remember_masks_and_say_where_one_is_gone(tmp_path: Path) -> None:
    write_image(tmp_path / "in")
    mask = write_mask(tmp_path / "in", PIXELS)
    found = stack_bands(StackBandsJob((str(tmp_path / "in"),), str(tmp_path / "out")), SilentReporter())
    stack = Path(found["rasters"][0]["path"])
    with open_scene([str(stack)]) as scene:
        assert [band.wavelength_nm for band in scene.bands] == SUPERDOVE_NM
        assert hidden_pixels(scene.read(scene.grid.whole).valid) == HIDDEN
    mask.unlink()
    with open_scene([str(stack)]) as scene:
        assert hidden_pixels(scene.read(scene.grid.whole).valid) == []
        gone = f"The cloud mask {mask.name} of {stack.name} is gone, so nothing hides its clouds."
        assert gone in scene.findings


def test_masks_stay_where_other_bands_of_the_day_are_added(tmp_path: Path) -> None:
    image = write_image(tmp_path, kind="AnalyticMS_SR_clip", count=4)
    with rasterio.open(image, "r+") as dataset:
        dataset.descriptions = ("blue", "green", "red", "nir")
    write_mask(tmp_path, PIXELS)
    write(tmp_path / "20210617_swir1.tif", np.full((ROWS, COLUMNS), 7, np.uint16), 3)
    with open_scene([str(tmp_path)]) as scene:
        assert len(scene.bands) == 5
        assert hidden_pixels(scene.read(scene.grid.whole).valid) == HIDDEN


def test_an_image_without_names_fits_others_without_any_whatever_its_file_is_called(tmp_path: Path) -> None:
    """As after a clip by another program."""
    planet = write_image(tmp_path, "20210617", count=4, kind="AnalyticMS_SR")
    mine = write(tmp_path / "20210717_mine.tif", np.full((4, ROWS, COLUMNS), 900, np.uint16), 3)
    for given in ([planet, mine], [mine, planet]):
        with open_scene([str(path) for path in given]) as scene:
            assert scene.read(scene.grid.whole).values[:, 0, 0].tolist() == [100, 200, 300, 400, 900, 900, 900, 900]


def test_another_raster_with_the_name_of_a_mask_is_refused(tmp_path: Path) -> None:
    image = write_image(tmp_path)
    mask = write(tmp_path / cloud_mask_names(image.name)[0], np.zeros((ROWS, COLUMNS), np.uint8), 3)
    with pytest.raises(UserError) as error:
        open_scene([str(image)])
    assert error.value.code is ErrorCode.RASTER_UNREADABLE
    assert error.value.found == f"1 in {mask}"


def test_bands_have_planets_wavelengths(tmp_path: Path) -> None:
    with open_scene([str(write_image(tmp_path))]) as scene:
        assert [band.wavelength_nm for band in scene.bands] == SUPERDOVE_NM
    with open_scene([str(write_image(tmp_path, kind="AnalyticMS_SR", count=4))]) as scene:
        assert [band.wavelength_nm for band in scene.bands] == [490, 560, 660, 850]
    named = write_image(tmp_path / "named", kind="AnalyticMS_SR", count=4)
    with rasterio.open(named, "r+") as dataset:
        dataset.descriptions = ("nir", "red", "x", "y")
    with open_scene([str(named)]) as scene:
        assert [band.wavelength_nm for band in scene.bands] == [850, 660, None, None]


@pytest.mark.parametrize(
    ("name", "count"),
    [("20210617_100559_24_2456_3B_AnalyticMS_SR.tif", 5), ("composite.tif", 4), ("ortho.tif", 4)],
)
def test_wavelengths_are_not_guessed(name: str, count: int) -> None:
    bands = tuple(Band(f"band_{number}") for number in range(1, count + 1))
    assert with_planet_wavelengths(f"/data/{name}", bands) == bands


STEM = "20210617_100559_24_2456_3B"


@pytest.mark.parametrize(
    ("name", "masks"),
    [
        (f"{STEM}_AnalyticMS_SR_8b_harmonized_clip.tif", [f"{STEM}_udm2_clip.tif"]),
        (f"{STEM}_AnalyticMS_SR_clip_file_format.tif", [f"{STEM}_udm2_clip_file_format.tif"]),
        (f"{STEM}_AnalyticMS_SR_8b_reproject_clip.tif", [f"{STEM}_udm2_reproject_clip.tif"]),
        (f"{STEM}_AnalyticMS_SR_coreg_clip.tif", [f"{STEM}_udm2_coreg_clip.tif", f"{STEM}_udm2_clip.tif"]),
        ("20190109_015005_1020_3B_AnalyticMS.tif", ["20190109_015005_1020_3B_udm2.tif"]),
        ("composite.tif", ["composite_udm2.tif"]),
        ("composite_file_format.tif", ["composite_udm2_file_format.tif"]),
        ("C:\\data\\composite.tif", ["C:\\data\\composite_udm2.tif"]),
        ("20190109_015005_1020_3B_Visual.tif", []),
        ("my_composite.tif", []),
    ],
)
def test_masks_have_planets_names(name: str, masks: list[str]) -> None:
    assert list(cloud_mask_names(name)) == masks


def test_masks_as_orders_name_them_are_no_second_image(tmp_path: Path) -> None:
    image = write_image(tmp_path, kind="AnalyticMS_SR_clip_file_format", count=4)
    mask = write_mask(tmp_path, PIXELS)
    mask.rename(tmp_path / f"{STEM}_udm2_clip_file_format.tif")
    with open_scene([str(tmp_path)]) as scene:
        assert scene.paths == (str(image),)
        assert hidden_pixels(scene.read(scene.grid.whole).valid) == HIDDEN


def test_change_knows_the_masks_of_both_dates(tmp_path: Path) -> None:
    """By these a run that was interrupted knows whether it is still the same."""
    before, after = (write_image(tmp_path, day) for day in ("20210617", "20210717"))
    mask = write_mask(tmp_path, PIXELS, "20210717")
    with open_pair(str(before), str(after)) as pair:
        assert pair.masks == (str(mask),)
        assert hidden_pixels(pair.read(pair.grid.whole).valid) == HIDDEN


def test_radiances_of_several_days_are_said(tmp_path: Path) -> None:
    for day in ("20210617", "20210717"):
        write_image(tmp_path, day, kind="AnalyticMS", count=4)
    with open_scene([str(tmp_path)]) as scene:
        assert scene.findings[0].startswith("Radiances, which change with the sun from day to day: 20210617_")
    with open_scene([str(tmp_path / "20210617_100559_24_2456_3B_AnalyticMS.tif")]) as scene:
        assert scene.findings == ()
    assert not is_radiance("20210617_100559_24_2456_3B_AnalyticMS_SR_8b.tif")
