"""When a raster was acquired, as far as QGIS, its name or its file's name tell."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Optional

from qgis.core import QgsRasterLayer

from deepsat.jobs import UserError
from deepsat_qgis.layers.raster_file import open_raster

_CALENDAR = re.compile(
    r"(?<!\d)(?P<year>19[5-9]\d|20\d\d)(?P<gap>[-_.]?)(?P<month>0[1-9]|1[0-2])(?P=gap)(?P<day>[0-3]\d)(?!\d)"
)
"""20210617, 2021-06-17, 2021_06_17, 2021.06.17, also before a time as in 20210617T100559."""
_DAY_OF_YEAR = re.compile(r"(?<=[.A])(?P<year>19[5-9]\d|20\d\d)(?P<day>[0-3]\d\d)(?=T\d{6}|\.)")
"""2021168T100559 of harmonised Landsat and Sentinel-2, A2021168 of MODIS."""
_MADE_THEN = re.compile(r"S2[A-D]_OPER_")

_TAGS = ("ACQUISITIONDATE", "ACQUISITION_DATE", "ACQUISITIONDATETIME", "DATE_ACQUIRED", "SENSING_TIME")
"""What sensors and programs call the date in a raster's tags."""


def date_in(text: str) -> str:
    """The first date in `text` as YYYY-MM-DD: products name their acquisition before their processing.

    Products of Sentinel-2 until December 2016 name the day they were made on; the day they show follows _V. Empty where
    there is none.
    """
    text = text.partition("_V")[2] if _MADE_THEN.match(text) else text
    found = [date for date in (_calendar_date(match) for match in _CALENDAR.finditer(text)) if date]
    found += [date for date in (_counted_date(match) for match in _DAY_OF_YEAR.finditer(text)) if date]
    return found[0].isoformat() if found else ""


def date_of(layer: QgsRasterLayer) -> str:
    """The date of a layer as YYYY-MM-DD: as QGIS knows it, else from its tags, its name, its file's or its folder's.

    Empty where nothing tells.
    """
    temporal = layer.temporalProperties()
    if temporal.isActive() and temporal.fixedTemporalRange().begin().isValid():
        return str(temporal.fixedTemporalRange().begin().date().toString("yyyy-MM-dd"))
    file = Path(layer.source())
    return _date_in_tags(layer) or date_in(layer.name()) or date_in(file.name) or date_in(file.parent.name)


def as_date(text: str) -> str:
    """What a person typed as YYYY-MM-DD, whichever separator it has; empty when it is no date."""
    return date_in(text.strip().replace("/", "-"))


def _date_in_tags(layer: QgsRasterLayer) -> str:
    if layer.providerType() != "gdal":
        return ""
    try:
        tags = {key.upper(): value for key, value in open_raster(layer.source()).GetMetadata().items()}
    except UserError:
        # A layer whose file is gone still has a name to look at.
        return ""
    return next((date for date in (date_in(tags.get(tag, "").replace(":", "-")) for tag in _TAGS) if date), "")


def _calendar_date(match: re.Match[str]) -> Optional[datetime.date]:
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _counted_date(match: re.Match[str]) -> Optional[datetime.date]:
    date = datetime.date(int(match["year"]), 1, 1) + datetime.timedelta(days=int(match["day"]) - 1)
    return date if date.year == int(match["year"]) else None
