"""Grids: where pixels lie, which grids are refused, and how large a pixel is on the ground."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pyproj
import pytest
import rasterio
from hypothesis import given
from hypothesis import strategies as st
from rasterio.control import GroundControlPoint
from rasterio.crs import CRS
from rasterio.transform import Affine

from deepsat.imagery import Grid, Window
from deepsat.jobs import ErrorCode, UserError


def grid_of(epsg: int, a: float, c: float, e: float, f: float, height: int = 11, width: int = 7) -> Grid:
    """A north-up grid in an EPSG CRS."""
    return Grid(CRS.from_epsg(epsg).to_wkt(), (a, 0.0, c, 0.0, e, f), height, width)


grids = st.builds(
    lambda a, c, e, f, height, width: grid_of(32633, a, c, -e, f, height, width),
    a=st.floats(0.01, 1000),
    c=st.floats(-1e6, 1e6),
    e=st.floats(0.01, 1000),
    f=st.floats(-1e7, 1e7),
    height=st.integers(1, 3001),
    width=st.integers(1, 3001),
)


@given(grids, st.data())
def test_the_bounds_of_a_window_give_back_the_window(grid: Grid, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, grid.height - 1))
    column = data.draw(st.integers(0, grid.width - 1))
    height = data.draw(st.integers(1, grid.height - row))
    width = data.draw(st.integers(1, grid.width - column))
    window = Window(row, column, height, width)
    assert grid.window_of_bounds(*grid.bounds_of_window(window)) == window


@given(grids, st.integers(-5, 50), st.integers(-5, 50), st.integers(1, 40), st.integers(1, 40))
def test_a_sub_grid_lies_where_its_window_lies(grid: Grid, row: int, column: int, height: int, width: int) -> None:
    window = Window(row, column, height, width)
    sub_grid = grid.sub_grid(window)
    assert (sub_grid.height, sub_grid.width) == (height, width)
    assert sub_grid.bounds == pytest.approx(grid.bounds_of_window(window), rel=1e-9, abs=1e-6)


def test_bounds_are_the_outer_edges_of_the_raster() -> None:
    grid = grid_of(32633, 10.0, 500_000.0, -20.0, 5_000_000.0, height=11, width=7)
    assert grid.bounds == (500_000.0, 4_999_780.0, 500_070.0, 5_000_000.0)
    assert grid.pixel_size == (20.0, 10.0)


def test_a_window_takes_every_pixel_that_the_bounds_touch_and_is_clipped() -> None:
    grid = grid_of(32633, 10.0, 500_000.0, -20.0, 5_000_000.0, height=11, width=7)
    # Into the middle of column 2, row 1; far out to the right.
    assert grid.window_of_bounds(500_025.0, 4_999_900.0, 600_000.0, 4_999_970.0) == Window(1, 2, 4, 5)


def test_bounds_that_share_an_edge_or_less_than_rounding_touch_no_pixel() -> None:
    grid = grid_of(32633, 10.0, 500_000.0, -20.0, 5_000_000.0, height=11, width=7)
    assert grid.touched_window((500_025.0, 4_999_900.0, 600_000.0, 4_999_970.0)) == Window(1, 2, 4, 5)
    assert grid.touched_window((499_990.0, 4_999_900.0, 500_000.001, 4_999_970.0)) == Window(1, 0, 4, 1)
    assert grid.touched_window((499_990.0, 4_999_900.0, 500_000.000001, 4_999_970.0)) is None
    assert grid.touched_window((500_010.0, 4_999_700.0, 500_020.0, 4_999_780.0)) is None


@pytest.mark.parametrize(
    "bounds",
    [
        (400_000.0, 4_999_900.0, 500_000.0, 4_999_970.0),
        (500_025.0, 5_000_000.0, 500_030.0, 5_000_100.0),
        (500_010.0, 4_999_900.0, 500_010.0, 4_999_970.0),
    ],
)
def test_bounds_without_a_pixel_are_refused_with_both_extents(bounds: tuple[float, float, float, float]) -> None:
    grid = grid_of(32633, 10.0, 500_000.0, -20.0, 5_000_000.0, height=11, width=7)
    with pytest.raises(UserError) as error:
        grid.window_of_bounds(*bounds)
    assert error.value.code is ErrorCode.INVALID_JOB
    # In no order of four numbers, since QGIS asks for another one than the command line.
    assert "covers x 500000 … 500070, y 4999780 … 5000000" in error.value.expected
    assert "ymin" not in error.value.remedy
    assert f"{bounds[0]:.10g}" in error.value.found


GCPS = [GroundControlPoint(0, 0, 5e5, 5e6), GroundControlPoint(0, 4, 5e5 + 40, 5e6), GroundControlPoint(3, 0, 5e5, 5e6)]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"transform": Affine(10, 2, 0, 0, -10, 0)}, "rotated or sheared grid (rotation terms 2 and 0)"),
        ({"transform": Affine(10, 0, 0, -3, -10, 0)}, "rotated or sheared grid (rotation terms 0 and -3)"),
        ({"transform": Affine(10, 0, 5, 0, 10, 5)}, "south to north"),
        ({"transform": Affine(-10, 0, 5, 0, -10, 5)}, "east to west"),
        ({"transform": Affine.identity()}, "no geotransform"),
        ({"crs": None}, "no CRS"),
        ({"crs": CRS.from_wkt('LOCAL_CS["site plan",UNIT["metre",1]]')}, "site plan"),
        ({"crs": CRS.from_epsg(4978)}, "EPSG:4978"),
        ({"transform": None, "gcps": GCPS}, "ground control points (3) in place of a grid"),
    ],
)
@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_grids_that_cannot_be_mapped_are_refused_in_words(
    write_raster: Callable[..., str], options: dict[str, object], said: str
) -> None:
    with rasterio.open(write_raster(np.zeros((1, 3, 4), np.uint8), **options)) as dataset:
        with pytest.raises(UserError) as error:
            Grid.of(dataset)
    assert error.value.code is ErrorCode.GRID_UNSUPPORTED
    assert said in error.value.found
    assert error.value.remedy.endswith(".")


def test_the_grid_of_a_dataset_is_the_datasets(write_raster: Callable[..., str]) -> None:
    transform = Affine(28.5, 0, 630534.1, 0, -28.7, 228114.3)
    path = write_raster(np.zeros((1, 3, 4), np.uint8), crs=CRS.from_epsg(32119), transform=transform)
    with rasterio.open(path) as dataset:
        grid = Grid.of(dataset)
        assert grid.crs == dataset.crs
        assert grid.affine == dataset.transform
    assert (grid.height, grid.width, grid.whole) == (3, 4, Window(0, 0, 3, 4))


@pytest.mark.parametrize(
    ("epsg", "units"), [(32633, "metre"), (2264, "foot"), (2222, "foot"), (4326, "degree"), (32119, "metre")]
)
def test_units_are_said_in_one_word(epsg: int, units: str) -> None:
    assert grid_of(epsg, 1.0, 0.0, -1.0, 0.0).units == units


def test_bounds_across_the_date_line_are_told_as_the_other_grid_tells_them() -> None:
    fiji = Grid(CRS.from_epsg(4326).to_wkt(), (0.01, 0.0, 179.5, 0.0, -0.01, -17.0), 100, 100)
    east = Grid(CRS.from_epsg(4326).to_wkt(), (0.01, 0.0, -179.9, 0.0, -0.01, -17.0), 100, 20)
    zone = Grid(CRS.from_epsg(32701).to_wkt(), (100.0, 0.0, 150_000.0, 0.0, -100.0, 8_100_000.0), 200, 500)
    assert east.bounds_in(fiji) == pytest.approx((180.1, -18.0, 180.3, -17.0))
    assert fiji.bounds_in(east) == pytest.approx((-180.5, -18.0, -179.5, -17.0))
    left, _, right, _ = zone.bounds_in(fiji)
    assert 179.5 < left < 180 < right < 180.5
    assert zone.bounds_in(zone) == zone.bounds


def test_a_pixel_of_metres_has_its_planar_area() -> None:
    assert grid_of(32633, 10.0, 500_000.0, -20.0, 5_000_000.0).pixel_area() == 200.0


@pytest.mark.parametrize(("epsg", "foot"), [(2264, 1200 / 3937), (2222, 0.3048)])
def test_a_pixel_of_feet_has_its_area_in_square_metres(epsg: int, foot: float) -> None:
    centre = {2264: (2_000_000.0, 700_000.0), 2222: (700_000.0, 900_000.0)}[epsg]
    grid = grid_of(epsg, 3.0, centre[0], -5.0, centre[1])
    assert grid.pixel_area() == pytest.approx(15 * foot**2, rel=1e-9)


def geodesic_area(west: float, south: float, east: float, north: float) -> float:
    """Square metres between two parallels on WGS 84, by PROJ, from an outline that follows the parallels."""
    longitudes = np.linspace(west, east, 2001)
    outline_x = np.concatenate([longitudes, longitudes[::-1]])
    outline_y = np.concatenate([np.full(2001, south), np.full(2001, north)])
    return pyproj.Geod(ellps="WGS84").polygon_area_perimeter(outline_x, outline_y)[0]


@pytest.mark.parametrize("north", [80.0, 46.0, 0.5, -33.0])
def test_a_pixel_of_degrees_has_its_area_on_the_ellipsoid(north: float) -> None:
    grid = grid_of(4326, 0.5, 10.0, -1.0, north + 1, height=3)
    expected = geodesic_area(10.0, north - 1, 10.5, north)
    assert grid.pixel_area() == pytest.approx(expected, rel=1e-7)
    assert grid.pixel_area() == grid.row_areas()[1]


def test_a_pixel_of_a_few_centimetres_in_degrees_keeps_its_digits() -> None:
    latitude, side = 47.0, 6.7e-7
    grid = grid_of(4326, side, 11.0, -side, latitude, height=1, width=1)
    ellipsoid = pyproj.Geod(ellps="WGS84")
    phi, step = math.radians(latitude - side / 2), math.radians(side)
    w = 1 - ellipsoid.es * math.sin(phi) ** 2
    meridional, transverse = ellipsoid.a * (1 - ellipsoid.es) / w**1.5, ellipsoid.a / math.sqrt(w)
    assert grid.pixel_area() == pytest.approx(meridional * transverse * math.cos(phi) * step**2, rel=1e-6)


def test_the_rows_of_a_globe_add_up_to_the_globe() -> None:
    globe = grid_of(4326, 1.0, -180.0, -1.0, 90.0, height=180, width=360)
    areas = globe.row_areas()
    assert areas.sum() * 360 == pytest.approx(510_065_621_724_089, rel=1e-9)
    assert areas[0] < areas[45] < areas[89]
    assert areas == pytest.approx(areas[::-1])


def test_web_mercator_is_corrected_for_its_stretch() -> None:
    _, y = pyproj.Transformer.from_crs(4326, 3857, always_xy=True).transform(10.0, 60.0)
    grid = grid_of(3857, 10.0, 1e6, -10.0, y + 5.0, height=1)
    longitudes, latitudes = pyproj.Transformer.from_crs(3857, 4326, always_xy=True).transform(
        [1e6, 1e6 + 10], [y - 5, y + 5]
    )
    expected = geodesic_area(longitudes[0], latitudes[0], longitudes[1], latitudes[1])
    assert grid.pixel_area() == pytest.approx(expected, rel=2e-3)
    assert 24.5 < grid.pixel_area() < 26.0


def test_either_all_rows_are_corrected_or_none() -> None:
    # From the equator, where Web Mercator is true, to 24 degrees north, where it stretches areas by a fifth.
    grid = grid_of(3857, 10_000.0, 1e6, -10_000.0, 2_750_000.0, height=275)
    areas = grid.row_areas()
    assert np.all(np.diff(areas) > 0)
    assert np.diff(areas).max() < 0.005 * 1e8
    assert areas[-1] == pytest.approx(0.9933e8, rel=1e-3)
    assert grid.pixel_area() == areas[137]


def test_a_continent_in_a_conformal_projection_is_told_of_its_areas() -> None:
    # Polar stereographic is true at 70 degrees north: 2000 km aside it stretches by another amount.
    grid = grid_of(3413, 100_000.0, -2_000_000.0, -100_000.0, -500_000.0, height=20, width=40)
    to_degrees = pyproj.Transformer.from_crs(3413, 4326, always_xy=True)
    x, y = -2_000_000.0 + 50_000, -500_000.0 - 50_000
    around = to_degrees.transform([x - 1e3, x + 1e3, x + 1e3, x - 1e3], [y - 1e3, y - 1e3, y + 1e3, y + 1e3])
    true = abs(pyproj.Geod(ellps="WGS84").polygon_area_perimeter(*around)[0]) * 2500
    error = abs(grid.row_areas()[0] / true - 1)
    (told,) = grid.area_findings()
    assert error > 0.04
    assert f"up to {error:.0%} wrong" in told


@pytest.mark.parametrize(
    ("epsg", "west", "north"),
    [(32633, 400_000.0, 5_200_000.0), (3857, 1e6, 6e6), (3035, 2_500_000.0, 5_000_000.0), (2264, 2e6, 7e5)],
)
def test_ordinary_projections_have_nothing_to_tell_of_their_areas(epsg: int, west: float, north: float) -> None:
    assert grid_of(epsg, 1000.0, west, -1000.0, north, height=200, width=200).area_findings() == ()


def test_ground_beyond_the_edges_of_the_globe_is_not_looked_at() -> None:
    # The sinusoidal projection of MODIS keeps areas; the corners of its world show nothing.
    crs = CRS.from_string("+proj=sinu +R=6371007.181 +units=m")
    world = Grid(crs.to_wkt(), (50_000.0, 0.0, -20_015_109.0, 0.0, -50_000.0, 10_007_554.0), 400, 800)
    assert world.area_findings() == ()
    assert world.row_areas() == pytest.approx(2.5e9)


def test_degrees_have_nothing_to_tell_of_their_areas() -> None:
    assert grid_of(4326, 1.0, -180.0, -1.0, 90.0, height=180, width=360).area_findings() == ()
