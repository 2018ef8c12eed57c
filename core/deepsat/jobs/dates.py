"""Dates of rasters, as their tags and their names tell.

Here and not with the imagery, so that QGIS reads them as the worker does.
"""

from __future__ import annotations

import datetime
import re
from typing import Mapping, Sequence

_TAGS = ("ACQUISITIONDATE", "ACQUISITION_DATE", "ACQUISITIONDATETIME", "DATE_ACQUIRED", "SENSING_TIME", "DATE")
"""What sensors and programs call the date, surest first."""
_WRITTEN = ("TIFFTAG_DATETIME",)
"""When a file was made (TIFF 6.0, tag 306): by a camera on the day it shows, by other programs long after it."""

_TIME = r"[0-2][0-9][0-5][0-9][0-5][0-9](?![0-9])"
_IN_NAME = re.compile(rf"(?<![0-9])((?:19|20)[0-9]{{2}})([-_.]?)([01][0-9])\2([0-3][0-9])(?:(?![0-9])|(?={_TIME}))")
_COUNTED = re.compile(r"(?<=[.A])((?:19|20)[0-9]{2})([0-3][0-9]{2})(?=T[0-9]{6}|\.)")
"""Year and day of the year: 2021168T100559 of harmonised Landsat and Sentinel-2, A2021168 of MODIS."""
_MADE_THEN = re.compile(r"S2[A-D]_OPER_")
"""How names of Sentinel-2 begin that tell when a file was made; _V and when it was seen follow in the product's."""
_IN_TAG = re.compile(r"\s*((?:19|20)[0-9]{2})([-:/.]?)([01][0-9])\2([0-3][0-9])")
_CLOCK = r"(?:[T ]?[0-2]?[0-9]:?[0-5][0-9](?::?[0-9.]+)?(?:Z|[+-][0-9:]+)?)?\s*"
_TOLD = re.compile(_IN_TAG.pattern + _CLOCK)
_DAY_FIRST = re.compile(rf"\s*(?P<day>[0-3]?[0-9])\.(?P<month>[01]?[0-9])\.(?P<year>(?:19|20)[0-9]{{2}}){_CLOCK}")
"""17.06.2021, as spreadsheets of many countries save it; with slashes nobody knows which is the month."""


def date_in_name(name: str) -> str:
    """The date in a file name as YYYY-MM-DD; empty where there is none.

    Written as 2021-06-17, 20210617, 2021_06_17 or 2021.06.17; the time may follow, as in 20210617100559. Of several the
    first that is a day of the calendar. A number that only looks like one, such as 20214599, is none. Else a day of the
    year as products count it, 2021168T100559 or A2021168.
    """
    if _MADE_THEN.match(name):
        name = name.partition("_V")[2]
    days = (*map(_calendar_day, _IN_NAME.finditer(name)), *map(_counted_day, _COUNTED.finditer(name)))
    return next(filter(None, days), "")


def date_of(tags: Mapping[str, str], *names: str) -> str:
    """The acquisition date of a raster as YYYY-MM-DD; empty where nothing tells.

    Tags of its acquisition say it surest, then its names, and when the file was made where none does.

    Args:
        tags: of the raster, of GDAL's default domain.
        names: of the file, or of what else is called by the day; the surest first.
    """
    told = (_first_day(tags, _TAGS), *map(date_in_name, names), _first_day(tags, _WRITTEN))
    return next(filter(None, told), "")


def date_told(text: str) -> str:
    """A date that a person or a table tells, as YYYY-MM-DD; empty where it is none.

    The year comes first, with any of -:/. or nothing between, as in a tag; or the day does, as in 17.06.2021. A time
    may follow.
    """
    match = _TOLD.fullmatch(text)
    if match:
        return _calendar_day(match)
    match = _DAY_FIRST.fullmatch(text)
    return _day_of(match["year"], match["month"], match["day"]) if match else ""


def _calendar_day(match: re.Match[str]) -> str:
    """Of a match whose first group is a year, the third a month and the fourth a day."""
    return _day_of(match[1], match[3], match[4])


def _day_of(year: str, month: str, day: str) -> str:
    """As YYYY-MM-DD; empty for a day that no calendar has."""
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _first_day(tags: Mapping[str, str], keys: Sequence[str]) -> str:
    """The day that the first of some tags with a date tells."""
    upper = {key.upper(): value for key, value in tags.items()}
    matches = (_IN_TAG.match(upper.get(key, "")) for key in keys)
    return next(filter(None, (_calendar_day(match) for match in matches if match)), "")


def _counted_day(match: re.Match[str]) -> str:
    year, number = int(match[1]), int(match[2])
    day = datetime.date(year, 1, 1) + datetime.timedelta(days=number - 1)
    return day.isoformat() if number and day.year == year else ""
