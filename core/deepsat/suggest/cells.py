"""Cells: squares of a few pixels, and what is kept of each while a scene passes by."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery import Window

CELL_PX = 5
"""Side of a cell, which is the box that a person is asked to label."""

CELLS_KEPT = 60_000
"""Of a larger scene one cell of each square of cells is kept, so that memory does not follow the scene."""


@dataclasses.dataclass(frozen=True)
class Cells:
    """What is known of a scene's cells, N of which are kept."""

    rows: NDArray[np.int32]
    """int32 (N,), counted in cells from the top."""
    columns: NDArray[np.int32]
    """int32 (N,), counted in cells from the left."""
    bands: NDArray[np.float32]
    """float32 (N,C): means of the normalised bands."""
    spread: NDArray[np.float32]
    """float32 (N,): how much the pixels inside differ, as standard deviation over the normalised bands."""
    probabilities: NDArray[np.float32]
    """float32 (N,K): means of the classes' probabilities."""
    labelled_bands: NDArray[np.float32]
    """float32 (M,C): means over the labelled pixels of each cell that holds any."""
    filled: NDArray[np.bool_]
    """bool (I,J) of all cells of the scene, kept or not: every pixel has data."""
    labelled: NDArray[np.bool_]
    """bool (I,J): a pixel is labelled."""

    def __len__(self) -> int:
        return len(self.rows)

    def is_clear(self) -> NDArray[np.bool_]:
        """bool (N,): neither the cell nor one of its eight neighbours lacks data or is labelled."""
        taken = grown(self.labelled | ~self.filled)
        return ~taken[self.rows, self.columns]

    def window(self, index: int) -> Window:
        """The pixels of a kept cell."""
        return Window(int(self.rows[index]) * CELL_PX, int(self.columns[index]) * CELL_PX, CELL_PX, CELL_PX)


class CellCollector:
    """Makes cells of rows of pixels that come from top to bottom.

    What is left of a cell at the right and at the lower border of the scene is no cell.

    Args:
        height: of the scene, in pixels.
        width: of the scene, in pixels.
        seed: chooses which cells of a large scene are kept.
    """

    def __init__(self, height: int, width: int, seed: int) -> None:
        self._shape = (height // CELL_PX, width // CELL_PX)
        self._step = max(1, math.ceil(math.sqrt(self._shape[0] * self._shape[1] / CELLS_KEPT)))
        self._seed = seed
        self._filled = np.zeros(self._shape, dtype=np.bool_)
        self._labelled = np.zeros(self._shape, dtype=np.bool_)
        self._waiting: list[NDArray[np.float32]] = []
        self._row = 0
        self._parts: list[tuple[NDArray[Any], ...]] = []
        self._labelled_parts: list[NDArray[np.float32]] = []

    def add(
        self,
        bands: NDArray[np.float32],
        probabilities: NDArray[np.float32],
        valid: NDArray[np.bool_],
        labelled: NDArray[np.bool_],
    ) -> None:
        """Takes the next rows of the scene, as many as there are.

        Args:
            bands: float32 (C,h,W), normalised.
            probabilities: float32 (K,h,W).
            valid: bool (h,W), True where there are data.
            labelled: bool (h,W), True inside polygons.
        """
        flags = np.stack([valid, labelled & valid]).astype(np.float32)
        self._waiting.append(np.concatenate([flags, bands, probabilities]))
        if sum(part.shape[1] for part in self._waiting) < CELL_PX:
            return
        rows = np.concatenate(self._waiting, axis=1)
        complete = rows.shape[1] // CELL_PX
        self._waiting = [rows[:, complete * CELL_PX :]]
        for number in range(complete):
            self._take(rows[:, number * CELL_PX : (number + 1) * CELL_PX], len(bands))

    def cells(self) -> Cells:
        """All cells, once every row was added."""
        if not self._parts:
            none, tables = np.zeros(0, dtype=np.float32), np.zeros((0, 0), dtype=np.float32)
            self._parts.append((none, none, tables, none, tables))
        rows, columns, bands, spread, probabilities = map(np.concatenate, zip(*self._parts, strict=True))
        known = self._labelled_parts or [np.zeros((0, bands.shape[1]), dtype=np.float32)]
        return Cells(
            rows.astype(np.int32),
            columns.astype(np.int32),
            bands,
            spread,
            probabilities,
            np.concatenate(known),
            self._filled,
            self._labelled,
        )

    def _take(self, rows: NDArray[np.float32], band_count: int) -> None:
        """One row of cells, float32 (2+C+K, CELL_PX, W)."""
        across, row = self._shape[1], self._row
        self._row += 1
        if across == 0:
            return
        squares = rows[:, :, : across * CELL_PX].reshape(len(rows), CELL_PX, across, CELL_PX)
        pixels = squares.transpose(2, 0, 1, 3).reshape(across, len(rows), CELL_PX**2)
        valid, labelled, bands = pixels[:, 0] > 0, pixels[:, 1] > 0, pixels[:, 2 : 2 + band_count]
        self._filled[row], self._labelled[row] = valid.all(axis=1), labelled.any(axis=1)
        for column in np.flatnonzero(self._labelled[row]):
            self._labelled_parts.append(bands[column][:, labelled[column]].mean(axis=1)[None])
        kept = self._kept(row)
        kept = kept[self._filled[row, kept]]
        spread = np.sqrt(bands[kept].var(axis=2).mean(axis=1))
        shares = pixels[kept, 2 + band_count :].mean(axis=2)
        self._parts.append((np.full(len(kept), row), kept, bands[kept].mean(axis=2), spread, shares))

    def _kept(self, row: int) -> NDArray[np.intp]:
        """The columns that are kept in a row: one random cell of each square of `step` x `step` cells."""
        across, step = self._shape[1], self._step
        draw = np.random.default_rng([self._seed, row // step])
        squares = np.arange(math.ceil(across / step))
        inner_rows, inner_columns = draw.integers(step, size=(2, len(squares)))
        columns = squares * step + inner_columns
        return np.asarray(columns[(inner_rows == row % step) & (columns < across)], dtype=np.intp)


def grown(marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The marked cells and their eight neighbours, bool of the same shape; beyond the border nothing is marked."""
    padded = np.pad(marked, 1)
    wide = padded[:, :-2] | padded[:, 1:-1] | padded[:, 2:]
    return np.asarray(wide[:-2] | wide[1:-1] | wide[2:], dtype=np.bool_)
