"""What is known of the rasters of the panel, looked up once each: reading a file takes a moment."""

from __future__ import annotations

from typing import Iterable, Sequence

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from deepsat_qgis.layers.image_facts import image_facts
from deepsat_qgis.layers.scene_facts import PLACES, SceneFacts, scene_facts
from deepsat_qgis.layers.series import DatedLayer

_BANDS_LOOKED_AT = 3
"""Of an image whose bands are layers of their own, so many have their values looked at."""


class KnownFacts(QObject):
    """Follows the layers that it was asked about."""

    outdated = pyqtSignal()
    """A layer has another file, because a person has said where it is, or another CRS."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._facts: dict[str, SceneFacts] = {}
        self._followed: set[str] = set()
        """Ids of layers whose file and CRS are followed."""

    def of_image(self, image: DatedLayer) -> SceneFacts:
        """What is known of an image of one layer or several."""
        if not image.bands:
            return image_facts(image.layers, [self.of_layer(image.layer)])
        # A block of each of a dozen files would make QGIS wait for seconds where they are JPEG 2000.
        places = [(0.5,) if number < _BANDS_LOOKED_AT else () for number in range(len(image.layers))]
        facts = [self.of_layer(layer, place) for layer, place in zip(image.layers, places)]
        return image_facts(image.layers, facts)

    def of_layer(self, layer: QgsRasterLayer, places: Sequence[float] = PLACES) -> SceneFacts:
        """What is known of a layer; `places` as in `scene_facts`."""
        key = layer.id()
        if key not in self._facts:
            self._facts[key] = scene_facts(layer, places)
        if key not in self._followed:
            self._followed.add(key)
            for signal in (layer.dataSourceChanged, layer.crsChanged):
                signal.connect(self._look_anew)
        return self._facts[key]

    def clear(self) -> None:
        """Reads the files again when they are asked for next: they may be others by now."""
        self._facts.clear()

    def forget(self, layer_ids: Iterable[str]) -> None:
        """Layers are going; a project that is opened again has other layers with the same ids."""
        for key in layer_ids:
            self._facts.pop(key, None)
            self._followed.discard(key)

    def _look_anew(self) -> None:
        self.clear()
        self.outdated.emit()
