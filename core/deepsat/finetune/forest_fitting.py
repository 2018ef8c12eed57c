"""Fitting the forest: three ways to grow trees, in equal numbers, and a logistic regression beside them.

On 18 development places with 1 and 3 polygons a class, trees that see the bands alone and trees that see the
neighbourhood too were each better where the other was worse, and together as good as the better one of each place;
extremely randomised trees (Geurts et al. 2006) beside them help where a class has a single polygon. Noise fractions of
the bands, for the trees to look at and for the logistic regression, pay with any number of polygons: docs/recipe.md.
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
from deepsat.models.noise_fractions import rotated

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
    rotation: Tensor | None = None,
    trees_a_kind: int,
    seed: int,
) -> Forest:
    """Grows a forest.

    Args:
        features: float32 (N,3C), as `neighbourhood` gives them.
        class_ids: uint8 (N,).
        polygon_ids: int32 (N,), the polygon that each pixel lies in.
        class_count: K.
        rotation: float32 (M,C), into the scene's noise fractions; None for trees alone that do not see them.
        trees_a_kind: of each of the three kinds.
        seed: of all draws.
    """
    weights = pixel_weights(class_ids, polygon_ids)
    bands = features[:, : features.shape[1] // FEATURES_A_BAND]
    linear = {}
    if rotation is not None:
        fractions = rotated(rotation, torch.from_numpy(bands.T.copy())).T.numpy()
        linear = {"rotation": rotation, **_logistic_regression(fractions, class_ids, class_count, weights)}
        around = features[:, bands.shape[1] :]
        bands = np.hstack([bands, fractions])
        features = np.hstack([bands, around])
    settings = {"n_estimators": trees_a_kind, "max_depth": MAX_DEPTH, "n_jobs": 1}
    kinds = (
        (RandomForestClassifier(random_state=seed, **settings), bands),
        (RandomForestClassifier(random_state=seed + 1, **settings), features),
        (ExtraTreesClassifier(random_state=seed + 2, **settings), features),
    )
    trees = [tree.tree_ for kind, seen in kinds for tree in kind.fit(seen, class_ids, weights).estimators_]
    return Forest({**arrays_of_trees(trees, np.unique(class_ids).astype(np.int64), class_count), **linear})


def _logistic_regression(
    fractions: NDArray[np.float32], class_ids: NDArray[np.uint8], class_count: int, weights: NDArray[np.float64]
) -> dict[str, Tensor]:
    """Weights float32 (K,M) and biases (K,); a class without a pixel never wins."""
    present = np.unique(class_ids)
    all_weights = np.zeros((class_count, fractions.shape[1]), dtype=np.float32)
    all_biases = np.full(class_count, NEVER, dtype=np.float32)
    all_biases[present] = 0
    if len(present) > 1:
        fitted = LogisticRegression(C=1 / (2 * PENALTY * len(class_ids)), max_iter=MAX_STEPS)
        fitted.fit(fractions, class_ids, weights)
        # Of two classes there is one row only: what speaks for the second.
        told = present[-len(fitted.coef_) :]
        all_weights[told], all_biases[told] = fitted.coef_, fitted.intercept_
    return {"weights": torch.from_numpy(all_weights), "biases": torch.from_numpy(all_biases)}


def pixel_weights(class_ids: NDArray[np.uint8], polygon_ids: NDArray[np.int32]) -> NDArray[np.float64]:
    """float64 (N,), mean 1: each class weighs the same, and within a class each polygon."""
    _, polygons, sizes = np.unique(polygon_ids, return_inverse=True, return_counts=True)
    members = [np.unique(polygon_ids[class_ids == class_id]) for class_id in np.unique(class_ids)]
    polygons_of_class = {int(k): len(m) for k, m in zip(np.unique(class_ids), members, strict=True)}
    shares = np.array([polygons_of_class[int(class_id)] for class_id in class_ids], dtype=np.float64)
    weights = 1 / (sizes[polygons] * shares)
    return np.asarray(weights / weights.mean(), dtype=np.float64)
