"""Chips: the right pixels in the right slots, drawn as promised."""

from __future__ import annotations

import dataclasses
import pickle
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
import torch
from torch.utils.data import DataLoader

from deepsat.imagery import Window
from deepsat.imagery.sampled_windows import spread_windows
from deepsat.pretrain.catalogue import Place, find_places
from deepsat.pretrain.chips import BALANCE, ENOUGH_DATA, WILD, ChipBatch, Chips, ChipSettings, _Rasters, place_chances
from deepsat.reporting import SilentReporter


def places_of(archive: Path) -> tuple[Place, ...]:
    return find_places([str(archive)], 0, SilentReporter()).places


def chips_of(archive: Path, seed: int = 3, **changes: object) -> Chips:
    settings = {"side": 24, "dates": 2, "samples": 6, "shards": 2, **changes}
    return Chips(places_of(archive), ChipSettings(**settings), seed)  # type: ignore[arg-type]


def test_pixels_lie_in_the_slots_of_their_bands_and_are_standardised(archive: Path) -> None:
    place = places_of(archive)[1]
    chips = Chips([place], ChipSettings(side=24, dates=2, samples=4, shards=1), 0)
    batch = chips[0]
    assert batch.images.shape == (4, 2, 13, 24, 24)
    slots = [3, 2, 1, 7]
    absent = [slot for slot in range(13) if slot not in slots]
    assert not batch.images[:, :, absent].any()
    assert torch.equal(batch.present, torch.tensor([slot in slots for slot in range(13)]).expand(4, 2, 13))
    assert bool(batch.valid.all())
    stored = []
    for raster in place.rasters:
        with rasterio.open(raster.path) as dataset:
            values = dataset.read().astype(np.float64)
        stored.append((values - values.mean((1, 2), keepdims=True)) / values.std((1, 2), keepdims=True))
    for sample in range(4):
        row, column = batch.origins[sample].tolist()
        cuts = [date[:, row : row + 24, column : column + 24] for date in stored]
        for date in range(2):
            own = batch.images[sample, date, slots].numpy()
            errors = [float(np.abs(own - cut).max()) for cut in cuts]
            assert min(errors) < 1e-3


def test_dates_differ_where_the_place_has_several(archive: Path) -> None:
    batch = chips_of(archive, samples=30)[0]
    differ = (batch.images[:, 0] != batch.images[:, 1]).flatten(1).any(1)
    several = batch.place == 1
    assert torch.equal(differ, several)
    assert 0 < int(several.sum()) < 30
    same = chips_of(archive, samples=30, same_date_share=1.0)[0]
    assert torch.equal(same.images[:, 0], same.images[:, 1])


@pytest.fixture
def seven(write_raster: Callable[..., str]) -> Place:
    """A place with seven dates: in that of month m, one of eight columns shows something in m of eight cases."""
    for month in range(1, 8):
        values = np.broadcast_to((np.arange(40) % 8 < month).astype(np.float32), (2, 40, 40))
        path = write_raster(values, name=f"seven/2021-{month:02}-01.tif", names=("red", "nir"))
    (place,) = places_of(Path(path).parent)
    return place


def months_of(batch: ChipBatch) -> list[list[int]]:
    """Which of `seven` the dates of each sample are: (1 - p) / sqrt(p (1 - p)) for p = m / 8 is the highest value."""
    shares = 1 / (1 + batch.images[:, :, 3].flatten(2).amax(2) ** 2)
    return (8 * shares).round().int().tolist()


def test_no_date_is_in_both_views_and_those_of_a_view_lie_in_the_order_of_time(seven: Place) -> None:
    chips = Chips([seven], ChipSettings(side=24, dates=6, samples=20, shards=1, dates_per_view=3), 0)
    drawn = months_of(chips[0])
    for months in drawn:
        assert len(set(months)) == 6
        assert months[:3] == sorted(months[:3]) and months[3:] == sorted(months[3:])
    assert len({tuple(months) for months in drawn}) > 10
    assert {month for months in drawn for month in months[:3]} == set(range(1, 8))


