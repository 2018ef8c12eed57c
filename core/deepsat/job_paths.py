"""The paths of a job, checked against each other and the disk before any work is done for them."""

from __future__ import annotations

import os
from itertools import combinations
from pathlib import Path

from deepsat.jobs import (
    DownloadCheckpointJob,
    ErrorCode,
    FinetuneChangeJob,
    FinetuneJob,
    ImportCheckpointJob,
    Job,
    MapJob,
    PretrainJob,
    RestoreModelJob,
    StackBandsJob,
    UserError,
)
from deepsat.jobs.report_files import json_beside
from deepsat.outputs.output_checks import check_file_writable, check_folder_writable, check_raster_writable
from deepsat.outputs.own_folders import CHECKPOINT_CARD_NAME
from deepsat.outputs.temporary_files import previous_of

_MAKES_CHECKPOINT = (PretrainJob, ImportCheckpointJob, DownloadCheckpointJob)
_WRITTEN_FOLDERS: dict[type[Job], tuple[str, ...]] = {
    **dict.fromkeys(_MAKES_CHECKPOINT, ("output",)),
    **dict.fromkeys((FinetuneJob, FinetuneChangeJob, MapJob, RestoreModelJob), ("model",)),
    StackBandsJob: ("folder",),
}
_OUTPUT_FILES = ("output", "probability", "confidence", "entropy", "strength", "polygons", "report")
_RASTER_ENDINGS = (".tif", ".tiff", ".vrt", ".img")
_INPUT_FILES = ("before", "after", "labels", "map", "reference", "within")


def check_job_paths(job: Job) -> None:
    """Refuses outputs that cannot be written, or that would destroy an input or each other.

    Raises:
        UserError: `INVALID_JOB` or `OUTPUT_UNWRITABLE`.
    """
    checkpoint = job.output if isinstance(job, _MAKES_CHECKPOINT) else ""
    model = job.model if isinstance(job, (FinetuneJob, FinetuneChangeJob, MapJob)) else ""
    names = () if isinstance(job, _MAKES_CHECKPOINT) else _OUTPUT_FILES
    files = [(name, getattr(job, name)) for name in names if getattr(job, name, "")]
    _check_texts(job, files)
    files += [("report, as JSON,", str(json_beside(path))) for name, path in files if name == "report"]
    problems = _problems(job, files, model or checkpoint)
    if problems:
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected="inputs and outputs that do not overwrite each other",
            found="; ".join(problems),
            remedy="Choose other paths for the outputs.",
        )
    if checkpoint:
        check_folder_writable(Path(checkpoint), CHECKPOINT_CARD_NAME)
    if model:
        check_folder_writable(Path(model))
        check_folder_writable(previous_of(Path(model)))
    for _, path in files:
        check = check_raster_writable if path.lower().endswith(_RASTER_ENDINGS) else check_file_writable
        check(Path(path))


def _check_texts(job: Job, files: list[tuple[str, str]]) -> None:
    """Refuses what cannot be a path, and outputs that depend on the folder in which the worker happens to run."""
    folders = [(name, getattr(job, name)) for name in _WRITTEN_FOLDERS.get(type(job), ())]
    if isinstance(job, DownloadCheckpointJob):
        # Empty stands for the folder of a person's own checkpoints.
        folders = [(name, path) for name, path in folders if path]
    outputs = [*files, *folders]
    wrong = [
        f"{name} holds characters that no path has ({path!r})"
        for name, path in (*_inputs(job), *outputs)
        if not _can_be_path(path)
    ]
    wrong += [f"{name} is no path from the root ({path})" for name, path in outputs if not os.path.isabs(path)]
    wrong += [
        f"{name} is no path that ends with a name ({path})" for name, path in folders if Path(path).name in ("", "..")
    ]
    if wrong:
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected="paths that files can have, those of outputs from the root",
            found="; ".join(wrong),
            remedy="Give the whole path of each output.",
        )


def _can_be_path(path: str) -> bool:
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False


def _inputs(job: Job) -> list[tuple[str, str]]:
    """What is read, by name of the field: paths, or names that GDAL opens."""
    given = getattr(job, "input", ())
    inputs = [("input", path) for path in ((given,) if isinstance(given, str) else given)]
    inputs += [("masks", path) for path in getattr(job, "masks", ()) if path]
    return inputs + [(name, path) for name in _INPUT_FILES for path in [getattr(job, name, "")] if path]


def _problems(job: Job, files: list[tuple[str, str]], written_folder: str) -> list[str]:
    """What would be overwritten, by `files` or by the folder that is replaced as a whole."""
    inputs = _inputs(job)
    clashes = [(output, other) for output in files for other in inputs if _real(output[1]) == _real(other[1])]
    clashes += [(one, other) for one, other in combinations(files, 2) if _real(one[1]) == _real(other[1])]
    found = [f"{name} is the same file as {other} ({path})" for (name, path), (other, _) in clashes]
    found += _sources_lost(inputs, files)
    if isinstance(job, _MAKES_CHECKPOINT):
        lost = [(name, path) for name, path in inputs if _is_or_is_in(path, written_folder)]
        return [*found, *(f"{name} lies in the checkpoint folder that is written ({path})" for name, path in lost)]
    folders = [path for name, path in inputs if name == "input" and os.path.isdir(path)]
    found += [
        f"{name} lies in the input's folder, where it would be taken for imagery next time ({path})"
        for name, path in files
        if path.lower().endswith(_RASTER_ENDINGS) and any(_is_in(path, folder) for folder in folders)
    ]
    # A model folder is replaced as a whole, now or by the next training, with whatever else has been put into it.
    endangered = [*inputs, *files] if written_folder else files
    model = getattr(job, "model", "")
    found += [f"{name} lies in the model folder ({path})" for name, path in endangered if _is_in(path, model)]
    before = str(previous_of(Path(written_folder))) if written_folder else ""
    lost = [(name, path) for name, path in endangered if _is_or_is_in(path, before)]
    return [*found, *(f"{name} lies where the model before is kept ({path})" for name, path in lost)]


def _sources_lost(inputs: list[tuple[str, str]], files: list[tuple[str, str]]) -> list[str]:
    """Outputs over files that inputs take their content from, as virtual rasters do."""
    # It takes rasterio, which the help of a command does not need.
    from deepsat.imagery.files_behind import files_behind

    written = {_real(path): (name, path) for name, path in files}
    lost = {(_real(source), name): given for name, given in inputs for source in files_behind(given)} if files else {}
    return [
        f"{written[source][0]} is a file that {name} is read from ({written[source][1]}, by {Path(given).name})"
        for (source, name), given in lost.items()
        if source in written and source != _real(given)
    ]


def _real(path: str) -> str:
    """The path without links, and without differences that Windows ignores."""
    return os.path.normcase(os.path.realpath(path))


def _is_or_is_in(path: str, folder: str) -> bool:
    return bool(folder) and (_real(path) == _real(folder) or _is_in(path, folder))


def _is_in(path: str, folder: str) -> bool:
    return bool(folder) and Path(_real(folder)) in Path(_real(path)).parents
