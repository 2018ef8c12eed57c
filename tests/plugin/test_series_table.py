"""Several rasters in section 1 of the panel: a series of dates, or neighbours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osgeo import gdal

from tests.plugin.imagery_hands import add, dates, raster_layer
from tests.plugin.scene_and_labels import COLUMNS, ORIGIN_X, ORIGIN_Y, PIXEL, write_raster


def test_several_rasters_are_a_series_in_the_order_of_their_dates(
    imagery_section: Any, project: Any, tmp_path: Path
) -> None:
    project.addMapLayer(raster_layer(write_raster(tmp_path / "a_20210925.tif")))
    assert imagery_section.series() == ()
    assert not imagery_section.series_table.isVisible()
    add(imagery_section, project, write_raster(tmp_path / "b_20210617.tif"))
    assert dates(imagery_section) == [("2021-06-17", "b_20210617"), ("2021-09-25", "a_20210925")]
    assert imagery_section.facts_line.text().startswith("2 dates, 2021-06-17 to 2021-09-25\n4 bands, ")
    assert imagery_section.series_table.isVisible()
    assert imagery_section.problem() == ""
    assert imagery_section.series_table.offered() == []


def test_all_rasters_of_the_place_are_added_at_once(imagery_section: Any, project: Any, tmp_path: Path) -> None:
    first = write_raster(tmp_path / "a_20210101.tif")
    project.addMapLayer(raster_layer(first))
    menu = imagery_section.series_table.add_menu()
    assert [action.text() for action in menu.actions()] == ["Load more rasters of this place first"]
    later = [write_raster(tmp_path / f"{name}.tif") for name in ("c_20210301", "b_20210201")]
    elsewhere = write_raster(tmp_path / "e_20210501.tif", transform=(ORIGIN_X + 9000, PIXEL, 0, ORIGIN_Y, 0, -PIXEL))
    gdal.Translate(str(tmp_path / "d_20210401.tif"), str(first), bandList=[1, 2])
    result = raster_layer(write_raster(tmp_path / "map_20210601.tif"))
    result.setCustomProperty("deepsat/role", "map")
    project.addMapLayers([*map(raster_layer, (*later, elsewhere, tmp_path / "d_20210401.tif")), result])
    menu = imagery_section.series_table.add_menu()
    offered = ["All 2 rasters of this place", "b_20210201", "c_20210301", "d_20210401", "e_20210501"]
    assert [action.text() for action in menu.actions()] == offered
    menu.actions()[0].trigger()
    assert [date for date, _ in dates(imagery_section)] == ["2021-01-01", "2021-02-01", "2021-03-01"]
    assert imagery_section.problem() == ""


def test_dates_can_be_typed_and_what_is_wrong_with_them_is_said(
    imagery_section: Any, project: Any, tmp_path: Path
) -> None:
    project.addMapLayer(raster_layer(write_raster(tmp_path / "a_20210925.tif")))
    add(imagery_section, project, write_raster(tmp_path / "undated.tif"))
    assert "Give each raster its date as YYYY-MM-DD: “undated”." in imagery_section.warning_line.text()
    assert imagery_section.problem() == "These rasters do not go together yet: see section 1."
    item = imagery_section.series_table.table.item(1, 0)
    assert item.text() == ""
    item.setText("2021.09.25")
    assert "⚠ Averaged, being of one day, 2021-09-25: “a_20210925”, “undated”." in imagery_section.warning_line.text()
    assert imagery_section.problem() == ""
    imagery_section.series_table.table.item(1, 0).setText("2020/03/01")
    assert dates(imagery_section) == [("2020-03-01", "undated"), ("2021-09-25", "a_20210925")]
    assert imagery_section.problem() == ""
    assert imagery_section.series_table.table.item(0, 1).text() == "undated"


def test_rasters_of_other_bands_or_pixels_are_said(imagery_section: Any, project: Any, tmp_path: Path) -> None:
    first = write_raster(tmp_path / "a_20210101.tif")
    project.addMapLayer(raster_layer(first))
    gdal.Translate(str(tmp_path / "b_20210201.tif"), str(first), bandList=[1, 2])
    write_raster(tmp_path / "c_20210301.tif", transform=(ORIGIN_X + 5, PIXEL, 0, ORIGIN_Y, 0, -PIXEL))
    add(imagery_section, project, tmp_path / "b_20210201.tif")
    add(imagery_section, project, tmp_path / "c_20210301.tif")
    text = imagery_section.warning_line.text()
    assert "“b_20210201” has 2 bands, “a_20210101” 4." in text
    assert "Resampled to the pixels of “a_20210101”, the earliest: “c_20210301”." in text
    assert imagery_section.problem()
    project.removeMapLayer(project.mapLayersByName("b_20210201")[0].id())
    assert imagery_section.problem() == ""


def test_what_many_rasters_have_in_common_is_one_sentence(imagery_section: Any, project: Any, tmp_path: Path) -> None:
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
        add(imagery_section, project, path)
    lost = [QgsRasterLayer(str(tmp_path / f"lost_20220{month}01.tif"), f"l{month}", "gdal") for month in range(1, 8)]
    project.addMapLayers(lost)
    imagery_section.series_table.add_wanted.emit([layer.id() for layer in lost])
    for layer in lost:
        imagery_section.series_table.date_typed.emit(layer.id(), layer.source()[-12:-4])
    said = imagery_section.warning_line.text().splitlines()
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


def test_rasters_side_by_side_need_no_dates_and_may_share_one(
    imagery_section: Any, project: Any, tmp_path: Path
) -> None:
    from deepsat_qgis.layers.series import dates_of

    project.addMapLayer(raster_layer(write_raster(tmp_path / "west.tif")))
    east = (ORIGIN_X + COLUMNS * PIXEL, PIXEL, 0, ORIGIN_Y, 0, -PIXEL)
    add(imagery_section, project, write_raster(tmp_path / "east.tif", transform=east))
    assert imagery_section.problem() == ""
    assert dates_of(imagery_section.series()) == ()
    assert "2 rasters side by side are read as one." in imagery_section.warning_line.text()
    for row in range(2):
        imagery_section.series_table.table.item(row, 0).setText("2021-06-17")
    assert imagery_section.problem() == ""
    assert dates_of(imagery_section.series()) == ("2021-06-17",) * 2
    assert imagery_section.facts_line.text().startswith("4 bands")
    add(imagery_section, project, write_raster(tmp_path / "west_20210617.tif"))
    text = imagery_section.warning_line.text()
    assert "⚠ Averaged, being of one day, 2021-06-17: “west”, “west_20210617”.\n" in text
    assert imagery_section.problem() == ""


def test_rasters_leave_the_series_by_the_button_and_with_their_layers(
    imagery_section: Any, project: Any, tmp_path: Path
) -> None:
    project.addMapLayer(raster_layer(write_raster(tmp_path / "a_20210101.tif")))
    second = add(imagery_section, project, write_raster(tmp_path / "b_20210201.tif"))
    third = add(imagery_section, project, write_raster(tmp_path / "c_20210301.tif"))
    imagery_section.series_table.table.setCurrentCell(0, 0)
    imagery_section.series_table.remove_button.click()
    assert [name for _, name in dates(imagery_section)] == ["b_20210201", "c_20210301"]
    assert imagery_section.layer() is second
    project.removeMapLayer(second.id())
    assert imagery_section.series() == ()
    assert imagery_section.layer() in (third, *project.mapLayersByName("a_20210101"))
    project.clear()
    assert imagery_section.layer() is None
    assert imagery_section.problem().startswith("Load a satellite image")


def test_a_series_comes_back_with_any_of_its_rasters(
    imagery_section: Any, project: Any, tmp_path: Path, two_dates: tuple[Any, Any, Any]
) -> None:
    first, second, mask = two_dates
    left = imagery_section.series()
    assert [(one.date, one.mask) for one in left] == [("2020-12-31", mask), ("2021-02-01", None)]
    other = raster_layer(write_raster(tmp_path / "z.tif"))
    project.addMapLayer(other)
    for back in (second, first):
        imagery_section.layers.setLayer(other)
        assert imagery_section.series() == ()
        assert not imagery_section.series_table.isVisible()
        imagery_section.layers.setLayer(back)
        assert imagery_section.series() == left
        assert imagery_section.layer() is back
    # What is taken out is taken out: the raster begins anew, and the series knows it no more.
    third = add(imagery_section, project, write_raster(tmp_path / "c_20210301.tif"))
    imagery_section.layers.setLayer(other)
    imagery_section.layers.setLayer(first)
    imagery_section.series_table.remove_wanted.emit([third.id()])
    imagery_section.layers.setLayer(third)
    assert imagery_section.series() == ()
    project.removeMapLayer(mask.id())
    imagery_section.layers.setLayer(second)
    assert [(one.date, one.mask) for one in imagery_section.series()] == [("2020-12-31", None), ("2021-02-01", None)]


def test_all_dates_but_one_are_removed_at_once(
    imagery_section: Any, project: Any, tmp_path: Path, two_dates: tuple[Any, Any, Any]
) -> None:
    add(imagery_section, project, write_raster(tmp_path / "c_20210301.tif"))
    imagery_section.series_table.table.setCurrentCell(1, 0)
    _, remove, remove_others = imagery_section.series_table.row_menu().actions()
    assert (remove.text(), remove_others.text()) == ("Remove date", "Remove all other dates")
    remove_others.trigger()
    assert imagery_section.series() == ()
    assert imagery_section.layer() is two_dates[1]


def test_a_series_stays_when_the_layer_of_the_list_goes(imagery_section: Any, project: Any, tmp_path: Path) -> None:
    for name in ("l_elsewhere", "m_20210101", "n_elsewhere"):
        project.addMapLayer(raster_layer(write_raster(tmp_path / f"{name}.tif")))
    imagery_section.layers.setLayer(project.mapLayersByName("m_20210101")[0])
    for name in ("a_20210201", "z_20210301"):
        add(imagery_section, project, write_raster(tmp_path / f"{name}.tif"))
    project.removeMapLayer(imagery_section.layer().id())
    assert dates(imagery_section) == [("2021-02-01", "a_20210201"), ("2021-03-01", "z_20210301")]


def test_another_raster_of_the_series_does_not_have_the_files_read_again(
    imagery_section: Any, project: Any, tmp_path: Path
) -> None:
    first = raster_layer(write_raster(tmp_path / "a_20210101.tif"))
    project.addMapLayer(first)
    second = add(imagery_section, project, write_raster(tmp_path / "b_20210201.tif"))
    known = [imagery_section.facts.of_layer(layer) for layer in (first, second)]
    imagery_section.layers.setLayer(second)
    assert all(imagery_section.facts.of_layer(layer) is one for layer, one in zip((first, second), known))


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
