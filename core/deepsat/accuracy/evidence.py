"""Evidence: what a model says of pixels whose polygon it has not seen."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from deepsat.accuracy.bootstrap import ScoreIntervals, score_intervals
from deepsat.accuracy.confusion import Confusion
from deepsat.accuracy.polygon_counts import PolygonCounts


@dataclasses.dataclass(frozen=True)
class Evidence:
    """Held-out pixels, N of them, each with what a model that had not seen its polygon says of it.

    Raises:
        ValueError: shapes do not fit, or a class id is none of the K classes.
    """

    class_ids: NDArray[np.uint8]
    """uint8 (N,): what the polygons say, 0 to K-1."""
    probabilities: NDArray[np.float32]
    """float32 (N, K): what the model says, each row adds up to 1."""
    polygon_ids: NDArray[np.int32]
    """int32 (N,): which polygon each pixel is of."""

    def __post_init__(self) -> None:
        shape = self.probabilities.shape
        if len(shape) != 2 or not self.class_ids.shape == self.polygon_ids.shape == shape[:1]:
            found = f"{self.class_ids.shape}, {shape} and {self.polygon_ids.shape}"
            raise ValueError(f"evidence has the shapes (N,), (N, K) and (N,), not {found}")
        if self.class_ids.size and int(self.class_ids.max()) >= shape[1]:
            raise ValueError(f"class ids lie between 0 and {shape[1] - 1}, not at {int(self.class_ids.max())}")

    def __len__(self) -> int:
        return len(self.class_ids)

    @property
    def class_count(self) -> int:
        """K."""
        return int(self.probabilities.shape[1])

    @property
    def map_ids(self) -> NDArray[np.uint8]:
        """uint8 (N,): the most probable class of each pixel."""
        return np.asarray(self.probabilities.argmax(axis=1), dtype=np.uint8)

    def confusion(self) -> Confusion:
        """Rows = the most probable class, columns = the polygons' class."""
        return Confusion.empty(self.class_count).add(self.map_ids, self.class_ids)

    def by_polygon(self) -> PolygonCounts:
        """The same, polygon by polygon."""
        return PolygonCounts.of(self.map_ids, self.class_ids, self.polygon_ids, self.class_count)

    def intervals(self, *, seed: int) -> ScoreIntervals:
        """95 % confidence intervals of the scores, by drawing whole polygons."""
        return score_intervals(self.by_polygon(), seed=seed)
