"""Opening a raster file with the GDAL that QGIS ships."""

from __future__ import annotations

from pathlib import Path
from typing import Optional, Union

import numpy as np
from osgeo import gdal

from deepsat.jobs import ErrorCode, UserError


def open_raster(path: str) -> gdal.Dataset:
    """The file as GDAL dataset, whichever way this process has chosen to hear of GDAL's errors.

    Raises:
        UserError: `RASTER_UNREADABLE` with GDAL's reason.
    """
    reason = "GDAL knows no driver for it"
    try:
        dataset = gdal.Open(path)
    except RuntimeError as error:
        dataset, reason = None, str(error)
    if dataset is None:
        raise UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected="a raster file that GDAL opens",
            found=f"{path} ({reason})",
            remedy="Check that the file is whole, or choose another raster.",
        )
    return dataset


def read_values(source: Union[gdal.Dataset, gdal.Band], name: str, *window: int, **size: int) -> np.ndarray:
    """Values of a raster or a band, whichever way this process has chosen to hear of GDAL's errors.

    Args:
        source: what is read.
        name: of the file, for the message.
        window: first column, first row, columns and rows; all of it without.
        size: `buf_xsize` and `buf_ysize`, where other pixels are wanted than those of the raster.

    Raises:
        UserError: `RASTER_UNREADABLE` with GDAL's reason, where the data are damaged.
    """
    values: Optional[np.ndarray] = None
    reason = "GDAL does not say why"
    try:
        values = source.ReadAsArray(*window, **size)
    except RuntimeError as error:
        reason = str(error)
    if values is None:
        raise UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected="a raster that can be read",
            found=f"damaged data in {name} ({reason})",
            remedy="Copy or download the raster again, and check that its disk is still connected.",
        )
    return values


def file_name(dataset: gdal.Dataset) -> str:
    """What the file of a dataset is called."""
    return Path(dataset.GetDescription()).name


def leave_archives_alone() -> None:
    """Keeps GDAL, for as long as QGIS runs, from writing a file of its own beside each .tar.gz that it reads."""
    gdal.SetConfigOption("CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO")
