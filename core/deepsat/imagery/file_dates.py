"""The dates of files: told by a person, from tables beside them, from names, and from tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from deepsat.imagery.image_files import ImageFiles
from deepsat.imagery.raster_scene import open_raster
from deepsat.jobs.band_files import product_folder
from deepsat.jobs.date_tables import TABLE_NAME, TabledDates
from deepsat.jobs.dates import date_in_name, date_of
from deepsat.jobs.listing import listed


class FileDates:
    """What is known of the dates of some files.

    Args:
        files: rasters, as paths or any names that GDAL opens.
        told: dates of files as YYYY-MM-DD, which win.

    Raises:
        UserError: `INVALID_JOB` for a table that is none, or that has two dates of one raster.
    """

    def __init__(self, files: Sequence[str], told: Mapping[str, str]) -> None:
        self._told = told
        self._tabled = TabledDates(files)

    def of_raster(self, path: str) -> str:
        """The date of a raster as YYYY-MM-DD; empty where nothing tells."""
        found = self._known(path)
        if found:
            return found
        with open_raster(path) as dataset:
            return date_of(dataset.tags(), PurePath(path).name)

    def of_band(self, path: str) -> str:
        """That of a file of one band; its tags are not asked, since they may be of the day it was written on."""
        file = PurePath(path)
        product = product_folder(file)
        names = [file.name, file.parent.name, *([product.name] if product is not None else [])]
        return self._known(path) or next(filter(None, map(date_in_name, names)), "")

    def findings(self, images: Iterable[ImageFiles]) -> list[str]:
        """Sentences about rows without a raster, and about images that tables with other rasters do not name."""
        found = self._tabled.findings()
        beside = [image.name for image in images if image.date and not any(map(self._known, image.files))]
        if self._tabled and beside:
            found.append(f"Not in {TABLE_NAME}, so names or tags tell the dates: {listed(beside)}.")
        return found

    def _known(self, path: str) -> str:
        return self._told[path] if path in self._told else self._tabled.of(path)
