"""The journal of a long prediction: the rows that are done, so that a run that is killed goes on where it was.

A hidden file beside the output. It says for which job it was written, then holds the rows of one row of tiles after the
other, compressed, each with a checksum: what a kill cut off is noticed, and mapped again. The file goes when a run ends
by itself, well or not.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from deepsat.outputs.living_processes import process_lives
from deepsat.predict.mapped_rows import MappedRows

WORTH_TILES = 64
"""For fewer tiles than this there is none: they are mapped again soon enough."""

_HEADER = struct.Struct("<8s32sq")
"""Mark, hash of the job, id of the process that writes."""
_RECORD = struct.Struct("<qqqqqqqqI")
"""Row, shape of the layers, pixels compared and differing, length of the title and of the data, checksum of both."""
_MARK = b"DEEPSAT1"
_QUICK = 1
"""Level of compression: more would cost more time than it saves on the disk."""


@dataclasses.dataclass(frozen=True)
class Entry:
    """One row of tiles that is done."""

    rows: MappedRows
    compared: int
    """As `TileBlender.compared` was after it."""
    differing: int
    engine: str
    """What was proven by then: `Engine.title`; empty where nothing was yet."""

    def after(self, compared: int, differing: int) -> Entry:
        """The same, counted on from what rows above have."""
        return dataclasses.replace(self, compared=self.compared + compared, differing=self.differing + differing)


class Journal:
    """Open for reading what is there, then for adding to it; made by `open_journal`."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def entries(self) -> Iterator[Entry]:
        """What an earlier run has done, from the top; what is damaged ends it, and is overwritten by what is added."""
        while True:
            start = self._file.tell()
            entry = self._next()
            if entry is None:
                self._file.seek(start)
                self._file.truncate()
                return
            yield entry

    def add(self, entry: Entry) -> None:
        """Adds the next row of tiles.

        Raises:
            OSError: the disk does not take it.
        """
        layers, title = entry.rows.layers, entry.engine.encode()
        data = title + zlib.compress(np.ascontiguousarray(layers).data, _QUICK)
        numbers = (entry.rows.row, *layers.shape, entry.compared, entry.differing, len(title), len(data))
        self._file.write(_RECORD.pack(*numbers, zlib.crc32(data, zlib.crc32(repr(numbers).encode()))) + data)
        self._file.flush()

    def _next(self) -> Entry | None:
        head = self._file.read(_RECORD.size)
        if len(head) < _RECORD.size:
            return None
        *numbers, checksum = _RECORD.unpack(head)
        row, count, height, width, compared, differing, title_length, length = numbers
        left = os.fstat(self._file.fileno()).st_size - self._file.tell()
        data = self._file.read(length) if 0 <= length <= left else b""
        if zlib.crc32(data, zlib.crc32(repr(tuple(numbers)).encode())) != checksum:
            return None
        values = np.frombuffer(zlib.decompress(data[title_length:]), dtype=np.uint8)
        rows = MappedRows(row, values.reshape(count, height, width))
        return Entry(rows, compared, differing, data[:title_length].decode())


@contextlib.contextmanager
def open_journal(path: Path, job: dict[str, Any]) -> Iterator[Journal | None]:
    """Opens the journal of a job at `path`; one of another job is begun anew.

    Args:
        path: of the journal.
        job: everything that the rows depend on, as plain JSON.

    Returns:
        A context: the journal, or None where another process that lives writes there, or there can be no file. When the
        block ends, whatever the reason, the file goes.
    """
    digest = hashlib.sha256(json.dumps(job, sort_keys=True).encode()).digest()
    file = _opened(path, digest)
    if file is None:
        yield None
        return
    try:
        with file:
            yield Journal(file)
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _opened(path: Path, digest: bytes) -> BinaryIO | None:
    """The file behind its header, which names this process now; None where it is not ours to take."""
    try:
        file = path.open("r+b" if path.exists() else "x+b")
    except OSError:
        return None
    # A disk that takes no more may say so only now.
    with contextlib.suppress(OSError):
        if _take(file, digest):
            return file
    with contextlib.suppress(OSError):
        file.close()
    return None


def _take(file: BinaryIO, digest: bytes) -> bool:
    """Writes the header, which names this process now, and forgets rows of another job; False while another writes."""
    head = file.read(_HEADER.size)
    same = False
    if len(head) == _HEADER.size:
        mark, found, process = _HEADER.unpack(head)
        if mark == _MARK and process != os.getpid() and 0 < process < 2**31 and process_lives(process):
            return False
        same = (mark, found) == (_MARK, digest)
    if not same:
        file.truncate(0)
    file.seek(0)
    file.write(_HEADER.pack(_MARK, digest, os.getpid()))
    file.flush()
    return True
