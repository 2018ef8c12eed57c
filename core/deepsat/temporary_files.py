"""Outputs that appear whole or not at all.

A file is written beside its final place under a temporary name, `.~` + a checksum + the process id, and renamed when it
is complete. A failure removes it. What a killed process left behind is removed when the same output is written again.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import shutil
import socket
import zlib
from collections.abc import Iterator
from pathlib import Path

from deepsat.jobs import ErrorCode, UserError
from deepsat.living_processes import process_lives

MODEL_CARD_NAME = "model.json"
"""File whose presence makes a folder a model folder, which may be replaced by a new model."""

CHECKPOINT_CARD_NAME = "checkpoint.json"
"""File whose presence makes a folder a checkpoint folder, which may be replaced by a new checkpoint."""

_REPLACEABLE = {
    MODEL_CARD_NAME: "a new folder, an empty one or a DeepSat model folder",
    CHECKPOINT_CARD_NAME: "a new folder, an empty one or a DeepSat checkpoint folder",
}

PREVIOUS_SUFFIX = ".previous"
"""What the name of the model before ends in."""

_SIDECARS = (".aux.xml", ".ovr", ".msk")
_MARK, _MARK_LENGTH = ".~", 11
"""What temporary names begin with, and how long it is with the checksum behind it: see `_prefix`."""
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_ALMOST_NOTHING = 2**20
_UNITS = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"))
_PROBE_COUNTER = itertools.count()
_active: set[Path] = set()


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yields the path to write to; at the end of the block what lies there becomes `path`.

    The temporary file has the suffix of `path` and lies in the same folder. Its GDAL sidecars (`.aux.xml`, `.ovr`,
    `.msk`) are renamed with it; sidecars of a file that is replaced go with that file. When the block raises, the
    temporary files are removed and a file that was at `path` before is untouched.

    Args:
        path: final path of the file, in a folder that exists.

    Raises:
        UserError: `DISK_FULL` or `OUTPUT_UNWRITABLE`.
    """
    check_file_writable(path)
    _remove_stale(path)
    temporary = _temporary_path(path)
    with _cleaned_up(temporary), _failures_in_words(path, temporary):
        yield temporary
        _flush_to_disk(temporary)
        for suffix in _SIDECARS:
            _replace_sidecar(_with_suffix(temporary, suffix), _with_suffix(path, suffix))
        os.replace(temporary, path)


@contextlib.contextmanager
def whole_folder(path: Path, keep_previous: bool = False, card: str = MODEL_CARD_NAME) -> Iterator[Path]:
    """Yields an empty folder to fill; at the end of the block it becomes `path`.

    A folder that was at `path` before is replaced if it is empty or one of the same kind, that is, holds a `card`.

    Args:
        path: final path of the folder, in a folder that exists.
        card: `MODEL_CARD_NAME` or `CHECKPOINT_CARD_NAME`, by what is written.
        keep_previous: whether a model that was at `path` becomes `previous_of(path)`, in place of the one there.

    Raises:
        UserError: `DISK_FULL`, or `OUTPUT_UNWRITABLE` also where something else lies at `path`, or at its previous.
    """
    check_folder_writable(path, card)
    _remove_stale(path)
    keeps = keep_previous and (path / MODEL_CARD_NAME).is_file()
    if keeps:
        check_folder_writable(previous_of(path))
        _remove_stale(previous_of(path))
    temporary = _temporary_path(path)
    with _cleaned_up(temporary), _failures_in_words(path, temporary):
        temporary.mkdir()
        yield temporary
        for file in sorted(temporary.rglob("*")):
            if file.is_file():
                _flush_to_disk(file)
        if keeps:
            _replace_and_keep(temporary, path)
        else:
            _replace_folder(temporary, path)


def previous_of(model: Path) -> Path:
    """Where the model that lay at `model` before is kept."""
    return model.with_name(model.name + PREVIOUS_SUFFIX)


def journal_of(path: Path) -> Path:
    """Where is kept what is needed to go on with writing `path` after a kill; nothing else removes it."""
    return path.with_name(f"{_prefix(path)}journal")


