"""Which part of the imagery a live preview asks for: in the CRS and on the pixels that the worker maps on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal

from tests.plugin.imagery_hands import raster_layer
from tests.plugin.scene_and_labels import COLUMNS, ORIGIN_X, ORIGIN_Y, PIXEL, ROWS, write_raster


def request_of(labels: Any, *dated: tuple[Any, str]) -> Any:
    """What the button would be asked for: imagery with dates, the first of which is that of the list."""
    from deepsat_qgis.dock.runs.request import MapRequest
    from deepsat_qgis.layers.series import DatedLayer, in_time_order

    series = in_time_order([DatedLayer(layer, date) for layer, date in dated])
    return MapRequest(
        dated[0][0], labels, "class", False, 20.0, "cpu", 0, "random", series=series if len(dated) > 1 else ()
    )


def part_of(window: Any, request: Any, project: Any) -> Any:
    from deepsat_qgis.dock.runs.preview_request import part_in_view

    return part_in_view(window.canvas, request, project)


def beside(path: Path, columns: float) -> Any:
    """A raster that lies so many columns east of the scene."""
    east = ORIGIN_X + PIXEL * columns
    return raster_layer(write_raster(path, transform=(east, PIXEL, 0, ORIGIN_Y, 0, -PIXEL)))


def test_of_one_raster_what_is_in_view(window: Any, project: Any, scene_layer: Any, labels: Any) -> None:
    from qgis.core import QgsRectangle

    request = request_of(labels, (scene_layer, ""))
    right, bottom = ORIGIN_X + PIXEL * COLUMNS, ORIGIN_Y - PIXEL * ROWS
    window.canvas.setExtent(QgsRectangle(right - 100, bottom - 75, right + 100, bottom + 75))
    extent = part_of(window, request, project).extent
    assert (extent.xMaximum(), extent.yMinimum()) == (pytest.approx(right), pytest.approx(bottom))
    assert extent.width() == pytest.approx(100, abs=1)
    window.canvas.setExtent(QgsRectangle(right + 100, bottom, right + 300, bottom + 150))
    assert part_of(window, request, project) is None


@pytest.mark.parametrize("dates", [("", ""), ("2021-06-17", "2021-07-17")])
def test_rasters_side_by_side_are_in_view_wherever_one_of_them_is(
    window: Any, project: Any, scene_layer: Any, labels: Any, tmp_path: Path, dates: tuple[str, str]
) -> None:
    east = beside(tmp_path / "east.tif", COLUMNS)
    request = request_of(labels, (scene_layer, dates[0]), (east, dates[1]))
    window.canvas.setExtent(east.extent())
    extent = part_of(window, request, project).extent
    assert extent.xMinimum() == pytest.approx(ORIGIN_X + PIXEL * COLUMNS, abs=1)
    assert extent.xMaximum() == pytest.approx(ORIGIN_X + 2 * PIXEL * COLUMNS, abs=1)


def test_of_dates_in_several_crs_the_earliest_counts(
    window: Any, project: Any, scene_layer: Any, scene: Path, labels: Any, tmp_path: Path
) -> None:
    from deepsat_qgis.dock.runs.preview_request import preview_job

    path = tmp_path / "early.tif"
    gdal.Warp(str(path), str(scene), dstSRS="EPSG:32632", dstNodata=0)
    early = raster_layer(path)
    request = request_of(labels, (scene_layer, "2021-06-17"), (early, "2020-06-17"))
    window.canvas.setExtent(scene_layer.extent())
    part = part_of(window, request, project)
    job = preview_job(request, part, tmp_path / "labels.gpkg", tmp_path / "preview.tif")
    assert job.input == (str(path), str(scene))
    box = early.extent()
    assert job.extent == pytest.approx((box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()), abs=PIXEL)


def test_what_only_a_later_date_shows_is_not_mapped(
    window: Any, project: Any, scene_layer: Any, labels: Any, tmp_path: Path
) -> None:
    later = beside(tmp_path / "later.tif", COLUMNS / 4)
    request = request_of(labels, (scene_layer, "2020-06-17"), (later, "2021-06-17"))
    window.canvas.setExtent(later.extent())
    assert part_of(window, request, project).extent.xMaximum() == pytest.approx(ORIGIN_X + PIXEL * COLUMNS)
