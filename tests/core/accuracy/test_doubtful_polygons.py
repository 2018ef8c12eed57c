from __future__ import annotations

import numpy as np
import pytest
from rasterio.crs import CRS

from deepsat.accuracy import Evidence
from deepsat.accuracy.doubtful_polygons import MOST, doubtful_polygons
from deepsat.class_map import ClassMap
from deepsat.imagery import Grid
from deepsat.labels import LabelPixels

GRID = Grid(CRS.from_epsg(32633).to_wkt(), (10.0, 0.0, 500_000.0, 0.0, -20.0, 5_000_000.0), 50, 60)
NAMES = ("bare", "forest", "water")


def pixels_of(*polygons: tuple[int, int, int, int, int]) -> LabelPixels:
    """Rectangles: class, first row and column, height and width."""
    parts = []
    for polygon_id, (class_id, row, column, height, width) in enumerate(polygons):
        rows, columns = np.mgrid[row : row + height, column : column + width]
        parts.append([rows.ravel(), columns.ravel(), np.full(rows.size, class_id), np.full(rows.size, polygon_id)])
    rows, columns, class_ids, polygon_ids = np.concatenate(parts, axis=1)
    order = np.lexsort((columns, rows))
    return LabelPixels(
        rows[order].astype(np.int32),
        columns[order].astype(np.int32),
        class_ids[order].astype(np.uint8),
        polygon_ids[order].astype(np.int32),
        ClassMap.from_names(NAMES),
    )


def evidence_of(pixels: LabelPixels, says: dict[int, list[int]]) -> Evidence:
    """What is said of the pixels of each polygon, in their order."""
    left = {polygon_id: list(said) for polygon_id, said in says.items()}
    held_out = np.isin(pixels.polygon_ids, list(says))
    kept = pixels.where(held_out)
    said = [left[int(polygon_id)].pop(0) for polygon_id in kept.polygon_ids]
    return Evidence(kept.class_ids, np.eye(len(NAMES), dtype=np.float32)[said], kept.polygon_ids)


def test_polygons_taken_for_another_class_are_listed_with_their_places() -> None:
    pixels = pixels_of((1, 10, 20, 2, 3), (2, 30, 5, 1, 4), (0, 40, 40, 3, 3), (1, 0, 0, 2, 2))
    says = {0: [2, 2, 2, 2, 1, 0], 1: [2, 2, 2, 2], 2: [0] * 5 + [1] * 4}
    doubtful = doubtful_polygons(evidence_of(pixels, says), pixels, GRID)
    (found,) = doubtful.listed
    assert doubtful.findings() == ()
    assert (found.class_name, found.taken_for, found.pixels) == ("forest", "water", 6)
    assert found.share == pytest.approx(4 / 6)
    assert found.bounds == (500_200.0, 5_000_000.0 - 20 * 12, 500_230.0, 5_000_000.0 - 20 * 10)
    assert found.centre in ((500_215.0, 4_999_790.0), (500_215.0, 4_999_770.0))
    assert found.to_json()["bounds"] == list(found.bounds)


def test_more_for_another_class_than_for_its_own_is_enough_and_a_tie_is_not() -> None:
    pixels = pixels_of((0, 1, 1, 1, 5), (0, 3, 1, 1, 4), (2, 5, 1, 1, 4))
    says = {0: [0, 1, 1, 2, 2], 1: [0, 0, 2, 2], 2: [0, 0, 2, 2]}
    found = doubtful_polygons(evidence_of(pixels, says), pixels, GRID).listed
    assert [(one.taken_for, one.share) for one in found] == [("forest", pytest.approx(2 / 5))]


def test_those_with_the_most_doubtful_pixels_come_first_and_not_all_are_listed() -> None:
    polygons = [(0, 2 * number % 50, 3 * (number // 25) * 5, 1, 1 + number % 7) for number in range(40)]
    pixels = pixels_of(*polygons)
    says = {number: [2] * (1 + number % 7) for number in range(40)}
    found = doubtful_polygons(evidence_of(pixels, says), pixels, GRID)
    assert (len(found.listed), found.unlisted, found.count) == (MOST, 20, 40)
    sizes = [one.pixels for one in found.listed]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] == 7
    (finding,) = found.findings()
    assert finding.startswith("The 20 polygons that are listed") and "of 40 that are taken" in finding


def test_halves_of_a_single_polygon_say_nothing() -> None:
    pixels = pixels_of((1, 10, 20, 2, 3), (2, 30, 5, 1, 4))
    said = evidence_of(pixels, {0: [2] * 6, 1: [1] * 4})
    assert [one.class_name for one in doubtful_polygons(said, pixels, GRID, halved=(1,)).listed] == ["water"]


def test_what_is_right_is_not_listed() -> None:
    pixels = pixels_of((1, 10, 20, 2, 3), (2, 30, 5, 1, 4))
    assert doubtful_polygons(evidence_of(pixels, {0: [1] * 6, 1: [2] * 4}), pixels, GRID).listed == ()
