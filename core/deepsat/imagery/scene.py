"""Scenes: what is looked at, window by window; one raster, or a series of rasters with dates."""

from __future__ import annotations

import abc
import copy
import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery.grid import Grid
from deepsat.imagery.windows import Window
from deepsat.jobs.bands import Band


@dataclasses.dataclass(frozen=True)
class Pixels:
    """What one window of a scene holds."""

    values: NDArray[np.float32]
    """float32 (C, H, W), scale and offset applied; 0 wherever `valid` is False, NaN where only this one is missing.

    Of a series C counts each band at each moment, (M * bands), the bands of the first moment first.
    """
    valid: NDArray[np.bool_]
    """bool (H, W); True where more than half of the bands have data, in a series at one date or more."""


Watch = Callable[[str, Sequence[Band], Pixels], None]
"""Is handed what one image shows of a window: its date or name, empty for the only one; its bands; their pixels."""


class Scene(abc.ABC):
    """Open imagery. Close it, or use it as a context; one thread at a time.

    Attributes:
        images: each raster by its path; files of bands that are one image together, by the image's name.
        paths: the files.
        dates: acquisition date of each raster as YYYY-MM-DD; empty where not told.
        masks: the cloud masks that a person named; empty for none.
        moments: the points in time that pixels are given at: see `moments.py`; empty for a scene of one date.
        grid: where the pixels lie.
        bands: the data bands of a date, in their order.
        dtype: numpy name of the stored type; of the type that holds all bands where they differ.
        findings: sentences about the imagery that a person should know.
        doubts: those of the findings for which a map of it may be wrong.
        scale: how many pixels side by side make one of the imagery: see `finer_scene.py`; 1 unless it was divided.
    """

    images: tuple[str, ...]
    paths: tuple[str, ...]
    dates: tuple[str, ...]
    masks: tuple[str, ...]
    moments: tuple[str, ...]
    grid: Grid
    bands: tuple[Band, ...]
    dtype: str
    findings: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    scale: int = 1
    _watch: Watch | None = None

    def __enter__(self) -> Scene:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> str:
        """The raster, or what files of bands are called together; the first one of a series."""
        return self.images[0]

    @property
    def name(self) -> str:
        """What people call it: the name of the raster's file, of a series of its first one."""
        return Path(self.path).name

    @property
    def channel_count(self) -> int:
        """C of what `read` gives: the bands, of a series at each of its moments."""
        return len(self.bands) * max(1, len(self.moments))

    @property
    def channel_names(self) -> tuple[str, ...]:
        """What people call each channel: the band's name, in a series with the moment."""
        if not self.moments:
            return tuple(band.name for band in self.bands)
        return tuple(f"{band.name} of {moment}" for moment in self.moments for band in self.bands)

    @property
    @abc.abstractmethod
    def block_shape(self) -> tuple[int, int]:
        """Height and width of the blocks that the first file is stored in; reading whole blocks is fastest."""

    @property
    def blocks_hold_all_bands(self) -> bool:
        """Whether each block of the first file holds all of its bands, so that reading one decodes them all."""
        return False

    @property
    def hides_clouds(self) -> bool:
        """Whether anything but NoData hides the ground: bands that tell where clouds are, or cloud masks."""
        return bool(self.masks)

    @abc.abstractmethod
    def with_bands(self, bands: Sequence[int]) -> Scene:
        """The same open imagery with some of its bands only.

        Args:
            bands: which of `Scene.bands`, from 0, in which order.
        """

    @abc.abstractmethod
    def close(self) -> None:
        """Closes the files; nothing can be read afterwards."""

    @abc.abstractmethod
    def read(self, window: Window, bands: Sequence[int] | None = None) -> Pixels:
        """Reads a window, which may reach beyond the raster: there nothing is valid.

        Args:
            window: pixels to read.
            bands: which of `Scene.bands`, from 0, in which order; None for all.

        Raises:
            UserError: `RASTER_UNREADABLE`, with the window, when a file is damaged there.
        """

    def hidden_dates(self) -> tuple[str, ...]:
        """Sentences about the dates that have shown no ground in any window that was read so far; of a series only."""
        return ()

    def watched(self, watch: Watch) -> Scene:
        """The same open imagery, which hands to `watch` what it reads of each image, before dates become moments."""
        scene = copy.copy(self)
        scene._watch = watch
        return scene

    def valid(self, window: Window) -> NDArray[np.bool_]:
        """Where there are data: `read(window).valid`, bool (H, W)."""
        return self.read(window).valid
