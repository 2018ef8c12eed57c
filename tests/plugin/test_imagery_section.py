"""Section 1 of the panel: what is said of a raster, and several of them as a time series."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import numpy as np
import pytest
from osgeo import gdal

from tests.plugin.scene_and_labels import BANDS, COLUMNS, ORIGIN_X, ORIGIN_Y, PIXEL, ROWS, write_raster


@pytest.fixture
def section(qgis_app: Any, project: Any) -> Iterator[Any]:
    """The section, with nothing to choose yet."""
    from deepsat_qgis.dock.imagery.imagery_section import ImagerySection

    section = ImagerySection(project)
    section.show()
    yield section
    project.removeAllMapLayers()
    section.deleteLater()


def raster_layer(path: Path, name: str = "") -> Any:
    from qgis.core import QgsRasterLayer

    layer = QgsRasterLayer(str(path), name or path.stem, "gdal")
    assert layer.isValid()
    return layer


def facts_of(path: Path) -> Any:
    from deepsat_qgis.layers.scene_facts import scene_facts

    return scene_facts(raster_layer(path))


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


def test_bands_values_nodata_and_crs_are_said_in_two_lines(qgis_app: Any, scene: Path) -> None:
    dataset = gdal.Open(str(scene), gdal.GA_Update)
    dataset.GetRasterBand(4).SetDescription("NIR")
    dataset.GetRasterBand(1).SetNoDataValue(0)
    del dataset
    facts = facts_of(scene)
    lowest, highest = 300, 300 + 900 * BANDS + 3 * (ROWS - 1) + COLUMNS - 1
    assert facts.lines == (
        f"{BANDS} bands, {COLUMNS} × {ROWS} pixels of 10 m",
        f"Values {lowest} to {highest}, NoData 0, EPSG:32633",
    )
    assert "band 1, band 2, band 3, NIR" in facts.details
    assert "uint16" in facts.details
    assert facts.problem == ""
    assert facts.warnings == ("Very small: below 64 pixels a side there is little to learn from.",)


@pytest.mark.parametrize(("low", "high", "said"), [(10204, 20678, "10204 to 20678"), (0.02, 0.43219, "0.02 to 0.4322")])
def test_values_are_said_as_people_write_them(
    qgis_app: Any, tmp_path: Path, low: float, high: float, said: str
) -> None:
    dataset = gdal.GetDriverByName("GTiff").Create(str(tmp_path / "a.tif"), 80, 80, 1, gdal.GDT_Float32)
    dataset.SetProjection(gdal.Open(str(write_raster(tmp_path / "b.tif"))).GetProjection())
    dataset.SetGeoTransform((500_000, 10, 0, 5_000_000, 0, -10))
    dataset.GetRasterBand(1).Fill(low)
    dataset.GetRasterBand(1).WriteArray(np.full((1, 80), high, np.float32), 0, 40)
    del dataset
    assert facts_of(tmp_path / "a.tif").lines[1].startswith(f"Values {said}, no NoData")


def test_nodata_does_not_count_as_a_value(qgis_app: Any, tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif")
    dataset = gdal.Open(str(path), gdal.GA_Update)
    for band in range(1, BANDS + 1):
        values = dataset.GetRasterBand(band).ReadAsArray()
        values[::2] = 65535
        dataset.GetRasterBand(band).WriteArray(values)
        dataset.GetRasterBand(band).SetNoDataValue(65535)
    del dataset
    assert facts_of(path).lines[1].startswith("Values 303 to ")
    assert "65535," in facts_of(path).lines[1]
    assert "to 65535" not in facts_of(path).lines[1]


def test_pixels_in_degrees_are_told_in_metres(qgis_app: Any, tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", epsg=4326, transform=(13.0, 1e-4, 0, 48.0, 0, -1e-4))
    assert facts_of(path).lines[0].endswith("pixels of about 11.1 m")


def test_a_picture_with_a_colour_table_is_warned_of(qgis_app: Any, tmp_path: Path) -> None:
    picture = gdal.Translate("", str(write_raster(tmp_path / "a.tif")), options="-of MEM -ot Byte -b 1")
    table = gdal.ColorTable()
    table.SetColorEntry(3, (200, 10, 10, 255))
    picture.GetRasterBand(1).SetColorTable(table)
    gdal.GetDriverByName("GTiff").CreateCopy(str(tmp_path / "picture.tif"), picture).FlushCache()
    assert facts_of(tmp_path / "picture.tif").warnings[0].startswith("A picture with a colour table")


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"epsg": None}, "no coordinate reference system in a.tif"),
        ({"transform": (ORIGIN_X, PIXEL, 1.0, ORIGIN_Y, 1.0, -PIXEL)}, "rotated"),
        ({"transform": (ORIGIN_X, PIXEL, 0, ORIGIN_Y, 0, PIXEL)}, "south-up"),
    ],
)
def test_what_cannot_be_mapped_is_said_before_any_work(
    section: Any, project: Any, tmp_path: Path, options: dict[str, Any], found: str
) -> None:
    assert section.problem().startswith("Load a satellite image")
    project.addMapLayer(raster_layer(write_raster(tmp_path / "a.tif", **options)))
    assert found in section.warning_line.text()
    assert section.problem() == "This imagery cannot be mapped as it is: see section 1."


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A raster with NoData and several bands whose second half is missing."""
    path = tmp_path / "half.tif"
    options = ["COMPRESS=DEFLATE", "TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64"]
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 320, 320, 2, gdal.GDT_UInt16, options)
    dataset.SetProjection(gdal.Open(str(write_raster(tmp_path / "whole.tif"))).GetProjection())
    dataset.SetGeoTransform((ORIGIN_X, PIXEL, 0, ORIGIN_Y, 0, -PIXEL))
    for number in (1, 2):
        dataset.GetRasterBand(number).SetNoDataValue(0)
        values = np.random.default_rng(number).integers(1, 9000, (320, 320)).astype(np.uint16)
        dataset.GetRasterBand(number).WriteArray(values)
    del dataset
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


