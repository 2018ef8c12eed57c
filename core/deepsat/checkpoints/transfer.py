"""A file from an address: verified, and carried on where an earlier try stopped.

What has arrived lies beside the final place as `NAME.part`, with `NAME.part.json` that says where it came from and by
which mark of its server (ETag, or time of change) the rest belongs to it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import re
import time
import urllib.error
from pathlib import Path
from typing import Any, BinaryIO

from deepsat.checkpoints import transfer_errors
from deepsat.checkpoints.connection import Answer, Connection, TransferError
from deepsat.jobs import ErrorCode, UserError
from deepsat.outputs.output_checks import DISK_IS_FULL, check_disk_space, reason_of
from deepsat.reporting import PartReporter, Reporter

_VERIFYING_SHARE = 0.05
_PROGRESS_SECONDS = 0.25
_BLOCK = 2**20


@dataclasses.dataclass(frozen=True)
class Wanted:
    """A file that is known before it is fetched."""

    url: str
    checksum: str
    """`md5:` or `sha256:`, then hexadecimal digits, for SHA-256 perhaps only the first ones."""
    bytes: int = 0
    """Its size; 0 where only the server knows."""


def fetch(wanted: Wanted, target: Path, reporter: Reporter) -> int:
    """Downloads a file, or what is missing of it.

    Args:
        wanted: which file.
        target: where it will lie, in a folder that exists; a file that is there already and right is kept.
        reporter: told of progress; asked several times a second whether to stop.

    Returns:
        Number of bytes that were transferred now.

    Raises:
        UserError: `DOWNLOAD_FAILED` where there is no connection, an error of the server, or the transfer breaks: what
            has arrived stays, and the next call goes on there; `DOWNLOAD_DAMAGED` where the checksum is another one:
            what has arrived is removed; `DISK_FULL`.
        Cancelled: the person asked to stop; what has arrived stays.
    """
    if target.is_file() and digest_of(target, wanted.checksum, reporter) == _digits(wanted.checksum):
        return 0
    part = _Part(target)
    try:
        transferred = _transfer(wanted, part, PartReporter(reporter, 0.0, 1 - _VERIFYING_SHARE))
    except TransferError as error:
        raise transfer_errors.in_words(error, wanted.url, part.size) from error
    reporter.progress(1 - _VERIFYING_SHARE, "verify", "Verifying the checksum.")
    found = digest_of(part.path, wanted.checksum, reporter)
    if found != _digits(wanted.checksum):
        part.remove()
        raise transfer_errors.damaged(wanted.url, wanted.checksum, found)
    part.become(target)
    return transferred


def digest_of(path: Path, checksum: str, reporter: Reporter) -> str:
    """As many hexadecimal digits of a file's hash as `checksum` has, by its algorithm."""
    digest = hashlib.new(checksum.split(":")[0], usedforsecurity=False)
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            reporter.check_cancelled()
            digest.update(block)
    return digest.hexdigest()[: len(_digits(checksum))]


def _digits(checksum: str) -> str:
    return checksum.split(":")[1].lower()


class _Part:
    """What has arrived of a file so far."""

    def __init__(self, target: Path) -> None:
        self.path = target.with_name(f"{target.name}.part")
        self._notes = target.with_name(f"{target.name}.part.json")

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.is_file() else 0

    def mark_for(self, url: str) -> str:
        """The server's mark of the file that the part is of; empty where it gave none, or was another server."""
        with contextlib.suppress(OSError, ValueError, AttributeError):
            notes: dict[str, Any] = json.loads(self._notes.read_text(encoding="utf-8"))
            return str(notes.get("mark", "")) if notes.get("url") == url else ""
        return ""

    def begin(self, url: str, answer: Answer) -> None:
        """Starts anew, with what is known of the file."""
        self.path.unlink(missing_ok=True)
        etag = answer.headers.get("etag", "")
        # A weak mark does not promise the same bytes.
        mark = etag if etag and not etag.startswith("W/") else answer.headers.get("last-modified", "")
        self._notes.write_text(json.dumps({"url": url, "mark": mark}), encoding="utf-8")

    def remove(self) -> None:
        for path in (self.path, self._notes):
            path.unlink(missing_ok=True)

    def become(self, target: Path) -> None:
        os.replace(self.path, target)
        self._notes.unlink(missing_ok=True)


