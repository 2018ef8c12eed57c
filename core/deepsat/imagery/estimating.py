"""Estimating a normalisation from what a scene shows here and there."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery.normalisation import Normalisation
from deepsat.imagery.sampled_windows import row_bands, shuffled_cells, spread_windows
from deepsat.imagery.scene import Pixels, Scene
from deepsat.imagery.value_statistics import ROUNDING, SPREAD_PIXELS, Extremes, Fills, RunningMoments
from deepsat.imagery.windows import Window
from deepsat.jobs import ErrorCode, UserError
from deepsat.reporting import Reporter

MOST_VALUES = 3 * 1024**2
"""Of all channels together that are looked at at once: some 25 MB each time that they are copied as float64."""
FEW_WINDOWS, FEW_PIXELS = 1 / 6, 1 / 50
"""Where a smaller share of the windows show data, or of their pixels, single fields decide what values are like, as in
a scene of fields that were clipped out of a large raster. Then more is looked at."""
ENOUGH_WINDOWS, ENOUGH_PIXELS = 1 / 2, 1 / 10
"""Until so many show data, in shares of the windows and pixels of the first look."""


def estimate(
    scene: Scene,
    seed: int,
    pixels: int = 200_000,
    bands: Sequence[int] | None = None,
    *,
    reporter: Reporter | None = None,
    within: Callable[[Window], bool] | None = None,
) -> Normalisation:
    """Estimates mean and standard deviation from windows spread over the scene; from all of it where it is small.

    Where few of the windows show data, further ones are looked at, in the end all. Values that nothing measures are
    left out: see `value_statistics.py`.

    Args:
        scene: an open scene.
        seed: places the windows.
        pixels: about how many pixels to look at.
        bands: which of the scene's bands, from 0, in which order; None for all.
        reporter: asked at each window whether to stop, and told how far a long search has come; None for nobody.
        within: whether a window is one that matters most, which further looks go to first; None where all do alike.

    Raises:
        UserError: `RASTER_UNREADABLE` when no pixel of the raster has data.
        Cancelled: the reporter says so.
    """
    chosen = scene if bands is None else scene.with_bands(bands)
    draw = np.random.default_rng(seed)
    at_once = min(pixels, MOST_VALUES // chosen.channel_count)
    look = _Look(chosen, pixels, seed, reporter)
    look.at(spread_windows(scene.grid.whole, pixels, at_once, draw))
    if scene.grid.whole.pixel_count > pixels and look.shows_less_than(look, FEW_WINDOWS, FEW_PIXELS):
        look = _further_look(look, at_once, draw, within)
    if look.count == 0:
        raise _without_data(scene)
    return look.normalisation()


def _without_data(scene: Scene) -> UserError:
    if scene.hides_clouds:
        return UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected="a raster with ground that no cloud mask hides",
            found=f"NoData, or what bands such as SCL and cloud masks hide, in every pixel of {scene.path}",
            remedy="Check the cloud masks, which hide what is not 0, bands such as SCL, and the raster's NoData value.",
        )
    return UserError(
        ErrorCode.RASTER_UNREADABLE,
        expected="a raster with data in all bands somewhere",
        found=f"NoData in every pixel of {scene.path}",
        remedy="Check the raster's NoData value, and that it shows something in QGIS.",
    )


class _Look:
    """What windows of a scene show."""

    def __init__(self, scene: Scene, pixels: int, seed: int, reporter: Reporter | None) -> None:
        self.scene, self.pixels, self.seed, self.reporter = scene, pixels, seed, reporter
        self._fills = Fills()
        self._watched = scene.watched(self._fills.add)
        self._moments = RunningMoments(scene.channel_count)
        every = max(1, min(pixels, scene.grid.whole.pixel_count) // SPREAD_PIXELS)
        self._extremes = Extremes(scene.channel_count, every, seed)
        self._windows: list[Window] = []
        self._with_data = 0

    @property
    def count(self) -> int:
        """Pixels with data that were seen."""
        return self._moments.count

    def at(self, windows: Iterable[Window]) -> None:
        """Looks at further windows."""
        for window in windows:
            if self.reporter is not None:
                self.reporter.check_cancelled()
            pixels = self._watched.read(window)
            self._windows.append(window)
            if pixels.valid.any():
                self._add(pixels)

    def _add(self, pixels: Pixels) -> None:
        values = _known_pixels(pixels)
        self._with_data += 1
        self._moments.add(values)
        self._extremes.add(values)
        bands, channels = self.scene.bands, self.scene.channel_count
        if len(bands) == 1 < channels:
            # A single value may be any measurement; at all moments it is none.
            self._fills.add("", bands * channels, pixels)

    def shows_less_than(self, other: _Look, of_windows: float, of_pixels: float) -> bool:
        """Whether data are in fewer windows, or in fewer pixels, than these shares of another look."""
        looked_at = sum(window.pixel_count for window in other._windows)
        return self._with_data < math.ceil(of_windows * len(other._windows)) or self.count < of_pixels * looked_at

    def normalisation(self) -> Normalisation:
        """What is learnt from all that was seen."""
        limits, moments = self._extremes.limits(), self._moments
        if limits is not None:
            moments = self._within(limits)
        std = moments.std
        constant = std <= ROUNDING * np.abs(moments.mean)
        std = np.where(constant, 1.0, std)
        return Normalisation(
            tuple(map(float, moments.mean)),
            tuple(map(float, std)),
            tuple(int(index) for index in np.flatnonzero(constant)),
            tuple(map(float, moments.missing)),
            {
                (image, fill): share
                for image, fill, share in self._fills.shares()
                if not self._fills.is_far(image, fill, limits)
            },
            moments.far,
        )

    def _within(self, limits: NDArray[np.float64]) -> RunningMoments:
        """The same again, without values beyond limits: what they are was known only after all had been seen."""
        moments = RunningMoments(self.scene.channel_count, limits)
        for window in self._windows:
            if self.reporter is not None:
                self.reporter.check_cancelled()
            moments.add(_known_pixels(self.scene.read(window)))
        return moments


def _further_look(
    first: _Look, at_once: int, draw: np.random.Generator, within: Callable[[Window], bool] | None
) -> _Look:
    """Cells in random order until enough show data; where some matter most, others only if those show none at all."""
    scene = first.scene
    cells = shuffled_cells(scene.grid.whole, scene.block_shape, draw)
    matter = [within is None or within(cell) for cell in cells]
    look = _Look(scene, first.pixels, first.seed, first.reporter)
    seen = 0
    for wanted in (True, False):
        for cell in (cell for cell, matters in zip(cells, matter, strict=True) if matters is wanted):
            look.at(row_bands(cell, at_once))
            seen += 1
            if first.reporter is not None:
                share = seen / len(cells)
                first.reporter.progress(share, "bands", f"Looking for pixels with data: {share:.0%} of the scene.")
            if not look.shows_less_than(first, ENOUGH_WINDOWS, ENOUGH_PIXELS):
                return look
        if look.count:
            return look
    return look


def _known_pixels(pixels: Pixels) -> NDArray[np.float64]:
    """The valid pixels of a window: float64 (C,N), NaN where a band is missing."""
    return pixels.values[:, pixels.valid].astype(np.float64)
