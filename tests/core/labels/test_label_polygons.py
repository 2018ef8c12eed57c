"""Label polygons: every kind of file, class field and fault that analysts bring."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyproj
import pytest
import shapely
from rasterio.crs import CRS
from shapely import LineString, MultiPolygon, Point, Polygon, box

from deepsat.imagery import Grid
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.layer_copies import description_of_copy
from deepsat.labels import read_areas, read_labels
from deepsat.labels.features import name_for_report

GRID = Grid(CRS.from_epsg(32633).to_wkt(), (10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0), 100, 80)
"""500000-500800 by 4999000-5000000."""


def square(column: int, row: int, side: int = 5) -> Polygon:
    """A square of whole pixels of the grid."""
    left, top = 500_000 + 10 * column, 5_000_000 - 10 * row
    return box(left, top - 10 * side, left + 10 * side, top)


A, B, C = square(3, 5), square(20, 40), square(50, 70)
BOW_TIE = Polygon([(500_100, 4_999_900), (500_200, 4_999_800), (500_200, 4_999_900), (500_100, 4_999_800)])


def refused(path: str, field: str = "class", **options: Any) -> UserError:
    """The error that reading ends with."""
    with pytest.raises(UserError) as error:
        read_labels(path, field, GRID, **options)
    return error.value


def test_text_classes_are_ordered_by_the_alphabet(write_labels: Callable[..., str]) -> None:
    labels = read_labels(write_labels([A, B, C], ["water", "Forest", "barley"]), "class", GRID)
    assert labels.class_map.names == ("barley", "Forest", "water")
    assert [(p.feature_id, p.class_id) for p in labels.polygons] == [(1, 2), (2, 1), (3, 0)]
    assert [p.geometry.equals(shape) for p, shape in zip(labels.polygons, [A, B, C], strict=True)] == [True] * 3
    assert labels.findings == ()


def test_classes_keep_the_colours_that_a_person_chose(write_labels: Callable[..., str]) -> None:
    path = write_labels([A, B, C], ["open  water", "Forest", "barley"])
    labels = read_labels(path, "class", GRID, class_colours=("open water=#010203", "Forest=#ABCDEF"))
    assert labels.class_map.colours[1:] == ("#abcdef", "#010203")
    assert labels.class_map.colours[0] == read_labels(path, "class", GRID).class_map.colours[0]


@pytest.mark.parametrize("dtype", [np.int32, np.int64, np.float64, np.int16])
def test_whole_numbers_are_ordered_as_numbers_also_in_real_fields(write_labels: Callable[..., str], dtype: Any) -> None:
    labels = read_labels(write_labels([A, B, C], [10, 2, 33], dtype=dtype), "class", GRID)
    assert labels.class_map.names == ("2", "10", "33")
    assert [p.class_id for p in labels.polygons] == [1, 0, 2]


def test_a_number_that_is_not_whole_is_no_class(write_labels: Callable[..., str]) -> None:
    error = refused(write_labels([A, B], [1.0, 2.5], dtype=np.float64))
    assert error.code is ErrorCode.LABELS_UNUSABLE
    assert error.found == "the value 2.5 in feature 2"


@pytest.mark.parametrize("is_null", [False, True])
def test_true_and_false_are_the_same_classes_beside_null(write_labels: Callable[..., str], is_null: bool) -> None:
    nulls = [np.array([False, False, is_null])]
    path = write_labels([A, B, C], [True, False, True], dtype=bool, field_mask=nulls)
    labels = read_labels(path, "class", GRID)
    assert labels.class_map.names == ("false", "true")
    assert [polygon.class_id for polygon in labels.polygons] == ([1, 0] if is_null else [1, 0, 1])


def test_dates_are_no_classes(write_labels: Callable[..., str]) -> None:
    days = np.array(["2021-05-01", "2021-06-01"], dtype="datetime64[ms]")
    error = refused(write_labels([A, B], days, dtype="datetime64[ms]"))
    assert error.code is ErrorCode.LABELS_UNUSABLE
    assert error.found == "values of type date"


def test_blanks_and_invisible_letters_do_not_make_classes(write_labels: Callable[..., str]) -> None:
    names = [" old  forest", "old forest ", "old\tfor\u200best", "water"]
    labels = read_labels(write_labels([A, B, C, square(60, 10)], names), "class", GRID)
    assert labels.class_map.names == ("old forest", "water")


def test_names_that_differ_in_case_only_are_said(write_labels: Callable[..., str]) -> None:
    labels = read_labels(write_labels([A, B, C], ["Forest", "forest", "water"]), "class", GRID)
    assert labels.class_map.names == ("Forest", "forest", "water")
    assert labels.findings == ("Classes 'Forest', 'forest' differ in case only and are kept apart.",)


def test_null_and_blank_classes_are_left_out_and_named(write_labels: Callable[..., str]) -> None:
    labels = read_labels(write_labels([A, B, C, A, B], ["x", None, "y", "", "  "]), "class", GRID)
    assert [p.feature_id for p in labels.polygons] == [1, 3]
    assert labels.findings == ("3 features have no class and were left out (feature ids 2, 4, 5).",)


def test_null_among_whole_numbers_is_left_out(write_labels: Callable[..., str]) -> None:
    labels = read_labels(write_labels([A, B, C], [7.0, np.nan, 3.0], dtype=np.float64), "class", GRID)
    assert labels.class_map.names == ("3", "7")
    assert labels.findings == ("1 feature has no class and was left out (feature id 2).",)


def test_empty_shapes_and_other_shapes_are_left_out_and_named(write_labels: Callable[..., str]) -> None:
    shapes = [
        A,
        None,
        Polygon(),
        Point(500_100, 4_999_900),
        LineString([(500_000, 4_999_900), (500_100, 4_999_900)]),
        B,
    ]
    labels = read_labels(write_labels(shapes, ["x", "y", "x", "y", "x", "y"]), "class", GRID)
    assert [p.feature_id for p in labels.polygons] == [1, 6]
    assert labels.findings == (
        "2 features are empty and were left out (feature ids 2, 3).",
        "2 features are no polygons and were left out (feature ids 4, 5).",
    )


def test_ground_that_parts_of_a_polygon_share_is_no_hole(write_labels: Callable[..., str]) -> None:
    """As collected from polygons that overlap: one part over another's corner, and one inside of another."""
    west, north = 500_000.0, 5_000_000.0
    square = box(west, north - 200, west + 200, north)
    beside = box(west + 50, north - 250, west + 250, north - 50)
    inside = box(west + 50, north - 100, west + 100, north - 50)
    for part, area in ((beside, 2 * 200**2 - 150**2), (inside, 200**2)):
        shape = MultiPolygon([square, part])
        labels = read_labels(write_labels([shape, B], ["x", "y"]), "class", GRID)
        assert sum(polygon.geometry.area for polygon in labels.polygons if polygon.class_id == 0) == pytest.approx(area)
        assert any("was repaired (feature id 1)" in finding for finding in labels.findings)


