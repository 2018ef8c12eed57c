"""Cloud masks of a series in section 1 of the panel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osgeo import gdal

from tests.plugin.imagery_hands import add, layers_listed, raster_layer
from tests.plugin.scene_and_labels import COLUMNS, ORIGIN_X, ORIGIN_Y, PIXEL, write_raster


def test_masks_in_use_are_no_imagery(imagery_section: Any, project: Any, two_dates: tuple[Any, Any, Any]) -> None:
    first, _, mask = two_dates
    assert layers_listed(imagery_section) == ["a_20210101", "b_20210201"]
    assert imagery_section.series_table.offered_images() == {}
    assert mask in imagery_section.series_table.offered()
    imagery_section.series_table.masks_chosen.emit({first.id(): ""})
    assert layers_listed(imagery_section) == ["a_20210101", "b_20210201", "mask"]
    assert list(imagery_section.series_table.offered_images().values()) == ["mask"]


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


def test_masks_are_found_by_their_days(imagery_section: Any, project: Any, tmp_path: Path) -> None:
    days = ("20210301", "20210101", "20210201", "20210401")
    project.addMapLayers([raster_layer(write_raster(tmp_path / f"s_{day}.tif")) for day in days])
    table = imagery_section.series_table
    table.add_wanted.emit(table.offered_of_this_place())
    assert len(imagery_section.series()) == 4
    whole = str(write_raster(tmp_path / "whole.tif"))
    for name in ("scl_20210101", "scl_20210301", "scl_20210401", "again_20210401", "scl_undated"):
        gdal.Translate(str(tmp_path / f"{name}.tif"), whole, bandList=[1])
        project.addMapLayer(raster_layer(tmp_path / f"{name}.tif"))
    table.table.setCurrentCell(0, 0)
    first = table.mask_menu().actions()[0]
    assert first.text() == "For 2 dates, the mask of the same day"
    first.trigger()
    masks = {one.date: one.mask.name() for one in imagery_section.series() if one.mask is not None}
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


def test_masks_of_rasters_side_by_side_are_refused_before_the_run(
    imagery_section: Any, project: Any, tmp_path: Path
) -> None:
    project.addMapLayer(raster_layer(write_raster(tmp_path / "west.tif")))
    east = (ORIGIN_X + COLUMNS * PIXEL, PIXEL, 0, ORIGIN_Y, 0, -PIXEL)
    layer = add(imagery_section, project, write_raster(tmp_path / "east.tif", transform=east))
    mask = raster_layer(write_raster(tmp_path / "mask.tif"))
    project.addMapLayer(mask)
    imagery_section.series_table.masks_chosen.emit({layer.id(): mask.id()})
    assert "cannot have cloud masks" in imagery_section.warning_line.text()
    assert imagery_section.problem()
    imagery_section.series_table.masks_chosen.emit({layer.id(): ""})
    assert imagery_section.problem() == ""
