"""What tests of every part of the core use: one thread, and small real rasters."""

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


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> Iterator[None]:
    """Images as small as these are done soonest by one thread, which adds up in one order."""
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
            if tags:  # without any, GDAL would move the directory to the end of the file nonetheless
                dataset.update_tags(**tags)
            for index, description in enumerate(names, start=1):
                dataset.set_band_description(index, description)
        return str(path)

    return write