def swap_folders(one: Path, other: Path) -> None:
    """Gives two folders each other's name, or moves `other` where there is no `one`; or changes nothing.

    Raises:
        UserError: `OUTPUT_UNWRITABLE`.
    """
    check_folder_writable(one)
    check_folder_writable(other)
    aside = _temporary_path(one)
    try:
        _swap(one, other, aside)
    except OSError as error:
        remedy = "Close the programs that use these folders, and try again."
        raise _unwritable(one, f"a folder that can change places with {other}", _reason(error), remedy) from error


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
    if path.is_dir():
        raise _unwritable(path, "a path for a file", "a folder of this name", "Choose another file name.")
    if path.exists() and not path.is_file():
        # The new file would take the place of the device: of /dev/null, for the whole computer.
        raise _unwritable(path, "a path for a file", "a device or a pipe", "Choose another file name.")
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
        raise _unwritable(path, "a file that may be replaced", _reason(error), remedy) from error


def check_folder_writable(path: Path, card: str = MODEL_CARD_NAME) -> None:
    """Makes sure that a model or a checkpoint can be written at `path`: a new folder, or in place of one.

    Args:
        path: of the folder. One that is empty may be replaced, or one of the same kind.
        card: `MODEL_CARD_NAME` or `CHECKPOINT_CARD_NAME`, by what is to be written.

    Raises:
        UserError: `OUTPUT_UNWRITABLE`.
    """
    expected = _REPLACEABLE[card]
    if path.exists() and not path.is_dir():
        raise _unwritable(path, expected, "a file of this name", "Choose another folder.")
    _check_parent_writable(path)
    if not path.is_dir() or (path / card).is_file():
        return
    try:
        names = sorted(os.listdir(path))
    except OSError as error:
        raise _unwritable(path, expected, _reason(error), "Choose another folder.") from error
    if names:
        found = f"a folder with other contents ({', '.join(names[:3])}{', ...' if len(names) > 3 else ''})"
        raise _unwritable(path, expected, found, "Choose another folder, so that nothing of yours is lost.")


def check_disk_space(folder: Path, bytes_needed: int) -> None:
    """Makes sure, before any work, that `bytes_needed` fit on the disk of `folder`.

    Raises:
        UserError: `DISK_FULL`; `OUTPUT_UNWRITABLE` when the folder is not there.
    """
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise _unwritable(folder, "a folder that exists", _reason(error), "Choose a folder that exists.") from error
    if free < bytes_needed:
        raise _full(folder, f"{_in_words(bytes_needed)} of free space", free)


def _check_parent_writable(path: Path) -> None:
    """Creates and removes a file beside `path`: permissions alone tell little on network drives and on Windows."""
    folder = path.parent
    if not folder.is_dir():
        found = "a file of this name" if folder.exists() else "no such folder"
        raise _unwritable(path, f"the folder {folder}", found, "Make the folder first, or choose another place.")
    probe = folder / f".~{os.getpid()}-{next(_PROBE_COUNTER)}.probe"
    try:
        with probe.open("xb"):
            pass
        probe.unlink()
    except OSError as error:
        if error.errno in _FULL:
            raise _full(folder, "room for a file", shutil.disk_usage(folder).free) from error
        remedy = "Choose a folder that you may write to."
        raise _unwritable(path, f"a folder that takes files, {folder}", _reason(error), remedy) from error


@contextlib.contextmanager
def _cleaned_up(temporary: Path) -> Iterator[None]:
    """Removes `temporary` and its sidecars at the end of the block, if they are still there."""
    _active.add(temporary)
    try:
        yield
    finally:
        _active.discard(temporary)
        for leftover in (temporary, *(_with_suffix(temporary, suffix) for suffix in _SIDECARS)):
            _remove(leftover)


@contextlib.contextmanager
def _failures_in_words(path: Path, temporary: Path) -> Iterator[None]:
    """Turns failures of writing into `UserError`; other failures of the block, such as of reading inputs, pass."""
    try:
        yield
    except OSError as error:
        free = shutil.disk_usage(path.parent).free
        # GDAL's write errors do not tell why, so a disk without room speaks for itself.
        if error.errno in _FULL or (error.errno in (None, errno.EIO) and free < _ALMOST_NOTHING):
            raise _full(path.parent, f"room for {path.name}", free) from error
        if error.errno == errno.EFBIG:
            remedy = "Choose a disk without this limit, or map a smaller part."
            raise _unwritable(path, "a disk that takes files of this size", _reason(error), remedy) from error
        if error.errno is not None and _concerns(error, temporary):
            remedy = "Choose another place for the output, or allow writing there."
            raise _unwritable(path, "an output that can be written", _reason(error), remedy) from error
        raise


