"""The classes of a map: counted over strips, with ground areas, and matched with those of a reference."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.crs import CRS

from deepsat.accuracy.map_classes import MapClasses, count_classes, ids_by_name, match_classes, with_unmapped
from deepsat.class_map import ClassMap
from deepsat.imagery import categorical_raster
from deepsat.imagery.categorical_raster import open_categories
from deepsat.jobs import ErrorCode, UserError


def classes_of(values: tuple[int, ...], names: tuple[str, ...]) -> MapClasses:
    count = len(values)
    return MapClasses(values, ClassMap.from_names(names), np.ones(count, np.int64), np.ones(count))


def test_counts_are_those_of_the_whole_however_it_is_read(known: object, monkeypatch: pytest.MonkeyPatch) -> None:
    said = known.said  # type: ignore[attr-defined]
    for size in (2**22, 777):
        monkeypatch.setattr(categorical_raster, "PIXELS_AT_ONCE", size)
        shares: list[float] = []
        with open_categories(str(known.map)) as raster:  # type: ignore[attr-defined]
            classes = count_classes(raster, shares.append)
        assert classes.names == ("fields", "forest", "water")
        assert classes.pixels.tolist() == np.bincount(said.ravel(), minlength=256)[:3].tolist()
        assert classes.square_metres == pytest.approx(classes.pixels * 100.0)
        assert shares == sorted(shares) and shares[0] == 0


def test_areas_in_degrees_are_those_of_each_row(tmp_path: Path) -> None:
    transform = rasterio.Affine(0.5, 0, 10.0, 0, -0.5, 60.0)
    with rasterio.open(
        tmp_path / "d.tif", "w", "GTiff", 1, 2, 1, dtype="uint8", crs=CRS.from_epsg(4326), transform=transform
    ) as d:
        d.write(np.array([[[3], [7]]], np.uint8))
    with open_categories(str(tmp_path / "d.tif")) as raster:
        classes = count_classes(raster, lambda share: None)
        assert classes.square_metres == pytest.approx(raster.grid.row_areas())
    assert classes.names == ("3", "7")
    assert classes.square_metres[0] < classes.square_metres[1]


def test_ids_follow_the_values() -> None:
    classes = classes_of((2, 7, 300), ("a", "b", "c"))
    ids = classes.ids_of(np.array([[7, 300], [0, 2]]), np.array([[True, True], [False, True]]))
    assert ids.tolist() == [[1, 2], [255, 0]]


def test_names_go_before_numbers() -> None:
    classes = classes_of((1, 2, 3), ("Forest", "water", "3 rock"))
    assert match_classes(["water", "forest"], classes) == ({"water": 1, "forest": 0}, ())
    told = "Classes of the reference were taken for numbers of the map: 3 = '3 rock', 1 = 'Forest'."
    assert match_classes(["3", "1"], classes) == ({"3": 2, "1": 0}, (told,))


def test_numbers_that_are_names_are_taken_for_names_and_said() -> None:
    classes = classes_of((0, 1, 2), ("1", "2", "3"))
    ids, notes = match_classes(["1", "2"], classes)
    assert ids == {"1": 0, "2": 1}
    assert "matched by name, although" in notes[0] and "'1', '2'" in notes[0]
    told = "Classes of the reference were taken for numbers of the map: 0 = '1', 1 = '2'."
    assert match_classes(["0", "1"], classes) == ({"0": 0, "1": 1}, (told,))


def test_numbers_that_the_map_has_no_other_name_for_need_no_word() -> None:
    assert match_classes(["4", "2"], classes_of((2, 4), ("2", "4"))) == ({"4": 1, "2": 0}, ())


def test_a_map_that_knows_classes_by_their_values_is_met_by_their_names() -> None:
    classes = classes_of((0, 1, 2), ("3", "7", "rock"))
    words = {"3": "water", "7": "forest", "9": "rock"}
    ids, notes = match_classes(["forest", "water", "rock"], classes, words)
    assert ids == {"forest": 1, "water": 0, "rock": 2}
    assert notes == (
        "Class 'forest' of the reference is what the map calls '7'.",
        "Class 'water' of the reference is what the map calls '3'.",
    )


def test_a_name_of_two_values_that_the_map_keeps_apart_is_refused() -> None:
    with pytest.raises(UserError) as error:
        match_classes(["water", "rock"], classes_of((0, 1, 2), ("3", "7", "rock")), {"3": "water", "7": "water"})
    assert "of which the map has no 'water'" in error.value.found


def test_a_sample_meets_no_new_class_where_the_map_knows_it_by_its_value() -> None:
    classes, words = classes_of((0, 1, 2), ("3", "7", "rock")), {"3": "water", "7": "forest"}
    assert with_unmapped(["rock", "water"], classes, words) == (classes, ())
    extended, notes = with_unmapped(["rock", "snow", "water"], classes, words)
    assert extended.names == ("3", "7", "rock", "snow")
    assert "no class 'snow'" in notes[0]
    assert match_classes(["rock", "snow", "water"], extended, words)[0] == {"rock": 2, "snow": 3, "water": 0}


def test_a_sample_of_a_name_that_the_map_keeps_apart_is_refused_too() -> None:
    classes = classes_of((0, 1, 2), ("3", "7", "rock"))
    assert with_unmapped(["rock", "water"], classes, {"3": "water", "7": "water"}) == (classes, ())


def test_a_value_that_nobody_named_is_no_ground_that_the_map_lacks() -> None:
    classes = classes_of((0, 1), ("water", "forest"))
    assert with_unmapped(["water", "2"], classes, {"1": "water"}) == (classes, ())
    with pytest.raises(UserError, match="no '2'"):
        match_classes(["water", "2"], classes, {"1": "water"})


def test_what_does_not_match_is_refused_with_both_lists() -> None:
    classes = classes_of((4, 5), ("forest", "water"))
    with pytest.raises(UserError) as error:
        match_classes(["forest", "snow", "5"], classes)
    assert error.value.code is ErrorCode.LABELS_UNUSABLE
    assert "4 'forest', 5 'water'" in error.value.expected
    assert error.value.found == "the classes 'forest', 'snow', '5', of which the map has no 'snow', '5'"


def test_ids_by_name() -> None:
    assert ids_by_name(["b", "a", "b"], {"a": 4, "b": 9}).tolist() == [9, 4, 9]


def test_a_picture_is_no_map(tmp_path: Path) -> None:
    with rasterio.open(
        tmp_path / "p.tif", "w", "GTiff", 400, 1, 1, dtype="uint16", crs="EPSG:32633",
        transform=rasterio.Affine(1, 0, 0, 0, -1, 9)
    ) as dataset:  # fmt: skip
        dataset.write(np.arange(400, dtype=np.uint16).reshape(1, 1, 400))
    with open_categories(str(tmp_path / "p.tif")) as raster, pytest.raises(UserError, match="more than 255"):
        count_classes(raster, lambda share: None)


def write_numbers(path: Path, values: np.ndarray, **options: object) -> str:
    with rasterio.open(
        path, "w", "GTiff", values.shape[1], values.shape[0], 1, dtype=values.dtype, crs="EPSG:32633",
        transform=rasterio.Affine(10, 0, 500_000, 0, -10, 5_000_000), **options,
    ) as dataset:  # fmt: skip
        dataset.write(values[None])
    return str(path)


def test_numbers_of_segments_are_refused_before_a_table_of_all_of_them(tmp_path: Path) -> None:
    path = write_numbers(tmp_path / "segments.tif", np.arange(300 * 400, dtype=np.int32).reshape(300, 400))
    with open_categories(path) as raster:
        tracemalloc.start()
        with pytest.raises(UserError) as error:
            count_classes(raster, lambda share: None)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert error.value.code is ErrorCode.RASTER_UNREADABLE
    assert error.value.found == f"more than 255 different values in {path}"
    # A table of rows and values would have 300 x 120,000 cells of 8 bytes.
    assert peak < 20_000_000


def test_pixels_without_data_are_in_no_row(tmp_path: Path) -> None:
    values = np.array([[9, 9, 9], [3, 9, 7], [9, 7, 7], [9, 9, 3]], np.uint8)
    with open_categories(write_numbers(tmp_path / "map.tif", values, nodata=9)) as raster:
        classes = count_classes(raster, lambda share: None)
    assert classes.values == (3, 7)
    assert classes.pixels.tolist() == [2, 3]
    assert classes.square_metres.tolist() == [200, 300]
