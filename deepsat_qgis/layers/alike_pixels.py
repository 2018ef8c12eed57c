"""Alike pixels: those that join one pixel of the imagery, the most alike and the nearest first.

A region grows from its seed (Adams and Bischof 1994, Seeded region growing). In which order pixels join is found once,
so that the region follows the mouse however large it gets.
"""

from __future__ import annotations

import dataclasses
import heapq
import math
from typing import Optional, Sequence

import numpy as np
from osgeo import gdal
from qgis.core import QgsGeometry, QgsPointXY, QgsRasterLayer, QgsRectangle

from deepsat_qgis.layers.raster_bands import data_band_indexes
from deepsat_qgis.layers.raster_file import file_name, open_raster, read_values

REACH_PX = 80
"""To each side of the seed: a region grows no farther, and within a tenth of a second once pixels are read."""
_AROUND_PX = 200
"""To each side of the seed, by whose spread differences are measured."""
_MOST_BANDS = 24
"""Of long series and of imaging spectrometers so many, evenly spread, are looked at."""
_UNLIKENESS_PER_PX = 0.02
"""Standard deviations that a pixel of distance counts for: without it, regions are ragged, and run along lines."""

_STRAIGHT = 1e-3
"""Of a pixel: a corner is farther than that from the line between the corners beside it."""


@dataclasses.dataclass(frozen=True)
class AlikePixels:
    """What is round a seed."""

    ranks: np.ndarray
    """int64 (H,W): as which pixel each joins, 0 the seed; -1 where there are no data."""
    transform: tuple[float, ...]
    """GDAL's geotransform of these pixels."""

    def region(self, pixels: int) -> QgsGeometry:
        """The first pixels that join, at least the seed, along the edges of pixels, in the CRS of the imagery."""
        inside = (self.ranks >= 0) & (self.ranks < max(pixels, 1))
        return _outline(inside, self.transform)


def alike_pixels(layers: Sequence[QgsRasterLayer], place: QgsPointXY) -> Optional[AlikePixels]:
    """In which order the pixels round a place join the one there.

    Args:
        layers: the imagery; those on the grid of the first count, all of their bands together.
        place: in the CRS of the imagery.

    Returns:
        None where there are no data, or where rows do not run from west to east.

    Raises:
        UserError: `RASTER_UNREADABLE`.
    """
    datasets = [open_raster(layer.source()) for layer in layers]
    first, transform = datasets[0], datasets[0].GetGeoTransform()
    inverse = gdal.InvGeoTransform(transform)
    column, row = (math.floor(one) for one in gdal.ApplyGeoTransform(inverse, place.x(), place.y()))
    if not (0 <= column < first.RasterXSize and 0 <= row < first.RasterYSize) or transform[2] or transform[4]:
        return None
    left, top = max(column - _AROUND_PX, 0), max(row - _AROUND_PX, 0)
    right, bottom = min(column + _AROUND_PX + 1, first.RasterXSize), min(row + _AROUND_PX + 1, first.RasterYSize)
    bands = _bands([dataset for dataset in datasets if _grid(dataset) == _grid(first)])
    values, there = _read(bands, (left, top, right - left, bottom - top))
    seed = row - top, column - left
    # Bands that have no data at the seed, as those that end early, say nothing about what is like it.
    seen = there[:, seed[0], seed[1]]
    if not seen.any():
        return None
    values, known = values[seen], there[seen].all(axis=0)
    near = tuple(slice(max(at - REACH_PX, 0), at + REACH_PX + 1) for at in seed)
    unlike = _smooth(_unlike(values, known, seed), known)[near]
    ranks = _ranks(unlike, known[near], (seed[0] - near[0].start, seed[1] - near[1].start))
    x, y = gdal.ApplyGeoTransform(transform, left + near[1].start, top + near[0].start)
    return AlikePixels(ranks, (x, transform[1], transform[2], y, transform[4], transform[5]))


def _grid(dataset: gdal.Dataset) -> tuple[object, ...]:
    return dataset.RasterXSize, dataset.RasterYSize, dataset.GetGeoTransform(), dataset.GetProjection()


def _bands(datasets: Sequence[gdal.Dataset]) -> list[gdal.Band]:
    found = [dataset.GetRasterBand(index) for dataset in datasets for index in data_band_indexes(dataset)]
    chosen = np.linspace(0, len(found) - 1, min(len(found), _MOST_BANDS)).round().astype(int)
    return [found[place] for place in chosen]


def _read(bands: Sequence[gdal.Band], window: tuple[int, int, int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Values, float64 (C,H,W), and where bands have data, bool (C,H,W)."""
    named = [(band, file_name(band.GetDataset())) for band in bands]
    values = np.stack([read_values(band, name, *window) for band, name in named]).astype(np.float64)
    known = np.stack([read_values(band.GetMaskBand(), name, *window) > 0 for band, name in named])
    known &= np.isfinite(values)
    return np.where(known, values, 0.0), known


def _unlike(values: np.ndarray, known: np.ndarray, seed: tuple[int, int]) -> np.ndarray:
    """How far each pixel is from the seed: root of the mean square over bands, in their standard deviations."""
    spread = values[:, known].std(axis=1)
    spread[spread == 0] = 1.0
    away = (values - values[:, seed[0], seed[1], None, None]) / spread[:, None, None]
    return np.asarray(np.sqrt((away**2).mean(axis=0)))


def _smooth(unlike: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Means of 3 x 3 pixels: noise goes, and pixels at a border, which show two classes, join late."""
    weights, total = np.pad(known.astype(np.float64), 1), np.pad(unlike * known, 1)
    height, width = unlike.shape
    parts = [(slice(row, row + height), slice(column, column + width)) for row in range(3) for column in range(3)]
    sums, counts = np.sum([total[part] for part in parts], axis=0), np.sum([weights[part] for part in parts], axis=0)
    return np.asarray(sums / np.maximum(counts, 1))


def _ranks(unlike: np.ndarray, known: np.ndarray, seed: tuple[int, int]) -> np.ndarray:
    """As which pixel each joins: always the most alike and nearest of those that share an edge with the region."""
    height, width = unlike.shape
    rows, columns = np.mgrid[:height, :width]
    cost = (unlike + _UNLIKENESS_PER_PX * np.hypot(rows - seed[0], columns - seed[1])).tolist()
    waits = (known & (unlike < np.inf)).tolist()
    ranks = np.full((height, width), -1, dtype=np.int64)
    waits[seed[0]][seed[1]] = False
    waiting, joined = [(0.0, *seed)], 0
    while waiting:
        _, row, column = heapq.heappop(waiting)
        ranks[row, column] = joined
        joined += 1
        for r, c in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            if 0 <= r < height and 0 <= c < width and waits[r][c]:
                waits[r][c] = False
                heapq.heappush(waiting, (cost[r][c], r, c))
    return ranks


def _outline(inside: np.ndarray, transform: tuple[float, ...]) -> QgsGeometry:
    """The polygon round pixels that hang together, with no more points than corners."""
    left, width, top, height = transform[0], transform[1], transform[3], transform[5]
    pieces = []
    for row in np.flatnonzero(inside.any(axis=1)).tolist():
        steps = np.flatnonzero(np.diff(inside[row].astype(np.int8), prepend=0, append=0)).tolist()
        for start, end in zip(steps[::2], steps[1::2]):
            box = QgsRectangle(left + start * width, top + row * height, left + end * width, top + (row + 1) * height)
            pieces.append(QgsGeometry.fromRect(box))
    return QgsGeometry.unaryUnion(pieces).simplify(_STRAIGHT * min(abs(width), abs(height)))
