"""What a run was asked for and what came of it, kept in the folder of the run.

The record is written before the job begins and once more when it is done. So a record without a result is a run that
was interrupted, and the same job in the same folder goes on where that one was. Files inside the folder are looked for
where the folder is now: it may be moved with its project. Imagery, masks and models outside of it are looked for where
they lie as seen from the folder, as QGIS does with layers of a project, and where they were if they are not there.
"""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path
from typing import Any, Mapping, Optional, Union

from deepsat.jobs import DeepSatError, MapJob, PredictJob, job_from_json, job_to_json

RECORD_NAME = "run.json"
LABELS_NAME = "labels.gpkg"
"""Copy of the labels in the folder of a run."""
MODEL_NAME, MAP_NAME, CONFIDENCE_NAME, REPORT_NAME = "model", "map.tif", "confidence.tif", "report.html"
POLYGONS_NAME = "map.gpkg"
_FILES = {"labels": LABELS_NAME, "model": MODEL_NAME, "report": REPORT_NAME}
_RASTERS = {"output": MAP_NAME, "confidence": CONFIDENCE_NAME}
_OUTSIDE = ("input", "masks", "model", "checkpoint")
"""Fields of jobs that name files or folders which may lie outside the folder of the run."""


@dataclasses.dataclass(frozen=True)
class Run:
    """One map that the panel made, or is about to make."""

    folder: Path
    name: str
    """For people; also of its layer group."""
    scene: str
    """Name of the imagery."""
    job: Union[MapJob, PredictJob]
    result: Optional[Mapping[str, Any]] = None
    """What the worker said at the end; None as long as the run is not done."""

    @property
    def is_training(self) -> bool:
        """Whether a model was made, and not only used."""
        return isinstance(self.job, MapJob)

    @property
    def model(self) -> Path:
        """Folder of the model that maps."""
        return Path(self.job.model)

    @property
    def map(self) -> Path:
        """The class raster."""
        return Path(self.job.output)

    @property
    def polygons(self) -> Path:
        """Where the polygons of the map are, once they were asked for."""
        return self.folder / POLYGONS_NAME

    @property
    def report(self) -> Optional[Path]:
        """The report, where there is one."""
        path = self.folder / REPORT_NAME
        return path if path.is_file() else None


def files_in(folder: Path, is_training: bool) -> dict[str, Any]:
    """Fields of a job that name files inside the folder of its run."""
    names = {**_RASTERS, **(_FILES if is_training else {})}
    return {field: str(folder / name) for field, name in names.items()}


def write_run(run: Run) -> None:
    """Writes the record of a run, whole or not at all.

    Raises:
        OSError: the folder cannot be written.
    """
    document = {
        "name": run.name,
        "scene": run.scene,
        "job": job_to_json(run.job),
        "result": None if run.result is None else dict(run.result),
    }
    temporary = run.folder / f".~{RECORD_NAME}"
    temporary.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(temporary, run.folder / RECORD_NAME)


def read_run(folder: Path) -> Optional[Run]:
    """The run that `folder` is of; None where it holds no record that can be read, or its map is gone."""
    try:
        document = json.loads((folder / RECORD_NAME).read_text(encoding="utf-8"))
        job = job_from_json(document["job"])
        name, scene, result = str(document["name"]), str(document["scene"]), document["result"]
    except (OSError, ValueError, KeyError, TypeError, DeepSatError):
        return None
    if not isinstance(job, (MapJob, PredictJob)) or not isinstance(result, (dict, type(None))):
        return None
    run = Run(folder, name, scene, _moved_to(job, folder), result)
    return run if result is None or run.map.is_file() else None


def _moved_to(job: Union[MapJob, PredictJob], folder: Path) -> Union[MapJob, PredictJob]:
    """The job with its files where they are now that its folder is here."""
    was = Path(job.output).parent
    outside = {field: _followed(getattr(job, field), was, folder) for field in _OUTSIDE if hasattr(job, field)}
    here = files_in(folder, isinstance(job, MapJob))
    here["polygons"] = str(folder / POLYGONS_NAME)
    kept = {field: path for field, path in here.items() if getattr(job, field)}
    return dataclasses.replace(job, **{**outside, **kept})


def _followed(value: Any, was: Path, folder: Path) -> Any:
    """A path, or each of several, seen from the folder as before; as it is where nothing lies there.

    Args:
        value: path or paths; names of checkpoints and what is empty stay as they are.
        was: the folder that the run was written in.
        folder: where that is now.
    """
    if isinstance(value, tuple):
        return tuple(_followed(one, was, folder) for one in value)
    if was == folder or not (os.path.isabs(value) and was.is_absolute()):
        return value
    try:
        moved = os.path.normpath(folder / os.path.relpath(value, was))
    except ValueError:
        # On another drive of Windows.
        return value
    return moved if os.path.exists(moved) else value
