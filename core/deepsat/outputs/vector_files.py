"""Vector files by GDAL: equal contents give equal bytes, and failures are put into words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

_DATE = "2000-01-01T00:00:00Z"
"""What a GeoPackage says of its last change: the same each time, so that equal jobs write equal bytes."""


_DISK_FULL = "database or disk is full"
"""SQLITE_FULL, https://www.sqlite.org/rescode.html#full, in the words of `sqlite3_errstr`."""


@contextmanager
def written_by_gdal(path: Path) -> Iterator[None]:
    """A block that writes the vector file `path`, with GDAL's failures as those that `whole_file` puts into words.

    Raises:
        OSError: GDAL could not write: `ENOSPC` where the disk is full, else `EIO`.
    """
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _DATE})
    try:
        yield
    except (DataSourceError, DataLayerError, FeatureError) as error:
        number = errno.ENOSPC if _DISK_FULL in str(error) else errno.EIO
        # SQLite's messages begin with all of the statement that failed.
        raise OSError(number, str(error).rpartition(" failed: ")[2], str(path)) from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