def _transfer(wanted: Wanted, part: _Part, reporter: Reporter) -> int:
    """Brings the part to its end; returns how many bytes came."""
    had = part.size
    headers = {}
    if had:
        headers["Range"] = f"bytes={had}-"
        if mark := part.mark_for(wanted.url):
            headers["If-Range"] = mark
    reporter.progress(0.0, "download", f"Asking {transfer_errors.place_of(wanted.url)}.")
    connection = Connection(wanted.url, headers)
    try:
        answer = connection.answer(reporter)
        if not (had and answer.status == 206 and _start(answer) == had):
            had = 0
            part.begin(wanted.url, answer)
        total = _total(answer, had) or wanted.bytes
        check_disk_space(part.path.parent, max(0, total - had))
        return _write(connection, part, had, total, reporter)
    except urllib.error.HTTPError as error:
        if error.code != 416 or not had:
            raise
        # Nothing lies behind the part: it is whole, or of another file, which its checksum will tell.
        return 0
    finally:
        connection.close()


def _write(connection: Connection, part: _Part, had: int, total: int, reporter: Reporter) -> int:
    """Appends what comes to the part.

    Raises:
        ConnectionError: less came than the server had announced.
    """
    came, started, told = 0, time.monotonic(), -_PROGRESS_SECONDS
    with part.path.open("ab") as file:
        for chunk in connection.chunks(reporter):
            _append(file, chunk, part.path)
            came += len(chunk)
            seconds = time.monotonic() - started
            if seconds - told >= _PROGRESS_SECONDS:
                told = seconds
                _tell(reporter, had + came, total, came / max(seconds, 1e-3))
    if total and had + came < total:
        raise ConnectionError(f"the server ended after {(had + came) / 1e6:.1f} of {total / 1e6:.1f} MB")
    _tell(reporter, had + came, total, came / max(time.monotonic() - started, 1e-3))
    return came


def _append(file: BinaryIO, chunk: bytes, path: Path) -> None:
    """Writes to the disk at once, so that a failure of the disk is not taken for one of the network."""
    try:
        file.write(chunk)
        file.flush()
    except OSError as error:
        raise UserError(
            ErrorCode.DISK_FULL if error.errno in DISK_IS_FULL else ErrorCode.OUTPUT_UNWRITABLE,
            expected=f"room for a download in {path.parent}",
            found=reason_of(error),
            remedy="Free some space there, or name another folder in the variable DEEPSAT_CHECKPOINTS.",
        ) from error


def _tell(reporter: Reporter, size: int, total: int, rate: float) -> None:
    """Says how far the transfer is; `rate` in bytes a second."""
    figures = {"megabytes": size / 1e6, "megabytes_per_second": rate / 1e6}
    whole = ""
    if total:
        whole = f" of {total / 1e6:.1f}"
        figures["seconds_left"] = max(0, total - size) / max(rate, 1.0)
    text = f"{size / 1e6:.1f}{whole} MB, {rate / 1e6:.1f} MB/s."
    reporter.progress(size / total if total else 0.0, "download", text, figures)


def _start(answer: Answer) -> int:
    """Where the part that a server sends begins; -1 where it does not say."""
    found = re.match(r"bytes (\d+)-", answer.headers.get("content-range", ""))
    return int(found[1]) if found else -1


def _total(answer: Answer, had: int) -> int:
    """Size of the whole file; 0 where the server does not say."""
    length = answer.headers.get("content-length", "")
    return had + int(length) if length.isdecimal() else 0
