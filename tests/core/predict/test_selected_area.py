"""Mapping inside of polygons only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyogrio.raw
import pyproj
import pytest
import shapely
import torch
from rasterio.crs import CRS

from deepsat.imagery import Grid, Window
from deepsat.jobs import ErrorCode, PredictJob, UserError
from deepsat.predict import pipeline
from deepsat.predict.run import predict
from deepsat.predict.selected_area import SelectedArea
from deepsat.reporting import SilentReporter
from tests.core.predict.conftest import USUAL, UTM
from tests.core.predict.test_predicting import job_of, read, scene_of, truth_of

WriteRaster = Callable[..., str]
WriteModel = Callable[..., str]


def grid_of(height: int, width: int) -> Grid:
    return Grid(CRS.from_epsg(32633).to_wkt(), tuple(UTM)[:6], height, width)


def place(column: float, row: float) -> tuple[float, float]:
    """Where a corner of the pixels' grid lies, in UTM."""
    return UTM @ (column, row)


def triangle() -> shapely.Polygon:
    return shapely.Polygon([place(20.2, 8.3), place(75.9, 30.1), place(31.4, 61.7)])


def write_polygons(path: Path, shapes: list[object], crs: str = "EPSG:32633") -> str:
    to_crs = pyproj.Transformer.from_crs("EPSG:32633", crs, always_xy=True)
    moved = [shapely.transform(shape, lambda xy: np.column_stack(to_crs.transform(*xy.T))) for shape in shapes]
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(moved, dtype=object)), [], [], layer="area", geometry_type="Polygon", crs=crs
    )
    return str(path)


def centres_inside(shape: object, height: int, width: int) -> np.ndarray:
    columns, rows = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    return shapely.contains_xy(shape, *(UTM @ (columns, rows)))


@pytest.mark.parametrize("crs", ["EPSG:32633", "EPSG:4326"])
def test_only_pixels_with_their_centre_inside_are_mapped(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel, crs: str
) -> None:
    truth = truth_of(97, 131)
    within = write_polygons(tmp_path / "area ö.gpkg", [triangle()], crs)
    job = job_of(write_raster(scene_of(truth)), model_of_largest_band(), tmp_path, within=within)
    result = predict(job, SilentReporter())
    inside = centres_inside(triangle(), 97, 131)
    assert 700 < inside.sum() < 2000
    assert np.array_equal(read(job.output)[0], np.where(inside, truth, 255))
    assert sum(area["pixels"] for area in result["area"].values()) == inside.sum()


def test_tiles_outside_are_neither_read_nor_computed(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Window] = []
    original = pipeline.read_reflected
    monkeypatch.setattr(
        pipeline, "read_reflected", lambda scene, window, bands: asked.append(window) or original(scene, window, bands)
    )
    within = write_polygons(tmp_path / "area.gpkg", [shapely.box(*place(100, 90), *place(110, 80))])
    job = job_of(write_raster(scene_of(truth_of(200, 200))), model_of_largest_band(), tmp_path, within=within)
    predict(job, SilentReporter())
    assert asked and not any(window.intersection(Window(80, 100, 10, 10)).is_empty for window in asked)
    assert (read(job.output)[0] != 255).sum() == 100


def test_inside_is_the_same_as_without_an_area(
    tmp_path: Path, write_raster: WriteRaster, write_model: WriteModel
) -> None:
    """With weights that look around: what lies beyond the area still counts."""

    def look_beyond(network: torch.nn.Module) -> None:
        torch.manual_seed(7)
        for weights in network.parameters():
            weights.copy_(torch.randn_like(weights) * 0.2)

    random = np.random.default_rng(5)
    scene = write_raster(random.random((2, 90, 70)).astype(np.float32))
    within = write_polygons(tmp_path / "area.gpkg", [triangle()])
    shares = []
    for number, settings in enumerate(({}, {"within": within})):
        outputs = {"output": str(tmp_path / f"{number}.tif"), "probability": str(tmp_path / f"p{number}.tif")}
        model = write_model(look_beyond, bands=2, classes=3, decoder_channels=USUAL)
        job = PredictJob(input=(scene,), model=model, device="cpu", **outputs, **settings)
        predict(job, SilentReporter())
        shares.append(read(job.probability))
    inside = centres_inside(triangle(), 90, 70)
    assert np.array_equal(shares[0][:, inside], shares[1][:, inside])
    assert shares[0][0].std() > 1
    assert (shares[1][:, ~inside] == 255).all()


