"""A scene of three classes in slanted stripes, with a hole, and polygons on it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import rasterio
import shapely
from rasterio.crs import CRS
from rasterio.transform import Affine

from deepsat.finetune.recipe import Recipe
from deepsat.jobs import PreviewJob
from deepsat.preview.seen_scene import MEMORY

TRANSFORM = Affine(10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0)
SPECTRA = np.array([[900, 1200, 2000], [300, 400, 3000], [600, 400, 150]], dtype=np.float64)
HEIGHT, WIDTH = 150, 197
CLASSES = ("bare", "forest", "water")
HOLE = (slice(0, 30), slice(150, 197))
SIDE = 5
Square = tuple[int, int, str]
"""Upper left row and column, and the class."""


def truth_of(height: int = HEIGHT, width: int = WIDTH) -> np.ndarray:
    """Index into `CLASSES`, without symmetry."""
    rows, columns = np.mgrid[:height, :width]
    return (((rows + 2 * columns) // 40) % 3).astype(np.uint8)


def squares_in(cells: Sequence[tuple[int, int]]) -> list[Square]:
    """One square of one class in each of some cells of 64 pixels."""
    truth, found = truth_of(), []
    for i, j in cells:
        places = [
            (row, column)
            for row in range(64 * i + 2, min(64 * i + 58, HEIGHT - SIDE))
            for column in range(64 * j + 2, min(64 * j + 58, WIDTH - SIDE))
            if len(np.unique(truth[row : row + SIDE, column : column + SIDE])) == 1
        ]
        for class_id in range(3):
            row, column = next(place for place in places[7 * class_id + 11 * j :] if truth[place] == class_id)
            found.append((row, column, CLASSES[class_id]))
    return found


def write_scene(path: Path, truth: np.ndarray) -> str:
    """The scene as uint16 with NoData 0 in the hole."""
    noise = np.random.default_rng(11).normal(0, 60, (3, *truth.shape))
    values = (SPECTRA[truth].transpose(2, 0, 1) + noise).clip(1).astype(np.uint16)
    values[(slice(None), *HOLE)] = 0
    with rasterio.open(
        path, "w", driver="GTiff", dtype="uint16", count=3, height=truth.shape[0], width=truth.shape[1], nodata=0,
        crs=CRS.from_epsg(32633), transform=TRANSFORM, photometric="MINISBLACK",
    ) as dataset:  # fmt: skip
        dataset.write(values)
        dataset.descriptions = ("green", "red", "nir")
    return str(path)


def write_labels(path: Path, squares: Sequence[Square]) -> str:
    """Squares as a GeoPackage with the text field `class`; what was there is replaced."""
    path.unlink(missing_ok=True)
    left, top, size = TRANSFORM.c, TRANSFORM.f, TRANSFORM.a
    shapes = [
        shapely.box(left + size * c, top - size * (r + SIDE), left + size * (c + SIDE), top - size * r)
        for r, c, _ in squares
    ]
    names = np.array([name for _, _, name in squares], dtype=object)
    pyogrio.raw.write(
        path,
        np.array([shapely.to_wkb(shape) for shape in shapes], dtype=object),
        [names],
        fields=["class"],
        geometry_type="Polygon",
        crs="EPSG:32633",
        driver="GPKG",
    )
    return str(path)


def bounds_of(rows: slice, columns: slice) -> tuple[float, float, float, float]:
    """xmin, ymin, xmax, ymax of a part of the scene."""
    left, top, size = TRANSFORM.c, TRANSFORM.f, TRANSFORM.a
    return left + size * columns.start, top - size * rows.stop, left + size * columns.stop, top - size * rows.start


QUICK = Recipe(calibration_windows=4)
"""The scene is small: more windows would show the same again."""


@dataclasses.dataclass(frozen=True)
class Files:
    """Files of one test."""

    folder: Path
    raster: str
    labels: str
    squares: list[Square]

    def job(self, **settings: object) -> PreviewJob:
        """A preview of the scene, with some settings changed."""
        plain: dict[str, object] = {
            "input": (self.raster,),
            "labels": self.labels,
            "class_field": "class",
            "output": str(self.folder / "preview.tif"),
            "checkpoint": "random",
            "device": "cpu",
        }
        return PreviewJob(**{**plain, **settings})  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    MEMORY.forget()
    yield
    MEMORY.forget()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    squares = squares_in([(0, 0), (1, 1)])
    return Files(
        tmp_path,
        write_scene(tmp_path / "scene.tif", truth_of()),
        write_labels(tmp_path / "labels.gpkg", squares),
        squares,
    )


@pytest.fixture(scope="session")
def small_tiles() -> Recipe:
    """So that a small scene has several tiles."""
    return dataclasses.replace(QUICK, tile_size=96, tile_margin=16)


@pytest.fixture
def forward_calls() -> Callable[[], int]:
    """Tells how many images the remembered network has looked at since it was asked last."""
    counts = [0]

    def counted() -> int:
        seen = MEMORY.seen
        assert seen is not None
        if not seen.network.network.encoder._forward_hooks:  # type: ignore[union-attr]
            seen.network.network.encoder.register_forward_hook(  # type: ignore[union-attr]
                lambda module, images, features: counts.__setitem__(0, counts[0] + len(images[0]))
            )
        found, counts[0] = counts[0], 0
        return found

    return counted
