"""Applying a model to other imagery.

For a model of one date a folder of images is as many tasks, one after the other; for a model of several dates all that
is chosen is one series, and so one task.
"""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Collection, Sequence

from qgis.core import QgsProject

from deepsat.jobs import DeepSatError, ErrorCode, Job, PredictJob, UserError
from deepsat.jobs.band_files import BAND, OTHER, PRODUCT_FOLDER, RASTER_SUFFIXES, band_file
from deepsat.jobs.jobs import checked
from deepsat_qgis.dock.runs.mapping import RunTask
from deepsat_qgis.dock.runs.output_folder import discard_if_fruitless, new_run_folder
from deepsat_qgis.dock.runs.rounds import Rounds
from deepsat_qgis.layers.scene_file import folder_crs
from deepsat_qgis.run_record import POLYGONS_NAME, Run, files_in
from deepsat_qgis.translation import tr


@dataclasses.dataclass(frozen=True)
class Imagery:
    """What one map is made of: an image, or the images of a series."""

    paths: tuple[Path, ...]
    """A raster, files of the bands of one image, or the folder of a product; of a series those of all images, or the
    folder that holds them."""
    dates: tuple[str, ...] = ()
    """Of each path as YYYY-MM-DD; empty where the files tell them."""
    masks: tuple[str, ...] = ()
    """Cloud mask of each path, an empty name for none; empty where none has one."""
    called: str = ""
    """What people call it; empty where that is what its files are called."""

    @property
    def name(self) -> str:
        """What it is called; of a raster or a product its name, of files of bands what these share."""
        band = band_file(str(self.paths[0])) if len(self.paths) > 1 else None
        return self.called or (self.paths[0].name if band is None else band.image_name)

    @property
    def scene(self) -> str:
        """The name without the ending of a file."""
        return self.called or Path(self.name).stem


@dataclasses.dataclass(frozen=True)
class ApplyRequest:
    """Make a map of each of these with this model."""

    model: Path
    imagery: Sequence[Imagery]
    device: str
    with_polygons: bool = False


class ApplyTask(RunTask):
    """Makes one map with a model that is there already."""

    def __init__(
        self, project: QgsProject, rounds: Rounds, request: ApplyRequest, imagery: Imagery, place: str = ""
    ) -> None:
        super().__init__(project, rounds)
        self._request, self._imagery = request, imagery
        self.title = tr("Mapping “{raster}”{place}").format(raster=imagery.name, place=place)

    def models(self) -> Collection[str]:
        return {str(self._request.model)}

    def begin(self) -> Job:
        """Makes the folder."""
        now, scene = datetime.datetime.now(), self._imagery.scene
        folder = new_run_folder(self._project, scene, now)
        try:
            return self._take(Run(folder, self._name(scene, now), scene, checked(self._job(folder))))
        except DeepSatError:
            self._release()
            discard_if_fruitless(folder)
            raise

    def _job(self, folder: Path) -> PredictJob:
        request, imagery = self._request, self._imagery
        return PredictJob(
            input=tuple(map(str, imagery.paths)),
            dates=imagery.dates,
            masks=imagery.masks,
            model=str(request.model),
            device=request.device,
            polygons=str(folder / POLYGONS_NAME) if request.with_polygons else "",
            **files_in(folder, is_training=False),
        )


def tasks_of(project: QgsProject, rounds: Rounds, request: ApplyRequest) -> list[ApplyTask]:
    """One task for each map, in the order in which they were asked for."""
    count = len(request.imagery)
    places = [tr(" ({} of {})").format(number, count) if count > 1 else "" for number in range(1, count + 1)]
    pairs = zip(request.imagery, places)
    return [ApplyTask(project, rounds, request, imagery, place) for imagery, place in pairs]


def images_of(files: Sequence[Path]) -> list[Imagery]:
    """Files that are bands of one image put together, all others by themselves; in the order of their first files."""
    named = {path: band_file(str(path)) for path in files}
    has_bands = any(band is not None and band.kind == BAND for band in named.values())
    found: dict[tuple[str, ...], list[Path]] = {}
    for path, band in named.items():
        if band is None or not has_bands:
            found[(str(path),)] = [path]
        elif band.kind != OTHER:
            found.setdefault(("", *band.image), []).append(path)
    return [Imagery(tuple(paths)) for paths in found.values()]


def images_in(folder: Path) -> list[Imagery]:
    """The images that lie in a folder, by name; products of Sentinel-2 count whole, and may be the folder itself.

    Raises:
        UserError: `RASTER_UNREADABLE` where there is none, or where it may not be read.
    """
    try:
        found = _found_in(folder)
    except OSError as error:
        raise UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected="a folder that can be read",
            found=f"{folder} ({error.strerror})",
            remedy="Choose another folder.",
        ) from error
    if not found:
        raise UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected=f"a folder with rasters ({', '.join(RASTER_SUFFIXES)})",
            found=f"none in {folder}",
            remedy="Choose another folder.",
        )
    return found


def series_of(files: Sequence[Path]) -> Imagery:
    """All files as one series, called as the folder that they lie in; a single one as itself."""
    folders = {path.parent for path in files}
    return Imagery(tuple(files), called=folders.pop().name if len(files) > 1 and len(folders) == 1 else "")


def series_in(folder: Path) -> Imagery:
    """The series that lies in a folder and the folders in it: the worker knows its images and their dates.

    Raises:
        UserError: `RASTER_UNREADABLE` where there is no raster.
    """
    folder_crs(folder)
    return Imagery((folder,), called="" if _is_product(folder) else folder.name)


def _found_in(folder: Path) -> list[Imagery]:
    if _is_product(folder):
        return [Imagery((folder,))]
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    rasters = [path for path in inside if path.suffix.lower() in RASTER_SUFFIXES and path.is_file()]
    return [*(Imagery((path,)) for path in inside if _is_product(path)), *images_of(rasters)]


def _is_product(path: Path) -> bool:
    return path.name.lower().endswith(PRODUCT_FOLDER) and path.is_dir()
