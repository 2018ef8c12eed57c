"""Two dates of a small place: season and noise everywhere, and patches that changed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import rasterio
import shapely
from rasterio.crs import CRS
from rasterio.transform import Affine

TRANSFORM = Affine(10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0)
HEIGHT, WIDTH = 97, 131
SPECTRA = np.array([[900, 1200, 2000], [300, 400, 3000], [600, 400, 150]], dtype=np.float64)
SIDE = 5


@dataclasses.dataclass(frozen=True)
class ChangedPlace:
    before: str
    after: str
    labels: str
    changed: np.ndarray
    """bool (HEIGHT, WIDTH), without symmetry."""


def write_raster(
    path: Path, values: np.ndarray, names: tuple[str, ...] = ("Green", "Red", "NIR"), **profile: object
) -> str:
    settings: dict[str, object] = {"crs": CRS.from_epsg(32633), "transform": TRANSFORM, **profile}
    with rasterio.open(
        path, "w", driver="GTiff", dtype="uint16", count=len(values), height=values.shape[1], width=values.shape[2],
        photometric="MINISBLACK", nodata=0, **settings,
    ) as dataset:  # fmt: skip
        dataset.write(values)
        dataset.descriptions = names
    return str(path)


def two_dates() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """uint16 (3,H,W) before and after, and what changed."""
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    draw = np.random.default_rng(11)
    classes = ((rows + 2 * columns) // 24) % 3
    changed = ((rows - 25) ** 2 + ((columns - 95) / 2) ** 2 < 140) | (
        (rows > 60) & (rows < 80) & (columns > 20) & (columns < 45)
    )
    later = np.where(changed, (classes + 1) % 3, classes)
    before = SPECTRA[classes].transpose(2, 0, 1) + draw.normal(0, 60, (3, HEIGHT, WIDTH))
    # Season and haze: another gain and offset in each band, and the same land looks different.
    season = np.array([[[0.8]], [[0.7]], [[1.2]]]), np.array([[[150]], [[100]], [[-60]]])
    after = season[0] * SPECTRA[later].transpose(2, 0, 1) + season[1] + draw.normal(0, 60, (3, HEIGHT, WIDTH))
    return before.clip(1).astype(np.uint16), after.clip(1).astype(np.uint16), changed


def write_labels(path: Path, changed: np.ndarray, per_class: int = 5) -> str:
    draw = np.random.default_rng(4)
    names: list[str] = []
    boxes = []
    while len(names) < 2 * per_class:
        row, column = int(draw.integers(HEIGHT - SIDE)), int(draw.integers(WIDTH - SIDE))
        seen = np.unique(changed[row : row + SIDE, column : column + SIDE])
        name = ("no change", "change")[int(seen[0])]
        if len(seen) == 1 and names.count(name) < per_class:
            names.append(name)
            left, top = TRANSFORM.c + 10 * column, TRANSFORM.f - 10 * row
            boxes.append(shapely.box(left, top - 10 * SIDE, left + 10 * SIDE, top))
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(boxes)), [np.array(names, object)], np.array(["class"]),
        geometry_type="Polygon", crs="EPSG:32633", driver="GPKG",
    )  # fmt: skip
    return str(path)


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> ChangedPlace:
    folder = tmp_path_factory.mktemp("changed place")
    before, after, changed = two_dates()
    return ChangedPlace(
        write_raster(folder / "before.tif", before),
        write_raster(folder / "after.tif", after),
        write_labels(folder / "labels.gpkg", changed),
        changed,
    )