@pytest.mark.parametrize("raises", [False, True])
@pytest.mark.parametrize("places", [(), (0.8,)])
def test_damaged_imagery_is_said_however_gdal_tells_of_it(
    qgis_app: Any, damaged: Path, raises: bool, places: tuple[float, ...]
) -> None:
    from deepsat_qgis.layers.scene_facts import scene_facts

    layer = raster_layer(damaged)
    has_raised = bool(gdal.GetUseExceptions())
    (gdal.UseExceptions if raises else gdal.DontUseExceptions)()
    try:
        facts = scene_facts(layer, places)
    finally:
        (gdal.UseExceptions if has_raised else gdal.DontUseExceptions)()
    assert facts.problem.startswith("Found damaged data in half.tif (")
    assert "Copy or download the raster again" in facts.problem


def test_the_section_tells_of_damaged_imagery(section: Any, project: Any, damaged: Path) -> None:
    project.addMapLayer(raster_layer(damaged))
    assert "damaged data in half.tif" in section.warning_line.text()
    assert section.problem() == "This imagery cannot be mapped as it is: see section 1."


def test_imagery_whose_file_is_found_again_is_described_anew(section: Any, project: Any, tmp_path: Path) -> None:
    from qgis.core import QgsDataProvider, QgsRasterLayer

    layer = QgsRasterLayer(str(tmp_path / "lost.tif"), "lost", "gdal")
    project.addMapLayer(layer)
    assert f"no file at {tmp_path / 'lost.tif'}" in section.warning_line.text()
    assert "Save the layer" not in section.warning_line.text()
    found = write_raster(tmp_path / "found.tif")
    layer.setDataSource(str(found), "lost", "gdal", QgsDataProvider.ProviderOptions())
    assert section.facts_line.text().startswith("4 bands")
    assert section.problem() == ""


def test_imagery_of_a_project_that_is_opened_again_is_followed_too(section: Any, project: Any, tmp_path: Path) -> None:
    from qgis.core import QgsDataProvider

    gone, found = write_raster(tmp_path / "gone.tif"), write_raster(tmp_path / "found.tif")
    project.addMapLayer(raster_layer(gone))
    project.write(str(tmp_path / "p.qgs"))
    gone.unlink()
    for _ in range(2):
        project.clear()
        project.read(str(tmp_path / "p.qgs"))
        assert section.problem() == "This imagery cannot be mapped as it is: see section 1."
        section.layer().setDataSource(str(found), "found", "gdal", QgsDataProvider.ProviderOptions())
        assert section.problem() == ""
        assert section.facts_line.text().startswith("4 bands")


