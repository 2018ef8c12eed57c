"""Which grids show the same ground."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasterio.crs import CRS

from deepsat.imagery import Grid
from deepsat.pretrain.same_ground import same_ground

UTM = CRS.from_epsg(32633).to_wkt()


def grid(column: float = 0, row: float = 0, *, height: int = 100, width: int = 200, wkt: str = UTM) -> Grid:
    return Grid(wkt, (10.0, 0.0, 500_000 + 10 * column, 0.0, -10.0, 5_000_000 - 10 * row), height, width)


@given(st.integers(-220, 220), st.integers(-120, 120))
def test_three_quarters_of_either_are_the_same_ground(columns: int, rows: int) -> None:
    shared = max(0, 200 - abs(columns)) * max(0, 100 - abs(rows)) / (100 * 200)
    if abs(shared - 0.75) > 0.01:
        assert same_ground([grid(), grid(columns, rows)]) == [0, 0 if shared > 0.75 else 1]


def test_a_part_is_not_the_whole() -> None:
    assert same_ground([grid(), grid(width=120), grid(width=170)]) == [0, 1, 0]


def test_ground_is_not_passed_on_from_grid_to_grid() -> None:
    steps = [grid(20 * step) for step in range(6)]
    # Two steps share 80 %, three 70 %.
    assert same_ground(steps) == [0, 0, 0, 3, 3, 3]


def test_tiles_side_by_side_and_far_away_stand_alone() -> None:
    south = CRS.from_epsg(32733).to_wkt()
    assert same_ground([grid(), grid(180), grid(0, 90), grid(wkt=south), grid(5, 5)]) == [0, 1, 2, 3, 0]


def test_a_grid_over_the_antimeridian_stands_alone() -> None:
    fiji = [Grid(CRS.from_epsg(32760).to_wkt(), (10.0, 0.0, x, 0.0, -10.0, 8e6), 900, 9000) for x in (780e3, 781e3)]
    assert same_ground(fiji) == [0, 1]


@pytest.mark.parametrize("count", [0, 1])
def test_few_grids_are_no_problem(count: int) -> None:
    assert same_ground([grid()] * count) == list(range(count))
