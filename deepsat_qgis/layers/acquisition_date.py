"""When a raster was acquired, as far as QGIS, a table beside it, its tags or its names tell."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsRasterLayer

from deepsat.jobs import UserError, dates
from deepsat.jobs.date_tables import TabledDates
from deepsat_qgis.layers.band_layers import band_of
from deepsat_qgis.layers.raster_file import open_raster


def date_of(layer: QgsRasterLayer) -> str:
    """The date of a layer as YYYY-MM-DD; empty where nothing tells.

    As QGIS knows it, else from a table `dates.csv`, from its tags, its name, its file's or its folder's, and from when
    its file was made.
    """
    temporal = layer.temporalProperties()
    if temporal.isActive() and temporal.fixedTemporalRange().begin().isValid():
        return str(temporal.fixedTemporalRange().begin().date().toString("yyyy-MM-dd"))
    file = Path(layer.source())
    return _date_in_table(layer) or dates.date_of(_tags(layer), layer.name(), file.name, file.parent.name)


def as_date(text: str) -> str:
    """What a person typed as YYYY-MM-DD, with any separator or the day first; empty when it is no date."""
    return dates.date_told(text) or dates.date_in_name(text.replace("/", "-"))


def _date_in_table(layer: QgsRasterLayer) -> str:
    if layer.providerType() != "gdal":
        return ""
    try:
        return TabledDates([layer.source()]).of(layer.source())
    except (UserError, OSError):
        # The run refuses a table that is wrong, in words; until then names and tags tell.
        return ""


def _tags(layer: QgsRasterLayer) -> dict[str, str]:
    """Those of the file; none of a file of one band, which may be of the day it was written on."""
    if layer.providerType() != "gdal" or band_of(layer) is not None:
        return {}
    try:
        return dict(open_raster(layer.source()).GetMetadata())
    except UserError:
        # A layer whose file is gone still has a name to look at.
        return {}
