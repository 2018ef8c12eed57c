"""Label pixels: each lands where its polygon is, once, and whatever is left out is said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rasterio.crs import CRS
from shapely import Polygon, box

from deepsat.class_map import NO_CLASS, ClassMap
from deepsat.imagery import Grid, Window
from deepsat.jobs import ErrorCode, UserError
from deepsat.labels import LabelPolygon, Labels, label_pixels
from deepsat.labels import pixels as pixels_module

HEIGHT, WIDTH = 37, 53
GRID = Grid(CRS.from_epsg(32633).to_wkt(), (10.0, 0.0, 500_000.0, 0.0, -20.0, 5_000_000.0), HEIGHT, WIDTH)


def labels_of(*shapes: tuple[int, Polygon], classes: int = 2) -> Labels:
    """Polygons of class ids; the feature ids are 100, 101 and so on."""
    polygons = tuple(LabelPolygon(100 + i, class_id, shape) for i, (class_id, shape) in enumerate(shapes))
    return Labels(polygons, ClassMap.from_names([f"class {number}" for number in range(classes)]), ())


def pixel_box(row: int, column: int, height: int, width: int) -> Polygon:
    """A rectangle of whole pixels."""
    return box(*GRID.bounds_of_window(Window(row, column, height, width)))


A, _, LEFT, _, E, TOP = GRID.transform
CENTRE_ROWS, CENTRE_COLUMNS = (index.ravel() for index in np.mgrid[:HEIGHT, :WIDTH])
CENTRE_X, CENTRE_Y = LEFT + A * (CENTRE_COLUMNS + 0.5), TOP + E * (CENTRE_ROWS + 0.5)
CORNER_PIXELS = [(0, pixel_box(0, 0, 1, 1)), (1, pixel_box(36, 52, 1, 1))]
"""Two pixels that keep both classes alive whatever else is drawn."""

corners = st.tuples(st.floats(499_900, 500_700), st.floats(4_999_100, 5_000_100))


def drawn(triangle: Sequence[tuple[float, float]]) -> Polygon:
    """A triangle on the raster that spares the two corner pixels and runs through no pixel's centre."""
    shape = Polygon(triangle).difference(CORNER_PIXELS[0][1]).difference(CORNER_PIXELS[1][1])
    assume(shape.geom_type == "Polygon" and shape.intersection(box(*GRID.bounds)).area > 1)
    assume(shapely.distance(shape.boundary, shapely.points(CENTRE_X, CENTRE_Y)).min() > 1e-3)
    return shape


@settings(max_examples=40)
@given(st.lists(st.tuples(corners, corners, corners), min_size=1, max_size=4))
def test_a_pixel_belongs_to_the_polygon_that_covers_its_centre(
    triangles: Sequence[Sequence[tuple[float, float]]],
) -> None:
    labels = labels_of(*CORNER_PIXELS, *((index % 2, drawn(triangle)) for index, triangle in enumerate(triangles)))
    claims = np.array([shapely.contains_xy(p.geometry, CENTRE_X, CENTRE_Y) for p in labels.polygons])
    classes = np.array([p.class_id for p in labels.polygons])
    by_class = np.array([claims[classes == 0].any(axis=0), claims[classes == 1].any(axis=0)])
    owned = by_class.sum(axis=0) == 1
    pixels = label_pixels(labels, GRID)
    assert pixels.rows.tolist() == CENTRE_ROWS[owned].tolist()
    assert pixels.columns.tolist() == CENTRE_COLUMNS[owned].tolist()
    assert pixels.class_ids.tolist() == by_class[1, owned].astype(int).tolist()
    assert pixels.polygon_ids.tolist() == claims[:, owned].argmax(axis=0).tolist()


def test_the_arrays_have_the_agreed_types() -> None:
    pixels = label_pixels(labels_of((0, pixel_box(1, 2, 3, 4)), (1, pixel_box(10, 20, 2, 2))), GRID)
    assert (pixels.rows.dtype, pixels.columns.dtype) == (np.int32, np.int32)
    assert (pixels.class_ids.dtype, pixels.polygon_ids.dtype) == (np.uint8, np.int32)
    assert len(pixels) == 16
    assert pixels.count_by_class.tolist() == [12, 4]
    assert pixels.polygons_by_class.tolist() == [1, 1]
    assert pixels.findings == ()


