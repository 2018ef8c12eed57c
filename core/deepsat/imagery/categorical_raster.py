"""Categorical rasters: whole numbers that stand for classes, read window by window.

DeepSat's own maps and those of other programs: names and colours are taken from the raster where it has them.
"""

from __future__ import annotations

import html
import json
import re
import warnings
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any

import numpy as np
import rasterio
import rasterio.shutil
from numpy.typing import NDArray
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import MemoryFile
from rasterio.vrt import WarpedVRT
from rasterio.warp import Resampling
from rasterio.windows import Window as RasterioWindow

from deepsat.class_map import NO_CLASS
from deepsat.imagery.bands import data_band_indexes
from deepsat.imagery.class_raster import NAMES_TAG
from deepsat.imagery.coregistration import check_overlap
from deepsat.imagery.grid import Grid
from deepsat.imagery.sources import is_missing_file
from deepsat.imagery.windows import Window
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.class_colours import plain_name

PIXELS_AT_ONCE = 2**22


class CategoricalRaster:
    """An open raster of categories, its only band. Close it, or use it as a context; one thread at a time.

    Attributes:
        path: the raster.
        grid: where the pixels lie.
        names: name of each category that the raster names, by value, as `plain_name` gives it.
        colours: `#rrggbb` of each category that the raster has a colour for, by value.
        findings: sentences about the raster that a person should know.
    """

    def __init__(self, dataset: Any, path: str, grid: Grid | None = None) -> None:
        self.path = path
        self.grid = Grid.of(dataset) if grid is None else grid
        self.findings: tuple[str, ...] = ()
        self._source = dataset
        self._dataset = dataset
        if grid is not None and Grid.of(dataset) != grid:
            check_overlap(Grid.of(dataset), path, grid)
            self._dataset = _on_grid(dataset, grid)
            self.findings = (f"{path} lies on another grid and was brought onto the map's by nearest neighbour.",)
        self.names = _names(dataset)
        self.colours = _colours(dataset)

    def __enter__(self) -> CategoricalRaster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._dataset is not self._source:
            self._dataset.close()
        self._source.close()

    def read(self, window: Window) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Values int64 (H, W), and where there are data, bool (H, W); nothing is valid beyond the raster.

        Raises:
            UserError: `RASTER_UNREADABLE` where the file is damaged or holds fractions.
        """
        values = np.zeros(window.shape, dtype=np.int64)
        valid = np.zeros(window.shape, dtype=np.bool_)
        inside = window.intersection(self.grid.whole)
        if inside.is_empty:
            return values, valid
        place = RasterioWindow(inside.column, inside.row, inside.width, inside.height)
        try:
            stored = self._dataset.read(1, window=place)
            masked = self._dataset.read_masks(1, window=place) == 0
        except RasterioError as error:
            raise _unreadable(self.path, f"damage in rows {inside.row} to {inside.end_row}") from error
        rows, columns = inside.relative_to(window).slices
        values[rows, columns], valid[rows, columns] = self._whole_numbers(stored, masked)
        return values, valid

    def _whole_numbers(
        self, stored: NDArray[Any], masked: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        valid = ~masked
        if stored.dtype.kind == "f":
            valid &= np.isfinite(stored)
            stored = np.where(valid, stored, 0)
            if (stored != np.round(stored)).any():
                fraction = float(stored[stored != np.round(stored)][0])
                raise _unreadable(self.path, f"the value {fraction:g}")
        return np.where(valid, stored.astype(np.int64), 0), valid

    def strips(self) -> Iterator[Window]:
        """Windows of whole rows that cover the raster from top to bottom, each of a bounded size."""
        block = int(self._dataset.block_shapes[0][0])
        height = max(1, PIXELS_AT_ONCE // self.grid.width // block) * block
        height = min(height, max(1, PIXELS_AT_ONCE // self.grid.width))
        for row in range(0, self.grid.height, height):
            yield Window(row, 0, min(height, self.grid.height - row), self.grid.width)

    def values_at(
        self, rows: NDArray[np.integer[Any]], columns: NDArray[np.integer[Any]]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Values int64 (N,) of single pixels, and whether they have data, bool (N,)."""
        values = np.zeros(len(rows), dtype=np.int64)
        valid = np.zeros(len(rows), dtype=np.bool_)
        order = np.argsort(rows, kind="stable")
        for strip in self.strips():
            first, end = np.searchsorted(rows[order], [strip.row, strip.end_row])
            members = order[first:end]
            if len(members) == 0:
                continue
            left, right = int(columns[members].min()), int(columns[members].max()) + 1
            read, has_data = self.read(Window(strip.row, left, strip.height, right - left))
            place = (rows[members] - strip.row, columns[members] - left)
            values[members], valid[members] = read[place], has_data[place]
        return values, valid


