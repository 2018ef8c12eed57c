"""A map of change without any label: where the features of two dates lie unusually far apart.

It is a start for looking and labelling, no verdict: whatever differs between the dates is change to it, crops that were
harvested as much as a forest that was cut.
"""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

import deepsat
from deepsat.change.distance import FeatureDistance
from deepsat.change.distance_file import BYTES_A_PIXEL, DistanceFile, open_distances
from deepsat.change.otsu import Cut, otsu
from deepsat.change.radiometry import unchanged_lines
from deepsat.class_map import NO_CLASS, ClassMap, LandCoverClass
from deepsat.devices import choose_device, describe_device
from deepsat.finetune.checkpoints import fitting_checkpoint, start_network
from deepsat.finetune.chips import ChipReader
from deepsat.finetune.frozen import calibrate
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.reproducible import reproducible
from deepsat.finetune.sampling import random_windows
from deepsat.imagery import ClassRasterWriter, Grid, Normalisation, PercentRasterWriter, Window, with_usable_bands
from deepsat.imagery.cloud_optimised import ROOM
from deepsat.imagery.pair import Pair, open_pair
from deepsat.jobs import ChangeMapJob, ErrorCode, UserError
from deepsat.jobs.checkpoint_names import BANDS
from deepsat.outputs.output_checks import check_room_for
from deepsat.outputs.temporary_files import whole_file
from deepsat.predict.tiling import TilePlan
from deepsat.reporting import PartReporter, Reporter

CLASSES = ClassMap((LandCoverClass(0, "no change", "#e8e6e1"), LandCoverClass(1, "change", "#d7301f")))
TILE_PX, MARGIN_PX = 256, 16
SAMPLED_WINDOWS = 24
WINDOW_PX = 96
BINS = np.geomspace(1e-3, 1e3, 4001)
"""Edges of the histogram of distances."""
FAR_OUT = 0.001
"""Share of the distances, the largest, that do not move the threshold: a few clouds lie as far out as nothing else."""
MESH_PX, MESH_LINES = 16, 20
MATCHED_PIXELS = 4000
"""Pixels that the second date's radiometry is found from."""


def change_map(job: ChangeMapJob, reporter: Reporter) -> dict[str, Any]:
    """Maps where two dates of a place differ unusually.

    Args:
        job: the rasters, the checkpoint to look with, and what to write.
        reporter: told of progress; asked at each tile whether to stop.

    Returns:
        `output`, `strength` (paths), `threshold` (distance above which a pixel counts as changed), `automatic` (whether
        Otsu's method chose it), `separability` (0-1, how clearly the distances fall into two heaps; 0 where all are
        alike), `area` (for each class its `pixels` and `hectares`), `device`, `findings`, `seconds`.

    Raises:
        UserError: whatever is wrong with the rasters, the checkpoint, the device or the outputs.
        Cancelled: nothing was written.
    """
    started = time.monotonic()
    device = choose_device(job.device, reporter)
    with open_pair(job.before, job.after) as pair, reproducible():
        reporter.progress(0.0, "features", "Looking at both dates.")
        usable = with_usable_bands(pair, job.seed, (), PartReporter(reporter, 0.0, 0.05))
        scene: Pair = usable.scene  # type: ignore[assignment]
        reader = ChipReader(scene, _matched_radiometry(scene, usable.normalisation, job.seed))
        distance, said = _fitted(job, scene, reader, device, reporter)
        findings = [*pair.findings, *usable.findings, *said, *scene.grid.area_findings()]
        grid, each = scene.grid, scene.grid.whole.pixel_count
        check_room_for([(job.output, (BYTES_A_PIXEL + ROOM) * each), (job.strength, ROOM * each)])
        with open_distances(Path(job.output).absolute().parent, grid) as distances:
            counts = _measure(distances, reader, grid, distance, reporter)
            cut = _cut(counts, job.threshold, findings)
            pixels, areas = _write(job, grid, distances, cut.threshold, _tags(scene), reporter)
    for finding in findings:
        reporter.log(finding, "warning")
    seconds = time.monotonic() - started
    reporter.progress(1.0, "predict", f"{pixels[1] / max(1, sum(pixels)):.1%} of the pixels count as changed.")
    names = CLASSES.names
    return {
        "output": job.output,
        "strength": job.strength,
        "threshold": cut.threshold,
        "automatic": job.threshold == 0,
        "separability": cut.separability,
        "area": {names[k]: {"pixels": pixels[k], "hectares": areas[k] / 10_000} for k in range(len(names))},
        "device": f"{device}: {describe_device(device)}",
        "findings": findings,
        "seconds": seconds,
    }


