"""Dates from names, tags and tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio

from deepsat.imagery import Window, open_scene
from deepsat.imagery.dates import date_in_name, date_of, read_table
from deepsat.jobs import ErrorCode, UserError


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("image_2021-06-17.tif", "2021-06-17"),
        ("S2A_MSIL2A_20210617T100601_N0300.tif", "2021-06-17"),
        ("LC08_L2SP_190027_20200127_20200823_02_T1.tif", "2020-01-27"),
        ("2019_01_05.tif", "2019-01-05"),
        ("20210617100559.tif", "2021-06-17"),
        ("20210617100599.tif", None),
        ("202106171005.tif", None),
        ("202106171005591.tif", None),
        ("HLS.S30.T33UXP.2021168T100559.v2.0.B04.tif", "2021-06-17"),
        ("MOD09A1.A2020060.h18v04.tif", "2020-02-29"),
        ("HLS.S30.T33UXP.2021366T100559.v2.0.B04.tif", None),
        ("image_20214599.tif", None),
        ("image_20210231.tif", None),
        ("tile_120200127.tif", None),
        ("image_2021-06_17.tif", None),
        ("image_1985.tif", None),
    ],
)
def test_dates_in_file_names(name: str, date: str | None) -> None:
    assert date_in_name(name) == date


@pytest.mark.parametrize(
    ("tags", "name", "date"),
    [
        ({"TIFFTAG_DATETIME": "2021:06:17 10:06:01"}, "flight.tif", "2021-06-17"),
        ({"TIFFTAG_DATETIME": "2023:01:01 00:00:00", "AcquisitionDate": "2021-06-17"}, "flight.tif", "2021-06-17"),
        ({"TIFFTAG_DATETIME": "2024:11:02 10:00:00"}, "s_20210617.tif", "2021-06-17"),
        ({"TIFFTAG_DATETIME": "2024:11:02 10:00:00", "DATE_ACQUIRED": "20210618"}, "s_20210617.tif", "2021-06-18"),
        ({"ACQUISITIONDATETIME": "2021-06-17T10:06:01Z"}, "s_20200101.tif", "2021-06-17"),
        ({"ACQUISITIONDATE": "spring", "SENSING_TIME": "2021-06-17"}, "flight.tif", "2021-06-17"),
        ({"AREA_OR_POINT": "Area", "TIFFTAG_DATETIME": "yesterday"}, "flight.tif", ""),
        ({}, "flight.tif", ""),
    ],
)
def test_tags_of_the_acquisition_come_before_the_name_and_when_the_file_was_made_last(
    tags: dict[str, str], name: str, date: str
) -> None:
    assert date_of(tags, name) == date


def test_images_that_were_exported_on_one_day_keep_the_dates_of_their_names(write_raster: Callable[..., str]) -> None:
    paths = []
    for day, level in (("20210817", 3000), ("20210617", 1000)):
        values = np.full((2, 4, 5), level, dtype=np.uint16)
        paths.append(write_raster(values, name=f"s_{day}.tif", names=("red", "nir")))
        with rasterio.open(paths[-1], "r+") as dataset:
            dataset.update_tags(TIFFTAG_DATETIME="2024:11:02 10:00:00")
    with open_scene(paths) as scene:
        assert scene.dates == ("2021-06-17", "2021-08-17")
        assert scene.read(Window(1, 2, 1, 1)).values.ravel().tolist() == [1000, 1000, 3000, 3000]


def test_a_table_gives_dates_of_paths_from_its_own_folder(tmp_path: Path) -> None:
    table = tmp_path / "dates.csv"
    table.write_text("note, Path ,DATE\n,a/b.tif,2021-06-17\nx,/c.tif,20200229\n", encoding="utf-8-sig")
    assert read_table(table) == {(tmp_path / "a/b.tif").resolve(): "2021-06-17", Path("/c.tif"): "2020-02-29"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("file,date\na,2020-01-01\n", "columns file, date"),
        ("", "columns none"),
        ("path,date\na,2020-01-01\nb,spring\n", "line 3: path 'b' and date 'spring'"),
        ("path,date\n,2020-01-01\n", "line 2: path ''"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(tmp_path: Path, text: str, found: str) -> None:
    table = tmp_path / "dates.csv"
    table.write_text(text)
    with pytest.raises(UserError, match=found):
        read_table(table)


def test_a_table_in_another_encoding_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "dates.csv"
    table.write_text("path,date\nMärz.tif,2021-03-01\n", encoding="latin-1")
    with pytest.raises(UserError, match="not UTF-8") as error:
        read_table(table)
    assert error.value.code is ErrorCode.INVALID_JOB
