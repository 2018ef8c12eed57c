"""Two rasters of one place as a scene: before and after."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np

from deepsat.imagery.opening import open_image
from deepsat.imagery.raster_scene import RasterScene
from deepsat.imagery.scene import Pixels, Scene
from deepsat.imagery.windows import Window
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_matching import shared_bands
from deepsat.jobs.bands import spectrum_in_words
from deepsat.jobs.listing import listed

MOMENTS = ("1", "2")
"""Numbers, since the two may lie any time apart; a model for change so knows nothing of seasons."""


class Pair(Scene):
    """Two open rasters; where either has no data, in a band or in all, nothing is known of change.

    Args:
        before: the first one; its grid counts, and the order of its bands.
        after: on the same grid. Bands that only one of the two has are left out.

    Raises:
        UserError: `BANDS_MISMATCH` where they have no band in common, `INVALID_JOB` for two processing levels.
    """

    def __init__(self, before: RasterScene, after: RasterScene) -> None:
        _check_levels(before, after)
        self._before, self._after = before, after
        self._of_after = _matched(before, after)
        self._chosen = tuple(self._of_after)
        self.images = (*before.images, *after.images)
        self.paths, self.masks = (*before.paths, *after.paths), (*before.masks, *after.masks)
        self.dates, self.moments = (), MOMENTS
        self.grid, self.bands = before.grid, tuple(before.bands[band] for band in self._chosen)
        self.dtype = str(np.result_type(np.dtype(before.dtype), np.dtype(after.dtype)))
        own = (*before.findings, *after.findings)
        matching = (*_resampled(before, after), *_left_out(before, after, self._of_after))
        self.findings = (*own, *matching, *_backwards(before, after))

    @property
    def name(self) -> str:
        """The names of both rasters, the first date first."""
        return f"{self._before.name} → {self._after.name}"

    @property
    def before(self) -> Scene:
        """The first date alone, with the bands that were chosen."""
        return self._before.with_bands(self._chosen)

    @property
    def block_shape(self) -> tuple[int, int]:
        """Height and width of the blocks that the first file is stored in."""
        return self._before.block_shape

    @property
    def blocks_hold_all_bands(self) -> bool:
        """See `Scene.blocks_hold_all_bands`."""
        return self._before.blocks_hold_all_bands

    @property
    def hides_clouds(self) -> bool:
        """See `Scene.hides_clouds`."""
        return self._before.hides_clouds or self._after.hides_clouds

    def with_bands(self, bands: Sequence[int]) -> Pair:
        """The same open pair with some of its bands only: see `Scene.with_bands`."""
        fewer = copy.copy(self)
        fewer.bands = tuple(self.bands[band] for band in bands)
        fewer._chosen = tuple(self._chosen[band] for band in bands)
        return fewer

    def close(self) -> None:
        """Closes both rasters."""
        self._before.close()
        self._after.close()

    def read(self, window: Window, bands: Sequence[int] | None = None) -> Pixels:
        """Reads a window of both dates: see `Scene.read`; a band that one date lacks is missing at both.

        As its mean at one date beside its value at the other, it would look like change. Valid is where both dates have
        data, in more than half of the bands together.
        """
        chosen = self._chosen if bands is None else tuple(self._chosen[band] for band in bands)
        of_after = [self._of_after[band] for band in chosen]
        first, second = self._before.read(window, chosen), self._after.read(window, of_after)
        if self._watch is not None:
            self._watch(self._before.name, [self._before.bands[band] for band in chosen], first)
            self._watch(self._after.name, [self._after.bands[band] for band in of_after], second)
        missing = np.isnan(first.values) | np.isnan(second.values)
        valid = first.valid & second.valid & (2 * missing.sum(axis=0) < len(chosen))
        values = np.concatenate([first.values, second.values])
        values[np.concatenate([missing, missing])] = np.nan
        values[:, ~valid] = 0
        return Pixels(values, valid)


def open_pair(before: str, after: str, dates: Sequence[str] = ()) -> Pair:
    """Opens two images of one place; the second is brought to the grid of the first where it has another.

    Args:
        before: raster, or folder that is one image.
        after: the same of the other date.
        dates: acquisition dates of the two as YYYY-MM-DD; empty to look for them in a table, names and tags.

    Raises:
        UserError: as `open_image`, and `BANDS_MISMATCH`.
    """
    first_date, second_date = dates or ("", "")
    first = open_image(before, date=first_date)
    try:
        second = open_image(after, first.grid, second_date)
        try:
            return Pair(first, second)
        except Exception:
            second.close()
            raise
    except Exception:
        first.close()
        raise


def _matched(before: RasterScene, after: RasterScene) -> dict[int, int]:
    """For each band of the first that the second has too, which one of the second it is."""
    found = shared_bands(before.bands, after.bands)
    if not found:
        raise UserError(
            ErrorCode.BANDS_MISMATCH,
            expected=f"some of the bands {_listed(before)} after the change too",
            found=f"{_listed(after)} in {after.name}",
            remedy="Bring both dates to the same bands, with the same names; where they have none, to as many.",
        )
    return found


def _check_levels(before: RasterScene, after: RasterScene) -> None:
    if before.level and after.level and before.level != after.level:
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected="two dates of one processing level, whose numbers mean the same",
            found=f"{before.level} in {before.name}, {after.level} in {after.name}",
            remedy="Choose products of one kind, whole, as they were downloaded.",
        )


def _listed(scene: Scene) -> str:
    return spectrum_in_words(scene.bands)


def _left_out(before: Scene, after: Scene, matched: dict[int, int]) -> tuple[str, ...]:
    only_one = [band.name for index, band in enumerate(before.bands) if index not in matched]
    only_one += [band.name for index, band in enumerate(after.bands) if index not in matched.values()]
    return (f"Left out, as only one of the dates has them: {listed(only_one)}.",) if only_one else ()


def _resampled(before: RasterScene, after: RasterScene) -> tuple[str, ...]:
    if not after.is_resampled:
        return ()
    return (
        f"Resampled to the grid of {before.name}: {after.name}. Where the two do not lie exactly "
        "on each other, edges look like change.",
    )


def _backwards(before: RasterScene, after: RasterScene) -> tuple[str, ...]:
    first, second = before.first_image.date, after.first_image.date
    if not first or not second or first <= second:
        return ()
    return (
        f"The first date, {before.name} of {first}, is later than the second, {after.name} of {second}: what appeared "
        "in between counts as gone, and the other way round. Exchange the two where that is not meant.",
    )
