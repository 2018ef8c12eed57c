"""Checks of outputs, before any work: whether they can be written, and what to say where they cannot."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from deepsat.jobs import ErrorCode, UserError
from deepsat.outputs.own_folders import CHECKPOINT_CARD_NAME, MODEL_CARD_NAME, is_own_card, strangers_in

_REPLACEABLE = {
    MODEL_CARD_NAME: "a new folder, an empty one or a DeepSat model folder",
    CHECKPOINT_CARD_NAME: "a new folder, an empty one or a DeepSat checkpoint folder",
}

DISK_IS_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
"""Numbers of the errors that say so."""

CATEGORIES_SUFFIX = ".aux.xml"
"""Behind the whole name of a raster, of the file that GDAL and QGIS look for names of categories in."""

_NO_NAME = {errno.ENAMETOOLONG, errno.EINVAL}
"""Numbers of the errors that say that no file can have a name: Linux' and Windows'."""

_UNITS = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"))
_PROBE_COUNTER = itertools.count()


def check_writable(path: Path) -> None:
    """Makes sure, before any work, that a file or a model folder can be written at `path`.

    Raises:
        UserError: `OUTPUT_UNWRITABLE`.
    """
    if path.is_dir():
        check_folder_writable(path)
    else:
        check_file_writable(path)


def check_file_writable(path: Path) -> None:
    """Makes sure that a file can be written at `path`: a new one, or in place of the file that is there.

    Raises:
        UserError: `OUTPUT_UNWRITABLE`.
    """
    _check_name(path)
    if path.is_dir():
        raise unwritable(path, "a path for a file", "a folder of this name", "Choose another file name.")
    if path.exists() and not path.is_file():
        # The new file would take the place of the device: of /dev/null, for the whole computer.
        raise unwritable(path, "a path for a file", "a device or a pipe", "Choose another file name.")
    _check_parent_writable(path)
    try:
        # On Windows a file that another program holds open can neither be opened for writing nor be renamed, not even
        # onto itself: better known now than when the work is done.
        with path.open("r+b"):
            pass
        os.replace(path, path)
    except FileNotFoundError:
        return
    except OSError as error:
        remedy = "Close the programs that use this file, allow writing to it, or choose another name."
        raise unwritable(path, "a file that may be replaced", reason_of(error), remedy) from error


def check_raster_writable(path: Path) -> None:
    """Makes sure that a raster can be written at `path`, and the names of its categories beside it.

    Raises:
        UserError: `OUTPUT_UNWRITABLE`.
    """
    check_file_writable(path)
    check_file_writable(path.with_name(path.name + CATEGORIES_SUFFIX))


def check_folder_writable(path: Path, card: str = MODEL_CARD_NAME, *, is_kept: bool = False) -> None:
    """Makes sure that a model or a checkpoint can be written at `path`: a new folder, or in place of one.

    Args:
        path: of the folder. One that is empty may be replaced, or one of the same kind with nothing else in it.
        card: `MODEL_CARD_NAME` or `CHECKPOINT_CARD_NAME`, by what is to be written.
        is_kept: whether what lies there gets another name only, so that it may hold anything else besides.

    Raises:
        UserError: `OUTPUT_UNWRITABLE`.
    """
    expected = _REPLACEABLE[card]
    if path.exists() and not path.is_dir():
        raise unwritable(path, expected, "a file of this name", "Choose another folder.")
    _check_parent_writable(path)
    if not path.is_dir() or (is_kept and is_own_card(path / card)):
        return
    try:
        names = strangers_in(path, card)
    except OSError as error:
        raise unwritable(path, expected, reason_of(error), "Choose another folder.") from error
    if names:
        found = f"a folder with other contents ({', '.join(names[:3])}{', ...' if len(names) > 3 else ''})"
        remedy = "Choose another folder, or move out of this one what is yours, so that nothing of it is lost."
        raise unwritable(path, expected, found, remedy)


def check_disk_space(folder: Path, bytes_needed: int) -> None:
    """Makes sure, before any work, that `bytes_needed` fit on the disk of `folder`.

    Raises:
        UserError: `DISK_FULL`; `OUTPUT_UNWRITABLE` when the folder is not there.
    """
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise unwritable(folder, "a folder that exists", reason_of(error), "Choose a folder that exists.") from error
    if free < bytes_needed:
        raise disk_full(folder, f"{_in_words(bytes_needed)} of free space", free)


def check_room_for(files: Iterable[tuple[str, int]]) -> None:
    """Makes sure, before any work, that files fit on their disks, those of one disk together.

    Args:
        files: path of each, empty for one that is not wanted, and its bytes.

    Raises:
        UserError: as `check_disk_space`.
    """
    needed: dict[int, tuple[Path, int]] = {}
    for folder, byte_count in ((Path(path).absolute().parent, count) for path, count in files if path):
        check_disk_space(folder, 0)  # A folder that is not there is on no disk.
        disk = folder.stat().st_dev
        first, others = needed.get(disk, (folder, 0))
        needed[disk] = first, others + byte_count
    for folder, byte_count in needed.values():
        check_disk_space(folder, byte_count)


def unwritable(path: Path, expected: str, found: str, remedy: str) -> UserError:
    """`OUTPUT_UNWRITABLE`, with the path."""
    return UserError(ErrorCode.OUTPUT_UNWRITABLE, expected=expected, found=f"{found} ({path})", remedy=remedy)


def disk_full(folder: Path, expected: str, free: int) -> UserError:
    """`DISK_FULL`, with the bytes that are free."""
    return UserError(
        ErrorCode.DISK_FULL,
        expected=f"{expected} in {folder}",
        found=f"{_in_words(free)} free",
        remedy="Free some space there, or choose another disk for the output.",
    )


def reason_of(error: OSError) -> str:
    """What the system says, without a full stop."""
    return (error.strerror or str(error)).rstrip(".")


def _check_name(path: Path) -> None:
    try:
        os.lstat(path)
    except OSError as error:
        if error.errno in _NO_NAME:
            remedy = "Choose a shorter name."
            raise unwritable(path, "a name that files can have here", reason_of(error), remedy) from error


def _check_parent_writable(path: Path) -> None:
    """Creates and removes a file beside `path`: permissions alone tell little on network drives and on Windows."""
    folder = path.parent
    if not folder.is_dir():
        found = "a file of this name" if folder.exists() else "no such folder"
        raise unwritable(path, f"the folder {folder}", found, "Make the folder first, or choose another place.")
    probe = folder / f".~{os.getpid()}-{next(_PROBE_COUNTER)}.probe"
    try:
        with probe.open("xb"):
            pass
        probe.unlink()
    except OSError as error:
        if error.errno in DISK_IS_FULL:
            raise disk_full(folder, "room for a file", shutil.disk_usage(folder).free) from error
        remedy = "Choose a folder that you may write to."
        raise unwritable(path, f"a folder that takes files, {folder}", reason_of(error), remedy) from error


def _in_words(count: int) -> str:
    fitting = ((size, name) for size, name in _UNITS if count >= size)
    return next((f"{count / size:.1f} {name}" for size, name in fitting), f"{count} bytes")
