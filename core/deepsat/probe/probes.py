"""Two probes of frozen features: the nearest neighbours, and a linear classifier.

As in the evaluation of SeCo (Mañas et al. 2021, arXiv 2103.16607) and of most contrastive methods, here for each
labelled pixel, polygons being held out as a whole.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.neighbors import KNeighborsClassifier

from deepsat.accuracy import Evidence
from deepsat.finetune.cross_validation import head_of, thinned_by_class
from deepsat.finetune.labelled import Labelled
from deepsat.finetune.recipe import Recipe
from deepsat.labels.folds import NO_FOLD

NEIGHBOURS, LINEAR = "neighbours", "linear"
PROBES = (NEIGHBOURS, LINEAR)

LEAST_DEVIATION = 1e-6
"""A feature that varies less among the training pixels tells nothing, and is not scaled up."""


def probe_features(
    labelled: Labelled, *, kernel: int, neighbours: int, recipe: Recipe, seed: int, check: Callable[[], None]
) -> dict[str, Evidence]:
    """What each probe says of the held-out pixels.

    Args:
        labelled: pixels in at least one fold, with their features.
        kernel: side of the window of features that a row of them holds; the neighbours are found by its middle.
        neighbours: most pixels to ask.
        recipe: how the linear probe is fitted.
        seed: of what is left out of large classes.
        check: called between any two fits; what it raises ends the work.
    """
    folds, class_count = labelled.folds, len(labelled.pixels.class_map)
    said = {name: np.zeros((len(labelled.pixels), class_count), dtype=np.float32) for name in PROBES}
    for fold in range(folds.count):
        check()
        training = thinned_by_class(labelled.where(folds.training(fold)), seed)
        held_out = folds.held_out(fold)
        scored = labelled.where(held_out)
        said[NEIGHBOURS][held_out] = _by_neighbours(training, scored, kernel, neighbours, class_count)
        check()
        weights, biases = head_of(training, recipe, None)
        said[LINEAR][held_out] = torch.softmax(scored.features @ weights.T + biases, dim=1).numpy()
    once = folds.held_out_in != NO_FOLD
    pixels = labelled.pixels.where(once)
    return {name: Evidence(pixels.class_ids, shares[once], pixels.polygon_ids) for name, shares in said.items()}


def _by_neighbours(
    training: Labelled, scored: Labelled, kernel: int, neighbours: int, class_count: int
) -> NDArray[np.float32]:
    """float32 (N,K): shares of the classes among the nearest training pixels, each class counting as if equally large.

    Nearness is the cosine of standardised features.
    """
    known, asked = (middles(part.features.numpy(), kernel) for part in (training, scored))
    mean, deviation = known.mean(axis=0), known.std(axis=0)
    deviation = np.where(deviation > LEAST_DEVIATION, deviation, 1)
    finder = KNeighborsClassifier(min(neighbours, len(known)), metric="cosine", algorithm="brute")
    finder.fit((known - mean) / deviation, training.pixels.class_ids)
    shares = finder.predict_proba((asked - mean) / deviation)
    weighed = shares / np.bincount(training.pixels.class_ids, minlength=class_count)[finder.classes_]
    found = np.zeros((len(asked), class_count), dtype=np.float32)
    found[:, finder.classes_] = weighed / weighed.sum(axis=1, keepdims=True)
    return found


def middles(features: NDArray[np.float32], kernel: int) -> NDArray[np.float32]:
    """Of rows that hold a kernel x kernel window of each channel, the middle: float32 (N,D*k*k) to (N,D)."""
    cells = kernel * kernel
    return features.reshape(len(features), -1, cells)[:, :, cells // 2]
