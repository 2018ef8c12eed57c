"""Distances of a scene that may be larger than memory: in a file for as long as a job takes."""

from __future__ import annotations

import contextlib
import errno
import shutil
import tempfile
from collections.abc import Iterator
from io import RawIOBase
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from deepsat.imagery import Grid, Window
from deepsat.outputs.output_checks import DISK_IS_FULL, disk_full, reason_of, unwritable

BYTES_A_PIXEL = 4


class DistanceFile:
    """A distance of each pixel, float32; made by `open_distances`.

    It is written and read, never mapped into memory: there a disk that is full would end the process without a word.
    """

    def __init__(self, file: RawIOBase, folder: Path, grid: Grid) -> None:
        self._file, self._folder = file, folder
        self._height, self._width = grid.height, grid.width

    def write(self, window: Window, values: NDArray[np.float32]) -> None:
        """Writes a window of distances, float32 (H,W).

        Raises:
            UserError: `DISK_FULL` or `OUTPUT_UNWRITABLE`.
        """
        with _failures_in_words(self._folder):
            for row, line in enumerate(np.ascontiguousarray(values, dtype=np.float32), start=window.row):
                self._file.seek(BYTES_A_PIXEL * (row * self._width + window.column))
                left = line.data.cast("B")
                while left:
                    left = left[self._file.write(left) :]

    def rows(self, first: int, count: int) -> NDArray[np.float32]:
        """Whole rows, all of which were written, float32 (H,W); fewer where the scene ends.

        Raises:
            UserError: `OUTPUT_UNWRITABLE` where they cannot be read any more.
        """
        rows = np.empty((min(count, self._height - first), self._width), dtype=np.float32)
        left = rows.reshape(-1).data.cast("B")
        with _failures_in_words(self._folder):
            self._file.seek(BYTES_A_PIXEL * first * self._width)
            while left:
                read = self._file.readinto(left)
                if not read:
                    raise OSError(errno.EIO, "The file ends early")
                left = left[read:]
        return rows


@contextlib.contextmanager
def open_distances(folder: Path, grid: Grid) -> Iterator[DistanceFile]:
    """Room for the distances of a grid's pixels on the disk of `folder`; gone at the end of the block.

    Raises:
        UserError: `DISK_FULL` or `OUTPUT_UNWRITABLE`.
    """
    with contextlib.ExitStack() as stack:
        with _failures_in_words(folder):
            # Without a buffer a write that fails is known at once, and closing the file cannot fail.
            file = cast(RawIOBase, stack.enter_context(tempfile.TemporaryFile(dir=folder, buffering=0)))
        yield DistanceFile(file, folder, grid)


@contextlib.contextmanager
def _failures_in_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in DISK_IS_FULL:
            raise disk_full(folder, "room for the distances of all pixels", shutil.disk_usage(folder).free) from error
        remedy = "Choose another place for the output, or allow writing there."
        raise unwritable(folder, "a folder that takes a large temporary file", reason_of(error), remedy) from error
