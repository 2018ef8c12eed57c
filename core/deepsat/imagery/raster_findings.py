"""Findings about one raster, or rasters that are read as one: what a person should know before it is mapped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasterio.enums import ColorInterp

from deepsat.imagery.bands import alpha_band_index, data_band_indexes
from deepsat.jobs.bands import Band
from deepsat.jobs.enmap import is_enmap_image
from deepsat.jobs.listing import first_few


def raster_findings(dataset: Any, names: Sequence[str], bands: Sequence[Band]) -> tuple[str, ...]:
    """Sentences about an open raster: transparency, colour tables, missing metadata, and what lies side by side.

    Args:
        dataset: of rasterio.
        names: of the images that are read as one raster.
        bands: that it holds.
    """
    return (*_transparency(dataset), *_colour_table(dataset), *_of_enmap(names, bands), *_side_by_side(names))


def _transparency(dataset: Any) -> tuple[str, ...]:
    alpha = alpha_band_index(dataset)
    if alpha is None:
        return ()
    return (
        f"Band {alpha} is taken as transparency, not as data. If it holds data, name it, for example NIR, or set the "
        "raster's NoData value.",
    )


def _colour_table(dataset: Any) -> tuple[str, ...]:
    if all(dataset.colorinterp[index - 1] is not ColorInterp.palette for index in data_band_indexes(dataset)):
        return ()
    return (
        "The raster has a colour table: its values are numbers of colours, not measurements. Convert the raster to "
        "RGB, or take the image that it was made from.",
    )


def _of_enmap(names: Sequence[str], bands: Sequence[Band]) -> tuple[str, ...]:
    if not is_enmap_image(names[0]) or any(band.wavelength_nm is not None for band in bands):
        return ()
    return (
        "The metadata of the EnMAP product (METADATA.XML) are missing or of other bands, so wavelengths are not known, "
        "and numbers are taken as they are stored.",
    )


def _side_by_side(names: Sequence[str]) -> tuple[str, ...]:
    if len(names) == 1:
        return ()
    return (f"Rasters side by side are read as one: {first_few(names)}.",)
