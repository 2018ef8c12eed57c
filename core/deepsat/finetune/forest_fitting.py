"""Fitting the forest: three ways to grow trees, in equal numbers, and a logistic regression beside them.

On 18 development places with 1 and 3 polygons a class, trees that see the bands alone and trees that see the
neighbourhood too were each better where the other was worse, and together as good as the better one of each place;
extremely randomised trees (Geurts et al. 2006) beside them help where a class has a single polygon. Noise fractions of
the bands, for the trees to look at and for the logistic regression, pay with any number of polygons: docs/recipe.md.
Of a series the logistic regression looks at one date at a time: at places of 4 and 5 dates that gains 1.5 points more.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from torch import Tensor

from deepsat.finetune.head import NEVER
from deepsat.models.forest import Forest, arrays_of_trees
from deepsat.models.neighbourhood import FEATURES_A_BAND
from deepsat.models.noise_fractions import NoiseRotations, rotated

MAX_DEPTH = 16
PENALTY = 3e-3
"""Of the squared weights of the logistic regression, against the mean loss of a pixel."""
MAX_STEPS = 300


def fit_forest(
    features: NDArray[np.float32],
    class_ids: NDArray[np.uint8],
    polygon_ids: NDArray[np.int32],
    class_count: int,
    *,
    rotations: NoiseRotations | None = None,
    trees_a_kind: int,
    seed: int,
) -> Forest:
    """Grows a forest.

    Args:
        features: float32 (N,3C), as `neighbourhood` gives them.
        class_ids: uint8 (N,).
        polygon_ids: int32 (N,), the polygon that each pixel lies in.
        class_count: K.
        rotations: into the scene's noise fractions; None for trees alone that do not see them.
        trees_a_kind: of each of the three kinds.
        seed: of all draws.
    """
    weights = pixel_weights(class_ids, polygon_ids)
    bands = features[:, : features.shape[1] // FEATURES_A_BAND]
    beside = {}
    if rotations is not None:
        of_bands, biases = _by_date(bands, rotations.by_date, class_ids, class_count, weights)
        beside = {"rotation": rotations.joint, "band_weights": of_bands, "band_biases": biases}
        around = features[:, bands.shape[1] :]
        bands = np.hstack([bands, _turned(rotations.joint, bands)])
        features = np.hstack([bands, around])
    settings = {"n_estimators": trees_a_kind, "max_depth": MAX_DEPTH, "n_jobs": 1}
    kinds = (
        (RandomForestClassifier(random_state=seed, **settings), bands),
        (RandomForestClassifier(random_state=seed + 1, **settings), features),
        (ExtraTreesClassifier(random_state=seed + 2, **settings), features),
    )
    trees = [tree.tree_ for kind, seen in kinds for tree in kind.fit(seen, class_ids, weights).estimators_]
    return Forest({**arrays_of_trees(trees, np.unique(class_ids).astype(np.int64), class_count), **beside})


def _by_date(
    bands: NDArray[np.float32],
    rotations: Tensor,
    class_ids: NDArray[np.uint8],
    class_count: int,
    weights: NDArray[np.float64],
) -> tuple[Tensor, Tensor]:
    """Weights float32 (K,C) of the bands and biases (K,): the mean of what logistic regressions say of each date.

    One for all dates would have more fractions than a few polygons can tell apart, and is surer than it may be.
    """
    each = np.split(bands, len(rotations), axis=1)
    fitted = [
        _logistic_regression(_turned(rotation, date), class_ids, class_count, weights)
        for rotation, date in zip(rotations, each, strict=True)
    ]
    # A regression is linear in the fractions, and these are in the bands.
    of_bands = [found[0] @ rotation.numpy() for found, rotation in zip(fitted, rotations, strict=True)]
    biases = np.mean([found[1] for found in fitted], axis=0)
    all_weights = np.hstack(of_bands) / len(fitted)
    return torch.from_numpy(all_weights.astype(np.float32)), torch.from_numpy(biases.astype(np.float32))


def _turned(rotation: Tensor, bands: NDArray[np.float32]) -> NDArray[np.float32]:
    """float32 (N,M): noise fractions of pixels, as a model computes them, of bands float32 (N,C)."""
    return rotated(rotation, torch.from_numpy(bands.T.copy())).T.numpy()


def _logistic_regression(
    fractions: NDArray[np.float32], class_ids: NDArray[np.uint8], class_count: int, weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights float64 (K,M) and biases (K,); a class without a pixel never wins."""
    present = np.unique(class_ids)
    all_weights = np.zeros((class_count, fractions.shape[1]))
    all_biases = np.full(class_count, float(NEVER))
    all_biases[present] = 0
    if len(present) > 1:
        fitted = LogisticRegression(C=1 / (2 * PENALTY * len(class_ids)), max_iter=MAX_STEPS)
        fitted.fit(fractions, class_ids, weights)
        # Of two classes there is one row only: what speaks for the second.
        told = present[-len(fitted.coef_) :]
        all_weights[told], all_biases[told] = fitted.coef_, fitted.intercept_
    return all_weights, all_biases


def pixel_weights(class_ids: NDArray[np.uint8], polygon_ids: NDArray[np.int32]) -> NDArray[np.float64]:
    """float64 (N,), mean 1: each class weighs the same, and within a class each polygon."""
    _, polygons, sizes = np.unique(polygon_ids, return_inverse=True, return_counts=True)
    members = [np.unique(polygon_ids[class_ids == class_id]) for class_id in np.unique(class_ids)]
    polygons_of_class = {int(k): len(m) for k, m in zip(np.unique(class_ids), members, strict=True)}
    shares = np.array([polygons_of_class[int(class_id)] for class_id in class_ids], dtype=np.float64)
    weights = 1 / (sizes[polygons] * shares)
    return np.asarray(weights / weights.mean(), dtype=np.float64)
