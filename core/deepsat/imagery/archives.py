"""Archives: what lies in .zip and .tar files, by the names that GDAL opens, so that downloads need not be unpacked.

GDAL calls them /vsizip/ARCHIVE/FILE and /vsitar/ARCHIVE/FILE (https://gdal.org/user/virtual_file_systems.html).
"""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path, PurePosixPath

from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_files import ARCHIVE_SUFFIXES

_ZIP, _TAR = ARCHIVE_SUFFIXES
_PREFIXES = {_ZIP: "/vsizip/", _TAR: "/vsitar/"}


def is_archive(path: Path) -> bool:
    """Whether a path is that of an archive which can be read without unpacking it."""
    return path.suffix.lower() in _PREFIXES and path.is_file()


def names_in(archive: Path) -> list[str]:
    """What GDAL calls the files in an archive, in the order of their names.

    Raises:
        UserError: `RASTER_UNREADABLE` for a file that is no such archive.
    """
    suffix = archive.suffix.lower()
    try:
        if suffix == _ZIP:
            with zipfile.ZipFile(archive) as packed:
                found = [member.filename for member in packed.infolist() if not member.is_dir()]
        else:
            with tarfile.open(archive, "r:") as packed_files:
                found = [member.name for member in packed_files.getmembers() if member.isfile()]
    except (zipfile.BadZipFile, tarfile.TarError, OSError) as error:
        raise _unreadable(archive, error) from error
    return [f"{_PREFIXES[suffix]}{archive.absolute().as_posix()}/{name.removeprefix('./')}" for name in sorted(found)]


def archive_of(name: str) -> tuple[Path, str] | None:
    """The archive that a file lies in, and its name in there; None for a file that lies in none."""
    prefix = next((prefix for prefix in _PREFIXES.values() if name.startswith(prefix)), None)
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
    content = Path(name).read_bytes() if packed is None else _content(*packed)
    return content.decode("utf-8", errors="replace").replace("\r\n", "\n")


def _content(archive: Path, name: str) -> bytes:
    try:
        if archive.suffix.lower() == _ZIP:
            with zipfile.ZipFile(archive) as packed:
                return packed.read(name)
        with tarfile.open(archive, "r:") as packed_files:
            file = next(member for member in packed_files if member.name.removeprefix("./") == name)
            opened = packed_files.extractfile(file)
            return b"" if opened is None else opened.read()
    except (zipfile.BadZipFile, tarfile.TarError) as error:
        raise _unreadable(archive, error) from error


def _unreadable(archive: Path, error: Exception) -> UserError:
    return UserError(
        ErrorCode.RASTER_UNREADABLE,
        expected="an archive that is whole, .zip or .tar",
        found=f"{archive}, which cannot be opened ({error})",
        remedy="Download the archive again, or unpack it with another program and choose its folder.",
    )
