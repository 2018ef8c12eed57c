"""Series as scenes: dates, gaps, clouds, grids, stacks, folders."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio.shutil
from rasterio.transform import Affine
from rasterio.warp import transform

from deepsat.imagery import Window, estimate, open_scene, with_usable_bands
from deepsat.jobs import ErrorCode, UserError
from tests.core.conftest import RASTER_TRANSFORM

WHOLE = Window(0, 0, 6, 9)
NAMES = ("red", "nir")
Write = Callable[..., str]


def image(level: float) -> np.ndarray:
    """Two bands of 6 x 9 pixels in which no two pixels are alike."""
    return (np.arange(2 * 6 * 9).reshape(2, 6, 9) + level).astype(np.float32)


@pytest.fixture
def three(write_raster: Write) -> list[str]:
    """Three dates, not in the order of time."""
    dated = (("2021-06-17", 2000.0), ("2021-04-08", 1000.0), ("2021-07-07", 4000.0))
    return [write_raster(image(level), name=f"s2_{date}.tif", names=NAMES, nodata=-1) for date, level in dated]


def test_dates_from_file_names_bring_images_into_the_order_of_time(three: list[str]) -> None:
    with open_scene(three) as scene:
        pixels = scene.read(WHOLE)
        assert scene.moments == scene.dates == ("2021-04-08", "2021-06-17", "2021-07-07")
        assert [band.name for band in scene.bands] == ["red", "nir"]
        assert scene.channel_count == 6
        assert scene.channel_names[3] == "nir of 2021-06-17"
    assert np.array_equal(pixels.values, np.concatenate([image(1000), image(2000), image(4000)]))
    assert pixels.valid.all()


def test_dates_that_are_told_win_over_file_names(three: list[str]) -> None:
    with open_scene(three, ["2020-01-03", "2020-01-01", "2020-01-02"]) as scene:
        values = scene.read(WHOLE).values
        assert scene.dates == ("2020-01-01", "2020-01-02", "2020-01-03")
    assert np.array_equal(values, np.concatenate([image(1000), image(4000), image(2000)]))


def test_a_folder_is_a_series_without_its_labels(three: list[str], write_raster: Write) -> None:
    write_raster(image(0)[:1], name="truth.tif")
    with open_scene([str(Path(three[0]).parent)]) as scene:
        assert scene.dates == ("2021-04-08", "2021-06-17", "2021-07-07")


def test_a_virtual_raster_of_a_raster_beside_it_does_not_count_twice(three: list[str], tmp_path: Path) -> None:
    folder = Path(three[0]).parent
    for path in (folder / "s2_2021-06-17.vrt", tmp_path / "all" / "s2_2021-06-17.vrt"):
        path.parent.mkdir(exist_ok=True)
        rasterio.shutil.copy(three[0], path, driver="VRT")
    with open_scene([str(folder)]) as scene:
        assert sorted(Path(path).name for path in scene.paths) == sorted(Path(path).name for path in three)
        assert scene.findings == ()
    with open_scene([str(tmp_path / "all")]) as scene:
        assert np.array_equal(scene.read(WHOLE).values, image(2000))


def test_without_dates_the_order_given_counts_and_is_said(write_raster: Write) -> None:
    paths = [write_raster(image(level), name=name) for level, name in ((7, "b.tif"), (3, "a.tif"))]
    with open_scene(paths) as scene:
        assert scene.moments == ("1", "2")
        assert scene.dates == ()
        assert "in the order given" in scene.findings[0]
        assert np.array_equal(scene.read(WHOLE).values, np.concatenate([image(7), image(3)]))


def test_dates_of_some_only_are_refused_by_name(three: list[str], write_raster: Write) -> None:
    with pytest.raises(UserError) as error:
        open_scene([*three, write_raster(image(0), name="undated.tif", names=NAMES)])
    assert error.value.code is ErrorCode.INVALID_JOB
    assert error.value.found == "no date for undated.tif"


def test_a_gap_is_filled_from_the_dates_around_it(write_raster: Write) -> None:
    middle = image(9000)
    middle[:, 2, 3] = -1
    days = (("2021-04-01", image(1000)), ("2021-04-11", middle), ("2021-05-01", image(4000)))
    paths = [write_raster(values, name=f"{date}.tif", names=NAMES, nodata=-1) for date, values in days]
    with open_scene(paths) as scene:
        pixels = scene.read(WHOLE)
    # Ten of thirty days on the way from 1000 to 4000.
    assert pixels.values[2:4, 2, 3] == pytest.approx(image(2000)[:, 2, 3])
    assert pixels.values[2:4, 2, 4] == pytest.approx(middle[:, 2, 4])
    assert pixels.valid.all()


def test_a_pixel_that_no_date_shows_is_not_valid(write_raster: Write) -> None:
    paths = []
    for number in range(3):
        values = image(number * 100)
        values[:, 4, 1] = -1
        values[:, 0, number] = -1
        paths.append(write_raster(values, name=f"2021-05-0{number + 1}.tif", names=NAMES, nodata=-1))
    with open_scene(paths) as scene:
        pixels = scene.read(WHOLE)
    assert np.argwhere(~pixels.valid).tolist() == [[4, 1]]
    assert not pixels.values[:, 4, 1].any()


def test_a_date_wholly_cloudy_changes_nothing_but_its_own_moment(three: list[str], write_raster: Write) -> None:
    cloudy = write_raster(np.full_like(image(0), -1), name="s2_2021-05-08.tif", names=NAMES, nodata=-1)
    with open_scene(three) as clear, open_scene([*three, cloudy]) as scene:
        expected, found = clear.read(WHOLE), scene.read(WHOLE)
        assert scene.moments[1] == "2021-05-08"
    assert np.array_equal(np.delete(found.values, [2, 3], axis=0), expected.values)
    # 30 of the 70 days from 1000 to 2000.
    assert found.values[2:4] == pytest.approx(image(1000 + 1000 * 30 / 70))


@pytest.mark.parametrize("scale", [1, 2])
def test_dates_without_any_ground_are_said_once_the_scene_was_looked_at(
    three: list[str], write_raster: Write, scale: int
) -> None:
    hidden = [write_raster(np.full((2, 6, 9), -1, np.float32), name=f"s2_{date}.tif", names=NAMES, nodata=-1)
              for date in ("2021-05-01", "2021-07-01")]  # fmt: skip
    with open_scene([*three, *hidden], scale=scale) as scene:
        assert scene.hidden_dates() == ()
        findings = with_usable_bands(scene, 0).findings
    assert findings == (
        "No ground was found in the images of 2021-05-01, 2021-07-01, but clouds or no data: the values of these dates "
        "come from the dates before and after.",
    )
    with open_scene(three, scale=scale) as scene:
        assert with_usable_bands(scene, 0).findings == ()


def test_images_of_one_day_are_averaged_and_said(write_raster: Write) -> None:
    paths = [write_raster(image(level), name=f"2021-05-01_{level}.tif", names=NAMES) for level in (100, 300)]
    with open_scene(paths) as scene:
        assert scene.moments == ("2021-05-01",)
        assert any("2021-05-01" in sentence and "Averaged" in sentence for sentence in scene.findings)
        assert np.array_equal(scene.read(WHOLE).values, image(200))


def test_bands_in_another_order_are_matched_by_name(write_raster: Write) -> None:
    one = write_raster(image(100), name="2021-05-01.tif", names=NAMES)
    other = write_raster(image(200)[::-1], name="2021-06-01.tif", names=NAMES[::-1])
    with open_scene([one, other]) as scene:
        assert np.array_equal(scene.read(WHOLE).values, np.concatenate([image(100), image(200)]))


def test_other_bands_are_refused_with_both_files(write_raster: Write) -> None:
    one = write_raster(image(100), name="2021-05-01.tif", names=NAMES)
    other = write_raster(image(200), name="2021-06-01.tif", names=("red", "thermal"))
    with pytest.raises(UserError) as error:
        open_scene([one, other])
    assert error.value.code is ErrorCode.BANDS_MISMATCH
    assert "2021-05-01.tif" in error.value.expected
    assert "2021-06-01.tif" in error.value.found


def test_another_grid_is_resampled_and_said(write_raster: Write) -> None:
    """A plane is the same after bilinear resampling by half a pixel."""
    rows, columns = np.mgrid[:6, :9].astype(np.float32)
    plane = np.stack([10 * rows + columns, 100 - columns]).astype(np.float32)
    shifted = np.stack([10 * (rows + 0.5) + columns, 100 - columns]).astype(np.float32)
    one = write_raster(plane, name="2021-05-01.tif", names=NAMES)
    moved = RASTER_TRANSFORM @ Affine.translation(0, 0.5)
    other = write_raster(shifted, name="2021-06-01.tif", names=NAMES, transform=moved)
    with open_scene([one, other]) as scene:
        values, said = scene.read(WHOLE).values, scene.findings
        assert scene.grid.transform[5] == RASTER_TRANSFORM.f
    inner = (slice(None), slice(1, 5), slice(None))
    assert values[2:][inner] == pytest.approx(plane[inner], abs=1e-3)
    assert said == ("Resampled to the grid of 2021-05-01.tif: 2021-06-01.tif.",)


def test_a_raster_in_another_crs_that_covers_half_counts_where_it_lies(write_raster: Write) -> None:
    one = write_raster(image(100), name="2021-05-01.tif", names=NAMES)
    # The same corner in the neighbouring zone; far too small to reach the right half.
    [x], [y] = transform("EPSG:32633", "EPSG:32632", [500_000.0], [5_000_000.0])
    grid = Affine(1.0, 0.0, x - 20, 0.0, -1.0, y + 20)
    other = write_raster(
        np.full((2, 100, 60), 5, np.float32), name="2021-06-01.tif", names=NAMES, crs="EPSG:32632", transform=grid
    )
    with open_scene([one, other]) as scene:
        values = scene.read(WHOLE).values
    assert values[2:, 2, 1] == pytest.approx([5, 5])
    assert np.array_equal(values[2:, :, 8], image(100)[:, :, 8])


def test_a_stack_is_split_into_its_dates(write_raster: Write) -> None:
    names = [f"{band}_{date}" for date in ("20210617", "20210408") for band in NAMES]
    path = write_raster(np.concatenate([image(2000), image(1000)]), names=names)
    with open_scene([path], ["2021-06-17", "2021-04-08"]) as scene:
        assert [band.name for band in scene.bands] == ["red", "nir"]
        assert scene.moments == ("2021-04-08", "2021-06-17")
        assert np.array_equal(scene.read(WHOLE).values, np.concatenate([image(1000), image(2000)]))
    with pytest.raises(UserError, match="divided by the 3 dates"):
        open_scene([path], ["2021-06-17", "2021-04-08", "2021-05-01"])


def test_scene_classification_hides_clouds(write_raster: Write) -> None:
    classes = np.full((1, 6, 9), 4, dtype=np.float32)
    classes[0, 1, 2], classes[0, 1, 3], classes[0, 1, 4] = 9, 11, 3
    path = write_raster(np.concatenate([image(100), classes]), names=(*NAMES, "SCL"))
    with open_scene([path]) as scene:
        pixels = scene.read(WHOLE)
        assert [band.name for band in scene.bands] == ["red", "nir"]
    # Snow, 11, is ground.
    assert np.argwhere(~pixels.valid).tolist() == [[1, 2], [1, 4]]


def test_a_persons_mask_hides_what_is_not_zero(three: list[str], write_raster: Write) -> None:
    hidden = np.zeros((1, 6, 9), dtype=np.uint8)
    hidden[0, 5, 0] = 1
    clear = np.zeros((1, 6, 9), dtype=np.uint8)
    masks = [write_raster(mask, name=f"mask_{n}.tif") for n, mask in enumerate((hidden, clear, clear))]
    with open_scene(three, masks=masks) as scene:
        values = scene.read(WHOLE).values
        assert set(scene.masks) == set(masks)
    # The masked date is the one in the middle, 70 of 90 days after the first.
    assert values[2:4, 5, 0] == pytest.approx(image(1000 + 3000 * 70 / 90)[:, 5, 0])
    assert np.array_equal(values[2:4, 5, 1], image(2000)[:, 5, 1])


def test_a_mask_of_another_place_is_refused(three: list[str], write_raster: Write) -> None:
    far = Affine(10.0, 0.0, 900_000.0, 0.0, -10.0, 5_000_000.0)
    mask = write_raster(np.ones((1, 6, 9), dtype=np.uint8), name="mask.tif", transform=far)
    with pytest.raises(UserError, match="mask.tif, which covers x 900000") as error:
        open_scene(three, masks=[mask, "", ""])
    assert error.value.code is ErrorCode.GRID_UNSUPPORTED


def test_an_empty_name_is_a_date_without_a_mask(three: list[str], write_raster: Write) -> None:
    hidden = np.ones((1, 6, 9), dtype=np.uint8)
    mask = write_raster(hidden, name="mask.tif")
    with open_scene(three) as plain, open_scene(three, masks=["", mask, ""]) as scene:
        whole, filled = plain.read(WHOLE).values, scene.read(WHOLE).values
        assert scene.masks == (mask,)
        changed = {channel // 2 for channel in range(6) if not np.array_equal(whole[channel], filled[channel])}
    # One date is hidden everywhere, so one moment and no other is filled in.
    assert len(changed) == 1


def test_a_window_reads_the_same_as_the_whole(three: list[str]) -> None:
    with open_scene(three) as scene:
        window = Window(-2, 3, 5, 20)
        part, whole = scene.read(window), scene.read(Window(-2, 0, 8, 23))
        assert np.array_equal(part.values, whole.values[:, :5, 3:23])
        assert np.array_equal(part.valid, whole.valid[:5, 3:23])
        assert not part.valid[:2].any()


def test_some_bands_of_a_series_are_those_at_each_moment(three: list[str]) -> None:
    with open_scene(three) as scene:
        nir = scene.with_bands([1])
        assert nir.channel_count == 3
        assert np.array_equal(nir.read(WHOLE).values, scene.read(WHOLE).values[1::2])
        assert np.array_equal(scene.read(WHOLE, [1]).values, scene.read(WHOLE).values[1::2])


def test_a_model_of_other_moments_gets_values_of_those(three: list[str]) -> None:
    """A year later, with a date between those that the model knows."""
    later = ["2022-06-17", "2022-04-08", "2022-07-07"]
    with open_scene(three, later, moments=("2021-04-08", "2021-06-17")) as scene:
        values, said = scene.read(WHOLE).values, scene.findings
    # The image of July lies 20 of 70 days behind the last moment, so it counts for 50 of 70 there.
    expected = (2000 + 4000 * 5 / 7) / (1 + 5 / 7)
    assert values[:2] == pytest.approx(image(1000))
    assert values[2:] == pytest.approx(image(expected))
    assert said == ()


def test_a_season_that_ends_in_the_next_year_fills_what_the_first_lacks(three: list[str]) -> None:
    rolling = ["2021-06-17", "2022-04-08", "2021-07-07"]
    with open_scene(three, rolling, moments=("2021-04-08", "2021-06-17", "2021-07-07")) as scene:
        values, said = scene.read(WHOLE).values, scene.findings
    assert np.array_equal(values, np.concatenate([image(1000), image(2000), image(4000)]))
    assert said == ()


def test_two_years_are_averaged_and_said(three: list[str], write_raster: Write) -> None:
    dates = ["2022-06-17", "2022-04-08", "2023-04-08"]
    with open_scene(three, dates, moments=("2021-04-08", "2021-06-17")) as scene:
        values, said = scene.read(WHOLE).values, scene.findings
    assert np.array_equal(values, np.concatenate([image(2500), image(2000)]))
    assert said == (
        "Averaged, being of one time of year: images of 2022, 2023. Where the ground has changed between these years, "
        "map each by itself.",
    )


def test_a_model_without_dates_takes_dated_images_in_the_order_of_time(three: list[str]) -> None:
    with open_scene(three, moments=("1", "2", "3")) as scene:
        values, said = scene.read(WHOLE).values, scene.findings
    assert np.array_equal(values, np.concatenate([image(1000), image(2000), image(4000)]))
    assert said == ("The model was made from images without dates, so these count in the order of time.",)


def test_what_a_model_cannot_map_is_refused(three: list[str], write_raster: Write) -> None:
    undated = write_raster(image(0), name="undated.tif", names=NAMES)
    for paths, moments, expected in (
        (three, (), "one raster, as the model was fine-tuned on"),
        ([undated], ("2021-04-08", "2021-06-17"), "rasters with dates"),
        (three, ("1", "2"), "2 rasters, as many as the model was fine-tuned on"),
    ):
        with pytest.raises(UserError) as error:
            open_scene(paths, moments=moments)
        assert error.value.code is ErrorCode.INVALID_JOB
        assert expected in error.value.expected
    with pytest.raises(UserError) as error:
        open_scene([undated, undated], moments=())
    assert error.value.found == "2 rasters of one place"


def test_normalisation_is_that_of_each_band_at_each_moment(three: list[str]) -> None:
    with open_scene(three) as scene:
        normalisation = estimate(scene, seed=0)
    whole = np.concatenate([image(1000), image(2000), image(4000)]).reshape(6, -1)
    assert normalisation.mean == pytest.approx(whole.mean(axis=1), rel=1e-6)
    assert normalisation.std == pytest.approx(whole.std(axis=1), rel=1e-5)


def test_a_band_that_is_patchy_on_all_dates_is_left_out_of_all(write_raster: Write) -> None:
    paths = []
    for day in (1, 2):
        values = np.concatenate([image(day * 100), image(day * 1000)[:1]])
        values[2, :, 5:] = -1
        paths.append(write_raster(values, name=f"2021-05-0{day}.tif", names=(*NAMES, "swir"), nodata=-1))
    with open_scene(paths) as scene:
        usable = with_usable_bands(scene, seed=0)
        assert [band.name for band in usable.scene.bands] == ["red", "nir"]
        assert usable.scene.channel_count == len(usable.normalisation.mean) == 4
        assert "swir has no data on about 44.4%" in usable.findings[0]


@pytest.mark.parametrize("dates", [(), ("2021-04-08",)])
def test_one_date_is_a_plain_raster(three: list[str], dates: tuple[str, ...]) -> None:
    with open_scene(three[1:2], dates) as scene:
        assert (scene.moments, scene.channel_count) == ((), 2)
        assert np.array_equal(scene.read(WHOLE).values, image(1000))


def test_the_53_dates_of_a_year_are_brought_to_16_moments(write_raster: Write) -> None:
    first = datetime.date(2021, 1, 1)
    days = [first + datetime.timedelta(days=7 * week) for week in range(53)]
    shuffled = np.random.default_rng(3).permutation(53)
    paths = [write_raster(image(7.0 * week), name=f"{days[week]}.tif", names=NAMES) for week in shuffled]
    with open_scene(paths) as scene:
        assert len(scene.dates) == 53 and list(scene.dates) == sorted(scene.dates)
        assert (len(scene.moments), scene.channel_count) == (16, 32)
        values = scene.read(WHOLE).values.reshape(16, 2, 6, 9)
    # Every pixel rises by one a day, so a moment shows the day that it stands for; the ends are seen from one side.
    found = (values - image(0)).reshape(16, -1)
    assert np.ptp(found, axis=1) == pytest.approx(0, abs=1e-3)
    of_moments = [(datetime.date.fromisoformat(moment) - first).days for moment in scene.moments]
    assert found[1:-1, 0] == pytest.approx(of_moments[1:-1], abs=3)
    assert found[[0, -1], 0] == pytest.approx([0, 364], abs=10)


def test_a_single_date_serves_a_model_of_two_moments_and_that_is_said(three: list[str]) -> None:
    with open_scene(three[:1], moments=("2021-04-08", "2021-06-17")) as scene:
        values, said, doubts = scene.read(WHOLE).values, scene.findings, scene.doubts
    assert np.array_equal(values, np.concatenate([image(2000), image(2000)]))
    assert (
        said
        == doubts
        == (
            "The map may be wrong: the model knows 2 dates, and the imagery shows only one, 2021-06-17, whose values "
            "are repeated for all. Add images of the other times of year.",
        )
    )


@pytest.mark.parametrize("scale", [1, 2])
def test_few_dates_for_many_moments_are_doubted_and_it_is_said_how_each_gap_is_filled(
    three: list[str], scale: int
) -> None:
    moments = [f"2021-{month:02}-08" for month in range(3, 9)]
    with open_scene(three[1:], moments=moments, scale=scale) as scene:
        said, doubts = scene.findings, scene.doubts
    # 8 April is a moment; 7 July lies between those of June and July.
    assert doubts == (
        "The map may be wrong: the model knows 6 dates, and the imagery shows the ground near 3 of them only. Add "
        "images of the other times of year.",
    )
    assert said == (
        *doubts,
        "No image lies near 2021-05-08: values there are interpolated from other dates.",
        "No image lies near 2021-03-08, 2021-08-08: values there repeat those of the nearest date.",
    )
    with open_scene(three, moments=moments[1:]) as scene:
        assert (scene.doubts, len(scene.findings)) == ((), 2)


@pytest.mark.parametrize(("cloudy", "neighbour"), [(0, 1), (2, 1)])
def test_a_first_or_last_date_wholly_cloudy_shows_its_neighbour(
    write_raster: Write, cloudy: int, neighbour: int
) -> None:
    images = [image(1000.0 * (date + 1)) for date in range(3)]
    shown = [np.full_like(values, -1) if date == cloudy else values for date, values in enumerate(images)]
    paths = [
        write_raster(values, name=f"2021-05-0{n + 1}.tif", names=NAMES, nodata=-1) for n, values in enumerate(shown)
    ]
    with open_scene(paths) as scene:
        pixels = scene.read(WHOLE)
    expected = [images[neighbour] if date == cloudy else values for date, values in enumerate(images)]
    assert pixels.valid.all() and np.array_equal(pixels.values, np.concatenate(expected))


def test_dates_that_are_all_wholly_cloudy_are_refused(write_raster: Write) -> None:
    paths = [
        write_raster(np.full_like(image(0), -1), name=f"2021-05-0{day}.tif", names=NAMES, nodata=-1) for day in (1, 2)
    ]
    with open_scene(paths) as scene:
        assert not scene.read(WHOLE).valid.any()
        with pytest.raises(UserError) as error:
            with_usable_bands(scene, seed=0)
    assert error.value.code is ErrorCode.RASTER_UNREADABLE
    assert "NoData in every pixel" in error.value.found


@pytest.mark.parametrize("scale", [1, 2])
def test_masks_that_hide_all_are_named_and_not_the_raster(three: list[str], write_raster: Write, scale: int) -> None:
    hidden = write_raster(np.ones((1, 6, 9), dtype=np.uint8), name="mask.tif")
    classes = write_raster(np.concatenate([image(1), np.full((1, 6, 9), 9, np.float32)]), names=(*NAMES, "SCL"))
    for paths, masks in ((three, [hidden] * 3), ([classes], [])):
        with open_scene(paths, masks=masks, scale=scale) as scene, pytest.raises(UserError) as error:
            estimate(scene, seed=0)
        assert error.value.found.startswith("NoData, or what bands such as SCL and cloud masks hide, in every pixel")
        assert error.value.remedy.startswith("Check the cloud masks")


def test_a_wrong_number_of_dates_is_refused_with_both_numbers(three: list[str]) -> None:
    with pytest.raises(UserError) as error:
        open_scene(three, ["2021-04-08", "2021-06-17"])
    assert (error.value.expected, error.value.found) == ("a date for each of the 3 rasters", "2 dates")