def _fitted(
    job: ChangeMapJob, scene: Pair, reader: ChipReader, device: torch.device, reporter: Reporter
) -> tuple[FeatureDistance, tuple[str, ...]]:
    """The distance, fitted to windows of both dates; and sentences about the checkpoint."""
    chips = reader.read(_windows(scene, job.seed))
    if job.checkpoint == BANDS:
        distance = FeatureDistance(None, 1, device)
        distance.fit(chips.images, chips.valid)
        return distance, ()
    checkpoint, reasons = fitting_checkpoint(job.checkpoint, scene.before)
    start = start_network(checkpoint, scene.before, 1, Recipe(), job.seed)
    start.network.to(device)
    if start.needs_calibration:
        calibrate(start, torch.cat(chips.images.chunk(2, dim=1)).to(device), reporter.check_cancelled)
    distance = FeatureDistance(start.network.eval(), start.architecture.input_scale, device)
    distance.fit(chips.images, chips.valid)
    return distance, (*reasons, *start.findings)


def _matched_radiometry(scene: Pair, normalisation: Normalisation, seed: int) -> Normalisation:
    """The normalisation by which what has not changed looks alike at both dates."""
    chips = ChipReader(scene, normalisation).read(_mesh(scene.grid))
    pixels = chips.images.movedim(1, 0)[:, chips.valid].numpy()
    if pixels.shape[1] == 0:
        chips = ChipReader(scene, normalisation).read([_first_data(scene)])
        pixels = chips.images.movedim(1, 0)[:, chips.valid].numpy()
    chosen = np.random.default_rng(seed).permutation(pixels.shape[1])[:MATCHED_PIXELS]
    count = len(scene.bands)
    lines = unchanged_lines(pixels[:count, chosen], pixels[count:, chosen], seed=seed)
    mean, std = np.array(normalisation.mean), np.array(normalisation.std)
    mean[count:] += lines.offset * std[count:]
    std[count:] *= lines.gain
    return dataclasses.replace(normalisation, mean=tuple(map(float, mean)), std=tuple(map(float, std)))