@pytest.mark.parametrize(
    ("epsg", "transform"),
    [
        (4326, (1e-5, 0.0, 11.0, 0.0, -2e-5, 47.0)),
        (2264, (3.1, 0.0, 2_000_000.7, 0.0, -3.3, 700_000.1)),
        (32633, (9.99479222007154, 0.0, 465181.0522318204, 0.0, -9.997448467363668, 5080254.63349641)),
    ],
)
def test_degrees_feet_and_odd_metres_put_pixels_in_the_right_place(
    epsg: int, transform: tuple[float, float, float, float, float, float]
) -> None:
    grid = Grid(CRS.from_epsg(epsg).to_wkt(), transform, HEIGHT, WIDTH)
    shapes = [box(*grid.bounds_of_window(Window(*place))) for place in [(3, 40, 2, 5), (30, 1, 7, 2)]]
    pixels = label_pixels(labels_of((0, shapes[0]), (1, shapes[1])), grid)
    expected = np.full((HEIGHT, WIDTH), NO_CLASS)
    expected[3:5, 40:45], expected[30:37, 1:3] = 0, 1
    assert pixels.chip(grid.whole).tolist() == expected.tolist()


@given(row=st.integers(-60, 60), column=st.integers(-70, 70), height=st.integers(0, 80), width=st.integers(0, 90))
def test_a_chip_is_the_slice_of_the_whole(row: int, column: int, height: int, width: int) -> None:
    pixels = label_pixels(labels_of((0, pixel_box(5, 7, 9, 30)), (1, pixel_box(20, 0, 17, 53))), GRID)
    window = Window(row, column, height, width)
    whole = np.pad(pixels.chip(GRID.whole), 200, constant_values=NO_CLASS)
    chip = pixels.chip(window)
    assert chip.dtype == np.uint8
    assert chip.tolist() == whole[window.shifted(200, 200).slices].tolist()


def test_pixels_that_two_classes_claim_are_left_out_and_counted() -> None:
    pixels = label_pixels(labels_of((0, pixel_box(0, 0, 4, 4)), (1, pixel_box(2, 2, 4, 4))), GRID)
    assert pixels.count_by_class.tolist() == [12, 12]
    assert pixels.chip(Window(1, 1, 3, 3)).tolist() == [[0, 0, 0], [0, 255, 255], [0, 255, 255]]
    assert pixels.findings == ("4 labelled pixels are claimed by two classes and were left out.",)


def test_a_pixel_that_one_class_claims_twice_belongs_to_the_first_polygon() -> None:
    labels = labels_of((0, pixel_box(2, 2, 4, 4)), (0, pixel_box(0, 0, 4, 4)), (1, pixel_box(30, 30, 1, 1)))
    pixels = label_pixels(labels, GRID)
    assert np.bincount(pixels.polygon_ids).tolist() == [16, 12, 1]
    assert pixels.findings == ()


def test_a_pixel_that_a_third_polygon_claims_too_stays_disputed() -> None:
    same, other = pixel_box(0, 0, 1, 3), pixel_box(0, 1, 1, 3)
    labels = labels_of((0, same), (1, other), (0, same))
    pixels = label_pixels(labels, GRID)
    assert pixels.chip(Window(0, 0, 1, 5)).tolist() == [[0, 255, 255, 1, 255]]


def test_polygons_smaller_than_a_pixel_are_named() -> None:
    between = box(LEFT + 10 * A - 2, TOP + 10 * E - 2, LEFT + 10 * A + 2, TOP + 10 * E + 2)
    on_a_centre = box(LEFT + 7.4 * A, TOP + 9.6 * E, LEFT + 7.6 * A, TOP + 9.4 * E)
    labels = labels_of((0, between), (0, on_a_centre), (1, pixel_box(3, 3, 2, 2)), (1, between))
    pixels = label_pixels(labels, GRID)
    assert pixels.count_by_class.tolist() == [1, 4]
    assert pixels.chip(Window(9, 7, 1, 1)).tolist() == [[0]]
    assert pixels.findings == ("2 polygons cover no pixel's centre and were left out (feature ids 100, 103).",)


def test_by_share_small_polygons_are_told_by_the_share() -> None:
    # On the centre of a pixel, and still on a small part of it.
    on_a_centre = box(LEFT + 7.4 * A, TOP + 9.6 * E, LEFT + 7.6 * A, TOP + 9.4 * E)
    pixels = label_pixels(labels_of(*CORNER_PIXELS, (0, on_a_centre)), GRID, by_share=True)
    assert pixels.count_by_class.tolist() == [1, 1]
    assert pixels.findings == ("1 polygon covers more than half of no pixel and was left out (feature id 102).",)


