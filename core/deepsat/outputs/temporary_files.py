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
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path

from deepsat.outputs.living_processes import process_lives
from deepsat.outputs.output_checks import (
    DISK_IS_FULL,
    check_file_writable,
    check_folder_writable,
    disk_full,
    reason_of,
    unwritable,
)
from deepsat.outputs.own_folders import MODEL_CARD_NAME

PREVIOUS_SUFFIX = ".previous"
"""What the name of the model before ends in."""

_SIDECARS = (".aux.xml", ".ovr", ".msk")
_JOURNALS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a GeoPackage that is being edited (https://www.sqlite.org/tempfiles.html): whoever opens the
file writes them into it, and so would damage one that has come into its place."""
_MARK, _MARK_LENGTH = ".~", 11
"""What temporary names begin with, and how long it is with the checksum behind it: see `_prefix`."""
_ALMOST_NOTHING = 2**20
_active: set[Path] = set()


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yields the path to write to; at the end of the block what lies there becomes `path`.

    The temporary file has the suffix of `path` and lies in the same folder. Its GDAL sidecars (`.aux.xml`, `.ovr`,
    `.msk`) are renamed with it; sidecars and SQLite's journals of a file that is replaced go with that file. When the
    block raises, the temporary files are removed and a file that was at `path` before is untouched.

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
        _replace_file(temporary, path)


@contextlib.contextmanager
def whole_folder(path: Path, keep_previous: bool = False, card: str = MODEL_CARD_NAME) -> Iterator[Path]:
    """Yields an empty folder to fill; at the end of the block it becomes `path`.

    A folder that was at `path` before is replaced if it is empty or one of the same kind, see `check_folder_writable`.

    Args:
        path: final path of the folder, in a folder that exists.
        keep_previous: whether a model that was at `path` becomes `previous_of(path)`, in place of the one there.
        card: `MODEL_CARD_NAME` or `CHECKPOINT_CARD_NAME`, by what is written.

    Raises:
        UserError: `DISK_FULL`, or `OUTPUT_UNWRITABLE` also where something else lies at `path`, or at its previous.
    """
    keeps = keep_previous and (path / MODEL_CARD_NAME).is_file()
    # Somebody may have put a file there while the model was trained: it goes along, and is no reason to lose the model.
    check_folder_writable(path, card, is_kept=keeps)
    _remove_stale(path)
    if keeps:
        check_folder_writable(previous_of(path))
        _remove_stale(previous_of(path))
    temporary = _temporary_path(path)
    with _cleaned_up(temporary), _failures_in_words(path, temporary):
        temporary.mkdir()
        yield temporary
        for file in sorted(temporary.rglob("*")):
            if file.is_file():
                # Weights are written for their owner alone, and would be of no use on a drive that people share. Drives
                # that know no permissions may refuse.
                with contextlib.suppress(OSError):
                    file.chmod(stat.S_IMODE(temporary.stat().st_mode) & 0o666)
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
    check_folder_writable(one, is_kept=True)
    check_folder_writable(other, is_kept=True)
    aside = _temporary_path(one)
    try:
        _swap(one, other, aside)
    except OSError as error:
        remedy = "Close the programs that use these folders, and try again."
        raise unwritable(one, f"a folder that can change places with {other}", reason_of(error), remedy) from error


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
        if error.errno in DISK_IS_FULL or (error.errno in (None, errno.EIO) and free < _ALMOST_NOTHING):
            raise disk_full(path.parent, f"room for {path.name}", free) from error
        if error.errno == errno.EFBIG:
            remedy = "Choose a disk without this limit, or map a smaller part."
            raise unwritable(path, "a disk that takes files of this size", reason_of(error), remedy) from error
        if error.errno is not None and _concerns(error, temporary):
            remedy = "Choose another place for the output, or allow writing there."
            raise unwritable(path, "an output that can be written", reason_of(error), remedy) from error
        raise


def _concerns(error: OSError, temporary: Path) -> bool:
    names = [str(name) for name in (error.filename, error.filename2) if name is not None]
    return any(name.startswith(str(temporary)) for name in names)


def _flush_to_disk(file: Path) -> None:
    """Waits until the bytes are on the disk; network drives tell only now that the disk is full."""
    with file.open("r+b") as stream:
        os.fsync(stream.fileno())


def _replace_file(new: Path, old: Path) -> None:
    """Puts `new` with its sidecars in the place of `old`, whose sidecars and journals go with it.

    Where that fails, as on Windows while a program shows `old`, that one still has them: names of classes of another
    model would be read with its map.
    """
    beside = [(_with_suffix(old, suffix), _with_suffix(new, f".old{suffix}")) for suffix in (*_SIDECARS, *_JOURNALS)]
    moved = []
    try:
        for each, aside in beside:
            # Unlike Path.exists this takes a name that is too long for a file as one that is not there.
            if os.path.lexists(each):
                os.replace(each, aside)
                moved.append((each, aside))
        os.replace(new, old)
    except OSError:
        for each, aside in moved:
            os.replace(aside, each)
        raise
    for _, aside in moved:
        _remove(aside)
    for suffix in _SIDECARS:
        if os.path.lexists(_with_suffix(new, suffix)):
            os.replace(_with_suffix(new, suffix), _with_suffix(old, suffix))


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
