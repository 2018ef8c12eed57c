"""Event files: curves in the format that TensorBoard opens, written without it.

A file is a row of records: length (uint64), its checksum, the bytes of a protocol-buffer message, their checksum, all
little-endian (TFRecord). The message is an `Event` with wall time, step and one scalar. Format:
https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto
"""

from __future__ import annotations

import functools
import socket
import struct
import time
from pathlib import Path
from types import TracebackType

_CASTAGNOLI = 0x82F63B78
_WALL_TIME, _STEP, _FILE_VERSION, _SUMMARY = 1, 2, 3, 5
_DOUBLE, _VARINT, _BYTES, _FLOAT = 1, 0, 2, 5


class EventFile:
    """Appends scalars to a new event file in a folder; several files of one folder are one log.

    Args:
        folder: made if it is not there.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        stamp = f"{int(time.time()):010d}"
        number = len(list(folder.glob("events.out.tfevents.*")))
        self.path = folder / f"events.out.tfevents.{stamp}.{socket.gethostname()}.{number}"
        self._file = self.path.open("wb")
        self._write(_field(_FILE_VERSION, _BYTES, b"brain.Event:2"))

    def __enter__(self) -> EventFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, name: str, value: float, step: int) -> None:
        """Adds the point (`step`, `value`) to the curve `name`."""
        scalar = _field(1, _BYTES, name.encode()) + _field(2, _FLOAT, struct.pack("<f", value))
        summary = _field(1, _BYTES, scalar)
        self._write(_field(_STEP, _VARINT, _varint(step)) + _field(_SUMMARY, _BYTES, summary))
        self._file.flush()

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def _write(self, message: bytes) -> None:
        event = _field(_WALL_TIME, _DOUBLE, struct.pack("<d", time.time())) + message
        length = struct.pack("<Q", len(event))
        self._file.write(length + _checksum(length) + event + _checksum(event))


def masked_crc32c(data: bytes) -> int:
    """The checksum of TFRecord: CRC-32C, turned by 15 bits and offset, so that records may hold checksums."""
    crc = 0xFFFFFFFF
    table = _table()
    for byte in data:
        crc = table[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    crc ^= 0xFFFFFFFF
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def _checksum(data: bytes) -> bytes:
    return struct.pack("<I", masked_crc32c(data))


@functools.cache
def _table() -> tuple[int, ...]:
    entries = []
    for entry in range(256):
        for _ in range(8):
            entry = (entry >> 1) ^ (_CASTAGNOLI if entry & 1 else 0)  # noqa: PLW2901
        entries.append(entry)
    return tuple(entries)


def _field(number: int, kind: int, payload: bytes) -> bytes:
    """One field of a message; bytes are preceded by their length."""
    length = _varint(len(payload)) if kind == _BYTES else b""
    return _varint(number << 3 | kind) + length + payload


def _varint(value: int) -> bytes:
    """Seven bits a byte, lowest first, the top bit set on all but the last."""
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)
