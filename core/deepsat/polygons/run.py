"""The polygons of a class raster, as a file."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np

from deepsat.accuracy.map_classes import MapClasses, count_classes
from deepsat.class_map import ClassMap
from deepsat.imagery.categorical_raster import CategoricalRaster, open_categories
from deepsat.jobs import PolygonsJob
from deepsat.outputs.temporary_files import whole_file
from deepsat.polygons.vectorising import Rules, Vectorising
from deepsat.polygons.writing import PolygonWriter
from deepsat.reporting import PartReporter, Reporter, telling

COUNTING_SHARE = 0.2
"""Share of the time that the look at which classes there are takes, by experience."""


def polygons(job: PolygonsJob, reporter: Reporter) -> dict[str, Any]:
    """Draws the polygons of a class map, by DeepSat or any other program.

    Returns:
        `output` (path), `count` (of polygons), `area` (for each class name the `hectares` of its polygons: not those
        of the raster where small patches went to a neighbour), `seconds`, `findings` (sentences).

    Raises:
        UserError: whatever is wrong with the raster or the output.
        Cancelled: nothing was written.
    """
    started = time.monotonic()
    with open_categories(job.map) as raster:
        looking = PartReporter(reporter, 0.0, COUNTING_SHARE)
        classes = count_classes(raster, telling(looking, "classes", "Looking at which classes there are."))
        rules, drawing = Rules(job.min_area, job.simplify), PartReporter(reporter, COUNTING_SHARE, 1.0)
        with whole_file(Path(job.output)) as temporary:
            drawn = _draw(raster, classes, temporary, rules, drawing)
        findings = [*raster.findings, *raster.grid.area_findings()]
    reporter.progress(1.0, "polygons", f"Drew {drawn.count} {'polygon' if drawn.count == 1 else 'polygons'}.")
    return {
        "output": job.output,
        "count": drawn.count,
        "area": {
            name: {"hectares": float(hectares)} for name, hectares in zip(classes.names, drawn.hectares, strict=True)
        },
        "seconds": time.monotonic() - started,
        "findings": findings,
    }


def draw_polygons(class_raster: Path, class_map: ClassMap, output: Path, rules: Rules, reporter: Reporter) -> int:
    """Draws the polygons of a class raster that was just written; returns how many.

    Args:
        class_raster: value k is class k of `class_map`.
        class_map: the classes.
        output: GeoPackage to write, which does not exist yet.
        rules: how to draw them.
        reporter: told the progress.
    """
    count = len(class_map)
    classes = MapClasses(tuple(range(count)), class_map, np.zeros(count, dtype=np.int64), np.zeros(count))
    with open_categories(str(class_raster)) as raster:
        return _draw(raster, classes, output, rules, reporter).count


def _draw(
    raster: CategoricalRaster, classes: MapClasses, output: Path, rules: Rules, reporter: Reporter
) -> PolygonWriter:
    writer = PolygonWriter(output, raster.grid, classes)

    def on_progress(share: float) -> None:
        reporter.check_cancelled()
        reporter.progress(share, "polygons", f"Drawing polygons; {writer.count} so far.")

    Vectorising(raster, classes, rules, on_progress).run(writer.add)
    writer.finish()
    reporter.check_cancelled()
    return writer
