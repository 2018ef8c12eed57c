"""Before any training: the network is calibrated on the scene, and what it sees at the labels is gathered."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from deepsat.encoders.each_date import EachDate
from deepsat.encoders.interruptible import interruptible
from deepsat.finetune.covering import CONTEXT_PX, CORE_PX, covering_windows, thinned
from deepsat.finetune.head import IMAGES_AT_ONCE, calibrate_batch_norm, calibrate_spectral_path
from deepsat.finetune.labelled import Labelled, look_at_labels
from deepsat.finetune.preparation import Prepared
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.sampling import random_windows
from deepsat.finetune.start import Start
from deepsat.imagery import Window
from deepsat.labels import LabelPixels
from deepsat.labels.folds import NO_FOLD
from deepsat.models.noise_fractions import noise_rotations
from deepsat.reporting import Reporter

FEATURE_WINDOWS = 160
"""Covering windows that are looked at, at most, unless it takes more to see each polygon."""
MOST_FEATURE_WINDOWS = 1600
"""At most in any case: some tens of seconds on two cores."""


def look(
    start: Start, prepared: Prepared, recipe: Recipe, device: torch.device, seed: int, reporter: Reporter
) -> Labelled:
    """Calibrates the start's network, which must be on `device`, and looks at the labels with it."""
    network, scale = start.network, start.architecture.input_scale
    reporter.progress(0.05, "features", "Looking at the scene.")
    kept = _looked_at(prepared, recipe, seed)
    pixels = prepared.pixels.where(kept)
    images = _images_of_scene(prepared, pixels, recipe.calibration_windows, seed)
    if start.needs_calibration:
        calibrate(start, images.to(device), reporter.check_cancelled)
    network.eval()
    reporter.progress(0.08, "features", f"Gathering what the network sees at {len(pixels)} labelled pixels.")
    folds = prepared.folds.of(kept)
    labelled = look_at_labels(
        network, prepared.reader, pixels, folds, input_scale=scale, device=device, reporter=reporter
    )
    dates = start.architecture.moments or 1
    return dataclasses.replace(labelled, rotations=noise_rotations(images, dates, prepared.scene.scale))


def _looked_at(prepared: Prepared, recipe: Recipe, seed: int) -> NDArray[np.bool_]:
    """bool (N,): which labelled pixels are looked at, with some of each polygon, and of each half of a halved one."""
    pixels, held_out_in = prepared.pixels, prepared.folds.held_out_in.astype(np.int64)
    return thinned(
        pixels,
        per_class=recipe.head_pixels_per_class,
        windows=FEATURE_WINDOWS,
        seed=seed,
        parts=pixels.polygon_ids * (prepared.folds.count + 1) + held_out_in - NO_FOLD,
        most_windows=MOST_FEATURE_WINDOWS,
    )


def calibrate(start: Start, images: Tensor, check: Callable[[], None]) -> None:
    """Brings what depends on the scene in the start's network to images of it.

    Args:
        start: its network is changed.
        images: float32 (B,C,H,W), on the network's device.
        check: called again and again; what it raises ends the work.
    """
    if isinstance(start.network, EachDate):
        images = _dates_by_themselves(images, start.network.moments)
    with interruptible(start.network, check):
        if not start.calibrated:
            calibrate_batch_norm(start.network, images, start.architecture.input_scale)
        if start.spectral_share:
            calibrate_spectral_path(start.network, images, start.architecture, start.spectral_share)


def _dates_by_themselves(images: Tensor, moments: int) -> Tensor:
    """Dates as images of their own, float32 (N,C/M,H,W), the first date first, as the network looks at them.

    Each date is seen in some of the windows, so that a long series takes hardly longer than a single date.
    """
    batches = math.ceil(len(images) / moments / IMAGES_AT_ONCE)
    of_each = min(batches * IMAGES_AT_ONCE, len(images))
    windows = torch.arange(moments * of_each, device=images.device).view(moments, of_each) % len(images)
    return torch.cat([date[seen] for date, seen in zip(images.chunk(moments, dim=1), windows, strict=True)])


def trust_of(start: Start, features: int, recipe: Recipe) -> Tensor | None:
    """How much the head trusts each of its features: those that pass the bands through more than learnt ones."""
    if not start.trusted_share:
        return None
    moments, channels = start.architecture.moments or 1, start.architecture.decoder_channels[-1]
    trust = torch.ones(moments, channels, features // (moments * channels))
    trust[:, int(channels * start.trusted_share) :] = recipe.learnt_trust
    return trust.flatten()


def _images_of_scene(prepared: Prepared, pixels: LabelPixels, count: int, seed: int) -> Tensor:
    """Windows of the scene, and around labels: of a scene with little data the first may show nothing."""
    side = CORE_PX + 2 * CONTEXT_PX
    grid = prepared.scene.grid
    windows: list[Window] = random_windows(grid.height, grid.width, side=side, count=count, seed=seed)
    windows += [covering.around for covering in covering_windows(pixels)[: max(count // 3, 1)]]
    chips = prepared.reader.read(windows)
    filled = chips.valid.flatten(1).float().mean(dim=1)
    return chips.images[filled >= min(0.5, float(filled.max()))]
