"""A place as the benchmarks read them, drawn here: three classes that the bands tell apart, and a series of dates."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyogrio.raw
import rasterio
import shapely
from rasterio.crs import CRS
from rasterio.transform import Affine

from benchmarks.places import Place

TRANSFORM = Affine(10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0)
CLASSES = {1: "water", 2: "bare", 3: "forest"}
"""Not in the order of the alphabet, as truth's values may be."""
SPECTRA = np.array([[0, 0, 0], [600, 400, 150], [900, 1200, 2000], [300, 400, 3000]], dtype=np.float64)
ROUGHNESS = np.array([0, 200, 400, 800], dtype=np.float64)
"""Standard deviation of each class of a textured place, in every band."""
SIDE = 4
"""Of the polygons, in pixels."""


def truth_of(height: int, width: int) -> np.ndarray:
    """Slanted stripes of unequal width, and a corner of which nothing is known."""
    rows, columns = np.mgrid[:height, :width]
    truth = np.array([1, 2, 2, 3, 3, 3, 3], np.uint8)[((rows + 2 * columns) // 14) % 7]
    truth[: height // 10, : width // 10] = 0
    return truth


def write_place(
    folder: Path, *, height: int = 64, width: int = 72, dense: bool = True, dates: int = 1, textured: bool = False
) -> Place:
    """Writes image, polygons and, if `dense`, truth.

    Of a textured place, classes have the same mean in each band, and only differ in how much their pixels do.
    """
    truth = truth_of(height, width)
    folder.mkdir(parents=True)
    noise = np.random.default_rng(5).normal(0, 1, (3, height, width))
    scene = 5000 + ROUGHNESS[truth] * noise if textured else SPECTRA[truth].transpose(2, 0, 1) + 300 * noise
    values = scene.clip(1).astype(np.uint16)
    for date in range(dates):
        _write_raster(folder / ("image.tif" if dates == 1 else f"image_{date}.tif"), values + date)
    if dense:
        _write_raster(folder / "truth.tif", truth[None])
        classes = {str(value): name for value, name in CLASSES.items()}
        (folder / "scene.json").write_text(json.dumps({"classes": classes}))
        for per_class in (1, 3, 5, 10):
            write_polygons(folder / f"labels_k{per_class}.gpkg", truth, per_class)
    else:
        write_polygons(folder / "labels.gpkg", truth, 5)
    return Place(folder.name, folder)


def write_polygons(path: Path, truth: np.ndarray, per_class: int) -> None:
    """Squares that lie in one class each."""
    draw, taken = np.random.default_rng(8), np.zeros(truth.shape, bool)
    names, boxes = [], []
    while len(names) < per_class * len(CLASSES):
        row, column = (int(draw.integers(length - SIDE)) for length in truth.shape)
        square = (slice(row, row + SIDE), slice(column, column + SIDE))
        values = np.unique(truth[square])
        name = CLASSES.get(int(values[0]), "")
        if len(values) == 1 and name and names.count(name) < per_class and not taken[square].any():
            taken[square] = True
            names.append(name)
            left, top = TRANSFORM.c + 10 * column, TRANSFORM.f - 10 * row
            boxes.append(shapely.box(left, top - 10 * SIDE, left + 10 * SIDE, top))
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(boxes)), [np.array(names, object)], np.array(["class"]), layer="labels",
        driver="GPKG", geometry_type="Polygon", crs="EPSG:32633",
    )  # fmt: skip


def _write_raster(path: Path, values: np.ndarray) -> None:
    count, height, width = values.shape
    with rasterio.open(
        path, "w", driver="GTiff", dtype=values.dtype, count=count, height=height, width=width,
        crs=CRS.from_epsg(32633), transform=TRANSFORM, photometric="MINISBLACK",
    ) as dataset:  # fmt: skip
        dataset.write(values)
