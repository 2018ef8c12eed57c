"""Parts of a scene that a network of int8 is fitted to, from all over what is to be mapped."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray

from deepsat.devices import int8_pays
from deepsat.extras import needed_package
from deepsat.jobs import PredictJob
from deepsat.models import Model
from deepsat.predict.openvino_network import stay_silent
from deepsat.predict.pipeline import Source
from deepsat.predict.quantising import Quantiser, Values
from deepsat.predict.tiling import TilePlan
from deepsat.predict.ways import INT8, ways_of
from deepsat.predict.work import Work
from deepsat.reporting import Reporter

PARTS = 16
"""Of the scene, at most."""
PART_PX = 256
MOST_LOOKS = 256
"""Tiles that are read at most where few have data, if one of them has."""


def quantiser_for(
    job: PredictJob, model: Model, device: torch.device, work: Work, reporter: Reporter
) -> Quantiser | None:
    """What a job in int8 needs; None where it is in another precision, or int8 is nothing here, which is said.

    Raises:
        UserError: `PACKAGE_MISSING`; `INVALID_JOB` where the device or the model has no int8.
        Cancelled: the person asked to stop.
    """
    if job.precision != INT8:
        return None
    stay_silent()
    for name in ("openvino", "nncf"):
        needed_package(name, INT8)
    # Refuses what has no int8 before anything is read.
    next(ways_of(device, work.plan.pixel_count, job.engine, job.precision, model))
    if not int8_pays(device):
        reporter.log("OpenVINO in int8 is not used: this processor has no instructions for it.", "warning")
        return None
    reporter.progress(0.0, "predict", "Reading parts of the scene for int8.")
    parts = parts_of(work.source, work.plan, reporter)
    return Quantiser(parts) if parts else None


def parts_of(source: Source, plan: TilePlan, reporter: Reporter) -> list[Values]:
    """At most `PARTS` parts with data, of tiles from all over a plan; none where nothing has data.

    Returns:
        float32 (1,C,h,w) each, normalised, all of one shape.

    Raises:
        Cancelled: the person asked to stop.
    """
    parts: list[Values] = []
    for looked, place in enumerate(_scattered(plan)):
        reporter.check_cancelled()
        values, valid = source.read(plan.window(*place))
        if valid.any():
            parts.append(_fullest(values, valid)[None])
        if len(parts) == PARTS or (parts and looked + 1 >= MOST_LOOKS):
            break
    return parts


def _scattered(plan: TilePlan) -> Iterator[tuple[int, int]]:
    """All tiles, in an order that depends on their number alone."""
    columns = len(plan.columns.starts)
    for number in np.random.default_rng(0).permutation(plan.tile_count):
        yield int(number) // columns, int(number) % columns


def _fullest(values: Values, valid: NDArray[np.bool_]) -> Values:
    """The part of a tile that has the most data, or all of a tile that cannot be cut into such parts."""
    height, width = valid.shape
    if height % PART_PX or width % PART_PX:
        return values
    counts = valid.reshape(height // PART_PX, PART_PX, width // PART_PX, PART_PX).sum(axis=(1, 3))
    row, column = (PART_PX * index for index in np.unravel_index(int(counts.argmax()), counts.shape))
    return np.ascontiguousarray(values[:, row : row + PART_PX, column : column + PART_PX])
