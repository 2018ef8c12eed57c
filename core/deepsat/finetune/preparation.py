"""Labels and scene, ready to learn from."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from deepsat.finetune.chips import ChipReader
from deepsat.finetune.recipe import Recipe
from deepsat.imagery import Normalisation, UsableScene
from deepsat.imagery.scene import Scene
from deepsat.jobs.bands import Band
from deepsat.labels import Folds, LabelPixels, Labels, label_pixels, polygon_folds
from deepsat.labels.folds import BUFFER_PX
from deepsat.reporting import Reporter


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
        *usable.findings,
        *reasons,
    )
    for finding in findings:
        reporter.log(finding, "warning")
    reader = ChipReader(scene, usable.normalisation)
    return Prepared(scene, usable.normalisation, reader, pixels, folds, findings, usable.left_out)
