"""Vector files by GDAL: equal contents give equal bytes, and failures are put into words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyogrio
from pyogrio.errors import DataSourceError, FeatureError

_DATE = "2000-01-01T00:00:00Z"
"""What a GeoPackage says of its last change: the same each time, so that equal jobs write equal bytes."""


@contextmanager
def written_by_gdal(path: Path) -> Iterator[None]:
    """A block that writes the vector file `path`, with GDAL's failures as those that `whole_file` puts into words."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _DATE})
    try:
        yield
    except (DataSourceError, FeatureError) as error:
        raise OSError(errno.EIO, str(error), str(path)) from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
