"""From polygons to the map on every kind of raster that people bring: types, NoData, CRS, sizes, bands, paths."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pyogrio.raw
import pyproj
import pytest
import rasterio
import shapely
from rasterio.transform import Affine

from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.jobs import FinetuneJob, PredictJob
from deepsat.predict.run import predict
from deepsat.reporting import SilentReporter

TILE = 64
# What is tried is the way of the pixels: a little training will do.
RECIPE = Recipe(
    chip_size=32, batch_size=4, tile_size=TILE, tile_margin=16,
    trees_a_kind=10, calibration_windows=8, steps=4, warm_up=1, evaluate_every=2,
)  # fmt: skip
NAMES = ("field", "lake")
SIDE = 5  # pixels of a labelled square
LONG = "/".join(["Geländemodell süd"] * 12)


@dataclasses.dataclass(frozen=True)
class Kind:
    """A raster of one kind, and what CRS its labels have."""

    dtype: str
    nodata: float | None
    bands: int
    size: tuple[int, int]
    epsg: int
    transform: Affine
    labels_epsg: int
    folder: str = "."
    patchy_band: int | None = None
    """From 1; one that ends early."""
    has_undeclared: bool = False
    """Whether the corner is 0 though that is no NoData value, and a pixel has a value that is no measurement."""


KINDS = {
    "degrees, 8 bits, one band, smaller than a tile, labels in metres, long path": Kind(
        "uint8", 0, 1, (31, 45), 4326, Affine(0.0004, 0, 13.2, 0, -0.0003, 47.6), 3857, LONG
    ),
    "feet, int16 minimum, thirteen bands, labels in degrees": Kind(
        "int16", -32768, 13, (40, 57), 2263, Affine(98.5, 0, 980_000, 0, -98.5, 200_000), 4326
    ),
    "metres, NaN, exactly a tile, labels of the next zone": Kind(
        "float32", float("nan"), 3, (TILE, TILE), 32633, Affine(10, 0, 600_000, 0, -10, 5_300_000), 32634
    ),
    "metres, float -9999, a row and a column more than a tile": Kind(
        "float32", -9999.0, 2, (TILE + 1, TILE + 1), 32719, Affine(30, 0, 300_000, 0, -30, 8_000_000), 32719
    ),
    "metres, 16 bits without NoData, a strip": Kind(
        "uint16", None, 4, (17, 90), 32633, Affine(20, 0, 600_000, 0, -20, 5_300_000), 32633
    ),
    "metres, 16 bits with fill values that nobody declared": Kind(
        "uint16", None, 3, (40, 50), 32633, Affine(10, 0, 600_000, 0, -10, 5_300_000), 32633, has_undeclared=True
    ),
    "metres, bands without names of which one ends early": Kind(
        "int16", -1, 3, (50, 61), 32633, Affine(10, 0, 600_000, 0, -10, 5_300_000), 32633, patchy_band=2
    ),
}


def truth_of(size: tuple[int, int]) -> np.ndarray:
    """Class of each pixel, uint8: a slanted border, so that neither a turn nor a reflection gives the same."""
    rows, columns = np.mgrid[: size[0], : size[1]]
    return (columns > 0.45 * size[1] + 0.2 * rows).astype(np.uint8)


def corner_of(kind: Kind) -> np.ndarray:
    """A corner that may be cut off."""
    rows, columns = np.mgrid[: kind.size[0], : kind.size[1]]
    return (rows < 4) & (columns >= kind.size[1] - 7)


def hole_of(kind: Kind) -> np.ndarray:
    """Where the raster has no data: none without a NoData value."""
    return corner_of(kind) & (kind.nodata is not None)


def write_raster(path: Path, kind: Kind) -> None:
    """Two classes that every band tells apart, with a little noise."""
    means = np.where(truth_of(kind.size) == 0, 60, 160) + 3 * np.arange(kind.bands)[:, None, None]
    values = (means + np.random.default_rng(4).normal(0, 4, means.shape)).astype(kind.dtype)
    if kind.nodata is not None:
        values[:, hole_of(kind)] = kind.nodata
    if kind.has_undeclared:
        values[:, corner_of(kind)] = 0
        values[0, -1, -1] = np.iinfo(kind.dtype).max
    if kind.patchy_band is not None:
        values[kind.patchy_band - 1, : kind.size[0] // 3] = kind.nodata
    height, width = kind.size
    with rasterio.open(
        path, "w", driver="GTiff", dtype=kind.dtype, count=kind.bands, height=height, width=width,
        crs=f"EPSG:{kind.epsg}", transform=kind.transform, nodata=kind.nodata, photometric="MINISBLACK",
    ) as dataset:  # fmt: skip
        dataset.write(values)


def write_labels(path: Path, kind: Kind) -> None:
    """Squares inside of one class, three of each, and one without a class; in the CRS of the labels."""
    truth, to_labels = truth_of(kind.size), pyproj.Transformer.from_crs(kind.epsg, kind.labels_epsg, always_xy=True)
    shapes, names = [], []
    for class_id, name in enumerate(NAMES):
        corners = [
            (row, column)
            for row in range(0, kind.size[0] - SIDE, SIDE + 1)
            for column in range(0, kind.size[1] - SIDE, SIDE + 1)
            if (truth[row : row + SIDE, column : column + SIDE] == class_id).all()
            and not corner_of(kind)[row : row + SIDE, column : column + SIDE].any()
        ]
        for row, column in (corners[0], corners[len(corners) // 2], corners[-1]):
            # A little inside, so that no border lies on the centre of a pixel in another CRS.
            left, top = kind.transform @ (column + 0.1, row + 0.1)
            right, bottom = kind.transform @ (column + SIDE - 0.1, row + SIDE - 0.1)
            square = shapely.box(left, bottom, right, top)
            shapes.append(shapely.transform(square, to_labels.transform, interleaved=False))
            names.append(name)
    data = [np.array([*names, None], dtype=object)]
    geometries = np.array([shapely.to_wkb(one) for one in [*shapes, shapes[0]]], dtype=object)
    pyogrio.raw.write(str(path), geometries, data, ["class"], geometry_type="Polygon", crs=f"EPSG:{kind.labels_epsg}")


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_polygons_become_a_map_on_the_rasters_own_grid(tmp_path: Path, kind: Kind) -> None:
    folder = tmp_path / kind.folder
    folder.mkdir(parents=True, exist_ok=True)
    raster, labels, model, output = (folder / name for name in ("scene ä.tif", "labels.gpkg", "model", "map.tif"))
    assert kind.folder == "." or len(str(raster)) > 200
    write_raster(raster, kind)
    write_labels(labels, kind)
    job = FinetuneJob(
        (str(raster),), labels=str(labels), class_field="class", model=str(model), device="cpu", checkpoint="random"
    )
    result = finetune(job, SilentReporter(), RECIPE)
    predict(PredictJob((str(raster),), str(model), str(output), device="cpu"), SilentReporter())
    # All pixels of the squares, whatever the CRS they were drawn in; what has no class teaches none.
    assert {one["name"]: one["pixels"] for one in result["classes"]} == dict.fromkeys(NAMES, 3 * SIDE**2)
    assert any("no class" in finding for finding in result["findings"]), result["findings"]
    with rasterio.open(raster) as source, rasterio.open(output) as made:
        assert (made.crs, made.transform, made.shape) == (source.crs, source.transform, source.shape)
        found = made.read(1)
    hole = hole_of(kind)
    assert (found == 255).tolist() == hole.tolist()
    assert (found == truth_of(kind.size))[~hole].mean() > 0.97
