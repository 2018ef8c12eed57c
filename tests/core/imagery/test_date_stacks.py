"""Stacks of dates: which bands are those of each date, and what hides the ground at each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from deepsat.imagery import Window, open_scene
from deepsat.imagery.date_stacks import parts_of_stack
from deepsat.jobs import ErrorCode, UserError

Write = Callable[..., str]
APRIL, JUNE, AUGUST = DATES = ("2021-04-01", "2021-06-01", "2021-08-01")


def levels(*values: int) -> np.ndarray:
    """Bands of 3 x 4 pixels of one value each."""
    return np.stack([np.full((3, 4), value, dtype=np.uint16) for value in values])


def places(names: Sequence[str], dates: Sequence[str]) -> dict[str, tuple[int, ...]]:
    return {part.date: part.indexes for part in parts_of_stack(dict(enumerate(names, 1)), dates, "stack.tif")}


def test_dates_in_the_names_of_bands_say_what_belongs_together(write_raster: Write) -> None:
    names = [f"{band}_{date}" for band in ("red", "nir") for date in DATES]
    path = write_raster(levels(101, 102, 103, 201, 202, 203), names=names)
    with open_scene([path], [AUGUST, APRIL, JUNE]) as scene:
        values = scene.read(Window(1, 1, 1, 1)).values.ravel()
        assert scene.dates == DATES
        assert [(band.name, band.wavelength_nm) for band in scene.bands] == [("red", 660.0), ("nir", 850.0)]
    assert values.tolist() == [101, 201, 102, 202, 103, 203]


def test_dates_that_are_told_in_another_order_than_names_tell_them() -> None:
    names = [f"{date}_{band}" for date in (AUGUST, APRIL) for band in ("red", "nir")]
    assert places(names, [APRIL, AUGUST]) == {APRIL: (3, 4), AUGUST: (1, 2)}
    twice = ["red_20210401", "nir_20210401"] * 2 + ["red_20210601", "nir_20210601"]
    parts = parts_of_stack(dict(enumerate(twice, 1)), [APRIL, APRIL, JUNE], "stack.tif")
    assert [part.indexes for part in parts] == [(1, 2), (3, 4), (5, 6)]


@pytest.mark.parametrize(
    "names",
    [
        ["B04", "B08", "B04", "B08"],
        ["B04_1", "B08_1", "B04_2", "B08_2"],
        ["B04", "B08", "B04_1", "B08_1"],
        ["0_B04", "0_B08", "1_B04", "1_B08"],
        [f"{image}_{band}" for image in ("LC08_190027_20210401", "LC09_190026_20210601") for band in ("B04", "B08")],
        [f"{day}T100559_{day}T100600_T33TWN_{band}" for day in ("20210401", "20210601") for band in ("B04", "B08")],
        ["B04 processed 20240101", "B08 processed 20240101"] * 2,
        ["april_B04", "april_B08", "june_B04", "june_B08"],
    ],
)  # fmt: skip
def test_names_that_are_alike_at_each_date_confirm_their_order(names: list[str]) -> None:
    first, second = parts_of_stack(dict(enumerate(names, 1)), [APRIL, JUNE], "stack.tif")
    assert (first.indexes, second.indexes) == ((1, 2), (3, 4))
    assert [name[:3] for name in first.names] == ["B04", "B08"] and second.names == first.names


def test_words_for_dates_are_told_from_bands_where_these_are_known() -> None:
    names = ["early april red", "early april nir", "june red", "june nir"]
    parts = parts_of_stack(dict(enumerate(names, 1)), [APRIL, JUNE], "stack.tif")
    assert [part.names for part in parts] == [("red", "nir")] * 2
    with pytest.raises(UserError):
        places(["red april", "red june", "nir april", "nir june"], [APRIL, JUNE])


def test_names_that_only_count_say_nothing() -> None:
    assert places(["B1", "B2", "B3", "B4"], [APRIL, JUNE]) == {APRIL: (1, 2), JUNE: (3, 4)}
    assert places(["band_1", "band_2", "red", "nir"], [APRIL, JUNE]) == {APRIL: (1, 2), JUNE: (3, 4)}
    assert places(["spring", "summer"], [APRIL, JUNE]) == {APRIL: (1,), JUNE: (2,)}


@pytest.mark.parametrize(
    ("names", "dates", "found"),
    [
        (["B04_1", "B04_2", "B04_3", "B08_1", "B08_2", "B08_3"], DATES, "B04_1, B04_2 as the first date and B04_3"),
        (["B04_1", "B04_2", "B08_1", "B08_2"], DATES[:2], "B04_1, B04_2 as the first date and B08_1, B08_2 as another"),
        (["red_20210401", "red_20210701"], DATES[:2], "1 band of 2021-04-01, 1 band of 2021-07-01, as the names"),
        (["red", "SCL", "SCL", "red"], DATES[:2], "red, SCL as the first date and SCL, red as another"),
        (["red", "nir", "blue"], DATES[:2], "3 bands in stack.tif"),
    ],
)  # fmt: skip
def test_names_that_say_another_order_are_refused(names: list[str], dates: tuple[str, ...], found: str) -> None:
    with pytest.raises(UserError) as error:
        parts_of_stack(dict(enumerate(names, 1)), dates, "stack.tif")
    assert error.value.code is ErrorCode.INVALID_JOB and found in error.value.found


@pytest.mark.parametrize(
    "names", [("red", "nir", "SCL") * 3, [f"{b}_{d}" for d in DATES for b in ("red", "nir", "SCL")]]
)
def test_clouds_of_one_date_hide_that_date_alone(write_raster: Write, names: Sequence[str]) -> None:
    values = levels(101, 201, 4, 102, 202, 4, 103, 203, 4)
    values[5, 0] = 9
    path = write_raster(values, names=names)
    with open_scene([path], DATES) as scene:
        assert [band.name for band in scene.bands] == ["red", "nir"]
        pixels = scene.read(Window(0, 0, 3, 4))
    assert pixels.valid.all()
    assert pixels.values[:, 2, 1].tolist() == [101, 201, 102, 202, 103, 203]
    # Halfway between April and August, of 122 days.
    assert pixels.values[2:4, 0, 1] == pytest.approx([101 + 2 * 61 / 122, 201 + 2 * 61 / 122])


def test_a_single_cloud_band_is_of_all_dates(write_raster: Write) -> None:
    values = levels(101, 201, 102, 202, 4)
    values[4, 0] = 9
    path = write_raster(values, names=("red", "nir", "red", "nir", "SCL"))
    with open_scene([path], DATES[:2]) as scene:
        pixels = scene.read(Window(0, 0, 3, 4))
    assert pixels.valid.tolist() == [[False] * 4, [True] * 4, [True] * 4]
    assert pixels.values[:, 2, 1].tolist() == [101, 201, 102, 202]
