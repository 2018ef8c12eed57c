"""Applying a model to another raster; a folder of rasters is as many tasks, one after the other."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Sequence

from qgis.core import QgsProject

from deepsat.jobs import DeepSatError, ErrorCode, Job, PredictJob, UserError
from deepsat.jobs.jobs import checked
from deepsat_qgis.dock.mapping import RunTask
from deepsat_qgis.dock.output_folder import discard_if_fruitless, new_run_folder
from deepsat_qgis.dock.rounds import Rounds
from deepsat_qgis.dock.run_record import POLYGONS_NAME, Run, files_in
from deepsat_qgis.translation import tr

RASTERS = (".tif", ".tiff", ".vrt", ".jp2", ".img")
"""Endings of what is taken for a raster in a folder."""


@dataclasses.dataclass(frozen=True)
class ApplyRequest:
    """Map these rasters with this model."""

    model: Path
    rasters: Sequence[Path]
    device: str
    with_polygons: bool = False


class ApplyTask(RunTask):
    """Maps one raster with a model that is there already."""

    def __init__(
        self, project: QgsProject, rounds: Rounds, request: ApplyRequest, raster: Path, place: str = ""
    ) -> None:
        super().__init__(project, rounds)
        self._request, self._raster = request, raster
        self.title = tr("Mapping “{raster}”{place}").format(raster=raster.name, place=place)

    def begin(self) -> Job:
        """Makes the folder."""
        now, scene = datetime.datetime.now(), self._raster.stem
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
            input=(str(self._raster),),
            model=str(request.model),
            device=request.device,
            polygons=str(folder / POLYGONS_NAME) if request.with_polygons else "",
            **files_in(folder, is_training=False),
        )


def tasks_of(project: QgsProject, rounds: Rounds, request: ApplyRequest) -> list[ApplyTask]:
    """One task for each raster, in the order in which they were given."""
    count = len(request.rasters)
    places = [tr(" ({} of {})").format(number, count) if count > 1 else "" for number in range(1, count + 1)]
    pairs = zip(request.rasters, places)
    return [ApplyTask(project, rounds, request, raster, place) for raster, place in pairs]


def rasters_in(folder: Path) -> list[Path]:
    """The rasters that lie in a folder, by name.

    Raises:
        UserError: `RASTER_UNREADABLE` where there is none.
    """
    found = sorted(path for path in folder.glob("*") if path.suffix.lower() in RASTERS) if folder.is_dir() else []
    if not found:
        raise UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected=f"a folder with rasters ({', '.join(RASTERS)})",
            found=f"none in {folder}",
            remedy="Choose another folder.",
        )
    return found
