"""Class rasters without any symmetry, and how they become polygons."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from rasterio.crs import CRS
from rasterio.transform import Affine

from deepsat.accuracy.map_classes import MapClasses
from deepsat.class_map import ClassMap
from deepsat.imagery.categorical_raster import open_categories
from deepsat.polygons.rings import Outlines
from deepsat.polygons.vectorising import Rules, Vectorising

UTM = Affine(10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0)
NAMES = ("crops", "forest", "water", "urban", "bare")

WriteMap = Callable[..., str]


@dataclasses.dataclass(frozen=True)
class Drawn:
    """Polygons in rows and columns, y downwards."""

    polygons: np.ndarray
    class_ids: np.ndarray
    hectares: np.ndarray


@pytest.fixture
def write_map(tmp_path: Path) -> WriteMap:
    """Writes class ids (H, W) as a GeoTIFF, 255 being NoData, and returns its path; options go to rasterio."""

    def write(class_ids: np.ndarray, *, name: str = "map.tif", **options: Any) -> str:
        height, width = class_ids.shape
        profile = {"crs": CRS.from_epsg(32633), "transform": UTM, "nodata": 255, **options}
        path = str(tmp_path / name)
        with rasterio.open(
            path, "w", driver="GTiff", dtype=class_ids.dtype, count=1, height=height, width=width, **profile
        ) as dataset:
            dataset.write(class_ids, 1)
        return path

    return write


def drawn(path: str, *, min_area: float = 0.0, simplify: float = 0.0, **options: int) -> Drawn:
    """The polygons of a class raster whose values are class ids."""
    classes = MapClasses(tuple(range(5)), ClassMap.from_names(NAMES), np.zeros(5, dtype=np.int64), np.zeros(5))
    parts: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []

    def keep(outlines: Outlines, class_ids: np.ndarray, hectares: np.ndarray) -> None:
        polygons = outlines.polygons(outlines.corners[:, 1].astype(float), outlines.corners[:, 0].astype(float))
        parts.append((polygons, class_ids, hectares))

    with open_categories(path) as raster:
        Vectorising(raster, classes, Rules(min_area, simplify), lambda share: None, **options).run(keep)
    return Drawn(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
