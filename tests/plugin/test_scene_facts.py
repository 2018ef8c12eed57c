"""What is said of a raster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal

from tests.plugin.imagery_hands import facts_of, raster_layer
from tests.plugin.scene_and_labels import BANDS, COLUMNS, ORIGIN_X, ORIGIN_Y, PIXEL, ROWS, write_raster


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
    imagery_section: Any, project: Any, tmp_path: Path, options: dict[str, Any], found: str
) -> None:
    assert imagery_section.problem().startswith("Load a satellite image")
    project.addMapLayer(raster_layer(write_raster(tmp_path / "a.tif", **options)))
    assert found in imagery_section.warning_line.text()
    assert imagery_section.problem() == "This imagery cannot be mapped as it is: see section 1."


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
