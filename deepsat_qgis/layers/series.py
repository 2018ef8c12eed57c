"""Several images: dates of one place, places side by side, or both; their order, and how a job takes them."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Callable, Optional, Sequence

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsProject, QgsRasterLayer
from qgis.PyQt import sip

from deepsat_qgis.layers.acquisition_date import as_date
from deepsat_qgis.layers.band_layers import BandLayers, band_of, image_name
from deepsat_qgis.layers.scene_file import local_file

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


def days_of(series: Sequence[DatedLayer]) -> list[str]:
    """The days that are known of the images, each once, the earliest first."""
    return sorted({as_date(one.date) for one in series} - {""})


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
