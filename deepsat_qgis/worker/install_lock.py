"""One installation at a time on a machine, whichever program started it.

The operating system holds the lock and drops it with its process, so a killed installation leaves none behind. The
file's text only says who holds it.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from deepsat.jobs import Cancelled, ErrorCode, UserError

LOCK_NAME = "install.lock"
_POLL_SECONDS = 0.3
# Windows refuses to read a locked byte; the text stands well before it.
_LOCKED_BYTE = 1 << 20


@contextlib.contextmanager
def install_lock(
    folder: Path,
    wait_seconds: float,
    on_waiting: Callable[[str], None] = lambda text: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[None]:
    """Holds the lock of `folder` while the block runs.

    Args:
        folder: holds all environments; made when missing.
        wait_seconds: how long to wait for another installation to end.
        on_waiting: told once who holds the lock, when somebody does.
        is_cancelled: asked while waiting.

    Raises:
        UserError: `INSTALL_FAILED` when the other installation is still at work after `wait_seconds`, and
            `OUTPUT_UNWRITABLE` when the folder cannot be written.
        Cancelled: as `is_cancelled` said.
    """
    with _opened(folder) as file:
        _acquire(file, wait_seconds, on_waiting, is_cancelled)
        try:
            _write_holder(file)
            yield
        finally:
            _unlock(file)


def _opened(folder: Path) -> IO[str]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / LOCK_NAME).open("a+", encoding="utf-8")
    except OSError as error:
        raise UserError(
            ErrorCode.OUTPUT_UNWRITABLE,
            expected="a folder for environments that can be written",
            found=f"{folder} ({error.strerror or error})",
            remedy="Name another folder in the variable DEEPSAT_ENVIRONMENTS, or correct the permissions of this one.",
        ) from error


def _acquire(
    file: IO[str], wait_seconds: float, on_waiting: Callable[[str], None], is_cancelled: Callable[[], bool]
) -> None:
    deadline = time.monotonic() + wait_seconds
    told = False
    while not _try_lock(file):
        holder = _holder(file)
        if time.monotonic() >= deadline:
            raise UserError(
                ErrorCode.INSTALL_FAILED,
                expected="no other installation of the worker environment at the same time",
                found=f"{holder} is at work",
                remedy="Wait until it is done, or end it, and start again.",
            )
        if not told:
            on_waiting(f"Waiting: {holder} is at work")
            told = True
        if is_cancelled():
            raise Cancelled
        time.sleep(_POLL_SECONDS)


def _write_holder(file: IO[str]) -> None:
    file.seek(0)
    file.truncate()
    file.write(json.dumps({"process": os.getpid(), "started": time.strftime("%H:%M:%S")}))
    file.flush()


def _holder(file: IO[str]) -> str:
    file.seek(0)
    try:
        told = json.loads(file.read(500))
        return f"another installation (process {told['process']}, since {told['started']})"
    except (ValueError, KeyError, OSError):
        return "another installation"


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[str]) -> bool:
        os.lseek(file.fileno(), _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[str]) -> None:
        os.lseek(file.fileno(), _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    _NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
    """What network drives without locks answer. Two installations at once are rarer than homes on such a drive."""

    def _try_lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        return True

    def _unlock(file: IO[str]) -> None:
        with contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_UN)
