"""A time series as a scene: rasters of one place with dates, brought to one grid and to the moments of a model."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery.moments import are_dates, counts, days_of, filled_in_time, years_that_meet
from deepsat.imagery.raster_scene import RasterScene
from deepsat.imagery.scene import Pixels, Scene
from deepsat.imagery.windows import Window
from deepsat.jobs.bands import Band


@dataclasses.dataclass(frozen=True)
class Image:
    """One date of a series."""

    raster: RasterScene
    bands: tuple[int, ...]
    """Which of the raster's bands, from 0, stands for each band of the series."""


class Series(Scene):
    """Open rasters of one place.

    Args:
        images: on one grid.
        bands: of the series.
        dates: of the images as YYYY-MM-DD, or none; in their order.
        moments: when pixels are wanted: see `moments.py`.
        findings: sentences about the images.

    Raises:
        UserError: `INVALID_JOB` where no image lies near any moment.
    """

    def __init__(
        self,
        images: Sequence[Image],
        bands: Sequence[Band],
        dates: Sequence[str],
        moments: Sequence[str],
        findings: Sequence[str] = (),
    ) -> None:
        self._images = tuple(images)
        self._chosen = tuple(range(len(bands)))
        self.images = tuple(dict.fromkeys(path for image in images for path in image.raster.images))
        self._counts = counts(moments, dates)
        # One for all copies with fewer bands: whether an image has shown any ground so far.
        self._seen = np.zeros(len(self._images), dtype=np.bool_)
        self.paths = tuple(dict.fromkeys(path for image in images for path in image.raster.paths))
        self.masks = tuple(mask for image in images for mask in image.raster.masks)
        self.dates, self.moments, self.bands = tuple(dates), tuple(moments), tuple(bands)
        self.grid = images[0].raster.grid
        self.dtype = str(np.result_type(*(np.dtype(image.raster.dtype) for image in images)))
        own = (sentence for image in images for sentence in image.raster.findings)
        self.doubts = self._of_few_dates()
        self.findings = (*dict.fromkeys(own), *findings, *self.doubts, *self._of_moments())

    @property
    def block_shape(self) -> tuple[int, int]:
        """Height and width of the blocks that the first file is stored in."""
        return self._images[0].raster.block_shape

    @property
    def blocks_hold_all_bands(self) -> bool:
        """See `Scene.blocks_hold_all_bands`."""
        return self._images[0].raster.blocks_hold_all_bands

    @property
    def hides_clouds(self) -> bool:
        """See `Scene.hides_clouds`."""
        return any(image.raster.hides_clouds for image in self._images)

    def with_bands(self, bands: Sequence[int]) -> Series:
        """The same open series with some of its bands only: see `Scene.with_bands`."""
        fewer = copy.copy(self)
        fewer.bands = tuple(self.bands[band] for band in bands)
        fewer._chosen = tuple(self._chosen[band] for band in bands)
        return fewer

    def close(self) -> None:
        """Closes all rasters."""
        for image in self._images:
            image.raster.close()

    def hidden_dates(self) -> tuple[str, ...]:
        """Which images that count have shown no ground so far: see `Scene.hidden_dates`."""
        hidden = ~self._seen & self._counts.any(axis=0)
        if not hidden.any() or not self._seen.any():
            return ()
        listed = ", ".join(self._names[place] for place in np.flatnonzero(hidden))
        return (
            f"No ground was found in the images of {listed}, but clouds or no data: the values of these dates come "
            "from the dates before and after.",
        )

    @property
    def _names(self) -> tuple[str, ...]:
        """What people call each image: its date, where that is not known its file."""
        return self.dates or tuple(Path(image.raster.path).name for image in self._images)

    def read(self, window: Window, bands: Sequence[int] | None = None) -> Pixels:
        """Reads a window at all moments: see `Scene.read`."""
        chosen = self._chosen if bands is None else tuple(self._chosen[band] for band in bands)
        total = np.zeros((len(self.moments), len(chosen), *window.shape), dtype=np.float32)
        weight, seen = np.zeros_like(total), np.zeros(window.shape, dtype=np.bool_)
        # Image by image: the moments are what is kept in memory, however many images there are.
        for place, (image, shares) in enumerate(zip(self._images, self._counts.T, strict=True)):
            if not shares.any():
                continue
            own = [image.bands[band] for band in chosen]
            pixels = image.raster.read(window, own)
            if self._watch is not None:
                self._watch(self._names[place], [image.raster.bands[band] for band in own], pixels)
            known = pixels.valid & ~np.isnan(pixels.values)
            values = np.where(known, pixels.values, np.float32(0))
            for moment in np.flatnonzero(shares):
                total[moment] += shares[moment] * values
                weight[moment] += shares[moment] * known
            seen |= pixels.valid
            self._seen[place] |= pixels.valid.any()
        return Pixels(self._in_time(total, weight, seen), seen)

    def _in_time(
        self, total: NDArray[np.float32], weight: NDArray[np.float32], seen: NDArray[np.bool_]
    ) -> NDArray[np.float32]:
        """Values (M * bands, H, W) from sums and weights (M, bands, H, W)."""
        missing = np.full_like(total, np.nan)
        values = filled_in_time(np.divide(total, weight, out=missing, where=weight > 0), days_of(self.moments))
        values[:, :, ~seen] = 0
        return values.reshape(-1, *seen.shape)

    def _of_moments(self) -> tuple[str, ...]:
        """Sentences about moments that no image is near to, and images that count for none."""
        unused = [date for date, shares in zip(self.dates, self._counts.T, strict=False) if not shares.any()]
        found = []
        if len(self._dates_that_count) != 1:
            found += self._of_empty_moments()
        if unused:
            found.append(f"Not used, as the model knows no such time of year: images of {', '.join(unused)}.")
        return (*found, *self._of_years())

    def _of_few_dates(self) -> tuple[str, ...]:
        """A sentence where at least half of the moments are made from images of others."""
        known, count = int(self._counts.any(axis=1).sum()), len(self.moments)
        dates = self._dates_that_count
        if len(dates) == 1 and count > 1:
            return (
                f"The map may be wrong: the model knows {count} dates, and the imagery shows only one, {dates[0]}, "
                "whose values are repeated for all. Add images of the other times of year.",
            )
        if 2 * known > count:
            return ()
        return (
            f"The map may be wrong: the model knows {count} dates, and the imagery shows the ground near {known} of "
            "them only. Add images of the other times of year.",
        )

    def _of_empty_moments(self) -> list[str]:
        """How values come to moments that no image is near to: see `filled_in_time`."""
        shown = self._counts.any(axis=1)
        first, last = np.flatnonzero(shown)[[0, -1]]
        empty = np.flatnonzero(~shown)
        between = [self.moments[place] for place in empty if first < place < last]
        beyond = [self.moments[place] for place in empty if not first < place < last]
        found = []
        if between:
            found.append(f"No image lies near {', '.join(between)}: values there are interpolated from other dates.")
        if beyond:
            found.append(f"No image lies near {', '.join(beyond)}: values there repeat those of the nearest date.")
        return found

    @property
    def _dates_that_count(self) -> tuple[str, ...]:
        """Dates of images that count for a moment, each once; none where dates are not known."""
        used = (date for date, shares in zip(self.dates, self._counts.T, strict=False) if shares.any())
        return tuple(dict.fromkeys(used))

    def _of_years(self) -> tuple[str, ...]:
        """A sentence about images of several years that come to one moment, or about a model that knows no dates."""
        if not self.dates or len(self.moments) < 2:
            return ()
        if not are_dates(self.moments):
            return ("The model was made from images without dates, so these count in the order of time.",)
        met = years_that_meet(self.moments, self.dates)
        if not met:
            return ()
        return (
            f"Averaged, being of one time of year: images of {', '.join(met)}. Where the ground has changed between "
            "these years, map each by itself.",
        )
