"""Names of data sources, as GDAL takes them."""

from __future__ import annotations

import os


def is_missing_file(source: str) -> bool:
    """Whether `source` is a plain path at which nothing lies.

    GDAL opens more than paths: `NETCDF:file.nc:band`, `/vsizip/archive.zip/file.tif`. Of those only GDAL can tell.
    """
    beyond_drive = os.path.splitdrive(source)[1]
    return ":" not in beyond_drive and not source.startswith("/vsi") and not os.path.exists(source)
