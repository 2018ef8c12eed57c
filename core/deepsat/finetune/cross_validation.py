"""Cross-validation: what forest and head say of each polygon when they have not seen it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from deepsat.finetune.class_weights import class_weights_of
from deepsat.finetune.forest_fitting import fit_forest
from deepsat.finetune.head import fit_head
from deepsat.finetune.labelled import Labelled
from deepsat.finetune.recipe import Recipe
from deepsat.labels import LabelPixels
from deepsat.labels.folds import NO_FOLD
from deepsat.models import Forest

HEAD_PIXELS = 500
"""Most pixels of a class that the head is fitted to in a fold: it is fitted once for each, only to be compared."""


@dataclasses.dataclass(frozen=True)
class OutOfFold:
    """Pixels that were held out once, and what was said of them by learners that had not seen their polygons."""

    pixels: LabelPixels
    fold: NDArray[np.int16]
    """int16 (N,): in which fold."""
    head: NDArray[np.float32]
    """float32 (N,K), 0-1."""
    forest: NDArray[np.float32]
    """Likewise."""

    def in_folds(self, folds: Collection[int]) -> OutOfFold:
        """The pixels of some folds."""
        chosen = np.isin(self.fold, list(folds))
        return OutOfFold(self.pixels.where(chosen), self.fold[chosen], self.head[chosen], self.forest[chosen])


def cross_validated(
    labelled: Labelled, recipe: Recipe, trust: Tensor | None, seed: int, check: Callable[[], None]
) -> OutOfFold:
    """Fits forest and head once for each fold, to all but its polygons.

    Args:
        labelled: pixels in at least one fold, and what is seen there.
        recipe: how the head is fitted.
        trust: as `fit_head` takes it.
        seed: of the forest, and of what is left out of the head's pixels.
        check: called between any two fits; what it raises ends the work.
    """
    class_count, folds = len(labelled.pixels.class_map), labelled.folds
    head = np.zeros((len(labelled.pixels), class_count), dtype=np.float32)
    forest = np.zeros_like(head)
    for fold in range(folds.count):
        training, held_out = labelled.where(folds.training(fold)), folds.held_out(fold)
        scored = labelled.where(held_out)
        check()
        grown = forest_of(training, recipe, seed)
        forest[held_out] = grown.of_features(torch.from_numpy(scored.surroundings.T.copy())).numpy()
        check()
        weights, biases = head_of(thinned_by_class(training, seed), recipe, trust)
        head[held_out] = torch.softmax(scored.features @ weights.T + biases, dim=1).numpy()
    once = folds.held_out_in != NO_FOLD
    return OutOfFold(labelled.pixels.where(once), folds.held_out_in[once], head[once], forest[once])


def forest_of(labelled: Labelled, recipe: Recipe, seed: int) -> Forest:
    """A forest fitted to labelled pixels."""
    pixels = labelled.pixels
    return fit_forest(
        labelled.surroundings,
        pixels.class_ids,
        pixels.polygon_ids,
        len(pixels.class_map),
        rotations=labelled.rotations,
        trees_a_kind=recipe.trees_a_kind,
        seed=seed,
    )


def head_of(
    labelled: Labelled, recipe: Recipe, trust: Tensor | None, begin: tuple[Tensor, Tensor] | None = None
) -> tuple[Tensor, Tensor]:
    """Weights and biases of a head fitted to labelled pixels, from `begin` on."""
    class_weights = class_weights_of(labelled.pixels, recipe.class_balance)
    return fit_head(labelled.features, labelled.class_ids, class_weights, recipe.head_penalty, trust, begin)


def thinned_by_class(labelled: Labelled, seed: int) -> Labelled:
    """At most `HEAD_PIXELS` of each class, drawn at random."""
    draw = np.random.default_rng(seed)
    kept = np.zeros(len(labelled.pixels), dtype=np.bool_)
    for class_id in np.unique(labelled.pixels.class_ids):
        kept[draw.permutation(np.flatnonzero(labelled.pixels.class_ids == class_id))[:HEAD_PIXELS]] = True
    return labelled.where(kept)