def test_a_polygon_that_crosses_itself_is_repaired_and_named(write_labels: Callable[..., str]) -> None:
    labels = read_labels(write_labels([BOW_TIE, B], ["x", "y"]), "class", GRID)
    repaired = labels.polygons[0].geometry
    assert repaired.is_valid
    assert repaired.area == pytest.approx(5000.0)
    assert labels.findings == ("1 polygon crosses itself and was repaired (feature id 1).",)


def test_a_polygon_without_area_is_left_out(write_labels: Callable[..., str]) -> None:
    flat = Polygon([(500_100, 4_999_900), (500_200, 4_999_800), (500_100, 4_999_900)])
    labels = read_labels(write_labels([flat, A, B], ["x", "x", "y"]), "class", GRID)
    assert [p.feature_id for p in labels.polygons] == [2, 3]
    assert labels.findings == ("1 polygon has no area and was left out (feature id 1).",)


def test_polygons_outside_are_left_out_and_the_first_few_named(write_labels: Callable[..., str]) -> None:
    outside = [box(400_000 + 100 * i, 4_000_000, 400_050 + 100 * i, 4_000_050) for i in range(7)]
    touching = box(499_900, 4_999_500, 500_000, 4_999_600)
    around_the_corner = Polygon(
        [(499_000, 5_000_500), (500_300, 5_000_500), (500_300, 5_000_400), (499_000, 4_999_000)]
    )
    partly = box(499_900, 4_999_500, 500_050, 4_999_600)
    shapes = [A, *outside, B, touching, around_the_corner, partly]
    labels = read_labels(write_labels(shapes, ["x", *["y"] * 7, "y", "z", "x", "y"]), "class", GRID)
    assert [p.feature_id for p in labels.polygons] == [1, 9, 12]
    assert labels.findings == (
        "9 polygons lie outside the raster and were left out (feature ids 2, 3, 4, 5, 6 and 4 more).",
        "Class 'z' has no usable polygon and is left out.",
    )


