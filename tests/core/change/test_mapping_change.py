from __future__ import annotations

import collections
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import rasterio
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from rasterio.crs import CRS

from deepsat.change.distance import FeatureDistance
from deepsat.change.distance_file import open_distances
from deepsat.change.otsu import otsu
from deepsat.change.radiometry import unchanged_lines
from deepsat.change.unsupervised import change_map
from deepsat.imagery import Grid, Window
from deepsat.imagery.cloud_optimised import ROOM
from deepsat.jobs import Cancelled, ChangeMapJob, ErrorCode, UserError
from deepsat.reporting import SilentReporter

from .conftest import TRANSFORM, ChangedPlace, two_dates, write_raster


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A mounted disk of 64 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "deepsat-test", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root on Linux may mount the small disk that this test fills")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_otsu_cuts_between_two_heaps() -> None:
    edges = np.linspace(0, 10, 101)
    draw = np.random.default_rng(0)
    values = np.concatenate([draw.normal(2, 0.5, 9000), draw.normal(7, 0.5, 1000)])
    cut = otsu(np.histogram(values, edges)[0], edges)
    assert 3.5 < cut.threshold < 5.5 and cut.separability > 0.85
    one = otsu(np.histogram(draw.normal(5, 1, 10_000), edges)[0], edges)
    assert one.separability < 0.7


def test_otsu_cuts_in_the_middle_of_the_empty_bins_between_two_heaps() -> None:
    cut = otsu(np.array([1, 4, 0, 0, 0, 0, 3, 2]), np.linspace(10, 18, 9))
    assert cut.threshold == 14


@settings(max_examples=40, derandomize=True)
@given(counts=st.lists(st.integers(0, 30), min_size=3, max_size=12))
def test_otsu_finds_the_best_of_all_cuts(counts: list[int]) -> None:
    array, edges = np.array(counts), np.geomspace(1, 50, len(counts) + 1)
    if np.count_nonzero(array) < 2:
        with pytest.raises(ValueError, match="all alike"):
            otsu(array, edges)
        return
    centres = (edges[:-1] + edges[1:]) / 2

    def between(place: int) -> float:
        parts = [(array[:place], centres[:place]), (array[place:], centres[place:])]
        if min(part[0].sum() for part in parts) == 0:
            return 0.0
        mean = np.average(centres, weights=array)
        return float(sum(c.sum() * (np.average(x, weights=c) - mean) ** 2 for c, x in parts) / array.sum())

    cut = otsu(array, edges)
    place = int(np.searchsorted(edges, cut.threshold))
    assert between(place) == pytest.approx(max(map(between, range(1, len(counts)))), rel=1e-9)


def test_lines_follow_the_pixels_that_did_not_change() -> None:
    """Two fifths of the pixels changed to one dark value, which moves mean and deviation of the date."""
    draw = np.random.default_rng(1)
    before = draw.normal(0, 1, (3, 3000)).astype(np.float32)
    gain, offset = np.array([0.8, 1.3, 0.6]), np.array([0.4, -0.3, 1.0])
    after = (gain[:, None] * before + offset[:, None] + draw.normal(0, 0.05, before.shape)).astype(np.float32)
    after[:, :1200] = -2.5 + 0.3 * draw.normal(0, 1, (3, 1200)) + 0.1 * before[:, :1200]
    lines = unchanged_lines(before, after, seed=0)
    assert np.allclose(lines.gain, gain, atol=0.06) and np.allclose(lines.offset, offset, atol=0.06)


def test_a_band_that_hardly_varies_keeps_its_measure() -> None:
    """What is left of its variance is noise, of which no line can be told."""
    draw = np.random.default_rng(2)
    before = draw.normal(0, [[1], [0.001]], (2, 400)).astype(np.float32)
    after = (np.array([[0.5], [0]]) * before + [[0], [0.7]] + draw.normal(0, 0.001, (2, 400))).astype(np.float32)
    lines = unchanged_lines(before, after, seed=0)
    assert lines.gain == pytest.approx([0.55, 1], abs=0.01) and lines.offset == pytest.approx([0, 0.7], abs=0.02)


