"""Fitting the forest: three ways to grow trees, in equal numbers.

On 18 development places with 1 and 3 polygons a class, trees that see the bands alone and trees that see the
neighbourhood too were each better where the other was worse, and together as good as the better one of each place;
extremely randomised trees (Geurts et al. 2006) beside them help where a class has a single polygon.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier

from deepsat.models.forest import Forest, arrays_of_trees
from deepsat.models.neighbourhood import FEATURES_A_BAND

TREES_A_KIND = 40
MAX_DEPTH = 16


def fit_forest(
    features: NDArray[np.float32],
    class_ids: NDArray[np.uint8],
    polygon_ids: NDArray[np.int32],
    class_count: int,
    *,
    seed: int,
) -> Forest:
    """Grows a forest.

    Args:
        features: float32 (N,3C), as `neighbourhood` gives them.
        class_ids: uint8 (N,).
        polygon_ids: int32 (N,), the polygon that each pixel lies in.
        class_count: K.
        seed: of all draws.
    """
    weights = pixel_weights(class_ids, polygon_ids)
    bands = features[:, : features.shape[1] // FEATURES_A_BAND]
    settings = {"n_estimators": TREES_A_KIND, "max_depth": MAX_DEPTH, "n_jobs": 1}
    kinds = (
        (RandomForestClassifier(random_state=seed, **settings), bands),
        (RandomForestClassifier(random_state=seed + 1, **settings), features),
        (ExtraTreesClassifier(random_state=seed + 2, **settings), features),
    )
    trees = [tree.tree_ for kind, seen in kinds for tree in kind.fit(seen, class_ids, weights).estimators_]
    return Forest(arrays_of_trees(trees, np.unique(class_ids).astype(np.int64), class_count))


def pixel_weights(class_ids: NDArray[np.uint8], polygon_ids: NDArray[np.int32]) -> NDArray[np.float64]:
    """float64 (N,), mean 1: each class weighs the same, and within a class each polygon."""
    _, polygons, sizes = np.unique(polygon_ids, return_inverse=True, return_counts=True)
    members = [np.unique(polygon_ids[class_ids == class_id]) for class_id in np.unique(class_ids)]
    polygons_of_class = {int(k): len(m) for k, m in zip(np.unique(class_ids), members, strict=True)}
    shares = np.array([polygons_of_class[int(class_id)] for class_id in class_ids], dtype=np.float64)
    weights = 1 / (sizes[polygons] * shares)
    return np.asarray(weights / weights.mean(), dtype=np.float64)
