"""Labels for CSCL: rasters of classes beside the scenes, or polygons."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import RasterioError

from deepsat.imagery import Grid, Window
from deepsat.imagery.raster_files import LABEL_NAMES
from deepsat.jobs import ErrorCode, PretrainJob, UserError
from deepsat.jobs.band_files import RASTER_SUFFIXES
from deepsat.labels.pixels import LabelPixels, label_pixels
from deepsat.labels.polygons import read_labels
from deepsat.losses.cscl import UNLABELLED
from deepsat.pretrain.catalogue import Place


class LabelSource(Protocol):
    """Where the labels of one place come from."""

    def chip(self, window: Window) -> NDArray[np.uint8]:
        """Class ids in a window, uint8 (H, W), 255 = unlabelled; the window may reach beyond the place."""

    def labelled_pixel(self, draw: np.random.Generator) -> tuple[int, int] | None:
        """Row and column of a labelled pixel, each equally likely; None where windows may lie anywhere."""

    def content_hash(self) -> str:
        """SHA-256, in hexadecimal, of all labels of the place."""


@dataclasses.dataclass(frozen=True)
class ClassRaster:
    """A raster of class ids on the grid of its place; its NoData value, and 255, mean unlabelled."""

    path: str
    grid: Grid

    def chip(self, window: Window) -> NDArray[np.uint8]:
        """Class ids in a window, uint8 (H, W), 255 = unlabelled."""
        chip = np.full(window.shape, UNLABELLED, dtype=np.uint8)
        inside = window.intersection(self.grid.whole)
        if inside.is_empty:
            return chip
        region = rasterio.windows.Window(inside.column, inside.row, inside.width, inside.height)
        with rasterio.open(self.path) as dataset:
            values, known = dataset.read(1, window=region), dataset.read_masks(1, window=region) != 0
        chip[inside.relative_to(window).slices] = np.where(known, values, UNLABELLED)
        return chip

    def labelled_pixel(self, draw: np.random.Generator) -> tuple[int, int] | None:
        """None: dense labels are met anywhere."""
        return None

    def content_hash(self) -> str:
        """SHA-256, in hexadecimal, of all class ids and of where they are known."""
        digest = hashlib.sha256()
        with rasterio.open(self.path) as dataset:
            for _, region in dataset.block_windows(1):
                digest.update(dataset.read(1, window=region).tobytes())
                digest.update(dataset.read_masks(1, window=region).tobytes())
        return digest.hexdigest()


@dataclasses.dataclass(frozen=True)
class Polygons:
    """Polygons, as the pixels that they cover."""

    pixels: LabelPixels

    def chip(self, window: Window) -> NDArray[np.uint8]:
        """Class ids in a window, uint8 (H, W), 255 = unlabelled."""
        return self.pixels.chip(window)

    def labelled_pixel(self, draw: np.random.Generator) -> tuple[int, int] | None:
        """Row and column of a labelled pixel, each equally likely."""
        index = int(draw.integers(len(self.pixels)))
        return int(self.pixels.rows[index]), int(self.pixels.columns[index])

    def content_hash(self) -> str:
        """SHA-256, in hexadecimal, of the pixels and their classes, wherever the file lies and whatever it is."""
        digest = hashlib.sha256(json.dumps(self.pixels.class_map.names).encode())
        for array in (self.pixels.rows, self.pixels.columns, self.pixels.class_ids):
            digest.update(array.tobytes())
        return digest.hexdigest()


def labelled_places(
    job: PretrainJob, places: Sequence[Place]
) -> tuple[tuple[Place, ...], tuple[LabelSource, ...], tuple[str, ...]]:
    """The places that have labels, their labels, and sentences about the others.

    With a label file (`PretrainJob.labels`), a raster serves the places on its grid, and polygons those on which
    polygons of two classes lie. Without, a raster named truth or labels beside the scenes, on their grid, is used.

    Raises:
        UserError: `LABELS_UNUSABLE` where no place has labels; `LABELS_UNREADABLE` and `CLASS_FIELD_MISSING` as
            `read_labels` has them.
    """
    found = [(place, _source(job, place)) for place in places]
    chosen = [(place, source) for place, source in found if not isinstance(source, str)]
    reasons = [f"{place.name} was left out: {source}." for place, source in found if isinstance(source, str)]
    if not chosen:
        raise UserError(
            ErrorCode.LABELS_UNUSABLE,
            expected="labels on at least one scene",
            found="; ".join(reason.rstrip(".") for reason in reasons[:3]),
            remedy="Give polygons or a raster of classes as labels, or put a labels.tif beside each scene.",
        )
    return tuple(place for place, _ in chosen), tuple(source for _, source in chosen), tuple(reasons)


def _source(job: PretrainJob, place: Place) -> LabelSource | str:
    """Where the labels of a place come from, or why it has none."""
    if not job.labels:
        folder = Path(place.rasters[0].folder)
        names = [folder / f"{name}{suffix}" for name in LABEL_NAMES for suffix in RASTER_SUFFIXES]
        beside = [_class_raster(str(path), place.grid) for path in names if path.is_file()]
        rasters = [raster for raster in beside if isinstance(raster, ClassRaster)]
        return rasters[0] if rasters else (beside[0] if beside else "no raster of labels lies beside it")
    if Path(job.labels).suffix.lower() in RASTER_SUFFIXES:
        return _class_raster(job.labels, place.grid)
    try:
        labels = read_labels(job.labels, job.class_field, place.grid, job.labels_layer)
        return Polygons(label_pixels(labels, place.grid))
    except UserError as error:
        if error.code is not ErrorCode.LABELS_UNUSABLE:
            raise
        return error.found


def _class_raster(path: str, grid: Grid) -> ClassRaster | str:
    try:
        with rasterio.open(path) as dataset:
            same = Grid.of(dataset) == grid
            fits = np.can_cast(np.dtype(dataset.dtypes[0]), np.uint8)
    except RasterioError as error:
        raise UserError(
            ErrorCode.LABELS_UNREADABLE,
            expected="a raster of class ids",
            found=f"{path}, which GDAL cannot open ({error})",
            remedy="Check the path, and that the file opens in QGIS.",
        ) from error
    if not same:
        return f"{Path(path).name} lies on another grid"
    return ClassRaster(path, grid) if fits else f"{Path(path).name} does not hold 8-bit class ids"
