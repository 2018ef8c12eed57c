"""The preview: a head is fitted to what a frozen network sees at the labels, and maps a part of the scene.

What the network sees is remembered (`seen_scene`). So in a process that stays, and with the scene seen once, new labels
cost no more than looking where they are, fitting the head and applying it.

    labels      read and brought onto the scene's grid
    features    a network is started and calibrated; what it sees in the part to map and at the labels is gathered
    head        fitted
    map         written
"""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Any

import torch

import deepsat
from deepsat.devices import choose_device, describe_device
from deepsat.failures import is_out_of_memory
from deepsat.finetune.checkpoints import check_checkpoint, fitting_checkpoint, model_before
from deepsat.finetune.class_weights import class_weights_of
from deepsat.finetune.frozen import trust_of
from deepsat.finetune.head import fit_head
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.reproducible import reproducible
from deepsat.imagery import ClassRasterWriter, UsableScene, Window, open_scene, with_usable_bands
from deepsat.imagery.scene import Scene
from deepsat.jobs import ErrorCode, PreviewJob, UserError
from deepsat.labels import LabelPixels, label_pixels, read_labels
from deepsat.outputs.output_checks import check_disk_space, check_writable
from deepsat.preview.feature_map import FeatureMap, View
from deepsat.preview.label_features import places_to_look
from deepsat.preview.seen_scene import MEMORY, SeenScene
from deepsat.reporting import PartReporter, Reporter

MOST_PIXELS = 2048 * 2048
"""Times dates of a series: a larger part would ask for more than 1.1 GB of memory, and is no preview."""

HEAD_PIXELS = 500
"""Most pixels of a class that the head is fitted to."""
HEAD_WINDOWS = 96
"""Most windows around labels that are looked at for it, times dates of a series."""


def preview(job: PreviewJob, reporter: Reporter, recipe: Recipe | None = None) -> dict[str, Any]:
    """Maps a part of a scene from labels, at once where the scene was seen before.

    Args:
        job: what to learn from and where to write.
        reporter: told of progress; asked often whether to stop.
        recipe: settings that are not the person's to choose; None for the measured ones.

    Returns:
        `output` (path), `classes` (each with `id`, `name`, `colour`, `pixels`: those labelled), `cached` (whether all
        that the part shows was seen before), `seconds`, `device`, `findings` (sentences).

    Raises:
        UserError: whatever is wrong with the scene, the labels, the checkpoint, the device or the output;
            `INVALID_JOB` where the part is too large.
        Cancelled: nothing was written.
    """
    recipe, started = recipe or Recipe(), time.monotonic()
    check_checkpoint(job.checkpoint)
    check_writable(Path(job.output))
    device = choose_device(job.device, reporter)
    before = model_before(job.checkpoint)
    moments, scale = (before.moments, before.scale) if before else (None, 1)
    with (
        open_scene(job.input, job.dates, masks=job.masks, moments=moments, scale=scale) as scene,
        reproducible(),
    ):
        window = _window(job, scene)
        check_disk_space(Path(job.output).absolute().parent, window.pixel_count)
        try:
            reporter.progress(0.0, "labels", "Reading the labels.")
            needed = before.bands if before is not None else ()
            usable = with_usable_bands(scene, job.seed, needed, PartReporter(reporter, 0.0, 0.03))
            if before is not None:
                before.check_places(scene.bands, usable.left_out)
            result = _previewed(job, usable, window, recipe, device, reporter)
        except RuntimeError as error:
            if not is_out_of_memory(error):
                raise
            MEMORY.forget()
            raise _too_little_memory(window, device, error) from error
    seconds = time.monotonic() - started
    reporter.progress(1.0, "map", f"Previewed {window.pixel_count} pixels in {seconds:.1f} s.")
    return {**result, "seconds": seconds, "device": f"{device}: {describe_device(device)}"}


