"""The paths of a job, checked against each other and the disk before any work is done for them."""

from __future__ import annotations

import os
from itertools import combinations
from pathlib import Path

from deepsat.jobs import ErrorCode, FinetuneJob, Job, MapJob, UserError
from deepsat.temporary_files import check_file_writable, check_folder_writable

_OUTPUT_FILES = ("output", "probability", "confidence", "report")


def check_job_paths(job: Job) -> None:
    """Refuses outputs that cannot be written, or that would destroy an input or each other.

    Raises:
        UserError: `INVALID_JOB` or `OUTPUT_UNWRITABLE`.
    """
    files = [(name, getattr(job, name)) for name in _OUTPUT_FILES if getattr(job, name, "")]
    trains = isinstance(job, (FinetuneJob, MapJob))
    given = getattr(job, "input", ())
    inputs = [("input", path) for path in ((given,) if isinstance(given, str) else given)]
    inputs += [("labels", path) for path in [getattr(job, "labels", "")] if path]
    clashes = [(output, other) for output in files for other in inputs if _real(output[1]) == _real(other[1])]
    clashes += [(one, other) for one, other in combinations(files, 2) if _real(one[1]) == _real(other[1])]
    problems = [f"{name} is the same file as {other} ({path})" for (name, path), (other, _) in clashes]
    model = getattr(job, "model", "")
    # A model folder is replaced as a whole, now or by the next training, with whatever else has been put into it.
    endangered = [*inputs, *files] if trains else files
    problems += [f"{name} lies in the model folder ({path})" for name, path in endangered if _is_in(path, model)]
    if problems:
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected="inputs and outputs that do not overwrite each other",
            found="; ".join(problems),
            remedy="Choose other paths for the outputs.",
        )
    if trains:
        check_folder_writable(Path(model))
    for _, path in files:
        check_file_writable(Path(path))


def _real(path: str) -> str:
    """The path without links, and without differences that Windows ignores."""
    return os.path.normcase(os.path.realpath(path))


def _is_in(path: str, folder: str) -> bool:
    return bool(folder) and Path(_real(folder)) in Path(_real(path)).parents