def test_a_multipolygon_and_a_polygon_with_height_are_polygons(write_labels: Callable[..., str]) -> None:
    high = Polygon([(x, y, 7.0) for x, y in B.exterior.coords])
    labels = read_labels(write_labels([MultiPolygon([A]), high], ["x", "y"]), "class", GRID)
    assert labels.polygons[0].geometry.area == A.area
    assert not labels.polygons[1].geometry.has_z
    assert labels.findings == ()


def test_reports_name_the_layer_that_a_passing_copy_is_of(write_labels: Callable[..., str], tmp_path: Path) -> None:
    description = description_of_copy("Parzellen, 2024")
    copy = write_labels([A, B], ["x", "y"], name="copy.gpkg", layer_metadata={"DESCRIPTION": description})
    own = write_labels([A, B], ["x", "y"], name="own.gpkg", layer_metadata={"DESCRIPTION": "Parcels"})
    assert name_for_report(copy) == "Parzellen, 2024"
    assert name_for_report(own, "own") == own
    assert name_for_report(str(tmp_path / "none.tif")) == str(tmp_path / "none.tif")


def test_layers_dissolved_by_class_have_a_polygon_for_each_part(
    write_labels: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One part lies outside; a bow tie that a repair cuts in two, and parts that overlap, stay one polygon."""
    outside = box(400_000, 4_999_500, 400_050, 4_999_600)
    bow_tie = Polygon([(500_300, 4_999_900), (500_400, 4_999_800), (500_400, 4_999_900), (500_300, 4_999_800)])
    first, second = box(500_300, 4_999_500, 500_350, 4_999_550), box(500_320, 4_999_500, 500_380, 4_999_520)
    overlapping = MultiPolygon([first, second])
    # As QGIS writes it where some features have parts.
    bow_tie = MultiPolygon([bow_tie])
    path = write_labels([MultiPolygon([A, outside, C]), B, bow_tie, overlapping], ["x", "y", "x", "y"])
    labels = read_labels(path, "class", GRID)
    assert [(p.feature_id, p.class_id) for p in labels.polygons] == [(1, 0), (1, 0), (2, 1), (3, 0), (4, 1)]
    assert {p.geometry.area for p in labels.polygons[:2]} == {A.area, C.area}
    assert labels.findings[1:] == ("1 feature has several parts, each of which counts as a polygon (feature id 1).",)
    monkeypatch.setattr("deepsat.labels.polygons.MOST_PARTS", 2)
    assert [p.feature_id for p in read_labels(path, "class", GRID).polygons] == [1, 2, 3, 4]


@pytest.mark.parametrize("epsg", [4326, 3857, 3035, 32632])
def test_labels_in_any_crs_land_on_the_grid(write_labels: Callable[..., str], epsg: int) -> None:
    there = pyproj.Transformer.from_crs(32633, epsg, always_xy=True)
    shapes = [shapely.transform(s, lambda xy: np.column_stack(there.transform(xy[:, 0], xy[:, 1]))) for s in (A, B)]
    labels = read_labels(write_labels(shapes, ["x", "y"], crs=f"EPSG:{epsg}"), "class", GRID)
    assert labels.polygons[0].geometry.bounds == pytest.approx(A.bounds, abs=0.01)
    assert labels.polygons[1].geometry.bounds == pytest.approx(B.bounds, abs=0.01)


def test_corners_that_have_no_place_in_the_grids_crs_are_outside(write_labels: Callable[..., str]) -> None:
    grid = Grid(CRS.from_epsg(3857).to_wkt(), (10.0, 0.0, 0.0, 0.0, -10.0, 10_000.0), 1000, 1000)
    pole, here, near = box(0, 89, 10, 90), box(0.01, 0.01, 0.02, 0.02), box(0.03, 0.03, 0.04, 0.04)
    path = write_labels([pole, here, near], ["ice", "x", "y"], crs="EPSG:4326")
    labels = read_labels(path, "class", grid)
    assert [p.feature_id for p in labels.polygons] == [2, 3]
    assert "outside the raster" in labels.findings[0]


@pytest.mark.parametrize(("west", "told"), [(179.99, -180.0), (239.99, -120.0), (-120.01, 240.0)])
def test_longitudes_are_told_as_the_grid_tells_them(write_labels: Callable[..., str], west: float, told: float) -> None:
    """Across the date line, and from 0 to 360."""
    grid = Grid(CRS.from_epsg(4326).to_wkt(), (0.001, 0.0, west, 0.0, -0.001, -17.0), 40, 40)
    path = write_labels([box(told, -17.01, told + 0.01, -17.0), box(told, -17.03, told + 0.01, -17.02)], ["x", "y"],
                        crs="EPSG:4326")  # fmt: skip
    labels = read_labels(path, "class", grid)
    assert labels.findings == ()
    assert labels.polygons[0].geometry.bounds == pytest.approx((west + 0.01, -17.01, west + 0.02, -17.0))
    assert labels.polygons[1].geometry.bounds == pytest.approx((west + 0.01, -17.03, west + 0.02, -17.02))


def test_a_polygon_keeps_its_place_on_a_map_of_the_world(write_labels: Callable[..., str]) -> None:
    world = Grid(CRS.from_epsg(4326).to_wkt(), (1.0, 0.0, -180.0, 0.0, -1.0, 90.0), 180, 360)
    shapes = [box(-180, 0, -170, 10), box(170, 0, 180, 10)]
    labels = read_labels(write_labels(shapes, ["x", "y"], crs="EPSG:4326"), "class", world)
    assert [p.geometry.bounds for p in labels.polygons] == [(-180, 0, -170, 10), (170, 0, 180, 10)]


def test_labels_of_a_grid_in_feet_and_in_degrees(write_labels: Callable[..., str]) -> None:
    shapes = [box(-79.0, 35.67, -78.999, 35.671), box(-78.999, 35.672, -78.998, 35.673)]
    path = write_labels(shapes, ["x", "y"], crs="EPSG:4269")
    in_feet = Grid(CRS.from_epsg(2264).to_wkt(), (50.0, 0.0, 1_999_000.0, 0.0, -50.0, 701_000.0), 60, 60)
    in_degrees = Grid(CRS.from_epsg(4269).to_wkt(), (0.0001, 0.0, -79.001, 0.0, -0.0001, 35.674), 60, 60)
    feet = read_labels(path, "class", in_feet).polygons[0].geometry
    # A thousandth of a degree of latitude is 110.9 m or 364 ft here, of longitude 90.5 m or 297 ft.
    assert feet.bounds[3] - feet.bounds[1] == pytest.approx(364.0, abs=1)
    assert feet.bounds[2] - feet.bounds[0] == pytest.approx(297.0, abs=1)
    assert read_labels(path, "class", in_degrees).polygons[0].geometry.bounds == shapes[0].bounds


@pytest.mark.parametrize("name", ["labels.shp", "labels.geojson", "labels.gpkg", "mit Blank/Übung 森.gpkg"])
def test_all_common_formats_are_read(write_labels: Callable[..., str], name: str) -> None:
    there = pyproj.Transformer.from_crs(32633, 4326, always_xy=True)
    shapes = [shapely.transform(s, lambda xy: np.column_stack(there.transform(xy[:, 0], xy[:, 1]))) for s in (A, B)]
    path = write_labels(shapes, ["Wälder", "x"], name=name, crs="EPSG:4326", geometry_type="Polygon")
    labels = read_labels(path, "class", GRID)
    assert labels.class_map.names == ("Wälder", "x")


def test_a_missing_field_is_answered_with_the_fields_there_are(write_labels: Callable[..., str]) -> None:
    error = refused(write_labels([A, B], ["x", "y"], field="cover"), field="class")
    assert error.code is ErrorCode.CLASS_FIELD_MISSING
    assert error.expected.startswith("a field named class in ")
    assert error.found == "the fields cover"


def test_one_class_is_too_few_and_the_reasons_are_said(write_labels: Callable[..., str]) -> None:
    outside = box(0, 0, 10, 10)
    error = refused(write_labels([A, B, outside], ["x", "x", "y"]))
    assert error.code is ErrorCode.LABELS_UNUSABLE
    assert error.found == ("the class 'x' only; 1 polygon lies outside the raster and was left out (feature id 3)")


def test_where_all_lie_elsewhere_both_places_are_named(write_labels: Callable[..., str]) -> None:
    """As where coordinates in metres are told as degrees: a GeoJSON without its CRS."""
    path = write_labels([A, B], ["x", "y"], name="labels.gpkg", crs="EPSG:4326")
    error = refused(path)
    assert error.code is ErrorCode.LABELS_UNUSABLE
    assert error.expected.endswith("covers x 500000 … 500800, y 4999000 … 5000000 in WGS 84 / UTM zone 33N")
    assert error.found == f"none: the polygons of {path} cover x 500030 … 500250, y 4999550 … 4999950 in WGS 84"
    assert "the CRS that its coordinates are in" in error.remedy


def test_where_a_copy_lies_elsewhere_its_layer_is_named(write_labels: Callable[..., str]) -> None:
    described = {"DESCRIPTION": description_of_copy("Training areas", is_passing=False)}
    path = write_labels([A, B], ["x", "y"], crs="EPSG:4326", layer_metadata=described)
    assert refused(path).found.startswith("none: the polygons of “Training areas” cover x 500030 …")
    assert name_for_report(path) == path


def test_no_polygon_at_all_is_said(write_labels: Callable[..., str]) -> None:
    error = refused(write_labels([Point(500_100, 4_999_900)], ["x"]))
    assert error.code is ErrorCode.LABELS_UNUSABLE
    assert error.found.startswith("no usable polygon in ")


def test_an_empty_layer_is_said(write_labels: Callable[..., str]) -> None:
    error = refused(write_labels([], [], geometry_type="Polygon"))
    assert error.code is ErrorCode.LABELS_UNUSABLE


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_labels_without_crs_are_refused(write_labels: Callable[..., str]) -> None:
    error = refused(write_labels([A, B], ["x", "y"], name="labels.shp", crs=None, geometry_type="Polygon"))
    assert error.code is ErrorCode.LABELS_UNREADABLE
    assert error.found.startswith("no CRS in ")


@pytest.mark.filterwarnings("ignore:GPKG. bad application_id")
def test_missing_and_damaged_files_are_told_apart(tmp_path: Path) -> None:
    missing = refused(str(tmp_path / "none.gpkg"))
    assert missing.code is ErrorCode.LABELS_UNREADABLE
    assert missing.found == f"no file at {tmp_path / 'none.gpkg'}"
    assert "labels_layer" not in missing.remedy
    (tmp_path / "there.gpkg").touch()
    assert "labels_layer" in refused(str(tmp_path / "there.gpkg|layername=labels")).remedy
    (tmp_path / "damaged.gpkg").write_bytes(b"SQLite format 3\0" + b"?" * 500)
    damaged = refused(str(tmp_path / "damaged.gpkg"))
    assert damaged.code is ErrorCode.LABELS_UNREADABLE
    assert "GDAL cannot read" in damaged.found


def test_text_in_another_encoding_than_the_file_says_is_refused(
    write_labels: Callable[..., str], tmp_path: Path
) -> None:
    path = write_labels([A, B], ["Wälder", "x"], name="labels.shp", geometry_type="Polygon", encoding="ISO-8859-1")
    (tmp_path / "labels.cpg").write_text("UTF-8")
    error = refused(path)
    assert error.code is ErrorCode.LABELS_UNREADABLE
    assert "encoding" in error.found


def test_the_only_layer_with_shapes_is_taken(write_labels: Callable[..., str]) -> None:
    path = write_labels([A, B], ["x", "y"], layer="fields")
    pyogrio.raw.write(path, None, [np.array(["qml"], dtype=object)], ["style"], layer="layer_styles", append=True)
    assert len(read_labels(path, "class", GRID).polygons) == 2


def test_one_of_several_layers_must_be_chosen(write_labels: Callable[..., str]) -> None:
    path = write_labels([A, B], ["x", "y"], layer="first")
    write_labels([A, B, C], ["x", "y", "z"], layer="second", append=True)
    error = refused(path)
    assert error.code is ErrorCode.LABELS_UNREADABLE
    assert error.found.startswith("2 layers in ")
    assert error.found.endswith(": first, second")
    assert read_labels(path, "class", GRID, layer="second").class_map.names == ("x", "y", "z")
    wrong = refused(path, layer="third")
    assert wrong.found.startswith("no layer third in ")


def test_areas_need_no_class_and_are_checked_all_the_same(write_labels: Callable[..., str]) -> None:
    outside = box(0, 0, 10, 10)
    path = write_labels([A, Point(500_100, 4_999_900), outside, BOW_TIE, C], ["x", "x", None, None, None])
    areas, findings = read_areas(path, GRID)
    assert areas[0].equals(A) and areas[2].equals(C)
    assert areas[1].is_valid and areas[1].area == pytest.approx(5000)
    assert findings == (
        "1 feature is no polygon and was left out (feature id 2).",
        "1 polygon crosses itself and was repaired (feature id 4).",
        "1 polygon lies outside the raster and was left out (feature id 3).",
    )
    degrees = write_labels([shapely.transform(A, _to_degrees)], ["x"], name="degrees.gpkg", crs="EPSG:4326")
    (moved,), none = read_areas(degrees, GRID)
    assert none == ()
    assert moved.symmetric_difference(A).area < 1e-3 * A.area
    assert read_areas(write_labels([], [], name="empty.gpkg", geometry_type="Polygon"), GRID) == ((), ())


def _to_degrees(corners: Any) -> Any:
    moved = pyproj.Transformer.from_crs(32633, 4326, always_xy=True).transform(corners[:, 0], corners[:, 1])
    return np.column_stack(moved)
