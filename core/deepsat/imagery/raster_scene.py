"""One raster, or rasters side by side, as a scene."""

from __future__ import annotations

import contextlib
import copy
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import rasterio.shutil
from numpy.typing import NDArray
from rasterio.enums import Interleaving, Resampling
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from deepsat.failures import in_words
from deepsat.imagery import pixel_reading
from deepsat.imagery.bands import bands_of, data_band_indexes
from deepsat.imagery.cloud_mask import CloudMask, cloud_mask_of
from deepsat.imagery.coregistration import check_overlap, on_grid
from deepsat.imagery.delivered_masks import delivered_masks
from deepsat.imagery.grid import Grid
from deepsat.imagery.image_files import ImageFiles
from deepsat.imagery.mosaics import open_mosaic
from deepsat.imagery.raster_findings import raster_findings
from deepsat.imagery.scene import Pixels, Scene
from deepsat.imagery.sources import is_missing_file
from deepsat.imagery.windows import Window
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.bands import MOST_BANDS, Band, cloud_band_indexes

SUPPORTED_DTYPES = ("uint8", "uint16", "int16", "int32", "uint32", "float32", "float64")


class RasterScene(Scene):
    """An open raster.

    Args:
        image: a path, any other name that GDAL opens, or files that are one image.
        beside: images that continue it, to be read as one raster with it.
        date: acquisition date as YYYY-MM-DD; empty where not told.
        mask: raster that is not 0 where pixels are to be left out; empty for none.
        grid: what the raster is brought to, by bilinear resampling, where it has another grid; None for its own.

    Raises:
        UserError: `RASTER_UNREADABLE` for a file that is missing, no raster, or of an unsupported type;
            `GRID_UNSUPPORTED` for a grid that cannot be mapped, `BANDS_MISMATCH` where rasters beside each other
            differ.
    """

    def __init__(
        self,
        image: str | ImageFiles,
        date: str = "",
        *,
        mask: str = "",
        grid: Grid | None = None,
        beside: Sequence[ImageFiles] = (),
    ) -> None:
        first = image if isinstance(image, ImageFiles) else ImageFiles.of_raster(image)
        images = (first, *beside)
        with contextlib.ExitStack() as opened:
            source = opened.enter_context(open_mosaic(images, open_raster) if beside else open_raster(first.source))
            check_content(source, first.path)
            self.grid = grid or Grid.of(source)
            self.is_resampled = Grid.of(source) != self.grid
            check_overlap(Grid.of(source), first.path, self.grid)
            self._dataset = opened.enter_context(on_grid(source, self.grid, Resampling.bilinear))
            self._indexes = data_band_indexes(source)
            self._present = self._mask_sources(source)
            delivered = [path for one in images for path in one.cloud_masks]
            self._own_clouds = self._cloud_bands(source, opened)
            self._clouds = self._cloud_masks(mask, delivered, opened)
            self.images = tuple(one.path for one in images)
            self.paths = tuple(path for one in images for path in one.files)
            self.masks, self.moments = (*delivered, mask) if mask else (*delivered,), ()
            self.dates = (date,) if date else ()
            self.level, self.first_image = first.level, first
            self.bands: tuple[Band, ...] = bands_of(source)
            self.dtype = str(np.result_type(*(np.dtype(source.dtypes[index - 1]) for index in self._indexes)))
            own = dict.fromkeys(sentence for one in images for sentence in one.findings)
            names = [one.name for one in images]
            self.findings = (*own, *raster_findings(source, names, self.bands))
            self._opened = opened.pop_all()

    @property
    def block_shape(self) -> tuple[int, int]:
        """Height and width of the blocks that the file is stored in; reading whole blocks is fastest."""
        height, width = self._dataset.block_shapes[0]
        return int(height), int(width)

    @property
    def blocks_hold_all_bands(self) -> bool:
        """See `Scene.blocks_hold_all_bands`."""
        return bool(self._dataset.interleaving is Interleaving.pixel)

    @property
    def hides_clouds(self) -> bool:
        """See `Scene.hides_clouds`."""
        return bool(self._own_clouds or self._clouds)

    def with_bands(self, bands: Sequence[int]) -> RasterScene:
        """The same open raster with some of its bands only: see `Scene.with_bands`."""
        chosen = copy.copy(self)
        chosen.bands = tuple(self.bands[band] for band in bands)
        chosen._indexes = tuple(self._indexes[band] for band in bands)
        return chosen

    @property
    def band_indexes(self) -> tuple[int, ...]:
        """The indexes of `bands` in the file, from 1."""
        return self._indexes

    @property
    def layers(self) -> dict[int, str]:
        """All bands but transparency, those that tell where clouds are too: index, from 1 -> name."""
        names = {index: self._dataset.descriptions[index - 1] for index in self._own_clouds}
        return dict(
            sorted({**names, **{i: band.name for i, band in zip(self._indexes, self.bands, strict=True)}}.items())
        )

    def of_date(self, indexes: Sequence[int], clouds: Mapping[int, str]) -> RasterScene:
        """One date of a raster that stacks several, on its own grid: see `date_stacks.py`.

        Args:
            indexes: of its bands, from 1.
            clouds: its bands that tell where clouds are: index -> name. Empty to take those of the raster, if any.
        """
        chosen = self.with_bands([self._indexes.index(index) for index in indexes])
        if clouds:
            chosen._own_clouds = {index: cloud_mask_of(self._dataset, index, name) for index, name in clouds.items()}
        return chosen

    def close(self) -> None:
        """Closes the raster; nothing can be read afterwards."""
        self._opened.close()

    def read(self, window: Window, bands: Sequence[int] | None = None) -> Pixels:
        """Reads a window: see `Scene.read`."""
        chosen = range(len(self.bands)) if bands is None else bands
        values = np.zeros((len(chosen), *window.shape), dtype=np.float32)
        valid = np.zeros(window.shape, dtype=np.bool_)
        inside = window.intersection(self.grid.whole)
        if not inside.is_empty:
            rows, columns = inside.relative_to(window).slices
            values[:, rows, columns], valid[rows, columns] = self._read_inside(inside, chosen)
        pixels = Pixels(values, valid)
        if self._watch is not None:
            self._watch("", [self.bands[band] for band in chosen], pixels)
        return pixels

    def read_stored(self, window: Window, bands: Sequence[int]) -> pixel_reading.Stored:
        """The numbers of some bands, from 0, as they lie in the files, in a window inside the raster."""
        return pixel_reading.read_stored(self._dataset, [self._indexes[band] for band in bands], window)

    def write_virtual(self, path: Path, tags: Mapping[str, str]) -> None:
        """Writes a virtual raster (.vrt) of all its bands, cloud masks too, as they lie in the files.

        Args:
            path: new file.
            tags: of the raster.
        """
        rasterio.shutil.copy(self._dataset, path, driver="VRT")
        with rasterio.open(path, "r+") as written:
            written.update_tags(**tags)
            _describe(written, self._indexes, self.bands)

    def _mask_sources(self, source: Any) -> pixel_reading.MaskSources:
        if self.is_resampled:
            return pixel_reading.MaskSources.of_warped(self._dataset, source, self._indexes)
        return pixel_reading.MaskSources.of(self._dataset, self._indexes)

    def _cloud_bands(self, source: Any, opened: contextlib.ExitStack) -> dict[int, CloudMask]:
        """The raster's own scene classification or bits, by the index of the band."""
        clouds = cloud_band_indexes(source.descriptions)
        if not clouds:
            return {}
        nearest = opened.enter_context(on_grid(source, self.grid, Resampling.nearest))
        return {index: cloud_mask_of(nearest, index, source.descriptions[index - 1]) for index in clouds}

    def _cloud_masks(self, mask: str, delivered: Sequence[str], opened: contextlib.ExitStack) -> tuple[CloudMask, ...]:
        """What the raster's provider delivered beside it, and what a person gave."""
        masks = []
        if mask:
            masked = opened.enter_context(open_raster(mask))
            check_overlap(Grid.of(masked), mask, self.grid)
            masks.append(CloudMask(opened.enter_context(on_grid(masked, self.grid, Resampling.nearest)), 1))
        for path in delivered:
            beside = opened.enter_context(open_raster(path))
            check_overlap(Grid.of(beside), path, self.grid)
            nearest = opened.enter_context(on_grid(beside, self.grid, Resampling.nearest))
            masks += delivered_masks(nearest, path)
        return tuple(masks)

    def _read_inside(self, window: Window, bands: Sequence[int]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        chosen = [self.bands[band] for band in bands]
        indexes = [self._indexes[band] for band in bands]
        try:
            stored = pixel_reading.read_stored(self._dataset, indexes, window)
            present = self._present.read(self._dataset, indexes, window)
            for clouds in (*self._own_clouds.values(), *self._clouds):
                present &= clouds.clear(window)
        except RasterioError as error:
            raise _damaged(self.path, window, error) from error
        return pixel_reading.physical_values(stored, chosen, present)


def _describe(dataset: Any, indexes: Sequence[int], bands: Sequence[Band]) -> None:
    """Writes what is known of bands into a raster: metadata beside the image may have told it."""
    scales, offsets = list(dataset.scales), list(dataset.offsets)
    for index, band in zip(indexes, bands, strict=True):
        scales[index - 1], offsets[index - 1] = band.scale, band.offset
        if band.wavelength_nm is not None:
            dataset.update_tags(index, ns="IMAGERY", CENTRAL_WAVELENGTH_UM=f"{band.wavelength_nm / 1000:.10g}")
        if band.is_bad:
            dataset.update_tags(index, bbl="0")
    dataset.scales, dataset.offsets = scales, offsets
    known = {band.nodata for band in bands}
    if len(known) == 1 and dataset.nodata is None:
        dataset.nodata = known.pop()


def open_raster(path: str) -> Any:
    """Opens a raster with rasterio.

    Raises:
        UserError: `RASTER_UNREADABLE`.
    """
    try:
        with warnings.catch_warnings():
            # Said as an error of our own, in words, once the grid is read.
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            return rasterio.open(path)
    except RasterioError as error:
        found = f"{path}, which GDAL cannot open ({in_words(error.__cause__ or error)})"
        if is_missing_file(path):
            found = f"no file at {path}"
        raise _unreadable(found, "Check the path, and that the file opens in QGIS as a raster layer.") from error


def check_content(dataset: Any, path: str) -> None:
    """Makes sure that a raster holds bands that can be mapped.

    Raises:
        UserError: `RASTER_UNREADABLE`, with the path.
    """
    count = len(data_band_indexes(dataset))
    if not 1 <= count <= MOST_BANDS:
        remedy = (
            f"Choose a raster with 1 to {MOST_BANDS} bands, or save fewer with QGIS' Rearrange bands; of a container "
            "file, choose one of its layers."
        )
        raise _unreadable(f"{count} data bands in {path}", remedy)
    unsupported = sorted(set(dataset.dtypes) - set(SUPPORTED_DTYPES))
    if unsupported:
        remedy = f"Convert the raster to one of {', '.join(SUPPORTED_DTYPES)}."
        raise _unreadable(f"values of type {', '.join(unsupported)} in {path}", remedy)


def _unreadable(found: str, remedy: str) -> UserError:
    expected = f"a raster with 1 to {MOST_BANDS} bands of whole or real numbers"
    return UserError(ErrorCode.RASTER_UNREADABLE, expected=expected, found=found, remedy=remedy)


def _damaged(path: str, window: Window, error: Exception) -> UserError:
    place = f"rows {window.row} to {window.end_row - 1}, columns {window.column} to {window.end_column - 1}"
    return UserError(
        ErrorCode.RASTER_UNREADABLE,
        expected="a raster that can be read from end to end",
        found=f"damaged data in {path} at {place} ({in_words(error.__cause__ or error)})",
        remedy="Copy or download the raster again, and check that its disk is still connected.",
    )
