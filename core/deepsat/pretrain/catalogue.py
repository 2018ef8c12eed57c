"""The catalogue of an archive: which rasters there are, which of them show one place, and on which dates."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path, PurePath

from deepsat.imagery import Grid, Normalisation, estimate
from deepsat.imagery.image_files import ImageFiles
from deepsat.imagery.images import images_of
from deepsat.imagery.raster_files import LABEL_NAMES
from deepsat.imagery.raster_scene import RasterScene
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_files import BAND, OTHER, RASTER_SUFFIXES, BandFile, band_file, product_folder
from deepsat.jobs.band_slots import SENTINEL2_SLOTS, match_slots
from deepsat.jobs.date_tables import TabledDates
from deepsat.jobs.dates import date_in_name
from deepsat.jobs.listing import first_few, listed
from deepsat.pretrain.same_ground import same_ground
from deepsat.reporting import PartReporter, Reporter

SMALLEST_SIDE_PX = 32
"""A raster with a shorter side shows too little context for a view."""


@dataclasses.dataclass(frozen=True)
class DatedRaster:
    """One date of a place."""

    image: ImageFiles
    """A raster, or files of its bands."""
    folder: str
    """Where other dates of the place lie: the folder of the raster, or that of the product."""
    date: str
    """As YYYY-MM-DD; empty where unknown."""
    bands: tuple[int, ...]
    """Bands of the raster, from 0, that have a slot."""
    slots: tuple[int, ...]
    """The slot of each of them."""
    normalisation: Normalisation
    """Of each of them."""
    grid: Grid | None = None
    """What the raster is brought to; None for its own."""

    @property
    def path(self) -> str:
        """Of the raster; of files of bands that of the first."""
        return self.image.files[0]


Entry = tuple[Grid, DatedRaster]
"""A raster, with the grid that it has itself."""


@dataclasses.dataclass(frozen=True)
class Place:
    """Rasters on one grid, or brought to it: dates of one place."""

    grid: Grid
    rasters: tuple[DatedRaster, ...]
    """In the order of time; at least one. All have a slot in common, or views of two of them would show nothing."""

    @property
    def name(self) -> str:
        """A short name: the raster's, with its folder's."""
        first = self.rasters[0]
        return f"{Path(first.folder).name}/{Path(first.image.name).stem}"

    @property
    def pixel_count(self) -> int:
        """Pixels of one date."""
        return self.grid.whole.pixel_count


@dataclasses.dataclass(frozen=True)
class Catalogue:
    """Everything that there is to learn from."""

    places: tuple[Place, ...]
    findings: tuple[str, ...]
    """Sentences about what was left out or resampled, and why."""

    @property
    def raster_count(self) -> int:
        """Rasters of all places."""
        return sum(len(place.rasters) for place in self.places)


def find_places(inputs: Sequence[str], seed: int, reporter: Reporter) -> Catalogue:
    """Looks through an archive.

    Rasters of one folder on one grid are dates of one place, and so are those with dates that show its ground on other
    grids: they are resampled, which is said. What has no band in common with them is another place, which is said too.
    A date comes from a table (`dates.csv` in the raster's folder, or any CSV among the inputs), else from the raster's
    tags, else from its file name. A raster that cannot be used is left out and said.

    Args:
        inputs: rasters, folders (looked through with all folders inside) and tables of dates.
        seed: places the windows from which each raster's normalisation is estimated.
        reporter: told how far the look is; asked whether to stop.

    Raises:
        UserError: `INVALID_JOB` where an input is not there or a table is wrong; `RASTER_UNREADABLE` where nothing
            usable is left, with the reasons.
    """
    paths, tables = _listed(inputs)
    known = TabledDates(paths, tables)
    images = _put_together(paths)
    entries: list[Entry] = []
    left_out: dict[str, list[str]] = {}
    for number, (folder, files) in enumerate(images):
        reporter.check_cancelled()
        reporter.progress(number / len(images), "catalogue", f"Looking at raster {number + 1} of {len(images)}.")
        try:
            looking = PartReporter(reporter, number / len(images), (number + 1) / len(images))
            entries.append(_entry(files, folder, known, seed, looking))
        except UserError as error:
            left_out.setdefault(_without_path(error.found, files[0]), []).append(Path(files[0]).name)
    findings = [f"{_names(names)} left out: {reason}." for reason, names in left_out.items()]
    if not entries:
        raise UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected="at least one raster to learn from",
            found="; ".join(sentence.rstrip(".") for sentence in findings) or f"no rasters in {', '.join(inputs)}",
            remedy="Choose rasters, or a folder of rasters, whose bands are named or have wavelengths.",
        )
    places, told = _of_same_ground(_grouped(entries))
    return Catalogue(places, (*findings, *told, *known.findings()))


def _listed(inputs: Sequence[str]) -> tuple[list[str], list[Path]]:
    """Paths of all rasters, each once, in a fixed order; and tables."""
    paths: dict[str, None] = {}
    tables: list[Path] = []
    for name in inputs:
        path = Path(name)
        if path.is_dir():
            paths.update(dict.fromkeys(map(str, _rasters_inside(path))))
        elif path.suffix.lower() == ".csv":
            tables.append(path)
        elif path.exists() or name.startswith("/vsi") or ":" in name[2:]:
            paths[name] = None
        else:
            found, remedy = f"nothing at {name}", "Check the path."
            raise UserError(ErrorCode.INVALID_JOB, expected="rasters or folders", found=found, remedy=remedy)
    return list(paths), tables


def _rasters_inside(folder: Path) -> Iterable[Path]:
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in RASTER_SUFFIXES and path.is_file())
    return (path for path in files if path.stem.lower() not in LABEL_NAMES and not path.name.startswith("."))


def _put_together(paths: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Files of single bands by image, all others by themselves; each with the folder where other dates of it lie.

    A folder that holds one image of files of bands and nothing else is one date: other dates lie beside it.
    """
    named = {path: band_file(path) for path in paths}
    found: dict[tuple[str, ...], list[str]] = {}
    for path, band in named.items():
        if band is None:
            found[(path,)] = [path]
        elif band.kind != OTHER:
            found.setdefault((*band.image, date_in_name(Path(path).name), ""), []).append(path)
    # A picture without its bands is a raster like any other.
    known = {band.image for band in named.values() if band is not None and band.kind == BAND}
    found |= {(path,): [path] for path, band in named.items() if band is not None and _is_alone(band, known)}
    folders = [_folder_of(files[0], named[files[0]]) for files in found.values()]
    alone = [named[files[0]] is not None and folders.count(place) == 1 for place, files in zip(folders, found.values())]
    return [
        (str(Path(folder).parent) if is_date else folder, files)
        for folder, files, is_date in zip(folders, found.values(), alone, strict=True)
    ]


def _is_alone(band: BandFile, known: Collection[tuple[str, ...]]) -> bool:
    """Whether a file that is no band lies where there are no bands."""
    return band.kind == OTHER and all(band.image[0] != image[0] for image in known)


def _folder_of(path: str, band: BandFile | None) -> str:
    product = product_folder(PurePath(path))
    return str(product) if product is not None else str(Path(path).parent) if band is None else band.image[0]


def _entry(files: Sequence[str], folder: str, tabled: TabledDates, seed: int, reporter: Reporter) -> Entry:
    date = next(filter(None, map(tabled.of, files)), "")
    image, *others = images_of(files, dict.fromkeys(files, date) if date else {}).images
    if others:
        raise _unfit("their names are those of single bands, and they hold several", "Name the files otherwise.")
    with RasterScene(image) as scene:
        adaptation = match_slots(scene.bands, SENTINEL2_SLOTS, dtype=scene.dtype)
        bands = tuple(band for band, slot in enumerate(adaptation.slots) if slot is not None)
        if not bands:
            found = f"none of its {len(scene.bands)} bands has a name or wavelength that is known"
            raise _unfit(found, "Name the bands.")
        if min(scene.grid.height, scene.grid.width) < SMALLEST_SIDE_PX:
            found = f"a side is shorter than {SMALLEST_SIDE_PX} pixels"
            raise _unfit(found, "Choose larger rasters.")
        raster = DatedRaster(
            image=image,
            folder=folder,
            date=image.date,
            bands=bands,
            slots=tuple(slot for slot in adaptation.slots if slot is not None),
            normalisation=estimate(scene, seed, bands=bands, reporter=reporter),
        )
        return scene.grid, raster


def _without_path(reason: str, path: str) -> str:
    """The reason in words that fit several rasters."""
    for preposition in (" of ", " in ", " at ", ""):
        reason = reason.replace(preposition + path, "")
    return reason.strip(" ,()")


def _grouped(entries: Sequence[Entry]) -> tuple[Place, ...]:
    groups: dict[tuple[str, Grid], list[DatedRaster]] = {}
    for grid, raster in entries:
        groups.setdefault((raster.folder, grid), []).append(raster)
    ordered = {key: sorted(rasters, key=lambda raster: (raster.date, raster.path)) for key, rasters in groups.items()}
    return tuple(Place(grid, tuple(rasters)) for (_, grid), rasters in ordered.items())


def _of_same_ground(places: Sequence[Place]) -> tuple[tuple[Place, ...], list[str]]:
    """Places of one folder that have dates and show the same ground become one, on the grid of the first.

    Rasters without a common slot are parted: no method could compare them.
    """
    folders: dict[str, list[int]] = {}
    for index, place in enumerate(places):
        if all(raster.date for raster in place.rasters):
            folders.setdefault(place.rasters[0].folder, []).append(index)
    first_of = list(range(len(places)))
    for members in folders.values():
        for index, first in zip(members, same_ground([places[index].grid for index in members]), strict=True):
            first_of[index] = members[first]
    families: dict[int, list[Place]] = {}
    for place, first in zip(places, first_of, strict=True):
        families.setdefault(first, []).append(place)
    groups_of = [_with_common_slots(family) for family in families.values()]
    joined = tuple(_joined(group) for groups in groups_of for group in groups)
    resampled = [_resampled(group) for groups in groups_of for group in groups]
    apart = [_apart(groups) for groups in groups_of]
    return joined, [sentence for sentence in (*resampled, *apart) if sentence]


def _with_common_slots(family: Sequence[Place]) -> list[list[Entry]]:
    """Their rasters, each with those before it that all have a slot in common with it."""
    groups: list[list[Entry]] = []
    common: list[set[int]] = []
    for grid, raster in ((place.grid, raster) for place in family for raster in place.rasters):
        index = next((index for index, slots in enumerate(common) if slots.intersection(raster.slots)), len(groups))
        if index == len(groups):
            groups.append([])
            common.append(set(raster.slots))
        groups[index].append((grid, raster))
        common[index].intersection_update(raster.slots)
    return groups


def _joined(group: Sequence[Entry]) -> Place:
    first = group[0][0]
    brought = (raster if grid == first else dataclasses.replace(raster, grid=first) for grid, raster in group)
    return Place(first, tuple(sorted(brought, key=lambda raster: (raster.date, raster.path))))


def _resampled(group: Sequence[Entry]) -> str:
    """What is said of rasters on other grids than the first; empty where there are none."""
    names = [raster.image.name for grid, raster in group if grid != group[0][0]]
    return f"{_names(names)} resampled to the grid of {group[0][1].image.name}." if names else ""


def _apart(groups: Sequence[Sequence[Entry]]) -> str:
    """What is said of rasters that show the ground of others in other bands; empty where there are none."""
    names = [raster.image.name for group in groups[1:] for _, raster in group]
    first = groups[0][0][1].image.name
    return f"No band in common with {first}, and so kept apart: {listed(names)}." if names else ""


def _names(names: Sequence[str]) -> str:
    return f"{first_few(names)} {'was' if len(names) == 1 else 'were'}"


def _unfit(found: str, remedy: str) -> UserError:
    return UserError(ErrorCode.RASTER_UNREADABLE, expected="a raster to learn from", found=found, remedy=remedy)
