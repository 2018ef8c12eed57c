"""Suggestions: a scene passes through a model tile by tile, and the places worth a label are chosen from its cells."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import rasterio.features
import shapely
from numpy.typing import NDArray

from deepsat.checkpoints import Card, load_model
from deepsat.devices import choose_device, describe_device
from deepsat.imagery import Window
from deepsat.imagery.reflection import read_reflected
from deepsat.imagery.scene import Scene
from deepsat.jobs import ErrorCode, SuggestLabelsJob, UserError
from deepsat.labels import read_areas
from deepsat.predict.blending import FinishedRows, RowBlender
from deepsat.predict.block_cache import block_cache, bytes_needed
from deepsat.predict.engine import Engine
from deepsat.predict.imagery import open_imagery
from deepsat.predict.tiling import TilePlan
from deepsat.reporting import PartReporter, Reporter
from deepsat.suggest.cells import CELL_PX, CellCollector, Cells
from deepsat.suggest.reasons import reason_of
from deepsat.suggest.spreading import Choice, choose_places
from deepsat.suggest.uncertainty import two_likeliest, wavering
from deepsat.suggest.writing import Suggestion, check_crs, write_suggestions

Geometry = Any
"""A shapely geometry: shapely carries no type information."""


def suggest_labels(job: SuggestLabelsJob, reporter: Reporter) -> dict[str, Any]:
    """Finds the places that are worth a label next, and writes them.

    Returns:
        `output` (path), `suggestions` (each with `rank`, `reason`, `guess`, `score`, `share`), `seconds`, `device`,
        `engine` (what computed), `findings` (sentences).

    Raises:
        UserError: whatever is wrong with the model, the scene, the labels, the device or the output; `INVALID_JOB`
            where there is no place left to suggest.
        Cancelled: nothing was written.
    """
    started = time.monotonic()
    reporter.progress(0.0, "suggest", "Opening the model, the scene and the labels.")
    device = choose_device(job.device, reporter)
    model, card = load_model(Path(job.model), device)
    with open_imagery(job, card) as scene:
        check_crs(Path(job.output), scene.grid)
        areas, findings = read_areas(job.labels, scene.grid, job.labels_layer) if job.labels else ((), ())
        plan = plan_of(scene, card)
        engine = Engine(model, device, reporter, pixels=plan.pixel_count)
        with block_cache(bytes_needed(scene, plan)):
            cells = collect_cells(scene, card, engine, areas, job.seed, PartReporter(reporter, 0.02, 0.95))
        choices = choose_places(cells, job.count, job.seed)
        if not choices:
            raise _nowhere()
        reporter.check_cancelled()
        suggestions = _suggestions(cells, choices, card.class_map.names)
        write_suggestions(Path(job.output), suggestions, scene.grid, points=job.shape == "points")
        findings = (*scene.findings, *findings, *_too_few(len(choices), job.count))
    seconds = time.monotonic() - started
    places = "place" if len(choices) == 1 else "places"
    reporter.progress(1.0, "suggest", f"Suggested {len(choices)} {places} in {seconds:.0f} s.")
    return {
        "output": job.output,
        "suggestions": [
            {"rank": s.rank, "reason": s.reason, "guess": s.guess, "score": s.score, "share": s.share}
            for s in suggestions
        ],
        "seconds": seconds,
        "device": f"{device}: {describe_device(device)}",
        "engine": engine.title,
        "findings": list(findings),
    }


def collect_cells(
    scene: Scene, card: Card, engine: Engine, areas: Sequence[Geometry], seed: int, reporter: Reporter
) -> Cells:
    """What the model and the labels say of each cell of a scene; memory is bounded by one row of tiles.

    Args:
        scene: an open scene.
        card: of the model.
        engine: runs the model.
        areas: labelled polygons in the grid's CRS.
        seed: chooses which cells of a large scene are kept.
        reporter: told of progress; asked at each tile whether to stop.
    """
    bands = card.match_bands(scene.bands)
    grid = scene.grid
    tree = shapely.STRtree(list(areas))
    collector = CellCollector(grid.height, grid.width, seed)
    for rows in _mapped_rows(scene, bands, card, engine, reporter):
        window = Window(rows.row, 0, rows.valid.shape[0], grid.width)
        values = card.normalisation.apply(scene.read(window, bands).values, rows.valid)
        near = [areas[index] for index in sorted(tree.query(shapely.box(*grid.bounds_of_window(window))))]
        collector.add(values, rows.probabilities, rows.valid, _inside(near, scene, window))
    return collector.cells()


def plan_of(scene: Scene, card: Card) -> TilePlan:
    """The tiles that the whole scene passes through a model in."""
    return TilePlan.covering(
        scene.grid.whole, tile=card.tile_size, margin=card.tile_margin, alignment=card.architecture.stride
    )


def _mapped_rows(
    scene: Scene, bands: tuple[int, ...], card: Card, engine: Engine, reporter: Reporter
) -> Iterator[FinishedRows]:
    """Probabilities of all rows of the scene, from top to bottom."""
    plan = plan_of(scene, card)
    class_count = len(card.class_map)
    blender = RowBlender(plan, class_count)
    for i in range(len(plan.rows.starts)):
        for j in range(len(plan.columns.starts)):
            reporter.check_cancelled()
            pixels = read_reflected(scene, plan.window(i, j), bands)
            # Where nothing is valid nothing will be suggested, so nothing need be computed.
            shares = np.full((1, class_count, *pixels.valid.shape), 1 / class_count, dtype=np.float32)
            if pixels.valid.any():
                shares = engine.probabilities(card.normalisation.apply(pixels.values, pixels.valid)[None])
            blender.add(i, j, shares[0], pixels.valid)
            done = i * len(plan.columns.starts) + j + 1
            reporter.progress(done / plan.tile_count, "suggest", f"Looked at {done} of {plan.tile_count} tiles.")
        yield blender.finish()


def _inside(areas: Sequence[Geometry], scene: Scene, window: Window) -> NDArray[np.bool_]:
    """bool (H,W): pixels that a polygon touches, so that a place never overlaps one."""
    if not areas:
        return np.zeros(window.shape, dtype=np.bool_)
    transform = scene.grid.sub_grid(window).affine
    inside = rasterio.features.geometry_mask(areas, window.shape, transform, all_touched=True, invert=True)
    return np.asarray(inside, dtype=np.bool_)


def _suggestions(cells: Cells, choices: Sequence[Choice], names: tuple[str, ...]) -> list[Suggestion]:
    has_labels = len(cells.labelled_bands) > 0
    chosen = cells.probabilities[[choice.cell for choice in choices]]
    found = []
    for rank, (choice, doubt, ids) in enumerate(zip(choices, wavering(chosen), two_likeliest(chosen), strict=True), 1):
        likeliest = (names[ids[0]], names[ids[1]]) if len(ids) > 1 else None
        reason = reason_of(choice, float(doubt), likeliest, has_labels=has_labels)
        window = cells.window(choice.cell)
        found.append(Suggestion(window, rank, reason, names[ids[0]], choice.score, choice.share))
    return found


def _too_few(found: int, count: int) -> tuple[str, ...]:
    if found == count:
        return ()
    places = "place is" if found == 1 else "places are"
    return (f"Only {found} of {count} {places} far enough from each other, from labels and from missing data.",)


def _nowhere() -> UserError:
    return UserError(
        ErrorCode.INVALID_JOB,
        expected=f"at least one square of {CELL_PX} pixels with data, clear of labels and of missing data",
        found="none in the scene",
        remedy="Choose a larger scene, or one that is not labelled everywhere.",
    )
