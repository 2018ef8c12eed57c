"""Fitting the forest: three ways to grow trees, in equal numbers, and a logistic regression beside them.

On 18 development places with 1 and 3 polygons a class, trees that see the bands alone and trees that see the
neighbourhood too were each better where the other was worse, and together as good as the better one of each place;
extremely randomised trees (Geurts et al. 2006) beside them help where a class has a single polygon. Noise fractions of
the bands, for the trees to look at and for the logistic regression, pay with any number of polygons: docs/recipe.md.
Of a series the logistic regression looks at one date at a time: at places of 4 and 5 dates that gains 1.5 points more.
Of a long series half of the trees do so too.
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

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

FEW_DATES = 5
"""Where a series has more, half of the trees see one date each, which pays where a class has a single polygon: see
docs/recipe.md. Of up to so many dates it is alike."""


@dataclasses.dataclass(frozen=True)
class _View:
    """What some of the trees look at, as numbers of features."""

    pixel: NDArray[np.int64]
    """Of the pixel itself."""
    around: NDArray[np.int64]
    """Of its neighbourhood."""
    trees_a_kind: int


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
    weights, classes = pixel_weights(class_ids, polygon_ids), np.unique(class_ids).astype(np.int64)
    count = features.shape[1] // FEATURES_A_BAND
    bands, around = features[:, :count], features[:, count:]
    beside: dict[str, Tensor] = {}
    fractions, dates = 0, 1
    if rotations is not None:
        of_bands, biases = _by_date(bands, rotations.by_date, class_ids, class_count, weights)
        beside = {"rotation": rotations.joint, "band_weights": of_bands, "band_biases": biases}
        fractions, dates = len(rotations.joint), len(rotations.by_date)
        features = np.hstack([bands, _turned(rotations.joint, bands), around])
    views = enumerate(_views(count, fractions, dates, trees_a_kind))
    grown = [_trees(view, features, class_ids, weights, seed + 3 * number) for number, view in views]
    trees, columns = zip(*itertools.chain(*grown), strict=True)
    return Forest({**arrays_of_trees(trees, classes, class_count, columns), **beside})


def _views(bands: int, fractions: int, dates: int, trees_a_kind: int) -> list[_View]:
    """What trees look at: everything; of a long series half of them at the bands of one date each."""
    pixel = np.arange(bands + fractions)
    around = len(pixel) + np.arange((FEATURES_A_BAND - 1) * bands).reshape(-1, bands)
    if dates <= FEW_DATES:
        return [_View(pixel, around.ravel(), trees_a_kind)]
    half = trees_a_kind // 2
    of_each = max(round(half / dates), 1)
    each = [_View(date, around[:, date].ravel(), of_each) for date in np.split(np.arange(bands), dates)]
    return [_View(pixel, around.ravel(), trees_a_kind - half), *each]


def _trees(
    view: _View, features: NDArray[np.float32], class_ids: NDArray[np.uint8], weights: NDArray[np.float64], seed: int
) -> list[tuple[Any, NDArray[np.int64]]]:
    """Trees of each kind as `arrays_of_trees` takes them, each with the features that it was grown on."""
    settings = {"n_estimators": view.trees_a_kind, "max_depth": MAX_DEPTH, "n_jobs": 1}
    everything = np.concatenate([view.pixel, view.around])
    kinds = (
        (RandomForestClassifier(random_state=seed, **settings), view.pixel),
        (RandomForestClassifier(random_state=seed + 1, **settings), everything),
        (ExtraTreesClassifier(random_state=seed + 2, **settings), everything),
    )
    return [
        (tree.tree_, columns)
        for kind, columns in kinds
        for tree in kind.fit(features[:, columns], class_ids, weights).estimators_
    ]


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
