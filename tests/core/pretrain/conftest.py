"""Tiny archives of real rasters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import torch
from rasterio.crs import CRS
from rasterio.transform import Affine

RASTER_TRANSFORM = Affine(10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Sums in one order, and no more of the machine than needed."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def write_raster(tmp_path: Path) -> Callable[..., str]:
    """Writes (C,H,W) values as a GeoTIFF below `tmp_path` and returns its path; options go to rasterio."""

    def write(
        values: np.ndarray,
        *,
        name: str = "scene.tif",
        names: Sequence[str] = (),
        tags: dict[str, str] | None = None,
        **options: Any,
    ) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        profile = {"crs": CRS.from_epsg(32633), "transform": RASTER_TRANSFORM, "photometric": "MINISBLACK", **options}
        count, height, width = values.shape
        with rasterio.open(
            path, "w", driver="GTiff", dtype=values.dtype, count=count, height=height, width=width, **profile
        ) as dataset:
            dataset.write(values)
            dataset.update_tags(**(tags or {}))
            for index, description in enumerate(names, start=1):
                dataset.set_band_description(index, description)
        return str(path)

    return write


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
