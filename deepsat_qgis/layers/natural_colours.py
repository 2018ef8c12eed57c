"""A raster in the colours that the eye would see."""

from __future__ import annotations

from typing import Optional, Sequence

from qgis.core import QgsContrastEnhancement, QgsMultiBandColorRenderer, QgsRasterLayer, QgsRasterMinMaxOrigin

from deepsat.jobs.bands import Band
from deepsat_qgis.layers.raster_bands import bands_of, data_band_indexes
from deepsat_qgis.layers.raster_file import open_raster

_COLOURS_NM = (665.0, 560.0, 490.0)
"""Red, green and blue."""
_FARTHEST_NM = 40.0
"""That a band may lie from its colour."""


def show_natural_colours(layer: QgsRasterLayer) -> None:
    """Shows a layer in its bands nearest to red, green and blue, stretched; left as it is where it lacks one.

    Raises:
        UserError: `RASTER_UNREADABLE`.
    """
    dataset = open_raster(layer.source())
    found = natural_bands(bands_of(dataset))
    if found is None:
        return
    indexes = data_band_indexes(dataset)
    layer.setRenderer(QgsMultiBandColorRenderer(layer.dataProvider(), *(indexes[place] for place in found)))
    stretch = QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum
    layer.setContrastEnhancement(stretch, QgsRasterMinMaxOrigin.Limits.CumulativeCut)


def natural_bands(bands: Sequence[Band]) -> Optional[tuple[int, ...]]:
    """Places, from 0, of the bands nearest to red, green and blue; None where one of them is missing."""
    known = [(place, band.wavelength_nm) for place, band in enumerate(bands) if band.wavelength_nm is not None]
    if not known:
        return None
    nearest = [min(known, key=lambda one: abs(one[1] - colour)) for colour in _COLOURS_NM]
    fits = all(abs(found - colour) <= _FARTHEST_NM for (_, found), colour in zip(nearest, _COLOURS_NM))
    return tuple(place for place, _ in nearest) if fits and len(set(nearest)) == len(nearest) else None