def test_a_channel_that_is_nearly_constant_does_not_drown_the_others() -> None:
    """Deviations are 2 and 0, so the second channel is measured by a tenth of their mean."""
    date = torch.tensor([[[-2.0, 2.0]], [[5.0, 5.0]]])
    distance = FeatureDistance(None, 1, torch.device("cpu"))
    distance.fit(torch.cat([date, date])[None], torch.ones(1, 1, 2, dtype=torch.bool))
    later = date + torch.tensor([[[4.0, 0.0]], [[0.0, 0.2]]])
    found = distance.of(torch.cat([date, later])[None])
    assert found == pytest.approx(np.array([[[2, 2]]]) / 2**0.5, abs=1e-5)


@pytest.mark.parametrize("checkpoint", ["random", "deepsat-v1", "bands"])
def test_change_is_mapped_without_labels(place: ChangedPlace, tmp_path: Path, checkpoint: str) -> None:
    output, strength = tmp_path / "map.tif", tmp_path / "strength.tif"
    job = ChangeMapJob(place.before, place.after, str(output), str(strength), checkpoint=checkpoint, device="cpu")
    result = change_map(job, SilentReporter())
    with rasterio.open(output) as one, rasterio.open(strength) as two:
        found, shares = one.read(1), two.read(1)
        assert one.transform == rasterio.open(place.before).transform
    hits = (found == 1) & place.changed
    assert 2 * hits.sum() / ((found == 1).sum() + place.changed.sum()) > 0.8
    assert ((shares > 50) <= (found == 1)).all() and ((shares < 50) <= (found == 0)).all()
    assert result["automatic"] and result["area"]["change"]["pixels"] == (found == 1).sum()
    assert any("Otsu" in finding for finding in result["findings"])


def test_a_threshold_of_ones_own(place: ChangedPlace, tmp_path: Path) -> None:
    shares = []
    for threshold in (0.5, 1.5):
        job = ChangeMapJob(
            place.before, place.after, str(tmp_path / "m.tif"), threshold=threshold, checkpoint="bands", device="cpu"
        )
        result = change_map(job, SilentReporter())
        assert result["threshold"] == threshold and not result["automatic"]
        shares.append(result["area"]["change"]["pixels"])
    assert shares[0] > shares[1] > 0


def test_a_small_change_between_dates_that_are_otherwise_equal_is_found(tmp_path: Path) -> None:
    before, _, _ = two_dates()
    after = before.copy()
    changed = np.zeros(before.shape[1:], bool)
    changed[40:43, 50:53] = True
    after[:, changed] += 400
    first, second = write_raster(tmp_path / "a.tif", before), write_raster(tmp_path / "b.tif", after)
    for threshold, automatic in ((0.0, True), (0.1, False)):
        job = ChangeMapJob(
            first, second, str(tmp_path / "m.tif"), threshold=threshold, checkpoint="bands", device="cpu"
        )
        result = change_map(job, SilentReporter())
        with rasterio.open(tmp_path / "m.tif") as dataset:
            assert np.array_equal(dataset.read(1) == 1, changed)
        assert result["automatic"] is automatic and result["separability"] > 0.99


def test_a_threshold_of_ones_own_maps_equal_dates_too(place: ChangedPlace, tmp_path: Path) -> None:
    job = ChangeMapJob(
        place.before, place.before, str(tmp_path / "m.tif"), threshold=0.5, checkpoint="bands", device="cpu"
    )
    result = change_map(job, SilentReporter())
    assert result["separability"] == 0 and result["threshold"] == 0.5
    assert result["area"]["change"]["pixels"] == 0 and result["area"]["no change"]["pixels"] == place.changed.size


def test_no_data_stays_and_equal_dates_are_refused(tmp_path: Path) -> None:
    before, after, _ = two_dates()
    before[:, :20] = 0
    first = write_raster(tmp_path / "a.tif", before)
    second, same = write_raster(tmp_path / "b.tif", after), write_raster(tmp_path / "c.tif", before)
    change_map(ChangeMapJob(first, second, str(tmp_path / "m.tif"), checkpoint="bands", device="cpu"), SilentReporter())
    with rasterio.open(tmp_path / "m.tif") as dataset:
        found = dataset.read(1)
    assert (found[:20] == 255).all() and (found[20:] != 255).all()
    with pytest.raises(UserError) as caught:
        change_map(
            ChangeMapJob(first, same, str(tmp_path / "n.tif"), checkpoint="bands", device="cpu"), SilentReporter()
        )
    assert caught.value.code is ErrorCode.RASTER_UNREADABLE and not (tmp_path / "n.tif").exists()


