"""The bands of a raster file as the worker sees them: without transparency and masks, by name and wavelength."""

from __future__ import annotations

import dataclasses

import numpy as np
from osgeo import gdal, gdal_array

from deepsat.jobs.bands import Band, cloud_band_indexes, identify_bands, transparency_index
from deepsat.jobs.enmap import enmap_bands
from deepsat.jobs.planet import with_planet_wavelengths
from deepsat.jobs.wavelengths import WAVELENGTH_DOMAINS
from deepsat_qgis.layers.raster_file import file_name, read_values

_MOST_PIXELS = 20_000_000
"""Of all bands together, that are read in about a tenth of a second."""
_SIDE = 512
"""Pixels that are looked at on each side."""


def data_band_indexes(dataset: gdal.Dataset) -> tuple[int, ...]:
    """Indexes, from 1, of the bands that hold measurements."""
    bands = _all_bands(dataset)
    names = _descriptions(dataset)
    masked = any(band.GetMaskFlags() & gdal.GMF_ALPHA for band in bands)
    marked = [masked and band.GetColorInterpretation() == gdal.GCI_AlphaBand for band in bands]
    beside = (transparency_index(names, marked), *cloud_band_indexes(names))
    return tuple(index for index in range(1, dataset.RasterCount + 1) if index not in beside)


def bands_of(dataset: gdal.Dataset) -> tuple[Band, ...]:
    """The bands that hold measurements, in the order of the file."""
    tags = [[band.GetMetadata(domain or "") for domain in WAVELENGTH_DOMAINS] for band in _all_bands(dataset)]
    indexes = data_band_indexes(dataset)
    bands = identify_bands(indexes, _descriptions(dataset), tags, dataset.GetMetadata("ENVI"))
    of_product = enmap_bands(dataset.GetDescription(), dataset.RasterCount)
    if not of_product:
        return with_planet_wavelengths(dataset.GetDescription(), bands)
    told = [one.wavelength_nm or of_product[index - 1].wavelength_nm for index, one in zip(indexes, bands)]
    return tuple(dataclasses.replace(one, wavelength_nm=nanometres) for one, nanometres in zip(bands, told))


def dtype_of(dataset: gdal.Dataset) -> str:
    """Numpy's name of the type that holds the values of all bands that hold measurements."""
    types = [dataset.GetRasterBand(index).DataType for index in data_band_indexes(dataset)]
    return str(np.result_type(*(gdal_array.GDALTypeCodeToNumericTypeCode(code) for code in types))) if types else ""


def missing_shares(dataset: gdal.Dataset) -> tuple[float, ...]:
    """On which share of the pixels, 0-1, each band has no data, of those that most bands cover.

    Empty for a single band, and where looking at so many pixels would make QGIS wait.

    Raises:
        UserError: `RASTER_UNREADABLE` where its data are damaged.
    """
    bands = [dataset.GetRasterBand(index) for index in data_band_indexes(dataset)]
    pixels = dataset.RasterXSize * dataset.RasterYSize * len(bands)
    if len(bands) < 2 or (pixels > _MOST_PIXELS and bands[0].GetOverviewCount() == 0):
        return ()
    size = {"buf_xsize": min(dataset.RasterXSize, _SIDE), "buf_ysize": min(dataset.RasterYSize, _SIDE)}
    known = np.stack([read_values(band.GetMaskBand(), file_name(dataset), **size) > 0 for band in bands])
    covered = 2 * known.sum(axis=0) > len(bands)
    count = max(1, int(covered.sum()))
    return tuple(float(1 - (one & covered).sum() / count) for one in known)


def _all_bands(dataset: gdal.Dataset) -> list[gdal.Band]:
    return [dataset.GetRasterBand(number + 1) for number in range(dataset.RasterCount)]


def _descriptions(dataset: gdal.Dataset) -> list[str]:
    return [band.GetDescription() or "" for band in _all_bands(dataset)]
