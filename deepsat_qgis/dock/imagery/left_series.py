"""Series that were left, so that a wrong pick in the list of imagery costs nothing."""

from __future__ import annotations

from typing import Sequence

from qgis.core import QgsRasterLayer

from deepsat_qgis.layers.series import DatedLayer


class LeftSeries:
    """Choosing a raster brings back the series that it was part of last; for as long as the panel is there."""

    def __init__(self) -> None:
        self._of_layer: dict[str, tuple[DatedLayer, ...]] = {}
        """By the ids of all layers of their images."""

    def leave(self, series: Sequence[DatedLayer]) -> None:
        """Keeps several images, with their dates and masks; a single one is soon chosen again."""
        if len(series) > 1:
            self._of_layer.update(dict.fromkeys((layer.id() for one in series for layer in one.layers), tuple(series)))

    def images(self) -> list[DatedLayer]:
        """Of all series, as far as their layers are still there."""
        series = {id(images): images for images in self._of_layer.values()}
        return _still_there([one for images in series.values() for one in images])

    def taken_back(self, layer: QgsRasterLayer) -> list[DatedLayer]:
        """The series of a raster, as far as its layers are still there, which is left no more; empty where none is."""
        left = self._of_layer.get(layer.id(), ())
        found = _still_there(left)
        # A project that is opened again has other layers with the same ids.
        if not any(layer in one.layers for one in found):
            return []
        self._of_layer = {key: series for key, series in self._of_layer.items() if series is not left}
        return found


def _still_there(images: Sequence[DatedLayer]) -> list[DatedLayer]:
    return [left for left in (one.still_there() for one in images) if left is not None]
