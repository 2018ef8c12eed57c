"""Dates of rasters: from a table beside them, from their tags, or from their file names."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from deepsat.jobs import ErrorCode, UserError

TABLE_NAME = "dates.csv"
"""Table beside the rasters, with the columns `path` and `date`."""

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
_IN_TABLE = re.compile(rf"{_IN_TAG.pattern}(?:[T ]?[0-2][0-9]:?[0-5][0-9](?::?[0-9.]+)?(?:Z|[+-][0-9:]+)?)?\s*")
"""A date, and the time it may be followed by."""


def date_in_name(name: str) -> str | None:
    """The date in a file name, written as 2021-06-17, 20210617, 2021_06_17 or 2021.06.17; as YYYY-MM-DD.

    The time may follow, as in 20210617100559. Of several the first that is a day of the calendar. A number that only
    looks like one, such as 20214599, is none. Else a day of the year as products count it, 2021168T100559 or A2021168.
    """
    if _MADE_THEN.match(name):
        name = name.partition("_V")[2]
    found = next((day for match in _IN_NAME.finditer(name) if (day := _day(match)) is not None), None)
    return found or next((day for match in _COUNTED.finditer(name) if (day := _counted_day(match)) is not None), None)


def date_of(tags: Mapping[str, str], name: str) -> str:
    """The acquisition date of a raster as YYYY-MM-DD; empty where nothing tells.

    Tags of its acquisition say it surest, then its name, and when the file was made where neither does.

    Args:
        tags: of the raster, of GDAL's default domain.
        name: of the file.
    """
    return _first_day(tags, _TAGS) or date_in_name(name) or _first_day(tags, _WRITTEN) or ""


def _first_day(tags: Mapping[str, str], keys: Sequence[str]) -> str | None:
    """The day that the first of some tags with a date tells."""
    upper = {key.upper(): value for key, value in tags.items()}
    matches = (_IN_TAG.match(upper.get(key, "")) for key in keys)
    return next((day for match in matches if match and (day := _day(match)) is not None), None)


def read_table(path: Path) -> dict[Path, str]:
    """The dates that a table gives: absolute path -> YYYY-MM-DD.

    Args:
        path: CSV file with the columns `path` (absolute, or from the table's folder, with slashes of either kind) and
            `date` (as in a tag).

    Raises:
        UserError: `INVALID_JOB` where columns are missing, a date is none, or a path has two, with the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal(path, "text that is not UTF-8") from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    columns = [name.strip().lower() for name in rows.fieldnames or ()]
    rows.fieldnames = columns
    if not {"path", "date"} <= set(columns):
        raise _refusal(path, f"columns {', '.join(columns) or 'none'}")
    dates: dict[Path, str] = {}
    for row in rows:
        match = _IN_TABLE.fullmatch(row["date"] or "")
        day = _day(match) if match else None
        if day is None or not row["path"]:
            raise _refusal(path, f"line {rows.line_num}: path '{row['path']}' and date '{row['date']}'")
        if dates.setdefault(_place(path.parent, row["path"].strip()), day) != day:
            raise _refusal(path, f"line {rows.line_num}: another date of '{row['path']}'")
    return dates


def _place(folder: Path, name: str) -> Path:
    """What a row names; tables that were written on Windows have backslashes."""
    place = folder / name
    return (place if place.exists() else folder / name.replace("\\", "/")).resolve()


def _day(match: re.Match[str]) -> str | None:
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _counted_day(match: re.Match[str]) -> str | None:
    year, number = int(match[1]), int(match[2])
    day = datetime.date(year, 1, 1) + datetime.timedelta(days=number - 1)
    return day.isoformat() if number and day.year == year else None


def _refusal(path: Path, found: str) -> UserError:
    return UserError(
        ErrorCode.INVALID_JOB,
        expected="a table of dates with the columns path and date, dates as YYYY-MM-DD",
        found=f"{found} ({path})",
        remedy="Correct the table, or remove it to take dates from the file names.",
    )