def _previewed(
    job: PreviewJob, usable: UsableScene, window: Window, recipe: Recipe, device: torch.device, reporter: Reporter
) -> dict[str, Any]:
    scene = usable.scene
    recipe = recipe.suited_to(scene)
    labels = read_labels(job.labels, job.class_field, scene.grid, job.labels_layer, job.class_colours, job.class_names)
    reporter.check_cancelled()
    pixels = label_pixels(labels, scene.grid, scene.valid, by_share=scene.scale > 1)
    checkpoint, reasons = fitting_checkpoint(job.checkpoint, scene)
    reporter.progress(0.03, "features", "Looking at the scene.")
    seen = MEMORY.scene(usable, checkpoint, recipe, device, job.seed, reporter)
    view = View(scene, seen.normalisation)
    part, cached = seen.part_of(view, window, recipe, PartReporter(reporter, 0.05, 0.7))
    head = _head(seen, view, pixels, recipe, job.seed, reporter)
    reporter.progress(0.9, "map", "Writing the map.")
    _write(job, seen, part, scene, pixels, head, reporter)
    findings = (*scene.findings, *labels.findings, *pixels.findings)
    return {
        "output": job.output,
        "classes": _classes(pixels),
        "cached": cached,
        "findings": [*findings, *usable.findings, *reasons, *seen.start.findings],
    }


def _head(
    seen: SeenScene, view: View, pixels: LabelPixels, recipe: Recipe, seed: int, reporter: Reporter
) -> tuple[torch.Tensor, torch.Tensor]:
    """Weights and biases of a head that is fitted to the labels."""
    grid, windows = view.scene.grid, max(1, HEAD_WINDOWS // max(1, len(view.scene.moments)))
    kept = places_to_look(
        pixels, per_class=HEAD_PIXELS, windows=windows, height=grid.height, width=grid.width, seed=seed
    )
    pixels = pixels.where(kept)
    reporter.progress(0.7, "head", f"Fitting the head to {len(pixels)} labelled pixels.")
    features = seen.labels.gather(seen.network, view, pixels, reporter)
    trust = trust_of(seen.start, features.shape[1], recipe)
    class_ids = torch.from_numpy(pixels.class_ids).long()
    reporter.check_cancelled()
    return fit_head(features, class_ids, class_weights_of(pixels, recipe.class_balance), recipe.head_penalty, trust)


def _write(
    job: PreviewJob,
    seen: SeenScene,
    part: FeatureMap,
    scene: Scene,
    pixels: LabelPixels,
    head: tuple[torch.Tensor, torch.Tensor],
    reporter: Reporter,
) -> None:
    tags = {
        "DEEPSAT_VERSION": deepsat.__version__,
        "DEEPSAT_SOURCE": scene.name,
        "DEEPSAT_PREVIEW": seen.start.weights_hash or "random",
    }
    with ClassRasterWriter(job.output, scene.grid.sub_grid(part.window), pixels.class_map, tags) as raster:
        for row, class_ids in part.mapped(seen.network, *head, reporter):
            raster.write(row, class_ids)
        reporter.check_cancelled()


def _classes(pixels: LabelPixels) -> list[dict[str, Any]]:
    return [
        {"id": c.id, "name": c.name, "colour": c.colour, "pixels": int(count)}
        for c, count in zip(pixels.class_map.classes, pixels.count_by_class, strict=True)
    ]


def _window(job: PreviewJob, scene: Scene) -> Window:
    """The part to map."""
    window = scene.grid.whole if job.extent is None else scene.grid.window_of_bounds(*job.extent)
    most = MOST_PIXELS // max(1, len(scene.moments))
    if window.pixel_count > most:
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected=f"a part of at most {most:,} pixels, as {math.isqrt(most)} x {math.isqrt(most)}",
            found=f"{window.height} x {window.width} = {window.pixel_count:,} pixels",
            remedy="Give a smaller extent; a preview is for what is looked at, the map for all of it.",
        )
    return window


def _too_little_memory(window: Window, device: torch.device, error: RuntimeError) -> UserError:
    return UserError(
        ErrorCode.OUT_OF_MEMORY,
        expected=f"memory for the features of {window.pixel_count:,} pixels on {device}",
        found="too little free memory",
        remedy="Give a smaller extent, close other programs that use the memory, or choose the device 'cpu'.",
        details=str(error),
    )
