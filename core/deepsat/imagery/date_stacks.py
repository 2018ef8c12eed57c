"""Stacks of dates: one raster that holds the bands of several dates.

Where the name of every band has a date, it says what the band belongs to. Else all bands of the first date come first,
then all of the second, and so on, as names that are alike at each date confirm. A band that tells where clouds are
belongs to its own date.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from deepsat.imagery.raster_scene import RasterScene
from deepsat.imagery.series import Image
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.bands import Band, cloud_band_indexes
from deepsat.jobs.dates import date_in_name
from deepsat.jobs.listing import listed
from deepsat.jobs.sentences import counted
from deepsat.jobs.wavelengths import plain_name, wavelengths_from_names

_DATE = re.compile(r"[-_. ]*(?:19|20)\d\d([-_.]?)[01]\d\1[0-3]\d(?:T\d{6}Z?)?[-_. ]*")
_SCENE = re.compile(r"^[-_. ]*(?:\d{1,2}_)*(?:T\d\d[A-Z]{3}_|L[CEOT]0\d_\d{6}_)?(?=[A-Za-z])")
"""What Earth Engine's `toBands` sets before a band's name, without the date: numbers of images, and their tile."""
_LAST_NUMBER = re.compile(r"[-_. ]\d{1,3}$")
_BAND_NUMBER = re.compile(r"(?i)b\d{1,2}a?")
_BETWEEN_WORDS = re.compile(r"[-_. ]+")
_NUMBERED = re.compile(r"(.*?)(\d+)")


@dataclasses.dataclass(frozen=True)
class DatePart:
    """What a stack holds of one date."""

    date: str
    """As YYYY-MM-DD."""
    indexes: tuple[int, ...]
    """Of its bands, from 1."""
    names: tuple[str, ...]
    """Of these, without what tells the date."""

    @property
    def clouds(self) -> dict[int, str]:
        """The bands that tell where clouds are: index -> name."""
        return {self.indexes[place - 1]: self.names[place - 1] for place in cloud_band_indexes(self.names)}

    @property
    def measured(self) -> dict[int, str]:
        """All others."""
        return {index: name for index, name in zip(self.indexes, self.names, strict=True) if index not in self.clouds}


def images_of_stack(raster: RasterScene, dates: Sequence[str]) -> tuple[list[Image], list[Band], list[str]]:
    """The dates of an open raster that stacks them.

    Args:
        raster: on its own grid.
        dates: as YYYY-MM-DD, in the order of the stack.

    Returns:
        The images in the order of time, the bands of each, and the dates of the images.

    Raises:
        UserError: `INVALID_JOB` where the bands cannot be divided by the dates, or their names say another order.
    """
    parts = parts_of_stack(raster.layers, dates, raster.path)
    first = parts[0].measured
    if not first:
        raise _refused("bands beside those that tell where clouds are", f"{listed(parts[0].names)} in {raster.path}")
    known = {index: band.wavelength_nm for index, band in zip(raster.band_indexes, raster.bands, strict=True)}
    by_name = wavelengths_from_names([*first.values()])
    bands = [Band(name, known[index] or found) for (index, name), found in zip(first.items(), by_name, strict=True)]
    ordered = sorted(parts, key=lambda part: part.date)
    images = [
        Image(raster.of_date([*part.measured], part.clouds), tuple(range(len(part.measured)))) for part in ordered
    ]
    return images, bands, [part.date for part in ordered]


def parts_of_stack(layers: Mapping[int, str], dates: Sequence[str], path: str) -> list[DatePart]:
    """Which bands of a stack are those of each date, in the order of `dates`.

    Args:
        layers: bands by their indexes, from 1, with those that tell where clouds are. A single one of these is of all
            dates, and so in no part.
        dates: as YYYY-MM-DD, in the order of the stack; where the bands' names tell dates, in any order.
        path: of the raster, for messages.

    Raises:
        UserError: as `images_of_stack`.
    """
    clouds = cloud_band_indexes([*layers.values()])
    shared = [[*layers][place - 1] for place in clouds] if len(clouds) == 1 < len(dates) else []
    own = {index: name for index, name in layers.items() if index not in shared}
    count, left = divmod(len(own), len(dates))
    if left or not count:
        expected = f"a number of bands that can be divided by the {len(dates)} dates"
        raise _refused(expected, f"{counted(len(own), 'band', 'bands')} in {path}")
    groups = _by_named_date(own, dates, path) or [[*own][n * count : (n + 1) * count] for n in range(len(dates))]
    labels = _labels([[own[index] for index in group] for group in groups], path)
    return [DatePart(date, tuple(group), labels) for date, group in zip(dates, groups, strict=True)]


def _by_named_date(layers: Mapping[int, str], dates: Sequence[str], path: str) -> list[list[int]]:
    """Indexes by date, as the names tell; none where they do not, or all tell one day, as that of a processing."""
    told = {index: date_in_name(name) for index, name in layers.items()}
    days = Counter(told.values())
    if "" in days or len(days) == 1:
        return []
    count = len(layers) // len(dates)
    if days != Counter({date: several * count for date, several in Counter(dates).items()}):
        expected = f"{counted(count, 'band', 'bands')} of each of the dates {listed(sorted(set(dates)))}"
        found = listed([f"{counted(several, 'band', 'bands')} of {date}" for date, several in sorted(days.items())])
        raise _refused(expected, f"{found}, as the names of the bands in {path} tell")
    members = {day: [index for index, date in told.items() if date == day] for day in days}
    return [[members[date].pop(0) for _ in range(count)] for date in dates]


def _labels(groups: Sequence[Sequence[str]], path: str) -> tuple[str, ...]:
    """The names of the bands of any date, which are to be alike at all of them."""
    plain = [tuple(_undated(name) or f"band_{place}" for place, name in enumerate(names, 1)) for names in groups]
    if len(plain[0]) == 1 or _say_nothing([name for names in groups for name in names]):
        return plain[0]
    worded = [_without_shared_words(names) for names in plain]
    # Only bands that are known: in red_april, red_june the words that differ would be those of the dates.
    if all(_are_alike(worded[0], names) for names in worded) and _are_bands(worded[0]):
        return worded[0]
    short = [tuple(_LAST_NUMBER.sub("", name) for name in names) for names in plain]
    # B4, B8, B4_1, B8_1: what stands twice in a raster is told apart by a number.
    forms = [plain[0], *([short[0]] if len(set(short[0])) == len(short[0]) else [])]
    for form in forms:
        if all(
            _are_alike(form, names) or _are_alike(form, shorter) for names, shorter in zip(plain, short, strict=True)
        ):
            return form
    other = next(names for names, labels in zip(groups, plain, strict=True) if not _are_alike(plain[0], labels))
    expected = "the same bands at each date, all of the first date first, then all of the second, and so on"
    raise _refused(expected, f"{listed(groups[0])} as the first date and {listed(other)} as another in {path}")


def _without_shared_words(names: Sequence[str]) -> tuple[str, ...]:
    """Names without the words that all of them begin with, as of a month: april_red, april_nir."""
    words = [_BETWEEN_WORDS.split(name) for name in names]
    shared = 0
    while min(map(len, words)) > shared + 1 and len({own[shared] for own in words}) == 1:
        shared += 1
    return tuple("_".join(own[shared:]) for own in words)


def _are_bands(names: Sequence[str]) -> bool:
    """Whether words are known to be of bands: a colour among them, or all numbers as B04."""
    return any(wavelengths_from_names(names)) or all(_BAND_NUMBER.fullmatch(name) for name in names)


def _are_alike(ones: Sequence[str], others: Sequence[str]) -> bool:
    pairs = list(zip(ones, others, strict=True))
    return all(plain_name(one) == plain_name(other) or _is_default(one) or _is_default(other) for one, other in pairs)


def _is_default(name: str) -> bool:
    return Band(name).has_default_name


def _say_nothing(names: Sequence[str]) -> bool:
    """Whether names only count the bands: B1, B2, B3 and so on to the last."""
    matches = [_NUMBERED.fullmatch(name) for name in names]
    found = [(match[1], int(match[2])) for match in matches if match]
    return len(found) == len(names) and found == [(found[0][0], found[0][1] + place) for place in range(len(names))]


def _undated(name: str) -> str:
    """A band's name without the date, or the name of the image, that stacks add to it; empty where it is no more."""
    return _SCENE.sub("", _DATE.sub("_", name)).strip("-_. ")


def _refused(expected: str, found: str) -> UserError:
    return UserError(
        ErrorCode.INVALID_JOB,
        expected=expected,
        found=found,
        remedy="Give the dates that the raster stacks, and bring the bands of each date together, named alike, or "
        "write the date into each band's name, such as B04_2021-06-17.",
    )
