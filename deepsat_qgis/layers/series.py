"""Several images: dates of one place, places side by side, or both; their order, and what does not fit together."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Callable, Optional, Sequence

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsProject, QgsRasterLayer
from qgis.PyQt import sip

from deepsat_qgis.layers.acquisition_date import as_date
from deepsat_qgis.layers.band_layers import BandLayers, band_of, image_name
from deepsat_qgis.layers.scene_facts import SceneFacts
from deepsat_qgis.layers.scene_file import local_file
from deepsat_qgis.translation import tr

SAME_PLACE = 0.25
"""Two rasters that share more than this part of the smaller one show the same place; the worker draws the same line."""


@dataclasses.dataclass(frozen=True)
class DatedLayer:
    """One image of a series: a raster, or layers of single bands."""

    layer: QgsRasterLayer
    """The raster, or one of the bands."""
    date: str
    """YYYY-MM-DD, or what was typed instead; empty where it is not known."""
    mask: Optional[QgsRasterLayer] = None
    """Not 0 where clouds hide the ground."""
    bands: tuple[QgsRasterLayer, ...] = ()
    """Layers of the other bands, where each band is a file of its own."""

    @property
    def layers(self) -> tuple[QgsRasterLayer, ...]:
        """All layers of the image."""
        return (self.layer, *self.bands)

    @property
    def name(self) -> str:
        """What the image is called: as the layer, or as the files of its bands are together."""
        return image_name(self.layer) if self.bands else str(self.layer.name())

    def with_bands(self, known: BandLayers) -> DatedLayer:
        """With the other bands of the image that are known now."""
        band = band_of(self.layer)
        found = () if band is None else known.get(band.image, ())
        return dataclasses.replace(self, bands=tuple(one for one in found if one is not self.layer))

    def still_there(self) -> Optional[DatedLayer]:
        """Without layers that are removed; None where the raster itself is, or all of its bands."""
        return self._of([one for one in self.layers if not sip.isdeleted(one)], self._mask_if(lambda _mask: True))

    def without(self, layer_ids: Sequence[str]) -> Optional[DatedLayer]:
        """As `still_there`, of layers that are about to be removed."""
        here = self.still_there()
        if here is None:
            return None
        left = [one for one in here.layers if one.id() not in layer_ids]
        return here._of(left, here._mask_if(lambda mask: mask.id() not in layer_ids))

    def _mask_if(self, stays: Callable[[QgsRasterLayer], bool]) -> Optional[QgsRasterLayer]:
        is_there = self.mask is not None and not sip.isdeleted(self.mask)
        return self.mask if is_there and stays(self.mask) else None

    def _of(self, layers: Sequence[QgsRasterLayer], mask: Optional[QgsRasterLayer]) -> Optional[DatedLayer]:
        if not layers:
            return None
        left = dataclasses.replace(self, layer=layers[0], bands=tuple(layers[1:]), mask=mask)
        return self if left == self else left


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
    undated = [one.name for one in series if not as_date(one.date)]
    if undated and not is_mosaic(series):
        found.append(tr("Give each raster its date as YYYY-MM-DD: {}.").format(_listed(undated)))
    if is_mosaic(series) and any(one.mask for one in series):
        found.append(tr("Rasters side by side cannot have cloud masks: take the masks away."))
    found += [
        tr("“{name}” cannot be used: {problem}").format(name=one.name, problem=fact.problem)
        for one, fact in zip(series, facts)
        if fact.problem
    ]
    usable = [(one, fact) for one, fact in zip(series, facts) if not fact.problem]
    found += [
        tr("“{name}” has {bands} bands, “{first}” {expected}.").format(
            name=one.name,
            bands=len(fact.bands),
            first=usable[0][0].name,
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
    return (*_on_pixels(series, facts), *_of_one_day(series)) if len(series) > 1 else ()


def put_together(series: Sequence[DatedLayer]) -> tuple[str, ...]:
    """Which images several layers are together, as sentences."""
    return tuple(
        tr("{count} layers are one image, {name}.").format(count=len(one.layers), name=_listed([one.name]))
        for one in series
        if one.bands
    )


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
    return tuple(
        tr("Averaged, being of one day, {date}: {names}.").format(date=date, names=_listed([*dict.fromkeys(names)]))
        for date, names in days.items()
    )


def is_mosaic(series: Sequence[DatedLayer]) -> bool:
    """Whether the rasters lie side by side, no two of them at one place: such need no dates."""
    pairs = itertools.combinations(series, 2)
    return len(series) > 1 and not any(is_one_place(one.layer, other.layer) for one, other in pairs)


def is_one_place(one: QgsRasterLayer, other: QgsRasterLayer) -> bool:
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


def dates_of(series: Sequence[DatedLayer]) -> tuple[str, ...]:
    """The dates as a job takes them: of all files, or of none."""
    dates = tuple(as_date(one.date) for one in series for _ in one.layers)
    return dates if all(dates) else ()


def masks_of(series: Sequence[DatedLayer]) -> tuple[str, ...]:
    """The cloud masks as a job takes them: one for each file, an empty name for one without; none where none has one.

    Raises:
        UserError: for a mask that is no local file.
    """
    masks = [str(local_file(one.mask)) if one.mask is not None else "" for one in series]
    of_files = tuple(mask for mask, one in zip(masks, series) for _ in one.layers)
    return of_files if any(masks) else ()


def _listed(names: Sequence[str]) -> str:
    return ", ".join(tr("“{}”").format(name) for name in names)
