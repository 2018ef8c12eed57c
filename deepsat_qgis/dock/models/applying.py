"""Applying a model to other images; a folder of them is as many tasks, one after the other."""

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
from deepsat_qgis.run_record import POLYGONS_NAME, Run, files_in
from deepsat_qgis.translation import tr

Image = tuple[Path, ...]
"""A raster, files of the bands of one image, or the folder of a product."""


@dataclasses.dataclass(frozen=True)
class ApplyRequest:
    """Map these images with this model."""

    model: Path
    images: Sequence[Image]
    device: str
    with_polygons: bool = False


class ApplyTask(RunTask):
    """Maps one image with a model that is there already."""

    def __init__(
        self, project: QgsProject, rounds: Rounds, request: ApplyRequest, image: Image, place: str = ""
    ) -> None:
        super().__init__(project, rounds)
        self._request, self._image = request, image
        self.title = tr("Mapping “{raster}”{place}").format(raster=_name_of(image), place=place)

    def models(self) -> Collection[str]:
        return {str(self._request.model)}

    def begin(self) -> Job:
        """Makes the folder."""
        now, scene = datetime.datetime.now(), Path(_name_of(self._image)).stem
        folder = new_run_folder(self._project, scene, now)
        try:
            return self._take(Run(folder, self._name(scene, now), scene, checked(self._job(folder))))
        except DeepSatError:
            self._release()
            discard_if_fruitless(folder)
            raise

    def _job(self, folder: Path) -> PredictJob:
        request = self._request
        return PredictJob(
            input=tuple(map(str, self._image)),
            model=str(request.model),
            device=request.device,
            polygons=str(folder / POLYGONS_NAME) if request.with_polygons else "",
            **files_in(folder, is_training=False),
        )


def tasks_of(project: QgsProject, rounds: Rounds, request: ApplyRequest) -> list[ApplyTask]:
    """One task for each image, in the order in which they were given."""
    count = len(request.images)
    places = [tr(" ({} of {})").format(number, count) if count > 1 else "" for number in range(1, count + 1)]
    pairs = zip(request.images, places)
    return [ApplyTask(project, rounds, request, image, place) for image, place in pairs]


def images_of(files: Sequence[Path]) -> list[Image]:
    """Files that are bands of one image put together, all others by themselves; in the order of their first files."""
    named = {path: band_file(str(path)) for path in files}
    has_bands = any(band is not None and band.kind == BAND for band in named.values())
    found: dict[tuple[str, ...], list[Path]] = {}
    for path, band in named.items():
        if band is None or not has_bands:
            found[(str(path),)] = [path]
        elif band.kind != OTHER:
            found.setdefault(("", *band.image), []).append(path)
    return [tuple(paths) for paths in found.values()]


def images_in(folder: Path) -> list[Image]:
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


def _found_in(folder: Path) -> list[Image]:
    if _is_product(folder):
        return [(folder,)]
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    rasters = [path for path in inside if path.suffix.lower() in RASTER_SUFFIXES and path.is_file()]
    return [*((path,) for path in inside if _is_product(path)), *images_of(rasters)]


def _is_product(path: Path) -> bool:
    return path.name.lower().endswith(PRODUCT_FOLDER) and path.is_dir()


def _name_of(image: Image) -> str:
    """Of a raster or a product its name; of files of bands what their names share, or their folder's."""
    band = band_file(str(image[0])) if len(image) > 1 else None
    return image[0].name if band is None else band.image_name
