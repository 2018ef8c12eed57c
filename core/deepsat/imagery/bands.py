"""Bands of an open raster: which of them hold measurements, and what is known of each."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from rasterio.enums import ColorInterp, MaskFlags

from deepsat.imagery.archives import exists, text_of
from deepsat.jobs.bands import Band, cloud_band_indexes, identify_bands, transparency_index
from deepsat.jobs.enmap import EnmapBand, enmap_bands
from deepsat.jobs.planet import with_planet_wavelengths
from deepsat.jobs.wavelengths import WAVELENGTH_DOMAINS


def data_band_indexes(dataset: Any) -> tuple[int, ...]:
    """Indexes, from 1, of the bands that hold measurements.

    Left out is a band marked as alpha that GDAL takes as the mask of the others. Four-band aerial images are often
    marked so by mistake: a name of its own, or a NoData value beside it, shows that it is data. Left out,
    too, is a band called SCL or QA_PIXEL: Sentinel-2's scene classification and Landsat's bits are masks.
    """
    indexes = tuple(range(1, dataset.count + 1))
    beside = (alpha_band_index(dataset), *cloud_band_indexes(dataset.descriptions))
    return tuple(index for index in indexes if index not in beside)


def alpha_band_index(dataset: Any) -> int | None:
    """Index, from 1, of the band that says where the others are valid, or None."""
    if not any(MaskFlags.alpha in flags for flags in dataset.mask_flag_enums):
        return None
    return transparency_index(_descriptions(dataset), [meaning is ColorInterp.alpha for meaning in dataset.colorinterp])


def bands_of(dataset: Any) -> tuple[Band, ...]:
    """The data bands of an open rasterio dataset, in its order."""
    indexes = data_band_indexes(dataset)
    tags = [[dataset.tags(index, ns=domain) for domain in WAVELENGTH_DOMAINS] for index in range(1, dataset.count + 1)]
    named = identify_bands(indexes, _descriptions(dataset), tags, dataset.tags(ns="ENVI"))
    bands = [_with_values(dataset, index, band) for index, band in zip(indexes, named, strict=True)]
    of_product = enmap_bands(dataset.name, dataset.count, _metadata)
    if not of_product:
        return with_planet_wavelengths(dataset.name, bands)
    stored = [np.issubdtype(np.dtype(dataset.dtypes[index - 1]), np.integer) for index in indexes]
    return tuple(
        _as_enmap_says(band, of_product[index - 1], is_stored)
        for index, band, is_stored in zip(indexes, bands, stored, strict=True)
    )


def _metadata(path: str) -> str:
    if not exists(path):
        raise FileNotFoundError(path)
    return text_of(path)


def _as_enmap_says(band: Band, said: EnmapBand, is_stored: bool) -> Band:
    """The band with what the product's metadata add to what the raster itself tells."""
    if band.wavelength_nm is None:
        band = dataclasses.replace(band, wavelength_nm=said.wavelength_nm)
    if is_stored and (band.scale, band.offset) == (1.0, 0.0):
        band = dataclasses.replace(band, scale=said.scale, offset=said.offset)
    return dataclasses.replace(band, nodata=said.nodata) if band.nodata is None else band


def _descriptions(dataset: Any) -> list[str]:
    return [description or "" for description in dataset.descriptions]


def _with_values(dataset: Any, index: int, band: Band) -> Band:
    """The band with what its stored values mean."""
    nodata = dataset.nodatavals[index - 1]
    return dataclasses.replace(
        band,
        scale=float(dataset.scales[index - 1]),
        offset=float(dataset.offsets[index - 1]),
        nodata=None if nodata is None else float(nodata),
    )
