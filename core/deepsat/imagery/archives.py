"""Archives: what lies in .zip, .tar and .tar.gz files, by the names that GDAL opens, so that none need be unpacked."""

from __future__ import annotations

import contextlib
import functools
import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Literal

from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_files import archive_prefix, archive_suffix

_ZIP, _TAR = ".zip", ".tar"
_PREFIXES = ("/vsizip/", "/vsitar/")

# GDAL would write a file of its own beside each .tar.gz that it reads.
os.environ.setdefault("CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO")


def is_archive(path: Path) -> bool:
    """Whether a path is that of an archive which can be read without unpacking it."""
    return bool(archive_suffix(path.name)) and path.is_file()


def is_broken(archive: Path) -> bool:
    """Whether an archive cannot be opened."""
    try:
        names_in(archive)
    except UserError:
        return True
    return False


def folder_name(archive: Path) -> str:
    """What the folder is called that an archive unpacks to."""
    return archive.name[: -len(archive_suffix(archive.name))]


def names_in(archive: Path) -> list[str]:
    """What GDAL calls the files in an archive, in the order of their names.

    Raises:
        UserError: `RASTER_UNREADABLE` for a file that is no such archive.
    """
    whole = archive.absolute()
    prefix = f"{archive_prefix(archive.name)}{whole.as_posix()}/"
    return [prefix + name for name in sorted(_members(whole, *_state(whole)))]


def exists(name: str) -> bool:
    """Whether there is a file, be it in an archive or not.

    Raises:
        UserError: `RASTER_UNREADABLE` for a damaged archive.
    """
    packed = archive_of(name)
    if packed is None:
        return Path(name).is_file()
    archive, inside = packed
    return f"{archive_prefix(archive.name)}{archive.absolute().as_posix()}/{inside}" in names_in(archive)


def archive_of(name: str) -> tuple[Path, str] | None:
    """The archive that a file lies in, and its name in there; None for a file that lies in none."""
    prefix = next((prefix for prefix in _PREFIXES if name.startswith(prefix)), None)
    if prefix is None:
        return None
    path = PurePosixPath(name.removeprefix(prefix))
    archive = next((Path(folder) for folder in path.parents if is_archive(Path(folder))), None)
    return None if archive is None else (archive, path.relative_to(archive.as_posix()).as_posix())


def text_of(name: str) -> str:
    """The text of a file, be it in an archive or not.

    Raises:
        OSError: it cannot be read.
        UserError: `RASTER_UNREADABLE` for a damaged archive.
    """
    packed = archive_of(name)
    content = Path(name).read_bytes() if packed is None else _content(*packed, *_state(packed[0]))
    return content.decode("utf-8", errors="replace").replace("\r\n", "\n")


def _state(archive: Path) -> tuple[int, int]:
    """What changes with the content of a file: when it was written, and its size."""
    try:
        found = archive.stat()
    except OSError as error:
        raise _unreadable(archive, error) from error
    return found.st_mtime_ns, found.st_size


# A .tar.gz is unpacked up to its end to list it: once, and not for each band.
@functools.lru_cache(maxsize=64)
def _members(archive: Path, written: int, size: int) -> dict[str, str]:
    """What the archive calls its files, by what GDAL calls them."""
    with _in_words(archive):
        if archive.suffix.lower() == _ZIP:
            with zipfile.ZipFile(archive) as packed:
                found = [member.filename for member in packed.infolist() if not member.is_dir()]
        else:
            with tarfile.open(archive, _tar_mode(archive)) as packed_files:
                found = [member.name for member in packed_files.getmembers() if member.isfile()]
    return {name.removeprefix("./"): name for name in found}


@functools.lru_cache(maxsize=64)
def _content(archive: Path, name: str, written: int, size: int) -> bytes:
    member = _members(archive, written, size)[name]
    with _in_words(archive):
        if archive.suffix.lower() == _ZIP:
            with zipfile.ZipFile(archive) as packed:
                return packed.read(member)
        with tarfile.open(archive, _tar_mode(archive)) as packed_files:
            opened = packed_files.extractfile(member)
            return b"" if opened is None else opened.read()


def _tar_mode(archive: Path) -> Literal["r:", "r:gz"]:
    """As GDAL reads it: by its name, whatever is in it."""
    return "r:" if archive.suffix.lower() == _TAR else "r:gz"


@contextlib.contextmanager
def _in_words(archive: Path) -> Iterator[None]:
    try:
        yield
    # What the libraries raise for other files, damaged, encrypted, and packed in ways that they do not know.
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise _unreadable(archive, error) from error


def _unreadable(archive: Path, error: Exception) -> UserError:
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    return UserError(
        ErrorCode.RASTER_UNREADABLE,
        expected="an archive that is whole, .zip, .tar or .tar.gz",
        found=f"{archive}, which cannot be opened ({reason})",
        remedy="Download the archive again, or unpack it with another program and choose its folder.",
    )
