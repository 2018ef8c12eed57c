"""Chips: windows of an archive in the checkpoint's slots, drawn and read batch by batch, never the whole archive."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from deepsat.imagery import Window
from deepsat.imagery.raster_scene import RasterScene
from deepsat.imagery.scene import Scene
from deepsat.imagery.value_statistics import FAR_BELOW
from deepsat.jobs.band_slots import SENTINEL2_SLOTS
from deepsat.losses.cscl import UNLABELLED
from deepsat.pretrain.catalogue import DatedRaster, Place
from deepsat.pretrain.draws import DrawKey
from deepsat.pretrain.label_sources import LabelSource

OPEN_FILES = 64
WILD = FAR_BELOW
"""So many standard deviations from a band's mean, also above it, a value is no measurement and counts as missing:
clouds over dark water lie some tens away, and one value of 1e25 makes the statistics of a network infinite for ever."""
ENOUGH_DATA = 0.5
"""Least share of a window's pixels that each of its dates shows; of less there is little to learn."""
DRAWS = 8
"""Most windows that are drawn for one sample until one shows enough; then the fullest is taken."""
BALANCE = 0.3
"""Exponent on a kind's pixels in its chance of being drawn: 1 draws pixels alike, 0 kinds alike."""


@dataclasses.dataclass(frozen=True)
class ChipBatch:
    """The samples of one shard of one step."""

    images: Tensor
    """float32 (B,T,C,S,S): T dates of one window, C slots, mean 0 and standard deviation 1; 0 without data. Those of
    one view lie together."""
    valid: Tensor
    """bool (B,T,S,S), True = has data in more than half of the bands that the raster has."""
    present: Tensor
    """bool (B,T,C), True = the raster has a band for the slot."""
    place: Tensor
    """int64 (B,), which place."""
    origins: Tensor
    """int64 (B,2), row and column of the window's first pixel in its place."""
    labels: Tensor
    """uint8 (B,S,S), 255 = unlabelled."""
    key: tuple[int, int, int]
    """Seed, step and shard: see `DrawKey`."""

    @property
    def draws(self) -> DrawKey:
        """The key of all draws for this batch."""
        return DrawKey(*self.key)

    def on(self, device: torch.device) -> ChipBatch:
        """The same batch on `device`."""
        return self._mapped(lambda tensor: tensor.to(device, non_blocking=True))

    def pin_memory(self) -> ChipBatch:
        """The same batch in memory that a GPU can read by itself; called by torch's loader."""
        return self._mapped(lambda tensor: tensor.pin_memory())

    def _mapped(self, change: Callable[[Tensor], Tensor]) -> ChipBatch:
        values: dict[str, Any] = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        values |= {name: change(value) for name, value in values.items() if isinstance(value, Tensor)}
        return ChipBatch(**values)


@dataclasses.dataclass(frozen=True)
class ChipSettings:
    """What a sample is."""

    side: int
    """S, in source pixels."""
    dates: int
    """T: dates of a sample, over all of its views."""
    samples: int
    """B: samples of a shard."""
    shards: int
    """Shards of a step."""
    same_date_share: float = 0.0
    """Share of the samples that show one date T times though the place has more."""
    memory_bytes: int = 2**30
    """Most that remembered rasters may take."""
    dates_per_view: int = 1
    """Of the T dates; no date is in two views of a sample where the place has as many dates as there are views."""


class _Shown(NamedTuple):
    """What dates show of a window: see `ChipBatch`."""

    window: Window
    images: NDArray[np.float32]
    valid: NDArray[np.bool_]
    present: NDArray[np.bool_]


