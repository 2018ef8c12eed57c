"""Opening a raster file with the GDAL that QGIS ships."""

from __future__ import annotations

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


def leave_archives_alone() -> None:
    """Keeps GDAL, for as long as QGIS runs, from writing a file of its own beside each .tar.gz that it reads."""
    gdal.SetConfigOption("CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO")
