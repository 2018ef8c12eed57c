"""What a raster holds, in plain words, and what about it may spoil a map: said before any work.

Reads a few blocks at most, so that choosing a layer never makes QGIS wait, however large the raster is.
"""

from __future__ import annotations

import dataclasses
from typing import Optional, Sequence

import numpy as np
from osgeo import gdal
from qgis.core import QgsRasterLayer, QgsUnitTypes

from deepsat.jobs import UserError
from deepsat.jobs.bands import Band, patchy_bands
from deepsat_qgis.band_words import bands_in_words
from deepsat_qgis.layers.raster_bands import bands_of, data_band_indexes, dtype_of, missing_shares
from deepsat_qgis.layers.raster_file import file_name, open_raster, read_values
from deepsat_qgis.layers.scene_file import scene_path
from deepsat_qgis.translation import filled, reported, tr
from deepsat_qgis.wording import metres

_SMALL = 64
"""Pixels a side below which folds of polygons hardly lie apart."""
_SAMPLE = 64
"""Pixels a side of each of the places whose values are looked at."""
PLACES = (0.2, 0.5, 0.8)
"""Where on the diagonal values are looked at, from corner to corner."""
_ONE_BAND = 2
"""Dimensions of what GDAL reads of a raster with a single band."""
_METRES_A_DEGREE = 111_320
"""Along a meridian."""


@dataclasses.dataclass(frozen=True)
class SceneFacts:
    """What is said of one raster."""

    lines: tuple[str, ...] = ()
    details: str = ""
    """More than fits into the lines: all bands by name, the type of the values, the CRS in words."""
    warnings: tuple[str, ...] = ()
    """Sentences about what may spoil the map."""
    problem: str = ""
    """Why it cannot be used, with what to do; empty where it can."""
    remedy: str = ""
    """What to do about the problem: the same for all rasters that have one like it; empty where nothing is known."""
    grid: tuple[float, ...] = ()
    """Geotransform, columns and rows: rasters of a series share them."""
    bands: tuple[Band, ...] = ()
    """What identifies each band that holds measurements."""
    dtype: str = ""
    """Numpy's name of the type of their values."""
    patchy: tuple[str, ...] = ()
    """Names of bands that are left out because they end early, have holes or no data."""
    values: Optional[tuple[float, float]] = None
    """Smallest and largest that were seen; None where only NoData was."""
    nodata: tuple[float, ...] = ()
    """Values that mean no data."""

    def usable_bands(self) -> tuple[Band, ...]:
        """The bands without those that are left out."""
        left_out = {*self.bad(), *self.holey()}
        return tuple(band for place, band in enumerate(self.bands) if place not in left_out)

    def bad(self) -> tuple[int, ...]:
        """Places, from 0, of the bands that the raster marks as bad; none where it marks them all."""
        marked = tuple(place for place, band in enumerate(self.bands) if band.is_bad)
        return marked if len(marked) < len(self.bands) else ()

    def holey(self) -> tuple[int, ...]:
        """Places, from 0, of the patchy bands that are not marked as bad."""
        bad = self.bad()
        return tuple(place for place, band in enumerate(self.bands) if band.name in self.patchy and place not in bad)


def scene_facts(layer: QgsRasterLayer, places: Sequence[float] = PLACES) -> SceneFacts:
    """The facts of one layer.

    Args:
        layer: the layer.
        places: where on the diagonal its values are looked at, 0-1; none where others tell enough.
    """
    try:
        return _facts_of(layer, open_raster(scene_path(layer)), places)
    except UserError as error:
        found, remedy = reported(error.found), reported(error.remedy)
        return SceneFacts(problem=tr("Found {found}. {remedy}").format(found=found, remedy=remedy), remedy=remedy)


def _facts_of(layer: QgsRasterLayer, dataset: gdal.Dataset, places: Sequence[float]) -> SceneFacts:
    indexes = data_band_indexes(dataset)
    data = [dataset.GetRasterBand(index) for index in indexes]
    grid = (*dataset.GetGeoTransform(), dataset.RasterXSize, dataset.RasterYSize)
    nodata = tuple(sorted({band.GetNoDataValue() for band in data if band.GetNoDataValue() is not None}))
    values, bands = _value_range(dataset, indexes, places), bands_of(dataset)
    patchy = patchy_bands(missing_shares(dataset), len(bands))
    return SceneFacts(
        lines=two_lines(layer, len(data), grid, values, nodata),
        details=_details(layer, data, bands),
        warnings=_warnings(data, grid),
        grid=grid,
        bands=bands,
        dtype=dtype_of(dataset),
        patchy=tuple(bands[place].name for place in patchy),
        values=values,
        nodata=nodata,
    )


