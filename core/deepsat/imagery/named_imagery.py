"""Named imagery: the files that a job's paths stand for, and whose dates and cloud masks are told."""

from __future__ import annotations

from collections.abc import Sequence

from deepsat.imagery.image_files import ImageFiles
from deepsat.imagery.raster_files import broken_archives, files_of, passed_over
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.listing import first_few
from deepsat.jobs.sentences import counted


class NamedImagery:
    """What a job says of its imagery.

    Dates and masks are those of what was named, be it rasters or folders, of the files in folders, or of the images
    that these files are together.

    Args:
        paths: rasters, folders and archives.
        dates: as YYYY-MM-DD, or none.
        masks: cloud masks, an empty name for none, or no masks at all.

    Attributes:
        files: the rasters, those inside where a folder is named.
        findings: sentences about folders that do not count.
        dates: of the files, where they are told of them, or of what they lie in.

    Raises:
        UserError: `INVALID_JOB` where nothing is named, and as `files_of`.
    """

    def __init__(self, paths: Sequence[str], dates: Sequence[str], masks: Sequence[str]) -> None:
        if not paths:
            raise refused("a raster, or several rasters of one place", "none")
        named = [files_of(path) for path in paths]
        self.files = [file for files in named for file in files]
        self._item = {file: place for place, files in enumerate(named) for file in files}
        self._named = len(named)
        self._dates, self._masks = dates, masks
        self.findings = [sentence for path in paths for sentence in _of_folder(path)]
        self.dates = self._of_files(dates)

    def dates_of(self, images: Sequence[ImageFiles]) -> list[str]:
        """The date of each image; empty where it is not known."""
        is_of_images = bool(self._dates) and not self.dates
        found = list(self._dates) if is_of_images else [image.date for image in images]
        if len(found) != len(images):
            count = len(self._dates)
            raise refused(f"a date for each of the {_counted(images)}", counted(count, "date", "dates"))
        return found

    def masks_of(self, images: Sequence[ImageFiles]) -> list[str]:
        """The cloud mask of each image; none where nobody named one."""
        of_files = self._of_files(self._masks)
        found = list(self._masks)
        if of_files:
            given = [sorted({of_files[file] for file in image.files} - {""}) for image in images]
            several = next((masks for masks in given if len(masks) > 1), None)
            if several:
                raise refused("one cloud mask for each image", ", ".join(several))
            found = ["".join(masks) for masks in given]
        if found and len(found) != len(images):
            count = len(self._masks)
            raise refused(f"a mask for each of the {_counted(images)}", counted(count, "mask", "masks"))
        return found

    def _of_files(self, told: Sequence[str]) -> dict[str, str]:
        """What is told of each file; nothing where it is not told of files, nor of what they lie in."""
        if len(told) == len(self.files):
            return dict(zip(self.files, told, strict=True))
        if len(told) == self._named:
            return {file: told[place] for file, place in self._item.items()}
        return {}


def _of_folder(path: str) -> list[str]:
    folders, archives = passed_over(path), broken_archives(path)
    found = [f"Not taken, since rasters lie beside them: those in the folders {first_few(folders)}."] if folders else []
    return found + ([f"Archives that cannot be opened are not taken: {first_few(archives)}."] if archives else [])


def _counted(images: Sequence[ImageFiles]) -> str:
    return counted(len(images), "raster", "rasters")


def refused(expected: str, found: str) -> UserError:
    """`INVALID_JOB` for rasters, dates and masks that do not go together."""
    remedy = "Check the rasters, and that dates and masks are given for each of them or for none."
    return UserError(ErrorCode.INVALID_JOB, expected=expected, found=found, remedy=remedy)
