"""Samples: the same pixels as an exported file gets them and as DeepSat's own networks do, to compare both."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from deepsat.checkpoints import Card
from deepsat.imagery import Band, Grid, Window
from deepsat.imagery.finer_scene import FinerScene
from deepsat.imagery.opening import open_image
from deepsat.imagery.pixel_reading import physical_values
from deepsat.imagery.raster_scene import RasterScene
from deepsat.imagery.scene import Pixels, Scene
from deepsat.jobs import ErrorCode, UserError

FIELD_PX = 12
"""Side of the fields of made-up imagery, about."""
_WHOLE_NUMBERS = ("u", "i")
"""Kinds of numpy types."""


@dataclasses.dataclass(frozen=True)
class Sample:
    """One tile."""

    stored: NDArray[np.float32]
    """float32 (C,h,w): values as they lie in the raster."""
    images: NDArray[np.float32]
    """float32 (C,H,W): what DeepSat makes of them for the network; H and W are h and w times the model's scale."""
    valid: NDArray[np.bool_]
    """bool (H,W); True where there are data."""
    source: str
    """Where they come from, in words."""


def made_up(card: Card, side: int) -> Sample:
    """Fields and noise in the range of the training scene's values, with a corner and single bands without data.

    Args:
        card: of the model.
        side: of the tile in pixels of the imagery.
    """
    draw = np.random.default_rng(0)
    shape = (len(card.bands), side, side)
    coarse = draw.normal(0, 1, (shape[0], side // FIELD_PX + 1, side // FIELD_PX + 1))
    fields = coarse.repeat(FIELD_PX, axis=1).repeat(FIELD_PX, axis=2)[:, :side, :side]
    mean, std = (np.array(values)[:, None, None] for values in (card.normalisation.mean, card.normalisation.std))
    physical = mean + std * (fields + 0.3 * draw.normal(0, 1, shape))
    stored = np.empty(shape, dtype=card.stored_type or np.float32)
    for index, (values, band) in enumerate(zip(physical, card.bands, strict=True)):
        stored[index] = _as_stored(values, band, stored.dtype)
    _leave_out(stored, card.bands)
    return _sample(_InMemory(stored, card.bands), stored, Window(0, 0, side, side), card, "made-up values")


def of_raster(path: str, card: Card, side: int) -> Sample:
    """A tile from the middle of a raster, or of files of bands in a folder, that the model could map.

    Raises:
        UserError: `RASTER_UNREADABLE` or `BANDS_MISMATCH`; `INVALID_JOB` for bands that are stored in another way than
            those of the model, which the file could not know.
    """
    scene = open_image(path)
    with scene:
        bands = card.match_bands(scene.bands)
        _check_stored_alike(card.bands, [scene.bands[band] for band in bands])
        height, width = scene.grid.height, scene.grid.width
        window = Window(max((height - side) // 2, 0), max((width - side) // 2, 0), side, side)
        stored = _stored_values(scene, bands, window)
        return _sample(scene.with_bands(bands), stored, window, card, path)


class _InMemory(Scene):
    """Stored values as a scene."""

    def __init__(self, stored: NDArray[np.generic], bands: Sequence[Band]) -> None:
        self._stored = stored
        self.images, self.paths = ("",), ("",)
        self.dates, self.masks, self.moments, self.findings = (), (), (), ()
        self.bands, self.dtype = tuple(bands), str(stored.dtype)
        self.grid = Grid("", (1.0, 0.0, 0.0, 0.0, -1.0, 0.0), *stored.shape[1:])

    @property
    def block_shape(self) -> tuple[int, int]:
        return self.grid.height, self.grid.width

    def with_bands(self, bands: Sequence[int]) -> _InMemory:
        fewer = copy.copy(self)
        fewer._stored, fewer.bands = self._stored[list(bands)], tuple(self.bands[band] for band in bands)
        return fewer

    def close(self) -> None:
        """There is nothing to close."""

    def read(self, window: Window, bands: Sequence[int] | None = None) -> Pixels:
        chosen = list(range(len(self.bands))) if bands is None else list(bands)
        values = np.zeros((len(chosen), *window.shape), dtype=np.float32)
        valid = np.zeros(window.shape, dtype=np.bool_)
        inside = window.intersection(self.grid.whole)
        rows, columns = inside.relative_to(window).slices
        there = self._stored[chosen][:, inside.slices[0], inside.slices[1]]
        present = np.ones(inside.shape, dtype=np.bool_)
        found = physical_values(list(there), [self.bands[band] for band in chosen], present)
        values[:, rows, columns], valid[rows, columns] = found
        return Pixels(values, valid)


def _sample(scene: Scene, stored: NDArray[np.generic], window: Window, card: Card, source: str) -> Sample:
    seen = scene if card.scale == 1 else FinerScene(scene, card.scale)
    sides = (window.row, window.column, window.height, window.width)
    pixels = seen.read(Window(*(side * card.scale for side in sides)))
    images = card.normalisation.apply(pixels.values, pixels.valid)
    return Sample(stored.astype(np.float32), images, pixels.valid, source)


def _as_stored(physical: NDArray[np.float64], band: Band, dtype: np.dtype[np.generic]) -> NDArray[np.float64]:
    values = (physical - band.offset) / band.scale
    if dtype.kind not in _WHOLE_NUMBERS:
        return values
    limits = np.iinfo(dtype)  # type: ignore[type-var]
    values = np.round(values).clip(limits.min, limits.max)
    return values if band.nodata is None else np.where(values == band.nodata, values + 1, values).clip(max=limits.max)


def _leave_out(stored: NDArray[np.generic], bands: Sequence[Band]) -> None:
    """A corner in every band, and a strip in the first, where the type and the NoData values allow it."""
    eighth = stored.shape[1] // 8
    for index, band in enumerate(bands):
        missing = np.nan if band.nodata is None else band.nodata
        if stored.dtype.kind in _WHOLE_NUMBERS and not _fits(missing, stored.dtype):
            continue
        stored[index, :eighth, : eighth // 2] = missing
        if index == 0:
            stored[0, -eighth:] = missing


def _fits(value: float, dtype: np.dtype[np.generic]) -> bool:
    limits = np.iinfo(dtype)  # type: ignore[type-var]
    return bool(np.isfinite(value)) and float(value).is_integer() and limits.min <= value <= limits.max


def _stored_values(scene: RasterScene, bands: Sequence[int], window: Window) -> NDArray[np.float32]:
    """float32 (C,h,w), NaN beyond the raster."""
    values = np.full((len(bands), *window.shape), np.nan, dtype=np.float32)
    inside = window.intersection(scene.grid.whole)
    values[:, : inside.height, : inside.width] = scene.read_stored(inside, bands)
    return values


def _check_stored_alike(expected: Sequence[Band], found: Sequence[Band]) -> None:
    unlike = [
        f"{one.name} with {_stored(other)} instead of {_stored(one)}"
        for one, other in zip(expected, found, strict=True)
        if _stored(one) != _stored(other)
    ]
    if unlike:
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected="a raster whose bands are stored as those that the model was made from: its file knows no others",
            found=", ".join(unlike),
            remedy="Choose the raster that the model was made from, or one that is stored alike.",
        )


def _stored(band: Band) -> str:
    """How values lie in a file, in words; as words, since a NoData value that is no number does not equal itself."""
    return f"scale {band.scale:g}, offset {band.offset:g} and NoData {band.nodata}"
