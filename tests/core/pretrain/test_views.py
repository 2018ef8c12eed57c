"""Views, and the law that binds them: a pixel and its partner show the same ground."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

from deepsat.jobs import UserError
from deepsat.losses.dense_contrast import DenseContrastSettings, dense_contrast
from deepsat.pretrain import (
    Size,
    Turn,
    View,
    ViewSettings,
    Windows,
    corresponding_pixels,
    draw_overlapping_windows,
    draw_views,
    pair_views,
    take_nearest,
    take_valid,
    take_view,
    view_positions,
)

TURNS = [Turn(flipped, quarters) for flipped in (False, True) for quarters in range(4)]
turns = st.sampled_from(TURNS)


def generator(seed: int = 0) -> torch.Generator:
    """A CPU generator."""
    return torch.Generator().manual_seed(seed)


def pixel_numbers(samples: int, source: Size) -> Tensor:
    """(B,H,W) int64, every pixel another number: no flip, turn or shift leaves this image as it was."""
    return torch.arange(samples * source.height * source.width).view(samples, source.height, source.width)


@st.composite
def view_pairs(draw: st.DrawFn, *, zoomed: bool) -> tuple[Size, View, View]:
    """A source and two views of two samples, anywhere in it: overlapping or not, turned, and resampled if `zoomed`."""
    source = Size(height=draw(st.integers(3, 11)), width=draw(st.integers(3, 11)))
    views = []
    for _ in range(2):
        window = Size(height=draw(st.integers(1, source.height)), width=draw(st.integers(1, source.width)))
        rows = [draw(st.integers(0, source.height - window.height)) for _ in range(2)]
        columns = [draw(st.integers(0, source.width - window.width)) for _ in range(2)]
        size = Size(height=draw(st.integers(1, 16)), width=draw(st.integers(1, 16))) if zoomed else window
        views.append(View(Windows(torch.tensor(rows), torch.tensor(columns), window), size, draw(turns)))
    return source, views[0], views[1]


def gathered(values: Tensor, index: Tensor) -> Tensor:
    """(B,h2,w2) values of view 2 at (B,h1,w1) flat indices."""
    return values.flatten(1).gather(1, index.clamp(min=0).flatten(1)).reshape(index.shape)


@given(view_pairs(zoomed=False))
def test_partners_show_the_same_source_pixel(case: tuple[Size, View, View]) -> None:
    """Crop, flip and turn: equal numbers where there is a partner, and where there is none view 2 lacks the pixel."""
    source, view_1, view_2 = case
    ids_1, ids_2 = (take_nearest(pixel_numbers(2, source), view) for view in (view_1, view_2))
    index = corresponding_pixels(view_1, view_2)
    found = index >= 0
    assert index.shape == ids_1.shape
    assert index.max() < ids_2[0].numel()
    assert torch.equal(gathered(ids_2, index)[found], ids_1[found])
    assert not torch.isin(ids_1[~found], ids_2).any()


@given(view_pairs(zoomed=True))
def test_partners_lie_within_half_a_pixel_of_each_other(case: tuple[Size, View, View]) -> None:
    """Zoom too: along each axis of the source, centres are at most half a pixel of view 2 apart, or outside it."""
    _, view_1, view_2 = case
    index = corresponding_pixels(view_1, view_2)
    here, there = view_positions(view_1), view_positions(view_2)
    partner = torch.stack([gathered(there[..., axis], index) for axis in (0, 1)], dim=-1)
    window = view_2.windows.size
    half = torch.tensor([window.height / view_2.size.height, window.width / view_2.size.width]) / 2
    found = index >= 0
    assert ((partner - here).abs() <= half + 1e-5)[found].all()
    first = torch.stack([view_2.windows.rows, view_2.windows.columns], -1)[:, None, None] - 0.5
    last = first + torch.tensor([window.height, window.width])
    outside = ((here < first + 1e-5) | (here > last - 1e-5)).any(-1)
    assert outside[~found].all()


@given(view_pairs(zoomed=False), st.integers(1, 3), st.integers(1, 3))
def test_partners_in_an_enlarged_view_show_the_same_source_pixel(
    case: tuple[Size, View, View], taller: int, wider: int
) -> None:
    source, view_1, view_2 = case
    window = view_2.windows.size
    view_2 = dataclasses.replace(view_2, size=Size(height=window.height * taller, width=window.width * wider))
    ids_1, ids_2 = (take_nearest(pixel_numbers(2, source), view) for view in (view_1, view_2))
    for ids, others, index in (
        (ids_1, ids_2, corresponding_pixels(view_1, view_2)),
        (ids_2, ids_1, corresponding_pixels(view_2, view_1)),
    ):
        assert torch.equal(gathered(others, index)[index >= 0], ids[index >= 0])
        assert not torch.isin(ids[index < 0], others).any()


@given(view_pairs(zoomed=True))
def test_positions_are_those_of_the_pixels(case: tuple[Size, View, View]) -> None:
    """The source pixel under a centre is the one that the nearest view shows; one on an edge may go either way."""
    source, view, _ = case
    rows, columns = view_positions(view).unbind(-1)
    ids = take_nearest(pixel_numbers(2, source), view) % (source.height * source.width)
    assert ((ids // source.width - rows).abs() <= 0.5 + 1e-5).all()
    assert ((ids % source.width - columns).abs() <= 0.5 + 1e-5).all()


@given(view_pairs(zoomed=True))
def test_bilinear_views_agree_with_positions(case: tuple[Size, View, View]) -> None:
    """An image that rises evenly along rows and columns shows its own positions, away from the window's border.

    Exactly where it is enlarged; the triangle filter of a shrunk one is a little off centre.
    """
    source, view, _ = case
    rows, columns = torch.meshgrid(torch.arange(source.height), torch.arange(source.width), indexing="ij")
    ramps = torch.stack([rows, columns]).double().expand(2, 2, -1, -1)
    shown, positions = take_view(ramps, view), view_positions(view).double()
    sizes = zip((view.windows.rows, view.windows.columns), (0, 1), strict=True)
    for (first, axis), attribute in zip(sizes, ("height", "width"), strict=True):
        window, length = getattr(view.windows.size, attribute), getattr(view.size, attribute)
        reach = max(1.0, window / length) + 1e-6
        centre = positions[..., axis]
        border = (centre - first[:, None, None] < reach) | (first[:, None, None] + window - 1 - centre < reach)
        off = (shown[:, axis] - centre).abs()[~border]
        assert (off < (0.15 if length < window else 1e-5)).all()


@pytest.mark.parametrize("turn", TURNS)
def test_views_are_what_numpy_cuts_and_turns(turn: Turn) -> None:
    source, window = Size(height=5, width=7), Size(height=3, width=4)
    numbers = pixel_numbers(2, source)
    view = View(Windows(torch.tensor([1, 2]), torch.tensor([3, 0]), window), window, turn)
    cuts = [numbers[0, 1:4, 3:7].numpy(), numbers[1, 2:5, 0:4].numpy()]
    expected = np.stack([np.rot90(np.fliplr(cut) if turn.flipped else cut, turn.quarter_turns) for cut in cuts])
    assert np.array_equal(take_nearest(numbers, view).numpy(), expected)
    assert np.array_equal(take_view(numbers[:, None].float(), view)[:, 0].numpy(), expected)


def test_the_eight_turns_differ_and_are_all_drawn() -> None:
    numbers = pixel_numbers(1, Size(height=3, width=3))
    assert len({tuple(turn.of(numbers).flatten().tolist()) for turn in TURNS}) == 8
    settings_, drawn = ViewSettings(Size(height=2, width=2)), generator(1)
    seen = Counter(
        draw_views(Size(height=4, width=4), settings_, samples=1, generator=drawn)[0].turn for _ in range(400)
    )
    assert set(seen) == set(TURNS)
    assert min(seen.values()) > 25


@pytest.mark.parametrize("shape", [(2, 6, 8), (2, 3, 6, 8), (2, 4, 3, 6, 8)])
def test_every_date_and_band_is_cut_alike(shape: tuple[int, ...]) -> None:
    images = torch.rand(shape, generator=generator())
    windows = Windows(torch.tensor([0, 2]), torch.tensor([3, 1]), Size(height=4, width=5))
    view = View(windows, Size(height=8, width=10), Turn(True, 1))
    whole = take_view(images, view)
    assert whole.shape == (*shape[:-2], 10, 8)
    layers, shown = images.reshape(2, -1, 6, 8), whole.reshape(2, -1, 10, 8)
    for n in range(layers.shape[1]):
        torch.testing.assert_close(shown[:, n], take_view(layers[:, n], view))


@pytest.mark.parametrize("size", [(5, 13), (16, 3), (2, 2), (7, 9), (20, 40)])
def test_resampling_is_the_usual_antialiased_bilinear_one(size: tuple[int, int]) -> None:
    images = torch.rand(2, 3, 7, 9, generator=generator(), dtype=torch.float64)
    whole = Windows(torch.tensor([0, 0]), torch.tensor([0, 0]), Size(height=7, width=9))
    usual = nn.functional.interpolate(images, size=size, mode="bilinear", antialias=True)
    view = View(whole, Size(height=size[0], width=size[1]))
    torch.testing.assert_close(take_view(images, view), usual)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        torch.testing.assert_close(take_view(images.float(), view), usual.float())


def test_shrinking_averages_what_a_pixel_covers() -> None:
    """A checkerboard becomes grey, where taking single pixels would keep it black or white."""
    board = (torch.arange(8)[:, None] + torch.arange(8)).remainder(2).float()[None]
    view = View(Windows(torch.tensor([0]), torch.tensor([0]), Size(height=8, width=8)), Size(height=2, width=2))
    torch.testing.assert_close(take_view(board, view), torch.full((1, 2, 2), 0.5), rtol=0, atol=0.01)


def test_valid_pixels_are_made_of_valid_pixels_only() -> None:
    valid = torch.ones(1, 6, 6, dtype=torch.bool)
    valid[0, 0, 5] = False
    window = Windows(torch.tensor([0]), torch.tensor([0]), Size(height=6, width=6))
    same = take_valid(valid, View(window, Size(height=6, width=6), Turn(True, 0)))
    assert not same[0, 0, 0]
    assert same.sum() == 35
    doubled = take_valid(valid, View(window, Size(height=12, width=12)))
    expected = torch.ones(12, 12, dtype=torch.bool)
    expected[:3, 9:] = False
    assert torch.equal(doubled[0], expected)
    halved = take_valid(valid, View(window, Size(height=2, width=2)))
    assert halved[0].tolist() == [[True, False], [True, True]]


@given(view_pairs(zoomed=True), st.integers(0, 10_000))
def test_spoiling_pixels_without_data_changes_no_valid_pixel(case: tuple[Size, View, View], seed: int) -> None:
    source, view, _ = case
    drawn = generator(seed)
    images = torch.rand(2, source.height, source.width, generator=drawn)
    valid = torch.rand(2, source.height, source.width, generator=drawn) < 0.8
    shown = take_view(images, view)
    spoiled = take_view(torch.where(valid, images, images + 1.0), view)
    kept = take_valid(valid, view)
    assert torch.equal(shown[kept], spoiled[kept])
    assert ((shown - spoiled).abs() > 1e-4)[~kept].all()


@given(
    source=st.tuples(st.integers(4, 20), st.integers(4, 20)),
    shares=st.tuples(*[st.floats(0.1, 1)] * 4),
    least_overlap=st.floats(0, 1),
    seed=st.integers(0, 10_000),
)
def test_drawn_windows_lie_inside_and_overlap(
    source: tuple[int, int], shares: tuple[float, ...], least_overlap: float, seed: int
) -> None:
    height, width = source
    sizes = [
        Size(height=max(1, round(a * height)), width=max(1, round(b * width))) for a, b in (shares[:2], shares[2:])
    ]
    first, second = draw_overlapping_windows(
        Size(height=height, width=width),
        sizes[0],
        sizes[1],
        samples=9,
        least_overlap=least_overlap,
        generator=generator(seed),
    )
    for starts, lengths, whole in (
        ((first.rows, second.rows), (sizes[0].height, sizes[1].height), height),
        ((first.columns, second.columns), (sizes[0].width, sizes[1].width), width),
    ):
        for start, length in zip(starts, lengths, strict=True):
            assert start.min() >= 0
            assert (start + length).max() <= whole
        shared = torch.minimum(starts[0] + lengths[0], starts[1] + lengths[1]) - torch.maximum(*starts)
        assert shared.min() >= max(1, least_overlap * min(lengths))


def test_every_place_that_overlaps_enough_is_drawn() -> None:
    """Windows of 2 in a source of 4, overlap of at least one: all seven pairs of starts occur, and no others."""
    first, second = draw_overlapping_windows(
        Size(height=4, width=4),
        Size(height=2, width=2),
        Size(height=2, width=2),
        samples=600,
        least_overlap=0.5,
        generator=generator(),
    )
    pairs = Counter(zip(first.rows.tolist(), second.rows.tolist(), strict=True))
    assert set(pairs) == {(a, b) for a in range(3) for b in range(3) if abs(a - b) <= 1}
    assert min(pairs.values()) > 40
    assert not torch.equal(first.rows, first.columns)


def test_a_window_larger_than_the_source_is_refused() -> None:
    with pytest.raises(UserError, match=r"at least 8 x 8 pixels, the window of a view. Found: 8 x 7"):
        draw_views(Size(height=8, width=7), ViewSettings(Size(height=8, width=8)), samples=1, generator=generator())


def test_zoom_sets_the_window_of_a_fixed_view() -> None:
    asked = ViewSettings(Size(height=12, width=12), smallest_zoom=0.5, largest_zoom=2.0, turns=False)
    drawn, heights = generator(), []
    for _ in range(200):
        for view in draw_views(Size(height=30, width=30), asked, samples=2, generator=drawn):
            assert view.size == asked.size
            assert view.turn == Turn()
            assert view.windows.size.height == view.windows.size.width
            heights.append(view.windows.size.height)
    assert min(heights) == 6
    assert max(heights) == 24
    # Evenly on a logarithmic scale: half of the draws enlarge.
    assert 0.4 < sum(height < 12 for height in heights) / len(heights) < 0.6


def test_draws_follow_the_generator() -> None:
    asked = ViewSettings(Size(height=3, width=3))
    drawn = [draw_views(Size(height=40, width=40), asked, samples=4, generator=generator(s))[1] for s in (1, 1, 2)]
    assert torch.equal(drawn[0].windows.rows, drawn[1].windows.rows)
    assert drawn[0].turn == drawn[1].turn
    assert not torch.equal(drawn[0].windows.rows, drawn[2].windows.rows)


def test_all_wrong_settings_are_named() -> None:
    with pytest.raises(UserError, match=r"size 0 x 4, zoom from 2 to 1, least overlap 1.5\."):
        ViewSettings(Size(height=0, width=4), smallest_zoom=2, largest_zoom=1, least_overlap=1.5)


def test_pairs_hold_masks_positions_and_partners_of_both_ways() -> None:
    windows = Windows(torch.tensor([0, 1]), torch.tensor([2, 0]), Size(height=3, width=3))
    others = Windows(torch.tensor([1, 1]), torch.tensor([0, 1]), Size(height=3, width=4))
    view_1 = View(windows, Size(height=3, width=3), Turn(False, 1))
    view_2 = View(others, Size(height=6, width=8), Turn(True, 2))
    valid = torch.rand(2, 5, 6, generator=generator()) < 0.7
    origins = torch.tensor([[100, 200], [300, 50]])
    pairing = pair_views(view_1, view_2, valid, place=torch.tensor([4, 4]), origins=origins)
    assert torch.equal(pairing.view_1.partner, corresponding_pixels(view_1, view_2))
    assert torch.equal(pairing.view_2.partner, corresponding_pixels(view_2, view_1))
    assert torch.equal(pairing.view_1.valid, take_valid(valid, view_1))
    assert torch.equal(pairing.view_2.positions[1], view_positions(view_2)[1] + torch.tensor([300.0, 50.0]))
    assert pairing.place.tolist() == [4, 4]
    assert pair_views(view_1, view_2, valid).place.tolist() == [0, 1]


def test_views_and_dense_contrast_agree_on_the_ground() -> None:
    """Embeddings that are the source's own, cut by the views, are perfect partners; by a wrong turn they are not."""
    source = Size(height=9, width=8)
    ground = torch.randn(2, 64, 9, 8, generator=generator(1))
    valid = torch.ones(2, 9, 8, dtype=torch.bool)
    asked = ViewSettings(Size(height=5, width=5), least_overlap=0.4)
    contrast = DenseContrastSettings(temperature=0.05, exclusion_radius=0.0)
    for seed, (turn_1, turn_2) in enumerate(itertools.product(TURNS[::3], TURNS[1::2])):
        drawn = draw_views(source, asked, samples=2, generator=generator(seed))
        view_1, view_2 = (dataclasses.replace(v, turn=t) for v, t in zip(drawn, (turn_1, turn_2), strict=True))
        pairing = pair_views(view_1, view_2, valid)
        z1, z2 = take_nearest(ground, view_1), take_nearest(ground, view_2)
        right = dense_contrast(z1, z2, pairing, settings=contrast, generator=generator())
        wrong = dense_contrast(z1, z2.flip(-1), pairing, settings=contrast, generator=generator())
        assert right < 0.01
        assert wrong > 2
