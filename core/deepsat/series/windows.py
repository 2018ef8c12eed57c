"""Windows of a labelled series: what one step of training learns from."""

from __future__ import annotations

import dataclasses

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from deepsat.class_map import NO_CLASS


@dataclasses.dataclass(frozen=True)
class Series:
    """One place at several dates, with labels.

    Raises:
        ValueError: the parts do not lie on one grid, or nothing is labelled.
    """

    images: NDArray[np.float32]
    """float32 (T,C,H,W), normalised, 0 where there are no data."""
    days: NDArray[np.int64]
    """int64 (T,): day of the year of each date, 1-366, in the order of time."""
    labels: NDArray[np.uint8]
    """uint8 (H,W): 0 to K-1, 255 where unlabelled."""

    def __post_init__(self) -> None:
        dates, _, *shape = self.images.shape
        if self.days.shape != (dates,) or list(self.labels.shape) != shape:
            found = f"{self.images.shape}, {self.days.shape} and {self.labels.shape}"
            raise ValueError(f"images (T,C,H,W), days (T,) and labels (H,W) belong together, not {found}")
        if not (self.labels != NO_CLASS).any():
            raise ValueError("no pixel is labelled")

    @property
    def dates(self) -> int:
        """T."""
        return len(self.days)


@dataclasses.dataclass(frozen=True)
class SeriesBatch:
    """Windows of one size."""

    images: Tensor
    """float32 (B,T,C,h,w)."""
    days: Tensor
    """int64 (B,T)."""
    present: Tensor
    """bool (B,T), True where the date exists."""
    labels: Tensor
    """uint8 (B,h,w), 255 where unlabelled."""

    def to(self, device: torch.device) -> SeriesBatch:
        """The same on another device."""
        return SeriesBatch(*(getattr(self, field.name).to(device) for field in dataclasses.fields(self)))


class LabelledWindows:
    """Draws windows around labelled pixels, each class as often as any other.

    Args:
        series: what to draw from.
        side: of the windows in pixels; smaller where the series is.
        dates: most dates of a window; of more, so many are drawn and keep their order.
        count: windows of a batch.
    """

    def __init__(self, series: Series, *, side: int, dates: int, count: int) -> None:
        self.series = series
        self.side = min(side, *series.labels.shape)
        self.dates = min(dates, series.dates)
        self.count = count
        classes = np.unique(series.labels[series.labels != NO_CLASS])
        self._places = [np.argwhere(series.labels == class_id) for class_id in classes]

    def draw(self, seed: int, step: int) -> SeriesBatch:
        """The windows of one step; they depend on nothing but seed and step."""
        draw = np.random.default_rng([seed, step])
        parts = [self._window(draw) for _ in range(self.count)]
        images, days, labels = (torch.from_numpy(np.stack(arrays)) for arrays in zip(*parts, strict=True))
        return SeriesBatch(images, days, torch.ones(days.shape, dtype=torch.bool), labels)

    def _window(self, draw: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.uint8]]:
        places = self._places[draw.integers(len(self._places))]
        place = places[draw.integers(len(places))]
        corner = place - draw.integers(self.side, size=2)
        row, column = np.clip(corner, 0, np.array(self.series.labels.shape) - self.side)
        rows, columns = slice(row, row + self.side), slice(column, column + self.side)
        chosen = np.sort(draw.choice(self.series.dates, self.dates, replace=False))
        # Images and labels are turned by the same two numbers: flipped apart, they would teach nonsense.
        down, across = (int(step) for step in draw.choice((-1, 1), size=2))
        images = self.series.images[chosen, :, rows, columns][..., ::down, ::across]
        labels = self.series.labels[rows, columns][::down, ::across]
        return np.ascontiguousarray(images), self.series.days[chosen], np.ascontiguousarray(labels)
