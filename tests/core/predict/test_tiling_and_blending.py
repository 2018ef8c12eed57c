from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deepsat.imagery import Window
from deepsat.predict.blending import FLOOR, RowBlender, TileBlender, axis_weights
from deepsat.predict.tiling import AxisTiles, TilePlan

axes = st.tuples(
    st.integers(-50, 50), st.integers(1, 900), st.sampled_from([(64, 0), (64, 16), (128, 32), (96, 20), (512, 32)])
)


def axis_of(drawn: tuple[int, int, tuple[int, int]]) -> AxisTiles:
    first, size, (tile, margin) = drawn
    return AxisTiles.covering(first, first + size, tile=tile, margin=margin, alignment=16)


@given(axes)
def test_every_pixel_lies_in_a_tile_with_context_around_it(drawn: tuple[int, int, tuple[int, int]]) -> None:
    axis = axis_of(drawn)
    covered = np.zeros(axis.end - axis.first, dtype=int)
    for start in axis.starts:
        inner = slice(max(start + axis.margin, axis.first) - axis.first, start + axis.length - axis.margin - axis.first)
        covered[inner] += 1
    assert covered.min() >= 1
    assert axis.length % 16 == 0
    assert all((start - axis.starts[0]) % 4 == 0 for start in axis.starts)
    assert axis.length <= drawn[2][0]


@given(axes)
def test_no_tile_could_be_left_out(drawn: tuple[int, int, tuple[int, int]]) -> None:
    axis = axis_of(drawn)
    count, stride = len(axis.starts), drawn[2][0] - 2 * axis.margin
    padded = axis.end - axis.first + 2 * axis.margin
    assert count == 1 or (count - 2) * stride + drawn[2][0] < padded
    if count == 1:
        assert axis.length - padded < 16


@given(axes)
def test_weights_add_up_to_one_and_none_is_zero(drawn: tuple[int, int, tuple[int, int]]) -> None:
    axis = axis_of(drawn)
    total = np.zeros(axis.end - axis.first)
    for start, weights in zip(axis.starts, axis_weights(axis), strict=True):
        inside = slice(max(start, axis.first) - axis.first, min(start + axis.length, axis.end) - axis.first)
        assert weights.shape == total[inside].shape
        assert weights.min() > 0
        total[inside] += weights
    np.testing.assert_allclose(total, 1, atol=1e-6)


def test_weights_of_two_tiles_cross_in_the_middle_of_their_overlap() -> None:
    axis = AxisTiles.covering(0, 96, tile=64, margin=8, alignment=16)
    assert axis.starts == (-8, 40)
    left, right = axis_weights(axis)
    assert left[0] == right[-1] == 1
    # Tile 0 covers 0 to 55, tile 1 40 to 95: the overlap of 16 pixels has its middle between 47 and 48.
    assert left[47] == pytest.approx(1 - left[48], abs=1e-3)
    assert left[40] > 0.98
    assert left[55] == pytest.approx(right[0], abs=1e-6)
    assert left[55] < 0.02
    assert FLOOR < 0.02
    # A quarter of the way through the overlap, at 43.5 and 44.5, a cosine over all of it has risen to about 0.15.
    assert [right[3], right[4]] == pytest.approx([0.1136, 0.1833], abs=1e-3)


@pytest.mark.parametrize(("tile", "margin"), [(64, 32), (60, 8), (32, -1)])
def test_impossible_tiles_are_refused(tile: int, margin: int) -> None:
    with pytest.raises(ValueError, match="cannot be covered"):
        AxisTiles.covering(0, 100, tile=tile, margin=margin, alignment=16)
    with pytest.raises(ValueError, match="cannot be covered"):
        AxisTiles.covering(5, 5, tile=64, margin=16, alignment=16)


@settings(max_examples=25)
@given(st.integers(1, 150), st.integers(1, 200), st.integers(-20, 20), st.integers(0, 2**31))
def test_tiles_cut_from_an_image_give_it_back(height: int, width: int, corner: int, seed: int) -> None:
    """Probabilities, masks, rows and columns all come back to their own place."""
    draw = np.random.default_rng(seed)
    window = Window(corner, -corner, height, width)
    plan = TilePlan.covering(window, tile=64, margin=16, alignment=16)
    pad = 80
    image = draw.random((3, height + 2 * pad, width + 2 * pad), dtype=np.float32)
    mask = draw.random((height + 2 * pad, width + 2 * pad)) < 0.8
    blender = RowBlender(plan, 3)
    rows = []
    for i in range(len(plan.rows.starts)):
        for j in range(len(plan.columns.starts)):
            tile = plan.window(i, j).relative_to(window).shifted(pad, pad).slices
            blender.add(i, j, image[:, tile[0], tile[1]], mask[tile])
        rows.append(blender.finish())
    assert [part.row for part in rows] == list(np.cumsum([0] + [part.probabilities.shape[1] for part in rows[:-1]]))
    inner = (slice(pad, pad + height), slice(pad, pad + width))
    whole = np.concatenate([part.probabilities for part in rows], axis=1)
    np.testing.assert_allclose(whole, image[:, inner[0], inner[1]], rtol=1e-5, atol=1e-6)
    assert np.array_equal(np.concatenate([part.valid for part in rows]), mask[inner])


def test_memory_follows_what_tiles_share_and_not_the_raster() -> None:
    plan = TilePlan.covering(Window(0, 0, 5000, 70), tile=64, margin=16, alignment=16)
    blender = TileBlender(plan, 2)
    assert blender._rows_below.shape == (2, 32, 70)


def test_tiles_that_disagree_are_counted_where_they_overlap() -> None:
    """Two tiles side by side: the second says another class everywhere, on half of the pixels there are data."""
    plan = TilePlan.covering(Window(0, 0, 32, 64), tile=64, margin=16, alignment=16)
    assert (plan.rows.length, plan.columns.starts) == (64, (-16, 16))
    blender = TileBlender(plan, 2)
    first, second = np.zeros((2, 2, 64, 64), dtype=np.float32)
    first[0] = second[1] = 1
    valid = np.zeros((64, 64), dtype=bool)
    valid[:, ::2] = True
    done = blender.add(0, 0, first, valid)
    assert (done.column, done.probabilities.shape) == (0, (2, 32, 16))
    assert (blender.compared, blender.differing) == (0, 0)
    rest = blender.add(0, 1, second, valid)
    assert (rest.column, rest.probabilities.shape) == (16, (2, 32, 48))
    assert (blender.compared, blender.differing) == (32 * 16, 32 * 16)
    blender = TileBlender(plan, 2)
    blender.add(0, 0, first, valid)
    blender.add(0, 1, first, valid)
    assert (blender.compared, blender.differing) == (32 * 16, 0)
