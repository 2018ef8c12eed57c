"""Prediction: read a scene in tiles, ask the network, blend, write."""

from __future__ import annotations

import concurrent.futures
import contextlib
import dataclasses
import math
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import deepsat
from deepsat.checkpoints import Card, load_model
from deepsat.devices import choose_device, describe_device
from deepsat.imagery import Window, estimate, match_bands, open_scene
from deepsat.imagery.scene import Scene
from deepsat.jobs import ErrorCode, PredictJob, UserError
from deepsat.predict.blending import RowBlender
from deepsat.predict.engine import Engine
from deepsat.predict.outputs import Outputs, open_outputs
from deepsat.predict.reflection import read_reflected
from deepsat.predict.selected_area import SelectedArea, select_area
from deepsat.predict.tiling import TilePlan
from deepsat.reporting import Reporter

FAR_OFF = 5.0
"""A band whose mean lies this many standard deviations from the training scene's is in other units, most likely."""


def predict(job: PredictJob, reporter: Reporter) -> dict[str, Any]:
    """Maps a scene with a fine-tuned model.

    Returns:
        `output`, `probability`, `confidence`, `polygons` (paths; empty for those not asked for), `area` (for each
        class name its `pixels` and `hectares`), `seconds`, `device`, `findings` (sentences).

    Raises:
        UserError: whatever is wrong with the model, the scene, the device or the outputs.
        Cancelled: nothing was written.
    """
    started = time.monotonic()
    _check_not_the_input(job)
    reporter.progress(0.0, "predict", "Opening the model and the scene.")
    device = choose_device(job.device, reporter)
    model, card = load_model(Path(job.model), device)
    with open_scene(job.input, job.dates, masks=job.masks, moments=card.moments, scale=card.scale) as scene:
        bands = match_bands(card.bands, scene.bands)
        window = scene.grid.whole if job.extent is None else scene.grid.window_of_bounds(*job.extent)
        area, left_out = select_area(job.within, job.within_layer, scene.grid, window) if job.within else (None, ())
        findings = [*scene.findings, *left_out, *_unlike_training(scene, bands, card)]
        engine = Engine(model, device, reporter)
        grid, tags = scene.grid.sub_grid(window), _tags(card, scene)
        with open_outputs(job, grid, card.class_map, tags, reporter) as outputs:
            _map(_Source(scene, bands, card, area), window, engine, outputs, reporter)
            reporter.check_cancelled()
    seconds = time.monotonic() - started
    reporter.progress(1.0, "predict", f"Mapped {window.pixel_count} pixels in {seconds:.0f} s.")
    return {
        "output": job.output,
        "probability": job.probability,
        "confidence": job.confidence,
        "polygons": job.polygons,
        "area": _areas(card, outputs),
        "seconds": seconds,
        "device": f"{device}: {describe_device(device)}",
        "findings": findings,
    }


