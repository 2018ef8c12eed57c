"""Regions that grow from a pixel: which pixels join, and the tool that draws them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal

from tests.plugin.scene_and_labels import ORIGIN_X, ORIGIN_Y, PIXEL

ROWS, COLUMNS = 40, 60
FIELD = (slice(10, 22), slice(20, 38))
"""Rows and columns of a field that differs from what is around it."""


def layer_of(path: Path, bands: np.ndarray, nodata: float | None = None) -> Any:
    from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer

    count, height, width = bands.shape
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), width, height, count, gdal.GDT_Float32)
    dataset.SetGeoTransform((ORIGIN_X, PIXEL, 0, ORIGIN_Y, 0, -PIXEL))
    dataset.SetProjection(QgsCoordinateReferenceSystem("EPSG:32633").toWkt())
    for number, band in enumerate(bands, start=1):
        dataset.GetRasterBand(number).WriteArray(band)
        if nodata is not None:
            dataset.GetRasterBand(number).SetNoDataValue(nodata)
    dataset = None
    return QgsRasterLayer(str(path), path.stem, "gdal")


def field() -> np.ndarray:
    values = np.full((ROWS, COLUMNS), 100.0)
    values[FIELD] = 300.0
    return values


def at(row: float, column: float) -> Any:
    """A place in the map, in pixels of the raster."""
    from qgis.core import QgsPointXY

    return QgsPointXY(ORIGIN_X + PIXEL * column, ORIGIN_Y - PIXEL * row)


def mask_of(region: Any) -> np.ndarray:
    """Which pixels' centres lie in a region, bool (H,W)."""
    from qgis.core import QgsGeometry

    return np.array(
        [
            [region.contains(QgsGeometry.fromPointXY(at(row + 0.5, column + 0.5))) for column in range(COLUMNS)]
            for row in range(ROWS)
        ]
    )


def grown(layers: list[Any], row: int, column: int, pixels: int) -> np.ndarray:
    from deepsat_qgis.layers.alike_pixels import alike_pixels

    found = alike_pixels(layers, at(row + 0.5, column + 0.5))
    assert found is not None
    return mask_of(found.region(pixels))


def test_a_region_fills_its_field_before_it_leaves_it(qgis_app: Any, tmp_path: Path) -> None:
    layer = layer_of(tmp_path / "field.tif", field()[None])
    inside = np.zeros((ROWS, COLUMNS), dtype=bool)
    inside[FIELD] = True
    whole = int(inside.sum())
    # From a corner, where a circle of as many pixels would leave the field at once.
    region = grown([layer], 12, 22, whole - 60)
    assert region.sum() == whole - 60
    assert region[12, 22]
    assert not (region & ~inside).any()
    region = grown([layer], 12, 22, whole + 1)
    assert region.sum() == whole + 1
    assert (region & inside).sum() >= whole - 4, "corners look like what is around them"


def test_a_region_has_so_many_pixels_and_hangs_together(qgis_app: Any, tmp_path: Path) -> None:
    noise = np.random.default_rng(3).normal(size=(2, ROWS, COLUMNS))
    layer = layer_of(tmp_path / "noise.tif", noise)
    smaller = np.zeros((ROWS, COLUMNS), dtype=bool)
    for pixels in (1, 2, 30, 400):
        region = grown([layer], 5, 50, pixels)
        assert region.sum() == pixels
        assert region[5, 50]
        assert not (smaller & ~region).any(), "what has joined stays"
        smaller = region


def test_where_nothing_differs_a_region_is_round(qgis_app: Any, tmp_path: Path) -> None:
    layer = layer_of(tmp_path / "flat.tif", np.full((1, ROWS, COLUMNS), 7.0))
    rows, columns = np.nonzero(grown([layer], 20, 30, 317))
    # A circle of ten pixels' radius.
    assert np.hypot(rows - 20, columns - 30).max() <= 10.5
    assert grown([layer], 20, 30, 0).sum() == 1


def test_bands_of_several_layers_decide_together(qgis_app: Any, tmp_path: Path) -> None:
    """Each shows one border of the field only."""
    left, right = np.full((ROWS, COLUMNS), 100.0), np.full((ROWS, COLUMNS), 5.0)
    left[:, 25:] = 200.0
    right[:, :35] = 9.0
    layers = [layer_of(tmp_path / f"{name}.tif", band[None]) for name, band in (("left", left), ("right", right))]
    both = grown(layers, 20, 30, 250).any(axis=0).nonzero()[0]
    assert both.min() >= 25 and both.max() < 35
    alone = grown(layers[:1], 20, 30, 250).any(axis=0).nonzero()[0]
    assert alone.min() >= 25 and alone.max() > 36


def test_no_region_enters_what_has_no_data(qgis_app: Any, tmp_path: Path) -> None:
    from deepsat_qgis.layers.alike_pixels import alike_pixels

    values = np.full((ROWS, COLUMNS), 100.0)
    values[:, 31:] = -1.0
    values[3, 3] = np.nan
    layer = layer_of(tmp_path / "gaps.tif", values[None], nodata=-1.0)
    region = grown([layer], 20, 30, 5000)
    assert region[:, :31].sum() == ROWS * 31 - 1
    assert not region[:, 31:].any() and not region[3, 3]
    for place in (at(20.5, 40.5), at(-1, 5), at(5, COLUMNS + 1)):
        assert alike_pixels([layer], place) is None


def test_bands_without_data_at_the_seed_do_not_count(qgis_app: Any, tmp_path: Path) -> None:
    """Most bands cover the place: only there does the last one end early."""
    bands = np.stack([field(), field(), np.full((ROWS, COLUMNS), -1.0)])
    bands[2, :, 30:] = 50.0
    layer = layer_of(tmp_path / "early.tif", bands, nodata=-1.0)
    region = grown([layer], 12, 22, 150)
    assert region.sum() == 150
    assert region[:, 31:].any(), "the band that ends does not end the region"


def test_damaged_pixels_are_refused_in_words(qgis_app: Any, tmp_path: Path) -> None:
    from deepsat.jobs import ErrorCode, UserError
    from deepsat_qgis.layers.alike_pixels import alike_pixels

    layer = layer_of(tmp_path / "whole.tif", np.random.default_rng(1).normal(size=(1, 300, 300)))
    broken = layer.source()
    content = Path(broken).read_bytes()
    Path(broken).write_bytes(content[: len(content) // 2])
    with pytest.raises(UserError) as error:
        alike_pixels([layer], at(290.5, 150.5))
    assert error.value.code is ErrorCode.RASTER_UNREADABLE
    assert error.value.found.startswith("damaged data in whole.tif (")


def test_a_region_stays_near_on_a_large_raster(qgis_app: Any, tmp_path: Path) -> None:
    from deepsat_qgis.layers.alike_pixels import REACH_PX, alike_pixels

    layer = layer_of(tmp_path / "large.tif", np.full((1, 400, 500), 7.0))
    found = alike_pixels([layer], at(250.5, 300.5))
    assert found is not None
    box = found.region(10**6).boundingBox()
    side = (2 * REACH_PX + 1) * PIXEL
    assert (box.width(), box.height()) == pytest.approx((side, side))
    assert box.center().x() == pytest.approx(at(0, 300.5).x())
    assert box.center().y() == pytest.approx(at(250.5, 0).y())