def test_a_web_layer_is_no_file(section: Any, project: Any) -> None:
    from qgis.core import QgsRasterLayer

    layer = QgsRasterLayer("type=xyz&url=file:///nowhere/{z}/{x}/{y}.png&zmax=1&zmin=0", "tiles", "wms")
    project.addMapLayer(layer)
    assert "Save the layer as GeoTIFF first" in section.warning_line.text()
    assert section.problem()


def add(section: Any, project: Any, path: Path) -> Any:
    layer = raster_layer(path)
    project.addMapLayer(layer)
    section.series_table.add_wanted.emit([layer.id()])
    return layer


def dates(section: Any) -> list[tuple[str, str]]:
    return [(one.date, one.layer.name()) for one in section.series()]


def test_several_rasters_are_a_series_in_the_order_of_their_dates(section: Any, project: Any, tmp_path: Path) -> None:
    project.addMapLayer(raster_layer(write_raster(tmp_path / "a_20210925.tif")))
    assert section.series() == ()
    assert not section.series_table.isVisible()
    add(section, project, write_raster(tmp_path / "b_20210617.tif"))
    assert dates(section) == [("2021-06-17", "b_20210617"), ("2021-09-25", "a_20210925")]
    assert section.facts_line.text().startswith("2 dates, 2021-06-17 to 2021-09-25\n4 bands, ")
    assert section.series_table.isVisible()
    assert section.problem() == ""
    assert section.series_table.offered() == []


def test_all_rasters_of_the_place_are_added_at_once(section: Any, project: Any, tmp_path: Path) -> None:
    first = write_raster(tmp_path / "a_20210101.tif")
    project.addMapLayer(raster_layer(first))
    menu = section.series_table.add_menu()
    assert [action.text() for action in menu.actions()] == ["Load more rasters of this place first"]
    later = [write_raster(tmp_path / f"{name}.tif") for name in ("c_20210301", "b_20210201")]
    elsewhere = write_raster(tmp_path / "e_20210501.tif", transform=(ORIGIN_X + 9000, PIXEL, 0, ORIGIN_Y, 0, -PIXEL))
    gdal.Translate(str(tmp_path / "d_20210401.tif"), str(first), bandList=[1, 2])
    result = raster_layer(write_raster(tmp_path / "map_20210601.tif"))
    result.setCustomProperty("deepsat/role", "map")
    project.addMapLayers([*map(raster_layer, (*later, elsewhere, tmp_path / "d_20210401.tif")), result])
    menu = section.series_table.add_menu()
    offered = ["All 2 rasters of this place", "b_20210201", "c_20210301", "d_20210401", "e_20210501"]
    assert [action.text() for action in menu.actions()] == offered
    menu.actions()[0].trigger()
    assert [date for date, _ in dates(section)] == ["2021-01-01", "2021-02-01", "2021-03-01"]
    assert section.problem() == ""


def test_dates_can_be_typed_and_what_is_wrong_with_them_is_said(section: Any, project: Any, tmp_path: Path) -> None:
    project.addMapLayer(raster_layer(write_raster(tmp_path / "a_20210925.tif")))
    add(section, project, write_raster(tmp_path / "undated.tif"))
    assert "Give each raster its date as YYYY-MM-DD: “undated”." in section.warning_line.text()
    assert section.problem() == "These rasters do not go together yet: see section 1."
    item = section.series_table.table.item(1, 0)
    assert item.text() == ""
    item.setText("2021.09.25")
    assert "⚠ Averaged, being of one day, 2021-09-25: “a_20210925”, “undated”." in section.warning_line.text()
    assert section.problem() == ""
    section.series_table.table.item(1, 0).setText("2020/03/01")
    assert dates(section) == [("2020-03-01", "undated"), ("2021-09-25", "a_20210925")]
    assert section.problem() == ""
    assert section.series_table.table.item(0, 1).text() == "undated"


def test_rasters_of_other_bands_or_pixels_are_said(section: Any, project: Any, tmp_path: Path) -> None:
    first = write_raster(tmp_path / "a_20210101.tif")
    project.addMapLayer(raster_layer(first))
    gdal.Translate(str(tmp_path / "b_20210201.tif"), str(first), bandList=[1, 2])
    write_raster(tmp_path / "c_20210301.tif", transform=(ORIGIN_X + 5, PIXEL, 0, ORIGIN_Y, 0, -PIXEL))
    add(section, project, tmp_path / "b_20210201.tif")
    add(section, project, tmp_path / "c_20210301.tif")
    text = section.warning_line.text()
    assert "“b_20210201” has 2 bands, “a_20210101” 4." in text
    assert "Resampled to the pixels of “a_20210101”, the earliest: “c_20210301”." in text
    assert section.problem()
    project.removeMapLayer(project.mapLayersByName("b_20210201")[0].id())
    assert section.problem() == ""