def test_views_of_a_place_with_few_dates_share_none_and_repeat_their_own(seven: Place) -> None:
    few = dataclasses.replace(seven, rasters=seven.rasters[2:5])
    settings = ChipSettings(side=24, dates=4, samples=20, shards=1, dates_per_view=2)
    for first, again, second, once_more in months_of(Chips([few], settings, 0)[0]):
        assert first == again != second == once_more
        assert {first, second} < {3, 4, 5}
    single = dataclasses.replace(seven, rasters=seven.rasters[5:6])
    assert months_of(Chips([single], settings, 0)[0]) == [[6] * 4] * 20
    same = Chips([seven], dataclasses.replace(settings, same_date_share=1.0), 0)
    assert all(months[:2] == months[2:] and months[0] < months[1] for months in months_of(same[0]))


def test_a_batch_depends_on_its_number_and_the_seed_only(archive: Path) -> None:
    first = chips_of(archive)
    late = chips_of(archive)[5]
    for number in range(5):
        assert not torch.equal(first[number].images, late.images)
    assert torch.equal(first[5].images, late.images)
    assert torch.equal(first[5].origins, late.origins)
    assert late.key == (3, 2, 1)
    assert not torch.equal(chips_of(archive, seed=4)[5].images, late.images)


def test_loader_workers_give_the_same_batches(archive: Path) -> None:
    chips = chips_of(archive)
    alone = [chips[number].images for number in (4, 0, 3)]
    loader: DataLoader = DataLoader(chips_of(archive), batch_size=None, sampler=[4, 0, 3], num_workers=2)
    assert all(torch.equal(one.images, other) for one, other in zip(loader, alone, strict=True))


def test_open_files_do_not_travel_to_other_processes(archive: Path) -> None:
    chips = chips_of(archive)
    expected = chips[1].images
    assert torch.equal(pickle.loads(pickle.dumps(chips))[1].images, expected)


def test_large_rasters_are_read_by_window_with_the_same_outcome(archive: Path) -> None:
    whole, by_window = chips_of(archive), chips_of(archive, memory_bytes=0)
    for number in range(3):
        assert torch.equal(whole[number].images, by_window[number].images)
        assert torch.equal(whole[number].valid, by_window[number].valid)
    assert not by_window._rasters._whole


def test_remembered_rasters_stay_within_their_memory(archive: Path) -> None:
    one_raster = 40 * 52 * (4 * 4 + 1)
    chips = chips_of(archive, memory_bytes=4 * one_raster)
    for number in range(4):
        chips[number]
        assert chips._rasters._held_bytes <= 4 * one_raster
    tight = chips_of(archive, memory_bytes=4 * one_raster - 4)
    for number in range(4):
        tight[number]
    assert all("other" in path for path in tight._rasters._whole)


def test_a_place_smaller_than_a_chip_is_valid_in_its_corner_only(archive: Path) -> None:
    place = places_of(archive)[0]
    batch = Chips([place], ChipSettings(side=48, dates=1, samples=1, shards=1), 0)[0]
    assert batch.origins.tolist() == [[0, 0]]
    expected = torch.zeros(48, 48, dtype=torch.bool)
    expected[:36, :33] = True
    assert torch.equal(batch.valid[0, 0], expected)
    assert not batch.images[0, 0][:, ~expected].any()


def test_pixels_without_data_are_0_and_not_valid(write_raster: Callable[..., str]) -> None:
    values = (100 + np.arange(2 * 40 * 40).reshape(2, 40, 40) % 53).astype(np.uint16)
    values[1, 5:9, 7] = 0
    places = find_places([write_raster(values, names=("red", "nir"), nodata=0)], 0, SilentReporter()).places
    batch = Chips(places, ChipSettings(side=40, dates=1, samples=1, shards=1), 0)[0]
    missing = ~batch.valid[0, 0]
    assert missing.nonzero().tolist() == [[5, 7], [6, 7], [7, 7], [8, 7]]
    assert not batch.images[0, 0][:, missing].any()


def test_windows_that_a_date_does_not_show_are_drawn_again(write_raster: Callable[..., str]) -> None:
    """Half of a place has data, at one date another half than at the others: a fifth of it shows all three."""
    for date, gap in (("2021-03-01", 0), ("2021-06-01", 0), ("2021-09-01", 60)):
        values = (100 + np.arange(2 * 40 * 200).reshape(2, 40, 200) % 53).astype(np.uint16)
        values[:, :, gap : gap + 100] = 0
        path = write_raster(values, name=f"gaps/{date}.tif", names=("red", "nir"), nodata=0)
    places = places_of(Path(path).parent)
    for dates, memory in ((2, 10**9), (3, 10**9), (3, 0)):
        settings = ChipSettings(side=24, dates=dates, samples=30, shards=1, memory_bytes=memory)
        batch = Chips(places, settings, 0)[0]
        # Three dates show enough of a window with chance .16, two with .28: one of 8 windows with .76 and .93.
        shares = batch.valid.float().mean((2, 3)).amin(1)
        assert int((shares >= ENOUGH_DATA).sum()) >= 18
        assert torch.equal(Chips(places, settings, 0)[0].images, batch.images)


