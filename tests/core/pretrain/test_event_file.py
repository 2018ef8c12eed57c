"""Event files: the format's checksum, and TensorBoard's own reader where it is installed."""

from __future__ import annotations

import struct
from pathlib import Path

from deepsat.pretrain.event_file import EventFile, masked_crc32c


def test_checksum_has_the_values_of_the_standard() -> None:
    # RFC 3720, B.4: 32 zero bytes and the bytes 0 to 31; masked as in TensorFlow's lib/hash/crc32c.h.
    for data, crc in ((b"\0" * 32, 0x8A9136AA), (bytes(range(32)), 0x46DD794E), (b"123456789", 0xE3069283)):
        turned = ((crc >> 15) | (crc << 17)) & 0xFFFFFFFF
        assert masked_crc32c(data) == (turned + 0xA282EAD8) & 0xFFFFFFFF


def test_records_are_framed_by_length_and_checksums(tmp_path: Path) -> None:
    with EventFile(tmp_path) as events:
        events.add("loss", 1.5, 300)
    data, records = events.path.read_bytes(), []
    while data:
        (length,) = struct.unpack("<Q", data[:8])
        assert struct.unpack("<I", data[8:12])[0] == masked_crc32c(data[:8])
        record = data[12 : 12 + length]
        assert struct.unpack("<I", data[12 + length : 16 + length])[0] == masked_crc32c(record)
        records.append(record)
        data = data[16 + length :]
    assert len(records) == 2
    assert records[0].endswith(b"\x1a\x0dbrain.Event:2")
    # Step 300 as a varint, then summary { value { tag: "loss" simple_value: 1.5 } }.
    scalar = b"\x0a\x04loss\x15" + struct.pack("<f", 1.5)
    value = b"\x0a" + bytes([len(scalar)]) + scalar
    assert records[1][9:] == b"\x10\xac\x02\x2a" + bytes([len(value)]) + value


def test_tensorboard_reads_the_curves_of_all_runs(tmp_path: Path) -> None:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    points = [("loss", 5.25, 1), ("alignment", -0.5, 1), ("loss", 4.0, 200), ("loss", 3.0, 70_000)]
    with EventFile(tmp_path / "log") as events:
        for point in points[:3]:
            events.add(*point)
    with EventFile(tmp_path / "log") as resumed:
        resumed.add(*points[3])
    assert resumed.path != events.path
    log = EventAccumulator(str(tmp_path / "log"))
    log.Reload()
    assert [(scalar.step, scalar.value) for scalar in log.Scalars("loss")] == [(1, 5.25), (200, 4.0), (70_000, 3.0)]
    assert [(scalar.step, scalar.value) for scalar in log.Scalars("alignment")] == [(1, -0.5)]