def test_what_many_rasters_have_in_common_is_one_sentence(section: Any, project: Any, tmp_path: Path) -> None:
    from qgis.core import QgsRasterLayer

    first = write_raster(tmp_path / "a_20210101.tif")
    project.addMapLayer(raster_layer(first))
    shifted = (ORIGIN_X + 5, PIXEL, 0, ORIGIN_Y, 0, -PIXEL)
    for month in range(2, 8):
        write_raster(tmp_path / f"c_20210{month}01.tif", transform=shifted)
    for month in (2, 3):
        gdal.Translate(str(tmp_path / f"b_20210{month}15.tif"), str(first), bandList=[1, 2])
        write_raster(tmp_path / f"d_20210{month}01.tif")
    for path in sorted(tmp_path.glob("[bcd]_*.tif")):
        add(section, project, path)
    lost = [QgsRasterLayer(str(tmp_path / f"lost_20220{month}01.tif"), f"l{month}", "gdal") for month in range(1, 8)]
    project.addMapLayers(lost)
    section.series_table.add_wanted.emit([layer.id() for layer in lost])
    for layer in lost:
        section.series_table.date_typed.emit(layer.id(), layer.source()[-12:-4])
    said = section.warning_line.text().splitlines()
    remedy = "Put the file back, tell the layer where it is now (Change Data Source…), or choose another layer."
    assert said[:5] == [
        "⚠ 7 of 18 rasters cannot be used, “l1”, “l2”, “l3”, “l4” and 3 more. Of the first: Found no file at "
        f"{tmp_path / 'lost_20220101.tif'}, where layer “l1” has it. {remedy}",
        "⚠ 2 rasters have 2 bands, “a_20210101” 4: “b_20210215”, “b_20210315”.",
        "⚠ Resampled to the pixels of “a_20210101”, the earliest: “c_20210201”, “c_20210301”, “c_20210401”, "
        "“c_20210501” and 2 more.",
        "⚠ Averaged, being of one day: the rasters of 2021-02-01, 2021-03-01.",
        "⚠ Very small: below 64 pixels a side there is little to learn from.",
    ]


def test_rasters_side_by_side_need_no_dates_and_may_share_one(section: Any, project: Any, tmp_path: Path) -> None:
    from deepsat_qgis.layers.series import dates_of

    project.addMapLayer(raster_layer(write_raster(tmp_path / "west.tif")))
    east = (ORIGIN_X + COLUMNS * PIXEL, PIXEL, 0, ORIGIN_Y, 0, -PIXEL)
    add(section, project, write_raster(tmp_path / "east.tif", transform=east))
    assert section.problem() == ""
    assert dates_of(section.series()) == ()
    assert "2 rasters side by side are read as one." in section.warning_line.text()
    for row in range(2):
        section.series_table.table.item(row, 0).setText("2021-06-17")
    assert section.problem() == ""
    assert dates_of(section.series()) == ("2021-06-17",) * 2
    assert section.facts_line.text().startswith("4 bands")
    add(section, project, write_raster(tmp_path / "west_20210617.tif"))
    text = section.warning_line.text()
    assert "⚠ Averaged, being of one day, 2021-06-17: “west”, “west_20210617”.\n" in text
    assert section.problem() == ""


def test_rasters_leave_the_series_by_the_button_and_with_their_layers(
    section: Any, project: Any, tmp_path: Path
) -> None:
    project.addMapLayer(raster_layer(write_raster(tmp_path / "a_20210101.tif")))
    second = add(section, project, write_raster(tmp_path / "b_20210201.tif"))
    third = add(section, project, write_raster(tmp_path / "c_20210301.tif"))
    section.series_table.table.setCurrentCell(0, 0)
    section.series_table.remove_button.click()
    assert [name for _, name in dates(section)] == ["b_20210201", "c_20210301"]
    assert section.layer() is second
    project.removeMapLayer(second.id())
    assert section.series() == ()
    assert section.layer() in (third, *project.mapLayersByName("a_20210101"))
    project.clear()
    assert section.layer() is None
    assert section.problem().startswith("Load a satellite image")


