"""How much of a map the forest should make, and when held-out polygons should change that.

    python -m benchmarks.blends

measures on the places that settings are chosen by, never on those that are scored, and prints the tables of
docs/recipe.md. With each number of polygons a class, forest and fitted head learn from all of them. Every blend is
scored on the dense truth, as it is and smoothed, and so is what cross-validation would have chosen.
"""

from __future__ import annotations

import argparse
import dataclasses
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from benchmarks.label_sets import Budget, LabelSet, shortcoming
from benchmarks.looked_at import looked_at
from benchmarks.places import DEVELOPMENT, SEEN, Place, data_folder, find_places
from deepsat.accuracy import Confusion
from deepsat.class_map import NO_CLASS
from deepsat.finetune import candidates
from deepsat.finetune.candidates import FOREST_SHARES, USUAL_FOREST_SHARE, Candidate, blends
from deepsat.finetune.cross_validation import cross_validated, forest_of, head_of
from deepsat.finetune.head import set_head
from deepsat.finetune.preparation import Prepared
from deepsat.jobs import UserError
from deepsat.models import Forest, Model
from deepsat.models.smoothing import smoothed
from deepsat.reporting import SilentReporter

MARGINS = (0.0, 0.05, 0.1, 0.2)
BUDGETS = ("k1", "k3", "k5", "k10")
MARGIN_PX = 32


@dataclasses.dataclass(frozen=True)
class Measured:
    """One place with one budget."""

    by_share: dict[float, float]
    """Mean IoU by the forest's share, 0-1."""
    smoothed: dict[float, float]
    """Likewise, of the blend when it is smoothed along the image."""
    chosen: dict[float, float]
    """The share that cross-validation chose, by the margin asked for."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures, and prints the tables."""
    parser = argparse.ArgumentParser(prog="benchmarks.blends", description="How much the forest should make of a map.")
    parser.add_argument("--budgets", nargs="+", choices=BUDGETS, default=list(BUDGETS))
    parser.add_argument("--data", type=Path, default=data_folder(), help="folder with the places")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    places = [place for place in find_places((*DEVELOPMENT, *SEEN), options.data) if place.has_truth]
    found: dict[str, list[Measured]] = defaultdict(list)
    for name in options.budgets:
        budget = Budget(name)
        for place in places:
            if shortcoming(place, budget):
                continue
            try:
                found[name].append(measure(place, budget))
            except UserError as error:
                # A place whose polygons are of one class only.
                print(f"{place.name}, {budget.title}: left out. {error}")
    print("\n".join(tables(found)))


def measure(place: Place, budget: Budget, seed: int = 0) -> Measured:
    """Scores every blend on a place's truth, outside of all polygons.

    Raises:
        UserError: the polygons are of no use.
    """
    with looked_at(place, budget, seed) as seen:
        start, labelled = seen.start, seen.labelled
        set_head(start.network, *head_of(labelled, seen.recipe, seen.trust))
        model = Model(start.network, start.architecture.input_scale)
        images, head, forest = _everywhere(seen.prepared, model, forest_of(labelled, seen.recipe, seed))
        out_of_fold = cross_validated(labelled, seen.recipe, seen.trust, seed, SilentReporter().check_cancelled)
    evidence = blends(out_of_fold.pixels, out_of_fold.head, out_of_fold.forest, FOREST_SHARES, trained=False)
    chosen = {}
    for margin in MARGINS:
        chosen[margin] = candidates.chosen_of(
            evidence, Candidate(USUAL_FOREST_SHARE), margin, labelled.folds.halved
        ).forest_share
    truth = _truth(seen.labels, seen.prepared)
    blended = {share: torch.lerp(head, forest, share) for share in FOREST_SHARES}
    return Measured(
        {share: _mean_iou(blend, truth) for share, blend in blended.items()},
        {share: _mean_iou(smoothed(blend, images), truth) for share, blend in blended.items()},
        chosen,
    )


def tables(found: dict[str, list[Measured]]) -> list[str]:
    """Markdown lines: mean IoU by share, and by the margin that cross-validation had to overcome."""
    names = list(found)
    head = ["| " + " | ".join(["", *(Budget(name).title for name in names)]) + " |", "| --- " * (len(names) + 1) + "|"]

    def row(title: str, values: list[float]) -> str:
        return "| " + " | ".join([title, *(f"{value:.3f}" for value in values)]) + " |"

    lines = [f"{len(found[names[0]])} places.", "", *head]
    for share in FOREST_SHARES:
        values = [float(np.mean([m.by_share[share] for m in found[name]])) for name in names]
        lines.append(row(Candidate(share).name, values))
    for share in FOREST_SHARES:
        values = [float(np.mean([m.smoothed[share] for m in found[name]])) for name in names]
        lines.append(row(f"{Candidate(share).name}, smoothed", values))
    lines += ["", *head]
    for margin in MARGINS:
        values = [float(np.mean([m.by_share[m.chosen[margin]] for m in found[name]])) for name in names]
        lines.append(row(f"chosen where better by {margin:g}", values))
    best = [float(np.mean([max(m.by_share.values()) for m in found[name]])) for name in names]
    return [*lines, row("the best of each place, were it known", best)]


def _everywhere(prepared: Prepared, model: Model, forest: Forest) -> tuple[Tensor, ...]:
    """Images float32 (1,C,H,W), probabilities (1,K,H,W) of network and forest; of scenes that fit in one tile."""
    grid = prepared.scene.grid
    # A multiple of every stride, with context on each side.
    around = grid.whole.grown(MARGIN_PX)
    around = dataclasses.replace(around, height=-(-around.height // 64) * 64, width=-(-around.width // 64) * 64)
    images = prepared.reader.read([around]).images
    rows, columns = slice(MARGIN_PX, MARGIN_PX + grid.height), slice(MARGIN_PX, MARGIN_PX + grid.width)
    with torch.inference_mode():
        by_network, by_forest = model.eval().probabilities(images), forest(images)
    return tuple(part[:, :, rows, columns] for part in (images, by_network, by_forest))


def _truth(labels: LabelSet, prepared: Prepared) -> NDArray[np.uint8]:
    """uint8 (H,W): the truth as class ids of the model; 255 where nothing is scored."""
    table = np.full(256, NO_CLASS, dtype=np.uint8)
    for index, name in enumerate(labels.names):
        table[index] = prepared.pixels.class_map.id_of(name)
    return table[labels.reference]


def _mean_iou(probabilities: Tensor, truth: NDArray[np.uint8]) -> float:
    said = probabilities[0].argmax(dim=0).numpy().astype(np.uint8)
    return Confusion.empty(probabilities.shape[1]).add(said, truth).mean_iou


if __name__ == "__main__":
    main()
