"""Drawing sample points of a map, for a person to say what they are."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from deepsat.accuracy.map_classes import count_classes
from deepsat.accuracy.sample_design import allocate, draw_points
from deepsat.accuracy.sample_files import check_sample_path, write_sample
from deepsat.imagery.categorical_raster import open_categories
from deepsat.jobs import SamplePointsJob
from deepsat.jobs.sentences import quoted
from deepsat.reporting import PartReporter, Reporter, telling


def sample_points(job: SamplePointsJob, reporter: Reporter) -> dict[str, Any]:
    """Draws a stratified random sample of a map's pixels; the same seed gives the same points.

    Returns:
        `map`, `output`, `points` (how many of each class), `count`, `seconds`, `findings`.

    Raises:
        UserError: whatever is wrong with the map, the number of points or the output.
        Cancelled: nothing was written.
    """
    started = time.monotonic()
    check_sample_path(Path(job.output))
    with open_categories(job.map) as raster:
        counting = telling(PartReporter(reporter, 0.0, 0.5), "count", "Counting the classes of the map.")
        drawing = telling(PartReporter(reporter, 0.5, 0.95), "draw", "Drawing points.")
        classes = count_classes(raster, counting)
        points = allocate(classes.pixels, job.count, job.allocation)
        drawn = draw_points(raster, classes, points, job.seed, drawing)
        reporter.check_cancelled()
        write_sample(Path(job.output), drawn, classes, raster.grid)
        # Strata are weighted by their areas, and whoever goes out to look should know before.
        findings = [*raster.grid.area_findings()]
    full = [name for name, n, k in zip(classes.names, classes.pixels, points, strict=True) if n == k and k]
    if full:
        findings.append(f"So few pixels that all are in the sample: class {quoted(full)}.")
    seconds = time.monotonic() - started
    reporter.progress(1.0, "draw", f"Drew {len(drawn.rows)} points in {seconds:.0f} s.")
    return {
        "map": job.map,
        "output": job.output,
        "points": {name: int(count) for name, count in zip(classes.names, points, strict=True)},
        "count": len(drawn.rows),
        "seconds": seconds,
        "findings": findings,
    }
