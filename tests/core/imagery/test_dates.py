"""Dates from names, tags and tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio

from deepsat.imagery import Window, open_scene
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.date_tables import read_table
from deepsat.jobs.dates import date_in_name, date_of, date_told


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("image_2021-06-17.tif", "2021-06-17"),
        ("S2A_MSIL2A_20210617T100601_N0300.tif", "2021-06-17"),
        ("LC08_L2SP_190027_20200127_20200823_02_T1.tif", "2020-01-27"),
        ("2019_01_05.tif", "2019-01-05"),
        ("20210617100559.tif", "2021-06-17"),
        ("20210617100599.tif", ""),
        ("202106171005.tif", ""),
        ("202106171005591.tif", ""),
        ("HLS.S30.T33UXP.2021168T100559.v2.0.B04.tif", "2021-06-17"),
        ("MOD09A1.A2020060.h18v04.tif", "2020-02-29"),
        ("HLS.S30.T33UXP.2021366T100559.v2.0.B04.tif", ""),
        ("image_20214599.tif", ""),
        ("image_20210231.tif", ""),
        ("tile_120200127.tif", ""),
        ("image_2021-06_17.tif", ""),
        ("image_1985.tif", ""),
        ("scene 2021-06-17 clear", "2021-06-17"),
        ("2021-13-41 then 2021-02-28", "2021-02-28"),
        ("20210617 9", "2021-06-17"),
        ("S2A_MSIL1C_20210617T100559_N0300_R022_T33UUP_20210618T120000", "2021-06-17"),
        ("S2A_OPER_PRD_MSIL1C_PDMC_20161213T162432_R088_V20151007T012016_20151007T012016", "2015-10-07"),
        ("S2A_OPER_MSI_L1C_TL_EPA__20161211T082625_A001515_T53KMT_B04", ""),
    ],
)
def test_dates_in_file_names(name: str, date: str) -> None:
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


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-06-17", "2021-06-17"),
        (" 2021/06/17 10:06 ", "2021-06-17"),
        ("20210617T100601Z", "2021-06-17"),
        ("17.06.2021", "2021-06-17"),
        ("7.6.2021 00:00", "2021-06-07"),
        ("31.6.2021", ""),
        ("06/17/2021", ""),
        ("17.06.21", ""),
        ("2021-06-17 or so", ""),
        ("", ""),
    ],
)
def test_dates_that_people_and_spreadsheets_write(text: str, date: str) -> None:
    assert date_told(text) == date


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
    expected = {(tmp_path / "a/b.tif").resolve(): "2021-06-17", Path("/c.tif"): "2020-02-29"}
    assert read_table(table) == expected
    for separator in ";\t":
        table.write_text(f"path{separator}date\na/b.tif{separator}2021-06-17\n/c.tif{separator}20200229\n")
        assert read_table(table) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("file,date\na,2020-01-01\n", "columns file, date"),
        ("", "columns none"),
        ("path,date\na,2020-01-01\nb,spring\n", "line 3: path 'b' and date 'spring'"),
        ("path,date\n,2020-01-01\n", "line 2: path ''"),
        ("path,date\na,2021-06-177\n", "line 2: path 'a' and date '2021-06-177'"),
        ("path,date\na,2021-08-01foo\n", "line 2: path 'a' and date '2021-08-01foo'"),
        ("path,date\na,2021-08-01\n./a,2021-08-02\n", "line 3: another date of './a'"),
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


@pytest.fixture
def two(write_raster: Callable[..., str]) -> list[str]:
    """The rasters a.tif, of 100, and b.tif, of 200, in a folder."""
    named = (("in/a.tif", 100), ("in/b.tif", 200))
    return [write_raster(np.full((1, 2, 3), level, np.uint16), name=name, names=["red"]) for name, level in named]


@pytest.mark.parametrize("names", [("a", "b"), ("A.TIF", "B.Tif"), (".\\a.tif", "..\\in\\b"), ("a.tif", "b.tif")])
def test_rows_are_matched_whatever_their_capitals_endings_and_slashes(two: list[str], names: tuple[str, str]) -> None:
    table = f"path,date\n{names[0]},2021-08-01T10:00Z\n{names[1]},20210617\n"
    Path(two[0]).with_name("dates.csv").write_text(table)
    with open_scene(two) as scene:
        assert scene.dates == ("2021-06-17", "2021-08-01") and scene.findings == ()
        assert scene.read(Window(0, 0, 1, 1)).values.ravel().tolist() == [200, 100]


def test_rows_without_a_raster_and_rasters_without_a_row_are_told(two: list[str]) -> None:
    folder = Path(two[0]).parent
    (folder / "dates.csv").write_text("path,date\na.tif,2021-08-01\nc.tif,2021-05-01\nd,2021-05-02\nb,2021-06-17\n")
    with open_scene(two) as scene:
        assert scene.findings == ("dates.csv names rasters that are not there: c.tif, d.",)
    # What lies there and was not chosen needs no word.
    with open_scene(two[:1]) as scene:
        assert scene.findings == ("dates.csv names rasters that are not there: c.tif, d.",)
    named = folder / "s_20210617.tif"
    Path(two[1]).rename(named)
    (folder / "dates.csv").write_text("path,date\na.tif,2021-08-01\n")
    with open_scene([two[0], str(named)]) as scene:
        assert scene.findings == ("Not in dates.csv, so names or tags tell the dates: s_20210617.tif.",)


def test_two_rows_of_one_raster_with_two_dates_are_refused(two: list[str]) -> None:
    Path(two[0]).with_name("dates.csv").write_text("path,date\na.tif,2021-08-01\nb.tif,2021-06-17\nA,2021-08-02\n")
    with pytest.raises(UserError) as error:
        open_scene(two)
    assert error.value.found == "2021-08-01 and 2021-08-02 of a.tif"