class Chips(Dataset[ChipBatch]):
    """All shards of all steps by number: number = step * shards + shard, in any order, in any process.

    Places are drawn by kind first, a kind being the places with the same slots, each by its pixels to the power of
    `BALANCE`, so that one large mosaic does not silence ten small scenes; then by pixels; then a window; then dates,
    which are different ones where the place has enough. A place with fewer gives each view as many as it can, some of
    them more than once. Window and dates are drawn again where one of the dates shows less than `ENOUGH_DATA` of what
    of the window lies in the place: windows without data would all be alike, and SeCo tells places apart.

    Args:
        places: at least one.
        settings: see `ChipSettings`.
        seed: of all draws.
        labels: for each place where its labels come from; None where no labels are asked for.
    """

    def __init__(
        self, places: Sequence[Place], settings: ChipSettings, seed: int, labels: Sequence[LabelSource] | None = None
    ) -> None:
        self._places = tuple(places)
        self._settings = settings
        self._seed = seed
        self._labels = None if labels is None else tuple(labels)
        self._chances = place_chances(self._places)
        self._rasters = _Rasters(settings.memory_bytes)

    def __getitem__(self, number: int) -> ChipBatch:
        step, shard = divmod(number, self._settings.shards)
        key = DrawKey(self._seed, step, shard)
        draw = key.numpy("chips")
        samples = [self._sample(draw) for _ in range(self._settings.samples)]
        images, valid, present, place, origins, labels = (np.stack(parts) for parts in zip(*samples, strict=True))
        return ChipBatch(
            images=torch.from_numpy(images),
            valid=torch.from_numpy(valid),
            present=torch.from_numpy(present),
            place=torch.from_numpy(place),
            origins=torch.from_numpy(origins),
            labels=torch.from_numpy(labels),
            key=(self._seed, step, shard),
        )

    def _sample(self, draw: np.random.Generator) -> tuple[NDArray[np.generic], ...]:
        index = int(draw.choice(len(self._places), p=self._chances))
        place, side = self._places[index], self._settings.side
        source = None if self._labels is None else self._labels[index]
        window, images, valid, present = self._shown(place, source, draw)
        labels = np.full((side, side), UNLABELLED, dtype=np.uint8) if source is None else source.chip(window)
        return images, valid, present, np.int64(index), np.array([window.row, window.column], dtype=np.int64), labels

    def _shown(self, place: Place, source: LabelSource | None, draw: np.random.Generator) -> _Shown:
        """A window and dates that show enough of it; of `DRAWS` that do not, the fullest."""
        drawn: list[tuple[float, _Shown]] = []
        while len(drawn) < DRAWS and all(share < ENOUGH_DATA for share, _ in drawn):
            window = self._window(place, source, draw)
            shown = self._read(self._dates(place, draw), window)
            inside = window.intersection(place.grid.whole).pixel_count
            drawn.append((float(shown.valid.sum((1, 2)).min()) / inside, shown))
        return max(drawn, key=lambda one: one[0])[1]

    def _read(self, rasters: Sequence[DatedRaster], window: Window) -> _Shown:
        side = self._settings.side
        images = np.zeros((len(rasters), len(SENTINEL2_SLOTS), side, side), dtype=np.float32)
        valid = np.zeros((len(rasters), side, side), dtype=np.bool_)
        present = np.zeros((len(rasters), len(SENTINEL2_SLOTS)), dtype=np.bool_)
        for date, raster in enumerate(rasters):
            images[date, list(raster.slots)], valid[date] = self._rasters.read(raster, window)
            present[date, list(raster.slots)] = True
        return _Shown(window, images, valid, present)

    def _window(self, place: Place, source: LabelSource | None, draw: np.random.Generator) -> Window:
        """A window anywhere in the place, or around a labelled pixel; a place smaller than it begins in its corner."""
        side, grid = self._settings.side, place.grid
        row = int(draw.integers(max(0, grid.height - side) + 1))
        column = int(draw.integers(max(0, grid.width - side) + 1))
        centre = None if source is None else source.labelled_pixel(draw)
        if centre is not None:
            row = int(np.clip(centre[0] - draw.integers(side), 0, max(0, grid.height - side)))
            column = int(np.clip(centre[1] - draw.integers(side), 0, max(0, grid.width - side)))
        return Window(row, column, side, side)

    def _dates(self, place: Place, draw: np.random.Generator) -> list[DatedRaster]:
        size, there = self._settings.dates_per_view, len(place.rasters)
        views = self._settings.dates // size
        if draw.random() < self._settings.same_date_share or there < views:
            drawn = [int(draw.integers(there))] if size == 1 else draw.permutation(there)[:size].tolist()
            subsets = [drawn] * views
        else:
            each = min(size, there // views)
            subsets = draw.permutation(there)[: views * each].reshape(views, each).tolist()
        return [place.rasters[number] for subset in subsets for number in sorted(np.resize(subset, size).tolist())]


def place_chances(places: Sequence[Place]) -> NDArray[np.float64]:
    """The chance of each place to be drawn, float64 (N,), in sum 1: see `Chips`."""
    kinds: dict[tuple[int, ...], list[int]] = {}
    for index, place in enumerate(places):
        kinds.setdefault(tuple(sorted(place.rasters[0].slots)), []).append(index)
    pixels = np.array([place.pixel_count for place in places], dtype=np.float64)
    chances: NDArray[np.float64] = np.zeros(len(places))
    for members in kinds.values():
        total = pixels[members].sum()
        chances[members] = total**BALANCE * pixels[members] / total
    chances /= chances.sum()
    return chances


class _Rasters:
    """Normalised windows of rasters; small rasters are read once and remembered, the least used is forgotten first."""

    def __init__(self, memory_bytes: int) -> None:
        self._memory_bytes = memory_bytes
        self._held_bytes = 0
        self._whole: collections.OrderedDict[str, tuple[NDArray[np.float32], NDArray[np.bool_]]]
        self._whole = collections.OrderedDict()
        self._open: collections.OrderedDict[str, Scene] = collections.OrderedDict()

    def __getstate__(self) -> dict[str, object]:
        # Open files belong to one process: a loader's worker opens its own.
        return {"_memory_bytes": self._memory_bytes}

    def __setstate__(self, state: dict[str, int]) -> None:
        self.__init__(state["_memory_bytes"])  # type: ignore[misc]

    def read(self, raster: DatedRaster, window: Window) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """float32 (bands, H, W) and bool (H, W), True = has data; beyond the raster there are none."""
        held = self._whole.get(raster.image.source)
        if held is None:
            scene = self._scene(raster)
            whole = scene.grid.whole
            byte_count = whole.pixel_count * (4 * len(raster.bands) + 1)
            if byte_count > self._memory_bytes // 4:
                return _read(scene, raster, window)
            held = _read(scene, raster, whole)
            self._remember(raster.image.source, held)
        self._whole.move_to_end(raster.image.source)
        return _cut(held, window)

    def _scene(self, raster: DatedRaster) -> Scene:
        source = raster.image.source
        if source not in self._open:
            self._open[source] = RasterScene(raster.image, grid=raster.grid)
            if len(self._open) > OPEN_FILES:
                self._open.popitem(last=False)[1].close()
        self._open.move_to_end(source)
        return self._open[source]

    def _remember(self, source: str, held: tuple[NDArray[np.float32], NDArray[np.bool_]]) -> None:
        self._whole[source] = held
        self._held_bytes += held[0].nbytes + held[1].nbytes
        while self._held_bytes > self._memory_bytes:
            _, (values, valid) = self._whole.popitem(last=False)
            self._held_bytes -= values.nbytes + valid.nbytes


def _read(scene: Scene, raster: DatedRaster, window: Window) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Normalised values, 0 where not valid or missing; a pixel counts when more than half of its bands have data."""
    pixels = scene.read(window, raster.bands)
    values = raster.normalisation.standardised(pixels.values)
    # Nothing compares to NaN, so that what is missing is not known either.
    known = np.abs(values) <= WILD
    valid = pixels.valid & (2 * known.sum(axis=0) > len(values))
    values[~(known & valid)] = 0
    return values, valid


def _cut(
    held: tuple[NDArray[np.float32], NDArray[np.bool_]], window: Window
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    values, valid = held
    inside = window.intersection(Window(0, 0, *valid.shape))
    cut_values = np.zeros((len(values), *window.shape), dtype=np.float32)
    cut_valid = np.zeros(window.shape, dtype=np.bool_)
    to, source = inside.relative_to(window).slices, inside.slices
    cut_values[:, to[0], to[1]] = values[:, source[0], source[1]]
    cut_valid[to] = valid[source]
    return cut_values, cut_valid
