"""The files that one image of one date lies in: a raster with all its bands, or one file for each band."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from deepsat.imagery.grid import Grid
from deepsat.jobs.bands import Band


@dataclasses.dataclass(frozen=True)
class FileBand:
    """One band of a file."""

    path: str
    index: int
    """From 1."""
    band: Band
    grid: Grid
    dtype: str
    """Numpy's name of the stored type."""
    block: tuple[int, int]
    """Height and width of the blocks that it is stored in."""
    is_masked: bool = False
    """Whether a mask, and not its NoData value alone, tells where it has data."""
    is_cloud_mask: bool = False
    """Whether it tells where clouds are, and nothing of the ground."""


@dataclasses.dataclass(frozen=True)
class ImageFiles:
    """One image."""

    source: str
    """What GDAL opens: a path, or the description of a virtual raster."""
    name: str
    """What people call it: of a raster its file's name."""
    files: tuple[str, ...]
    date: str = ""
    """As YYYY-MM-DD; empty where not known."""
    level: str = ""
    """Of a product's processing, as `Sentinel-2 Level-2A`; empty where not known."""
    sensor: str = ""
    """As `Sentinel-2`; empty where not known."""
    bands: tuple[FileBand, ...] = ()
    """The bands that were put together; empty for a raster that holds all of them."""
    cloud_masks: tuple[str, ...] = ()
    """Rasters that its provider delivered beside it to tell where clouds are."""
    has_stored_numbers: bool = False
    """Whether it is of a product whose metadata are missing, so that nothing says what its numbers mean."""
    findings: tuple[str, ...] = ()
    """Sentences about the files."""

    @classmethod
    def of_raster(cls, path: str, date: str = "") -> ImageFiles:
        """A raster that holds all bands."""
        return cls(path, Path(path).name, (path,), date)

    @property
    def path(self) -> str:
        """What a message calls it: of a raster its path."""
        return self.name if self.bands else self.source

    @property
    def has_bands(self) -> bool:
        """Whether it shows anything: a cloud mask alone does not."""
        return not self.bands or any(not one.is_cloud_mask for one in self.bands)
