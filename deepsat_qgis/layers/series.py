"""Several rasters: dates of one place, places side by side, or both; their order, and what does not fit together."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Optional, Sequence

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsProject, QgsRasterLayer
from qgis.PyQt import sip

from deepsat_qgis.layers.acquisition_date import as_date
from deepsat_qgis.layers.scene_facts import SceneFacts
from deepsat_qgis.layers.scene_file import local_file
from deepsat_qgis.translation import tr

SAME_PLACE = 0.25
"""Two rasters that share more than this part of the smaller one show the same place; the worker draws the same line."""


@dataclasses.dataclass(frozen=True)
class DatedLayer:
    """One raster of a series."""

    layer: QgsRasterLayer
    date: str
    """YYYY-MM-DD, or what was typed instead; empty where it is not known."""
    mask: Optional[QgsRasterLayer] = None
    """Not 0 where clouds hide the ground."""

    def still_there(self) -> Optional[DatedLayer]:
        """Without a mask whose layer is removed; None where the raster itself is."""
        if sip.isdeleted(self.layer):
            return None
        has_lost_mask = self.mask is not None and sip.isdeleted(self.mask)
        return dataclasses.replace(self, mask=None) if has_lost_mask else self

    def without(self, layer_ids: Sequence[str]) -> Optional[DatedLayer]:
        """As `still_there`, of layers that are about to be removed."""
        here = self.still_there()
        if here is None or here.layer.id() in layer_ids:
            return None
        goes = here.mask is not None and here.mask.id() in layer_ids
        return dataclasses.replace(here, mask=None) if goes else here


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
    if undated and not is_mosaic(series):
        found.append(tr("Give each raster its date as YYYY-MM-DD: {}.").format(_listed(undated)))
    if is_mosaic(series) and any(one.mask for one in series):
        found.append(tr("Rasters side by side cannot have cloud masks: take the masks away."))
    for one, other in itertools.combinations(series, 2):
        date = as_date(one.date)
        if date and date == as_date(other.date) and _is_one_place(one.layer, other.layer):
            names = _listed([one.layer.name(), other.layer.name()])
            found.append(tr("{names} show one place and have the same date, {date}.").format(names=names, date=date))
    found += [
        tr("“{name}” cannot be used: {problem}").format(name=one.layer.name(), problem=fact.problem)
        for one, fact in zip(series, facts)
        if fact.problem
    ]
    usable = [(one, fact) for one, fact in zip(series, facts) if not fact.problem]
    found += [
        tr("“{name}” has {bands} bands, “{first}” {expected}.").format(
            name=one.layer.name(),
            bands=len(fact.bands),
            first=usable[0][0].layer.name(),
            expected=len(usable[0][1].bands),
        )
        for one, fact in usable[1:]
        if len(fact.bands) != len(usable[0][1].bands)
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
    if is_mosaic(series):
        return (tr("{} rasters side by side are read as one.").format(len(series)),)
    moved = [
        one.layer.name()
        for one, fact in zip(series, facts)
        if not fact.problem
        and (fact.grid != grid or one.layer.crs() != first.crs())
        and _is_one_place(one.layer, first)
    ]
    if not moved or facts[0].problem:
        return ()
    return (
        tr("Resampled to the pixels of “{first}”, the earliest: {names}.").format(
            first=first.name(), names=_listed(moved)
        ),
    )


def is_mosaic(series: Sequence[DatedLayer]) -> bool:
    """Whether the rasters lie side by side, no two of them at one place: such need no dates."""
    pairs = itertools.combinations(series, 2)
    return len(series) > 1 and not any(_is_one_place(one.layer, other.layer) for one, other in pairs)


def dates_of(series: Sequence[DatedLayer]) -> tuple[str, ...]:
    """The dates as a job takes them: of all rasters, or of none."""
    dates = tuple(as_date(one.date) for one in series)
    return dates if all(dates) else ()


def masks_of(series: Sequence[DatedLayer]) -> tuple[str, ...]:
    """The cloud masks as a job takes them: one for each raster, an empty name for one without; none where none has one.

    Raises:
        UserError: for a mask that is no local file.
    """
    masks = tuple(str(local_file(one.mask)) if one.mask is not None else "" for one in series)
    return masks if any(masks) else ()


def _is_one_place(one: QgsRasterLayer, other: QgsRasterLayer) -> bool:
    """Whether two rasters share more of the ground than neighbours do."""
    box = other.extent()
    if one.crs() != other.crs():
        try:
            way = QgsCoordinateTransform(other.crs(), one.crs(), QgsProject.instance())
            box = way.transformBoundingBox(box)
        except QgsCsException:
            # What one projection cannot show is elsewhere.
            return False
    shared = one.extent().intersect(box)
    area = 0.0 if shared.isNull() else max(shared.width(), 0) * max(shared.height(), 0)
    return bool(area > SAME_PLACE * min(one.extent().area(), box.area()))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(tr("“{}”").format(name) for name in names)
