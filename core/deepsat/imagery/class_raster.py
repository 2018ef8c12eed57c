"""Class rasters and percent rasters: maps written row by row, on exactly the grid of their scene.

Both become cloud optimised GeoTIFFs once all rows are there.
"""

from __future__ import annotations

import contextlib
import html
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.windows import Window as RasterioWindow

from deepsat.class_map import NO_CLASS, ClassMap
from deepsat.imagery.cloud_optimised import TILE_SIDE_PX, copy_as_cog, draft_beside
from deepsat.imagery.grid import Grid
from deepsat.outputs.output_checks import CATEGORIES_SUFFIX, check_raster_writable
from deepsat.outputs.temporary_files import whole_file

NO_PERCENT = 255
"""Value of a percent raster where there are no data."""

NAMES_TAG = "DEEPSAT_CLASSES"
"""Tag of a class raster with the names of its classes, a JSON list in the order of their values."""

_Writer = TypeVar("_Writer", bound="_RasterWriter")


class _RowWriter:
    """Gathers rows into whole tile rows, so that each tile is compressed and written once and in order.

    That keeps the file's bytes independent of how many rows come at a time and of GDAL's cache.
    """

    def __init__(self, dataset: Any) -> None:
        self._dataset = dataset
        self._buffer = np.empty((dataset.count, TILE_SIDE_PX, dataset.width), dtype=np.uint8)
        self._next_row = 0

    def write(self, row: int, values: NDArray[np.uint8]) -> None:
        """Takes the rows `row` to `row + h` as uint8 (C, h, W); rows come in order, without gaps.

        Raises:
            ValueError: they are of another type or shape, or not the next ones.
        """
        count, height, width = values.shape
        fits = count == self._dataset.count and width == self._dataset.width and row + height <= self._dataset.height
        if values.dtype != np.uint8 or row != self._next_row or not fits:
            expected = f"uint8 rows from {self._next_row} on, {self._dataset.count} x h x {self._dataset.width}"
            raise ValueError(f"the raster takes {expected}, not {values.dtype} {values.shape} from row {row}")
        taken = 0
        while taken < height:
            filled = self._next_row % TILE_SIDE_PX
            step = min(TILE_SIDE_PX - filled, height - taken)
            self._buffer[:, filled : filled + step] = values[:, taken : taken + step]
            taken += step
            self._next_row += step
            if self._next_row % TILE_SIDE_PX == 0 or self._next_row == self._dataset.height:
                self._write_tile_row()

    def check_complete(self) -> None:
        """Raises `ValueError` unless every row was written."""
        if self._next_row != self._dataset.height:
            raise ValueError(f"only {self._next_row} of {self._dataset.height} rows were written")

    def _write_tile_row(self) -> None:
        row = (self._next_row - 1) // TILE_SIDE_PX * TILE_SIDE_PX
        height = self._next_row - row
        for column in range(0, self._dataset.width, TILE_SIDE_PX):
            width = min(TILE_SIDE_PX, self._dataset.width - column)
            tile = self._buffer[:, :height, column : column + width]
            self._dataset.write(tile, window=RasterioWindow(column, row, width, height))


class _RasterWriter:
    """A raster that is open for writing between the beginning and the end of a block."""

    def __init__(self, raster: contextlib.AbstractContextManager[_RowWriter]) -> None:
        self._raster = raster

    def __enter__(self: _Writer) -> _Writer:
        self._rows = self._raster.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._raster.__exit__(kind, error, trace)


class ClassRasterWriter(_RasterWriter):
    """Writes a class raster: uint8, value k is class k, 255 is NoData; class names and colours are inside.

    A context manager: the file appears, whole, when its block ends without an error.

    Args:
        path: GeoTIFF to write.
        grid: the grid of the scene, which the raster gets unchanged.
        class_map: the classes.
        tags: metadata of the file, such as which model made it; equal tags and pixels give equal bytes.

    Raises:
        UserError: `DISK_FULL` or `OUTPUT_UNWRITABLE`.
    """

    def __init__(self, path: Path | str, grid: Grid, class_map: ClassMap, tags: Mapping[str, str]) -> None:
        super().__init__(_whole_raster(Path(path), grid, ("class",), tags, class_map))
        self._class_count = len(class_map.classes)

    def write(self, row: int, class_ids: NDArray[np.uint8]) -> None:
        """Writes the rows `row` to `row + h`; rows come in order, without gaps.

        Args:
            row: first row of these.
            class_ids: uint8 (h, W), 0 to K-1, or 255 where there are no data.

        Raises:
            ValueError: rows out of order, of another width or type, or an id that is no class.
        """
        unknown = (class_ids >= self._class_count) & (class_ids != NO_CLASS)
        if unknown.any():
            raise ValueError(f"{int(class_ids[unknown][0])} is none of the {self._class_count} classes")
        self._rows.write(row, class_ids[None])


