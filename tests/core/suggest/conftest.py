"""A scene with four materials, of which polygons show three, and a model that learnt from them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import pytest
import rasterio
import shapely
from rasterio.crs import CRS
from rasterio.transform import Affine

from deepsat.checkpoints import load_model, save_model
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.jobs import FinetuneJob
from deepsat.reporting import SilentReporter

UTM = Affine(10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0)
DEGREES = Affine(0.0002, 0.0, 14.5, 0.0, -0.0001, 45.25)
HEIGHT, WIDTH = 130, 177
MATERIALS = np.array([[300, 400, 3000], [600, 400, 150], [900, 1200, 2000], [2500, 2600, 2700]])
NAMES = ("forest", "water", "fields")
UNSEEN = 3
"""The material that no polygon shows."""
NODATA = 0
LABELLED = ((10, 12, 0), (60, 15, 0), (20, 80, 1), (90, 70, 1), (15, 140, 2), (45, 150, 2))
"""Upper left row and column of each labelled square, and its material."""
SIDE = 7


def materials() -> np.ndarray:
    """uint8 (HEIGHT, WIDTH): three slanted stripes, and the unseen material low on the right, without symmetry."""
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    stripe = np.digitize(columns - rows / 8, [45, 105]).astype(np.uint8)
    stripe[80:115, 120:165] = UNSEEN
    return stripe


def write_scene(path: Path, transform: Affine = UTM, epsg: int = 32633, *, hole: bool = False) -> str:
    """Writes the scene; with `hole` a part of the forest is missing."""
    noise = np.random.default_rng(3).normal(0, 60, (3, HEIGHT, WIDTH))
    values = (MATERIALS[materials()].transpose(2, 0, 1) + noise).clip(1).astype(np.uint16)
    if hole:
        values[:, 90:, :20] = NODATA
    with rasterio.open(
        path, "w", driver="GTiff", dtype="uint16", count=3, height=HEIGHT, width=WIDTH, nodata=NODATA,
        crs=CRS.from_epsg(epsg), transform=transform, photometric="MINISBLACK",
    ) as dataset:  # fmt: skip
        dataset.write(values)
    return str(path)


def write_polygons(path: Path, transform: Affine = UTM, epsg: int = 32633) -> str:
    """Writes the labelled squares."""
    corners = [(transform @ (c, r), transform @ (c + SIDE, r + SIDE)) for r, c, _ in LABELLED]
    boxes = np.array([shapely.box(left, bottom, right, top) for (left, top), (right, bottom) in corners])
    names = np.array([NAMES[material] for _, _, material in LABELLED], dtype=object)
    pyogrio.raw.write(
        path, shapely.to_wkb(boxes), [names], np.array(["class"]), layer="labels", driver="GPKG",
        geometry_type="Polygon", crs=f"EPSG:{epsg}",
    )  # fmt: skip
    return str(path)


@dataclasses.dataclass(frozen=True)
class Places:
    """What was written: windows as row and column of the upper left pixel, and the fields."""

    corners: list[tuple[float, float]]
    sizes: list[tuple[float, float]]
    fields: dict[str, list[Any]]
    geometry: str
    crs: str


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Scene, labels and models with one tile and with many tiles."""
    folder = tmp_path_factory.mktemp("suggest")
    found = {"scene": write_scene(folder / "scene.tif"), "labels": write_polygons(folder / "labels.gpkg")}
    found |= {name: str(folder / name) for name in ("model", "tiled")}
    recipe = Recipe(folds=0, candidates=("head",), calibration_windows=8, tile_size=512, tile_margin=16)
    job = FinetuneJob((found["scene"],), found["labels"], "class", found["model"], checkpoint="random", device="cpu")
    finetune(job, SilentReporter(), recipe)
    model, card = load_model(Path(found["model"]))
    save_model(Path(found["tiled"]), model, dataclasses.replace(card, tile_size=64))
    return found


@pytest.fixture
def places_of() -> Callable[..., Places]:
    """Reads boxes back as pixels of a raster with the given transform."""

    def read(path: str, transform: Affine = UTM) -> Places:
        meta, _, shapes, values = pyogrio.raw.read(path)
        bounds = shapely.bounds(shapely.from_wkb(shapes))
        corners, sizes = [], []
        for left, bottom, right, top in bounds:
            first, last = ~transform @ (left, top), ~transform @ (right, bottom)
            corners.append((round(float(first[1]), 5), round(float(first[0]), 5)))
            sizes.append((round(float(last[1] - first[1]), 5), round(float(last[0] - first[0]), 5)))
        fields = {name: list(column) for name, column in zip(meta["fields"], values, strict=True)}
        return Places(corners, sizes, fields, meta["geometry_type"], meta["crs"])

    return read
