"""Polygons against the pixels that they stand for, and against other programs' polygons."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import rasterio.features
import shapely
import shapely.geometry
from hypothesis import given, settings
from hypothesis import strategies as st
from rasterio.crs import CRS
from rasterio.transform import Affine
from scipy import ndimage

from tests.core.polygons.conftest import Drawn, drawn

WriteMap = Callable[..., str]

quickly = settings(max_examples=25)


@st.composite
def class_rasters(draw: st.DrawFn, side: int = 24) -> np.ndarray:
    """Class ids uint8, some of them 255: noise, or patches as maps have them."""
    shape = (draw(st.integers(1, side)), draw(st.integers(1, side)))
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    values = random.choice(np.array([0, 1, 2, 3, 255], dtype=np.uint8), shape, p=[0.3, 0.3, 0.2, 0.1, 0.1])
    return ndimage.median_filter(values, 3) if draw(st.booleans()) else values


def burnt(found: Drawn, shape: tuple[int, int]) -> np.ndarray:
    """What is where, by another program; pixels by their centres."""
    polygons = zip(found.polygons, found.class_ids.tolist(), strict=True)
    return rasterio.features.rasterize(polygons, shape, fill=255, transform=Affine.identity(), dtype="uint8")


def same(one: Drawn, other: Drawn) -> bool:
    """Whether every coordinate, class and area is the same, in the same order."""
    return (
        bool((shapely.to_wkb(one.polygons) == shapely.to_wkb(other.polygons)).all())
        and np.array_equal(one.class_ids, other.class_ids)
        and np.array_equal(one.hectares, other.hectares)
    )


@quickly
@given(values=class_rasters(), strip_rows=st.integers(1, 9))
def test_polygons_are_exactly_the_pixels_of_their_class(
    write_map: WriteMap, values: np.ndarray, strip_rows: int
) -> None:
    values.flat[0] = 2
    path = write_map(values)
    found = drawn(path, strip_rows=strip_rows)
    assert np.array_equal(burnt(found, values.shape), values)
    assert shapely.is_valid(found.polygons).all()
    assert shapely.coverage_is_valid(found.polygons)
    by_class = np.bincount(found.class_ids, weights=shapely.area(found.polygons), minlength=256)
    counts = np.bincount(values.ravel(), minlength=256)
    assert np.array_equal(by_class[:255], counts[:255])
    assert found.hectares == pytest.approx(shapely.area(found.polygons) / 100)
    assert same(found, drawn(path))


@quickly
@given(values=class_rasters())
def test_patches_are_those_that_gdal_finds(write_map: WriteMap, values: np.ndarray) -> None:
    values.flat[0] = 2
    found = drawn(write_map(values))
    theirs = [(shapely.geometry.shape(s), v) for s, v in rasterio.features.shapes(values, values != 255)]
    ours = {(shapely.to_wkb(shapely.simplify(p, 0).normalize()), c) for p, c in zip(found.polygons, found.class_ids)}
    assert {(shapely.to_wkb(shapely.simplify(p, 0).normalize()), int(v)) for p, v in theirs} == ours
    assert len(theirs) == len(found.polygons)


def test_a_patch_that_meets_itself_in_corners_is_a_valid_polygon(write_map: WriteMap) -> None:
    values = np.array([[0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]], dtype=np.uint8)
    for strip_rows in (1, 2, 5):
        found = drawn(write_map(values), strip_rows=strip_rows)
        around = found.polygons[found.class_ids == 0]
        assert len(around) == 1 and shapely.is_valid(around).all()
        assert shapely.get_num_interior_rings(around[0]) == 3
        assert sorted(shapely.area(found.polygons[found.class_ids == 1])) == [1, 1, 1, 1]


@quickly
@given(
    values=class_rasters(),
    strip_blocks=st.integers(1, 3),
    tolerance=st.floats(0.5, 4.0),
    min_area=st.sampled_from([0.0, 250.0, 900.0]),
)
def test_simplified_polygons_have_no_gaps_and_no_overlaps(
    write_map: WriteMap, values: np.ndarray, strip_blocks: int, tolerance: float, min_area: float
) -> None:
    values[values == 255] = 1
    path = write_map(values)
    asked = {"simplify": 10 * tolerance, "min_area": min_area}
    found = drawn(path, strip_rows=8 * strip_blocks, block=8, **asked)
    assert shapely.is_valid(found.polygons).all()
    assert shapely.coverage_is_valid(found.polygons)
    height, width = values.shape
    assert shapely.equals(shapely.union_all(found.polygons), shapely.box(0, 0, width, height)), (
        "the raster's edge stays"
    )
    assert shapely.area(found.polygons).sum() == pytest.approx(height * width)
    exact = drawn(path, min_area=min_area)
    assert len(found.polygons) == len(exact.polygons), "no patch is lost"
    assert np.array_equal(np.sort(found.hectares), np.sort(exact.hectares)), "areas are those of the pixels"
    assert same(found, drawn(path, strip_rows=64, block=8, **asked))


def test_stairs_become_straight_and_the_map_keeps_its_shape(write_map: WriteMap) -> None:
    rows, columns = np.mgrid[:60, :90]
    values = (columns > rows + 10).astype(np.uint8)
    exact, simple = drawn(write_map(values)), drawn(write_map(values), simplify=15.0)
    assert shapely.get_num_coordinates(exact.polygons).sum() > 200
    assert shapely.get_num_coordinates(simple.polygons).sum() < 20
    assert (burnt(simple, values.shape) != values).mean() < 0.02


def test_nodata_borders_are_simplified_too(write_map: WriteMap) -> None:
    rows, columns = np.mgrid[:60, :90]
    values = np.where(columns > rows + 10, 255, 1).astype(np.uint8)
    assert shapely.get_num_coordinates(drawn(write_map(values), simplify=15.0).polygons).sum() < 10


class TestSmallPatches:
    def test_a_small_patch_goes_to_the_neighbour_with_the_longest_border(self, write_map: WriteMap) -> None:
        values = np.array([[0, 0, 2, 2, 2], [0, 0, 1, 2, 2], [0, 0, 1, 2, 2], [0, 0, 2, 2, 2]], dtype=np.uint8)
        found = drawn(write_map(values), min_area=300.0)
        wanted = values.copy()
        wanted[1:3, 2] = 2
        assert np.array_equal(burnt(found, values.shape), wanted)
        assert found.class_ids.tolist() == [0, 2]
        assert found.hectares == pytest.approx([0.08, 0.12])

    def test_a_patch_of_just_the_area_stays(self, write_map: WriteMap) -> None:
        values = np.zeros((6, 7), dtype=np.uint8)
        values[2, 2:5] = 1
        assert 1 in drawn(write_map(values), min_area=300.0).class_ids
        assert 1 not in drawn(write_map(values), min_area=301.0).class_ids

    def test_patches_that_meet_become_one(self, write_map: WriteMap) -> None:
        values = np.ones((5, 9), dtype=np.uint8)
        values[:, 3] = [0, 0, 3, 0, 0]
        assert len(drawn(write_map(values)).polygons) == 5
        found = drawn(write_map(values), min_area=150.0)
        assert sorted(found.hectares.tolist()) == pytest.approx([0.02, 0.02, 0.41])

    def test_small_patches_go_before_larger_ones(self, write_map: WriteMap) -> None:
        """The single pixel joins the five around it, which then are large enough to stay."""
        values = np.zeros((6, 8), dtype=np.uint8)
        values[2:4, 2:5] = 1
        values[3, 3] = 2
        found = drawn(write_map(values), min_area=600.0)
        assert sorted(found.hectares.tolist()) == pytest.approx([0.06, 0.42])

    def test_nodata_neither_takes_nor_gives(self, write_map: WriteMap) -> None:
        values = np.full((6, 6), 255, dtype=np.uint8)
        values[1, 1] = 3
        values[3:, :] = 0
        values[4, 4] = 255
        found = drawn(write_map(values), min_area=10_000.0)
        assert np.array_equal(burnt(found, values.shape), values)

    @quickly
    @given(values=class_rasters(), strip_rows=st.integers(1, 9), pixels=st.integers(2, 30))
    def test_none_is_left_and_nothing_is_lost(
        self, write_map: WriteMap, values: np.ndarray, strip_rows: int, pixels: int
    ) -> None:
        values[values == 255] = 1
        path = write_map(values)
        found = drawn(path, strip_rows=strip_rows, min_area=100.0 * pixels)
        assert found.hectares.sum() == pytest.approx(values.size / 100)
        if len(found.polygons) > 1:
            assert found.hectares.min() >= pixels / 100
        assert shapely.coverage_is_valid(found.polygons)
        assert same(found, drawn(path, min_area=100.0 * pixels))


def test_areas_in_degrees_are_those_on_the_ground(write_map: WriteMap) -> None:
    """A degree of longitude at 60 degrees north is half as long as at the equator: the smaller patch goes."""
    values = np.zeros((61, 5), dtype=np.uint8)
    values[1, 2] = 1
    values[59, 2] = 2
    place = {"crs": CRS.from_epsg(4326), "transform": Affine(1.0, 0.0, 10.0, 0.0, -1.0, 61.0)}
    path = write_map(values, **place)
    found = drawn(path)
    by_class = dict(zip(found.class_ids.tolist(), found.hectares.tolist(), strict=True))
    assert by_class[2] == pytest.approx(1_230_000, rel=0.01)
    assert by_class[1] == pytest.approx(by_class[2] / 2, rel=0.03)
    assert set(drawn(path, min_area=1e10).class_ids.tolist()) == {0, 2}
