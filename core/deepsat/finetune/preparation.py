"""Labels and scene, ready to learn from."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np

from deepsat.finetune.chips import ChipReader
from deepsat.finetune.recipe import Recipe
from deepsat.imagery import Normalisation, UsableScene
from deepsat.imagery.scene import Scene
from deepsat.jobs.bands import Band
from deepsat.jobs.sentences import quoted
from deepsat.labels import Folds, LabelPixels, Labels, label_pixels, polygon_folds
from deepsat.labels.folds import BUFFER_PX
from deepsat.reporting import Reporter

LONG = 8
"""Moments of a series from which on single polygons are warned of. With 16 a map from one polygon a class was far worse
than that of most single dates, with three polygons it was not: docs/series.md."""


@dataclasses.dataclass(frozen=True)
class Prepared:
    """Labels on a scene's grid, in folds, and the scene as the network sees it."""

    scene: Scene
    normalisation: Normalisation
    reader: ChipReader
    pixels: LabelPixels
    folds: Folds
    """Of `pixels`."""
    findings: tuple[str, ...]
    left_out: Mapping[int, Band]
    """What else the raster has that is not learnt from: see `UsableScene`."""


def prepare(
    labels: Labels, usable: UsableScene, recipe: Recipe, reporter: Reporter, reasons: tuple[str, ...]
) -> Prepared:
    """Finds the pixels of labels, and puts them into folds.

    Args:
        labels: on the scene's grid.
        usable: the scene to learn from.
        recipe: how many folds.
        reporter: told of progress and of every finding.
        reasons: sentences to add to the findings.

    Raises:
        UserError: `LABELS_UNUSABLE` where fewer than two classes have pixels with data.
    """
    scene = usable.scene
    pixels = label_pixels(labels, scene.grid, scene.valid, by_share=scene.scale > 1)
    folds = polygon_folds(pixels, recipe.folds, buffer_px=BUFFER_PX * scene.scale)
    reporter.progress(0.03, "labels", f"{len(pixels)} labelled pixels in {len(labels.polygons)} polygons.")
    findings = (
        *scene.findings,
        *labels.findings,
        *pixels.findings,
        *folds.findings,
        *_of_long_series(scene, pixels),
        *usable.findings,
        *reasons,
    )
    for finding in findings:
        reporter.log(finding, "warning")
    reader = ChipReader(scene, usable.normalisation)
    return Prepared(scene, usable.normalisation, reader, pixels, folds, findings, usable.left_out)


def _of_long_series(scene: Scene, pixels: LabelPixels) -> tuple[str, ...]:
    """That a single polygon says how one field changes, and not how fields of its class differ."""
    count = {
        land_cover.name: len(np.unique(pixels.polygon_ids[pixels.class_ids == land_cover.id]))
        for land_cover in pixels.class_map.classes
    }
    names = [name for name, polygons in count.items() if polygons == 1]
    if len(scene.moments) < LONG or not names:
        return ()
    return (
        f"The series shows {len(scene.moments)} points in time, and {quoted(names)} "
        f"{'has' if len(names) == 1 else 'have'} a single polygon: fields of one class change in different ways, so "
        "the map can be worse than that of one date. Draw polygons in other fields of the class, or take fewer dates.",
    )
