"""Tiny archives of real rasters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest


def imagery(bands: int, height: int, width: int, seed: int) -> np.ndarray:
    """uint16 (C,H,W): stripes, blobs and noise, without any symmetry."""
    draw = np.random.default_rng(seed)
    rows, columns = np.mgrid[:height, :width]
    pattern = np.sin(rows / 5 + seed) + (columns > width // 3) * 1.5 + rows * columns / (height * width)
    gains = draw.uniform(200, 900, size=(bands, 1, 1))
    return (2000 + gains * pattern + draw.normal(0, 60, size=(bands, height, width))).clip(1).astype(np.uint16)


@pytest.fixture
def archive(write_raster: Callable[..., str], tmp_path: Path) -> Path:
    """Two places: four bands with three dates, and two bands with one date."""
    for date in ("2021-03-01", "2021-06-01", "2021-09-01"):
        values = imagery(4, 40, 52, seed=int(date[5:7]))
        write_raster(values, name=f"archive/tirol/image_{date}.tif", names=("red", "green", "blue", "nir"))
    write_raster(imagery(2, 36, 33, seed=7), name="archive/other/image.tif", names=("red", "nir"))
    return tmp_path / "archive"
