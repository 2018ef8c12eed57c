"""Several rasters of one place as a time series: their dates, their order, and what does not fit together."""

from __future__ import annotations

import dataclasses
from typing import Sequence

from qgis.core import QgsRasterLayer

from deepsat_qgis.layers.acquisition_date import as_date
from deepsat_qgis.layers.scene_facts import SceneFacts
from deepsat_qgis.translation import tr


@dataclasses.dataclass(frozen=True)
class DatedLayer:
    """One raster of a series."""

    layer: QgsRasterLayer
    date: str
    """YYYY-MM-DD, or what was typed instead; empty where it is not known."""


def in_time_order(series: Sequence[DatedLayer]) -> tuple[DatedLayer, ...]:
    """By date; what has none comes last, in the order in which it came."""
    return tuple(sorted(series, key=lambda one: (not as_date(one.date), as_date(one.date))))


def problems_of(series: Sequence[DatedLayer], facts: Sequence[SceneFacts]) -> tuple[str, ...]:
    """What keeps rasters from being a series, as sentences; empty where nothing does.

    Args:
        series: the rasters.
        facts: what is known of each.
    """
    if len(series) < 2:
        return ()
    found = []
    undated = [one.layer.name() for one in series if not as_date(one.date)]
    if undated:
        found.append(tr("Give each raster its date as YYYY-MM-DD: {}.").format(_listed(undated)))
    dates = [as_date(one.date) for one in series if as_date(one.date)]
    for date in sorted({date for date in dates if dates.count(date) > 1}):
        same = [one.layer.name() for one in series if as_date(one.date) == date]
        found.append(tr("{names} have the same date, {date}.").format(names=_listed(same), date=date))
    found += [
        tr("“{name}” cannot be used: {problem}").format(name=one.layer.name(), problem=fact.problem)
        for one, fact in zip(series, facts)
        if fact.problem
    ]
    usable = [(one, fact) for one, fact in zip(series, facts) if not fact.problem]
    found += [
        tr("“{name}” has {bands} bands, “{first}” {expected}.").format(
            name=one.layer.name(),
            bands=fact.band_count,
            first=usable[0][0].layer.name(),
            expected=usable[0][1].band_count,
        )
        for one, fact in usable[1:]
        if fact.band_count != usable[0][1].band_count
    ]
    return tuple(found)


def notes_on(series: Sequence[DatedLayer], facts: Sequence[SceneFacts]) -> tuple[str, ...]:
    """What a person should know of a series that can be used, as sentences.

    Args:
        series: the rasters, the earliest first: the others are brought onto its grid.
        facts: what is known of each.
    """
    if len(series) < 2:
        return ()
    first, grid = series[0].layer, facts[0].grid
    moved = [
        one.layer.name()
        for one, fact in zip(series, facts)
        if not fact.problem and (fact.grid != grid or one.layer.crs() != first.crs())
    ]
    if not moved or facts[0].problem:
        return ()
    return (
        tr("Resampled to the pixels of “{first}”, the earliest: {names}.").format(
            first=first.name(), names=_listed(moved)
        ),
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