def test_windows_beyond_the_raster_and_between_polygons() -> None:
    two = (shapely.box(*place(2, 5), *place(4, 3)), shapely.box(*place(8, 9), *place(9, 7)))
    area = SelectedArea(two, grid_of(10, 12))
    whole = area.inside(Window(-3, -3, 16, 18))
    assert np.argwhere(whole).tolist() == [[6, 5], [6, 6], [7, 5], [7, 6], [10, 11], [11, 11]]
    assert not area.inside(Window(0, 6, 6, 4)).any()
    assert area.has_pixel_in(Window(0, 0, 10, 12))
    assert not area.has_pixel_in(Window(0, 6, 6, 4))


def test_polygons_that_share_an_edge_with_the_window_have_no_pixel_in_it() -> None:
    tiles = tuple(
        shapely.box(*place(column, row + 4), *place(column + 5, row)) for row in (0, 4, 8) for column in (0, 5, 10)
    )
    area = SelectedArea(tiles, grid_of(12, 15))
    assert area.has_pixel_in(Window(4, 5, 4, 5))
    beside = SelectedArea((*tiles[:4], *tiles[5:]), grid_of(12, 15))
    assert not beside.has_pixel_in(Window(4, 5, 4, 5))
    assert beside.has_pixel_in(Window(4, 5, 5, 5))


def test_a_polygon_that_lies_on_the_raster_by_less_than_rounding_has_no_pixel() -> None:
    sliver = shapely.box(*place(-3, 5), *place(1e-8, 3))
    assert not SelectedArea((sliver,), grid_of(10, 12)).has_pixel_in(Window(0, 0, 10, 12))
    both = SelectedArea((sliver, shapely.box(*place(8, 9), *place(9, 7))), grid_of(10, 12))
    assert both.has_pixel_in(Window(0, 0, 10, 12))


def test_one_tile_of_a_grid_of_polygons_is_mapped_as_extent(
    tmp_path: Path, write_raster: WriteRaster, model_of_largest_band: WriteModel
) -> None:
    truth = truth_of(60, 80)
    tiles = [
        shapely.box(*place(column, row + 20), *place(column + 30, row)) for row in (0, 20, 40) for column in (0, 30)
    ]
    within = write_polygons(tmp_path / "tiles.gpkg", tiles)
    extent = tuple(map(float, (*place(30, 40), *place(60, 20))))
    job = job_of(write_raster(scene_of(truth)), model_of_largest_band(), tmp_path, within=within, extent=extent)
    predict(job, SilentReporter())
    assert np.array_equal(read(job.output)[0], truth[20:40, 30:60])


@pytest.mark.parametrize(
    ("shapes", "found"),
    [
        ([shapely.box(*place(500, 500), *place(520, 480))], "lies outside the raster"),
        ([shapely.box(*place(5.6, 5.4), *place(6.4, 4.6))], "none in area.gpkg"),
    ],
)
def test_polygons_without_a_pixel_are_refused_in_words(
    tmp_path: Path, write_raster: WriteRaster, constant_model: WriteModel, shapes: list[object], found: str
) -> None:
    within = write_polygons(tmp_path / "area.gpkg", shapes)
    job = job_of(write_raster(np.ones((2, 20, 30), np.float32)), constant_model(), tmp_path, within=within)
    with pytest.raises(UserError) as caught:
        predict(job, SilentReporter())
    assert caught.value.code is ErrorCode.INVALID_JOB
    assert found in caught.value.found
    assert "polygons with pixels of the part to map inside" in caught.value.expected
    assert not Path(job.output).exists()


def test_polygons_outside_the_extent_are_refused(
    tmp_path: Path, write_raster: WriteRaster, constant_model: WriteModel
) -> None:
    within = write_polygons(tmp_path / "area.gpkg", [shapely.box(*place(2, 8), *place(6, 4))])
    left, top = place(10, 0)
    right, bottom = place(20, 15)
    scene = write_raster(np.ones((2, 20, 30), np.float32))
    job = job_of(scene, constant_model(), tmp_path, within=within, extent=(left, bottom, right, top))
    with pytest.raises(UserError, match="polygons with pixels of the part to map inside"):
        predict(job, SilentReporter())


def test_a_missing_file_is_said(tmp_path: Path, write_raster: WriteRaster, constant_model: WriteModel) -> None:
    scene = write_raster(np.ones((2, 20, 30), np.float32))
    job = job_of(scene, constant_model(), tmp_path, within=str(tmp_path / "none.gpkg"))
    with pytest.raises(UserError, match="no file at .*none.gpkg"):
        predict(job, SilentReporter())