def _concerns(error: OSError, temporary: Path) -> bool:
    names = [str(name) for name in (error.filename, error.filename2) if name is not None]
    return any(name.startswith(str(temporary)) for name in names)


def _flush_to_disk(file: Path) -> None:
    """Waits until the bytes are on the disk; network drives tell only now that the disk is full."""
    with file.open("r+b") as stream:
        os.fsync(stream.fileno())


def _replace_sidecar(new: Path, old: Path) -> None:
    if new.exists():
        os.replace(new, old)
    # Unlike Path.exists this takes a name that is too long for a file as one that is not there.
    elif os.path.lexists(old):
        old.unlink()


def _replace_folder(new: Path, old: Path) -> None:
    """Puts `new` in the place of `old`, which keeps its contents if that fails."""
    if not old.exists():
        new.rename(old)
        return
    aside = _temporary_path(old)
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        aside.rename(old)
        raise
    _remove(aside)


def _swap(one: Path, other: Path, aside: Path) -> None:
    if not one.exists():
        other.rename(one)
        return
    one.rename(aside)
    try:
        other.rename(one)
        try:
            aside.rename(other)
        except OSError:
            one.rename(other)
            raise
    except OSError:
        aside.rename(one)
        raise


def _replace_and_keep(new: Path, old: Path) -> None:
    """Puts `new` in the place of `old`, which becomes the one before; whatever fails, `old` is whole and found."""
    previous = previous_of(old)
    aside = _temporary_path(previous)
    if previous.exists():
        previous.rename(aside)
    try:
        old.rename(previous)
        try:
            new.rename(old)
        except OSError:
            previous.rename(old)
            raise
    except OSError:
        if aside.exists():
            aside.rename(previous)
        raise
    _remove(aside)


def _prefix(path: Path) -> str:
    """The beginning of the temporary names of `path` on this computer: process ids of another one mean nothing here.

    Files that become a temporary file share its beginning, so that what a kill leaves of them is found as well.
    """
    if path.name.startswith(_MARK):
        return path.name[:_MARK_LENGTH]
    return f"{_MARK}{zlib.crc32(f'{socket.gethostname()}/{path.name}'.encode()):08x}-"


def _temporary_path(path: Path) -> Path:
    # Short whatever the length of the final name, because Windows limits the length of paths.
    taken = (path.with_name(f"{_prefix(path)}{os.getpid()}-{number}{path.suffix}") for number in itertools.count())
    return next(candidate for candidate in taken if candidate not in _active and not candidate.exists())


def _remove_stale(path: Path) -> None:
    """Removes what processes that are gone left of an earlier try to write `path`."""
    prefix = _prefix(path)
    for leftover in path.parent.glob(f"{prefix}*"):
        process = leftover.name[len(prefix) :].split("-")[0]
        if process == str(os.getpid()):
            in_use = any(leftover.name.startswith(active.name) for active in _active)
        else:
            in_use = not process.isdecimal() or process_lives(int(process))
        if not in_use:
            _remove(leftover)


def _remove(leftover: Path) -> None:
    """Removes a file or folder if it is there; one that cannot be removed is not worth hiding the first failure for."""
    with contextlib.suppress(OSError):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)


def _with_suffix(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).rstrip(".")


def _in_words(count: int) -> str:
    fitting = ((size, name) for size, name in _UNITS if count >= size)
    return next((f"{count / size:.1f} {name}" for size, name in fitting), f"{count} bytes")


def _unwritable(path: Path, expected: str, found: str, remedy: str) -> UserError:
    return UserError(ErrorCode.OUTPUT_UNWRITABLE, expected=expected, found=f"{found} ({path})", remedy=remedy)


def _full(folder: Path, expected: str, free: int) -> UserError:
    return UserError(
        ErrorCode.DISK_FULL,
        expected=f"{expected} in {folder}",
        found=f"{_in_words(free)} free",
        remedy="Free some space there, or choose another disk for the output.",
    )
