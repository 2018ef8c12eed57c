"""What is said of several images: what does not fit together, how they are brought together, and their dates.

However many images have the same to be said of them, it is one sentence, with the first of their names.
"""

from __future__ import annotations

import itertools
from typing import Hashable, Iterable, Sequence, TypeVar

from deepsat.jobs.listing import SHOWN
from deepsat_qgis.band_words import first_names
from deepsat_qgis.layers.acquisition_date import as_date
from deepsat_qgis.layers.scene_facts import SceneFacts
from deepsat_qgis.layers.series import DatedLayer, days_of, is_mosaic, is_one_place
from deepsat_qgis.translation import tr

_Key = TypeVar("_Key", bound=Hashable)
_Member = TypeVar("_Member")


def problems_of(series: Sequence[DatedLayer], facts: Sequence[SceneFacts]) -> tuple[str, ...]:
    """What keeps rasters from being a series, as sentences; empty where nothing does.

    Args:
        series: the rasters.
        facts: what is known of each.
    """
    if len(series) < 2:
        return ()
    found = []
    undated = [one.name for one in series if not as_date(one.date)]
    if undated and not is_mosaic(series):
        found.append(tr("Give each raster its date as YYYY-MM-DD: {}.").format(_listed(undated)))
    if is_mosaic(series) and any(one.mask for one in series):
        found.append(tr("Rasters side by side cannot have cloud masks: take the masks away."))
    return (*found, *_unusable(series, facts), *_of_other_bands(series, facts))


def notes_on(series: Sequence[DatedLayer], facts: Sequence[SceneFacts]) -> tuple[str, ...]:
    """What a person should know of a series that can be used, as sentences.

    Args:
        series: the rasters, the earliest first: the others are brought onto its grid.
        facts: what is known of each.
    """
    return (*_on_pixels(series, facts), *_of_one_day(series)) if len(series) > 1 else ()


def dates_in_words(series: Sequence[DatedLayer]) -> str:
    """How many days the images are of, and from which to which; empty unless several are known."""
    dates = days_of(series)
    if len(dates) < 2:
        return ""
    return tr("{count} dates, {first} to {last}").format(count=len(dates), first=dates[0], last=dates[-1])


def put_together(series: Sequence[DatedLayer]) -> tuple[str, ...]:
    """Which images several layers are together, as sentences."""
    images = [one for one in series if one.bands]
    count, names = sum(len(one.layers) for one in images), _listed([one.name for one in images])
    if len(images) < 2:
        return (tr("{count} layers are one image, {name}.").format(count=count, name=names),) if images else ()
    return (tr("{count} layers are {images} images, {names}.").format(count=count, images=len(images), names=names),)


def _unusable(series: Sequence[DatedLayer], facts: Sequence[SceneFacts]) -> list[str]:
    """Rasters that have the same remedy have the same problem, wherever each of them lies."""
    bad = [(fact.remedy or fact.problem, (one, fact)) for one, fact in zip(series, facts) if fact.problem]
    sentences = []
    for alike in _grouped(bad).values():
        names, problem = [one.name for one, _ in alike], alike[0][1].problem
        text = tr("“{name}” cannot be used: {problem}")
        if len(alike) > 1:
            text = tr("{count} of {total} rasters cannot be used, {names}. Of the first: {problem}")
        sentences.append(
            text.format(name=names[0], names=_listed(names), count=len(names), total=len(series), problem=problem)
        )
    return sentences


def _of_other_bands(series: Sequence[DatedLayer], facts: Sequence[SceneFacts]) -> list[str]:
    """Rasters that have more or fewer bands than the first that can be used."""
    counts = _grouped((len(fact.bands), one.name) for one, fact in zip(series, facts) if not fact.problem)
    if len(counts) < 2:
        return []
    (expected, (first, *_)), *others = counts.items()
    sentences = []
    for bands, names in others:
        text = tr("“{name}” has {bands} bands, “{first}” {expected}.")
        if len(names) > 1:
            text = tr("{count} rasters have {bands} bands, “{first}” {expected}: {names}.")
        sentences.append(
            text.format(
                name=names[0], names=_listed(names), count=len(names), bands=bands, first=first, expected=expected
            )
        )
    return sentences


def _on_pixels(series: Sequence[DatedLayer], facts: Sequence[SceneFacts]) -> tuple[str, ...]:
    """How several images are brought together."""
    first, grid = series[0].layer, facts[0].grid
    if is_mosaic(series):
        return (tr("{} rasters side by side are read as one.").format(len(series)),)
    moved = [
        one.name
        for one, fact in zip(series, facts)
        if not fact.problem and (fact.grid != grid or one.layer.crs() != first.crs()) and is_one_place(one.layer, first)
    ]
    if not moved or facts[0].problem:
        return ()
    return (
        tr("Resampled to the pixels of “{first}”, the earliest: {names}.").format(
            first=series[0].name, names=_listed(moved)
        ),
    )


def _of_one_day(series: Sequence[DatedLayer]) -> tuple[str, ...]:
    """Which images count as one, being of one place and day."""
    days: dict[str, list[str]] = {}
    for one, other in itertools.combinations(series, 2):
        date = as_date(one.date)
        if date and date == as_date(other.date) and is_one_place(one.layer, other.layer):
            days.setdefault(date, []).extend((one.name, other.name))
    if len(days) > 1:
        dates = first_names([*days], SHOWN)
        return (tr("Averaged, being of one day: the rasters of {dates}.").format(dates=dates),)
    return tuple(
        tr("Averaged, being of one day, {date}: {names}.").format(date=date, names=_listed([*dict.fromkeys(names)]))
        for date, names in days.items()
    )


def _grouped(pairs: Iterable[tuple[_Key, _Member]]) -> dict[_Key, list[_Member]]:
    """Second parts by first parts, both in the order in which they came."""
    groups: dict[_Key, list[_Member]] = {}
    for key, member in pairs:
        groups.setdefault(key, []).append(member)
    return groups


def _listed(names: Sequence[str]) -> str:
    return first_names([tr("“{}”").format(name) for name in names], SHOWN)