def _mesh(grid: Grid) -> list[Window]:
    """Small windows, evenly spread: what most of the scene does has to be most of what is seen."""
    corners = (
        [round(place) for place in np.linspace(0, max(0, length - MESH_PX), max(1, min(MESH_LINES, length // MESH_PX)))]
        for length in (grid.height, grid.width)
    )
    return [Window(row, column, MESH_PX, MESH_PX) for row, column in itertools.product(*corners)]


def _windows(scene: Pair, seed: int) -> list[Window]:
    """Windows to sample, somewhere with data of both dates."""
    grid = scene.grid
    count = min(SAMPLED_WINDOWS, 2 + grid.whole.pixel_count // WINDOW_PX**2)
    windows = random_windows(grid.height, grid.width, side=WINDOW_PX, count=count, seed=seed)
    return windows if any(scene.valid(window).any() for window in windows) else [_first_data(scene)]


def _first_data(scene: Pair) -> Window:
    """A window with data of both dates.

    Raises:
        UserError: `RASTER_UNREADABLE` where there is none.
    """
    grid = scene.grid
    for row in range(0, grid.height, WINDOW_PX):
        for column in range(0, grid.width, WINDOW_PX):
            window = Window(row, column, WINDOW_PX, WINDOW_PX)
            if scene.valid(window).any():
                return window
    raise UserError(
        ErrorCode.RASTER_UNREADABLE,
        expected="pixels with data at both dates",
        found="none",
        remedy="Check that both rasters show the same place.",
    )


def _measure(
    distances: DistanceFile, reader: ChipReader, grid: Grid, distance: FeatureDistance, reporter: Reporter
) -> NDArray[np.int64]:
    """Writes the distance of each pixel, NaN where there are no data; the histogram of all."""
    plan = TilePlan.covering(grid.whole, tile=TILE_PX, margin=MARGIN_PX, alignment=2 * MARGIN_PX)
    counts = np.zeros(len(BINS) - 1, dtype=np.int64)
    for number in range(plan.tile_count):
        reporter.check_cancelled()
        tile = plan.window(*divmod(number, len(plan.columns.starts)))
        core = tile.grown(-MARGIN_PX).intersection(grid.whole)
        chips = reader.read([tile])
        rows, columns = core.relative_to(tile).slices
        found = np.where(chips.valid[0].numpy(), distance.of(chips.images)[0], np.nan)[rows, columns]
        distances.write(core, found)
        share = (number + 1) / plan.tile_count
        reporter.progress(0.05 + 0.8 * share, "features", f"Looked at tile {number + 1} of {plan.tile_count}.")
    for row in range(0, grid.height, TILE_PX):
        part = distances.rows(row, TILE_PX)
        known = part[np.isfinite(part)]
        counts += np.histogram(known.clip(BINS[0], BINS[-1]), BINS)[0]
    return counts


def _cut(counts: NDArray[np.int64], threshold: float, findings: list[str]) -> Cut:
    """The threshold that a person gave, or Otsu's.

    Raises:
        UserError: `RASTER_UNREADABLE` where all distances are alike and no threshold was given.
    """
    found = _by_otsu(counts)
    if threshold > 0:
        return Cut(threshold, 0.0 if found is None else found.separability)
    if found is None:
        raise UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected="two dates that differ somewhere",
            found="the same values at both dates everywhere",
            remedy="Choose rasters of two different dates.",
        )
    findings.append(
        "Otsu's method chose the threshold. It always finds one: where nothing has changed, what is mapped is noise, "
        "and where a date has clouds, they are what stands out. Look at the map, and give a threshold of your own "
        "where it is too low or too high. What half of the scene did counts as no change."
    )
    return found


def _by_otsu(counts: NDArray[np.int64]) -> Cut | None:
    """Otsu's cut; None where all distances are alike, as between equal dates."""
    # Where all that differs is a small share of the scene, the far ones are the change itself.
    for histogram in (_without_far_ones(counts), counts):
        if np.count_nonzero(histogram) > 1:
            return otsu(histogram, BINS)
    return None


def _without_far_ones(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The histogram with its farthest values moved to where the others end."""
    last = int(np.searchsorted(np.cumsum(counts), (1 - FAR_OUT) * counts.sum()))
    kept: NDArray[np.int64] = counts.copy()
    kept[last] = counts[last:].sum()
    kept[last + 1 :] = 0
    return kept


def _write(
    job: ChangeMapJob, grid: Grid, distances: DistanceFile, threshold: float, tags: dict[str, str],
    reporter: Reporter,
) -> tuple[list[int], list[float]]:  # fmt: skip
    """Writes the rasters, all or none; pixels and square metres of each class."""
    row_areas, pixels, areas = grid.row_areas(), np.zeros(2, dtype=np.int64), np.zeros(2)
    with contextlib.ExitStack() as renaming, contextlib.ExitStack() as writing:
        output = renaming.enter_context(whole_file(Path(job.output)))
        classes = writing.enter_context(ClassRasterWriter(output, grid, CLASSES, tags))
        strength = None
        if job.strength:
            other = renaming.enter_context(whole_file(Path(job.strength)))
            strength = writing.enter_context(PercentRasterWriter(other, grid, ("strength",), tags))
        for row in range(0, grid.height, TILE_PX):
            reporter.check_cancelled()
            part = distances.rows(row, TILE_PX)
            known = np.isfinite(part)
            class_ids = np.where(known, part > threshold, NO_CLASS).astype(np.uint8)
            classes.write(row, class_ids)
            if strength is not None:
                percent = 100 * part / (part + threshold)
                strength.write(row, np.where(known, percent.round(), NO_CLASS).astype(np.uint8))
            for k in (0, 1):
                of_row = (class_ids == k).sum(axis=1)
                pixels[k] += of_row.sum()
                areas[k] += (of_row * row_areas[row : row + len(part)]).sum()
    return [int(count) for count in pixels], [float(area) for area in areas]


def _tags(pair: Pair) -> dict[str, str]:
    names = [Path(path).name for path in pair.images]
    return {"DEEPSAT_VERSION": deepsat.__version__, "DEEPSAT_SOURCE": ", ".join(names)}