def two_lines(
    layer: QgsRasterLayer,
    count: int,
    grid: Sequence[float],
    values: Optional[tuple[float, float]],
    nodata: Sequence[float],
) -> tuple[str, str]:
    """What is said of an image in the CRS of a layer: number of bands and size; values, NoData and CRS."""
    counted = tr("1 band") if count == 1 else tr("{} bands").format(count)
    first = tr("{bands}, {columns} × {rows} pixels of {size}").format(
        bands=counted, columns=grid[6], rows=grid[7], size=_pixel_size(layer, grid)
    )
    without = tr("no NoData") if not nodata else tr("NoData {}").format(", ".join(filled("{:g}", v) for v in nodata))
    seen = tr("only NoData where looked at") if values is None else tr("Values {} to {}").format(*map(_number, values))
    return first, ", ".join(part for part in (seen, without, layer.crs().authid()) if part)


def _number(value: float) -> str:
    """With four digits at least: 10200 and not 1.02e+04."""
    return filled("{:.0f}" if abs(value) >= 1000 else "{:.4g}", value)


def too_small(grid: Sequence[float]) -> tuple[str, ...]:
    """What is said of an image with hardly any pixels; nothing of others."""
    if min(grid[6], grid[7]) >= _SMALL:
        return ()
    return (tr("Very small: below {} pixels a side there is little to learn from.").format(_SMALL),)


def _details(layer: QgsRasterLayer, data: list[gdal.Band], bands: Sequence[Band]) -> str:
    kinds = sorted({gdal.GetDataTypeName(band.DataType).lower() for band in data})
    names = [band.GetDescription() or tr("band {}").format(band.GetBand()) for band in data]
    named = [dataclasses.replace(band, name=name) for band, name in zip(bands, names)]
    return "\n".join(
        [
            bands_in_words(named),
            tr("Values as {}").format(", ".join(kinds)),
            layer.crs().description(),
            layer.source(),
        ]
    )


def _pixel_size(layer: QgsRasterLayer, grid: Sequence[float]) -> str:
    width, height = grid[1], grid[5]
    if layer.crs().isGeographic():
        return tr("about {}").format(metres(abs(height) * _METRES_A_DEGREE))
    unit = QgsUnitTypes.toAbbreviatedString(layer.crs().mapUnits())
    shown = "{:.4g}" if np.isclose(width, -height, rtol=1e-3) else "{:.4g} × {:.4g}"
    return f"{filled(shown, abs(width), abs(height))} {unit}".strip()


def _value_range(
    dataset: gdal.Dataset, indexes: Sequence[int], places: Sequence[float]
) -> Optional[tuple[float, float]]:
    """Smallest and largest value of some places on the diagonal; None where they hold NoData only."""
    lows, highs = [], []
    for share in places:
        place = _place(dataset, share)
        # Band by band, a block that holds all of some hundred bands would be decoded for each of them.
        whole = read_values(dataset, file_name(dataset), *place)
        of_bands = whole[None] if whole.ndim == _ONE_BAND else whole
        for index in indexes:
            values = _valid(dataset, index, of_bands[index - 1], place)
            if values.size:
                lows.append(float(values.min()))
                highs.append(float(values.max()))
    return (min(lows), max(highs)) if lows else None


def _place(dataset: gdal.Dataset, share: float) -> tuple[int, int, int, int]:
    columns, rows = dataset.RasterXSize, dataset.RasterYSize
    width, height = min(_SAMPLE, columns), min(_SAMPLE, rows)
    return int((columns - width) * share), int((rows - height) * share), width, height


def _valid(dataset: gdal.Dataset, index: int, values: np.ndarray, place: tuple[int, int, int, int]) -> np.ndarray:
    band, known = dataset.GetRasterBand(index), np.isfinite(values)
    flags, nodata = band.GetMaskFlags(), band.GetNoDataValue()
    if flags == gdal.GMF_NODATA:
        # GDAL's own mask would read the values once more.
        known &= values != nodata
    elif flags != gdal.GMF_ALL_VALID:
        known &= read_values(band.GetMaskBand(), file_name(dataset), *place) > 0
    kept = values[known]
    return kept.real if np.iscomplexobj(kept) else kept


def _warnings(bands: list[gdal.Band], grid: Sequence[float]) -> tuple[str, ...]:
    found = []
    if any(band.GetColorTable() is not None for band in bands):
        found.append(
            tr("A picture with a colour table: its values are numbers of colours, not measurements. Convert it to RGB ")
            + tr("(Raster > Conversion > PCT to RGB…) or choose the image that it was made from.")
        )
    elif len(bands) == 1:
        found.append(tr("A single band rarely tells land cover apart; take the image with all of its bands."))
    return (*found, *too_small(grid))
