from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.crs import CRS
from rasterio.transform import Affine

from deepsat.finetune.chips import BLOCK_SIDE_PX, ChipReader
from deepsat.imagery import Normalisation, Window, open_scene


@pytest.fixture
def raster(tmp_path: Path) -> str:
    """Two bands of 300 x 290 pixels that hold their own position; a hole without data."""
    rows, columns = np.mgrid[:300, :290]
    values = np.stack([rows * 1000 + columns, columns * 1000 - rows]).astype(np.float32)
    values[:, 140:150, 100:110] = -1e6
    path = str(tmp_path / "scene.tif")
    with rasterio.open(
        path, "w", driver="GTiff", dtype="float32", count=2, height=300, width=290, nodata=-1e6,
        crs=CRS.from_epsg(32633), transform=Affine(10, 0, 5e5, 0, -10, 5e6),
    ) as dataset:  # fmt: skip
        dataset.write(values)
    return path


@pytest.mark.parametrize("memory", [2**30, 1])
def test_chips_are_the_normalised_windows_whatever_is_remembered(raster: str, memory: int) -> None:
    normalisation = Normalisation((10.0, 20.0), (2.0, 4.0))
    windows = [Window(*corner, 60, 60) for corner in ((0, 0), (100, 70), (130, 90), (240, 230), (-20, -10), (270, 260))]
    with open_scene([raster]) as scene:
        reader = ChipReader(scene, normalisation, memory)
        for _ in range(2):
            chips = reader.read(windows)
        whole = scene.read(scene.grid.whole)
    expected = normalisation.apply(whole.values, whole.valid)
    expected = np.pad(expected, ((0, 0), (60, 60), (60, 60)), mode="reflect")
    valid = np.pad(whole.valid, 60, mode="reflect")
    for window, image, mask in zip(windows, chips.images.numpy(), chips.valid.numpy(), strict=True):
        rows, columns = window.shifted(60, 60).slices
        assert np.array_equal(image, expected[:, rows, columns])
        assert np.array_equal(mask, valid[rows, columns])
    assert not chips.valid[2].all()


def test_memory_is_bounded_and_a_scene_that_fits_is_read_once(raster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    block_bytes = BLOCK_SIDE_PX**2 * (2 * 4 + 1)
    with open_scene([raster]) as scene:
        asked: list[Window] = []
        real = scene.read
        monkeypatch.setattr(scene, "read", lambda window, bands=None: asked.append(window) or real(window, bands))
        everything = [Window(row, column, 64, 64) for row in range(0, 236, 40) for column in range(0, 226, 40)]
        reader = ChipReader(scene, Normalisation((0.0, 0.0), (1.0, 1.0)))
        reader.read(everything)
        reader.read(everything)
        assert len(asked) == len(set(asked)) == 9
        small = ChipReader(scene, Normalisation((0.0, 0.0), (1.0, 1.0)), 3 * block_bytes)
        small.read(everything)
        assert block_bytes < sum(block.byte_count for block in small._blocks.values()) <= 3 * block_bytes
