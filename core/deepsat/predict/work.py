"""Work: what of a scene a job wants mapped, as every process that takes part in it sees it."""

from __future__ import annotations

import dataclasses

from deepsat.checkpoints import Card
from deepsat.imagery import Window
from deepsat.imagery.scene import Scene
from deepsat.jobs import PredictJob
from deepsat.predict.mapped_rows import Layers
from deepsat.predict.pipeline import Source
from deepsat.predict.selected_area import select_area
from deepsat.predict.tiling import TilePlan


@dataclasses.dataclass(frozen=True)
class Work:
    """The same wherever it is made from the same job."""

    source: Source
    window: Window
    plan: TilePlan
    left_out: tuple[str, ...]
    """Sentences about polygons that select nothing."""


def work_of(job: PredictJob, card: Card, scene: Scene) -> Work:
    """What a job wants mapped of an open scene.

    Raises:
        UserError: `BANDS_MISMATCH`, `GRID_UNSUPPORTED` or `INVALID_JOB`.
    """
    bands = card.match_bands(scene.bands)
    window = scene.grid.whole if job.extent is None else scene.grid.window_of_bounds(*job.extent)
    area, left_out = select_area(job.within, job.within_layer, scene.grid, window) if job.within else (None, ())
    source = Source(scene, bands, card, area)
    return Work(source, window, source.plan(window), left_out)


def layers_of(job: PredictJob, card: Card) -> Layers:
    """What a job wants of each pixel."""
    return Layers(len(card.class_map), bool(job.probability), bool(job.confidence), bool(job.entropy))
