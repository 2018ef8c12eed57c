"""Scenes: rasters opened for reading, window by window."""

from __future__ import annotations

import copy
import dataclasses
import warnings
from collections.abc import Sequence
from types import TracebackType
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from deepsat.imagery import pixel_reading
from deepsat.imagery.bands import Band, alpha_band_index, bands_of, data_band_indexes
from deepsat.imagery.grid import Grid
from deepsat.imagery.sources import is_missing_file
from deepsat.imagery.windows import Window
from deepsat.jobs import ErrorCode, UserError

SUPPORTED_DTYPES = ("uint8", "uint16", "int16", "int32", "uint32", "float32", "float64")
MAX_BANDS = 200


@dataclasses.dataclass(frozen=True)
class Pixels:
    """What one window of a scene holds."""

    values: NDArray[np.float32]
    """float32 (C, H, W), scale and offset applied; 0 wherever `valid` is False, NaN where only this band is missing."""
    valid: NDArray[np.bool_]
    """bool (H, W); True where every band that was read has data."""


class Scene:
    """An open raster. Close it, or use it as a context; one thread at a time.

    Attributes:
        paths: the raster, in a tuple: several rasters will be a time series.
        dates: acquisition date of each raster as YYYY-MM-DD; empty where not told.
        grid: where the pixels lie.
        bands: the data bands in their order.
        dtype: numpy name of the stored type; of the type that holds all bands where they differ.
        findings: sentences about the raster that a person should know.
    """

    def __init__(self, dataset: Any, path: str, dates: Sequence[str] = ()) -> None:
        _check_content(dataset, path)
        self._dataset = dataset
        self._indexes = data_band_indexes(dataset)
        self._masks = pixel_reading.MaskSources.of(dataset, self._indexes)
        self.paths = (path,)
        self.dates = tuple(dates)
        self.grid = Grid.of(dataset)
        self.bands: tuple[Band, ...] = bands_of(dataset)
        self.dtype = str(np.result_type(*(np.dtype(dataset.dtypes[index - 1]) for index in self._indexes)))
        self.findings = _findings(dataset)

    def __enter__(self) -> Scene:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> str:
        """The raster; the first one of a time series."""
        return self.paths[0]

    @property
    def block_shape(self) -> tuple[int, int]:
        """Height and width of the blocks that the file is stored in; reading whole blocks is fastest."""
        height, width = self._dataset.block_shapes[0]
        return int(height), int(width)

    def with_bands(self, bands: Sequence[int]) -> Scene:
        """The same open raster with some of its bands only.

        Args:
            bands: which of `Scene.bands`, from 0, in which order.
        """
        chosen = copy.copy(self)
        chosen.bands = tuple(self.bands[band] for band in bands)
        chosen._indexes = tuple(self._indexes[band] for band in bands)
        return chosen

    def close(self) -> None:
        """Closes the raster; nothing can be read afterwards."""
        self._dataset.close()

    def read(self, window: Window, bands: Sequence[int] | None = None) -> Pixels:
        """Reads a window, which may reach beyond the raster: there nothing is valid.

        Args:
            window: pixels to read.
            bands: which of `Scene.bands`, from 0, in which order; None for all.

        Raises:
            UserError: `RASTER_UNREADABLE`, with the window, when the file is damaged there.
        """
        chosen = range(len(self.bands)) if bands is None else bands
        values = np.zeros((len(chosen), *window.shape), dtype=np.float32)
        valid = np.zeros(window.shape, dtype=np.bool_)
        inside = window.intersection(self.grid.whole)
        if not inside.is_empty:
            rows, columns = inside.relative_to(window).slices
            values[:, rows, columns], valid[rows, columns] = self._read_inside(inside, chosen)
        return Pixels(values, valid)

    def valid(self, window: Window, bands: Sequence[int] | None = None) -> NDArray[np.bool_]:
        """Where more than half of the bands have data: `read(window, bands).valid`, bool (H, W)."""
        return self.read(window, bands).valid

    def _read_inside(self, window: Window, bands: Sequence[int]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        chosen = [self.bands[band] for band in bands]
        indexes = [self._indexes[band] for band in bands]
        try:
            stored = pixel_reading.read_stored(self._dataset, indexes, window)
            masked = self._masks.read(self._dataset, indexes, window)
        except RasterioError as error:
            raise _damaged(self.path, window, error) from error
        return pixel_reading.physical_values(stored, chosen, masked)


def open_scene(paths: Sequence[str], dates: Sequence[str] = ()) -> Scene:
    """Opens a scene.

    Args:
        paths: one raster, as a path or any name that GDAL opens.
        dates: acquisition date of each raster as YYYY-MM-DD, or none.

    Raises:
        UserError: `INVALID_JOB` for no or several rasters, `RASTER_UNREADABLE` for a file that is missing, no raster,
            or of an unsupported type, `GRID_UNSUPPORTED` for a grid that cannot be mapped.
    """
    if len(paths) != 1:
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected="exactly one raster",
            found=f"{len(paths)} rasters",
            remedy="Stack the bands of one date into one raster; time series are not supported yet.",
        )
    dataset = _open(paths[0])
    try:
        return Scene(dataset, paths[0], dates)
    except Exception:
        dataset.close()
        raise


def _open(path: str) -> Any:
    try:
        with warnings.catch_warnings():
            # Said as an error of our own, in words, once the grid is read.
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            return rasterio.open(path)
    except RasterioError as error:
        found = f"{path}, which GDAL cannot open ({_first_line(error)})"
        if is_missing_file(path):
            found = f"no file at {path}"
        raise _unreadable(found, "Check the path, and that the file opens in QGIS as a raster layer.") from error


def _check_content(dataset: Any, path: str) -> None:
    count = len(data_band_indexes(dataset))
    if not 1 <= count <= MAX_BANDS:
        remedy = f"Choose a raster with 1 to {MAX_BANDS} bands; of a container file, choose one of its layers."
        raise _unreadable(f"{count} data bands in {path}", remedy)
    unsupported = sorted(set(dataset.dtypes) - set(SUPPORTED_DTYPES))
    if unsupported:
        remedy = f"Convert the raster to one of {', '.join(SUPPORTED_DTYPES)}."
        raise _unreadable(f"values of type {', '.join(unsupported)} in {path}", remedy)


def _findings(dataset: Any) -> tuple[str, ...]:
    alpha = alpha_band_index(dataset)
    if alpha is None:
        return ()
    hint = "If it holds data, name it, for example NIR, or set the raster's NoData value."
    return (f"Band {alpha} is taken as transparency, not as data. {hint}",)


def _unreadable(found: str, remedy: str) -> UserError:
    expected = f"a raster with 1 to {MAX_BANDS} bands of whole or real numbers"
    return UserError(ErrorCode.RASTER_UNREADABLE, expected=expected, found=found, remedy=remedy)


def _damaged(path: str, window: Window, error: Exception) -> UserError:
    place = f"rows {window.row} to {window.end_row - 1}, columns {window.column} to {window.end_column - 1}"
    return UserError(
        ErrorCode.RASTER_UNREADABLE,
        expected="a raster that can be read from end to end",
        found=f"damaged data in {path} at {place} ({_first_line(error)})",
        remedy="Copy or download the raster again, and check that its disk is still connected.",
    )


def _first_line(error: Exception) -> str:
    lines = str(error.__cause__ or error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__).rstrip(".")
