"""The dates of files: told by a person, from tables beside them, from names, and from tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath

from deepsat.imagery.dates import TABLE_NAME, date_in_name, date_of, read_table
from deepsat.imagery.image_files import ImageFiles
from deepsat.imagery.raster_scene import open_raster
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_files import product_folder
from deepsat.jobs.listing import listed


class FileDates:
    """What is known of the dates of some files.

    Rows of tables name files, or the folders that these lie in. Where no file is called so exactly, one that differs in
    capital letters alone, or by its ending, is meant.

    Args:
        files: rasters, as paths or any names that GDAL opens.
        told: dates of files as YYYY-MM-DD, which win.

    Raises:
        UserError: `INVALID_JOB` for a table that is none, or that has two dates of one raster.
    """

    def __init__(self, files: Sequence[str], told: Mapping[str, str]) -> None:
        self._told = told
        folders = {folder for path in files for folder in [*Path(path).parents][:2]}
        tables = [folder / TABLE_NAME for folder in folders if (folder / TABLE_NAME).is_file()]
        rows = {path: date for table in sorted(tables) for path, date in read_table(table).items()}
        self._tabled, self._unused = _matched(rows, {place for path in files for place in _places(path)})

    def of_raster(self, path: str) -> str:
        """The date of a raster as YYYY-MM-DD; empty where nothing tells."""
        found = self._known(path)
        if found:
            return found
        with open_raster(path) as dataset:
            return date_of(dataset.tags(), PurePath(path).name)

    def of_band(self, path: str) -> str:
        """That of a file of one band; its tags are not asked, since they may be of the day it was written on."""
        file = PurePath(path)
        product = product_folder(file)
        names = [file.name, file.parent.name, *([product.name] if product is not None else [])]
        return self._known(path) or next((date for name in names if (date := date_in_name(name))), "")

    def findings(self, images: Iterable[ImageFiles]) -> list[str]:
        """Sentences about rows without a raster, and about images that tables with other rasters do not name."""
        missing = _missing(self._unused)
        found = [f"{TABLE_NAME} names rasters that are not there: {listed(missing)}."] if missing else []
        beside = [image.name for image in images if image.date and not any(map(self._known, image.files))]
        if self._tabled and beside:
            found.append(f"Not in {TABLE_NAME}, so names or tags tell the dates: {listed(beside)}.")
        return found

    def _known(self, path: str) -> str:
        if path in self._told:
            return self._told[path]
        return next((self._tabled[place] for place in _places(path) if place in self._tabled), "")


def _places(path: str) -> tuple[Path, Path]:
    """What a row may name a file by: its own path, or that of its folder."""
    whole = Path(path).resolve()
    return whole, whole.parent


def _plain_names(path: Path) -> tuple[str, str]:
    """How rows may write a path: whatever the capital letters are, with its ending and without it."""
    return str(path).casefold(), str(path.parent / path.stem).casefold()


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


def _missing(rows: Sequence[Path]) -> list[str]:
    """The names in rows that nothing on disk is called by: what lies there and was not chosen needs no word."""
    there = {
        name
        for folder in {row.parent for row in rows}
        if folder.is_dir()
        for one in folder.iterdir()
        for name in _plain_names(one)
    }
    return [row.name for row in rows if str(row).casefold() not in there]
