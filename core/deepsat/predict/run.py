"""Prediction: read a scene in tiles, ask the network, blend, write."""

from __future__ import annotations

import contextlib
import dataclasses
import time
from pathlib import Path
from typing import Any

import torch

import deepsat
from deepsat.checkpoints import Card, load_model
from deepsat.devices import choose_device, installed_engines
from deepsat.imagery.file_states import states_of_raster, states_of_vector
from deepsat.imagery.scene import Scene
from deepsat.jobs import PredictJob
from deepsat.outputs.temporary_files import journal_of
from deepsat.predict.block_cache import block_cache, bytes_needed
from deepsat.predict.computing import computing
from deepsat.predict.imagery import open_imagery
from deepsat.predict.journal import WORTH_TILES, Journal, open_journal
from deepsat.predict.likeness import unlike_training
from deepsat.predict.outputs import Outputs, open_outputs
from deepsat.predict.returned_memory import return_large_arrays
from deepsat.predict.work import Work, work_of
from deepsat.reporting import Reporter


def predict(job: PredictJob, reporter: Reporter) -> dict[str, Any]:
    """Maps a scene with a fine-tuned model.

    Args:
        job: what to map, and with what.
        reporter: told of progress; asked at each batch of tiles whether to stop.

    Returns:
        `output`, `probability`, `confidence`, `entropy`, `polygons` (paths; empty for those not asked for), `area`
        (for each class name its `pixels` and `hectares`), `seconds`, `device`, `engine` (what computed),
        `seam_disagreement` (share, 0-1, of the pixels where tiles overlap for which they disagree on the class before
        they are blended; None where none do), `findings` (sentences), `doubts` (those of them for which the map may be
        wrong).

    Raises:
        UserError: whatever is wrong with the model, the scene, the device or the outputs.
        Cancelled: nothing was written.
    """
    started = time.monotonic()
    return_large_arrays()
    reporter.progress(0.0, "predict", "Opening the model and the scene.")
    # The workers of a cluster have devices of their own.
    device = torch.device("cpu") if job.cluster else choose_device(job.device, reporter)
    model, card = load_model(Path(job.model), device)
    model.turns = job.augment
    with open_imagery(job, card) as scene:
        work = work_of(job, card, scene)
        grid = scene.grid.sub_grid(work.window)
        with contextlib.ExitStack() as stack:
            # Before anything is read: by itself GDAL keeps all of it.
            stack.enter_context(block_cache(bytes_needed(scene, work.plan)))
            unlike, told = unlike_training(work.source, work.window, reporter)
            findings = [*scene.findings, *work.left_out, *unlike, *told, *grid.area_findings()]
            computes = stack.enter_context(computing(job, model, device, work, reporter))
            long = work.plan.tile_count >= WORTH_TILES
            # Goes after the outputs are whole, however long polygons take.
            journal = stack.enter_context(_journal(job, work, computes.title)) if long else None
            if long and journal is None:
                # Now, since whoever is cut off sees no findings.
                reporter.log(
                    "If this run is cut off, the next one begins anew: rows that are done cannot be kept beside the "
                    "map, or nobody could tell whether the imagery is still the same.",
                    "warning",
                )
            keeps = journal is not None
            rasters = open_outputs(job, grid, card.class_map, _tags(card, scene), reporter, keeps_journal=keeps)
            outputs = stack.enter_context(rasters)
            seams = computes.map(work, outputs, reporter, journal)
            reporter.check_cancelled()
    seconds = time.monotonic() - started
    reporter.progress(1.0, "predict", f"Mapped {work.window.pixel_count} pixels in {seconds:.0f} s.")
    return {
        "output": job.output,
        "probability": job.probability,
        "confidence": job.confidence,
        "entropy": job.entropy,
        "polygons": job.polygons,
        "area": _areas(card, outputs),
        "seconds": seconds,
        "device": computes.where,
        "engine": computes.title,
        "seam_disagreement": seams.share,
        "findings": findings,
        "doubts": [*scene.doubts, *unlike],
    }


def _journal(job: PredictJob, work: Work, engine: str) -> contextlib.AbstractContextManager[Journal | None]:
    """The journal of a job: rows of another one, of another scene, model or computer are none of it.

    There is none where nobody can tell whether the scene is the same when the job goes on.
    """
    scene, card = work.source.scene, work.source.card
    files = [states_of_raster(path) for path in (*scene.paths, *scene.masks)]
    within = states_of_vector(job.within) if job.within else []
    if within is None or None in files:
        return contextlib.nullcontext()
    depends_on = {
        "version": [deepsat.__version__, torch.__version__, *installed_engines()],
        "files": files,
        "within": [within, job.within_layer],
        "series": [*scene.dates, *scene.moments],
        "model": [card.weights_hash, card.reproducible().to_json()],
        "part": dataclasses.astuple(work.window),
        "outputs": [job.output, job.probability, job.confidence, job.entropy],
        "engine": [job.engine, job.precision, engine, job.device, job.augment, job.cluster],
    }
    return open_journal(journal_of(Path(job.output)), depends_on)


def _tags(card: Card, scene: Scene) -> dict[str, str]:
    """Where a raster comes from; without a date, so that equal jobs write equal bytes."""
    return {
        "DEEPSAT_VERSION": deepsat.__version__,
        "DEEPSAT_MODEL": card.weights_hash,
        "DEEPSAT_SOURCE": scene.name,
    }


def _areas(card: Card, outputs: Outputs) -> dict[str, dict[str, float]]:
    rows = zip(card.class_map.names, outputs.pixels, outputs.square_metres, strict=True)
    return {name: {"pixels": int(pixels), "hectares": float(area) / 10_000} for name, pixels, area in rows}