def layers_listed(section: Any) -> list[str]:
    return [section.layers.layer(index).name() for index in range(section.layers.count())]


@pytest.fixture
def two_dates(section: Any, project: Any, tmp_path: Path) -> tuple[Any, Any, Any]:
    """Rasters of two dates, a series, and the mask of the first, whose date was typed."""
    first, mask = (raster_layer(write_raster(tmp_path / f"{name}.tif")) for name in ("a_20210101", "mask"))
    project.addMapLayers([first, mask])
    section.layers.setLayer(first)
    second = add(section, project, write_raster(tmp_path / "b_20210201.tif"))
    section.series_table.date_typed.emit(first.id(), "2020-12-31")
    section.series_table.masks_chosen.emit({first.id(): mask.id()})
    return first, second, mask


def test_a_series_comes_back_with_any_of_its_rasters(
    section: Any, project: Any, tmp_path: Path, two_dates: tuple[Any, Any, Any]
) -> None:
    first, second, mask = two_dates
    left = section.series()
    assert [(one.date, one.mask) for one in left] == [("2020-12-31", mask), ("2021-02-01", None)]
    other = raster_layer(write_raster(tmp_path / "z.tif"))
    project.addMapLayer(other)
    for back in (second, first):
        section.layers.setLayer(other)
        assert section.series() == ()
        assert not section.series_table.isVisible()
        section.layers.setLayer(back)
        assert section.series() == left
        assert section.layer() is back
    # What is taken out is taken out: the raster begins anew, and the series knows it no more.
    third = add(section, project, write_raster(tmp_path / "c_20210301.tif"))
    section.layers.setLayer(other)
    section.layers.setLayer(first)
    section.series_table.remove_wanted.emit([third.id()])
    section.layers.setLayer(third)
    assert section.series() == ()
    project.removeMapLayer(mask.id())
    section.layers.setLayer(second)
    assert [(one.date, one.mask) for one in section.series()] == [("2020-12-31", None), ("2021-02-01", None)]


def test_masks_in_use_are_no_imagery(section: Any, project: Any, two_dates: tuple[Any, Any, Any]) -> None:
    first, _, mask = two_dates
    assert layers_listed(section) == ["a_20210101", "b_20210201"]
    assert section.series_table.offered_images() == {}
    assert mask in section.series_table.offered()
    section.series_table.masks_chosen.emit({first.id(): ""})
    assert layers_listed(section) == ["a_20210101", "b_20210201", "mask"]
    assert list(section.series_table.offered_images().values()) == ["mask"]


def test_all_dates_but_one_are_removed_at_once(
    section: Any, project: Any, tmp_path: Path, two_dates: tuple[Any, Any, Any]
) -> None:
    add(section, project, write_raster(tmp_path / "c_20210301.tif"))
    section.series_table.table.setCurrentCell(1, 0)
    _, remove, remove_others = section.series_table.row_menu().actions()
    assert (remove.text(), remove_others.text()) == ("Remove date", "Remove all other dates")
    remove_others.trigger()
    assert section.series() == ()
    assert section.layer() is two_dates[1]


def test_a_series_stays_when_the_layer_of_the_list_goes(section: Any, project: Any, tmp_path: Path) -> None:
    for name in ("l_elsewhere", "m_20210101", "n_elsewhere"):
        project.addMapLayer(raster_layer(write_raster(tmp_path / f"{name}.tif")))
    section.layers.setLayer(project.mapLayersByName("m_20210101")[0])
    for name in ("a_20210201", "z_20210301"):
        add(section, project, write_raster(tmp_path / f"{name}.tif"))
    project.removeMapLayer(section.layer().id())
    assert dates(section) == [("2021-02-01", "a_20210201"), ("2021-03-01", "z_20210301")]


def test_another_raster_of_the_series_does_not_have_the_files_read_again(
    section: Any, project: Any, tmp_path: Path
) -> None:
    first = raster_layer(write_raster(tmp_path / "a_20210101.tif"))
    project.addMapLayer(first)
    second = add(section, project, write_raster(tmp_path / "b_20210201.tif"))
    known = [section.facts.of_layer(layer) for layer in (first, second)]
    section.layers.setLayer(second)
    assert all(section.facts.of_layer(layer) is one for layer, one in zip((first, second), known))