def open_categories(path: str, grid: Grid | None = None) -> CategoricalRaster:
    """Opens a raster of categories.

    Args:
        path: raster that GDAL opens.
        grid: the grid to bring it onto, pixel by nearest pixel; None for its own.

    Raises:
        UserError: `RASTER_UNREADABLE` for a file that is missing or no raster of whole numbers, `GRID_UNSUPPORTED`.
    """
    try:
        with warnings.catch_warnings():
            # Said as an error of our own, in words, once the grid is read.
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            dataset = rasterio.open(path)
    except RasterioError as error:
        raise _unreadable(path, "no such file" if is_missing_file(path) else "no raster that GDAL can read") from error
    try:
        if np.dtype(dataset.dtypes[0]).kind not in "iuf":
            raise _unreadable(path, f"values of type {dataset.dtypes[0]}")
        if (count := len(data_band_indexes(dataset))) > 1:
            raise _unreadable(path, f"{count} bands")
        return CategoricalRaster(dataset, path, grid)
    except Exception:
        dataset.close()
        raise


def _on_grid(dataset: Any, grid: Grid) -> Any:
    """The dataset as it looks on another grid; pixels that it does not cover have no data."""
    # Where the raster has no value for what is not covered, one that is no category.
    missing = {"nodata": float("nan"), "dtype": "float64"} if dataset.nodata is None else {}
    return WarpedVRT(
        dataset,
        crs=grid.crs,
        transform=grid.affine,
        height=grid.height,
        width=grid.width,
        resampling=Resampling.nearest,
        **missing,
    )


def _names(dataset: Any) -> Mapping[int, str]:
    """Names of categories; rasterio has no call for them, but GDAL writes them into a description of the raster."""
    with MemoryFile(ext=".vrt") as description:
        rasterio.shutil.copy(dataset, description.name, driver="VRT")
        text = description.read().decode("utf-8")
    band = re.search(r'<VRTRasterBand [^>]*band="1".*?</VRTRasterBand>', text, re.DOTALL)
    categories = re.search(r"<CategoryNames>(.*?)</CategoryNames>", band[0], re.DOTALL) if band else None
    if categories is None:
        return _names_in_tag(dataset)
    found = re.findall(r"<Category\s*/>|<Category>(.*?)</Category>", categories[1], re.DOTALL)
    names = {value: plain_name(html.unescape(name)) for value, name in enumerate(found)}
    return {value: name for value, name in names.items() if name and value != dataset.nodata}


def _names_in_tag(dataset: Any) -> Mapping[int, str]:
    """Names that a class raster of ours carries inside, for where its sidecar was left behind."""
    is_ours = (dataset.count, dataset.dtypes[0], dataset.nodata) == (1, "uint8", NO_CLASS)
    try:
        names = json.loads(dataset.tags().get(NAMES_TAG, "[]")) if is_ours else []
    except ValueError:
        return {}
    return {value: plain_name(str(name)) for value, name in enumerate(names)} if isinstance(names, list) else {}


def _colours(dataset: Any) -> Mapping[int, str]:
    try:
        table = dataset.colormap(1)
    except ValueError:
        return {}
    return {value: f"#{red:02x}{green:02x}{blue:02x}" for value, (red, green, blue, _) in table.items()}


def _unreadable(path: str, found: str) -> UserError:
    return UserError(
        ErrorCode.RASTER_UNREADABLE,
        expected="a raster of whole numbers that stand for classes",
        found=f"{found} in {path}" if not found.startswith("no ") else f"{found} at {path}",
        remedy="Choose a class map, such as one that DeepSat has written.",
    )
