"""Evaluating a finished map against a reference."""

from __future__ import annotations

import datetime
import time
from pathlib import Path
from typing import Any

import deepsat
from deepsat.accuracy.map_classes import MapClasses, count_classes
from deepsat.accuracy.reference_comparison import Compared, compared, is_raster
from deepsat.accuracy.report_content import ReportContent, class_areas, grid_facts, origin_of
from deepsat.accuracy.report_numbers import report_json
from deepsat.imagery.categorical_raster import CategoricalRaster, open_categories
from deepsat.jobs import EvaluateJob
from deepsat.jobs.class_names import told
from deepsat.labels.features import name_for_report
from deepsat.reporting import PartReporter, Reporter, telling


def evaluate(job: EvaluateJob, reporter: Reporter) -> dict[str, Any]:
    """Compares a map with a reference, and writes the report if one is wanted.

    Returns:
        `map`, `reference`, `report`, `design`, `classes` (of the map), `skill`, `map_accuracy` and `boundary` (as
        `report_json` has them; None where the reference does not tell), `areas`, `seconds`, `findings`.

    Raises:
        UserError: whatever is wrong with the map, the reference or the outputs.
        Cancelled: nothing was written.
    """
    started = time.monotonic()
    by_raster = is_raster(job)
    with open_categories(job.map) as raster:
        counting = PartReporter(reporter, 0.0, 0.5)
        classes = count_classes(raster, telling(counting, "count", "Counting the classes of the map."))
        reporter.progress(0.5, "compare", "Comparing the map with the reference.")
        found = compared(job, raster, classes, by_raster, PartReporter(reporter, 0.5, 0.95))
        content = _content(job, raster, classes, found, time.monotonic() - started)
    reporter.check_cancelled()
    document = report_json(content)
    if job.report:
        # Drawing charts takes a second to load, which a job without a report need not wait for.
        from deepsat.accuracy.report import write_report

        write_report(job.report, content, job.language)
    seconds = time.monotonic() - started
    reporter.progress(1.0, "compare", f"Evaluated in {seconds:.0f} s.")
    parts = {name: document[name] for name in ("classes", "skill", "map_accuracy", "boundary", "areas", "findings")}
    return {
        "map": job.map,
        "reference": name_for_report(job.reference, job.reference_layer),
        "report": job.report,
        "design": job.design,
        **parts,
        "seconds": seconds,
    }


def _content(
    job: EvaluateJob, raster: CategoricalRaster, classes: MapClasses, found: Compared, seconds: float
) -> ReportContent:
    created = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    names = told(job.class_names, classes.names)
    return ReportContent(
        title=f"How good {Path(job.map).name} is",
        subtitle=origin_of(deepsat.__version__, created),
        scene={"Map": job.map, **grid_facts(raster.grid)},
        classes=found.classes,
        confusion=None if found.boundary is None else found.boundary.confusion(),
        by_polygon=found.by_polygon,
        map_accuracy=found.map_accuracy,
        boundary=found.boundary,
        wording=found.wording,
        areas=class_areas(classes.class_map, classes.pixels.tolist(), classes.square_metres.tolist()),
        findings=(*found.sentences, *raster.grid.area_findings()),
        settings={
            "Reference": name_for_report(job.reference, job.reference_layer),
            **({"Class field": job.class_field} if job.class_field else {}),
            **({"Class names": names} if names else {}),
            **({"Strata field": job.strata_field} if job.strata_field else {}),
            "Design": job.design,
            "Seed": str(job.seed),
        },
        run={"Time": f"{seconds:.0f} s"},
        seed=job.seed,
    )
