"""Chips: small normalised windows of a scene, kept in memory once read."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from deepsat.imagery import Normalisation, Window
from deepsat.imagery.reflection import reflected_window
from deepsat.imagery.scene import Scene

BLOCK_SIDE_PX = 128
MEMORY_BYTES = 2**30
"""Scenes that fit in here are read from disk once."""


@dataclasses.dataclass(frozen=True)
class Chips:
    """Windows of equal size."""

    images: Tensor
    """float32 (B,C,H,W), normalised; 0 where there are no data."""
    valid: Tensor
    """bool (B,H,W); True where more than half of the bands have data."""


@dataclasses.dataclass(frozen=True)
class _Block:
    values: NDArray[np.float32]
    valid: NDArray[np.bool_]

    @property
    def byte_count(self) -> int:
        return self.values.nbytes + self.valid.nbytes


class ChipReader:
    """Reads chips of a scene by way of square blocks, of which it remembers those used last.

    Args:
        scene: an open scene; the reader is done when it is closed.
        normalisation: of the bands of the scene.
        memory_bytes: most that the remembered blocks may take.
    """

    def __init__(self, scene: Scene, normalisation: Normalisation, memory_bytes: int = MEMORY_BYTES) -> None:
        self._scene = scene
        self._normalisation = normalisation
        self._memory_bytes = memory_bytes
        self._blocks: collections.OrderedDict[tuple[int, int], _Block] = collections.OrderedDict()
        self._held_bytes = 0
        self.height, self.width = scene.grid.height, scene.grid.width
        self.channel_count, self.scale = scene.channel_count, scene.scale

    def read(self, windows: Sequence[Window]) -> Chips:
        """Reads windows of one size; beyond the raster's edges its mirror image continues it.

        Raises:
            UserError: `RASTER_UNREADABLE`.
        """
        parts = [self._read(window) for window in windows]
        images = torch.from_numpy(np.stack([values for values, _ in parts]))
        return Chips(images, torch.from_numpy(np.stack([valid for _, valid in parts])))

    def _read(self, window: Window) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        inner, rows, columns = reflected_window(window, self.height, self.width)
        values = np.empty((self.channel_count, *inner.shape), dtype=np.float32)
        valid = np.empty(inner.shape, dtype=np.bool_)
        for i in range(inner.row // BLOCK_SIDE_PX, (inner.end_row - 1) // BLOCK_SIDE_PX + 1):
            for j in range(inner.column // BLOCK_SIDE_PX, (inner.end_column - 1) // BLOCK_SIDE_PX + 1):
                place, block = self._place(i, j), self._block(i, j)
                shared = place.intersection(inner)
                to, source = shared.relative_to(inner).slices, shared.relative_to(place).slices
                values[:, to[0], to[1]] = block.values[:, source[0], source[1]]
                valid[to] = block.valid[source]
        if inner == window:
            return values, valid
        return values[:, rows[:, None], columns], valid[rows[:, None], columns]

    def _place(self, i: int, j: int) -> Window:
        square = Window(i * BLOCK_SIDE_PX, j * BLOCK_SIDE_PX, BLOCK_SIDE_PX, BLOCK_SIDE_PX)
        return square.intersection(Window(0, 0, self.height, self.width))

    def _block(self, i: int, j: int) -> _Block:
        block = self._blocks.get((i, j))
        if block is None:
            pixels = self._scene.read(self._place(i, j))
            block = _Block(self._normalisation.apply(pixels.values, pixels.valid), pixels.valid)
            self._remember(i, j, block)
        self._blocks.move_to_end((i, j))
        return block

    def _remember(self, i: int, j: int, block: _Block) -> None:
        self._blocks[i, j] = block
        self._held_bytes += block.byte_count
        while self._held_bytes > self._memory_bytes and len(self._blocks) > 1:
            _, dropped = self._blocks.popitem(last=False)
            self._held_bytes -= dropped.byte_count
