"""Estimates where scenes are mostly empty, hold values that nothing measures, or have frames at single dates."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from deepsat.imagery import Window, estimate, open_scene
from deepsat.imagery.raster_scene import RasterScene
from deepsat.imagery.sampled_windows import shuffled_cells
from deepsat.jobs import Cancelled
from deepsat.reporting import SilentReporter

Write = Callable[..., str]
SIDE = 1500


@pytest.fixture(scope="module")
def fields() -> np.ndarray:
    """uint16 (2,SIDE,SIDE): dark, middle and bright fields of 25 x 25 pixels, here and there; 0 elsewhere."""
    draw = np.random.default_rng(5)
    stored = np.zeros((2, SIDE, SIDE), np.uint16)
    for number in range(30):
        row, column = draw.integers(0, SIDE - 25, 2)
        level = np.array([(300, 150), (900, 4000), (2000, 2800)][number % 3])[:, None, None]
        stored[:, row : row + 25, column : column + 25] = level + draw.integers(0, 40, (2, 25, 25))
    return stored


@pytest.mark.parametrize("layout", [{}, {"tiled": True, "blockxsize": 256, "blockysize": 256}])
def test_few_fields_in_a_large_raster_are_looked_for(
    write_raster: Write, fields: np.ndarray, layout: dict[str, object]
) -> None:
    known = fields[:, fields[0] > 0].astype(np.float64)
    with open_scene([write_raster(fields, nodata=0, **layout)]) as scene:
        for seed in range(3):
            found = estimate(scene, seed)
            assert found.mean == pytest.approx(known.mean(axis=1), rel=0.2)
            assert found.std == pytest.approx(known.std(axis=1), rel=0.2)
        assert estimate(scene, 1) == estimate(scene, 1)


def test_a_raster_that_is_covered_is_looked_at_in_a_few_windows(
    write_raster: Write, fields: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = np.where(fields > 0, fields, 500).astype(np.uint16)
    stored[:, :, 400:] = 0
    windows = _windows_read(monkeypatch)
    with open_scene([write_raster(stored, nodata=0)]) as scene:
        estimate(scene, 0)
    assert len(windows) == 49 and {window.shape for window in windows} == {(64, 64)}


def test_a_long_search_tells_of_itself_stops_when_asked_and_begins_where_it_matters(
    write_raster: Write, fields: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = SilentReporter()
    corner, full = Window(0, 0, 512, 512), fields.copy()
    full[:, :512, :512] = np.where(fields[:, :512, :512] > 0, fields[:, :512, :512], 0)
    full[:, 10:40, 10:40] = 700
    tiles = {"tiled": True, "blockxsize": 256, "blockysize": 256}
    with open_scene([write_raster(full, nodata=0, **tiles)]) as scene:
        windows = _windows_read(monkeypatch)
        estimate(scene, 0, reporter=reporter, within=lambda cell: not cell.intersection(corner).is_empty)
        searched = [window for window in windows if window.shape != (64, 64)]
        assert {(window.row // 256, window.column // 256) for window in searched} == {(0, 0), (0, 1), (1, 0), (1, 1)}
        fractions = [fraction for fraction, *_ in reporter.progressed]
        assert fractions == sorted(fractions) and 0 < fractions[-1] < 1
        assert reporter.progressed[-1][2] == "Looking for pixels with data: 11% of the scene."
        # Where nothing that matters has data, the rest decides.
        empty = estimate(scene, 0, within=lambda cell: cell.row >= SIDE)
        assert min(empty.std) > 500
        with pytest.raises(Cancelled):
            estimate(scene, 0, reporter=SilentReporter(cancelled=True))


def _windows_read(monkeypatch: pytest.MonkeyPatch) -> list[Window]:
    windows: list[Window] = []
    read = RasterScene.read

    def counted(scene: RasterScene, window: Window, bands: object = None) -> object:
        windows.append(window)
        return read(scene, window, bands)  # type: ignore[arg-type]

    monkeypatch.setattr(RasterScene, "read", counted)
    return windows


def test_cells_cover_the_raster_once_in_whole_blocks() -> None:
    draw = np.random.default_rng(0)
    for shape, block in (((700, 900), (512, 512)), ((700, 900), (1, 900)), ((5, 3), (5, 3)), ((1000, 999), (128, 128))):
        seen = np.zeros(shape, int)
        for cell in shuffled_cells(Window(0, 0, *shape), block, draw):
            seen[cell.slices] += 1
            assert cell.row % block[0] == 0 and cell.column % block[1] == 0
        assert (seen == 1).all()


@pytest.mark.parametrize(("far", "share"), [(1e25, 0.001), (-9999.0, 0.005), (-1e20, 0.005)])
def test_values_that_nothing_measures_are_left_out_and_said(write_raster: Write, far: float, share: float) -> None:
    stored = np.random.default_rng(0).normal(0.3, [[[0.05]], [[0.1]], [[0.02]]], (3, 200, 200)).astype(np.float32)
    there = np.zeros((200, 200), bool)
    there[:, :1] = share == 0.005
    there[30, 30] = True
    stored[:2, there] = far
    with open_scene([write_raster(stored, names=("red", "nir", "swir"))]) as scene:
        found = estimate(scene, 0)
        said = found.findings(scene.channel_names)
        shown = found.apply(scene.read(scene.grid.whole).values, np.ones((200, 200), bool))
    known = stored[:, ~there].astype(np.float64)
    assert found.mean[:2] == pytest.approx(known.mean(axis=1)[:2], rel=1e-6)
    assert found.std[:2] == pytest.approx(known.std(axis=1)[:2], rel=1e-6)
    assert found.std[2] == pytest.approx(stored[2].std(), rel=1e-4)
    assert not shown[:2, there].any() and shown[:2, ~there].all() and shown[2].all()
    assert said == (
        f"Bands red, nir have values far beyond all others, such as {far:g}, on up to {share:.1%} of the pixels: they "
        "count as missing. Declare what shows no ground as the raster's NoData value.",
    )
    (one,) = found.of_channels([2, 1]).findings(["swir", "nir"])
    assert one.startswith("Band nir has values far beyond all others")


def test_fills_that_are_far_beyond_all_others_are_said_once(write_raster: Write) -> None:
    stored = np.random.default_rng(0).normal(0.3, 0.05, (2, 200, 200)).astype(np.float32)
    stored[:, :, 0] = -9999
    with open_scene([write_raster(stored)]) as scene:
        found = estimate(scene, 0)
    assert found.filled == {} and found.far == {0: (0.005, -9999.0), 1: (0.005, -9999.0)}


@pytest.mark.parametrize("kind", ["radar with ships", "clouds over water", "spires", "rain"])
def test_rare_but_genuine_values_count(write_raster: Write, kind: str) -> None:
    draw = np.random.default_rng(0)
    places = draw.integers(0, 200, (2, 20))
    stored = draw.gamma(4.4, 0.003 / 4.4, (1, 200, 200)).astype(np.float32)
    if kind == "radar with ships":
        stored[0, places[0], places[1]] = 300.0
    elif kind == "clouds over water":
        stored = draw.integers(10, 20, (1, 200, 200)).astype(np.uint16)
        stored[0, places[0], places[1]] = 65535
    elif kind == "spires":
        stored = draw.normal(2, 0.5, (1, 200, 200)).astype(np.float32)
        stored[0, places[0], places[1]] = (160, -90) * 10
    else:
        stored = np.where(draw.random((1, 200, 200)) < 0.005, draw.random((1, 200, 200)), 0).astype(np.float32)
    with open_scene([write_raster(stored)]) as scene:
        found = estimate(scene, 0)
        shown = found.apply(stored, np.ones((200, 200), bool))
    assert found.mean[0] == pytest.approx(stored.mean(dtype=np.float64), rel=1e-12)
    assert found.std[0] == pytest.approx(stored.std(dtype=np.float64), rel=1e-9)
    assert found.findings(["one"]) == () and found.far == {}
    assert np.array_equal(shown, (stored - np.float32(found.mean[0])) / np.float32(found.std[0]))


@pytest.mark.parametrize(("fill", "is_said"), [(-9999, True), (32767, True), (0, False)])
def test_few_fill_values_are_said_unless_they_may_be_shadow(write_raster: Write, fill: int, is_said: bool) -> None:
    stored = np.random.default_rng(0).integers(100, 9000, (3, 200, 200)).astype(np.int16)
    stored[:, 0] = fill
    with open_scene([write_raster(stored)]) as scene:
        said = estimate(scene, 0).findings("abc")
    assert [sentence.startswith(f"All bands are {fill} on about 0.5% of") for sentence in said] == [True] * is_said


@pytest.mark.parametrize("moments", [None, ("2021-05-11", "2021-07-21")])
@pytest.mark.parametrize("fill", [0, -9999])
@pytest.mark.parametrize("scale", [1, 2])
def test_a_frame_at_one_date_is_said_with_its_date(
    write_raster: Write, fill: int, moments: tuple[str, ...] | None, scale: int
) -> None:
    images = np.random.default_rng(2).integers(1, 3000, (3, 2, 40, 50)).astype(np.float32)
    images[1, :, :, 40:] = fill
    paths = [write_raster(image, name=f"s_2021-0{n + 5}-01.tif") for n, image in enumerate(images)]
    with open_scene(paths, moments=moments, scale=scale) as scene:
        found = estimate(scene, 0)
        said = found.findings(scene.channel_names)
    ((key, share),) = found.filled.items()
    assert key == ("2021-06-01", fill) and share == pytest.approx(0.2, abs=0.02)
    assert said[0].startswith(f"All bands of 2021-06-01 are {fill} on about 2")
    assert said[0].endswith(f"declare {fill} as this raster's NoData value.")


def test_frames_at_several_dates_are_said_together(write_raster: Write) -> None:
    images = np.random.default_rng(2).integers(1, 3000, (3, 2, 40, 50)).astype(np.uint16)
    images[0, :, :, 45:], images[2, :, :, 40:] = 0, 0
    paths = [write_raster(image, name=f"s_2021-0{n + 5}-01.tif") for n, image in enumerate(images)]
    with open_scene(paths) as scene:
        said = estimate(scene, 0).findings(scene.channel_names)
    assert said == (
        "All bands are 0 on up to 20.0% of the pixels of 2021-05-01, 2021-07-01, which count as data. If they show no "
        "ground, such as the frame of an image, declare 0 as the NoData value of these rasters.",
    )


def test_a_frame_at_all_dates_of_a_single_band_is_said(write_raster: Write) -> None:
    images = np.random.default_rng(2).integers(1, 3000, (2, 1, 40, 50)).astype(np.uint16)
    images[..., 45:] = 0
    paths = [write_raster(image, name=f"s_2021-0{n + 5}-01.tif") for n, image in enumerate(images)]
    with open_scene(paths) as scene:
        assert estimate(scene, 0).filled == {("", 0): pytest.approx(0.1)}