class PercentRasterWriter(_RasterWriter):
    """Writes shares of 0 to 100 percent, uint8, 255 where there are no data: one named band each.

    A context manager: the file appears, whole, when its block ends without an error.

    Args:
        path: GeoTIFF to write.
        grid: the grid of the scene, which the raster gets unchanged.
        band_names: what each band is the share of, such as the classes.
        tags: metadata of the file; equal tags and pixels give equal bytes.

    Raises:
        UserError: `DISK_FULL` or `OUTPUT_UNWRITABLE`.
    """

    def __init__(self, path: Path | str, grid: Grid, band_names: Sequence[str], tags: Mapping[str, str]) -> None:
        super().__init__(_whole_raster(Path(path), grid, band_names, tags, None))

    def write(self, row: int, percent: NDArray[np.uint8]) -> None:
        """Writes the rows `row` to `row + h`; rows come in order, without gaps.

        Args:
            row: first row of these.
            percent: uint8 (C, h, W), or (h, W) for a single band: 0 to 100, or 255.

        Raises:
            ValueError: rows out of order, of another shape or type, or a value between 100 and 255.
        """
        if ((percent > 100) & (percent != NO_PERCENT)).any():
            raise ValueError("a percent raster holds 0 to 100, and 255 where there are no data")
        self._rows.write(row, percent[None] if percent.ndim == 2 else percent)


def percent_of(shares: NDArray[np.floating[Any]], valid: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Shares of 0-1, floating (..., H, W), as whole percent, uint8; 255 where `valid`, bool (H, W), is False."""
    rounded = np.rint(np.clip(np.nan_to_num(shares), 0, 1) * 100).astype(np.uint8)
    return np.asarray(np.where(valid, rounded, np.uint8(NO_PERCENT)), dtype=np.uint8)


@contextlib.contextmanager
def _whole_raster(
    path: Path, grid: Grid, descriptions: Sequence[str], tags: Mapping[str, str], class_map: ClassMap | None
) -> Iterator[_RowWriter]:
    """A raster to fill with rows; it takes its final name, with its class names beside it, once all are there."""
    check_raster_writable(path)
    with whole_file(path) as temporary, draft_beside(temporary) as draft:
        with rasterio.open(draft, "w", **_profile(grid, len(descriptions))) as dataset:
            names = {} if class_map is None else {NAMES_TAG: json.dumps(class_map.names, ensure_ascii=False)}
            dataset.update_tags(**dict(sorted({**tags, **names}.items())))
            for index, description in enumerate(descriptions, start=1):
                dataset.set_band_description(index, description)
            if class_map is not None:
                dataset.write_colormap(1, class_map.colour_table())
            rows = _RowWriter(dataset)
            yield rows
            rows.check_complete()
        _check_readable(draft)
        copy_as_cog(draft, temporary, of_classes=class_map is not None)
        if class_map is not None:
            # GeoTIFF has no place for category names: GDAL and QGIS look for them in this sidecar. We look for the tag
            # as well, because a map that is sent on often goes without it.
            temporary.with_name(temporary.name + CATEGORIES_SUFFIX).write_bytes(_category_names(class_map))
        _check_readable(temporary)


def _profile(grid: Grid, bands: int) -> dict[str, Any]:
    return {
        "driver": "GTiff",
        "dtype": "uint8",
        "count": bands,
        "height": grid.height,
        "width": grid.width,
        "crs": grid.crs,
        "transform": grid.affine,
        "nodata": NO_CLASS,
        "tiled": True,
        "blockxsize": TILE_SIDE_PX,
        "blockysize": TILE_SIDE_PX,
        "interleave": "pixel",
        "photometric": "MINISBLACK",
        "compress": "deflate",
        "zlevel": 1,  # of the draft; the copy is compressed well
        "num_threads": 1,
        "bigtiff": "IF_SAFER",
    }


def _category_names(class_map: ClassMap) -> bytes:
    """GDAL's sidecar with the name of each class, in UTF-8."""
    names = "".join(f"      <Category>{html.escape(name, quote=False)}</Category>\n" for name in class_map.names)
    band = f'  <PAMRasterBand band="1">\n    <CategoryNames>\n{names}    </CategoryNames>\n  </PAMRasterBand>\n'
    return f"<PAMDataset>\n{band}</PAMDataset>\n".encode()


def _check_readable(path: Path) -> None:
    """Reads the end of a file that was just written; raises `RasterioIOError` when it is missing.

    GDAL reports a disk that fills up while it closes a file to its log only.
    """
    with rasterio.open(path) as dataset:
        row = (dataset.height - 1) // TILE_SIDE_PX * TILE_SIDE_PX
        column = (dataset.width - 1) // TILE_SIDE_PX * TILE_SIDE_PX
        dataset.read(window=RasterioWindow(column, row, dataset.width - column, dataset.height - row))