def test_slivers_at_the_edges_of_pixels_and_of_the_raster_are_small_polygons_too() -> None:
    right = LEFT + WIDTH * A
    beside = box(right - 1e-8, TOP + 9 * E, right + 50, TOP + 2 * E)
    between = box(LEFT + 5 * A - 1e-7, TOP + 9 * E, LEFT + 5 * A + 1e-7, TOP + 2 * E)
    pixels = label_pixels(labels_of((0, beside), *CORNER_PIXELS, (1, between)), GRID)
    assert pixels.count_by_class.tolist() == [1, 1]
    assert pixels.findings == ("2 polygons cover no pixel's centre and were left out (feature ids 100, 103).",)
    with pytest.raises(UserError) as error:
        label_pixels(labels_of((0, beside), (1, between)), GRID)
    assert error.value.code is ErrorCode.LABELS_UNUSABLE


def test_a_small_part_beside_a_large_one_is_nothing_to_say() -> None:
    labels = labels_of(*CORNER_PIXELS, (0, pixel_box(4, 4, 3, 3)), (1, box(*GRID.bounds_of_window(Window(9, 9, 1, 1)))))
    speck = shapely.affinity.scale(pixel_box(20, 20, 1, 1), 0.1, 0.1, origin=(LEFT, TOP))
    parts = [LabelPolygon(102, 0, speck), LabelPolygon(200, 1, speck), LabelPolygon(200, 1, speck)]
    found = label_pixels(Labels((*labels.polygons, *parts), labels.class_map, ()), GRID)
    assert found.findings == ("1 polygon covers no pixel's centre and was left out (feature id 200).",)


def test_pixels_without_data_are_left_out_and_counted() -> None:
    data = np.ones((HEIGHT, WIDTH), bool)
    data[4:7, :30] = False
    labels = labels_of((0, pixel_box(3, 5, 5, 2)), (1, pixel_box(6, 25, 1, 10)), (1, pixel_box(5, 0, 1, 3)))
    pixels = label_pixels(labels, GRID, lambda window: data[window.slices])
    assert pixels.count_by_class.tolist() == [4, 5]
    assert pixels.chip(Window(6, 28, 1, 4)).tolist() == [[255, 255, 1, 1]]
    assert pixels.findings == (
        "14 labelled pixels lie on NoData and were left out (feature ids 100, 101, 102).",
        "1 polygon has no pixel with data and was left out (feature id 102).",
    )


def test_a_class_without_pixels_is_said() -> None:
    tiny = box(LEFT + 10 * A - 2, TOP + 10 * E - 2, LEFT + 10 * A + 2, TOP + 10 * E + 2)
    labels = labels_of((0, pixel_box(0, 0, 1, 1)), (1, tiny), (2, pixel_box(5, 5, 1, 1)), classes=3)
    pixels = label_pixels(labels, GRID)
    assert pixels.count_by_class.tolist() == [1, 0, 1]
    assert pixels.findings[-1] == "No pixel is labelled with the class 'class 1', so nothing is known of it."


def test_fewer_than_two_classes_with_pixels_are_refused_with_the_reasons() -> None:
    labels = labels_of((0, pixel_box(0, 0, 2, 2)), (1, pixel_box(5, 5, 3, 1)))
    data = np.ones((HEIGHT, WIDTH), bool)
    data[5:8] = False
    with pytest.raises(UserError) as error:
        label_pixels(labels, GRID, lambda window: data[window.slices])
    assert error.value.code is ErrorCode.LABELS_UNUSABLE
    assert error.value.found == (
        "none of the class 'class 1'; 3 labelled pixels lie on NoData and were left out (feature id 101); "
        "1 polygon has no pixel with data and was left out (feature id 101)"
    )


def test_a_polygon_that_reaches_beyond_the_raster_is_clipped() -> None:
    left_part = box(0, 0, LEFT + 20 * A, 1e7)
    pixels = label_pixels(labels_of((0, left_part), (1, pixel_box(0, 30, 1, 1))), GRID)
    assert pixels.count_by_class.tolist() == [HEIGHT * 20, 1]
    assert pixels.chip(Window(-1, -1, 2, 3)).tolist() == [[255, 255, 255], [255, 0, 0]]


def test_of_polygons_keeps_only_their_pixels() -> None:
    labels = labels_of((0, pixel_box(0, 0, 2, 2)), (1, pixel_box(5, 5, 3, 1)), (0, pixel_box(9, 9, 1, 1)))
    pixels = label_pixels(labels, GRID).of_polygons([2, 1])
    assert pixels.rows.tolist() == [5, 6, 7, 9]
    assert pixels.polygon_ids.tolist() == [1, 1, 1, 2]
    assert pixels.count_by_class.tolist() == [1, 3]
    assert len(label_pixels(labels, GRID).of_polygons([])) == 0


