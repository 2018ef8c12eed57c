"""Tables of dates: what a file `dates.csv` beside rasters, or another table like it, says of them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Mapping, Sequence

from deepsat.jobs.dates import date_told
from deepsat.jobs.errors import ErrorCode, UserError
from deepsat.jobs.listing import listed

TABLE_NAME = "dates.csv"
"""Table beside the rasters, with the columns `path` and `date`."""

_SEPARATORS = ",;\t"
"""Of columns: spreadsheets save with semicolons in some countries."""


class TabledDates:
    """What tables say of the dates of some files.

    Rows name files, or the folders that these lie in. Where no file is called so exactly, one that differs in capital
    letters alone, or by its ending, is meant.

    Args:
        files: rasters, as paths or any names that GDAL opens. A table `dates.csv` in their folder or the one around
            it is read.
        others: tables that lie elsewhere; they win.

    Raises:
        UserError: `INVALID_JOB` for a table that is none, or that has two dates of one raster.
    """

    def __init__(self, files: Sequence[str], others: Sequence[Path] = ()) -> None:
        folders = {folder for path in files for folder in [*Path(path).parents][:2]}
        beside = sorted(folder / TABLE_NAME for folder in folders if (folder / TABLE_NAME).is_file())
        places = {place for path in files for place in _places(path)}
        self._dates: dict[Path, str] = {}
        self._unused: dict[Path, list[Path]] = {}
        """Of each table, the rows that belong to no file."""
        for tables in (beside, others):
            read = {table: read_table(table) for table in tables}
            rows = {row: date for table in read.values() for row, date in table.items()}
            dates, unused = _matched(rows, places)
            self._dates.update(dates)
            self._unused.update({table: [row for row in rows if row in unused] for table, rows in read.items()})

    def of(self, path: str) -> str:
        """The date of a file as YYYY-MM-DD; empty where no row names it."""
        return next((self._dates[place] for place in _places(path) if place in self._dates), "")

    def __bool__(self) -> bool:
        """Whether a row names one of the files."""
        return bool(self._dates)

    def findings(self) -> list[str]:
        """Sentences about rows that nothing on disk is called by: what lies there and was not chosen needs no word."""
        missing = {table.name: _missing(rows) for table, rows in self._unused.items()}
        return [
            f"{table} names rasters that are not there: {listed(names)}." for table, names in missing.items() if names
        ]


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
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    columns = [name.strip().lower() for name in rows.fieldnames or ()]
    rows.fieldnames = columns
    if not {"path", "date"} <= set(columns):
        raise _refusal(path, f"columns {', '.join(columns) or 'none'}")
    dates: dict[Path, str] = {}
    for row in rows:
        day = date_told(row["date"] or "")
        if not day or not row["path"]:
            raise _refusal(path, f"line {rows.line_num}: path '{row['path']}' and date '{row['date']}'")
        if dates.setdefault(_place(path.parent, row["path"].strip()), day) != day:
            raise _refusal(path, f"line {rows.line_num}: another date of '{row['path']}'")
    return dates


def _place(folder: Path, name: str) -> Path:
    """What a row names; tables that were written on Windows have backslashes."""
    place = folder / name
    return (place if place.exists() else folder / name.replace("\\", "/")).resolve()


def _places(path: str) -> tuple[Path, Path]:
    """What a row may name a file by: its own path, or that of its folder."""
    whole = Path(path).resolve()
    return whole, whole.parent


def _plain_names(path: Path) -> tuple[str, str]:
    """How rows may write a path: whatever the capital letters are, with its ending and without it."""
    return str(path).casefold(), str(path.parent / path.stem).casefold()


def _missing(rows: Sequence[Path]) -> list[str]:
    there = {
        name
        for folder in {row.parent for row in rows}
        if folder.is_dir()
        for one in folder.iterdir()
        for name in _plain_names(one)
    }
    return [row.name for row in rows if str(row).casefold() not in there]


def _matched(rows: Mapping[Path, str], places: set[Path]) -> tuple[dict[Path, str], list[Path]]:
    """The dates of places, and the rows that belong to none."""
    alike: dict[str, set[Path]] = {}
    for place in places:
        for name in _plain_names(place):
            alike.setdefault(name, set()).add(place)
    found: dict[Path, str] = {}
    unused = []
    for row, date in rows.items():
        meant = {row} if row in places else alike.get(str(row).casefold(), set())
        if len(meant) != 1:
            unused.append(row)
            continue
        (place,) = meant
        if found.setdefault(place, date) != date:
            raise UserError(
                ErrorCode.INVALID_JOB,
                expected=f"one date of each raster in {TABLE_NAME}",
                found=f"{found[place]} and {date} of {place.name}",
                remedy="Correct the table, or remove it to take dates from the file names.",
            )
    return found, unused


def _refusal(path: Path, found: str) -> UserError:
    return UserError(
        ErrorCode.INVALID_JOB,
        expected="a table of dates with the columns path and date, dates as YYYY-MM-DD",
        found=f"{found} ({path})",
        remedy="Correct the table, or remove it to take dates from the file names.",
    )