def test_the_job_takes_the_series_in_order(qgis_app: Any, project: Any, tmp_path: Path, labels: Any) -> None:
    from deepsat_qgis.dock.dock import DeepSatDock
    from deepsat_qgis.dock.runs.mapping import MapTask
    from deepsat_qgis.dock.runs.request import job_of

    project.addMapLayers([raster_layer(write_raster(tmp_path / "a_20210925.tif")), labels])
    dock = DeepSatDock(project)
    add(dock.form.imagery_section, project, write_raster(tmp_path / "b_20210617.tif"))
    job = job_of(dock.request(), tmp_path)
    assert job.input == (str(tmp_path / "b_20210617.tif"), str(tmp_path / "a_20210925.tif"))
    assert job.dates == ("2021-06-17", "2021-09-25")
    assert dock.request().scene_name == "a_20210925"
    assert dock.request().imagery_in_words == "a_20210925 and 1 more date"
    assert MapTask(project, dock.rounds, dock.request()).title == "Finetuning on “a_20210925 and 1 more date”"
    add(dock.form.imagery_section, project, write_raster(tmp_path / "c_20210717.tif"))
    assert dock.request().imagery_in_words == "a_20210925 and 2 more dates"
    dock.deleteLater()


def masked_series(dock: Any, project: Any, folder: Path, labels: Any) -> tuple[Any, Any]:
    """Two dates, the later one with a cloud mask that was chosen from the menu of its row; the table and the mask."""
    project.addMapLayers([raster_layer(write_raster(folder / "a_20210925.tif")), labels])
    add(dock.form.imagery_section, project, write_raster(folder / "b_20210617.tif"))
    mask = raster_layer(write_raster(folder / "clouds & haze.tif"))
    project.addMapLayer(mask)
    table = dock.form.imagery_section.series_table
    table.table.setCurrentCell(1, 0)
    menu = table.mask_menu()
    assert [(action.text(), action.isChecked()) for action in menu.actions()] == [
        ("No mask", True),
        ("clouds && haze", False),
    ]
    menu.actions()[1].trigger()
    return table, mask


def test_a_date_gets_a_cloud_mask_and_the_job_an_empty_name_for_the_other(
    qgis_app: Any, project: Any, tmp_path: Path, labels: Any
) -> None:
    from deepsat_qgis.dock.dock import DeepSatDock
    from deepsat_qgis.dock.runs.request import job_of

    dock = DeepSatDock(project)
    table, mask = masked_series(dock, project, tmp_path, labels)
    assert [table.table.item(row, 2).text() for row in range(2)] == ["–", "✓"]
    assert table.table.item(1, 2).toolTip() == "clouds & haze"
    assert job_of(dock.request(), tmp_path).masks == ("", str(tmp_path / "clouds & haze.tif"))
    table.table.item(1, 0).setText("2021-01-02")
    assert job_of(dock.request(), tmp_path).masks == (str(tmp_path / "clouds & haze.tif"), "")
    assert [action.isChecked() for action in table.mask_menu().actions()] == [False, True]
    project.removeMapLayer(mask.id())
    assert job_of(dock.request(), tmp_path).masks == ()
    assert len(dock.form.imagery_section.series()) == 2
    dock.deleteLater()


def test_masks_are_found_by_their_days(section: Any, project: Any, tmp_path: Path) -> None:
    days = ("20210301", "20210101", "20210201", "20210401")
    project.addMapLayers([raster_layer(write_raster(tmp_path / f"s_{day}.tif")) for day in days])
    table = section.series_table
    table.add_wanted.emit(table.offered_of_this_place())
    assert len(section.series()) == 4
    whole = str(write_raster(tmp_path / "whole.tif"))
    for name in ("scl_20210101", "scl_20210301", "scl_20210401", "again_20210401", "scl_undated"):
        gdal.Translate(str(tmp_path / f"{name}.tif"), whole, bandList=[1])
        project.addMapLayer(raster_layer(tmp_path / f"{name}.tif"))
    table.table.setCurrentCell(0, 0)
    first = table.mask_menu().actions()[0]
    assert first.text() == "For 2 dates, the mask of the same day"
    first.trigger()
    masks = {one.date: one.mask.name() for one in section.series() if one.mask is not None}
    assert masks == {"2021-01-01": "scl_20210101", "2021-03-01": "scl_20210301"}


