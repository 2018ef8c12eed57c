"""Mapped rows: what goes into the rasters, as whole numbers, gathered part by part until rows are complete."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from deepsat.class_map import NO_CLASS
from deepsat.imagery import percent_of
from deepsat.predict.blending import FinishedPart
from deepsat.predict.entropy import relative_entropy


@dataclasses.dataclass(frozen=True)
class Layers:
    """Which layers a pixel has: its class, and what else is asked for."""

    class_count: int
    """K."""
    probability: bool
    """Whether K layers hold each class' probability in percent."""
    confidence: bool
    """Whether the layer behind holds the winner's."""
    entropy: bool = False
    """Whether the last layer holds how undecided the model is."""

    @property
    def count(self) -> int:
        """L."""
        return 1 + self.class_count * self.probability + self.confidence + self.entropy

    def of(self, part: FinishedPart) -> NDArray[np.uint8]:
        """uint8 (L,h,w) of a finished part."""
        winners = part.probabilities.argmax(axis=0).astype(np.uint8)
        layers = [np.where(part.valid, winners, np.uint8(NO_CLASS))[None]]
        if self.probability:
            layers.append(percent_of(part.probabilities, part.valid))
        if self.confidence:
            layers.append(percent_of(part.probabilities.max(axis=0), part.valid)[None])
        if self.entropy:
            layers.append(percent_of(relative_entropy(part.probabilities), part.valid)[None])
        return np.concatenate(layers)


@dataclasses.dataclass(frozen=True)
class MappedRows:
    """Complete rows of the map."""

    row: int
    """The first of them, counted from the top of the mapped window."""
    layers: NDArray[np.uint8]
    """uint8 (L,h,W), as `Layers` orders them."""

    @property
    def class_ids(self) -> NDArray[np.uint8]:
        """uint8 (h,W): 0 to K-1, 255 where there are no data."""
        return np.asarray(self.layers[0])

    def probability(self, layers: Layers) -> NDArray[np.uint8] | None:
        """uint8 (K,h,W), percent; None where not asked for."""
        return self.layers[1 : 1 + layers.class_count] if layers.probability else None

    def confidence(self, layers: Layers) -> NDArray[np.uint8] | None:
        """uint8 (h,W), percent; None where not asked for."""
        return self.layers[1 + layers.class_count * layers.probability] if layers.confidence else None

    def entropy(self, layers: Layers) -> NDArray[np.uint8] | None:
        """uint8 (h,W), percent; None where not asked for."""
        return self.layers[-1] if layers.entropy else None


class RowGatherer:
    """Puts the parts of a row of tiles side by side.

    Args:
        layers: which there are.
        width: W.
    """

    def __init__(self, layers: Layers, width: int) -> None:
        self._layers, self._width = layers, width
        self._row = 0
        self._values: NDArray[np.uint8] | None = None

    def add(self, part: FinishedPart) -> None:
        """Takes a part; all parts of a row of tiles have the same rows."""
        height, width = part.valid.shape
        if self._values is None:
            self._row = part.row
            self._values = np.empty((self._layers.count, height, self._width), dtype=np.uint8)
        self._values[:, :, part.column : part.column + width] = self._layers.of(part)

    def take(self) -> MappedRows:
        """The rows, once all of their parts were added; the next ones may be added then.

        Raises:
            ValueError: no part was added.
        """
        if self._values is None:
            raise ValueError("there are no rows yet")
        rows, self._values = MappedRows(self._row, self._values), None
        return rows