def test_a_place_that_shows_too_little_everywhere_gives_its_fullest_windows(write_raster: Callable[..., str]) -> None:
    values = np.zeros((2, 40, 400), np.uint16)
    values[:, :, 190:200] = 100 + np.arange(10, dtype=np.uint16)
    places = find_places([write_raster(values, names=("red", "nir"), nodata=0)], 0, SilentReporter()).places
    batch = Chips(places, ChipSettings(side=40, dates=1, samples=50, shards=1), 0)[0]
    shares = batch.valid.float().mean((1, 2, 3))
    # A window alone meets the stripe with chance .13, one of 8 with chance .69.
    assert 0.5 < float((shares > 0).float().mean()) < 0.9
    assert float(shares.max()) == pytest.approx(0.25)


@pytest.mark.parametrize("wild", [-3e29, 1e25, 1e9, np.inf])
def test_values_that_no_sensor_measures_are_missing(write_raster: Callable[..., str], wild: float) -> None:
    # So large that the pixel is not among those that the normalisation is estimated from.
    rows, columns = np.mgrid[:600, :600]
    values = np.stack([rows % 7 + columns % 5, rows % 3 - columns % 11, rows % 4]).astype(np.float32)
    row, column = _not_sampled(600)
    values[0, row, column], values[:2, row, column + 1], values[0, row, column + 2] = wild, wild, 300.0
    places = find_places([write_raster(values, names=("red", "green", "nir"))], 0, SilentReporter()).places
    (raster,) = places[0].rasters
    assert abs(raster.normalisation.mean[0] - 5) < 0.1
    window = Window(row - 4, column - 4, 12, 12)
    for memory in (0, 10**9):
        shown, valid = _Rasters(memory).read(raster, window)
        assert np.isfinite(shown).all() and np.abs(shown).max() <= WILD
        # A band is missing in one pixel, in the next one most of them; a bright roof stays.
        assert (shown[0, 4, 4], shown[2, 4, 4]) == (0, pytest.approx((row % 4 - 1.5) / 1.118, abs=0.02))
        assert np.argwhere(~valid).tolist() == [[4, 5]] and not shown[:, 4, 5].any()
        assert shown[0, 4, 6] == pytest.approx(295 / raster.normalisation.std[0], rel=0.01)


def _not_sampled(side: int) -> tuple[int, int]:
    """Row and column of pixels far from all windows that the normalisation of such a raster is estimated from."""
    seen = np.zeros((side, side), dtype=bool)
    for window in spread_windows(Window(0, 0, side, side), 200_000, 10**6, np.random.default_rng(0)):
        seen[window.slices] = True
    free = [(row, column) for row, column in np.argwhere(~seen) if not seen[row, column : column + 3].any()]
    return next((int(r), int(c)) for r, c in free if 10 < r < side - 10 and 10 < c < side - 10)


def test_kinds_are_drawn_by_a_power_of_their_pixels_and_places_by_pixels(archive: Path) -> None:
    places = places_of(archive)
    chances = place_chances([places[0], places[1], places[1]])
    kinds = np.array([(36 * 33) ** BALANCE, (2 * 40 * 52) ** BALANCE])
    kinds /= kinds.sum()
    np.testing.assert_allclose(chances, [kinds[0], kinds[1] / 2, kinds[1] / 2])
    drawn = Counter(chips_of(archive, samples=600, side=4)[0].place.tolist())
    assert drawn[1] / 600 == pytest.approx(place_chances(places)[1], abs=0.06)


def test_windows_reach_every_edge(archive: Path) -> None:
    batch = chips_of(archive, samples=400, side=30)[0]
    tirol = batch.origins[batch.place == 1]
    assert tirol.min(0).values.tolist() == [0, 0]
    assert tirol.max(0).values.tolist() == [10, 22]