def test_the_project_remembers_cloud_masks(qgis_app: Any, project: Any, tmp_path: Path, labels: Any) -> None:
    from deepsat_qgis.dock.dock import DeepSatDock

    dock = DeepSatDock(project)
    masked_series(dock, project, tmp_path, labels)
    file = str(tmp_path / "a.qgz")
    assert project.write(file)
    project.clear()
    assert project.read(file)
    series = dock.form.imagery_section.series()
    assert [(one.date, one.mask.name() if one.mask else "") for one in series] == [
        ("2021-06-17", ""),
        ("2021-09-25", "clouds & haze"),
    ]
    dock.deleteLater()


def test_a_project_of_before_cloud_masks_is_read(qgis_app: Any, project: Any, tmp_path: Path) -> None:
    import json

    from deepsat_qgis.dock.form import series_in

    layers = [raster_layer(write_raster(tmp_path / f"{name}.tif")) for name in ("a", "b")]
    project.addMapLayers(layers)
    written = json.dumps([[layers[0].id(), "2021-06-17"], [layers[1].id(), "2021-09-25", layers[0].id()]])
    assert [(one.layer, one.date, one.mask) for one in series_in(project, written)] == [
        (layers[0], "2021-06-17", None),
        (layers[1], "2021-09-25", layers[0]),
    ]
    assert series_in(project, '[["id", "date", "mask", "more"]]') == []


def test_masks_of_rasters_side_by_side_are_refused_before_the_run(section: Any, project: Any, tmp_path: Path) -> None:
    project.addMapLayer(raster_layer(write_raster(tmp_path / "west.tif")))
    east = (ORIGIN_X + COLUMNS * PIXEL, PIXEL, 0, ORIGIN_Y, 0, -PIXEL)
    layer = add(section, project, write_raster(tmp_path / "east.tif", transform=east))
    mask = raster_layer(write_raster(tmp_path / "mask.tif"))
    project.addMapLayer(mask)
    section.series_table.masks_chosen.emit({layer.id(): mask.id()})
    assert "cannot have cloud masks" in section.warning_line.text()
    assert section.problem()
    section.series_table.masks_chosen.emit({layer.id(): ""})
    assert section.problem() == ""


def test_a_large_raster_is_described_from_a_few_blocks(qgis_app: Any, tmp_path: Path) -> None:
    path = tmp_path / "large.tif"
    options = ["TILED=YES", "SPARSE_OK=TRUE", "COMPRESS=DEFLATE"]
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 60_000, 50_000, 3, gdal.GDT_Int16, options)
    dataset.SetGeoTransform((ORIGIN_X, PIXEL, 0, ORIGIN_Y, 0, -PIXEL))
    dataset.SetProjection(gdal.Open(str(write_raster(tmp_path / "a.tif"))).GetProjection())
    dataset.GetRasterBand(2).WriteArray(np.full((64, 64), 77, np.int16), 29_970, 24_970)
    del dataset
    facts = facts_of(path)
    assert facts.lines[0] == "3 bands, 60000 × 50000 pixels of 10 m"
    assert facts.lines[1].startswith("Values 0 to 77, ")


def test_layers_that_are_added_do_not_have_the_imagery_read_again(section: Any, project: Any, tmp_path: Path) -> None:
    photo, other = (raster_layer(write_raster(tmp_path / name)) for name in ("photo.tif", "other.tif"))
    project.addMapLayer(photo)
    facts, told = section.facts.of_layer(photo), []
    section.changed.connect(lambda: told.append(True))
    ours = raster_layer(write_raster(tmp_path / "map.tif"))
    ours.setCustomProperty("deepsat/role", "map")
    project.addMapLayer(ours)
    assert section.layer() is photo
    assert section.facts.of_layer(photo) is facts
    assert told == []
    project.addMapLayer(other)
    section.layers.setLayer(other)
    section.layers.setLayer(photo)
    assert section.facts.of_layer(photo) is not facts
    assert len(told) == 2


def test_maps_of_ours_are_not_offered_as_imagery(section: Any, project: Any, tmp_path: Path) -> None:
    ours, photo = (raster_layer(write_raster(tmp_path / name)) for name in ("map.tif", "photo.tif"))
    ours.setCustomProperty("deepsat/role", "map")
    project.addMapLayers([ours, photo])
    assert layers_listed(section) == ["photo"]
    assert section.layer() is photo
