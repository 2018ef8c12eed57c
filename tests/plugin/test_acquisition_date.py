"""Dates of rasters, as the panel finds them or as a person types them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal

from tests.plugin.imagery_hands import raster_layer
from tests.plugin.scene_and_labels import write_raster


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2021-06-17", "2021-06-17"),
        (" 2021/06/17 ", "2021-06-17"),
        ("20210617", "2021-06-17"),
        ("17.6.2021", "2021-06-17"),
        ("6/17/2021", ""),
    ],
)
def test_dates_may_be_typed_with_any_separator_or_the_day_first(qgis_app: Any, typed: str, date: str) -> None:
    from deepsat_qgis.layers.acquisition_date import as_date

    assert as_date(typed) == date


def test_the_panel_takes_dates_from_the_same_places_as_a_run(qgis_app: Any, tmp_path: Path) -> None:
    from deepsat_qgis.layers.acquisition_date import date_of

    flight = write_raster(tmp_path / "flight.tif")
    gdal.Open(str(flight), gdal.GA_Update).SetMetadataItem("TIFFTAG_DATETIME", "2021:06:17 10:06:01")
    assert date_of(raster_layer(flight)) == "2021-06-17"
    named = write_raster(tmp_path / "s_20210617100559.tif")
    gdal.Open(str(named), gdal.GA_Update).SetMetadataItem("TIFFTAG_DATETIME", "2024:11:02 10:00:00")
    assert date_of(raster_layer(named)) == "2021-06-17"
    (tmp_path / "dates.csv").write_text("path;date\nFlight;2019-08-01\n")
    assert [date_of(raster_layer(one)) for one in (flight, named)] == ["2019-08-01", "2021-06-17"]
    # A table that cannot be read is refused by the run; the panel goes by the rest meanwhile.
    (tmp_path / "dates.csv").write_text("path;date\nFlight;spring\n")
    assert date_of(raster_layer(flight)) == "2021-06-17"


def test_a_band_has_no_date_of_when_its_file_was_written(qgis_app: Any, tmp_path: Path) -> None:
    from deepsat_qgis.layers.acquisition_date import date_of

    (tmp_path / "S2_20190402").mkdir()
    band = tmp_path / "S2_20190402" / "B04.tif"
    gdal.Translate(str(band), str(write_raster(tmp_path / "whole.tif")), bandList=[1])
    gdal.Open(str(band), gdal.GA_Update).SetMetadataItem("DATE", "2024:11:02")
    assert date_of(raster_layer(band)) == "2019-04-02"


def test_what_qgis_knows_of_the_date_comes_before_names(qgis_app: Any, tmp_path: Path) -> None:
    from qgis.core import QgsDateTimeRange
    from qgis.PyQt.QtCore import QDate, QDateTime, QTime

    from deepsat_qgis.layers.acquisition_date import date_of

    (tmp_path / "S2_20190402").mkdir()
    layer = raster_layer(write_raster(tmp_path / "S2_20190402" / "stack.tif"))
    assert date_of(layer) == "2019-04-02"
    tagged = write_raster(tmp_path / "tagged_20180101.tif")
    gdal.Open(str(tagged), gdal.GA_Update).SetMetadataItem("acquisition_date", "2017:05:04 10:11:12")
    assert date_of(raster_layer(tagged)) == "2017-05-04"
    layer.setName("summer 2020-07-01")
    assert date_of(layer) == "2020-07-01"
    moment = QDateTime(QDate(2021, 6, 17), QTime(10, 5))
    layer.temporalProperties().setFixedTemporalRange(QgsDateTimeRange(moment, moment))
    layer.temporalProperties().setIsActive(True)
    assert date_of(layer) == "2021-06-17"
