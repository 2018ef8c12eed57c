"""The rasters and polygons of one prediction: they all appear, or none does."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deepsat.class_map import NO_CLASS, ClassMap
from deepsat.imagery import ClassRasterWriter, Grid, PercentRasterWriter
from deepsat.imagery.cloud_optimised import ROOM
from deepsat.jobs import PredictJob
from deepsat.outputs.output_checks import check_room_for
from deepsat.outputs.temporary_files import whole_file
from deepsat.polygons.run import draw_polygons
from deepsat.polygons.vectorising import Rules
from deepsat.predict.mapped_rows import Layers, MappedRows
from deepsat.reporting import PartReporter, Reporter

DRAWING_FROM = 0.98
"""Share of the work that is done once the rasters are written: drawing polygons takes little beside mapping."""


class Outputs:
    """Writes rows to the class raster and to those of probability, confidence and entropy that are asked for.

    Attributes:
        layers: what is written of each pixel.
        pixels: int64 (K,), mapped pixels of each class so far.
        square_metres: float64 (K,), their area on the ground.
    """

    def __init__(
        self,
        grid: Grid,
        class_count: int,
        classes: ClassRasterWriter,
        probability: PercentRasterWriter | None,
        confidence: PercentRasterWriter | None,
        entropy: PercentRasterWriter | None,
    ) -> None:
        self.layers = Layers(class_count, probability is not None, confidence is not None, entropy is not None)
        self._row_areas = grid.row_areas()
        self._classes, self._probability, self._confidence = classes, probability, confidence
        self._entropy = entropy
        self.pixels = np.zeros(class_count, dtype=np.int64)
        self.square_metres = np.zeros(class_count)

    def write(self, rows: MappedRows) -> None:
        """Writes rows, in order and without gaps."""
        self._classes.write(rows.row, rows.class_ids)
        shares = (rows.probability(self.layers), rows.confidence(self.layers), rows.entropy(self.layers))
        for writer, percent in zip((self._probability, self._confidence, self._entropy), shares, strict=True):
            if writer is not None and percent is not None:
                writer.write(rows.row, percent)
        self._count(rows.row, rows.class_ids)

    def _count(self, row: int, class_ids: NDArray[np.uint8]) -> None:
        for offset, ids in enumerate(class_ids):
            counts = np.bincount(ids[ids != NO_CLASS], minlength=len(self.pixels))
            self.pixels += counts
            self.square_metres += counts * self._row_areas[row + offset]


@contextlib.contextmanager
def open_outputs(
    job: PredictJob,
    grid: Grid,
    class_map: ClassMap,
    tags: dict[str, str],
    reporter: Reporter,
    *,
    keeps_journal: bool,
) -> Iterator[Outputs]:
    """Opens the rasters of a job; at the end of the block all are complete, and only then take their names.

    Polygons are drawn from the complete class raster, and appear with the rasters.

    Args:
        job: says which rasters are wanted, and where.
        grid: of what is mapped.
        class_map: the classes.
        tags: metadata of each raster.
        reporter: told how far the polygons are.
        keeps_journal: whether room for a journal of the same rows is needed too.

    Raises:
        UserError: `DISK_FULL` or `OUTPUT_UNWRITABLE`.
    """
    _check_space(job, grid, len(class_map), keeps_journal)
    # Two layers of temporary names: the writers complete and check their files under the first, then all are renamed.
    with contextlib.ExitStack() as renaming, contextlib.ExitStack() as writing:

        def staged(path: str) -> Path:
            return renaming.enter_context(whole_file(Path(path)))

        class_raster = staged(job.output)
        classes = writing.enter_context(ClassRasterWriter(class_raster, grid, class_map, tags))
        probability = confidence = entropy = None
        if job.probability:
            writer = PercentRasterWriter(staged(job.probability), grid, class_map.names, tags)
            probability = writing.enter_context(writer)
        if job.confidence:
            writer = PercentRasterWriter(staged(job.confidence), grid, ("confidence",), tags)
            confidence = writing.enter_context(writer)
        if job.entropy:
            entropy = writing.enter_context(PercentRasterWriter(staged(job.entropy), grid, ("entropy",), tags))
        yield Outputs(grid, len(class_map), classes, probability, confidence, entropy)
        writing.close()
        if job.polygons:
            rules, drawing = Rules(job.min_area, job.simplify), PartReporter(reporter, DRAWING_FROM, 1.0)
            draw_polygons(class_raster, class_map, staged(job.polygons), rules, drawing)


def _check_space(job: PredictJob, grid: Grid, class_count: int, keeps_journal: bool) -> None:
    """Asks for the uncompressed size on each disk: what compression saves is known only afterwards."""
    layers = [
        (job.output, ROOM),
        (job.probability, ROOM * class_count),
        (job.confidence, ROOM),
        (job.entropy, ROOM),
    ]
    if keeps_journal:
        layers.append((job.output, sum(count for path, count in layers if path) // ROOM))
    check_room_for((path, count * grid.whole.pixel_count) for path, count in layers)
