"""A small map with known truth."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from rasterio.crs import CRS

from deepsat.class_map import ClassMap
from deepsat.imagery import ClassRasterWriter, Grid

NAMES = ("fields", "forest", "water")
LEFT, TOP, PIXEL = 500_000.0, 5_000_000.0, 10.0


@dataclasses.dataclass(frozen=True)
class KnownMap:
    """A map and what is true, without any symmetry; a tenth of forest and water is mapped as fields."""

    folder: Path
    map: Path
    truth_raster: Path
    said: NDArray[np.uint8]
    truth: NDArray[np.uint8]
    grid: Grid

    def truth_at(self, x: float, y: float) -> str:
        """Name of the true class at a place."""
        return NAMES[self.truth[int((TOP - y) // PIXEL), int((x - LEFT) // PIXEL)]]


@pytest.fixture
def known(tmp_path: Path) -> KnownMap:
    """Map and truth as rasters."""
    rows, columns = np.mgrid[:70, :110]
    truth = np.zeros((70, 110), np.uint8)
    truth[(rows - 12) ** 2 + (columns - 30) ** 2 / 2 < 300] = 1
    truth[np.abs(columns - 70 - rows / 6) < 9] = 2
    said = truth.copy()
    said[np.random.default_rng(2).random(said.shape) < 0.1] = 0
    said[:4, :11] = 255
    grid = Grid(CRS.from_epsg(32633).to_wkt(), (PIXEL, 0.0, LEFT, 0.0, -PIXEL, TOP), 70, 110)
    for name, values in (("map", said), ("truth", truth)):
        with ClassRasterWriter(tmp_path / f"{name}.tif", grid, ClassMap.from_names(NAMES), {}) as writer:
            writer.write(0, values)
    return KnownMap(tmp_path, tmp_path / "map.tif", tmp_path / "truth.tif", said, truth, grid)
