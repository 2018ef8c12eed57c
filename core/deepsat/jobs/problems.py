"""Problems: what can be wrong with the settings of jobs, in words."""

from __future__ import annotations

import dataclasses
import datetime
import math
import re
from typing import TYPE_CHECKING, Any, Optional, Union

from deepsat.jobs.choices import DEVICES, LANGUAGES, LOSSES, POLYGON_FILES, RASTER_FILES, REPORT_FILES, SCALES
from deepsat.jobs.class_colours import class_colour_problems
from deepsat.jobs.class_names import class_name_problems

if TYPE_CHECKING:
    # They import this module.
    from deepsat.jobs.checkpoint_jobs import ProbeJob
    from deepsat.jobs.finetune_jobs import FinetuneJob, MapJob
    from deepsat.jobs.predict_jobs import PredictJob
    from deepsat.jobs.round_jobs import PreviewJob, SuggestLabelsJob

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""Newer Pythons take weeks, 2021-W24-1, for dates too."""


def common_problems(job: Any) -> list[str]:
    """Empty required texts, no input, an unknown device, an unknown language."""
    found = []
    for field in dataclasses.fields(job):
        value = getattr(job, field.name)
        if field.default is dataclasses.MISSING and (not value or (isinstance(value, tuple) and not all(value))):
            found.append(f"{field.name} is empty")
    device = getattr(job, "device", "auto")
    if device not in DEVICES and not (device.startswith("cuda:") and device[5:].isdigit()):
        found.append(f"device must be one of {', '.join(DEVICES)} or cuda:N, not {device!r}")
    language = getattr(job, "language", LANGUAGES[0])
    if language not in LANGUAGES:
        found.append(f"language must be one of {', '.join(LANGUAGES)}, not {language!r}")
    return found


def training_problems(job: Union[FinetuneJob, MapJob]) -> list[str]:
    """Settings of a training that are out of their range."""
    found = []
    if job.loss not in LOSSES:
        found.append(f"loss must be one of {', '.join(LOSSES)}, not {job.loss!r}")
    if not math.isfinite(job.max_minutes) or job.max_minutes <= 0:
        found.append(f"max_minutes must be above 0, not {job.max_minutes:g}")
    found += seed_problems(job.seed)
    if job.scale not in SCALES:
        found.append(f"scale must be one of {', '.join(map(str, SCALES))}, not {job.scale}")
    found += series_problems(job) + class_colour_problems(job.class_colours)
    found += ending_problems(REPORT_FILES, report=job.report)
    return found + class_name_problems(job.class_names)


def series_problems(job: Union[FinetuneJob, MapJob, PreviewJob, PredictJob, SuggestLabelsJob, ProbeJob]) -> list[str]:
    """Dates that are none; of several rasters some without a date or mask. One input may be a folder, or a stack."""
    found = [f"dates must be written as YYYY-MM-DD, unlike {date!r}" for date in job.dates if not _is_date(date)]
    several = len(job.input) > 1
    for name, given in (("dates", job.dates), ("masks", job.masks)):
        if several and given and len(given) != len(job.input):
            one = name[:-1]
            found.append(f"{name} must name one {one} for each of the {len(job.input)} rasters, not {len(given)}")
    return found


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE.fullmatch(text)) and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def extent_problems(extent: Optional[tuple[float, float, float, float]]) -> list[str]:
    """An extent without an inside."""
    if extent is None:
        return []
    xmin, ymin, xmax, ymax = extent
    if all(map(math.isfinite, extent)) and xmin < xmax and ymin < ymax:
        return []
    return [f"extent must be xmin, ymin, xmax, ymax with xmin < xmax and ymin < ymax, not {extent}"]


def same_date_problems(before: str, after: str) -> list[str]:
    """One raster as both dates."""
    return [f"before and after are the same raster {before}"] if before and before == after else []


def seed_problems(seed: int) -> list[str]:
    """A seed that torch and NumPy would not both take."""
    return [] if 0 <= seed < 2**31 else [f"seed must lie between 0 and {2**31 - 1}, not {seed}"]


def polygon_problems(job: Union[PredictJob, MapJob]) -> list[str]:
    """Settings of polygons beside a map."""
    found = drawing_problems(job.min_area, job.simplify)
    found += ending_problems(POLYGON_FILES, polygons=job.polygons)
    if not job.polygons and (job.min_area or job.simplify):
        found.append("polygons is empty, and min_area and simplify are about polygons alone")
    return found


def drawing_problems(min_area: float, simplify: float) -> list[str]:
    """Negative areas and lengths."""
    named = (("min_area", min_area), ("simplify", simplify))
    return [f"{n} must be at least 0, not {v:g}" for n, v in named if not math.isfinite(v) or v < 0]


def map_problems(job: Union[PredictJob, MapJob]) -> list[str]:
    """Names of a map, and of the rasters beside it."""
    return raster_problems(
        output=job.output, probability=job.probability, confidence=job.confidence, entropy=job.entropy
    )


def raster_problems(**paths: str) -> list[str]:
    """Rasters to write, by field, that are no GeoTIFFs by their names; empty paths are none."""
    return ending_problems(RASTER_FILES, **paths)


def ending_problems(endings: tuple[str, ...], **paths: str) -> list[str]:
    """Files to write, by field, whose names end in nothing that can be written; empty paths are none."""
    wrong = [(name, path) for name, path in paths.items() if path and not path.lower().endswith(endings)]
    return [f"{name} must end in {' or '.join(endings)}, not {path!r}" for name, path in wrong]


def repeated_outputs(*paths: str) -> list[str]:
    """Two outputs under one path; empty paths are none."""
    given = [path for path in paths if path]
    return [f"two outputs have the same path {path}" for path in sorted({p for p in given if given.count(p) > 1})]