def test_a_band_that_ends_early_at_one_date_is_no_change(tmp_path: Path) -> None:
    before, after, changed = two_dates()
    edge = np.zeros(changed.shape, bool)
    edge[:, -2:] = True
    after[2][edge] = 0
    first, second = write_raster(tmp_path / "a.tif", before), write_raster(tmp_path / "b.tif", after)
    output = tmp_path / "m.tif"
    change_map(
        ChangeMapJob(first, second, str(output), threshold=0.7, checkpoint="bands", device="cpu"), SilentReporter()
    )
    with rasterio.open(output) as dataset:
        found = dataset.read(1)
    assert not changed[edge].any() and (found[edge] == 0).all() and (found[changed] == 1).all()


def test_distances_are_read_as_they_were_written(tmp_path: Path) -> None:
    grid = Grid(CRS.from_epsg(32633).to_wkt(), tuple(TRANSFORM)[:6], 11, 7)
    expected = np.random.default_rng(0).random((grid.height, grid.width)).astype(np.float32)
    expected[2, 3] = np.nan
    with open_distances(tmp_path, grid) as distances:
        for window in (Window(4, 0, grid.height - 4, grid.width), Window(0, 3, 4, grid.width - 3), Window(0, 0, 4, 3)):
            distances.write(window, expected[window.slices])
        parts = [distances.rows(first, 3) for first in range(0, grid.height, 3)]
    assert np.array_equal(np.concatenate(parts), expected, equal_nan=True)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_with_distances_is_said(small_disk: Path) -> None:
    """Mapped into memory, they would end the process."""
    grid = Grid(CRS.from_epsg(32633).to_wkt(), tuple(TRANSFORM)[:6], 400, 400)
    ones = np.ones((20, 400), dtype=np.float32)
    with pytest.raises(UserError) as caught, open_distances(small_disk, grid) as distances:
        for row in range(0, 400, 20):
            distances.write(Window(row, 0, 20, 400), ones)
    assert caught.value.code is ErrorCode.DISK_FULL and str(small_disk) in caught.value.expected


@pytest.mark.parametrize("layers", ["output", "output and strength"])
def test_room_is_asked_for_before_any_work(
    place: ChangedPlace, tmp_path: Path, layers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Distances and a raster fit, one raster more does not."""
    needed = (4 + ROOM) * place.changed.size
    usage = collections.namedtuple("usage", "total used free")(0, 0, needed)
    monkeypatch.setattr("deepsat.outputs.output_checks.shutil.disk_usage", lambda folder: usage)
    (tmp_path / "other").mkdir()
    strength = str(tmp_path / "other" / "s.tif") if "strength" in layers else ""
    job = ChangeMapJob(
        place.before, place.after, str(tmp_path / "m.tif"), strength, threshold=1, checkpoint="bands", device="cpu"
    )
    if not strength:
        assert change_map(job, SilentReporter())["threshold"] == 1
        return
    with pytest.raises(UserError) as caught:
        change_map(job, SilentReporter())
    assert caught.value.code is ErrorCode.DISK_FULL and not (tmp_path / "m.tif").exists()


def test_a_cancelled_map_leaves_nothing(place: ChangedPlace, tmp_path: Path) -> None:
    job = ChangeMapJob(place.before, place.after, str(tmp_path / "m.tif"), checkpoint="random", device="cpu")
    with pytest.raises(Cancelled):
        change_map(job, SilentReporter(cancelled=True))
    assert list(tmp_path.iterdir()) == []


def test_a_frame_at_one_of_the_dates_is_said(tmp_path: Path) -> None:
    before, after, _ = two_dates()
    after[:, :, -26:] = 65535
    paths = [write_raster(tmp_path / f"{name}.tif", values) for name, values in (("one", before), ("two", after))]
    job = ChangeMapJob(before=paths[0], after=paths[1], output=str(tmp_path / "map.tif"), checkpoint="bands")
    found = change_map(job, SilentReporter())["findings"]
    assert found[0].startswith("All bands of two.tif are 65535 on about 19.8% of the pixels, which count as data.")