@dataclasses.dataclass(frozen=True)
class _Source:
    """A scene as the network of a card wants it."""

    scene: Scene
    bands: tuple[int, ...]
    card: Card
    area: SelectedArea | None = None
    """Where to map; None for everywhere."""

    def read(self, window: Window) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Normalised values, float32 (C,H,W), and where there are data, bool (H,W)."""
        inside = None if self.area is None else self.area.inside(window)
        if inside is not None and not inside.any():
            return np.zeros((self.scene.with_bands(self.bands).channel_count, *window.shape), np.float32), inside
        pixels = read_reflected(self.scene, window, self.bands)
        values = self.card.normalisation.apply(pixels.values, pixels.valid)
        # Beyond the area the network still sees the scene, so that the map inside is the same as without an area.
        return values, pixels.valid if inside is None else pixels.valid & inside


def _map(source: _Source, window: Window, engine: Engine, outputs: Outputs, reporter: Reporter) -> None:
    """Tile by tile, row of tiles by row of tiles; memory is bounded by one row of tiles."""
    card = source.card
    class_count = len(card.class_map)
    plan = TilePlan.covering(window, tile=card.tile_size, margin=card.tile_margin, alignment=card.architecture.stride)
    blender = RowBlender(plan, class_count)
    started, done = time.monotonic(), 0
    # Closed before the scene is, whatever happens: the reader may be in the middle of a tile.
    with contextlib.closing(_batches(source, plan, engine.batch_size)) as batches:
        for i, columns, images, valid in batches:
            reporter.check_cancelled()
            for j, tile, mask in zip(columns, _probabilities(engine, images, valid, class_count), valid, strict=True):
                blender.add(i, j, tile, mask)
            done += len(columns)
            if columns[-1] == len(plan.columns.starts) - 1:
                outputs.write(blender.finish(i))
            left = (time.monotonic() - started) / done * (plan.tile_count - done)
            text = f"Mapped {done} of {plan.tile_count} tiles."
            reporter.progress(0.02 + 0.96 * done / plan.tile_count, "predict", text, {"seconds_left": left})


def _probabilities(
    engine: Engine, images: NDArray[np.float32], valid: NDArray[np.bool_], class_count: int
) -> NDArray[np.float32]:
    """Probabilities of a batch; where nothing is valid nothing will be shown, so nothing need be computed."""
    if valid.any():
        return engine.probabilities(images)
    return np.full((len(images), class_count, *valid.shape[1:]), 1 / class_count, dtype=np.float32)


def _batches(
    source: _Source, plan: TilePlan, batch_size: int
) -> Generator[tuple[int, list[int], NDArray[np.float32], NDArray[np.bool_]], None, None]:
    """Row of the plan, its columns, images (B,C,H,W) and masks (B,H,W); the next batch is read meanwhile."""
    places = [
        (i, list(range(j, min(j + batch_size, len(plan.columns.starts)))))
        for i in range(len(plan.rows.starts))
        for j in range(0, len(plan.columns.starts), batch_size)
    ]

    def read(i: int, columns: list[int]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        tiles = [source.read(plan.window(i, j)) for j in columns]
        return np.stack([values for values, _ in tiles]), np.stack([valid for _, valid in tiles])

    with concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="reader") as reader:
        waiting = reader.submit(read, *places[0])
        for number, (i, columns) in enumerate(places):
            images, valid = waiting.result()
            if number + 1 < len(places):
                waiting = reader.submit(read, *places[number + 1])
            yield i, columns, images, valid


def _tags(card: Card, scene: Scene) -> dict[str, str]:
    """Where a raster comes from; without a date, so that equal jobs write equal bytes."""
    return {
        "DEEPSAT_VERSION": deepsat.__version__,
        "DEEPSAT_MODEL": card.weights_hash,
        "DEEPSAT_SOURCE": Path(scene.path).name,
    }


def _areas(card: Card, outputs: Outputs) -> dict[str, dict[str, float]]:
    rows = zip(card.class_map.names, outputs.pixels, outputs.square_metres, strict=True)
    return {name: {"pixels": int(pixels), "hectares": float(area) / 10_000} for name, pixels, area in rows}


def _unlike_training(scene: Scene, bands: tuple[int, ...], card: Card) -> list[str]:
    """Sentences about what makes the map doubtful: other units, another resolution."""
    found = []
    scene = scene.with_bands(bands)
    there, learnt = estimate(scene, seed=0, pixels=50_000), card.normalisation
    far = [
        name
        for name, here, mean, std in zip(scene.channel_names, there.mean, learnt.mean, learnt.std, strict=True)
        if abs(here - mean) > FAR_OFF * std
    ]
    if far:
        found.append(
            f"The values of {', '.join(far)} lie far from those the model was fine-tuned on: the map may be wrong. "
            "Check that the raster is in the same units."
        )
    gsd = math.sqrt(scene.grid.pixel_area())
    if not card.gsd_m / 1.5 <= gsd <= card.gsd_m * 1.5:
        found.append(f"Pixels are {gsd:.3g} m wide, and the model was fine-tuned on {card.gsd_m:.3g} m.")
    return found


def _check_not_the_input(job: PredictJob) -> None:
    inputs = {Path(path).absolute() for path in job.input}
    for path in (job.output, job.probability, job.confidence, job.polygons):
        if path and Path(path).absolute() in inputs:
            raise UserError(
                ErrorCode.INVALID_JOB,
                expected="outputs beside the input",
                found=f"the input {path} as an output",
                remedy="Choose another name for the output.",
            )