@pytest.mark.parametrize("parts", [1, 8])
def test_the_window_around_a_large_polygon_is_cut_into_bands_of_rows(parts: int) -> None:
    wide = Grid(CRS.from_epsg(32633).to_wkt(), (10.0, 0.0, 0.0, 0.0, -10.0, 0.0), 30_000, 70_001)
    windows = list(pixels_module._bounding_windows(LabelPolygon(1, 0, box(*wide.bounds)), wide, parts))
    largest = max(70_001, pixels_module.MAX_PIXELS_AT_ONCE / parts**2)
    assert max(window.pixel_count for window in windows) <= largest
    assert sum(window.pixel_count for window in windows) == wide.height * wide.width
    assert [window.row for window in windows[1:]] == [window.end_row for window in windows[:-1]]


def test_large_polygons_are_worked_on_in_parts_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = [
        (0, Polygon([(499_990, 5_000_010), (500_500, 4_999_900), (500_060, 4_999_250)])),
        (1, pixel_box(30, 40, 7, 13)),
    ]
    data = np.random.default_rng(0).random((HEIGHT, WIDTH)) < 0.7
    sizes = []

    def valid(window: Window) -> np.ndarray:
        sizes.append(window.pixel_count)
        return data[window.slices]

    at_once = label_pixels(labels_of(*shapes), GRID, valid)
    largest = max(sizes)
    sizes.clear()
    monkeypatch.setattr(pixels_module, "MAX_PIXELS_AT_ONCE", 150)
    in_parts = label_pixels(labels_of(*shapes), GRID, valid)
    assert max(sizes) < largest / 4
    for name in ("rows", "columns", "class_ids", "polygon_ids"):
        assert getattr(in_parts, name).tolist() == getattr(at_once, name).tolist()


def test_by_share_a_pixel_takes_the_polygon_that_covers_most_of_it() -> None:
    """Six tenths of one column and four tenths of another are covered."""
    left, top = 500_100.0 + 4.0, 5_000_000.0 - 200.0
    labels = labels_of((0, box(left, top - 60, left + 10, top)), (1, pixel_box(30, 40, 2, 2)))
    pixels = label_pixels(labels, GRID, by_share=True)
    first = pixels.class_ids == 0
    assert sorted(zip(pixels.rows[first].tolist(), pixels.columns[first].tolist(), strict=True)) == [
        (10, 10),
        (11, 10),
        (12, 10),
    ]
    assert pixels.findings == ()


def test_by_share_pixels_that_two_classes_share_are_left_out_and_counted() -> None:
    """The second polygon begins three tenths of a pixel before the first ends: by centre, nothing is disputed."""
    first = box(500_100.0, 4_999_800.0 - 40, 500_137.0, 4_999_800.0)
    second = box(500_137.0, 4_999_800.0 - 40, 500_170.0, 4_999_800.0)
    by_centre = label_pixels(labels_of((0, first), (1, second)), GRID)
    assert len(by_centre) == 14
    by_share = label_pixels(labels_of((0, first), (1, second)), GRID, by_share=True)
    assert sorted(set(by_share.columns.tolist())) == [10, 11, 12, 14, 15, 16]
    assert by_share.findings == ("2 labelled pixels are claimed by two classes and were left out.",)


def test_by_share_pixels_that_both_claim_whole_are_counted_too() -> None:
    first, second = pixel_box(10, 10, 4, 5), pixel_box(10, 13, 4, 6)
    pixels = label_pixels(labels_of((0, first), (1, second)), GRID, by_share=True)
    assert sorted(set(pixels.columns.tolist())) == [10, 11, 12, 15, 16, 17, 18]
    assert pixels.findings == ("8 labelled pixels are claimed by two classes and were left out.",)


def test_by_share_nothing_left_is_refused_with_the_reasons() -> None:
    thin = [box(500_100.0 + 100 * k, 4_999_760.0, 500_103.0 + 100 * k, 4_999_800.0) for k in (0, 1)]
    with pytest.raises(UserError) as error:
        label_pixels(labels_of((0, thin[0]), (1, thin[1])), GRID, by_share=True)
    assert error.value.code is ErrorCode.LABELS_UNUSABLE


def test_by_share_two_polygons_of_one_class_are_no_dispute() -> None:
    first = box(500_100.0, 4_999_800.0 - 40, 500_137.0, 4_999_800.0)
    second = box(500_137.0, 4_999_800.0 - 40, 500_170.0, 4_999_800.0)
    pixels = label_pixels(labels_of((0, first), (0, second), (1, pixel_box(30, 40, 2, 2))), GRID, by_share=True)
    assert sorted(set(pixels.columns[pixels.class_ids == 0].tolist())) == [10, 11, 12, 13, 14, 15, 16]
